/**
 * What every host hands to the core and takes from it: sheets as plain data.
 * Rows and columns are zero-based; dates are serials of the 1900 system; formulas keep their "=".
 */

export interface ErrorValue {
  readonly error: string;
}
export type Scalar = number | string | boolean | null;
export type CellValue = Scalar | ErrorValue;

/** What a cell holds. A formula whose result nobody has computed yet has value null and uncomputed true. */
export interface CellContent {
  readonly value: CellValue;
  readonly formula: string | null;
  readonly uncomputed?: true;
}

export interface Position {
  readonly row: number;
  readonly column: number;
}

/** A rectangle, both ends included. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** One sheet as it stands. Cells that hold nothing are absent; the slaves of a merged area hold nothing. */
export interface SheetSnapshot {
  readonly name: string;
  readonly visible: boolean;
  readonly cells: ReadonlyMap<number, CellContent>;
  readonly merges: readonly Area[];
}

export type Period = 'year' | 'cumulative' | 'value';
/** A cell of the form: indicator and period, e.g. `audit.total/year`. */
export type CellKey = `${string}/${Period}`;

export const EMPTY: CellContent = { value: null, formula: null };
const COLUMNS = 16384;

export const indexOf = (row: number, column: number): number => row * COLUMNS + column;
export const rowOf = (index: number): number => Math.floor(index / COLUMNS);
export const columnOf = (index: number): number => index % COLUMNS;
export const positionOf = (index: number): Position => ({ row: rowOf(index), column: columnOf(index) });
export const cellAt = (sheet: SheetSnapshot, row: number, column: number): CellContent =>
  sheet.cells.get(indexOf(row, column)) ?? EMPTY;

/** A key is made once: a check asks for the same ones some thousand times. */
const yearKeys = new Map<string, CellKey>();
const cumulativeKeys = new Map<string, CellKey>();
const valueKeys = new Map<string, CellKey>();
export function keyOf(id: string, period: Period): CellKey {
  const known = period === 'year' ? yearKeys : period === 'cumulative' ? cumulativeKeys : valueKeys;
  let key = known.get(id);
  if (key === undefined) known.set(id, (key = `${id}/${period}`));
  return key;
}
export function splitKey(key: CellKey): { id: string; period: Period } {
  const at = key.lastIndexOf('/');
  return { id: key.slice(0, at), period: key.slice(at + 1) as Period };
}

/** A name is made once: formulas and findings ask for the same ones some thousand times. */
const columnNames: string[] = [];
export const columnName = (column: number): string => (columnNames[column] ??= spellColumn(column));

function spellColumn(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}
export const addressOf = ({ row, column }: Position): string => columnName(column) + (row + 1);

/** "AB" → 27. */
export function columnAt(name: string): number {
  let column = 0;
  for (const letter of name) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** "E8" → row 7, column 4; null where the text is not an address. `$` is ignored. */
export function parseAddress(address: string): Position | null {
  const match = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(address.toUpperCase());
  if (!match) return null;
  return { row: Number(match[2]) - 1, column: columnAt(match[1]!) };
}

/** A sheet's name as it stands in a formula: always quoted, so that 2014年 needs no exception. */
export const quoteSheet = (name: string): string => `'${name.replaceAll("'", "''")}'`;

export const isError = (value: CellValue): value is ErrorValue => typeof value === 'object' && value !== null;

export const sameValue = (a: CellValue, b: CellValue): boolean =>
  isError(a) && isError(b) ? a.error === b.error : a === b;
