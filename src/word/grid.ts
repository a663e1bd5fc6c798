/** Paragraphs and tables laid out as a sheet, so that the core finds the form's cells by their labels. */
import type { Form } from '../core/form/schema';
import { type Area, type CellContent, indexOf, type SheetSnapshot } from '../core/model';
import type { Block, WordTable } from './document';
import { WordError } from './error';
import { splitHead } from './head';

/** Edges of cells that a hand has drawn less than 6 pt apart are one. */
const NEAR = 120;
const DEFAULT_WIDTH = 1000;
const MOST_COLUMNS = 10_000;

type Extent = { -readonly [side in keyof Area]: Area[side] };

/** Each row of a table is a row, each paragraph outside of one too; the lines of the head are cut at their words. */
export function toSheet(blocks: readonly Block[], form: Form): SheetSnapshot {
  const cells = new Map<number, CellContent>();
  const extents: Extent[] = [];
  const firstTable = blocks.findIndex((block) => 'rows' in block);
  const put = (row: number, column: number, text: string): void => {
    if (text.trim() !== '') cells.set(indexOf(row, column), { value: text, formula: null });
  };
  const columnOf = alignColumns(blocks.filter((block) => 'rows' in block));
  let row = 0;
  blocks.forEach((block, index) => {
    if ('rows' in block) {
      extents.push(...layTable(block, row, (edge) => columnOf(block, edge), put));
      row += block.rows.length;
    } else if (block.text.trim() !== '') {
      const pieces = index < firstTable ? splitHead(block.text, form) : [block.text];
      pieces.forEach((text, column) => put(row, column, text));
      row += 1;
    }
  });
  const merges = extents.filter(({ top, left, bottom, right }) => bottom > top || right > left);
  return { name: '', visible: true, cells, merges };
}

/** Puts a table's texts in the rows from `top` on, and returns what its cells cover. */
function layTable(
  table: WordTable,
  top: number,
  columnAt: (edge: number) => number,
  put: (row: number, column: number, text: string) => void,
): Extent[] {
  const extents: Extent[] = [];
  /** The cells of the row above that may go on below, by their first column. */
  let above = new Map<number, Extent>();
  table.rows.forEach((cells, index) => {
    const own = new Map<number, Extent>();
    for (const { column, span, merge, text } of cells) {
      const [left, end] = [columnAt(column), columnAt(column + span)];
      if (end === left && text === '') continue;
      let extent = merge === 'below' ? above.get(left) : undefined;
      if (extent) extent.bottom = top + index;
      else {
        extent = { top: top + index, bottom: top + index, left, right: Math.max(left, end - 1) };
        extents.push(extent);
        put(extent.top, left, text);
      }
      if (merge !== 'none') own.set(left, extent);
    }
    above = own;
  });
  return extents;
}

/**
 * For each table, the sheet's column of each edge of its grid. Edges that stand above each other are one column, in
 * whatever table: a table may have been cut in two between a heading and its figures.
 */
function alignColumns(tables: readonly WordTable[]): (at: WordTable, edge: number) => number {
  const placed = tables.map((table) => {
    const { widths, rows } = table;
    const cells = rows.flat();
    const last = cells.reduce((most, { column, span }) => Math.max(most, column + span), 0);
    const places = [0];
    for (let edge = 0; edge < last; edge++) {
      const width = widths[edge] ?? 0;
      places.push(places[edge]! + (width > 0 ? width : DEFAULT_WIDTH));
    }
    return { table, cells, places };
  });
  const used = new Set<number>();
  /** Right edges of narrow cells that hold a text: these keep a column of their own. */
  const kept = new Set<number>();
  for (const { cells, places } of placed) {
    for (const { column, span, text } of cells) {
      const [left, right] = [places[column]!, places[column + span]!];
      used.add(left).add(right);
      if (text !== '' && right - left < NEAR) kept.add(right);
    }
  }
  const columns = new Map<number, number>();
  let [first, column] = [0, 0];
  for (const place of [...used].sort((a, b) => a - b)) {
    if (place - first >= NEAR || kept.has(place)) {
      first = place;
      column += 1;
    }
    columns.set(place, column);
  }
  if (column > MOST_COLUMNS) throw new WordError('TOO_BIG', `${column} columns`);
  const placesOf = new Map(placed.map(({ table, places }) => [table, places]));
  return (table, edge) => columns.get(placesOf.get(table)![edge]!)!;
}
