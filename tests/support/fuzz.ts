/** Mutants of good files, each made from a number, and what has to hold for every one of them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { type Book, check, form, readBook } from '../../src/core';
import { addressOf, type CellKey, type CellValue, sameValue } from '../../src/core/model';
import { workbookFrom } from '../../src/app/import';
import { XlsxError } from '../../src/hosts/xlsx/error';
import { readWorkbook } from '../../src/hosts/xlsx/read';
import { patchWorkbook } from '../../src/hosts/xlsx/write';
import { WordError } from '../../src/word/error';
import { readWord } from '../../src/word/read';
import { formXml, pack } from '../unit/word/build';

export interface Mutant {
  readonly seed: number;
  readonly kind: string;
  readonly bytes: Uint8Array;
  readonly word: boolean;
  /** The same workbook, written so that nothing of it is taken for known; null where it cannot be written anew. */
  readonly strange: Uint8Array | null;
  /** What the figures of the workbook are, if it is read at all; null where the change may have touched them. */
  readonly figures: ReadonlyMap<string, CellValue> | null;
}

/** A sequence of numbers that only its seed decides. */
export class Dice {
  constructor(private state: number) {}
  below(count: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count);
  }
  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }
}

type Parts = Record<string, Uint8Array>;
const sample = new Uint8Array(readFileSync(resolve('samples/clean.xlsx')));
const word = pack(formXml({ cells: { 'audit.voluntary/year': '103', 'audit.mandatory/year': '84' } }));
const parts: Parts = unzipSync(sample);
const FIGURED =
  /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/sheet[1235]\.xml)$|^_rels\/\.rels$/;
const names = Object.keys(parts);
const unrelated = names.filter((name) => !FIGURED.test(name));
const original = figuresIn(bookOf(sample));

const kinds: Readonly<Record<string, (dice: Dice, base: Uint8Array) => Uint8Array>> = {
  'random bytes': (dice) => Uint8Array.from({ length: dice.below(600) }, () => dice.below(256)),
  'random bytes behind PK': (dice) =>
    Uint8Array.from({ length: 4 + dice.below(600) }, (_, at) => [0x50, 0x4b, 3, 4][at] ?? dice.below(256)),
  'wrong bytes': (dice, base) => withBytes(dice, base, 0, base.length),
  'wrong bytes in the directory': (dice, base) => withBytes(dice, base, directoryOf(base), base.length),
  'wrong words in the directory': withWords,
  'cut off': (dice, base) => base.slice(0, dice.below(base.length)),
  'a piece missing': (dice, base) =>
    splice(dice, base, (start, end) => [base.slice(0, start), base.slice(end)]),
  'a piece doubled': (dice, base) =>
    splice(dice, base, (start, end) => [base.slice(0, end), base.slice(start)]),
  'names swapped': swapNames,
};

export function mutantOf(seed: number): Mutant {
  const dice = new Dice(seed);
  const isWord = dice.below(4) === 0;
  const base = isWord ? word : sample;
  const way = dice.below(10);
  if (way < 3) {
    const kind = dice.of(Object.keys(kinds));
    return { seed, kind, bytes: kinds[kind]!(dice, base), word: isWord, strange: null, figures: null };
  }
  if (isWord) return xmlMutant(seed, dice, unzipSync(word), ['word/document.xml'], true, null);
  if (way < 5) return xmlMutant(seed, dice, parts, unrelated, false, original);
  if (way < 7) return figureMutant(seed, dice);
  return xmlMutant(seed, dice, parts, names, false, null);
}

/**
 * What a mutant is read as: its sheets cell by cell, or why it is refused. The page and the command line inflate, check
 * and decode by different means (hosts/xlsx/inflate, cli/inflate); this has to be the same.
 */
export function readingOf({ bytes, word: isWord }: Pick<Mutant, 'bytes' | 'word'>): string {
  try {
    if (isWord) return digest(readWord(bytes, form).mapping);
    const { sheets, names } = readWorkbook(bytes);
    return digest([
      [...names],
      sheets.map(({ snapshot: { name, visible, merges, cells } }) => [name, visible, merges, [...cells]]),
    ]);
  } catch (error) {
    if (error instanceof XlsxError || error instanceof WordError) return `refused: ${error.code}`;
    return `crash: ${String(error)}`;
  }
}

const digest = (read: unknown): string =>
  createHash('sha256').update(JSON.stringify(read)).digest('hex').slice(0, 16);

/** What is wrong with how a mutant is read, checked and written; null where nothing is. */
export async function judge({ bytes, word: isWord, strange, figures }: Mutant): Promise<string | null> {
  try {
    if (strange && readingOf({ bytes, word: false }) !== readingOf({ bytes: strange, word: false }))
      return 'differs: what is known of other workbooks changes how it is read';
    return isWord ? await judgeWord(bytes) : judgeWorkbook(bytes, figures);
  } catch (error) {
    return `crash: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

async function judgeWord(bytes: Uint8Array): Promise<string | null> {
  try {
    const read = readWord(bytes, form);
    const made = await workbookFrom(read, read.report.year ?? 2014, form);
    const [report] = bookOf(made).reports;
    if (!report) return 'the workbook made of it is no form';
    for (const { key, value } of read.mapping) {
      if (key === null || value === null || key.startsWith('head.')) continue;
      const held = report.cells.get(key)?.value ?? null;
      if (!sameValue(held, value)) return `wrong: ${key} is ${said(held)}, was ${said(value)}`;
    }
  } catch (error) {
    if (!(error instanceof WordError)) throw error;
  }
  return null;
}

function judgeWorkbook(bytes: Uint8Array, figures: Mutant['figures']): string | null {
  let book: Book;
  try {
    book = bookOf(bytes);
  } catch (error) {
    if (error instanceof XlsxError) return null;
    throw error;
  }
  check(book, { stage: 'final', currentYear: 2026 });
  const found = figuresIn(book);
  const wrong = figures && book.reports.length > 0 ? differenceOf(figures, found) : null;
  return wrong ?? judgeWriting(bytes, book, found);
}

/** A figure written into the file is there, and every other is what it was. */
function judgeWriting(bytes: Uint8Array, book: Book, before: ReadonlyMap<string, CellValue>): string | null {
  const report = book.reports.at(-1);
  const key: CellKey = 'training.officials/year';
  const at = report?.located.cells.get(key);
  if (!report || !at) return null;
  try {
    const written = patchWorkbook(bytes, [{ sheet: report.sheet, ...at, value: 4711, formula: null }]);
    const name = `${report.sheet}!${key}`;
    const again = new Map(figuresIn(bookOf(written)));
    if (again.get(name) !== 4711) return `not written: ${addressOf(at)} is ${said(again.get(name) ?? null)}`;
    return differenceOf(new Map([...before, [name, 4711]]), again);
  } catch (error) {
    if (error instanceof XlsxError) return null;
    throw error;
  }
}

const said = (value: CellValue): string => JSON.stringify(value);

function differenceOf(
  wanted: ReadonlyMap<string, CellValue>,
  found: ReadonlyMap<string, CellValue>,
): string | null {
  for (const [name, value] of wanted) {
    const is = found.get(name) ?? null;
    if (!sameValue(is, value)) return `wrong: ${name} is ${said(is)}, not ${said(value)}`;
  }
  return null;
}

function bookOf(bytes: Uint8Array): Book {
  return readBook(
    readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot),
    form,
  );
}

/** What is typed into the sheets: what is computed from it follows. */
function figuresIn({ reports }: Book): Map<string, CellValue> {
  return new Map(
    reports.flatMap(({ sheet, cells }) =>
      [...cells].flatMap(([key, { value, formula }]) =>
        formula === null ? [[`${sheet}!${key}`, value] as const] : [],
      ),
    ),
  );
}

/** One figure gets another value, however it is written: that is what is read, or nothing. */
function figureMutant(seed: number, dice: Dice): Mutant {
  const sheet = dice.of([2012, 2013, 2014]);
  const report = bookOf(sample).reports.find(({ year }) => year === sheet)!;
  const typed = [...report.cells].filter(
    ([key, { value, formula }]) => formula === null && typeof value === 'number' && !key.startsWith('head.'),
  );
  const [key] = dice.of(typed);
  const address = addressOf(report.located.cells.get(key)!);
  const [written, value] = dice.of<readonly [string, CellValue]>([
    ['<v>7</v>', 7],
    ['<v> 12 </v>', 12],
    ['<v>1.5E3</v>', 1500],
    ['<v>-0.25</v>', -0.25],
    ['<v>1005.6999999999999</v>', 1005.6999999999999],
    ['<v>&#49;23</v>', 123],
    ['<v><![CDATA[88]]></v>', 88],
    ['<v>9<!-- 8 -->9</v>', 99],
    ['<v>9007199254740993</v>', 9007199254740992],
    ['<v>0x1F</v>', 31],
    ['<v>1,234</v>', 1234],
    ['<v>12</v><v>13</v>', 12],
    ['<v></v>', null],
    ['', null],
  ]);
  const part = `xl/worksheets/sheet${sheet - 2011}.xml`;
  const xml = strFromU8(parts[part]!).replace(
    new RegExp(`(<c r="${address}"[^>]*>)<v>[^<]*</v>`),
    (_all, open: string) => open + written,
  );
  const figures = new Map([...original, [`${report.sheet}!${key}`, value]]);
  const changed = { ...parts, [part]: strToU8(xml) };
  const strange = estrange(changed);
  return {
    seed,
    kind: `a figure written as ${written}`,
    bytes: pressed(changed),
    word: false,
    strange,
    figures,
  };
}

const ODD = [
  ...[
    '',
    '0',
    '-1',
    '1',
    '2',
    '1e999',
    '99999999999999999999',
    'NaN',
    'A1',
    'XFE1',
    'A1048577',
    'A1:XFD1048576',
  ],
  ...['#REF!', '__proto__', '../../x', '&amp;', '=1+1', 'true', 'rId1', 'rId999', 'e', 's', 'str', 'shared'],
] as const;
const TAG = /<[^!?>][^>]*>/g;

function xmlMutant(
  seed: number,
  dice: Dice,
  from: Parts,
  choices: readonly string[],
  isWord: boolean,
  figures: Mutant['figures'],
): Mutant {
  const name = dice.of(choices);
  let xml = strFromU8(from[name]!);
  const steps = 1 + dice.below(3);
  const done: string[] = [];
  for (let step = 0; step < steps; step++) {
    const tags = [...xml.matchAll(TAG)];
    if (tags.length < 3) break;
    const one = dice.of(tags);
    const other = dice.of(tags);
    const way = dice.of(['drop', 'double', 'swap', 'attribute', 'no attribute', 'text', 'text', 'insert']);
    xml = changeXml(xml, way, one, other, dice);
    done.push(way);
  }
  const changed = { ...from, [name]: strToU8(xml) };
  const strange = isWord ? null : estrange(changed);
  return {
    seed,
    kind: `${name}: ${done.join(', ')}`,
    bytes: pressed(changed),
    word: isWord,
    strange,
    figures,
  };
}

const pressed = (changed: Parts): Uint8Array => zipSync(changed, { level: 1 });

/** A second space behind a name: only the reader that knows all of XML takes it. */
function estrange(changed: Parts): Uint8Array {
  const sheets = Object.entries(changed)
    .filter(([name]) => name.startsWith('xl/worksheets/'))
    .map(([name, content]) => {
      const xml = strFromU8(content, true)
        .replace(/<(row|c) /g, '<$1  ')
        .replace('<sheetData>', '<sheetData >');
      return [name, strToU8(xml, true)] as const;
    });
  return pressed({ ...changed, ...Object.fromEntries(sheets) });
}

function changeXml(
  xml: string,
  way: string,
  one: RegExpExecArray,
  other: RegExpExecArray,
  dice: Dice,
): string {
  const [tag] = one;
  const end = one.index + tag.length;
  const put = (start: number, stop: number, text: string): string =>
    xml.slice(0, start) + text + xml.slice(stop);
  const whole = elementEnd(xml, one);
  switch (way) {
    case 'drop':
      return put(one.index, dice.below(2) ? whole : end, '');
    case 'double':
      return put(whole, whole, xml.slice(one.index, whole));
    case 'swap':
      return put(one.index, end, other[0]);
    case 'attribute':
      return put(
        one.index,
        end,
        tag.replace(/"[^"]*"/, () => `"${dice.of(ODD)}"`),
      );
    case 'no attribute':
      return put(one.index, end, tag.replace(/ [\w:]+="[^"]*"/, ''));
    case 'text': {
      const next = xml.indexOf('<', end);
      return put(end, next < 0 ? end : next, dice.of(ODD));
    }
    default:
      return put(
        end,
        end,
        dice.of(['<c><v>1</v></c>', '<!-- x -->', '<x/>', '&#0;', '<![CDATA[9]]>', '<row/>', '\0']),
      );
  }
}

function elementEnd(xml: string, { 0: tag, index }: RegExpExecArray): number {
  const name = /^<([\w:]+)/.exec(tag)?.[1];
  const after = index + tag.length;
  if (!name || tag.endsWith('/>')) return after;
  const close = xml.indexOf(`</${name}>`, after);
  return close < 0 ? after : close + name.length + 3;
}

function withBytes(dice: Dice, base: Uint8Array, from: number, to: number): Uint8Array {
  const bytes = base.slice();
  for (let left = 1 + dice.below(8); left > 0; left--) bytes[from + dice.below(to - from)] = dice.below(256);
  return bytes;
}

/** Sizes, offsets, checksums, methods: other words in their places. */
function withWords(dice: Dice, base: Uint8Array): Uint8Array {
  const bytes = base.slice();
  const view = new DataView(bytes.buffer);
  const start = directoryOf(base);
  for (let left = 1 + dice.below(3); left > 0; left--) {
    const at = start + dice.below(bytes.length - 4 - start);
    view.setUint32(
      at,
      dice.of([0, 1, 0xffff, 0xffffffff, 0x7fffffff, bytes.length, dice.below(bytes.length)]),
      true,
    );
  }
  return bytes;
}

/** Two entries of the directory under each other's names, the data where they were. */
function swapNames(dice: Dice, base: Uint8Array): Uint8Array {
  const bytes = base.slice();
  const view = new DataView(bytes.buffer);
  const records: number[] = [];
  for (let at = directoryOf(base); view.getUint32(at, true) === 0x02014b50;) {
    records.push(at);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  const nameOf = (at: number): Uint8Array => bytes.slice(at + 46, at + 46 + view.getUint16(at + 28, true));
  const one = dice.of(records);
  const same = records.filter((at) => at !== one && nameOf(at).length === nameOf(one).length);
  if (same.length === 0) return bytes;
  const other = dice.of(same);
  const [a, b] = [nameOf(one), nameOf(other)];
  bytes.set(b, one + 46);
  bytes.set(a, other + 46);
  return bytes;
}

const directoryOf = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 6, true);

function splice(dice: Dice, base: Uint8Array, cut: (start: number, end: number) => Uint8Array[]): Uint8Array {
  const start = dice.below(base.length);
  return new Uint8Array(Buffer.concat(cut(start, Math.min(base.length, start + 1 + dice.below(2000)))));
}
