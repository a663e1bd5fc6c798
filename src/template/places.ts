/**
 * Where the form stands on a sheet, and where the hidden cells beside it do: the same for the template, which lays
 * the form out, and for a copy in which it was found.
 */
import type { Layout } from '../core/form/layout';
import { addressOf, type CellKey, keyOf, type Position } from '../core/model';

/** How many columns to the right of a cell of the form its companions stand. */
export interface Offsets {
  readonly mirror: number;
  readonly prior: number;
  readonly adjustment: number;
  readonly reason: number;
  /** Rules for which a written reason holds. */
  readonly explained: number;
}

export interface Places {
  /** Cells of the form that are there, in its order. */
  readonly keys: readonly CellKey[];
  readonly offsets: Offsets;
  at(key: CellKey): Position | null;
  /** The cell that holds the report year as a number. */
  readonly year: Position;
  /** The cell that says whether the sheet is of the first year (1), of a later one (2), or of none (0). */
  readonly era: Position;
  /** Nothing ever stands here: what a rule sees of a cell that is not there. */
  readonly nothing: Position;
}

/** The blocks of companions stand side by side, each as far from the one before. */
export const offsetsOf = (stride: number): Offsets => ({
  mirror: stride,
  prior: 2 * stride,
  adjustment: 3 * stride,
  reason: 4 * stride,
  explained: 5 * stride,
});

/** Of the template: two columns lie between the form and what is hidden beside it. */
export const OFFSET = offsetsOf(14);

export const beside = ({ row, column }: Position, offset: number): Position => ({
  row,
  column: column + offset,
});
export const absolute = (at: Position): string => addressOf(at).replace(/([A-Z]+)(\d+)/, '$$$1$$$2');

/** A cell that is surely there. */
export function placeOf(places: Places, key: CellKey): Position {
  const at = places.at(key);
  if (!at) throw new Error(`not on the sheet: ${key}`);
  return at;
}

/** As the template lays the form out. */
export function placesOf(layout: Layout): Places {
  const cells = new Map(
    [...layout.cells].map(([key, { top, left }]) => [key, { row: top, column: left }] as const),
  );
  const year = cells.get(keyOf('head.year', 'value'))!;
  return {
    keys: [...cells.keys()],
    offsets: OFFSET,
    at: (key) => cells.get(key) ?? null,
    year,
    era: beside(year, OFFSET.prior),
    nothing: { row: 0, column: OFFSET.explained + layout.widths.length },
  };
}
