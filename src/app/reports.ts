import type { Book } from '../core';
import type { CellKey } from '../core/model';
import type { Selection, Settled } from '../hosts/port';
import type { AppState, ReportView } from './state';

const keysOf = new WeakMap<ReportView, ReadonlyMap<string, CellKey>>();

/** Which cell of the form stands at a place; null where none does. */
export function keyAt(reports: readonly ReportView[], { sheet, row, column }: Selection): CellKey | null {
  const report = reports.find((one) => one.sheet === sheet);
  if (!report) return null;
  let keys = keysOf.get(report);
  if (!keys) {
    keys = new Map([...report.positions].map(([key, at]) => [`${at.row},${at.column}`, key]));
    keysOf.set(report, keys);
  }
  return keys.get(`${row},${column}`) ?? null;
}

/** The report that the pane speaks of. */
export const activeReport = (state: AppState): ReportView | null =>
  state.reports.find(({ sheet }) => sheet === state.activeSheet) ?? null;

export interface NearMiss {
  readonly sheet: string;
  readonly label: string;
}
/** So much of the form has to be there that a sheet was meant to be it. */
const NEAR = 0.1;

/** The sheet that was likely meant to be the form, where none is. */
export function nearMissIn({ nearest }: Book): NearMiss | null {
  if (nearest === null || nearest.share <= NEAR) return null;
  return { sheet: nearest.sheet, label: nearest.missing[0]?.label.replace(/\s+/g, '') ?? '' };
}

/** What a check reads beside the year sheets. */
export const sheetsBeside = ({ ledger, explanations, receipts }: Book): string[] =>
  [ledger, explanations, ...receipts].flatMap((one) => (one ? [one.sheet] : []));

/** People type into the form; the hidden verdicts to the right of it, and formulas elsewhere, stay as they are. */
export const settledIn = (book: Book): ReadonlyMap<string, Settled> =>
  new Map([
    ...book.reports.map(({ sheet, located }): [string, Settled] => {
      const last = [...located.cells.values()].reduce((most, { column }) => Math.max(most, column), 0);
      return [sheet, { fromColumn: last + 1 }];
    }),
    ...sheetsBeside(book).map((sheet): [string, Settled] => [sheet, 'formulas']),
  ]);
