/**
 * Where the tags of an XML text stand, so that a few of them can be replaced and all else stays as it is.
 * Knows comments, CDATA, processing instructions and ">" inside attributes.
 */
import { fail } from './error';
import { localName } from './xml';

export interface Tag {
  /** Without its prefix. */
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  /** From "<" to behind ">". */
  readonly start: number;
  readonly end: number;
}

/** A piece of the text to be replaced; empty where something is only put in. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function nextTag(xml: string, from: number): Tag | null {
  for (let at = xml.indexOf('<', from); at >= 0; at = xml.indexOf('<', at)) {
    const mark = xml.charCodeAt(at + 1);
    if (mark === QUESTION) at = skip(xml, at, '?>');
    else if (mark === EXCLAMATION) at = skipDeclaration(xml, at);
    else return readTag(xml, at);
  }
  return null;
}

export function* tagsOf(xml: string): Generator<Tag> {
  for (let tag = nextTag(xml, 0); tag; tag = nextTag(xml, tag.end)) yield tag;
}

const QUESTION = 0x3f;
const EXCLAMATION = 0x21;
const SLASH = 0x2f;
const GREATER = 0x3e;
const EQUALS = 0x3d;

function skip(xml: string, at: number, end: string): number {
  const found = xml.indexOf(end, at);
  return found < 0 ? fail('XML', `no ${end}`) : found + end.length;
}

function skipDeclaration(xml: string, at: number): number {
  if (xml.startsWith('<!--', at)) return skip(xml, at, '-->');
  if (xml.startsWith('<![CDATA[', at)) return skip(xml, at, ']]>');
  return fail('DTD', xml.slice(at, at + 20));
}

function readTag(xml: string, start: number): Tag {
  const closing = xml.charCodeAt(start + 1) === SLASH;
  let at = start + (closing ? 2 : 1);
  const named = at;
  while (at < xml.length && !isNameEnd(xml.charCodeAt(at))) at++;
  const name = localName(xml.slice(named, at));
  for (; at < xml.length; at++) {
    const code = xml.charCodeAt(at);
    if (code === GREATER) {
      const kind = closing ? 'close' : xml.charCodeAt(at - 1) === SLASH ? 'empty' : 'open';
      return { name, kind, start, end: at + 1 };
    }
    if (isQuote(code)) {
      at = xml.indexOf(xml[at]!, at + 1);
      if (at < 0) break;
    }
  }
  return fail('XML', 'tag without an end');
}

const isSpace = (code: number): boolean => code <= 0x20;
const isQuote = (code: number): boolean => code === 0x22 || code === 0x27;
const isNameEnd = (code: number): boolean => code <= 0x20 || code === SLASH || code === GREATER;

/** The prefix of a tag with its colon, or nothing. */
export function prefixOf(xml: string, { start }: Tag): string {
  return /^<\/?([^\s/>:]+:)/.exec(xml.slice(start, start + 80))?.[1] ?? '';
}

/** An attribute written without a prefix; the piece covers name and value and the space before. */
export function attribute(xml: string, tag: Tag, name: string): (Splice & { readonly value: string }) | null {
  let at = tag.start + 1;
  while (!isNameEnd(xml.charCodeAt(at))) at++;
  while (at < tag.end) {
    const start = at;
    while (isSpace(xml.charCodeAt(at))) at++;
    const named = at;
    while (at < tag.end && xml.charCodeAt(at) !== EQUALS && !isSpace(xml.charCodeAt(at))) at++;
    const nameEnd = at;
    while (at < tag.end && !isQuote(xml.charCodeAt(at))) at++;
    if (at >= tag.end) return null;
    const end = xml.indexOf(xml[at]!, at + 1) + 1;
    if (nameEnd - named === name.length && xml.startsWith(name, named)) {
      return { start, end, text: xml.slice(start, end), value: decode(xml.slice(at + 1, end - 1)) };
    }
    at = end;
  }
  return null;
}

export const valueOf = (xml: string, tag: Tag, name: string): string | undefined =>
  attribute(xml, tag, name)?.value;

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (all, hex?: string, number?: string, name?: string) =>
      name === undefined
        ? String.fromCodePoint(hex === undefined ? Number(number) : parseInt(hex, 16))
        : (NAMED.get(name) ?? all),
  );
}

/** The text between two places, CDATA and entities resolved. */
export function textBetween(xml: string, start: number, end: number): string {
  return xml
    .slice(start, end)
    .split(/(<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->)/)
    .map((piece) => {
      if (piece.startsWith('<![CDATA[')) return piece.slice(9, -3);
      return piece.startsWith('<!--') ? '' : decode(piece);
    })
    .join('');
}

/** Pieces must not overlap; those at the same place keep their order. */
export function splice(xml: string, pieces: readonly Splice[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text } of [...pieces].sort((a, b) => a.start - b.start || a.end - b.end)) {
    parts.push(xml.slice(at, start), text);
    at = end;
  }
  parts.push(xml.slice(at));
  return parts.join('');
}
