import { type Area, type Position, parseAddress } from '../../core/model';
import { fail } from './error';

const ROWS = 1_048_576;
const COLUMNS = 16_384;

export function readAddress(reference: string, part: string): Position {
  const position = parseAddress(reference);
  if (!position || position.row >= ROWS || position.column >= COLUMNS) {
    return fail('BAD_REF', `cell ${reference}`, part);
  }
  return position;
}

export function readArea(reference: string, part: string): Area {
  const [first, last = first] = reference.trim().split(':');
  const start = readAddress(first!, part);
  const end = readAddress(last!, part);
  return {
    top: Math.min(start.row, end.row),
    left: Math.min(start.column, end.column),
    bottom: Math.max(start.row, end.row),
    right: Math.max(start.column, end.column),
  };
}

export function readRow(reference: string, part: string): number {
  const row = Number(reference) - 1;
  return Number.isInteger(row) && row >= 0 && row < ROWS ? row : fail('BAD_REF', `row ${reference}`, part);
}
