import type { CellKey } from '../core/model';
import type { Selection } from '../hosts/port';
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
