/** 定稿回执: what a report held when it was finalised, and what has been changed since. */
import type { Severity } from '../check/finding';
import type { Form } from '../form/schema';
import {
  addressOf,
  type CellKey,
  cellAt,
  type CellValue,
  isError,
  keyOf,
  positionOf,
  type SheetSnapshot,
  splitKey,
} from '../model';
import type { Book, Report } from '../report';
import { normalise, printNumber } from '../values/number';
import { sha256 } from './sha256';

export const receiptName = (year: number, serial: number): string =>
  `定稿回执${year}${serial > 1 ? `（${serial}）` : ''}`;

export interface Receipt {
  readonly form: string;
  readonly formVersion: string;
  /** Fingerprint of the rules that it was checked with. */
  readonly rules: string;
  readonly year: number;
  /** How often this year has been finalised. */
  readonly serial: number;
  /** 2015-01-05 */
  readonly date: string;
  readonly author: string;
  readonly region: string;
  readonly counts: Readonly<Record<Severity | 'explained', number>>;
  readonly fingerprint: string;
  /** Every cell of the form that held something; rows of the list without blanks between them. */
  readonly figures: ReadonlyMap<CellKey, CellValue>;
}

/** A receipt as it stands in a workbook. */
export interface FoundReceipt extends Receipt {
  readonly sheet: string;
  /** What it keeps is still what its fingerprint says. */
  readonly intact: boolean;
}

/** A cell that no longer holds what was finalised. */
export interface Change {
  readonly key: CellKey;
  /** Null where the cell is gone from the sheet. */
  readonly address: string | null;
  readonly was: CellValue;
  readonly now: CellValue;
}

export interface Finalised {
  readonly receipt: FoundReceipt;
  readonly changes: readonly Change[];
}

/** The figures of a report as a receipt keeps them, and where each stands. */
export function figuresOf(
  { cells, located }: Report,
  form: Form,
): { figures: Map<CellKey, CellValue>; places: Map<CellKey, CellKey> } {
  const figures = new Map<CellKey, CellValue>();
  const places = new Map<CellKey, CellKey>();
  const take = (key: CellKey, from: CellKey): void => {
    const value = plain(cells.get(from)?.value ?? null);
    places.set(key, from);
    if (value !== null) figures.set(key, value);
  };
  const keys = [...located.cells.keys()];
  for (const key of keys) if (!key.startsWith(LIST)) take(key, key);
  let row = 0;
  for (let at = 1; at <= located.listRows; at++) {
    const own = keys.filter((key) => key.startsWith(`${LIST}${at}.`));
    if (own.every((key) => plain(cells.get(key)?.value ?? null) === null)) continue;
    row++;
    for (const key of own) take(key.replace(`${LIST}${at}.`, `${LIST}${row}.`) as CellKey, key);
  }
  const order = new Map(orderOf(form).map((key, index) => [key, index]));
  const rank = (key: CellKey): number => order.get(key) ?? Infinity;
  return {
    figures: new Map([...figures].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0))),
    places,
  };
}

const LIST = 'documents.';

const orderOf = (form: Form): CellKey[] => [
  ...form.head.fields.map(({ id }) => keyOf(id, 'value')),
  ...form.indicators.flatMap(({ id, periods }) =>
    periods === 'pair' ? [keyOf(id, 'year'), keyOf(id, 'cumulative')] : [keyOf(id, 'value')],
  ),
];

/** A blank text is nothing; a figure has 15 digits; files differ in how they end a line. */
function plain(value: CellValue): CellValue {
  if (typeof value === 'number') return normalise(value);
  if (typeof value !== 'string') return value;
  return value === '' ? null : value.replace(/\r\n?/g, '\n');
}

/** One line a cell, in the form's order: the same figures give the same fingerprint everywhere. */
export function fingerprintOf(
  form: string,
  version: string,
  figures: ReadonlyMap<CellKey, CellValue>,
): string {
  const lines = [...figures].map(([key, value]) => JSON.stringify([key, wordOf(value)]));
  return sha256([`${form} ${version}`, ...lines].join('\n'));
}

const wordOf = (value: CellValue): string => {
  if (value === null) return '';
  if (isError(value)) return value.error;
  return typeof value === 'number' ? printNumber(value) : String(value);
};

export const rulesFingerprint = (form: Form): string => sha256(JSON.stringify(form.rules)).slice(0, 8);

/** As people compare it: 7C3A-91F0-2B4D-88E1. */
export const shortFingerprint = (fingerprint: string): string =>
  fingerprint
    .slice(0, 16)
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, '$1-');

export interface Stamp {
  readonly date: string;
  readonly author: string;
  readonly counts: Receipt['counts'];
}

/** The receipt of a report as it stands. */
export function receiptFor(report: Report, book: Book, { date, author, counts }: Stamp): Receipt {
  const { form } = book;
  const { figures } = figuresOf(report, form);
  const year = report.year!;
  const before = book.receipts.filter((one) => one.year === year).map(({ serial }) => serial);
  return {
    form: form.id,
    formVersion: form.version,
    rules: rulesFingerprint(form),
    year,
    serial: Math.max(0, ...before) + 1,
    date,
    author,
    region: report.region ?? '',
    counts,
    fingerprint: fingerprintOf(form.id, form.version, figures),
    figures,
  };
}

/** The last receipt of a report's year and what has changed since; null where it was not finalised. */
export function finalisedOf(report: Report, book: Book): Finalised | null {
  const own = book.receipts.filter(({ year }) => year === report.year);
  const receipt = own.sort((a, b) => a.serial - b.serial).at(-1);
  // Of two sheets of the same year the first one is the report.
  if (!receipt || book.reports.find(({ year }) => year === report.year) !== report) return null;
  const { figures, places } = figuresOf(report, book.form);
  const changes = [...new Set([...receipt.figures.keys(), ...figures.keys()])].flatMap((key): Change[] => {
    const [was, now] = [receipt.figures.get(key) ?? null, figures.get(key) ?? null];
    if (wordOf(was) === wordOf(now)) return [];
    const own = places.get(key) ?? key;
    const at = report.located.cells.get(own);
    return [{ key: own, address: at ? addressOf(at) : null, was, now }];
  });
  return { receipt, changes };
}

/** Heads the hidden columns that a receipt keeps its figures in. */
export const RECEIPT_MARK = 'CPREPORT_RECEIPT';

/** The hidden columns, line by line: what the receipt says, then the figures. */
export function recordOf(receipt: Receipt): [string, CellValue][] {
  const { figures, counts, ...facts } = receipt;
  return [
    [RECEIPT_MARK, 1],
    ...FACTS.map((name): [string, CellValue] => [name, facts[name]]),
    ...COUNTS.map((name): [string, CellValue] => [`counts.${name}`, counts[name]]),
    ...[...figures].map(([key, value]): [string, CellValue] => [key, value]),
  ];
}

const FACTS = [
  'form',
  'formVersion',
  'rules',
  'year',
  'serial',
  'date',
  'author',
  'region',
  'fingerprint',
] as const;
const COUNTS = ['hard', 'soft', 'info', 'explained'] as const;

/** Reads a receipt wherever its hidden columns stand; null where the sheet is none. */
export function readReceipt(sheet: SheetSnapshot): FoundReceipt | null {
  let mark = -1;
  sheet.cells.forEach(({ value }, index) => {
    if (mark < 0 && value === RECEIPT_MARK) mark = index;
  });
  if (mark < 0) return null;
  const { row: first, column } = positionOf(mark);
  const record = new Map<string, CellValue>();
  for (let row = first + 1; ; row++) {
    const { value: name } = cellAt(sheet, row, column);
    if (typeof name !== 'string' || name === '') break;
    record.set(name, cellAt(sheet, row, column + 1).value);
  }
  const text = (name: string): string => wordOf(record.get(name) ?? null);
  const count = (name: string): number => Number(record.get(name) ?? Number.NaN);
  const year = count('year');
  if (!Number.isInteger(year)) return null;
  const figures = new Map<CellKey, CellValue>();
  for (const [name, value] of record) if (isKey(name)) figures.set(name, plain(value));
  const counts = {
    hard: count('counts.hard'),
    soft: count('counts.soft'),
    info: count('counts.info'),
    explained: count('counts.explained'),
  };
  const [form, formVersion, fingerprint] = [text('form'), text('formVersion'), text('fingerprint')];
  return {
    sheet: sheet.name,
    form,
    formVersion,
    rules: text('rules'),
    year,
    serial: count('serial') || 1,
    date: text('date'),
    author: text('author'),
    region: text('region'),
    counts,
    fingerprint,
    figures,
    intact: fingerprintOf(form, formVersion, figures) === fingerprint,
  };
}

const isKey = (name: string): name is CellKey => {
  const { period } = splitKey(name as CellKey);
  return name.includes('/') && (period === 'year' || period === 'cumulative' || period === 'value');
};
