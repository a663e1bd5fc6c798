/** What happens to the form on its way through many hands: a sheet in, a damaged sheet out. */
import { form, layoutForm } from '../../src/core';
import { foldLabel } from '../../src/core/locate/labels';
import {
  type Area,
  type CellContent,
  type CellKey,
  type CellValue,
  indexOf,
  keyOf,
  positionOf,
  type SheetSnapshot,
} from '../../src/core/model';

export type Damage = (sheet: SheetSnapshot) => SheetSnapshot;

/** A value for every cell of the form, no two of them the same. */
export function distinctValues(year = 2014, listRows = 3): Record<CellKey, CellValue> {
  const values: Record<CellKey, CellValue> = {};
  [...layoutForm(form, { listRows }).cells.keys()].forEach((key, at) => {
    values[key] = /^(?:head|documents|text)\./.test(key) ? `甲${at}` : 10000 + at;
  });
  return {
    ...values,
    [keyOf('head.region', 'value')]: '山东省',
    [keyOf('head.year', 'value')]: year,
    [keyOf('capacity.hasExpertPool', 'value')]: '有',
  };
}

type Spot = { readonly row: number; readonly column: number };

/** Puts every cell somewhere else (null: away); merged areas follow their corners. */
export function moveCells(
  sheet: SheetSnapshot,
  move: (at: Spot) => Spot | null,
  moveArea: (area: Area) => Area | null,
): SheetSnapshot {
  const cells = new Map<number, CellContent>();
  for (const [index, content] of sheet.cells) {
    const to = move(positionOf(index));
    if (to) cells.set(indexOf(to.row, to.column), content);
  }
  return { ...sheet, cells, merges: sheet.merges.flatMap((area) => moveArea(area) ?? []) };
}

/** Rows or columns put in before one, as Excel does it: merged areas that span it grow. */
export const insert =
  (axis: 'row' | 'column', before: number, count = 1): Damage =>
  (sheet) => {
    const shift = (at: number): number => (at >= before ? at + count : at);
    return moveCells(
      sheet,
      ({ row, column }) => (axis === 'row' ? { row: shift(row), column } : { row, column: shift(column) }),
      (area) =>
        axis === 'row'
          ? { ...area, top: shift(area.top), bottom: shift(area.bottom) }
          : { ...area, left: shift(area.left), right: shift(area.right) },
    );
  };

export const removeRows =
  (first: number, last: number): Damage =>
  (sheet) => {
    const count = last - first + 1;
    const up = (row: number): number => (row > last ? row - count : Math.min(row, first));
    return moveCells(
      sheet,
      ({ row, column }) => (row >= first && row <= last ? null : { row: up(row), column }),
      (area) =>
        area.top >= first && area.bottom <= last
          ? null
          : {
              ...area,
              top: up(area.top),
              bottom: area.bottom >= first && area.bottom <= last ? first - 1 : up(area.bottom),
            },
    );
  };

export const moveTable =
  (down: number, right: number): Damage =>
  (sheet) =>
    insert('row', 0, down)(insert('column', 0, right)(sheet));

export const unmerge: Damage = (sheet) => ({ ...sheet, merges: [] });

/** Every text of the sheet rewritten; '' takes it away. */
export const rewrite =
  (change: (text: string, at: Spot) => string): Damage =>
  (sheet) => {
    const cells = new Map(sheet.cells);
    for (const [index, content] of sheet.cells) {
      if (typeof content.value !== 'string') continue;
      const value = change(content.value, positionOf(index));
      if (value === '') cells.delete(index);
      else cells.set(index, { ...content, value });
    }
    return { ...sheet, cells };
  };

/** The first text (of the `nth` of that name) replaced. */
export const relabel =
  (from: string, to: string, nth = 0): Damage =>
  (sheet) => {
    const places = [...sheet.cells]
      .filter(([, { value }]) => typeof value === 'string' && foldLabel(value) === foldLabel(from))
      .map(([index]) => index)
      .sort((a, b) => a - b);
    const place = places[nth];
    if (place === undefined) throw new Error(`no such label: ${from}`);
    return rewrite((text, { row, column }) => (indexOf(row, column) === place ? to : text))(sheet);
  };

/** Columns `[a, a+width)` and `[b, b+width)` change places in some rows. */
export const swapColumns =
  (first: number, last: number, a: number, b: number, width: number): Damage =>
  (sheet) => {
    const swap = (column: number): number =>
      column >= a && column < a + width
        ? column - a + b
        : column >= b && column < b + width
          ? column - b + a
          : column;
    return moveCells(
      sheet,
      ({ row, column }) => ({ row, column: row >= first && row <= last ? swap(column) : column }),
      (area) => {
        const inside = area.top >= first && area.bottom <= last && area.left >= a;
        const width = area.right - area.left;
        return inside ? { ...area, left: swap(area.left), right: swap(area.left) + width } : area;
      },
    );
  };

/** Each column becomes several, as where a Word table's many edges become columns of their own. */
export const spread =
  (factor: number): Damage =>
  (sheet) =>
    moveCells(
      sheet,
      ({ row, column }) => ({ row, column: column * factor }),
      (area) => ({ ...area, left: area.left * factor, right: area.right * factor + factor - 1 }),
    );

/** The table as Excel takes it from Word: a row for each line of a cell, the head in single cells. */
export function pasteFromWord(values: Readonly<Record<CellKey, CellValue>>, ragged = 0): SheetSnapshot {
  const layout = layoutForm(form, { listRows: 3 });
  const wide = 3;
  const cells = new Map<number, CellContent>();
  const merges: Area[] = [];
  const put = (row: number, column: number, value: CellValue): void =>
    void cells.set(indexOf(row, column), { value, formula: null });
  const value = (id: string): string => {
    const held = values[keyOf(id, 'value')] ?? '';
    return typeof held === 'object' ? held.error : String(held);
  };
  [
    '附件1',
    `${value('head.region')}（市、区）${value('head.year')}年度工业清洁生产`,
    '工作情况报送表',
    `填报单位（章）：${value('head.organization')}      填表人：${value('head.preparer')}`,
    `联系方式：${value('head.contact')}`,
  ].forEach((line, row) => put(row, 0, line));

  const head = layout.tableRow;
  const starts: number[] = [];
  let next = head;
  layout.heights.forEach((_, row) => {
    starts.push(next);
    if (row < head) return;
    const lines = layout.boxes
      .filter(({ area, role }) => area.top === row && role === 'heading' && area.bottom === row)
      .map(({ text }) => text.split('\n').length);
    next += Math.max(1, ...lines);
  });
  starts.push(next);
  for (const { area, role, text, key } of layout.boxes) {
    if (area.top < head) continue;
    const loose = key !== undefined && !key.startsWith('demonstration.');
    const shift = loose && area.left > 4 ? ragged : 0;
    const end = loose && area.right < layout.widths.length - 1 && area.right >= 4 ? ragged : 0;
    const place = {
      top: starts[area.top]!,
      bottom: starts[area.bottom + 1]! - 1,
      left: area.left * wide + shift,
      right: (area.right + 1) * wide - 1 + end,
    };
    const lines = text.split('\n');
    if (role === 'heading' && lines.length > 1) {
      lines.forEach((line, at) => put(place.top + at, place.left, line));
      continue;
    }
    const own = key ? (values[key] ?? null) : text;
    if (own !== null && own !== '') put(place.top, place.left, own);
    if (place.bottom > place.top || place.right > place.left) merges.push(place);
  }
  return { name: 'Sheet1', visible: true, cells, merges };
}

/** The form, and below or beside it another. */
export function twice(
  first: SheetSnapshot,
  other: SheetSnapshot,
  down: number,
  right: number,
): SheetSnapshot {
  const moved = moveTable(down, right)(other);
  return {
    ...first,
    cells: new Map([...first.cells, ...moved.cells]),
    merges: [...first.merges, ...moved.merges],
  };
}
