/** The workbook as it would be with other figures in some cells. */
import type { Indicator } from '../form/schema';
import { type CellContent, type CellKey, keyOf, type Period, splitKey } from '../model';
import { adjustmentOf, type Book, figureOf, priorOf, type Report } from '../report';
import { sumOf } from '../values/number';

const PERIODS = ['year', 'cumulative'] as const;

/**
 * Supposes other figures on a sheet. What computes itself follows, there and in later years: a 合计 or 累计 with
 * a formula that said before what the form says it is. Formulas of another kind keep their results.
 */
export function suppose(book: Book, sheet: string, figures: ReadonlyMap<CellKey, number>): Book {
  const { year } = book.reports.find((report) => report.sheet === sheet)!;
  const isLater = (report: Report): boolean => year !== null && report.year !== null && report.year > year;
  const indicators = affectedBy([...figures.keys()], book);
  const moved = new Map<Report, Map<CellKey, CellContent>>();
  const reports = book.reports.map((report) => {
    if (report.sheet !== sheet && !isLater(report)) return report;
    const cells = new Map(report.cells);
    moved.set(report, cells);
    return { ...report, cells };
  });
  const supposed: Book = { ...book, reports };
  book.reports.forEach((report, index) => {
    const cells = moved.get(report);
    if (!cells) return;
    if (report.sheet === sheet) for (const [key, value] of figures) cells.set(key, { value, formula: null });
    for (const period of PERIODS) {
      for (const indicator of indicators) {
        const key = keyOf(indicator.id, period);
        const content = report.cells.get(key);
        if (!content || content.formula === null || figures.has(key)) continue;
        const before = computed(indicator, period, report, book);
        if (before === null || before !== figureOf(report, key)) continue;
        cells.set(key, { ...content, value: computed(indicator, period, reports[index]!, supposed) ?? '' });
      }
    }
  });
  return supposed;
}

/** The indicators of some cells, and after them the totals that they are parts of. */
export function affectedBy(keys: readonly CellKey[], { form }: Book): Indicator[] {
  const ids = new Set(keys.map((key) => splitKey(key).id));
  const parts = form.indicators.filter(({ id }) => ids.has(id));
  const totals = form.indicators.filter(
    ({ id, sumOf: of }) => !ids.has(id) && of?.some((part) => ids.has(part)),
  );
  return [...parts, ...totals];
}

/** What the form says a 合计 or 累计 is; null for what is entered, and where a part is not known. */
function computed(indicator: Indicator, period: Period, report: Report, book: Book): number | null {
  const { id, sumOf: of } = indicator;
  if (!of && (period !== 'cumulative' || report.year === null)) return null;
  const parts = of
    ? of.map((part) => figureOf(report, keyOf(part, period)))
    : [
        priorOf(book, id, report.year!),
        figureOf(report, keyOf(id, 'year')),
        adjustmentOf(book, id, report.year!),
      ];
  return parts.includes(null) ? null : sumOf(parts as number[]);
}
