/**
 * The sheet 审核说明: why a figure that a soft rule questions is right. A row is bound to rule, year, indicator,
 * period and value, never to an address; rows of an open list (七) are told apart by their values alone.
 */
import type { Finding } from './check/finding';
import { ownCell } from './check/finding';
import type { Form } from './form/schema';
import { ledgerLabel } from './ledger';
import { cellAt, type CellValue, isError, type Period, positionOf, type SheetSnapshot } from './model';
import { dayOf, readDate } from './values/date';
import { normalise, printNumber, round } from './values/number';

export const EXPLANATIONS_SHEET = '审核说明';
export const EXPLANATION_FIELDS = {
  rule: '规则',
  year: '年度',
  name: '指标',
  period: '期间',
  value: '数值',
  reason: '说明',
  author: '填写人',
  date: '日期',
} as const;
export type ExplanationField = keyof typeof EXPLANATION_FIELDS;
const FIELDS = Object.keys(EXPLANATION_FIELDS) as ExplanationField[];
const NEEDED: readonly ExplanationField[] = ['rule', 'year', 'name', 'reason'];
export const explanationPeriods: Readonly<Record<Period, string>> = {
  year: '本年',
  cumulative: '累计',
  value: '',
};

/** What a written reason is bound to. */
export interface ExplanationSubject {
  readonly rule: string;
  readonly year: number;
  /** Of an indicator, a field of the head, a text, or a column of the open list (documents.number). */
  readonly id: string;
  readonly period: Period;
  readonly value: CellValue;
}

export interface Explanation extends ExplanationSubject {
  readonly reason: string;
  readonly author: string;
  /** Serial, or a date as text. */
  readonly date: CellValue;
}

/** As a finding carries it; `holds` is false where the value has moved since. */
export type GivenExplanation = Pick<Explanation, 'reason' | 'author' | 'date' | 'value'> & {
  readonly holds: boolean;
};

/** The sheet as it stands in a workbook. */
export interface Explanations {
  readonly sheet: string;
  readonly headRow: number;
  /** Columns of the headings that were found; `key` is the hidden one. */
  readonly columns: Readonly<Partial<Record<ExplanationField | 'key', number>>>;
  readonly entries: readonly (Explanation & { readonly row: number })[];
  /** Rows with a reason whose rule, year or indicator cannot be read. */
  readonly unread: readonly number[];
  /** The last row that holds anything. */
  readonly lastRow: number;
  /** Rows with a formula for their key, and those of them that are blank otherwise. */
  readonly keyRows: readonly number[];
  readonly free: readonly number[];
}

const namesOf = new WeakMap<Form, ReadonlyMap<string, string>>();

/** Every id that can be explained, and how the sheet calls it: 二、审核 合计. */
export function explanationNames(form: Form): ReadonlyMap<string, string> {
  const known = namesOf.get(form);
  if (known) return known;
  const names = new Map<string, string>(form.head.fields.map(({ id, label }) => [id, label]));
  for (const indicator of form.indicators) names.set(indicator.id, ledgerLabel(form, indicator));
  for (const { short, bands } of form.sections) {
    for (const band of bands) {
      if (band.shape === 'text') names.set(band.id, short);
      if (band.shape === 'list')
        band.fields.forEach(({ id, label }) => names.set(`${band.id}.${id}`, `${short} ${label}`));
    }
  }
  namesOf.set(form, names);
  return names;
}

const idsOf = new WeakMap<Form, ReadonlyMap<string, string>>();
const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

/** Ids by name and by themselves. */
function idsByName(form: Form): ReadonlyMap<string, string> {
  const known = idsOf.get(form);
  if (known) return known;
  const names = [...explanationNames(form)];
  const ids = new Map([
    ...names.map(([id, name]) => [bare(name), id] as const),
    ...names.map(([id]) => [id, id] as const),
  ]);
  idsOf.set(form, ids);
  return ids;
}

/** documents.3.number is documents.number: rows of a list come and go. */
const withoutRow = (id: string): string => id.replace(/\.\d+\./, '.');

/** The text by which the workbook itself finds a reason; '' where there is none. */
export const explanationKey = (
  { rule, year, id, period, value }: Omit<ExplanationSubject, 'year'> & { readonly year: CellValue },
  form: Form,
): string =>
  [
    rule,
    plainText(year),
    explanationNames(form).get(id) ?? id,
    explanationPeriods[period],
    plainText(value),
  ].join('|');

const plainText = (value: CellValue): string => {
  if (value === null) return '';
  if (isError(value)) return value.error;
  return typeof value === 'number' ? printNumber(round(normalise(value), DECIMALS)) : String(value);
};
/** No unit of the form means more. */
const DECIMALS = 6;

/** The text of a figure in a key: rounded, as engines differ in the last digits of a sum. */
export const figureText = (ref: string): string =>
  `IF(COUNT(${ref})=1,ROUND(N(${ref}),${DECIMALS})&"",${ref}&"")`;

/** The hidden key of a row, as a formula of what stands beside it: a row that a person types or clears counts too. */
export const keyFormula = (cell: (field: ExplanationField) => string): string =>
  `=IF(LEN(${cell('reason')})=0,"",` +
  `${(['rule', 'year', 'name', 'period'] as const).map(cell).join('&"|"&')}&"|"&${figureText(cell('value'))})`;

/** What a reason for this finding is bound to; null where it cannot be closed by one. */
export function subjectOf(finding: Finding): ExplanationSubject | null {
  const cell = ownCell(finding);
  if (finding.severity !== 'soft' || finding.year === null || !cell?.id || !cell.period) return null;
  // What a list lacks is questioned at its first row.
  const value = finding.rule === 'DOC-06' ? (finding.params.name ?? null) : cell.value;
  return { rule: finding.rule, year: finding.year, id: withoutRow(cell.id), period: cell.period, value };
}

export const sameSubject = (a: ExplanationSubject, b: Omit<ExplanationSubject, 'value' | 'year'>): boolean =>
  a.rule === b.rule && a.id === b.id && a.period === b.period;

/** The reason written for this finding: one that holds, else the last one written. */
export function explanationOf(finding: Finding, explanations: Explanations | null): GivenExplanation | null {
  const subject = explanations && subjectOf(finding);
  if (!subject) return null;
  const own = explanations.entries.filter(
    (entry) => entry.year === subject.year && sameSubject(entry, subject),
  );
  const holding = own.filter(({ value }) => sameFigure(value, subject.value)).at(-1);
  const found = holding ?? own.at(-1);
  if (!found) return null;
  const { reason, author, date, value } = found;
  return { reason, author, date, value, holds: holding !== undefined };
}

/** The reason of the latest earlier year for the same rule and figure: a person may say the same again. */
export function earlierExplanation(finding: Finding, explanations: Explanations | null): Explanation | null {
  const subject = explanations && subjectOf(finding);
  if (!subject) return null;
  const before = explanations.entries.filter(
    (entry) => entry.year < subject.year && sameSubject(entry, subject),
  );
  return before.reduce<Explanation | null>(
    (last, entry) => (last && last.year > entry.year ? last : entry),
    null,
  );
}

/** Whether a value is still the one that was explained: as figures, days or texts. */
export function sameFigure(a: CellValue, b: CellValue): boolean {
  const read = (value: CellValue): string => {
    if (value === null) return '';
    if (isError(value)) return value.error;
    if (typeof value === 'number') return plainText(value);
    const text = bare(String(value));
    const day = readDate(text);
    if (day !== null) return String(day);
    return text !== '' && Number.isFinite(Number(text)) ? plainText(Number(text)) : text;
  };
  return read(a) === read(b);
}

export const dateText = (date: CellValue): string =>
  typeof date === 'number' ? dayOf(date) : date === null || isError(date) ? '' : String(date);

/** Reads the sheet by its headings; null where the sheet is none. */
export function readExplanations(sheet: SheetSnapshot, form: Form): Explanations | null {
  const head = headOf(sheet);
  if (!head) return null;
  const { headRow, columns } = head;
  const rows = new Set<number>();
  const keys = new Map<number, { text: string; column: number; live: boolean }>();
  const own = new Set<number>(Object.values(columns));
  for (const [index, { value, formula }] of sheet.cells) {
    const { row, column } = positionOf(index);
    if (row <= headRow) continue;
    if (own.has(column)) rows.add(row);
    else if (typeof value === 'string' && KEY.test(value))
      keys.set(row, { text: value, column, live: formula !== null });
    else if (formula !== null && column < Math.min(...own)) keys.set(row, { text: '', column, live: true });
  }
  const entries: (Explanation & { row: number })[] = [];
  const unread: number[] = [];
  for (const row of [...rows].sort((a, b) => a - b)) {
    const at = (field: ExplanationField): CellValue =>
      columns[field] === undefined ? null : cellAt(sheet, row, columns[field]).value;
    const reason = textIn(at('reason'));
    if (reason === '') continue;
    const about = aboutIn(at, form) ?? aboutKey(keys.get(row)?.text ?? '', form);
    if (about)
      entries.push({
        ...about,
        value: at('value'),
        reason,
        author: textIn(at('author')),
        date: at('date'),
        row,
      });
    else unread.push(row);
  }
  const [key] = keys.values();
  const keyRows = [...keys].flatMap(([row, { live }]) => (live ? [row] : [])).sort((a, b) => a - b);
  return {
    sheet: sheet.name,
    headRow,
    columns: key ? { ...columns, key: key.column } : columns,
    entries,
    unread,
    lastRow: Math.max(headRow, ...[...rows].filter((row) => holdsAny(sheet, row, own))),
    keyRows,
    free: keyRows.filter((row) => !holdsAny(sheet, row, own)),
  };
}

const FIELD_NAMED: ReadonlyMap<string, ExplanationField> = new Map(
  FIELDS.map((field) => [EXPLANATION_FIELDS[field], field]),
);
/** With the spaces that people put between its signs. */
const LONGEST_HEADING = 12;
const KEY = /^[A-Z]{3}-\d{2}\|\d{4}\|/;

function headOf(sheet: SheetSnapshot): Pick<Explanations, 'headRow' | 'columns'> | null {
  const rows = new Map<number, Partial<Record<ExplanationField, number>>>();
  sheet.cells.forEach(({ value }, index) => {
    if (typeof value !== 'string' || value.length > LONGEST_HEADING) return;
    const field = FIELD_NAMED.get(bare(value));
    if (!field) return;
    const { row, column } = positionOf(index);
    rows.set(row, { [field]: column, ...rows.get(row) });
  });
  const found = [...rows]
    .filter(([, columns]) => NEEDED.every((field) => columns[field] !== undefined))
    .sort(([a], [b]) => a - b)[0];
  return found ? { headRow: found[0], columns: found[1] } : null;
}

const holdsAny = (sheet: SheetSnapshot, row: number, columns: ReadonlySet<number>): boolean =>
  [...columns].some((column) => plainText(cellAt(sheet, row, column).value) !== '');

const textIn = (value: CellValue): string => (isError(value) ? '' : plainText(value).trim());

type About = Omit<ExplanationSubject, 'value'>;

/** From what a person reads in the row. */
const aboutIn = (at: (field: ExplanationField) => CellValue, form: Form): About | null =>
  aboutOf([at('rule'), at('year'), at('name'), at('period')].map(textIn), form);

const aboutKey = (key: string, form: Form): About | null => aboutOf(key.split('|'), form);

function aboutOf(
  [rule = '', year = '', name = '', period = '']: readonly string[],
  form: Form,
): About | null {
  const known = form.rules.find(({ id }) => id === bare(rule).toUpperCase());
  const when = /^(\d{4})年?$/.exec(bare(year));
  const id = idsByName(form).get(bare(name));
  if (!known || !when || id === undefined) return null;
  const indicator = form.indicators.find((one) => one.id === id);
  const at = indicator?.periods === 'pair' ? periodIn(bare(period)) : 'value';
  return at && { rule: known.id, year: Number(when[1]), id, period: at };
}

const periodIn = (text: string): Period | null =>
  /^(累计|cumulative)$/.test(text) ? 'cumulative' : /^(本年|.{2,4}年|year)$/.test(text) ? 'year' : null;
