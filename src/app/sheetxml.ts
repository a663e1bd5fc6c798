/** Pieces of a sheet that is written by ourselves, row by row. */
import { LONGEST, shortened } from '../core/values/shortened';
import { spelt } from '../core/values/spelling';
import { encodePath } from './listsheet';

/** Both in pieces: a sheet may be large, and nobody needs all of it at once. */
export interface FilledSheet {
  readonly xml: Iterable<string>;
  /** null where it links to nothing. */
  readonly relations: Iterable<string> | null;
}

export const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** In the workbook, from 1 on. */
export const sheetPath = (index: number): string => `xl/worksheets/sheet${index}.xml`;
export const relationsPath = (sheet: string): string => sheet.replace(/[^/]+$/, '_rels/$&.rels');

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML has no place for most control characters. */
export const escapeMarkup = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (mark) => MARKUP[mark]!);

/** Stays text, whatever it begins with. */
export function textCell(at: string, style: number, value: string): string {
  if (value === '') return `<c r="${at}" s="${style}"/>`;
  const text = escapeMarkup(spelt(shortened(value, LONGEST)));
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

export const numberCell = (at: string, style: number, value: number): string =>
  `<c r="${at}" s="${style}"><v>${value}</v></c>`;

/** rId1 leads to the first of the files, and so on. */
export function* relationsXml(files: Iterable<string>): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  yield '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">';
  let number = 0;
  for (const file of files) {
    number += 1;
    yield `<Relationship Id="rId${number}" Type="${RELATION}/hyperlink" Target="${escapeMarkup(encodePath(file))}" TargetMode="External"/>`;
  }
  yield '</Relationships>';
}

/** Bytes. */
const PIECE = 1 << 16;

/** As bytes, in pieces that are good for as long as one likes. */
export function* encoded(texts: Iterable<string>): Generator<Uint8Array> {
  for (const piece of encodedInPlace(texts)) yield piece.slice();
}

/**
 * Written straight into one piece over and over, which is ten times as fast as by way of a long text and takes no memory:
 * each piece is gone when the next one is asked for.
 */
export function* encodedInPlace(texts: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  const piece = new Uint8Array(PIECE);
  let used = 0;
  for (const text of texts) {
    for (let rest = text; ;) {
      const { read, written } = encoder.encodeInto(rest, piece.subarray(used));
      used += written;
      if (read === rest.length) break;
      yield piece.subarray(0, used);
      used = 0;
      rest = rest.slice(read);
    }
  }
  if (used > 0) yield piece.subarray(0, used);
}
