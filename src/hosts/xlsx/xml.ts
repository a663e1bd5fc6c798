/** XML as the parts of a workbook have it: decoded, without namespace prefixes, without a DTD. */
import { spelt } from '../../core/values/spelling';
import { XlsxError, fail } from './error';
import { readBytes } from './inflate';

export type Attributes = Readonly<Record<string, string>>;

export interface XmlHandlers {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly close?: (name: string) => void;
  /** Text and CDATA, in pieces. */
  readonly text?: (text: string) => void;
  /** The attributes that are looked at, by element; others are only checked. All, where it is left out. */
  readonly wanted?: Readonly<Record<string, readonly string[]>>;
  /** May read the element at a "<" by itself: returns where it ends, -1 where it is left to the others. */
  readonly whole?: (xml: string, start: number) => number;
}

/**
 * XML to be read. Decoding UTF-8 costs more than reading it: where the platform can hand out bytes as text, one
 * character a byte, they are read as they are, and only the pieces that are wanted are decoded.
 */
export interface XmlSource {
  readonly xml: string;
  /** The same, for whoever wants pieces of it only. */
  readonly text?: Pieces;
  readonly decode: (piece: string) => string;
  /** Throws XlsxError where it holds what no XML may: whoever reads it vets it, or takes only what is known. */
  readonly vet?: () => void;
}

/** A string is one. A long string costs more than its pieces: it gets memory of its own from the system. */
export type Pieces = Pick<string, 'length' | 'slice' | 'indexOf' | 'lastIndexOf'>;

export const asItIs = (piece: string): string => piece;

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

export const sourceOf = (source: string | XmlSource, part: string): XmlSource =>
  typeof source === 'string'
    ? { xml: source, decode: asItIs, vet: () => demand(!holdsForbidden(source), part) }
    : source;

const demand = (clean: boolean, part: string): void =>
  clean ? undefined : fail('XML', 'a forbidden character', part);

/** Characters that no XML may hold. Surrogates are seen to by the decoder. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
export const holdsForbidden = (text: string): boolean => FORBIDDEN.test(text);

/** Attributes may have any name, __proto__ too; an object of a class is quicker than one made without a prototype. */
class Bag {
  [name: string]: string;
}
Object.setPrototypeOf(Bag.prototype, null);
Reflect.deleteProperty(Bag.prototype, 'constructor');
const NO_ATTRIBUTES: Attributes = Object.freeze(new Bag());
const NAME = /^[\p{L}_:][\p{L}\p{M}\p{N}_:.·‿⁀-]*$/u;
/** Documents nest some dozens of elements; what goes deeper is made to hurt. */
const DEEPEST = 1000;
const MOST_ATTRIBUTES = 1000;
const SPACE = 0x20;
const GREATER = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;

/**
 * Tells the handlers what the text holds, an empty element as opened and closed. Throws XlsxError where it is not
 * well-formed (XML) or has a DTD. It searches for marks instead of looking at every character: reading a workbook is
 * mostly this.
 */
export function parseXml(source: string | XmlSource, part: string, handlers: XmlHandlers): void {
  const { open, close, text: onText, whole, wanted } = handlers;
  const { xml: raw, decode, vet } = sourceOf(source, part);
  vet?.();
  const xml = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  const broken = xml.includes('\n') || xml.includes('\t');
  const names = new Map<string, string>();
  const less = new Next(xml, '<');
  const ampersand = new Next(xml, '&');
  const own: string[] = [];
  const path: string[] = [];
  let rooted = false;
  let at = 0;
  while (at < xml.length) {
    const mark = xml.indexOf('<', at);
    if (mark !== at) readText(mark < 0 ? xml.length : mark);
    if (mark >= 0) readMark(mark);
  }
  if (path.length > 0 || !rooted) refuse('the end is missing');

  function refuse(why: string): never {
    return fail('XML', `${why} at ${at}`, part);
  }

  function readText(end: number): void {
    const text = xml.slice(at, end);
    if (path.length === 0) {
      if (decode(text).trim() !== '') refuse('text outside the root');
    } else {
      if (text.includes(']]>')) refuse(']]>');
      if (onText) onText(decodeEntities(decode(text)));
      else if (text.includes('&')) decodeEntities(text);
    }
    at = end;
  }

  function readMark(mark: number): void {
    at = mark + 1;
    const code = xml.charCodeAt(at);
    if (code === SLASH) readClosing();
    else if (code === 0x3f) readInstruction();
    else if (code === 0x21) readDeclaration();
    else {
      const end = whole && path.length > 0 ? whole(xml, mark) : -1;
      if (end >= 0) at = end;
      else readOpening();
    }
  }

  function upTo(end: string, from: number): number {
    const found = xml.indexOf(end, from);
    return found < 0 ? refuse(`no ${end}`) : found;
  }

  function readInstruction(): void {
    const end = upTo('?>', at + 1);
    const target = /^[^\s?]*/.exec(decode(xml.slice(at + 1, Math.min(end, at + 100))))![0];
    if (!NAME.test(target) || (/^xml$/i.test(target) && at !== 1)) refuse('a misplaced instruction');
    at = end + 2;
  }

  function readDeclaration(): void {
    if (xml.startsWith('!--', at)) {
      const end = upTo('--', at + 3);
      if (xml.charCodeAt(end + 2) !== GREATER) refuse('-- in a comment');
      at = end + 3;
    } else if (xml.startsWith('![CDATA[', at) && path.length > 0) {
      const end = upTo(']]>', at + 8);
      onText?.(decode(xml.slice(at + 8, end)));
      at = end + 3;
    } else if (xml.startsWith('!DOCTYPE', at)) fail('DTD', 'DOCTYPE', part);
    else refuse('a declaration');
  }

  function readClosing(): void {
    const end = upTo('>', at);
    const name = decode(xml.slice(at + 1, end)).trimEnd();
    if (path.pop() !== name) refuse(`</${name}>`);
    close?.(localName(name));
    at = end + 1;
  }

  function readOpening(): void {
    const name = readName();
    if (path.length === 0) {
      if (rooted) refuse('a second root');
      rooted = true;
    }
    const local = localName(name);
    const attributes = wanted && !Object.hasOwn(wanted, local) ? null : new Bag();
    own.length = 0;
    for (;;) {
      const spaced = skipSpace();
      const code = xml.charCodeAt(at);
      if (code === GREATER) {
        at += 1;
        if (path.push(name) > DEEPEST) fail('TOO_BIG', `elements ${DEEPEST} deep`, part);
        return open?.(local, attributes ?? NO_ATTRIBUTES);
      }
      if (code === SLASH) {
        if (xml.charCodeAt(at + 1) !== GREATER) refuse('a slash in a tag');
        at += 2;
        open?.(local, attributes ?? NO_ATTRIBUTES);
        return close?.(local);
      }
      if (!spaced) refuse('a tag');
      readAttribute(attributes, wanted?.[local]);
    }
  }

  function readAttribute(into: Record<string, string> | null, names: readonly string[] | undefined): void {
    const name = readName();
    const attributes = !names || names.includes(name) ? into : null;
    skipSpace();
    if (xml.charCodeAt(at) !== EQUALS) refuse(`${name} without a value`);
    at += 1;
    skipSpace();
    const quote = xml.charAt(at);
    if (quote !== '"' && quote !== "'") refuse(`${name} without quotes`);
    const end = upTo(quote, at + 1);
    if (less.isBetween(at, end) || own.includes(name)) refuse(`attribute ${name}`);
    if (own.push(name) > MOST_ATTRIBUTES) fail('TOO_BIG', `${own.length} attributes`, part);
    if (attributes || ampersand.isBetween(at, end)) {
      const value = decode(xml.slice(at + 1, end));
      const decoded = decodeEntities(broken ? value.replace(/[\t\n]/g, ' ') : value);
      if (attributes) attributes[name] = decoded;
    }
    at = end + 1;
  }

  function readName(): string {
    const start = at;
    while (!endsName(xml.charCodeAt(at))) at += 1;
    const written = xml.slice(start, at);
    let name = names.get(written);
    if (name === undefined) {
      name = decode(written);
      if (!NAME.test(name)) refuse(`the name ${name.slice(0, 20)}`);
      names.set(written, name);
    }
    return name;
  }

  function skipSpace(): boolean {
    const start = at;
    while (xml.charCodeAt(at) <= SPACE) at += 1;
    return at > start;
  }

  function decodeEntities(text: string): string {
    return text.includes('&') ? text.replace(/&([^;]*);?/g, decodeEntity) : text;
  }

  function decodeEntity(all: string, name: string): string {
    const named = ENTITIES.get(name);
    if (named !== undefined && all.endsWith(';')) return named;
    const digits = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(name);
    const code = digits ? (digits[1] ? parseInt(digits[1], 16) : Number(digits[2])) : NaN;
    const known = code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) && all.endsWith(';');
    const character = known ? String.fromCodePoint(code) : '';
    if (!known || holdsForbidden(character)) refuse(`the entity ${all.slice(0, 20)}`);
    return character;
  }
}

/** Where a sign stands next, as far as one that goes forward has to know. */
class Next {
  private at = -1;

  constructor(
    private readonly xml: string,
    private readonly sign: string,
  ) {}

  isBetween(start: number, end: number): boolean {
    if (this.at <= start) {
      const found = this.xml.indexOf(this.sign, start + 1);
      this.at = found < 0 ? Infinity : found;
    }
    return this.at < end;
  }
}

/** Also where the text ends: charCodeAt is NaN there. */
const endsName = (code: number): boolean =>
  !(code > SPACE) || code === GREATER || code === SLASH || code === EQUALS;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

const ENCODING = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/;

export function decodeXml(bytes: Uint8Array, part: string): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (error) {
    throw new XlsxError('XML', error instanceof Error ? error.message : String(error), part);
  }
}

/** To be parsed. Throws XlsxError where the bytes are no text. */
export function readXml(bytes: Uint8Array, part: string, read = readBytes): string | XmlSource {
  const source = encodingOf(bytes) === 'utf-8' ? read(bytes) : null;
  if (!source) return decodeXml(bytes, part);
  const holdsAny = (): boolean => NONCHARACTERS.some((bytesOfOne) => source.xml.includes(bytesOfOne));
  return Object.assign(source, { vet: () => demand(!hasControls(bytes) && !holdsAny(), part) });
}

/** U+FFFE and U+FFFF in UTF-8, a character a byte. */
const NONCHARACTERS = ['\u00ef\u00bf\u00be', '\u00ef\u00bf\u00bf'];

/** Looks at four bytes at once. */
function hasControls(bytes: Uint8Array): boolean {
  const head = Math.min(bytes.length, -bytes.byteOffset & 3);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + head, (bytes.length - head) >> 2);
  for (let at = 0; at < head; at++) if (isControl(bytes[at]!)) return true;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (((word - 0x20202020) & ~word & 0x80808080) === 0) continue;
    for (let byte = head + at * 4, end = byte + 4; byte < end; byte++)
      if (isControl(bytes[byte]!)) return true;
  }
  for (let at = head + words.length * 4; at < bytes.length; at++) if (isControl(bytes[at]!)) return true;
  return false;
}

const isControl = (byte: number): boolean => byte < SPACE && byte !== 9 && byte !== 10 && byte !== 13;

/** As many as a function surely takes. */
const ARGUMENTS = 1000;

/** A few bytes, one character each. */
export function latin(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += ARGUMENTS)
    text += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + ARGUMENTS)));
  return text;
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  const declared = ENCODING.exec(latin(bytes, 0, Math.min(bytes.indexOf(GREATER) + 1, 200)))?.[1];
  return declared && !/^utf-?(8|16)$/i.test(declared) ? declared : 'utf-8';
}

/** UTF-8, and said so. */
export const encodeXml = (text: string): Uint8Array =>
  new TextEncoder().encode(
    text.replace(ENCODING, (declaration, encoding: string) => declaration.replace(encoding, 'UTF-8')),
  );

/** _x000D_ and the like stand for characters that XML cannot hold. */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

export const escapeXml = (text: string): string => text.replace(/[&<>]/g, (mark) => MARKUP[mark]!);

/** A cell's text. */
export const escapeText = (text: string): string => escapeXml(spelt(text));
