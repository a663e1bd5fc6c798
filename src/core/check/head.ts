/** HDR-01…03: the head of the form. */
import type { Rule } from '../form/schema';
import { type CellValue, keyOf } from '../model';
import { type Book, contentOf, type Report, yearOf } from '../report';
import { fold } from '../values/number';
import { isReporter } from '../values/region';
import { finding, fixCell, plain } from './cite';
import type { Finding } from './finding';

const isBlank = (value: CellValue): boolean =>
  value === null || (typeof value === 'string' && value.trim() === '');

/** HDR-01: one of the regions, or what can be the name of a city, prefecture or county. */
export function checkRegion(rule: Rule, report: Report, { form }: Book): Finding[] {
  const key = keyOf('head.region', 'value');
  if (!report.located.cells.has(key)) return [];
  const { value } = contentOf(report, key);
  if (typeof value === 'string' && isReporter(value, form.regions)) return [];
  return [finding(rule, report, { keys: [key] })];
}

/** HDR-02: a whole number between the year that 累计 begins with and this year. */
export function checkYear(rule: Rule, report: Report, { form }: Book, currentYear: number): Finding[] {
  const key = keyOf('head.year', 'value');
  if (!report.located.cells.has(key)) return [];
  const { value } = contentOf(report, key);
  if (typeof value === 'number' && Number.isInteger(value) && value >= form.since && value <= currentYear)
    return [];
  const read = typeof value === 'string' ? yearOf(fold(value)) : null;
  const fix = read === null ? null : fixCell(report, key, plain(read), rule.id);
  return [finding(rule, report, { keys: [key], params: { min: form.since, max: currentYear }, fix })];
}

/** HDR-03: who reports. */
export const checkReporter = (rule: Rule, report: Report, { form }: Book): Finding[] =>
  form.head.fields
    .filter(({ type }) => type === 'text')
    .map(({ id }) => keyOf(id, 'value'))
    .filter((key) => report.located.cells.has(key) && isBlank(contentOf(report, key).value))
    .map((key) => finding(rule, report, { keys: [key] }));
