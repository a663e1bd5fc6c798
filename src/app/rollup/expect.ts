/** The list of those who have to report: CSV in UTF-8 or GBK, with the column `name`. */
import type { Declared, Expected } from '../../core/rollup/reporters';
import { dayOf, readDate } from '../../core/values/date';
import { form } from '../../core';
import { nameKey } from '../../core/values/region';

/** What is wrong with a list; worded in strings/. */
export type ListFault = 'noName' | 'empty' | 'twice' | 'badDate' | 'badDeclared';

export class ListError extends Error {
  constructor(
    readonly fault: ListFault,
    /** Line of the file, from 1. */
    readonly line: number,
    readonly text: string,
  ) {
    super(`${fault} ${line} ${text}`);
  }
}

const COLUMNS: Readonly<Record<keyof Expected, readonly string[]>> = {
  name: ['name', '单位', '单位名称', '地区', '名称', 'region'],
  due: ['due', '截止日期', '报送期限', '应报日期'],
  received: ['received', '收到日期', '报送日期'],
  declared: ['计划单列市', '含计划单列市', '兵团', 'included', 'includes'],
  file: ['file', '文件', '文件名'],
};
const DECLARED: Readonly<Record<string, Declared | null>> = {
  '': null,
  含: 'included',
  included: 'included',
  不含: 'separate',
  separate: 'separate',
};

/** Whatever Excel saved it as: UTF-8 with or without a mark, “Unicode text” (UTF-16), else GBK. */
export function decodeList(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Throws ListError where the list does not say whom to expect. */
export function parseExpected(text: string): Expected[] {
  const { head, rows } = tableIn(text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'));
  const at = (column: keyof Expected): number => columnIn(head, column);
  const seen = new Set<string>();
  const expected = rows.flatMap(({ cells, line }): Expected[] => {
    const cell = (column: keyof Expected): string => (cells[at(column)] ?? '').trim();
    const name = cell('name').replace(/\s+/g, '');
    if (name === '') return [];
    const key = nameKey(name, form.regions);
    if (seen.has(key)) throw new ListError('twice', line, name);
    seen.add(key);
    const day = (column: 'due' | 'received'): string | null => dayIn(cell(column), line);
    const declared = DECLARED[cell('declared').toLowerCase()];
    if (declared === undefined) throw new ListError('badDeclared', line, cell('declared'));
    return [{ name, due: day('due'), received: day('received'), declared, file: cell('file') || null }];
  });
  if (expected.length === 0) throw new ListError('empty', 1, '');
  return expected;
}

function dayIn(text: string, line: number): string | null {
  if (text === '') return null;
  const serial = readDate(text);
  if (serial === null) throw new ListError('badDate', line, text);
  return dayOf(serial);
}

interface Row {
  readonly cells: readonly string[];
  /** Of the file, from 1. */
  readonly line: number;
}

const SEPARATORS = [',', ';', '\t', '，', '；'] as const;
/** Titles above the headings. */
const MOST_TITLES = 5;

/** The headings are the first line with a column for the name, whatever separates the columns. */
function tableIn(text: string): { head: Row; rows: readonly Row[] } {
  for (const separator of SEPARATORS) {
    const all = parseCsv(text, separator);
    const at = all.slice(0, MOST_TITLES + 1).findIndex((row) => columnIn(row, 'name') >= 0);
    if (at >= 0) return { head: all[at]!, rows: all.slice(at + 1) };
  }
  throw new ListError('noName', 1, text.slice(0, /\n|$/.exec(text)!.index));
}

const columnIn = ({ cells }: Row, column: keyof Expected): number =>
  cells.findIndex((cell) =>
    COLUMNS[column].includes(cell.normalize('NFKC').replace(/\s+/g, '').toLowerCase()),
  );

/** RFC 4180. */
function parseCsv(text: string, separator: string): Row[] {
  const rows: Row[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let start = 1;
  const endRow = (): void => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== '')) rows.push({ cells, line: start });
    cells = [];
    cell = '';
    start = line;
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '\n') line++;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[++at]!;
      else quoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      quoted = true;
      cell = '';
    } else if (sign === separator) {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n') endRow();
    else cell += sign;
  }
  endRow();
  return rows;
}
