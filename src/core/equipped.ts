/** Whether a year sheet has all that the official workbook does by itself, and is tied to its own year in the ledger. */
import { isComputed } from './formulas';
import type { Ledger } from './ledger';
import { addressOf, type CellKey, keyOf } from './model';
import { type Book, contentOf, type Report } from './report';

/** What 装入公式与标记 has nothing to add to. */
export const isEquipped = (report: Report, { form, ledger }: Book): boolean =>
  report.judgedAt !== null &&
  report.unjudged.length === 0 &&
  ledger !== null &&
  report.year !== null &&
  ledger.years.includes(report.year) &&
  form.indicators.every(
    ({ id, sumOf }) => sumOf !== undefined || pointsAt(report, ledger, keyOf(id, 'cumulative'), id),
  );

/** Our own formula in a 累计; a sheet that was copied by hand still has those of the year it was copied from. */
function pointsAt(report: Report, ledger: Ledger, key: CellKey, id: string): boolean {
  const { formula } = contentOf(report, key);
  const entry = ledger.entry(id, report.year!);
  if (!isComputed(formula) || !entry || formula!.includes('#REF!')) return true;
  return ledgerCellIn(formula!) === addressOf(entry.cumulative.at);
}

/** The cell of the ledger that a 累计 is taken from; null where it is one of another file. */
export function ledgerCellIn(formula: string): string | null {
  const [, column, row] = /!\$?([A-Z]{1,3})\$?(\d+)\)$/.exec(formula) ?? [];
  return column === undefined || formula.includes('[') ? null : column + row!;
}
