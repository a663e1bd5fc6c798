/** DOC-01…06: the list of 七. */
import type { Rule } from '../form/schema';
import { type CellKey, type CellValue, keyOf } from '../model';
import { type Book, contentOf, type Report, reportOf } from '../report';
import { dayOf, readDate, serialOf } from '../values/date';
import { finding, fixCell, plain } from './cite';
import type { Finding } from './finding';

const FIELDS = ['title', 'number', 'date'] as const;
type Row = Record<(typeof FIELDS)[number], CellKey>;

export const documentRows = ({ located: { listRows } }: Report): Row[] => {
  for (let row = rows.length + 1; row <= listRows; row++) {
    const at = (field: string): CellKey => keyOf(`documents.${row}.${field}`, 'value');
    rows.push({ title: at('title'), number: at('number'), date: at('date') });
  }
  return rows.slice(0, listRows);
};
/** As many as the longest list has had. */
const rows: Row[] = [];

const isBlank = (value: CellValue): boolean =>
  value === null || (typeof value === 'string' && value.trim() === '');
const isFilled = (report: Report, key: CellKey): boolean => !isBlank(contentOf(report, key).value);

/** DOC-01: all of a row or none; the first empty cell is the one to look at. */
export const checkRows = (rule: Rule, report: Report): Finding[] =>
  documentRows(report).flatMap((row, index) => {
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
  documentRows(report).flatMap((row, index) => {
    const key = row.date;
    if (!isFilled(report, key)) return [];
    const { value } = contentOf(report, key);
    const serial = typeof value === 'number' ? value : typeof value === 'string' ? readDate(value) : null;
    const from = serialOf(form.since, 1, 1)!;
    const to = report.year === null ? null : serialOf(report.year, 12, 31)!;
    if (serial !== null && serial >= from && (to === null || Math.floor(serial) <= to)) return [];
    const place = { row: index + 1, from: dayOf(from), to: to === null ? '' : dayOf(to) };
    if (serial === null || serial < 1) return [finding(rule, report, { keys: [key], params: place })];
    return [finding(rule, report, { keys: [key], params: { ...place, date: dayOf(serial) } })];
  });

const textAt = (report: Report, key: CellKey): string => {
  const { value } = contentOf(report, key);
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
};

/** A law or regulation has none. */
const isNone = (number: string): boolean => /^无$/.test(number.replace(/\s/g, ''));

/** 文号 as GB/T 9704-2012, 7.2.5 wants it, as far as that can be done without changing what it says. */
function tidy(number: string): string {
  const plain = number
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[[(【〖〔](\d{4})[\])】〗〕]/, '〔$1〕');
  return plain.replace(/(〔\d{4}〕)第?0*(\d+)号?$/, '$1$2号');
}

const NUMBERS = [
  /^[^\d〔〕]+〔(?:19|20)\d{2}〕[1-9]\d*号$/,
  /^[^\d]*令(?:\d{4}年)?第[1-9]\d*号$/,
  /^[^\d]*(?:19|20)\d{2}年第[1-9]\d*号(?:公告|通告)?$/,
];

/** DOC-03: 机关代字〔YYYY〕N号, 令第N号, YYYY年第N号公告. */
export const checkNumbers = (rule: Rule, report: Report): Finding[] =>
  documentRows(report).flatMap(({ number: key }, index) => {
    const number = textAt(report, key);
    if (number === '' || isNone(number) || NUMBERS.some((pattern) => pattern.test(number))) return [];
    const better = tidy(number);
    const known = NUMBERS.some((pattern) => pattern.test(better));
    return [
      finding(rule, report, {
        keys: [key],
        expected: known ? better : null,
        params: { row: index + 1 },
        fix: known ? fixCell(report, key, plain(better), rule.id) : null,
      }),
    ];
  });

const yearIn = (number: string): number | null => {
  const match = /〔(\d{4})〕|(\d{4})年第/.exec(tidy(number));
  return match ? Number(match[1] ?? match[2]) : null;
};

/** DOC-04: the year of the 文号 is that of the date, or the one before. */
export const checkNumberYears = (rule: Rule, report: Report): Finding[] =>
  documentRows(report).flatMap(({ number, date }, index) => {
    if (!isFilled(report, number)) return [];
    const year = yearIn(textAt(report, number));
    const { value } = contentOf(report, date);
    const serial = typeof value === 'number' ? value : typeof value === 'string' ? readDate(value) : null;
    if (year === null || serial === null || serial < 1) return [];
    const dated = Number(dayOf(serial).slice(0, 4));
    if (year === dated || year === dated - 1) return [];
    return [
      finding(rule, report, {
        keys: [number, date],
        params: { row: index + 1, numbered: year, date: dayOf(serial) },
      }),
    ];
  });

const nameOf = (text: string): string => text.normalize('NFKC').replace(/[\s《》“”"]+/g, '');

/** What a row is known by: its 文号, or its title where it has none. */
interface Known {
  readonly row: number;
  readonly number: string | null;
  readonly title: string | null;
}
/** The same document is known by the same 文号 or title, however they are spelled. */
export function identify(number: string, title: string): Omit<Known, 'row'> {
  const name = nameOf(title);
  return {
    number: number === '' || isNone(number) ? null : tidy(number),
    title: name === '' ? null : name,
  };
}

const known = new WeakMap<Report, readonly Known[]>();

function knownRows(report: Report): readonly Known[] {
  let rows = known.get(report);
  if (!rows) known.set(report, (rows = readRows(report)));
  return rows;
}

const readRows = (report: Report): Known[] =>
  documentRows(report)
    .map((row, index): Known => ({
      row: index + 1,
      ...identify(textAt(report, row.number), textAt(report, row.title)),
    }))
    .filter(({ number, title }) => number !== null || title !== null);

/** DOC-05: the same 文号, or the same title, twice. */
export const checkDoubles = (rule: Rule, report: Report): Finding[] => {
  const rows = documentRows(report);
  const filled = knownRows(report);
  return filled.flatMap(({ row, number, title }, index) => {
    const before = filled.slice(0, index);
    const same =
      before.find((one) => number !== null && one.number === number) ??
      before.find((one) => title !== null && one.title === title);
    if (!same) return [];
    const field = same.number !== null && same.number === number ? 'number' : 'title';
    return [
      finding(rule, report, {
        keys: [rows[row - 1]![field], rows[same.row - 1]![field]],
        params: { row, first: same.row, field },
      }),
    ];
  });
};

/** DOC-06: the list is 累计发布: what stood in it last year still does. */
export function checkGone(rule: Rule, report: Report, book: Book): Finding[] {
  const { year } = report;
  const last =
    year === null
      ? undefined
      : (reportOf(book, year - 1) ?? (book.earlier ? reportOf(book.earlier.book, year - 1) : undefined));
  const [first] = documentRows(report);
  if (!last || !first) return [];
  const now = knownRows(report);
  const kept = (old: Known): boolean =>
    now.some(
      (one) =>
        (old.number !== null && one.number === old.number) || (old.title !== null && one.title === old.title),
    );
  return knownRows(last)
    .filter((old) => !kept(old))
    .map(({ row }) =>
      finding(rule, report, {
        keys: [first.title],
        params: {
          name:
            textAt(last, documentRows(last)[row - 1]!.title) ||
            textAt(last, documentRows(last)[row - 1]!.number),
          last: year! - 1,
        },
      }),
    );
}
