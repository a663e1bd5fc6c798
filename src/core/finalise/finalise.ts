/** 定稿: a report that nothing stands against gets its receipt, and a line that is printed below the form. */
import { check, type CheckOptions } from '../check/check';
import { type Finding, isExplained, type Severity } from '../check/finding';
import type { SheetDraft } from '../draft';
import { type Area, cellAt, type Position, type SheetSnapshot } from '../model';
import type { Edit, Proposal } from '../plan';
import type { Book, Report } from '../report';
import type { Step } from '../structure';
import { FINAL_LINE, isFinalLine } from './line';
import { type Receipt, receiptFor, shortFingerprint } from './receipt';

export const FINALISE = 'finalise';
export const ZERO = 'zero';

/** What stands against 定稿, in the order in which a person goes through it. */
export interface Blockers {
  /** 未填: confirmed as 0 in one go. */
  readonly blanks: readonly Finding[];
  readonly head: readonly Finding[];
  readonly hard: readonly Finding[];
  /** Questioned and not explained. */
  readonly soft: readonly Finding[];
}

/** Of the findings of one report at stage final. */
export function blockersIn(findings: readonly Finding[]): Blockers {
  const open = findings.filter((finding) => finding.severity !== 'info' && !isExplained(finding));
  const isHead = ({ rule }: Finding): boolean => rule.startsWith('HDR-');
  const blanks = open.filter(({ rule }) => rule === 'TYP-06');
  const head = open.filter(isHead);
  const rest = open.filter((finding) => !blanks.includes(finding) && !isHead(finding));
  return {
    blanks,
    head,
    hard: rest.filter(({ severity }) => severity === 'hard'),
    soft: rest.filter(({ severity }) => severity === 'soft'),
  };
}

export const isReady = ({ blanks, head, hard, soft }: Blockers): boolean =>
  blanks.length + head.length + hard.length + soft.length === 0;

export interface FinaliseOptions {
  readonly sheet: string;
  /** 2015-01-05 */
  readonly date: string;
  readonly author: string;
  readonly check: Omit<CheckOptions, 'stage'>;
  readonly draft: (receipt: Receipt) => SheetDraft;
}

export function finalise(
  book: Book,
  sheets: readonly SheetSnapshot[],
  { sheet, date, author, check: options, draft }: FinaliseOptions,
): Proposal {
  const report = book.reports.find((one) => one.sheet === sheet);
  const snapshot = sheets.find(({ name }) => name === sheet);
  if (!report || !snapshot || report.year === null) return { refused: 'noReport' };
  if (author.trim() === '') return { refused: 'noAuthor' };
  const findings = check(book, { ...options, stage: 'final' }).filter((one) => one.sheet === sheet);
  const blockers = blockersIn(findings);
  if (!isReady(blockers)) return { refused: 'notReady', params: countsOf(blockers) };
  const receipt = receiptFor(report, book, { date, author: author.trim(), counts: tally(findings) });
  const made = draft(receipt);
  if (sheets.some(({ name }) => name === made.name))
    return { refused: 'yearExists', params: { sheet: made.name } };
  const line = printLine(report, snapshot, receipt);
  return {
    command: FINALISE,
    steps: [{ kind: 'addSheet', draft: made, behind: lastReceipt(book) ?? sheet }, ...line.steps],
    edits: [line.edit],
  };
}

const countsOf = ({ blanks, head, hard, soft }: Blockers): Record<string, number> => ({
  blank: blanks.reduce((sum, { cells }) => sum + cells.length, 0),
  head: head.length,
  hard: hard.length,
  soft: soft.length,
});

function tally(findings: readonly Finding[]): Record<Severity | 'explained', number> {
  const counts = { hard: 0, soft: 0, info: 0, explained: 0 };
  for (const finding of findings) counts[isExplained(finding) ? 'explained' : finding.severity]++;
  return counts;
}

const lastReceipt = ({ receipts }: Book): string | null => receipts.at(-1)?.sheet ?? null;

function printLine(
  report: Report,
  sheet: SheetSnapshot,
  { date, author, fingerprint, serial }: Receipt,
): { steps: Step[]; edit: Edit } {
  const area = extentOf(report, sheet);
  const at = lineIn(sheet, area);
  const { value, formula } = cellAt(sheet, at.row, at.column);
  const times = serial > 1 ? `（第${serial}次）` : '';
  const text = `${FINAL_LINE}${times} ${date}  ${author}  数据指纹 ${shortFingerprint(fingerprint)}`;
  const from = { ...area, bottom: area.bottom };
  return {
    steps: [{ kind: 'printArea', sheet: sheet.name, from, to: { ...from, bottom: at.row } }],
    edit: {
      sheet: sheet.name,
      ...at,
      before: { value, formula },
      after: { value: text, formula: null },
      why: FINALISE,
    },
  };
}

/** From the sheet's first cell to the last of the form, merged areas whole. */
function extentOf({ located }: Report, { merges }: SheetSnapshot): Area {
  const cells = [...located.cells.values()];
  const whole = ({ row, column }: Position): Area =>
    merges.find(
      ({ top, left, bottom, right }) => row >= top && row <= bottom && column >= left && column <= right,
    ) ?? { top: row, left: column, bottom: row, right: column };
  const areas = cells.map(whole);
  return {
    top: 0,
    left: 0,
    bottom: Math.max(...areas.map(({ bottom }) => bottom)),
    right: Math.max(...areas.map(({ right }) => right)),
  };
}

/** The line of an earlier 定稿, else the first row below the form with nothing in it. */
function lineIn(sheet: SheetSnapshot, { bottom, right }: Area): Position {
  const column = 0;
  for (let row = bottom + 1; ; row++) {
    const { value } = cellAt(sheet, row, column);
    if (isFinalLine(value)) return { row, column };
    const taken = Array.from({ length: right + 1 }, (_, at) => cellAt(sheet, row, at)).some(
      (cell) => cell.formula !== null || (cell.value !== null && cell.value !== ''),
    );
    if (!taken) return { row, column };
  }
}
