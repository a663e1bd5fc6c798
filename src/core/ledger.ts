/** Where things stand in the sheet 累计台账: shared by the template, which writes it, and by the reader. */
import { leavesOf } from './form/layout';
import type { Band, Form, Indicator } from './form/schema';
import type { CitedCell } from './check/finding';
import { addressOf, type CellContent, cellAt, type Position, positionOf, type SheetSnapshot } from './model';

export const LEDGER_SHEET = '累计台账';
export const LEDGER_FIELDS = {
  year: '本年',
  adjustment: '调整',
  reason: '调整原因',
  cumulative: '累计',
} as const;
export type LedgerField = keyof typeof LEDGER_FIELDS;
const FIELDS = Object.keys(LEDGER_FIELDS) as LedgerField[];

/** Below the table: where what was taken from other files came from (fill/source.ts). */
export const LEDGER_SOURCE = '来源：';

export const baseHeading = (year: number): string => `${year}年底累计`;
export const yearHeading = (year: number): string => `${year}年`;
const BASE = /^(\d{4})年底累计$/;
const YEAR = /^(\d{4})年$/;

const pairsOf = new WeakMap<Form, readonly Indicator[]>();

/** Indicators with a row in the ledger: those that have a 累计. */
export function ledgerIndicators(form: Form): readonly Indicator[] {
  let known = pairsOf.get(form);
  if (!known) pairsOf.set(form, (known = form.indicators.filter(({ periods }) => periods === 'pair')));
  return known;
}

/** How an indicator is called in the ledger: section, group and label, e.g. 二、审核 合计. */
export function ledgerLabel(form: Form, indicator: Indicator): string {
  const section = form.sections.find((part) => part.bands.some((band) => idsIn(band).includes(indicator.id)));
  const group = indicator.group.replace(/（[^）]*）/g, '');
  const parts = [section?.short ?? '', group === indicator.label ? '' : group, indicator.label];
  return parts.filter((part) => part !== '').join(' ');
}

function idsIn(band: Band): string[] {
  if (band.shape === 'lines') return band.lines.flatMap((line) => line.indicators);
  return 'headers' in band ? leavesOf(band.headers).map((leaf) => leaf.indicator) : [];
}

/** The ledger as the template lays it out, years in ascending order. */
export interface LedgerPlace {
  readonly years: readonly number[];
  readonly ids: readonly string[];
  readonly titleRow: number;
  readonly yearRow: number;
  readonly fieldRow: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly sourceRow: number;
  readonly columns: {
    readonly id: number;
    readonly label: number;
    readonly unit: number;
    readonly base: number;
  };
  readonly lastColumn: number;
  row(id: string): number;
  column(year: number, field: LedgerField): number;
  /** The column of c₋₁: the 累计 of the year before, or the base. */
  prior(year: number): number;
}

export function placeLedger(form: Form, from: number, to: number): LedgerPlace {
  const years = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const ids = ledgerIndicators(form).map((indicator) => indicator.id);
  const rows = new Map(ids.map((id, index) => [id, 3 + index]));
  const columns = { id: 0, label: 1, unit: 2, base: 3 };
  const column = (year: number, field: LedgerField): number =>
    columns.base + 1 + (year - from) * FIELDS.length + FIELDS.indexOf(field);
  return {
    years,
    ids,
    titleRow: 0,
    yearRow: 1,
    fieldRow: 2,
    firstRow: 3,
    lastRow: 2 + ids.length,
    sourceRow: 3 + ids.length,
    columns,
    lastColumn: columns.base + years.length * FIELDS.length,
    row: (id) => rows.get(id)!,
    column,
    prior: (year) => (year === from ? columns.base : column(year - 1, 'cumulative')),
  };
}

export interface LedgerCell {
  readonly content: CellContent;
  readonly at: Position;
}
/** One indicator in one year. */
export type LedgerEntry = Readonly<Record<LedgerField, LedgerCell>>;

/** The ledger as it stands in a workbook. */
export interface Ledger {
  readonly sheet: string;
  /** The years it has columns for, ascending. */
  readonly years: readonly number[];
  /** Rows of its headings and of each indicator. */
  readonly yearRow: number;
  readonly fieldRow: number;
  readonly rows: ReadonlyMap<string, number>;
  /** Its last row, 来源 included. */
  readonly bottom: number;
  /** 来源 below the table. */
  readonly source: LedgerCell | null;
  columns(year: number): Readonly<Record<LedgerField, number>> | null;
  /** The column of c₋₁ of a year: the 累计 of the year before, or the base. */
  priorColumn(year: number): number | null;
  entry(id: string, year: number): LedgerEntry | null;
  /** The 累计 that the first year starts from, and the year at whose end it stood. */
  base(id: string): (LedgerCell & { readonly year: number }) | null;
  /** The cell as a finding names it; it stands outside the form, so it has no period. */
  cite(cell: LedgerCell, id: string): CitedCell;
}

/** Reads a ledger by its headings and ids; null where the sheet is none. */
export function readLedger(sheet: SheetSnapshot, form: Form): Ledger | null {
  const texts = textsOf(sheet);
  const rows = rowsOf(texts, form);
  const base = texts.find(({ text }) => BASE.test(text));
  const baseYear = base ? Number(BASE.exec(base.text)![1]) : null;
  const { columns, yearRow, fieldRow } = columnsOf(texts);
  if (rows.size === 0 || (columns.size === 0 && !base)) return null;

  const cell = (row: number, column: number): LedgerCell => ({
    content: cellAt(sheet, row, column),
    at: { row, column },
  });
  /** By the columns of a year, and row. */
  const entries = new Map<object, Map<number, LedgerEntry>>();
  const lastRow = Math.max(...rows.values());
  const source = texts.find(({ text, row }) => row > lastRow && text.startsWith(LEDGER_SOURCE));
  return {
    sheet: sheet.name,
    bottom: Math.max(lastRow, source?.row ?? 0),
    source: source ? cell(source.row, source.column) : null,
    years: [...columns.keys()].sort((a, b) => a - b),
    yearRow,
    fieldRow,
    rows,
    columns: (year) => columns.get(year) ?? null,
    priorColumn(year) {
      const before = columns.get(year - 1)?.cumulative;
      if (before !== undefined) return before;
      return base && baseYear === year - 1 ? base.column : null;
    },
    entry(id, year) {
      const row = rows.get(id);
      const at = columns.get(year);
      if (row === undefined || !at) return null;
      let entry = entries.get(at)?.get(row);
      if (!entry) {
        const read = (field: LedgerField): LedgerCell => cell(row, at[field]);
        entry = {
          year: read('year'),
          adjustment: read('adjustment'),
          reason: read('reason'),
          cumulative: read('cumulative'),
        };
        const own = entries.get(at);
        if (own) own.set(row, entry);
        else entries.set(at, new Map([[row, entry]]));
      }
      return entry;
    },
    base(id) {
      const row = rows.get(id);
      if (row === undefined || !base || baseYear === null) return null;
      const { content, at } = cell(row, base.column);
      return { content, at, year: baseYear };
    },
    cite: ({ content, at }, id) => ({
      ...at,
      sheet: sheet.name,
      address: addressOf(at),
      id,
      period: null,
      value: content.value,
    }),
  };
}

type Text = Position & { readonly text: string };

function textsOf(sheet: SheetSnapshot): Text[] {
  const texts: Text[] = [];
  sheet.cells.forEach(({ value }, index) => {
    if (typeof value !== 'string' || value === '') return;
    const text = value.replace(/\s+/g, '');
    const { row, column } = positionOf(index);
    if (text !== '') texts.push({ row, column, text });
  });
  return texts.sort((a, b) => a.row - b.row || a.column - b.column);
}

interface Names {
  readonly ids: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
}
const names = new WeakMap<Form, Names>();

/** The ids of the ledger's indicators by themselves, and by how the ledger calls them. */
function namesOf(form: Form): Names {
  let known = names.get(form);
  if (known) return known;
  const indicators = ledgerIndicators(form);
  known = {
    ids: new Map(indicators.map(({ id }) => [id, id])),
    labels: new Map(indicators.map((one) => [ledgerLabel(form, one).replace(/\s+/g, ''), one.id])),
  };
  names.set(form, known);
  return known;
}

/** Rows by the hidden ids; where those are gone, by the indicators' names. */
function rowsOf(texts: readonly Text[], form: Form): Map<string, number> {
  const find = (names: ReadonlyMap<string, string>): Map<string, number> => {
    const rows = new Map<string, number>();
    for (const { text, row } of texts) {
      const id = names.get(text);
      if (id !== undefined && !rows.has(id)) rows.set(id, row);
    }
    return rows;
  };
  const { ids, labels } = namesOf(form);
  const byId = find(ids);
  return byId.size > 0 ? byId : find(labels);
}

type Columns = Record<LedgerField, number>;

/** The columns of each year: its heading spans those of its fields, which stand one row below. */
function columnsOf(texts: readonly Text[]): {
  columns: Map<number, Columns>;
  yearRow: number;
  fieldRow: number;
} {
  const found = new Map<number, Columns>();
  const yearRow = texts.find(({ text }) => YEAR.test(text))?.row;
  if (yearRow === undefined) return { columns: found, yearRow: -1, fieldRow: -1 };
  const headings = texts.filter(({ row, text }) => row === yearRow && YEAR.test(text));
  const fieldRow = texts.find(({ row, text }) => row > yearRow && text === LEDGER_FIELDS.adjustment)?.row;
  const fields = texts.filter(({ row }) => row === fieldRow);
  headings.forEach((heading, index) => {
    const end = headings[index + 1]?.column ?? Infinity;
    const within = fields.filter(({ column }) => column >= heading.column && column < end);
    const columnOf = (field: LedgerField): number | undefined =>
      within.find(({ text }) => text === LEDGER_FIELDS[field])?.column;
    const at = {
      year: columnOf('year'),
      adjustment: columnOf('adjustment'),
      reason: columnOf('reason'),
      cumulative: columnOf('cumulative'),
    };
    const year = Number(YEAR.exec(heading.text)![1]);
    if (isComplete(at) && !found.has(year)) found.set(year, at);
  });
  return { columns: found, yearRow, fieldRow: fieldRow ?? -1 };
}

const isComplete = (at: Readonly<Partial<Columns>>): at is Columns =>
  FIELDS.every((field) => at[field] !== undefined);
