/** The chain of every 累计 as a table: years across, indicators down; what breaks it is marked. */
import {
  adjustmentOf,
  type Book,
  chainOf,
  figureOf,
  type Finding,
  type Indicator,
  keyOf,
  priorOf,
  reportOf,
  yearFigure,
} from '../core';
import { ledgerIndicators, ledgerLabel } from '../core/ledger';
import { sumOf } from '../core/values/number';

/** `gap`: the 累计 is not what the chain comes to; `file`: last year's file says otherwise; `unknown`: it stops here. */
export type ChainMark = 'gap' | 'file' | 'unknown' | 'outlier';

export interface ChainCell {
  readonly year: number;
  readonly figure: number | null;
  readonly adjustment: number | null;
  readonly reason: string;
  /** As the year's sheet says; without a sheet, as the chain comes to. */
  readonly cumulative: number | null;
  /** What the chain comes to: 上年累计 + 本年 + 调整. */
  readonly expected: number | null;
  /** The year has a sheet, is entered in the ledger or known from last year's file; null where nothing knows of it. */
  readonly source: 'sheet' | 'ledger' | 'file' | null;
  readonly marks: readonly ChainMark[];
}

export interface ChainRow {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** The 累计 before the first year; 0 where that is the year that 累计 begins with. */
  readonly base: number | null;
  readonly cells: readonly ChainCell[];
}

export interface ChainTable {
  /** Without a gap, ascending. */
  readonly years: readonly number[];
  readonly rows: readonly ChainRow[];
}

/** The years that anything is known of, and those between them. */
export function chainYears(book: Book): number[] {
  const known = yearsIn(book);
  const first = Math.max(book.form.since, Math.min(...known));
  const last = Math.max(...known);
  return known.length === 0 || last < first
    ? []
    : Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

const yearsIn = ({ reports, ledger, earlier }: Book): number[] => [
  ...reports.flatMap(({ year }) => year ?? []),
  ...(ledger?.years ?? []),
  ...(earlier ? yearsIn(earlier.book) : []),
];

export function chainTable(book: Book, findings: readonly Finding[]): ChainTable {
  const years = chainYears(book);
  const marks = marksIn(findings);
  const rows = ledgerIndicators(book.form).map((indicator) => rowOf(book, indicator, years, marks));
  return { years, rows };
}

/** One indicator of it; null for what has no 累计, and for cells that are none of an indicator's. */
export function chainRow(book: Book, findings: readonly Finding[], id: string): ChainRow | null {
  const indicator = ledgerIndicators(book.form).find((one) => one.id === id);
  return indicator ? rowOf(book, indicator, chainYears(book), marksIn(findings)) : null;
}

const MARKING: Readonly<Record<string, ChainMark>> = { 'HIS-01': 'outlier', 'CUM-09': 'file' };

/** By sheet and indicator. CUM-09 speaks of the 累计 of the year before. */
function marksIn(findings: readonly Finding[]): ReadonlyMap<string, ChainMark> {
  const marks = new Map<string, ChainMark>();
  for (const { rule, sheet, cells } of findings) {
    const mark = MARKING[rule];
    if (!mark) continue;
    for (const { id } of cells) if (id !== null) marks.set(`${mark}|${sheet}|${id}`, mark);
  }
  return marks;
}

function rowOf(
  book: Book,
  indicator: Indicator,
  years: readonly number[],
  found: ReadonlyMap<string, ChainMark>,
): ChainRow {
  const { id } = indicator;
  const [first] = years;
  return {
    id,
    label: ledgerLabel(book.form, indicator),
    unit: indicator.unit,
    base: first === undefined ? null : priorOf(book, id, first),
    cells: years.map((year) => cellOf(book, id, year, found)),
  };
}

function cellOf(book: Book, id: string, year: number, found: ReadonlyMap<string, ChainMark>): ChainCell {
  const report = reportOf(book, year);
  const figure = yearFigure(book, id, year);
  const adjustment = adjustmentOf(book, id, year);
  const parts = [priorOf(book, id, year), figure, adjustment];
  const expected = parts.includes(null) ? null : sumOf(parts as number[]);
  const cumulative = report ? figureOf(report, keyOf(id, 'cumulative')) : chainOf(book, id, year);
  const next = reportOf(book, year + 1);
  const marks: ChainMark[] = [];
  if (cumulative !== null && expected !== null && cumulative !== expected) marks.push('gap');
  if (cumulative === null && expected === null) marks.push('unknown');
  if (next && !marks.includes('gap') && found.has(`file|${next.sheet}|${id}`)) marks.push('file');
  if (report && found.has(`outlier|${report.sheet}|${id}`)) marks.push('outlier');
  const reason = book.ledger?.entry(id, year)?.reason.content.value ?? null;
  return {
    year,
    figure,
    adjustment,
    reason: typeof reason === 'string' && adjustment !== 0 ? reason : '',
    cumulative,
    expected,
    source: report
      ? 'sheet'
      : book.ledger?.years.includes(year)
        ? 'ledger'
        : figure === null && cumulative === null
          ? null
          : 'file',
    marks,
  };
}

export const CHAIN_COLUMNS = [
  'file',
  'region',
  'year',
  'id',
  'label',
  'unit',
  'base',
  'figure',
  'adjustment',
  'reason',
  'cumulative',
  'expected',
  'source',
  'marks',
] as const;

/** The table as lines of a list: one for each indicator and year. */
export function chainLines(file: string, book: Book, findings: readonly Finding[]) {
  const region = book.reports.flatMap((report) => report.region ?? [])[0] ?? null;
  return chainTable(book, findings).rows.flatMap(({ id, label, unit, base, cells }) =>
    cells.map(({ marks, source, ...cell }) => ({
      file,
      region,
      id,
      label,
      unit,
      base,
      ...cell,
      source: source ?? '',
      marks: marks.join(' '),
    })),
  );
}
