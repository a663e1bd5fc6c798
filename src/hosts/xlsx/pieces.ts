/**
 * Parts of a sheet around its cells that stand word for word in the next sheet, and in the neighbour's file, again:
 * merged areas, widths, validations. One that was read before need not be read again.
 */
import type { Area } from '../../core/model';
import { readArea } from './area';
import { fail, XlsxError } from './error';
import { parseXml, type XmlSource } from './xml';

const MOST_MERGES = 50_000;
const KEPT = 64;
const KEPT_OF_A_LENGTH = 4;
const LONGEST_KEPT = 1 << 16;
const OPENING = /<(cols|mergeCells|dataValidations|conditionalFormatting)[ >]/y;
const WANTED = { mergeCell: ['ref'] };
const STRANGE = new Set(['sheetData', 'row', 'c', 'sheetProtection']);
const NONE: readonly Area[] = [];

interface KnownPiece {
  readonly written: string;
  readonly merges: readonly Area[];
}

/** By length: to compare a long text costs far less than to hash it. */
const known = new Map<number, readonly KnownPiece[]>();

export interface Piece {
  readonly end: number;
  readonly merges: readonly Area[];
}

/** The element that begins at a "<"; null where it is none of these, or cannot be read by itself. */
export function readPiece(
  xml: string,
  start: number,
  part: string,
  decode: XmlSource['decode'],
): Piece | null {
  OPENING.lastIndex = start;
  const name = OPENING.exec(xml)?.[1];
  const close = name === undefined ? -1 : xml.indexOf(`</${name}>`, start);
  const end = close + `</${name}>`.length;
  if (close < 0 || end - start > LONGEST_KEPT) return null;
  const piece = xml.slice(start, end);
  const alike = known.get(piece.length)?.find(({ written }) => written === piece);
  const merges = alike ? alike.merges : keep(piece, part, decode);
  return merges && { end, merges };
}

function keep(piece: string, part: string, decode: XmlSource['decode']): readonly Area[] | null {
  const merges = parsePiece({ xml: piece, decode }, part);
  if (!merges) return null;
  if (known.size >= KEPT) known.clear();
  // A slice would keep the whole part in memory.
  const written = ` ${piece}`.slice(1);
  known.set(piece.length, [...(known.get(piece.length) ?? []), { written, merges }].slice(-KEPT_OF_A_LENGTH));
  return merges;
}

/** Null where it is not well-formed, or holds what belongs elsewhere: the whole sheet's reader knows what to say. */
function parsePiece(piece: XmlSource, part: string): readonly Area[] | null {
  const merges: Area[] = [];
  let strange = false;
  try {
    parseXml(piece, part, {
      wanted: WANTED,
      open(name, { ref = '' }) {
        if (name === 'mergeCell') addMerge(merges, ref, part);
        else strange ||= STRANGE.has(name);
      },
    });
    return strange ? null : merges.length > 0 ? merges : NONE;
  } catch (error) {
    if (error instanceof XlsxError) return null;
    throw error;
  }
}

export function addMerge(merges: Area[], reference: string, part: string): void {
  if (merges.push(readArea(reference, part)) > MOST_MERGES) fail('TOO_BIG', 'merged areas', part);
}
