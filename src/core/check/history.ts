/** CUM-09, HIS-02, HIS-04: the years before. */
import type { Rule } from '../form/schema';
import { ledgerIndicators } from '../ledger';
import { keyOf } from '../model';
import { type Book, figureOf, priorOf, type Report, reportOf, yearFigure } from '../report';
import { sumExactly } from '../values/decimal';
import { cite, finding } from './cite';
import type { Finding } from './finding';

/** CUM-09: c₋₁ as used here against the 累计 in the sheet of the year before, and in last year's file. */
export function checkPrior(rule: Rule, report: Report, book: Book): Finding[] {
  const { year } = report;
  if (year === null || year <= book.form.since) return [];
  const sources = [
    { name: '', found: reportOf(book, year - 1) },
    {
      name: book.earlier?.name ?? '',
      found: book.earlier ? reportOf(book.earlier.book, year - 1) : undefined,
    },
  ];
  return pairsOf(book).flatMap((id) => {
    const used = priorOf(book, id, year);
    const key = keyOf(id, 'cumulative');
    if (used === null) return [];
    for (const { name, found } of sources) {
      const told = found ? figureOf(found, key) : null;
      if (!found || told === null || told === used) continue;
      const there = name === '' ? cite(found, key) : null;
      return [
        finding(rule, report, {
          keys: [key],
          cells: there ? [there] : [],
          params: { used, told, source: name === '' ? found.sheet : name, gap: sumExactly([used, -told]) },
        }),
      ];
    }
    return [];
  });
}

/** HIS-02: so many figures equal last year's that last year's sheet was sent again. */
export function checkRepeated(rule: Rule, report: Report, book: Book): Finding[] {
  const { year } = report;
  if (year === null || year <= book.form.since) return [];
  const figures = pairsOf(book)
    .map((id) => ({ id, own: figureOf(report, keyOf(id, 'year')), before: yearFigure(book, id, year - 1) }))
    .filter(({ own, before }) => own !== null && own !== 0 && before !== null);
  const same = figures.filter(({ own, before }) => own === before);
  if (figures.length < rule.least! || same.length < figures.length * rule.share!) return [];
  const keys = same.map(({ id }) => keyOf(id, 'year'));
  return [
    finding(rule, report, { keys, params: { count: same.length, total: figures.length, last: year - 1 } }),
  ];
}

/** HIS-04: every earlier year had one, this year has none. */
export function checkVanished(rule: Rule, report: Report, book: Book): Finding[] {
  const { year } = report;
  if (year === null) return [];
  const years = earlierYears(book, year);
  if (years.length === 0) return [];
  return pairsOf(book)
    .filter((id) => figureOf(report, keyOf(id, 'year')) === 0)
    .filter((id) => years.every((one) => (yearFigure(book, id, one) ?? 0) !== 0))
    .map((id) => finding(rule, report, { keys: [keyOf(id, 'year')], params: { years: years.length } }));
}

const pairsOf = ({ form }: Book): readonly string[] => ledgerIndicators(form).map(({ id }) => id);

/** Earlier years of which anything is known. */
const earlierYears = (book: Book, year: number): number[] =>
  [
    ...new Set([
      ...book.reports.flatMap((report) => report.year ?? []),
      ...(book.ledger?.years ?? []),
      ...(book.earlier?.book.reports.flatMap((report) => report.year ?? []) ?? []),
    ]),
  ].filter((one) => one < year);
