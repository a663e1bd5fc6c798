/** Addresses as Excel writes and reads them. */
import { type Area, columnName, parseAddress, type Position } from '../../src/core/model';

export const LAST_ROW = 1_048_575;
export const LAST_COLUMN = 16_383;
const LONGEST_ADDRESS = 8192;

/** "B2:C3", "$B$2", "B:C", "2:3"; null where it is no address. */
export function parseRect(text: string): Area | null {
  if (text.length > LONGEST_ADDRESS) return null;
  const [a = '', b = a] = text.replaceAll('$', '').split(':');
  const [first, last] = [parseEnd(a, false), parseEnd(b, true)];
  if (!first || !last || (!text.includes(':') && !parseAddress(a))) return null;
  return {
    top: Math.min(first.row, last.row),
    bottom: Math.max(first.row, last.row),
    left: Math.min(first.column, last.column),
    right: Math.max(first.column, last.column),
  };
}

function parseEnd(text: string, last: boolean): { row: number; column: number } | null {
  if (/^\d+$/.test(text)) return { row: Number(text) - 1, column: last ? LAST_COLUMN : 0 };
  if (/^[A-Za-z]{1,3}$/.test(text)) {
    const column = parseAddress(`${text}1`)?.column;
    return column === undefined ? null : { row: last ? LAST_ROW : 0, column };
  }
  return parseAddress(text);
}

export function formatRect({ top, left, bottom, right }: Area): string {
  if (top === 0 && bottom === LAST_ROW) return `${columnName(left)}:${columnName(right)}`;
  if (left === 0 && right === LAST_COLUMN) return `${top + 1}:${bottom + 1}`;
  const start = `${columnName(left)}${top + 1}`;
  return top === bottom && left === right ? start : `${start}:${columnName(right)}${bottom + 1}`;
}

/** Excel quotes a sheet's name unless it is letters, digits, _ and . and begins with no digit. */
export const quoted = (name: string): string =>
  /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) && !parseRect(name) ? name : `'${name.replaceAll("'", "''")}'`;

export const meet = (a: Area, b: Area): boolean =>
  a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;

export const within = (inner: Area, outer: Area): boolean =>
  inner.top >= outer.top &&
  inner.bottom <= outer.bottom &&
  inner.left >= outer.left &&
  inner.right <= outer.right;

export const sameRect = (a: Area, b: Area): boolean => within(a, b) && within(b, a);

export const cellRect = ({ row, column }: Position): Area => ({
  top: row,
  left: column,
  bottom: row,
  right: column,
});
