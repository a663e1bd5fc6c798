/** The hidden verdicts beside the form (the template's mirror). */
import type { Located } from './locate/locate';
import { cellAt, type CellKey, columnOf, type Position, rowOf, type SheetSnapshot } from './model';

export interface Verdicts {
  /** How many columns to the right of its figure a hidden verdict stands; null where the sheet has none. */
  readonly judgedAt: number | null;
  /** Figures whose hidden verdict beside the form is gone, in a sheet that has such verdicts (TPL-08). */
  readonly unjudged: readonly CellKey[];
}

const NONE: Verdicts = { judgedAt: null, unjudged: [] };

/**
 * The verdicts stand a fixed number of columns to the right of their figures (the template's mirror). What that
 * number is, most figures say; those without a formula there have lost theirs.
 */
export function verdictsIn(sheet: SheetSnapshot, located: Located, keys: readonly CellKey[]): Verdicts {
  const places: Position[] = [];
  for (const key of keys) {
    const at = located.cells.get(key);
    if (at) places.push(at);
  }
  if (places.length < keys.length / 2) return NONE;
  let right = 0;
  located.cells.forEach(({ column }) => {
    if (column > right) right = column;
  });
  const isJudged = ({ row, column }: Position, distance: number): boolean =>
    column + distance > right && cellAt(sheet, row, column + distance).formula !== null;
  const shared = distanceOfAll(sheet, places, right, isJudged);
  if (shared !== null) return { judgedAt: shared, unjudged: [] };
  const distance = distanceOfMost(sheet, places, right, keys.length / 2);
  if (distance === null) return NONE;
  const unjudged = keys.filter((key) => {
    const at = located.cells.get(key);
    return at !== undefined && !isJudged(at, distance);
  });
  return { judgedAt: distance, unjudged };
}

/** A sheet as we make it has a verdict for every figure: to ask the first row's formulas is enough. */
function distanceOfAll(
  sheet: SheetSnapshot,
  places: readonly Position[],
  right: number,
  isJudged: (at: Position, distance: number) => boolean,
): number | null {
  const top = Math.min(...places.map(({ row }) => row));
  const columns = places.flatMap(({ row, column }) => (row === top ? [column] : []));
  for (let column = right + 1; column <= right + FARTHEST; column++) {
    if (cellAt(sheet, top, column).formula === null) continue;
    for (const from of columns) if (places.every((at) => isJudged(at, column - from))) return column - from;
  }
  return null;
}

const FARTHEST = 200;

function distanceOfMost(
  sheet: SheetSnapshot,
  places: readonly Position[],
  right: number,
  enough: number,
): number | null {
  const rows = new Map<number, number[]>();
  for (const { row, column } of places) {
    const columns = rows.get(row);
    if (columns) columns.push(column);
    else rows.set(row, [column]);
  }
  const votes = new Map<number, number>();
  sheet.cells.forEach(({ formula }, index) => {
    if (formula === null || columnOf(index) <= right) return;
    for (const column of rows.get(rowOf(index)) ?? []) {
      const distance = columnOf(index) - column;
      votes.set(distance, (votes.get(distance) ?? 0) + 1);
    }
  });
  const [distance, count] = [...votes].sort(([, a], [, b]) => b - a)[0] ?? [null, 0];
  return count < enough ? null : distance;
}
