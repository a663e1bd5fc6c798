import {
  type Area,
  type CellContent,
  type CellValue,
  type Position,
  addressOf,
  indexOf,
} from '../../core/model';
import { type ParsedFormula, parseFormula, translate } from '../../core/references';
import { readAddress, readArea, readRow } from './area';
import { from1904, serialOfIso } from './dates';
import { fail, XlsxError } from './error';
import { type Frame, keepFrame, knownFrame } from './frames';
import { dropSlaves } from './merges';
import { isTrue } from './package';
import { lastEmpty, PlainCell } from './plain';
import { type ShapedCell, ShapedRow } from './shapes';
import type { Styles } from './styles';
import { booleanOf, type CellType, isOtherBase, typeOf } from './value';
import { type Attributes, parseXml, type Pieces, sourceOf, unescapeText, type XmlSource } from './xml';

export interface SheetContent {
  readonly cells: ReadonlyMap<number, CellContent>;
  readonly merges: readonly Area[];
  readonly protected: boolean;
}

export interface SheetLimits {
  /** Of all sheets together. */
  readonly cells: number;
  /** Characters of the formulas made from shared ones. */
  readonly characters: number;
}

export const SHEET_LIMITS: SheetLimits = { cells: 500_000, characters: 16 << 20 };

export interface SheetContext {
  readonly strings: readonly string[];
  readonly styles: Styles;
  readonly date1904: boolean;
  /** What is left of the limits. */
  readonly budget: { -readonly [limit in keyof SheetLimits]: number };
}

const MOST_MERGES = 50_000;
const LONGEST_FORMULA = 8192;
const LONGEST_TEXT = 32_767;
const PIECE = 1 << 16;
const ROW_END = '</row>';
const WANTED = {
  row: ['r'],
  c: ['r', 's', 't'],
  f: ['t', 'si'],
  mergeCell: ['ref'],
  sheetProtection: ['sheet'],
};

interface SharedFormula extends Position {
  readonly formula: ParsedFormula;
}

export function readSheet(text: string | XmlSource, part: string, context: SheetContext): SheetContent {
  const { strings, styles, date1904, budget } = context;
  const cells = new Map<number, CellContent>();
  const own: Area[] = [];
  let merges: readonly Area[] = own;
  const shared = new Map<string, SharedFormula>();
  let locked = false;
  let depth = 0;
  let begun = false;
  /** The rows stand where they belong, and nothing in front of them matters. */
  let framed = false;
  let inData = false;
  let row = -1;
  let column = -1;
  let cell: Attributes | null = null;
  let formula: Attributes | null = null;
  let capturing: 'v' | 'f' | 't' | null = null;
  let phonetic = 0;
  let formulaText = '';
  let valueText: string | null = null;
  let inlineText = '';

  const source = sourceOf(text, part);
  const { decode } = source;
  const pieces = source.text ?? source.xml;
  const plain = new PlainCell(decode);
  const shaped = new ShapedRow(decode);
  const frame = knownFrame(pieces);
  if (frame && readKnown(frame)) ({ merges, protected: locked } = frame);
  else readAll();
  return { cells: dropSlaves(cells, merges), merges, protected: locked };

  /** Whether all is as it should be and each row has a shape: what else there is, the other reader finds and says. */
  function readKnown(frame: Frame): boolean {
    const left = budget.cells;
    if (readRows(frame)) return true;
    cells.clear();
    budget.cells = left;
    row = -1;
    column = -1;
    return false;
  }

  function readRows({ start, end }: Frame): boolean {
    try {
      for (let from = start, to = from; from < end; from = to) {
        to = endOfPiece(pieces, from, end);
        const rows = pieces.slice(from, to);
        let at = 0;
        while (at >= 0 && at < rows.length) at = readShaped(rows, at);
        if (at !== rows.length) return false;
      }
      return true;
    } catch (error) {
      if (error instanceof XlsxError) return false;
      throw error;
    }
  }

  function readAll(): void {
    parseXml(source, part, { open, text: capture, close, whole: readWhole, wanted: WANTED });
    if (framed) keepFrame(source.xml, { merges, protected: locked });
  }

  function open(name: string, attributes: Attributes): void {
    depth += 1;
    if (cell) openInCell(name, attributes);
    else if (inData) {
      if (name === 'c') openCell(attributes);
      else if (name === 'row') {
        row = attributes.r === undefined ? row + 1 : readRow(attributes.r, part);
        column = -1;
      }
    } else if (name === 'sheetData') {
      inData = true;
      framed = !begun && depth === 2 && merges.length === 0 && !locked;
      begun = true;
    } else if (name === 'mergeCell') addMerge(own, attributes.ref ?? '', part);
    else if (name === 'sheetProtection') locked = isTrue(attributes.sheet);
  }

  function readWhole(xml: string, start: number): number {
    if (cell || !inData) return -1;
    return isRow(xml, start) ? readShaped(xml, start) : readPlain(xml, start);
  }

  function readShaped(xml: string, start: number): number {
    const shape = shaped.read(xml, start);
    if (!shape) return -1;
    ({ row } = shape);
    for (let at = 0; at < shape.cells.length; at++) {
      const cell = shape.cells[at]!;
      const whole = cell.valued ? shaped.wholes[at]! : -1;
      const value =
        whole < 0
          ? valueOf(cell.type, cell.style, cell.valued ? shaped.texts[at]! : cell.value)
          : wholeOf(cell.type, cell.style, whole);
      ({ column } = cell);
      put(cell.formula && demandShort(cell.formula), value, cell);
    }
    // A cell that does not say where it stands follows this row's last.
    ({ column } = shape);
    return shaped.end;
  }

  function readPlain(xml: string, start: number): number {
    const end = plain.read(xml, lastEmpty(xml, start));
    if (end < 0) return -1;
    if (plain.row < 0) column += 1;
    else ({ row, column } = plain);
    const { formula: own, value, whole } = plain;
    if (own !== null || value !== null || whole >= 0)
      put(
        own && demandShort(own),
        whole < 0 ? valueOf(plain.type, plain.style, value) : wholeOf(plain.type, plain.style, whole),
      );
    return end;
  }

  function openCell(attributes: Attributes): void {
    cell = attributes;
    if (attributes.r === undefined) column += 1;
    else ({ row, column } = readAddress(attributes.r, part));
    formula = null;
    formulaText = '';
    valueText = null;
    inlineText = '';
    phonetic = 0;
  }

  function openInCell(name: string, attributes: Attributes): void {
    if (name === 'v') {
      if (valueText !== null) fail('XML', `two values in ${here()}`, part);
      valueText = '';
      capturing = 'v';
    } else if (name === 'f') {
      if (formula) fail('XML', `two formulas in ${here()}`, part);
      formula = attributes;
      capturing = 'f';
    } else if (name === 't') capturing = phonetic === 0 ? 't' : null;
    else if (name === 'rPh') phonetic += 1;
  }

  function capture(piece: string): void {
    if (capturing === 'v') valueText += piece;
    else if (capturing === 'f') formulaText += piece;
    else if (capturing === 't') inlineText += piece;
  }

  function close(name: string): void {
    depth -= 1;
    if (!cell) {
      if (name === 'sheetData') inData = false;
    } else if (name === 'c') {
      closeCell(cell);
      cell = null;
    } else if (name === 'v' || name === 'f' || name === 't') capturing = null;
    else if (name === 'rPh') phonetic -= 1;
  }

  function closeCell({ t = 'n', s = '0' }: Attributes): void {
    const type = typeOf(t) ?? fail('BAD_VALUE', `type ${t} of ${here()}`, part);
    const written = formula ? readFormula(formula) : null;
    put(written, type === 'inlineStr' ? unescapeText(inlineText) : valueOf(type, Number(s), valueText));
  }

  function put(written: string | null, value: CellValue | undefined, shaped?: ShapedCell): void {
    if (written === null && (value === undefined || value === '')) return;
    if (typeof value === 'string' && value.length > LONGEST_TEXT)
      fail('BAD_VALUE', `text in ${here()}`, part);
    budget.cells -= 1;
    if (budget.cells < 0) fail('TOO_BIG', 'cells', part);
    const content = shaped ? contentLike(shaped, value) : contentOf(written, value);
    const before = cells.size;
    cells.set(indexOf(row, column), content);
    if (cells.size === before) fail('BAD_REF', `cell ${here()} twice`, part);
  }

  function readFormula({ t, si = '' }: Attributes): string | null {
    const own = formulaText === '' ? null : demandShort(`=${formulaText}`);
    if (t !== 'shared') return own;
    if (own !== null) {
      shared.set(si, { formula: parseFormula(formulaText), row, column });
      return own;
    }
    const master = shared.get(si);
    if (!master) return null;
    const moved = translate(master.formula, row - master.row, column - master.column);
    budget.characters -= moved.length;
    if (budget.characters < 0) fail('TOO_BIG', 'shared formulas', part);
    return `=${moved}`;
  }

  function demandShort(written: string): string {
    return written.length > LONGEST_FORMULA + 1 ? fail('TOO_BIG', `formula in ${here()}`, part) : written;
  }

  /** Undefined where the cell holds nothing, or a formula that nobody has computed. */
  function valueOf(type: CellType, style: number, held: string | null): CellValue | undefined {
    if (held === null) return undefined;
    if (type === 'str') return unescapeText(held);
    const trimmed = held.trim();
    if (trimmed === '') return undefined;
    if (type === 's') return stringAt(trimmed);
    if (type === 'b') return booleanOf(trimmed) ?? fail('BAD_VALUE', `truth ${trimmed} in ${here()}`, part);
    if (type === 'e') return { error: trimmed };
    if (type === 'd') return serialOfIso(trimmed, here());
    const number = Number(trimmed);
    if (!Number.isFinite(number) || isOtherBase(trimmed))
      fail('BAD_VALUE', `number ${trimmed} in ${here()}`, part);
    return date1904 ? from1904(number, styles.formatOf(style)) : number;
  }

  function wholeOf(type: CellType, style: number, whole: number): CellValue {
    if (type === 's') return strings[whole] ?? fail('BAD_REF', `shared string ${whole}`, part);
    return date1904 ? from1904(whole, styles.formatOf(style)) : whole;
  }

  function stringAt(index: string): string {
    const found = /^\d+$/.test(index) ? strings[Number(index)] : undefined;
    return found ?? fail('BAD_REF', `shared string ${index}`, part);
  }

  function here(): string {
    return addressOf({ row, column });
  }
}

/** Whole rows, as many as make a string that is not long. */
function endOfPiece(text: Pieces, from: number, end: number): number {
  if (end - from <= PIECE) return end;
  const last = text.lastIndexOf(ROW_END, from + PIECE - ROW_END.length);
  return last < from ? end : last + ROW_END.length;
}

const isRow = (xml: string, start: number): boolean =>
  xml.charCodeAt(start + 1) === 0x72 && xml.charCodeAt(start + 2) === 0x6f;

const contentOf = (formula: string | null, value: CellValue | undefined): CellContent =>
  value === undefined ? { value: null, formula, uncomputed: true } : { value, formula };

/** Verdicts and what is computed for a blank figure are the same in most files: so is the object that holds them. */
function contentLike(cell: ShapedCell, value: CellValue | undefined): CellContent {
  const before = cell.last;
  if (before && Object.is(before.value, value)) return before;
  const content = contentOf(cell.formula, value);
  if (typeof value === 'number' || value === '') cell.last = content;
  return content;
}

function addMerge(merges: Area[], reference: string, part: string): void {
  if (merges.push(readArea(reference, part)) > MOST_MERGES) fail('TOO_BIG', 'merged areas', part);
}
