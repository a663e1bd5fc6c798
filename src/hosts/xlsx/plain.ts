/**
 * Reads a cell that is written as nearly all are: `<c r="E8" s="3" t="str"><f>…</f><v>…</v></c>`, with nothing else
 * in it. Whatever looks different is left to the reader that knows all of XML; what this one takes, that one would
 * read alike (tests/unit/xlsx/plain.test.ts). A workbook is mostly cells: this is half of the time of reading it.
 */
import { type CellType, typeOf } from './value';
import { holdsForbidden, type XmlSource } from './xml';

const COLUMNS = 16_384;
const ROWS = 1_048_576;
const A = 0x41;
const Z = 0x5a;
const ZERO = 0x30;
const NINE = 0x39;
const SPACE = 0x20;
const QUOTE = 0x22;
const GREATER = 0x3e;
const SLASH = 0x2f;
const LESS = 0x3c;
const LETTER = { c: 0x63, f: 0x66, r: 0x72, s: 0x73, t: 0x74, v: 0x76 } as const;

const EMPTY = /(?:<c r="[A-Z]{1,2}[1-9]\d{0,5}"(?: s="\d{1,7}")?\/>)+/y;

/** A form is full of cells that have borders and hold nothing: where the last of some in a row begins. */
export function lastEmpty(xml: string, start: number): number {
  EMPTY.lastIndex = start;
  return EMPTY.test(xml) ? xml.lastIndexOf('<', EMPTY.lastIndex - 1) : start;
}

export class PlainCell {
  /** -1 where the cell does not say where it stands. */
  row = -1;
  column = -1;
  style = 0;
  type: CellType = 'n';
  /** With its "="; null also where it is empty. */
  formula: string | null = null;
  value: string | null = null;
  /** The value where it is a number, or of a shared text, written in digits alone; else -1. */
  whole = -1;

  /** Where its value is written; -1 where it has none, or an empty element. */
  valueStart = -1;
  valueEnd = -1;

  constructor(private readonly decode: XmlSource['decode']) {}

  /** Reads the element whose "<" stands at a place. Returns where it ends; -1 where it is not plain. */
  read(xml: string, start: number): number {
    if (xml.charCodeAt(start + 1) !== LETTER.c) return -1;
    this.row = -1;
    this.column = -1;
    this.style = 0;
    this.type = 'n';
    this.formula = null;
    this.value = null;
    this.whole = -1;
    this.valueStart = -1;
    this.valueEnd = -1;
    const opened = this.readAttributes(xml, start + 2);
    if (opened < 0) return -1;
    if (xml.charCodeAt(opened) === SLASH) return xml.charCodeAt(opened + 1) === GREATER ? opened + 2 : -1;
    return this.readContent(xml, opened + 1);
  }

  /** Up to the "/" or ">" behind them. */
  private readAttributes(xml: string, start: number): number {
    let at = start;
    let seen = 0;
    while (xml.charCodeAt(at) === SPACE) {
      const name = xml.charCodeAt(at + 1);
      if (xml.charCodeAt(at + 2) !== 0x3d || xml.charCodeAt(at + 3) !== QUOTE) return -1;
      const own = name === LETTER.r ? 1 : name === LETTER.s ? 2 : name === LETTER.t ? 4 : 8;
      if (own === 8 || seen & own) return -1;
      seen |= own;
      at =
        own === 1
          ? this.readPlace(xml, at + 4)
          : own === 2
            ? this.readStyle(xml, at + 4)
            : this.readType(xml, at + 4);
      if (at < 0 || xml.charCodeAt(at) !== QUOTE) return -1;
      at += 1;
    }
    const code = xml.charCodeAt(at);
    return code === SLASH || code === GREATER ? at : -1;
  }

  private readPlace(xml: string, start: number): number {
    let at = start;
    let column = 0;
    let code = xml.charCodeAt(at);
    for (; code >= A && code <= Z; code = xml.charCodeAt(++at)) column = column * 26 + code - A + 1;
    if (at === start || at > start + 3 || column > COLUMNS || code === ZERO) return -1;
    const digits = at;
    let row = 0;
    for (; code >= ZERO && code <= NINE; code = xml.charCodeAt(++at)) row = row * 10 + code - ZERO;
    if (at === digits || at > digits + 7 || row > ROWS) return -1;
    this.row = row - 1;
    this.column = column - 1;
    return at;
  }

  private readStyle(xml: string, start: number): number {
    let at = start;
    let style = 0;
    for (let code = xml.charCodeAt(at); code >= ZERO && code <= NINE; code = xml.charCodeAt(++at))
      style = style * 10 + code - ZERO;
    this.style = style;
    return at > start && at <= start + 7 ? at : -1;
  }

  private readType(xml: string, start: number): number {
    if (xml.charCodeAt(start + 1) === QUOTE && xml.charCodeAt(start) === LETTER.s) {
      this.type = 's';
      return start + 1;
    }
    const end = xml.indexOf('"', start);
    const type = end < 0 ? null : typeOf(xml.slice(start, end));
    if (type === null || type === 'inlineStr') return -1;
    this.type = type;
    return end;
  }

  private readContent(xml: string, start: number): number {
    let at = start;
    if (isTag(xml, at, LETTER.f)) {
      at = this.readFormula(xml, at + 3);
      if (at < 0) return -1;
    }
    if (isTag(xml, at, LETTER.v)) {
      const end = this.readValue(xml, at + 3, this.type);
      if (end < 0 || !isClosing(xml, end, LETTER.v)) return -1;
      this.valueStart = at + 3;
      this.valueEnd = end;
      at = end + 4;
    } else if (xml.startsWith('<v/>', at)) {
      this.value = '';
      at += 4;
    }
    return isClosing(xml, at, LETTER.c) ? at + 4 : -1;
  }

  /** What stands up to the next "<", which is where it ends; -1 where it is not plain. */
  readValue(xml: string, start: number, type: CellType): number {
    this.whole = -1;
    this.value = null;
    if (type === 'n' || type === 's') {
      const end = this.readWhole(xml, start);
      if (end >= 0) return end;
    }
    const end = xml.indexOf('<', start);
    if (end < 0) return -1;
    this.value = textOf(xml.slice(start, end), this.decode);
    return this.value === null ? -1 : end;
  }

  /** Most values are a few digits: a verdict, or the number of a text. */
  private readWhole(xml: string, start: number): number {
    let at = start;
    let whole = 0;
    let code = xml.charCodeAt(at);
    for (; code >= ZERO && code <= NINE; code = xml.charCodeAt(++at)) whole = whole * 10 + code - ZERO;
    if (code !== LESS || at === start || at > start + MOST_DIGITS) return -1;
    this.whole = whole;
    return at;
  }

  /** Returns where its element ends. */
  private readFormula(xml: string, start: number): number {
    const end = xml.indexOf('<', start);
    if (end < 0 || !isClosing(xml, end, LETTER.f)) return -1;
    const text = textOf(xml.slice(start, end), this.decode);
    if (text === null) return -1;
    this.formula = text === '' ? null : `=${text}`;
    return end + 4;
  }
}

const MOST_DIGITS = 9;

const isTag = (xml: string, at: number, name: number): boolean =>
  xml.charCodeAt(at) === LESS && xml.charCodeAt(at + 1) === name && xml.charCodeAt(at + 2) === GREATER;

const isClosing = (xml: string, at: number, name: number): boolean =>
  xml.charCodeAt(at) === LESS &&
  xml.charCodeAt(at + 1) === SLASH &&
  xml.charCodeAt(at + 2) === name &&
  xml.charCodeAt(at + 3) === GREATER;

const ENTITIES = [
  ['lt;', '<'],
  ['gt;', '>'],
  ['amp;', '&'],
  ['quot;', '"'],
  ['apos;', "'"],
] as const;

/** Text with none but the five entities that have names, and with no character that XML may not hold; else null. */
function textOf(written: string, decode: XmlSource['decode']): string | null {
  if (written.includes('>')) return null;
  const text = decode(written);
  if (holdsForbidden(text)) return null;
  let mark = text.indexOf('&');
  if (mark < 0) return text;
  let decoded = '';
  let from = 0;
  for (; mark >= 0; mark = text.indexOf('&', from)) {
    const entity = ENTITIES.find(([name]) => text.startsWith(name, mark + 1));
    if (!entity) return null;
    decoded += text.slice(from, mark) + entity[1];
    from = mark + 1 + entity[0].length;
  }
  return decoded + text.slice(from);
}
