/** 填列累计: 合计 and 累计 that are empty get what the form says they are. What a person entered stays. */
import { type CellKey, keyOf } from '../model';
import type { Edit, Entry, Proposal } from '../plan';
import { type Book, chainOf, contentOf, figureOf, positionIn, type Report } from '../report';
import { sumOf } from '../values/number';
import { cumulativeEntry, totalEntry } from './computed';

export const FILL = 'fill';

/** On one sheet, or on all of the workbook. Refused where nothing is empty or nothing can be known. */
export function fillComputed(book: Book, sheet: string | null): Proposal {
  const edits = book.reports
    .filter((report) => sheet === null || report.sheet === sheet)
    .flatMap((report) => fillReport(report, book));
  return edits.length === 0 ? { refused: 'nothingToFill' } : { command: FILL, edits };
}

function fillReport(report: Report, book: Book): Edit[] {
  const filled = new Map<CellKey, number>();
  const figure = (key: CellKey): number | null => filled.get(key) ?? figureOf(report, key);
  const edits: Edit[] = [];
  const put = (key: CellKey, value: number | null, entry: (value: number) => Entry): void => {
    const at = positionIn(report, key);
    const { value: held, formula } = contentOf(report, key);
    if (!at || value === null || formula !== null || (held !== null && held !== '')) return;
    filled.set(key, value);
    const before = { value: held, formula };
    edits.push({ sheet: report.sheet, ...at, before, after: entry(value), why: FILL });
  };
  const total = (parts: readonly string[], period: 'year' | 'cumulative'): number | null => {
    const figures = parts.map((part) => figure(keyOf(part, period)));
    return figures.includes(null) ? null : sumOf(figures as number[]);
  };
  const pairs = book.form.indicators.filter(({ periods }) => periods === 'pair');
  for (const one of pairs) {
    const key = keyOf(one.id, 'year');
    if (one.sumOf) put(key, total(one.sumOf, 'year'), (value) => totalEntry(report, one, 'year', value));
  }
  for (const { id, sumOf: parts } of pairs) {
    if (parts || report.year === null) continue;
    const known = cumulativeOf(id, report.year);
    put(keyOf(id, 'cumulative'), known, (value) => cumulativeEntry(report, book, id, value));
  }
  for (const one of pairs) {
    const key = keyOf(one.id, 'cumulative');
    if (one.sumOf)
      put(key, total(one.sumOf, 'cumulative'), (value) => totalEntry(report, one, 'cumulative', value));
  }
  return edits;

  /** Through the ledger; in a workbook without one, on the 累计 of the year before. */
  function cumulativeOf(id: string, year: number): number | null {
    const own = figureOf(report, keyOf(id, 'year'));
    if (own === null) return null;
    if (book.ledger) return chainOf(book, id, year);
    const prior = year <= book.form.since ? 0 : chainOf(book, id, year - 1);
    return prior === null ? null : sumOf([prior, own]);
  }
}
