/** Paragraphs and tables laid out as a sheet, so that the core finds the form's cells by their labels. */
import type { Form } from '../core/form/schema';
import { type Area, type CellContent, indexOf, type SheetSnapshot } from '../core/model';
import type { Block, WordTable } from './document';
import { splitHead } from './head';

/** Edges of cells that a hand has drawn less than 6 pt apart are one. */
const NEAR = 120;
const DEFAULT_WIDTH = 1000;

type Extent = { -readonly [side in keyof Area]: Area[side] };

/** Each row of a table is a row, each paragraph outside of one too; the lines of the head are cut at their words. */
export function toSheet(blocks: readonly Block[], form: Form): SheetSnapshot {
  const cells = new Map<number, CellContent>();
  const extents: Extent[] = [];
  const firstTable = blocks.findIndex((block) => 'rows' in block);
  const put = (row: number, column: number, text: string): void => {
    if (text.trim() !== '') cells.set(indexOf(row, column), { value: text, formula: null });
  };
  let row = 0;
  blocks.forEach((block, index) => {
    if ('rows' in block) {
      extents.push(...layTable(block, row, put));
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
  put: (row: number, column: number, text: string) => void,
): Extent[] {
  const columnAt = alignColumns(table);
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

/** The sheet's column of each edge of the table's grid. */
function alignColumns({ widths, rows }: WordTable): (edge: number) => number {
  const cells = rows.flat();
  const edges = [...new Set(cells.flatMap(({ column, span }) => [column, column + span]))].sort(
    (a, b) => a - b,
  );
  const filled = new Set(
    cells.filter(({ text }) => text !== '').map(({ column, span }) => `${column}+${span}`),
  );
  const places = [0];
  for (let edge = 0; edge < (edges.at(-1) ?? 0); edge++) {
    const width = widths[edge] ?? 0;
    places.push(places[edge]! + (width > 0 ? width : DEFAULT_WIDTH));
  }
  const columns = new Map<number, number>();
  let first = edges[0] ?? 0;
  let column = 0;
  for (const edge of edges) {
    const near = places[edge]! - places[first]! < NEAR && !filled.has(`${first}+${edge - first}`);
    if (!near) {
      first = edge;
      column += 1;
    }
    columns.set(edge, column);
  }
  return (edge) => columns.get(edge) ?? 0;
}
