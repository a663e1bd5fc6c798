/** HDR-01…03: the head of the form. */
import type { Rule } from '../form/schema';
import { type CellValue, keyOf } from '../model';
import { type Book, contentOf, type Report, yearOf } from '../report';
import { fold } from '../values/number';
import { isReporter, regionsByName } from '../values/region';
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

/** HDR-04: a mobile number, or a number with its area code. */
export function checkContact(rule: Rule, report: Report): Finding[] {
  const key = keyOf('head.contact', 'value');
  const { value } = contentOf(report, key);
  if (isBlank(value) || typeof value === 'object') return [];
  const text = String(value)
    .normalize('NFKC')
    .replace(/[\s—–-]+/g, '-');
  if (/(?<!\d)1[3-9]\d-?\d{4}-?\d{4}(?!\d)/.test(text)) return [];
  if (/(?<!\d)\(?0\d{2,3}\)?-?\d{3,4}-?\d{4}(?!\d)/.test(text)) return [];
  return [finding(rule, report, { keys: [key] })];
}

/**
 * HDR-05: year and region agree with the sheet's name, and with the file's where that names a single one which
 * no sheet has.
 */
export function checkNames(rule: Rule, report: Report, book: Book, fileName: string): Finding[] {
  const year = contentOf(report, keyOf('head.year', 'value')).value;
  const own = { year: typeof year === 'number' ? year : null, region: report.region };
  const years = new Set(book.reports.flatMap((one) => one.year ?? []));
  const regions = new Set(book.reports.flatMap((one) => one.region ?? []));
  const sheet = namedIn(report.sheet, book);
  const file = namedIn(fileName, book);
  const wrong = [
    { field: 'year', name: report.sheet, told: sheet.year, mine: own.year },
    { field: 'region', name: report.sheet, told: sheet.region, mine: own.region },
    {
      field: 'year',
      name: fileName,
      told: file.year !== null && !years.has(file.year) ? file.year : null,
      mine: own.year,
    },
    {
      field: 'region',
      name: fileName,
      told: file.region !== null && !regions.has(file.region) ? file.region : null,
      mine: own.region,
    },
  ].filter(({ told, mine }) => told !== null && mine !== null && told !== mine);
  const fields = new Map(wrong.map((one) => [one.field, one]));
  return [...fields.values()].map(({ field, name, told }) =>
    finding(rule, report, {
      keys: [keyOf(`head.${field}`, 'value')],
      params: { name, told: String(told), field },
    }),
  );
}

/** The only year and the only region that a name has in it. */
function namedIn(name: string, { form }: Book): { year: number | null; region: string | null } {
  const years = new Set([...name.matchAll(/(?<!\d)(20\d{2})(?!\d)/g)].map((match) => Number(match[1])));
  const regions: string[] = [];
  regionsByName(form.regions).forEach((region, own) => {
    // 吉林市 is not 吉林省.
    if (name.includes(own) && (region.endsWith('市') || !name.includes(`${own}市`))) regions.push(region);
  });
  return {
    year: years.size === 1 ? [...years][0]! : null,
    region: regions.length === 1 ? regions[0]! : null,
  };
}

/** HDR-03: who reports. */
export const checkReporter = (rule: Rule, report: Report, { form }: Book): Finding[] =>
  form.head.fields
    .filter(({ type }) => type === 'text')
    .map(({ id }) => keyOf(id, 'value'))
    .filter((key) => report.located.cells.has(key) && isBlank(contentOf(report, key).value))
    .map((key) => finding(rule, report, { keys: [key] }));
