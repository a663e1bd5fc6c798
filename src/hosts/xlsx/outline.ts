/** Where the rows and cells of a sheet part stand in its text. */
import { type Area, indexOf } from '../../core/model';
import { type ParsedFormula, parseFormula, translate } from '../../core/references';
import { readAddress, readArea, readRow } from './area';
import { fail } from './error';
import { isTrue } from './package';
import { type Tag, nextTag, prefixOf, textBetween, valueOf } from './scan';

export interface CellSpan {
  readonly row: number;
  readonly column: number;
  readonly start: number;
  end: number;
  readonly tag: Tag;
  readonly style: string | undefined;
  formula: FormulaSpan | null;
}

export interface FormulaSpan {
  readonly start: number;
  end: number;
  readonly tag: Tag;
  /** Without "="; empty in the cells that share another's. */
  text: string;
  readonly shared: string | null;
  /** What an array formula or a data table fills. */
  readonly area: Area | null;
}

export interface RowSpan {
  readonly row: number;
  readonly tag: Tag;
  /** Where its closing tag begins; at the tag's own end where it is empty. */
  close: number;
  readonly style: string | undefined;
  readonly cells: CellSpan[];
}

export interface Outline {
  readonly prefix: string;
  readonly data: Tag;
  /** Where the closing tag of sheetData begins. */
  readonly dataClose: number;
  readonly rows: readonly RowSpan[];
  readonly cells: ReadonlyMap<number, CellSpan>;
  readonly columns: readonly { readonly first: number; readonly last: number; readonly style: string }[];
  readonly merges: readonly Area[];
  readonly arrays: readonly Area[];
  readonly dimension: Tag | null;
}

export function outlineOf(xml: string, part: string): Outline {
  const rows: RowSpan[] = [];
  const cells = new Map<number, CellSpan>();
  const columns: { first: number; last: number; style: string }[] = [];
  const merges: Area[] = [];
  const arrays: Area[] = [];
  let data: Tag | null = null;
  let dataClose = -1;
  let dimension: Tag | null = null;
  let row: RowSpan | null = null;
  let cell: CellSpan | null = null;
  let column = -1;
  let number = -1;

  for (let tag = nextTag(xml, 0); tag; tag = nextTag(xml, tag.end)) {
    if (cell) readInCell(tag, cell);
    else if (data && dataClose < 0) readInData(tag);
    else readAround(tag);
  }
  if (!data) return fail('NOT_XLSX', 'no sheetData', part);
  return { prefix: prefixOf(xml, data), data, dataClose, rows, cells, columns, merges, arrays, dimension };

  function readAround(tag: Tag): void {
    if (tag.kind === 'close') return;
    if (tag.name === 'sheetData' && !data) {
      data = tag;
      if (tag.kind === 'empty') dataClose = tag.end;
    } else if (tag.name === 'dimension') dimension = tag;
    else if (tag.name === 'mergeCell') merges.push(readArea(valueOf(xml, tag, 'ref') ?? '', part));
    else if (tag.name === 'col') {
      const style = valueOf(xml, tag, 'style');
      const first = Number(valueOf(xml, tag, 'min')) - 1;
      const last = Number(valueOf(xml, tag, 'max')) - 1;
      if (style !== undefined) columns.push({ first, last, style });
    }
  }

  function readInData(tag: Tag): void {
    if (tag.name === 'row') {
      if (tag.kind === 'close') {
        if (row) row.close = tag.start;
        row = null;
      } else openRow(tag);
    } else if (tag.name === 'c' && tag.kind !== 'close') openCell(tag);
    else if (tag.name === 'sheetData' && tag.kind === 'close') dataClose = tag.start;
  }

  function openRow(tag: Tag): void {
    const reference = valueOf(xml, tag, 'r');
    number = reference === undefined ? number + 1 : readRow(reference, part);
    column = -1;
    const style = isTrue(valueOf(xml, tag, 'customFormat')) ? valueOf(xml, tag, 's') : undefined;
    row = { row: number, tag, close: tag.end, style, cells: [] };
    rows.push(row);
    if (tag.kind === 'empty') row = null;
  }

  function openCell(tag: Tag): void {
    const reference = valueOf(xml, tag, 'r');
    if (reference === undefined) column += 1;
    else ({ row: number, column } = readAddress(reference, part));
    const style = valueOf(xml, tag, 's');
    const span: CellSpan = { row: number, column, start: tag.start, end: tag.end, tag, style, formula: null };
    cells.set(indexOf(number, column), span);
    row?.cells.push(span);
    if (tag.kind === 'open') cell = span;
  }

  function readInCell(tag: Tag, span: CellSpan): void {
    if (tag.name === 'f' && tag.kind !== 'close') openFormula(tag, span);
    else if (tag.name === 'f' && span.formula) {
      span.formula.text = textBetween(xml, span.formula.tag.end, tag.start);
      span.formula.end = tag.end;
    } else if (tag.name === 'c' && tag.kind === 'close') {
      span.end = tag.end;
      cell = null;
    }
  }

  function openFormula(tag: Tag, span: CellSpan): void {
    const type = valueOf(xml, tag, 't');
    const reference = valueOf(xml, tag, 'ref');
    const filled = (type === 'array' || type === 'dataTable') && reference !== undefined;
    const area = filled ? readArea(reference, part) : null;
    if (area) arrays.push(area);
    const shared = type === 'shared' ? (valueOf(xml, tag, 'si') ?? '') : null;
    span.formula = { start: tag.start, end: tag.end, tag, text: '', shared, area };
  }
}

/** The style a cell shows: its own, else its row's, else its column's. */
export function styleAt(outline: Outline, row: number, column: number): string | undefined {
  const cell = outline.cells.get(indexOf(row, column));
  if (cell) return cell.style;
  const rowStyle = outline.rows.find((span) => span.row === row)?.style;
  return rowStyle ?? outline.columns.find(({ first, last }) => column >= first && column <= last)?.style;
}

/** A cell in which a shared formula is written out. */
export interface Master {
  readonly cell: CellSpan;
  readonly formula: ParsedFormula;
}

export function mastersOf(outline: Outline): ReadonlyMap<string, Master> {
  const masters = new Map<string, Master>();
  for (const cell of outline.cells.values()) {
    const { shared, text } = cell.formula ?? { shared: null, text: '' };
    if (shared !== null && text !== '') masters.set(shared, { cell, formula: parseFormula(text) });
  }
  return masters;
}

/** A cell's formula without "=", a shared one as it reads in this cell; null where it has none. */
export function formulaOf(cell: CellSpan, masters: ReadonlyMap<string, Master>): string | null {
  if (!cell.formula) return null;
  const { text, shared } = cell.formula;
  if (text !== '' || shared === null) return text === '' ? null : text;
  const master = masters.get(shared);
  return master
    ? translate(master.formula, cell.row - master.cell.row, cell.column - master.cell.column)
    : null;
}
