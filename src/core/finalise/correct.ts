/**
 * 更正: what was corrected in a year that was finalised goes to the latest year as 调整, and the stamped sheet is put
 * back. Every 累计 of the latest year stays as the correction made it.
 */
import { adjust, type Adjustment } from '../fill/adjust';
import type { Indicator } from '../form/schema';
import { ledgerIndicators, ledgerLabel } from '../ledger';
import { indexOf, keyOf, type Period, type SheetSnapshot } from '../model';
import type { Edit, Proposal, Remark } from '../plan';
import { isRefusal } from '../plan';
import { type Book, chainOf, readBook, type Report } from '../report';
import { printNumber, sumOf } from '../values/number';
import { type Change, finalisedOf } from './receipt';
import { revertChanges } from './revert';

export const CORRECT = 'correct';

/** The year whose ledger takes a correction of a finalised one: the latest, later than it and not yet finalised. */
export function yearToCorrectIn(
  reports: readonly { readonly year: number | null; readonly finalised: boolean }[],
  year: number,
): number | null {
  const latest = reports.reduce<(typeof reports)[number] | null>(
    (last, one) => ((one.year ?? 0) > (last?.year ?? 0) ? one : last),
    null,
  );
  return latest?.year && latest.year > year && !latest.finalised ? latest.year : null;
}

export function correctLater(book: Book, sheets: readonly SheetSnapshot[], sheet: string): Proposal {
  const report = book.reports.find((one) => one.sheet === sheet);
  const finalised = report ? finalisedOf(report, book) : null;
  if (!report || report.year === null || !finalised) return { refused: 'noReport' };
  const reports = book.reports.map((one) => ({
    year: one.year,
    finalised: finalisedOf(one, book) !== null,
  }));
  const latest = yearToCorrectIn(reports, report.year);
  if (latest === null) return { refused: 'noLaterYear' };
  const back = revertChanges(book, sheet);
  if (isRefusal(back)) return back;
  const before = readBook(withEdits(sheets, back.edits), book.form);
  const { adjustments, idle } = correctionsOf(
    book,
    { ...before, earlier: book.earlier ?? null },
    report,
    finalised.changes,
    latest,
  );
  if (adjustments.length === 0) return { refused: idle.length > 0 ? 'correctionIdle' : 'noCorrection' };
  const entered = adjust(book, adjustments);
  if (isRefusal(entered)) return entered;
  return {
    command: CORRECT,
    edits: [...back.edits, ...entered.edits],
    ...(idle.length > 0 ? { remarks: idle.map((one) => idleRemark(book, one, latest)) } : {}),
  };
}

/** What the correction comes to in the latest year; `idle` are those that a 累计 typed in between keeps away from it. */
function correctionsOf(
  book: Book,
  before: Book,
  report: Report,
  changes: readonly Change[],
  latest: number,
): { adjustments: Adjustment[]; idle: Indicator[] } {
  const adjustments: Adjustment[] = [];
  const idle: Indicator[] = [];
  const changeOf = ({ id }: Indicator, period: Period): Change | undefined =>
    changes.find(({ key, was, now }) => key === keyOf(id, period) && isFigure(was) && isFigure(now));
  for (const indicator of ledgerIndicators(book.form)) {
    if (indicator.sumOf) continue;
    const [year, cumulative] = [changeOf(indicator, 'year'), changeOf(indicator, 'cumulative')];
    const change = year ?? cumulative;
    if (!change) continue;
    const amount =
      effectOf(book, before, indicator.id, latest) ?? (year ? difference(year.now, year.was) : 0);
    if (amount === 0) {
      if (year) idle.push(indicator);
      continue;
    }
    const what = year ? '' : '累计';
    const reason = `更正${report.year}年${what}：原 ${figure(change.was)}，应为 ${figure(change.now)}`;
    adjustments.push({ id: indicator.id, year: latest, amount, reason });
  }
  return { adjustments, idle };
}

/** Null where the 累计 is not known, for want of a base. */
function effectOf(book: Book, before: Book, id: string, year: number): number | null {
  const [now, was] = [chainOf(book, id, year), chainOf(before, id, year)];
  return now === null || was === null ? null : difference(now, was);
}

const difference = (now: Change['now'], was: Change['was']): number =>
  isFigure(now) && isFigure(was) ? sumOf([now, -was]) : 0;
const isFigure = (value: Change['was']): value is number => typeof value === 'number';
const figure = (value: Change['was']): string => (isFigure(value) ? printNumber(value) : '');

const idleRemark = ({ form }: Book, indicator: Indicator, year: number): Remark => ({
  code: 'correctionIdle',
  params: { name: ledgerLabel(form, indicator), year },
});

/** The sheets with the edits in them; what formulas compute from them stays as it was. */
function withEdits(sheets: readonly SheetSnapshot[], edits: readonly Edit[]): SheetSnapshot[] {
  return sheets.map((sheet) => {
    const own = edits.filter((edit) => edit.sheet === sheet.name);
    if (own.length === 0) return sheet;
    const cells = new Map(sheet.cells);
    for (const { row, column, after } of own) cells.set(indexOf(row, column), after);
    return { ...sheet, cells };
  });
}
