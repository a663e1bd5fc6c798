import { type Area, type CellContent, type Position, positionOf } from '../../core/model';

/**
 * The cells without those hidden under merged ones. Goes down the rows with the merged areas that cross
 * each, so that neither a huge area nor a great number of them costs more than the cells there are.
 */
export function dropSlaves(
  cells: Map<number, CellContent>,
  merges: readonly Area[],
): Map<number, CellContent> {
  if (merges.length === 0) return cells;
  const waiting = [...merges].sort((a, b) => a.top - b.top);
  const indexes = [...cells.keys()].sort((a, b) => a - b);
  let next = 0;
  let crossing: Area[] = [];
  let lowest = Infinity;
  let rowBefore = -1;
  for (const index of indexes) {
    const at = positionOf(index);
    if (at.row !== rowBefore) {
      rowBefore = at.row;
      if (lowest < at.row) {
        crossing = crossing.filter((area) => area.bottom >= at.row);
        lowest = crossing.reduce((least, area) => Math.min(least, area.bottom), Infinity);
      }
      for (; next < waiting.length && waiting[next]!.top <= at.row; next++) {
        const area = waiting[next]!;
        if (area.bottom < at.row) continue;
        insert(crossing, area);
        lowest = Math.min(lowest, area.bottom);
      }
    }
    const area = find(crossing, at.column);
    if (area && (area.top !== at.row || area.left !== at.column)) cells.delete(index);
  }
  return cells;
}

/** By column; an area that overlaps another (which Excel would repair away) is left out. */
function insert(crossing: Area[], area: Area): void {
  const before = position(crossing, area.left);
  const overlaps =
    (crossing[before - 1]?.right ?? -1) >= area.left || (crossing[before]?.left ?? Infinity) <= area.right;
  if (!overlaps) crossing.splice(before, 0, area);
}

/** How many areas begin left of the column. */
function position(crossing: readonly Area[], column: number): number {
  let low = 0;
  let high = crossing.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (crossing[middle]!.left < column) low = middle + 1;
    else high = middle;
  }
  return low;
}

function find(crossing: readonly Area[], column: number): Area | undefined {
  const area = crossing[position(crossing, column + 1) - 1];
  return area && area.right >= column ? area : undefined;
}

export const isSlave = (merges: readonly Area[], { row, column }: Position): boolean =>
  merges.some(
    (area) =>
      row >= area.top &&
      row <= area.bottom &&
      column >= area.left &&
      column <= area.right &&
      (row !== area.top || column !== area.left),
  );
