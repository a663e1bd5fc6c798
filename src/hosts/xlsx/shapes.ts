/**
 * A row of a form stands in the next year's sheet, and in the neighbour's file, again: the same cells, styles and
 * formulas, only with other values. Its shape is what stands between the values; where a row has a shape that was read
 * before, its values alone are read. What is not as plain as PlainCell takes it is left to the reader that knows all of
 * XML (tests/unit/xlsx/plain.test.ts holds the two against each other).
 */
import type { CellContent } from '../../core/model';
import { copied } from '../../core/values/copied';
import { XlsxError } from './error';
import { lastEmpty, PlainCell } from './plain';
import type { CellType } from './value';
import { holdsForbidden, parseXml, type XmlSource } from './xml';

/** A cell that holds something. */
export interface ShapedCell {
  readonly column: number;
  readonly style: number;
  readonly type: CellType;
  readonly formula: string | null;
  /** What stands before its value, from the value of the cell before on; all of it, where it has none. */
  readonly before: string;
  readonly valued: boolean;
  /** Where it has no value: null where nobody has computed its formula, "" where the result is empty. */
  readonly value: string | null;
  /** What it held last: most hold the same again. */
  last: CellContent | null;
}

export interface Shape {
  readonly row: number;
  /** Of its last cell, which may be empty; -1 where it has none. */
  readonly column: number;
  readonly cells: readonly ShapedCell[];
  /** Behind the last value. */
  readonly rest: string;
}

const ROW = '<row ';
const END = '</row>';
/** Forms are not longer; of other sheets there is nothing to remember. */
const ROWS = 500;
const LONGEST_ROW = 1 << 16;
const KEPT_OF_A_ROW = 12;
const CHARACTERS_KEPT = 8 << 20;

export class ShapedRow {
  /** Where the last row that was read ends. */
  end = -1;
  /** By cell: its value where it is written in digits alone, else -1, and then as text; both for valued cells only. */
  readonly wholes: number[] = [];
  readonly texts: (string | null)[] = [];

  private readonly plain: PlainCell;
  private readonly known: Shapes;

  constructor(private readonly decode: XmlSource['decode']) {
    this.plain = new PlainCell(decode);
    this.known = shapesFor(decode);
  }

  /** The shape of the row whose "<" stands at a place; null where it is left to the others. */
  read(xml: string, start: number): Shape | null {
    if (xml.slice(start, start + ROW.length) !== ROW) return null;
    const close = xml.indexOf('>', start) + 1;
    const opening = xml.slice(start, close);
    const shapes = this.known.of(opening);
    for (let at = 0; at < shapes.length; at++) {
      const shape = shapes[at]!;
      if (this.fits(shape, xml, close)) return shape;
    }
    const shape = this.learn(xml, start, close);
    return shape && this.fits(shape, xml, close) ? shape : null;
  }

  private fits({ cells, rest }: Shape, xml: string, from: number): boolean {
    const { plain } = this;
    let at = from;
    for (let index = 0; index < cells.length; index++) {
      const { before, valued, type } = cells[index]!;
      const end = at + before.length;
      // To compare slices is many times as fast as startsWith.
      if (xml.slice(at, end) !== before) return false;
      at = end;
      if (!valued) continue;
      at = plain.readValue(xml, at, type);
      if (at < 0) return false;
      this.wholes[index] = plain.whole;
      this.texts[index] = plain.value;
    }
    this.end = at + rest.length;
    return xml.slice(at, this.end) === rest;
  }

  private learn(xml: string, start: number, close: number): Shape | null {
    const end = xml.indexOf(END, close) + END.length;
    if (end < END.length || end - start > LONGEST_ROW) return null;
    const written = copied(xml.slice(start, end));
    if (holdsForbidden(this.decode(written))) return null;
    const row = rowOf(written.slice(0, close - start), this.decode);
    const shape = row === null || row >= ROWS ? null : shapeOf(written, close - start, row, this.decode);
    if (shape) this.known.keep(written.slice(0, close - start), shape, written.length);
    return shape;
  }
}

/** Zero-based, of an opening tag that is well-formed and says so. */
function rowOf(opening: string, decode: XmlSource['decode']): number | null {
  let number = '';
  try {
    parseXml({ xml: `${opening}</row>`, decode }, 'row', {
      open(_name, attributes) {
        number = attributes.r ?? '';
      },
    });
  } catch (error) {
    if (error instanceof XlsxError) return null;
    throw error;
  }
  return /^[1-9]\d{0,6}$/.test(number) ? Number(number) - 1 : null;
}

/** Of a row by itself, that it has to the last sign. */
function shapeOf(written: string, opened: number, row: number, decode: XmlSource['decode']): Shape | null {
  const plain = new PlainCell(decode);
  const cells: ShapedCell[] = [];
  const last = written.length - END.length;
  let from = opened;
  let lastColumn = -1;
  for (let at = opened; at < last;) {
    const end = plain.read(written, lastEmpty(written, at));
    if (end < 0 || plain.row !== row) return null;
    const { column, style, type, formula, value, valueStart, valueEnd } = plain;
    const valued = valueStart >= 0;
    if (valued || formula !== null) {
      const before = written.slice(from, valued ? valueStart : end);
      cells.push({ column, style, type, formula, before, valued, value, last: null });
      from = valued ? valueEnd : end;
    }
    lastColumn = column;
    at = end;
  }
  return { row, column: lastColumn, cells, rest: written.slice(from) };
}

/** By the row's opening tag, the latest first. */
class Shapes {
  private readonly byOpening = new Map<string, readonly Shape[]>();
  private characters = 0;

  of(opening: string): readonly Shape[] {
    return this.byOpening.get(opening) ?? NONE;
  }

  keep(opening: string, shape: Shape, characters: number): void {
    this.characters += characters;
    if (this.characters > CHARACTERS_KEPT) {
      this.byOpening.clear();
      this.characters = characters;
    }
    this.byOpening.set(opening, [shape, ...this.of(opening)].slice(0, KEPT_OF_A_ROW));
  }
}

const NONE: readonly Shape[] = [];
const known = new WeakMap<XmlSource['decode'], Shapes>();

function shapesFor(decode: XmlSource['decode']): Shapes {
  let shapes = known.get(decode);
  if (!shapes) known.set(decode, (shapes = new Shapes()));
  return shapes;
}
