/** What the inspector says about a cell beyond its value: how it comes about, and what it was. */
import {
  adjustmentOf,
  type Book,
  type CellContent,
  type CellKey,
  figureOf,
  indicatorOf,
  keyOf,
  priorOf,
  splitKey,
} from '../core';
import { sumOf } from '../core/values/number';
import type { Explained } from './state';

/** "713 + 187 + 0 = 900" for a 累计, "103 + 84 = 187" for a 合计; null for a figure that is entered. */
export function explainCell(book: Book, sheet: string, key: CellKey): Explained | null {
  const report = book.reports.find((one) => one.sheet === sheet);
  const { id, period } = splitKey(key);
  const indicator = indicatorOf(book.form, id);
  if (!report || !indicator) return null;
  if (indicator.sumOf) {
    const parts = indicator.sumOf.map((part) => ({
      name: part,
      value: figureOf(report, keyOf(part, period)),
    }));
    return explained(key, 'total', parts);
  }
  if (period !== 'cumulative' || report.year === null) return null;
  return explained(key, 'cumulative', [
    { name: 'prior', value: priorOf(book, id, report.year) },
    { name: 'year', value: figureOf(report, keyOf(id, 'year')) },
    { name: 'adjustment', value: adjustmentOf(book, id, report.year) },
  ]);
}

function explained(key: CellKey, kind: Explained['kind'], parts: Explained['parts']): Explained {
  const known = parts.flatMap(({ value }) => (value === null ? [] : [value]));
  const result = known.length < parts.length ? null : sumOf(known);
  return { key, kind, parts, result };
}

/** The same cell in earlier years, latest first: from their sheets, and where there is none from the ledger. */
export function historyOf(book: Book, sheet: string, key: CellKey): { year: number; content: CellContent }[] {
  const report = book.reports.find((one) => one.sheet === sheet);
  if (!report || report.year === null) return [];
  const now = report.year;
  const { id, period } = splitKey(key);
  const years = new Map<number, CellContent>();
  for (const other of book.reports) {
    const content = other.cells.get(key);
    if (other.year !== null && other.year < now && content) years.set(other.year, content);
  }
  if (period !== 'value') {
    for (const year of book.ledger?.years ?? []) {
      const entry = book.ledger?.entry(id, year);
      if (year < now && !years.has(year) && entry) years.set(year, entry[period].content);
    }
  }
  return [...years].map(([year, content]) => ({ year, content })).sort((a, b) => b.year - a.year);
}
