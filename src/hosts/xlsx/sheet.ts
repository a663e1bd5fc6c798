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
import { fail } from './error';
import { dropSlaves } from './merges';
import { isTrue } from './package';
import type { Styles } from './styles';
import { type Attributes, parseXml, unescapeText } from './xml';

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

const LONGEST_FORMULA = 8192;
const MOST_MERGES = 50_000;

interface SharedFormula extends Position {
  readonly formula: ParsedFormula;
}

export function readSheet(text: string, part: string, context: SheetContext): SheetContent {
  const { strings, styles, date1904, budget } = context;
  const cells = new Map<number, CellContent>();
  const merges: Area[] = [];
  const shared = new Map<string, SharedFormula>();
  let locked = false;
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

  parseXml(text, part, { open, text: capture, close });
  return { cells: dropSlaves(cells, merges), merges, protected: locked };

  function open(name: string, attributes: Attributes): void {
    if (cell) openInCell(name, attributes);
    else if (inData) {
      if (name === 'c') openCell(attributes);
      else if (name === 'row') {
        row = attributes.r === undefined ? row + 1 : readRow(attributes.r, part);
        column = -1;
      }
    } else if (name === 'sheetData') inData = true;
    else if (name === 'mergeCell') {
      if (merges.push(readArea(attributes.ref ?? '', part)) > MOST_MERGES)
        fail('TOO_BIG', 'merged areas', part);
    } else if (name === 'sheetProtection') locked = isTrue(attributes.sheet);
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
      valueText = '';
      capturing = 'v';
    } else if (name === 'f') {
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
    if (!cell) {
      if (name === 'sheetData') inData = false;
    } else if (name === 'c') {
      closeCell(cell);
      cell = null;
    } else if (name === 'v' || name === 'f' || name === 't') capturing = null;
    else if (name === 'rPh') phonetic -= 1;
  }

  function closeCell(attributes: Attributes): void {
    const written = formula ? readFormula(formula) : null;
    const value = readValue(attributes);
    if (written === null && (value === undefined || value === '')) return;
    budget.cells -= 1;
    if (budget.cells < 0) fail('TOO_BIG', 'cells', part);
    const content: CellContent =
      value === undefined ? { value: null, formula: written, uncomputed: true } : { value, formula: written };
    cells.set(indexOf(row, column), content);
  }

  function readFormula({ t, si = '' }: Attributes): string | null {
    if (formulaText.length > LONGEST_FORMULA) fail('TOO_BIG', `formula in ${here()}`, part);
    if (t !== 'shared') return formulaText === '' ? null : `=${formulaText}`;
    if (formulaText !== '') {
      shared.set(si, { formula: parseFormula(formulaText), row, column });
      return `=${formulaText}`;
    }
    const master = shared.get(si);
    if (!master) return null;
    const own = translate(master.formula, row - master.row, column - master.column);
    budget.characters -= own.length;
    if (budget.characters < 0) fail('TOO_BIG', 'shared formulas', part);
    return `=${own}`;
  }

  /** Undefined where the cell holds nothing, or a formula that nobody has computed. */
  function readValue({ t = 'n', s = '0' }: Attributes): CellValue | undefined {
    if (t === 'inlineStr') return unescapeText(inlineText);
    if (valueText === null) return undefined;
    if (t === 'str') return unescapeText(valueText);
    const trimmed = valueText.trim();
    if (trimmed === '') return undefined;
    if (t === 's') return strings[Number(trimmed)] ?? fail('BAD_REF', `shared string ${trimmed}`, part);
    if (t === 'b') return isTrue(trimmed);
    if (t === 'e') return { error: trimmed };
    if (t === 'd') return serialOfIso(trimmed, here());
    const number = Number(trimmed);
    if (!Number.isFinite(number)) fail('BAD_VALUE', `number ${trimmed} in ${here()}`, part);
    return date1904 ? from1904(number, styles.formatOf(Number(s))) : number;
  }

  function here(): string {
    return addressOf({ row, column });
  }
}
