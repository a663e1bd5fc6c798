/** The results of our own formulas, for files that no spreadsheet program has calculated since they were changed. */
import type { Form, Indicator } from '../form/schema';
import { type Ledger, type LedgerCell, ledgerIndicators } from '../ledger';
import {
  addressOf,
  type CellContent,
  type CellValue,
  indexOf,
  isError,
  keyOf,
  type Period,
  type Position,
  quoteSheet,
  type SheetSnapshot,
} from '../model';
import {
  type Book,
  chainOf,
  contentOf,
  figureOf,
  numberIn,
  positionIn,
  readBook,
  type Report,
  reportOf,
} from '../report';
import { sumOf } from '../values/number';
import {
  cumulativeFormula,
  ledgerChainFormula,
  ledgerYearFormula,
  totalAdjustment,
  totalAdjustmentFormula,
  totalFormula,
} from './computed';

export interface Result extends Position {
  readonly sheet: string;
  readonly value: CellValue;
}

/** A cell whose formula is ours, and what it comes to in a book. */
interface Own extends Position {
  readonly sheet: string;
  readonly resultIn: (book: Book) => CellValue;
}

/** What every 合计 and 累计, here and in the ledger, comes to. Formulas of others are left alone. */
export function recompute(sheets: readonly SheetSnapshot[], form: Form): Result[] {
  const book = readBook(sheets, form);
  const own = [...book.reports.flatMap((report) => inReport(report, book)), ...inLedger(book)];
  const stale = readBook(withoutResults(sheets, own), form);
  return own.map(({ sheet, row, column, resultIn }) => ({ sheet, row, column, value: resultIn(stale) }));
}

function withoutResults(sheets: readonly SheetSnapshot[], own: readonly Own[]): SheetSnapshot[] {
  return sheets.map((sheet) => {
    const cells = new Map(sheet.cells);
    for (const { sheet: name, row, column } of own) {
      if (name !== sheet.name) continue;
      const { formula } = cells.get(indexOf(row, column))!;
      cells.set(indexOf(row, column), { value: null, formula, uncomputed: true });
    }
    return { ...sheet, cells };
  });
}

const isOurs = ({ formula }: CellContent, ours: string | null): boolean =>
  formula !== null && formula === ours;

function inReport(report: Report, book: Book): Own[] {
  const { sheet, year } = report;
  const refer = (id: string, period: Period): string | null => {
    const at = positionIn(report, keyOf(id, period));
    return at && addressOf(at);
  };
  const ours = ({ id, sumOf: parts }: Indicator, period: Period): string | null => {
    if (parts) {
      const refs = parts.map((part) => refer(part, period));
      return refs.includes(null) ? null : totalFormula(refs as string[]);
    }
    const own = refer(id, 'year');
    const chain = year === null ? null : book.ledger?.entry(id, year)?.cumulative;
    if (period !== 'cumulative' || !own || !chain) return null;
    return cumulativeFormula(own, `${quoteSheet(book.ledger!.sheet)}!${addressOf(chain.at)}`);
  };
  return ledgerIndicators(book.form).flatMap((indicator) =>
    (['year', 'cumulative'] as const).flatMap((period): Own[] => {
      const key = keyOf(indicator.id, period);
      const content = contentOf(report, key);
      if (!isOurs(content, ours(indicator, period))) return [];
      const resultIn = (now: Book): CellValue => {
        const found = now.reports.find((one) => one.sheet === sheet)!;
        const entered = contentOf(found, keyOf(indicator.id, 'year')).value;
        return isError(entered) ? entered : (figureOf(found, key) ?? '');
      };
      return [{ sheet, ...positionIn(report, key)!, resultIn }];
    }),
  );
}

function inLedger(book: Book): Own[] {
  const { ledger, form } = book;
  if (!ledger) return [];
  return ledgerIndicators(form).flatMap((indicator) => {
    const base = ledger.base(indicator.id);
    const { sumOf: parts } = indicator;
    const start: (Own | null)[] = [];
    if (base && parts) {
      const bases = parts.map((part) => ledger.base(part));
      const ours = bases.includes(null) ? null : totalFormula(bases.map((one) => addressOf(one!.at)));
      start.push(
        own(ledger, base, ours, (now) => {
          const figures = parts.map((part) => numberIn(now.ledger!.base(part)!.content));
          return figures.includes(null) ? '' : sumOf(figures as number[]);
        }),
      );
    }
    return [...start, ...ledger.years.flatMap((year) => inYear(book, ledger, indicator, year))].flatMap(
      (one) => one ?? [],
    );
  });
}

function inYear(book: Book, ledger: Ledger, { id, sumOf: parts }: Indicator, year: number): (Own | null)[] {
  const entry = ledger.entry(id, year);
  if (!entry) return [];
  const chained = (now: Book): CellValue => chainOf(now, id, year) ?? '';
  if (parts) {
    const entries = parts.map((part) => ledger.entry(part, year));
    if (entries.includes(null)) return [];
    const refs = (field: 'year' | 'adjustment' | 'cumulative'): string[] =>
      entries.map((one) => addressOf(one![field].at));
    return [
      own(ledger, entry.year, totalFormula(refs('year')), (now) => {
        const figures = parts.map((part) => linked(now, part, year));
        return figures.every((one) => typeof one === 'number') ? sumOf(figures) : '';
      }),
      own(ledger, entry.adjustment, totalAdjustmentFormula(refs('adjustment')), (now) => {
        const held = parts.map((part) => now.ledger!.entry(part, year)!.adjustment.content.value);
        return totalAdjustment(held);
      }),
      own(ledger, entry.cumulative, totalFormula(refs('cumulative')), chained),
    ];
  }
  const report = reportOf(book, year);
  const at = report && positionIn(report, keyOf(id, 'year'));
  const link = at ? ledgerYearFormula(`${quoteSheet(report.sheet)}!${addressOf(at)}`) : null;
  const prior = ledger.priorColumn(year);
  const stated = report && positionIn(report, keyOf(id, 'cumulative'));
  const start = stated ? ledgerYearFormula(`${quoteSheet(report.sheet)}!${addressOf(stated)}`) : null;
  const { row } = entry.cumulative.at;
  const refs = [{ row, column: prior ?? 0 }, entry.year.at, entry.adjustment.at].map(addressOf);
  return [
    own(ledger, entry.year, link, (now) => linked(now, id, year)),
    own(
      ledger,
      entry.cumulative,
      prior === null ? null : ledgerChainFormula(refs[0]!, refs[1]!, refs[2]!),
      chained,
    ),
    own(ledger, entry.cumulative, start, chained),
  ];
}

/** 本年 as the ledger shows it: what stands in the year's sheet, whatever it is. */
function linked(book: Book, id: string, year: number): CellValue {
  const report = reportOf(book, year);
  const content = report ? contentOf(report, keyOf(id, 'year')) : book.ledger!.entry(id, year)!.year.content;
  return content.value ?? '';
}

function own(
  ledger: Ledger,
  { at, content }: LedgerCell,
  ours: string | null,
  resultIn: Own['resultIn'],
): Own | null {
  return isOurs(content, ours) ? { sheet: ledger.sheet, ...at, resultIn } : null;
}
