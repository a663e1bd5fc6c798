/** The cell references inside a formula's text, left alone in strings, names, functions and sheet names. */
import { columnName, parseAddress, quoteSheet } from './model';

export interface Reference {
  /** As written before the "!", without quotes; null where the formula's own sheet is meant. */
  readonly sheet: string | null;
  readonly row: number;
  readonly column: number;
  readonly fixedRow: boolean;
  readonly fixedColumn: boolean;
}

type Move = (reference: Reference) => { row: number; column: number };

const ROWS = 1_048_576;
const COLUMNS = 16_384;
const TOKEN = new RegExp(
  [
    '"(?:[^"]|"")*"',
    "'(?:[^']|'')*'",
    '\\[(?:[^[\\]]|\\[[^\\]]*\\])*\\]',
    '\\$?[A-Z]{1,3}:\\$?[A-Z]{1,3}(?![\\w.(!\\u0080-\\uffff])',
    '\\$?[1-9]\\d{0,6}:\\$?[1-9]\\d{0,6}(?![\\w.(!\\u0080-\\uffff])',
    '[$\\w.\\\\\\u0080-\\uffff]+',
    '[\\s\\S]',
  ].join('|'),
  'g',
);
const CELL = /^(\$?)[A-Z]{1,3}(\$?)[1-9]\d{0,6}$/;
const WHOLE = /^(\$?)([A-Z]{1,3}|\d+):(\$?)([A-Z]{1,3}|\d+)$/;

/** A formula taken apart once, to be put together again for many cells. */
export type ParsedFormula = readonly (string | ((move: Move) => string))[];

export function parseFormula(formula: string): ParsedFormula {
  const tokens = formula.match(TOKEN) ?? [];
  const parts: (string | ((move: Move) => string))[] = [];
  let sheet: string | null = null;
  let held = false; // a sheet's name stands before this token, or before the range that this token ends
  tokens.forEach((token, at) => {
    const next = tokens[at + 1];
    if (next === '!' && !isSymbol(token)) {
      sheet = unquote(token);
      held = true;
    } else if (token !== '!' && token !== ':') {
      const scope = held ? sheet : null;
      held = next === ':' && held;
      const mover = next === '(' ? null : moverOf(token, scope);
      if (mover) {
        parts.push(mover);
        return;
      }
    }
    const last = parts.length - 1;
    if (typeof parts[last] === 'string') parts[last] += token;
    else parts.push(token);
  });
  return parts;
}

export const moveParsed = (formula: ParsedFormula, move: Move): string =>
  formula.map((part) => (typeof part === 'string' ? part : part(move))).join('');

/** The formula with every reference moved; one that leaves the sheet becomes #REF!. */
export const moveReferences = (formula: string, move: Move): string =>
  moveParsed(parseFormula(formula), move);

function moverOf(token: string, sheet: string | null): ((move: Move) => string) | null {
  const whole = WHOLE.exec(token);
  if (whole) {
    const [, firstDollar, first, lastDollar, last] = whole as unknown as [
      string,
      string,
      string,
      string,
      string,
    ];
    return (move) => {
      const ends = [moveEnd(firstDollar, first, sheet, move), moveEnd(lastDollar, last, sheet, move)];
      return ends.includes('#REF!') ? '#REF!' : ends.join(':');
    };
  }
  const match = CELL.exec(token);
  const position = match ? parseAddress(token) : null;
  if (!match || !position || !isInside(position.row, position.column)) return null;
  const [, columnDollar, rowDollar] = match;
  const reference = { sheet, ...position, fixedColumn: columnDollar === '$', fixedRow: rowDollar === '$' };
  return (move) => {
    const { row, column } = move(reference);
    if (!isInside(row, column)) return '#REF!';
    return `${columnDollar}${columnName(column)}${rowDollar}${row + 1}`;
  };
}

/** One end of a whole column (A:C) or a whole row (1:3). */
function moveEnd(dollar: string, end: string, sheet: string | null, move: Move): string {
  const fixed = dollar === '$';
  if (/^\d/.test(end)) {
    const { row } = move({ sheet, row: Number(end) - 1, column: 0, fixedRow: fixed, fixedColumn: true });
    return isInside(row, 0) ? dollar + (row + 1) : '#REF!';
  }
  const position = parseAddress(`${end}1`)!;
  const { column } = move({ sheet, row: 0, column: position.column, fixedRow: true, fixedColumn: fixed });
  return isInside(0, column) ? dollar + columnName(column) : '#REF!';
}

const isInside = (row: number, column: number): boolean =>
  row >= 0 && row < ROWS && column >= 0 && column < COLUMNS;
const isSymbol = (token: string): boolean => /^[^\w'"$.\\[\u0080-\uffff]$/.test(token);
const unquote = (name: string): string =>
  name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name;

/** The formula as a cell some rows and columns away has it when it is filled or shared. */
export const translate = (formula: ParsedFormula, rows: number, columns: number): string =>
  moveParsed(formula, ({ row, column, fixedRow, fixedColumn }) => ({
    row: fixedRow ? row : row + rows,
    column: fixedColumn ? column : column + columns,
  }));

/** The formula after a sheet got another name, or (null) was deleted. */
export function renameSheet(formula: string, from: string, to: string | null): string {
  const tokens = formula.match(TOKEN) ?? [];
  const renamed = to === null ? '#REF' : quoteSheet(to);
  return tokens
    .map((token, at) => (tokens[at + 1] === '!' && unquote(token) === from ? renamed : token))
    .join('');
}
