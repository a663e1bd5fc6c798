/** Between Excel's addresses and areas. */
import { type Area, addressOf, parseAddress, type Position } from '../../core/model';

/** "A1:C3" → area; null for whole rows and columns. `$` is ignored, ends may stand in any order. */
export function parseArea(text: string): Area | null {
  const [first = '', last = first] = text.trim().split(':');
  const a = parseAddress(first);
  const b = parseAddress(last);
  if (!a || !b) return null;
  return {
    top: Math.min(a.row, b.row),
    left: Math.min(a.column, b.column),
    bottom: Math.max(a.row, b.row),
    right: Math.max(a.column, b.column),
  };
}

export function formatArea({ top, left, bottom, right }: Area): string {
  const first = addressOf({ row: top, column: left });
  return top === bottom && left === right ? first : `${first}:${addressOf({ row: bottom, column: right })}`;
}

export const areaOf = ({ row, column }: Position): Area => ({
  top: row,
  left: column,
  bottom: row,
  right: column,
});

const PART = /(?:'((?:[^']|'')+)'|([^',!]+))!(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)/g;

/** "'2014年'!A1:B2,'2014年'!C3" → the areas; a comma may stand in a sheet's name. */
export const parseAreas = (text: string): Area[] =>
  [...text.matchAll(PART)].flatMap((match) => parseArea(match[3]!) ?? []);

/** "'2014年'!B6" or (in events) "B6:C7,E9" → sheet, where it is named, and the first cell. */
export function parseCell(text: string): { sheet: string | null; at: Position } | null {
  const match = /^(?:(?:'((?:[^']|'')+)'|([^',!]+))!)?([^!]+)$/.exec(text.trim());
  const [, quoted, plain, address = ''] = match ?? [];
  const first = address.split(',')[0]!;
  const area = parseArea(first) ?? wholeArea(first);
  if (!area) return null;
  return { sheet: quoted?.replaceAll("''", "'") ?? plain ?? null, at: { row: area.top, column: area.left } };
}

/** "C:D" and "3:4" begin at the first cell. */
function wholeArea(text: string): Area | null {
  const [first = '', last = first] = text.replaceAll('$', '').split(':');
  return parseArea(/^\d+$/.test(first) ? `A${first}:A${last}` : `${first}1:${last}1`);
}
