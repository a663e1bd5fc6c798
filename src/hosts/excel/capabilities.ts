/** What this Excel can do, asked once. The versions are those of Microsoft's documentation. */
import { type Capabilities, HostError } from '../port';

export interface ExcelCapabilities extends Capabilities {
  /** Highest N of ExcelApi 1.N. */
  readonly level: number;
  /** Events of the whole collection of sheets; otherwise each sheet is listened to. */
  readonly collectionEvents: boolean;
  readonly calculatedEvents: boolean;
  readonly nameEvents: boolean;
  /** Events say whether this add-in brought them about. */
  readonly triggerSource: boolean;
  readonly mergedAreas: boolean;
  readonly conditionalFormats: boolean;
  readonly validations: boolean;
}

/** Below this nothing that the pane needs is there: sheets' events, the workbook's name, the active cell. */
export const LOWEST_LEVEL = 7;
const HIGHEST_LEVEL = 30;

/** `grouping`: this office.js can make one undo step of several writes. Throws tooOld. */
export function detectCapabilities({ context }: typeof Office, grouping: boolean): ExcelCapabilities {
  const level = levelOf(context.requirements);
  if (level < LOWEST_LEVEL) throw new HostError('tooOld', `ExcelApi 1.${level}`);
  return {
    level,
    undo: level >= 20 && grouping,
    select: true,
    events: true,
    recalculates: true,
    collectionEvents: level >= 9,
    calculatedEvents: level >= 8,
    nameEvents: level >= 17,
    triggerSource: level >= 14,
    mergedAreas: level >= 13,
    conditionalFormats: level >= 6,
    validations: level >= 8,
    // Sheets can be copied, and rows with their looks.
    reshapes: level >= 9,
    // Excel on the web in viewing mode, a protected view.
    readOnly: String(context.document?.mode ?? '') === 'readOnly',
  };
}

function levelOf(requirements: Office.RequirementSetSupport): number {
  for (let level = HIGHEST_LEVEL; level > 0; level--) {
    if (requirements.isSetSupported('ExcelApi', `1.${level}`)) return level;
  }
  return 0;
}
