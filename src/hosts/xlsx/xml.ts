/** XML as the parts of a workbook have it: decoded, without namespace prefixes, without a DTD. */
import { SaxesParser } from 'saxes';
import { XlsxError, fail } from './error';

export type Attributes = Readonly<Record<string, string>>;

export interface XmlHandlers {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly close?: (name: string) => void;
  /** Text and CDATA, in pieces. */
  readonly text?: (text: string) => void;
}

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

export function parseXml(text: string, part: string, { open, close, text: onText }: XmlHandlers): void {
  const parser = new SaxesParser();
  parser.on('error', (error) => fail('XML', error.message, part));
  parser.on('doctype', () => fail('DTD', 'DOCTYPE', part));
  if (open) parser.on('opentag', (tag) => open(localName(tag.name), tag.attributes));
  if (close) parser.on('closetag', (tag) => close(localName(tag.name)));
  if (onText) {
    parser.on('text', onText);
    parser.on('cdata', onText);
  }
  parser.write(text).close();
}

const ENCODING = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/;

export function decodeXml(bytes: Uint8Array, part: string): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (error) {
    throw new XlsxError('XML', error instanceof Error ? error.message : String(error), part);
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  const declared = ENCODING.exec(String.fromCharCode(...bytes.subarray(0, 200)))?.[1];
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
/** The characters that XML cannot hold. */
const UNSPEAKABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff\ud800-\udfff]/gu;

export const escapeXml = (text: string): string => text.replace(/[&<>]/g, (mark) => MARKUP[mark]!);

/** A cell's text: what XML cannot hold, and what would be taken for an escape, is written as _xHHHH_. */
export const escapeText = (text: string): string =>
  escapeXml(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(UNSPEAKABLE, escapeCharacter));

const escapeCharacter = (character: string): string =>
  `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
