import { type Area, type CellContent, indexOf, type Position, positionOf } from '../../core/model';

/**
 * The cells without those hidden under merged ones. Goes down the rows with the merged areas that cross
 * each, so that neither a huge area nor a great number of them costs more than the cells there are.
 */
export function dropSlaves(
  cells: Map<number, CellContent>,
  merges: readonly Area[],
): Map<number, CellContent> {
  if (merges.length === 0) return cells;
  const slaves = slavesOf(merges);
  if (slaves) {
    for (let at = 0; at < slaves.length; at++) cells.delete(slaves[at]!);
    return cells;
  }
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

/** A form's merged cells are few, and the same in the next sheet. */
const MOST_KNOWN = 5000;
const known = new WeakMap<readonly Area[], readonly number[] | null>();

/** The cells that merged areas hide; null where there are many, or areas overlap. */
function slavesOf(merges: readonly Area[]): readonly number[] | null {
  let slaves = known.get(merges);
  if (slaves === undefined) known.set(merges, (slaves = listSlaves(merges)));
  return slaves;
}

function listSlaves(merges: readonly Area[]): readonly number[] | null {
  const sizeOf = ({ top, left, bottom, right }: Area): number => (bottom - top + 1) * (right - left + 1);
  if (merges.reduce((total, area) => total + sizeOf(area), 0) > MOST_KNOWN) return null;
  const covered = new Set<number>();
  const slaves: number[] = [];
  for (const { top, left, bottom, right } of merges) {
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const index = indexOf(row, column);
        if (covered.has(index)) return null;
        covered.add(index);
        if (row !== top || column !== left) slaves.push(index);
      }
    }
  }
  return slaves;
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
