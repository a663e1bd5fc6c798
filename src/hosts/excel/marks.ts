/**
 * Conditional formats of our own, known by their ids: they can be taken away without ever reading a sheet's
 * conditional formats, which Excel may refuse (office-js #6827), and without touching the person's.
 */
import type { Highlight, Validation } from '../../core/draft';
import { addressOf } from '../../core/model';
import { type Mark, MARK_COLORS, type Marker } from '../port';
import type { ExcelCapabilities } from './capabilities';
import { askGuards, guardsOf, lift, restore, restoreAfterFailure } from './guard';
import { addHighlights } from './looks';
import { run } from './run';
import { askSheets, type KnownSheets, sheetsOf } from './sheets';

const SETTING = 'cpreport.marks';
const PRIORITY = { hard: 1, soft: 2, info: 3 } as const;

interface Remembered {
  readonly sheet: string;
  /** Stays when the sheet gets another name; '' for a sheet that was just made. */
  readonly sheetId: string;
  readonly key: string;
  readonly id: string;
}

type Made = ReturnType<typeof addHighlights>;

export class Marks implements Marker {
  private all: Remembered[] = [];
  private readonly theirs = new Set<string>();

  constructor(
    private readonly capabilities: ExcelCapabilities,
    private readonly sheets: KnownSheets,
    private readonly wrote: () => void,
  ) {}

  get marked(): boolean {
    return this.marks().length > 0;
  }

  /** Asks what was marked when the workbook was open before; take it after the next sync. */
  ask(context: Excel.RequestContext): Excel.Setting {
    const setting = context.workbook.settings.getItemOrNullObject(SETTING);
    setting.load('value');
    return setting;
  }

  take(setting: Excel.Setting): void {
    if (this.all.length === 0 && !setting.isNullObject) this.all = parse(setting.value);
  }

  /** The marks on sheets that are still there, under the names that these have now. */
  private marks(): Remembered[] {
    return this.all.flatMap((one) => {
      const sheet = this.sheets.byId(one.sheetId) ?? this.sheets.byName(one.sheet);
      return one.key.startsWith(MARK) && sheet ? [{ ...one, sheet: sheet.name }] : [];
    });
  }

  /** Marks these cells and no others, over whatever looks they have. */
  mark(cells: readonly Mark[]): Promise<void> {
    return this.replace(highlightsOf(cells));
  }

  clear(): Promise<void> {
    return this.replace(new Map());
  }

  private async replace(wanted: ReadonlyMap<string, readonly Highlight[]>): Promise<void> {
    const { known, guards } = await this.prepare([...wanted.keys()]);
    try {
      await run(
        async (context) => {
          lift(context, guards);
          for (const one of known)
            this.drop(context.workbook.worksheets.getItemOrNullObject(one.sheet), one.id);
          const made = [...wanted].map(([sheet, highlights]) => ({
            sheet,
            made: addHighlights(context.workbook.worksheets.getItem(sheet), highlights),
          }));
          restore(context, guards);
          await context.sync();
          this.all = this.all.filter(({ key }) => !key.startsWith(MARK));
          made.forEach(({ sheet, made: own }) => this.remember(sheet, own, MARK));
          await this.save(context);
        },
        this.capabilities.undo ? { mergeUndoGroup: true } : {},
      );
      this.wrote();
    } catch (reason) {
      await restoreAfterFailure(guards);
      throw reason;
    }
  }

  /** What is marked, and which sheets have to be opened for it. */
  private prepare(names: readonly string[]) {
    return run(async (context) => {
      const list = askSheets(context);
      await context.sync();
      this.sheets.take(sheetsOf(list));
      const known = this.marks();
      const asked = askGuards(context, [...new Set([...names, ...known.map(({ sheet }) => sheet)])]);
      await context.sync();
      return { known, guards: guardsOf(asked) };
    });
  }

  remember(sheet: string, made: Made, prefix = ''): void {
    for (const { highlight, format } of made) {
      const sheetId = this.sheets.byName(sheet)?.id ?? '';
      this.all.push({ sheet, sheetId, key: prefix + keyOf(highlight), id: format.id });
    }
  }

  /** Takes highlights away that a plan had brought; those that Excel does not know any more are no matter. */
  forget(sheet: Excel.Worksheet, name: string, highlights: readonly Highlight[]): void {
    const keys = new Set(highlights.map(keyOf));
    const gone = this.all.filter((one) => one.sheet === name && keys.has(one.key));
    gone.forEach(({ id }) => this.drop(sheet, id));
    this.all = this.all.filter((one) => !gone.includes(one));
  }

  private drop(sheet: Excel.Worksheet, id: string): void {
    const everywhere = sheet.getRange();
    everywhere.untrack();

    const { conditionalFormats } = everywhere;
    const { level } = this.capabilities;
    (level >= 14 ? conditionalFormats.getItemOrNullObject(id) : conditionalFormats.getItem(id)).delete();
  }

  /** Cells with a validation of the person's: ours do not come there, and are not taken away there. */
  spare(cells: readonly string[]): void {
    for (const cell of cells) this.theirs.add(cell);
  }

  spared(sheet: string, validations: readonly Validation[]): Validation[] {
    return validations.flatMap((validation) => {
      const range = validation.range.split(' ').filter((address) => !this.theirs.has(`${sheet}!${address}`));
      return range.length === 0 ? [] : [{ ...validation, range: range.join(' ') }];
    });
  }

  async save(context: Excel.RequestContext): Promise<void> {
    context.workbook.settings.add(SETTING, JSON.stringify(this.all));
    await context.sync();
  }
}

/** Tells marks from the highlights of plans. */
const MARK = 'mark ';
const keyOf = ({ formula, range }: Highlight): string => `${range} ${formula}`;

function parse(value: unknown): Remembered[] {
  try {
    const found: unknown = JSON.parse(String(value));
    return Array.isArray(found) ? found.filter(isRemembered) : [];
  } catch {
    return [];
  }
}

const isRemembered = (one: unknown): one is Remembered =>
  typeof one === 'object' &&
  one !== null &&
  ['sheet', 'sheetId', 'key', 'id'].every(
    (field) => typeof (one as Record<string, unknown>)[field] === 'string',
  );

/** One highlight a severity and sheet; the worst of a cell shows. */
function highlightsOf(cells: readonly Mark[]): Map<string, Highlight[]> {
  const found = new Map<string, Highlight[]>();
  for (const sheet of new Set(cells.map((cell) => cell.sheet))) {
    for (const severity of ['hard', 'soft', 'info'] as const) {
      const own = cells.filter((cell) => cell.sheet === sheet && cell.severity === severity);
      if (own.length === 0) continue;
      const range = [...new Set(own.map(addressOf))].join(' ');
      const style = {
        fill: { type: 'pattern', pattern: 'solid', bgColor: { rgb: MARK_COLORS[severity] } },
      } as const;
      const highlight = {
        type: 'expression',
        formula: 'TRUE',
        range,
        priority: PRIORITY[severity],
        style,
      } as const;
      found.set(sheet, [...(found.get(sheet) ?? []), highlight]);
    }
  }
  return found;
}
