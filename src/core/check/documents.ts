/** DOC-01, DOC-02: the list of 七. */
import type { Rule } from '../form/schema';
import { type CellKey, type CellValue, keyOf } from '../model';
import { type Book, contentOf, type Report } from '../report';
import { dayOf, readDate, serialOf } from '../values/date';
import { finding } from './cite';
import type { Finding } from './finding';

const FIELDS = ['title', 'number', 'date'] as const;
type Row = Record<(typeof FIELDS)[number], CellKey>;

const rowsOf = (report: Report): Row[] =>
  Array.from({ length: report.located.listRows }, (_, index) => {
    const at = (field: string): CellKey => keyOf(`documents.${index + 1}.${field}`, 'value');
    return { title: at('title'), number: at('number'), date: at('date') };
  });

const isBlank = (value: CellValue): boolean =>
  value === null || (typeof value === 'string' && value.trim() === '');
const isFilled = (report: Report, key: CellKey): boolean => !isBlank(contentOf(report, key).value);

/** DOC-01: all of a row or none; the first empty cell is the one to look at. */
export const checkRows = (rule: Rule, report: Report): Finding[] =>
  rowsOf(report).flatMap((row, index) => {
    const missing = FIELDS.filter(
      (field) => report.located.cells.has(row[field]) && !isFilled(report, row[field]),
    );
    if (missing.length === 0 || !FIELDS.some((field) => isFilled(report, row[field]))) return [];
    const filled = FIELDS.filter((field) => isFilled(report, row[field]));
    const keys = [...missing, ...filled].map((field) => row[field]);
    return [finding(rule, report, { keys, params: { row: index + 1, missing: missing.join(',') } })];
  });

/** DOC-02: a real date between the beginning of 累计 and the end of the report year. */
export const checkDates = (rule: Rule, report: Report, { form }: Book): Finding[] =>
  rowsOf(report).flatMap((row, index) => {
    const key = row.date;
    if (!isFilled(report, key)) return [];
    const { value } = contentOf(report, key);
    const serial = typeof value === 'number' ? value : typeof value === 'string' ? readDate(value) : null;
    const from = serialOf(form.since, 1, 1)!;
    const to = report.year === null ? null : serialOf(report.year, 12, 31)!;
    const place = { row: index + 1, from: dayOf(from), to: to === null ? '' : dayOf(to) };
    if (serial === null || serial < 1) return [finding(rule, report, { keys: [key], params: place })];
    if (serial >= from && (to === null || Math.floor(serial) <= to)) return [];
    return [finding(rule, report, { keys: [key], params: { ...place, date: dayOf(serial) } })];
  });
