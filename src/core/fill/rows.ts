/** 加一行: the open list (七) grows by a row. */
import type { Band } from '../form/schema';
import { type CellKey, EMPTY, keyOf, positionOf, type SheetSnapshot } from '../model';
import type { Edit, Proposal } from '../plan';
import { parseFormula, translate } from '../references';
import { type Book, contentOf, positionIn, type Report } from '../report';
import { contentIn, reshape, type Step } from '../structure';

export const ADD_ROW = 'addRow';
/** As many as the template can be made with. */
const MOST_ROWS = 200;

/**
 * A row comes in above the last one, so that everything that spans the list grows with it, and what the last
 * row held moves up: the new row is at the end.
 */
export function addListRow(book: Book, sheets: readonly SheetSnapshot[], sheet: string, count = 1): Proposal {
  const report = book.reports.find((one) => one.sheet === sheet);
  const list = listOf(book);
  if (!report || !list) return { refused: 'noList' };
  const rows = rowsOf(report, list);
  const last = rows.at(-1);
  if (!last) return { refused: 'noList' };
  if (rows.some(({ row }, index) => row !== rows[0]!.row + index)) return { refused: 'brokenList' };
  if (rows.length + count > MOST_ROWS) return { refused: 'longList', params: { most: MOST_ROWS } };

  const steps: Step[] = [{ kind: 'insertRows', sheet, above: last.row, count, like: last.row }];
  const shaped = reshape(sheets, steps);
  const moved = last.row + count;
  const change = (row: number, column: number, after: Edit['after']): Edit => {
    const { value, formula } = contentIn(shaped, sheet, { row, column });
    return { sheet, row, column, before: { value, formula }, after, why: ADD_ROW };
  };
  const carried = last.keys.flatMap((key): Edit[] => {
    const { value, formula } = contentOf(report, key);
    const column = positionIn(report, key)!.column;
    if (value === null && formula === null) return [];
    return [change(last.row, column, { value, formula }), change(moved, column, EMPTY)];
  });
  return { command: ADD_ROW, steps, edits: [...carried, ...companions(shaped, sheet, last, count, change)] };
}

/** The hidden cells beside the list that say what the rules think of a row. */
function companions(
  shaped: readonly SheetSnapshot[],
  sheet: string,
  last: ListRow,
  count: number,
  change: (row: number, column: number, after: Edit['after']) => Edit,
): Edit[] {
  const model = last.row + count;
  const cells = shaped.find(({ name }) => name === sheet)?.cells ?? new Map<number, never>();
  return [...cells].flatMap(([index, { formula }]): Edit[] => {
    const { row, column } = positionOf(index);
    if (row !== model || formula === null || last.columns.has(column)) return [];
    const parsed = parseFormula(formula);
    return Array.from({ length: count }, (_, offset) =>
      change(last.row + offset, column, {
        value: null,
        formula: translate(parsed, last.row + offset - model, 0),
      }),
    );
  });
}

type List = Extract<Band, { shape: 'list' }>;

const listOf = ({ form }: Book): List | undefined =>
  form.sections.flatMap(({ bands }) => bands).find((band): band is List => band.shape === 'list');

interface ListRow {
  readonly row: number;
  readonly keys: readonly CellKey[];
  readonly columns: ReadonlySet<number>;
}

/** Rows of the list that were found, in order. */
export function rowsOf(report: Report, { id, fields }: List): ListRow[] {
  const rows: ListRow[] = [];
  for (let number = 1; number <= report.located.listRows; number++) {
    const keys = fields.map((field) => keyOf(`${id}.${number}.${field.id}`, 'value'));
    const found = keys.flatMap((key) => positionIn(report, key) ?? []);
    if (found.length === 0) continue;
    rows.push({
      row: found[0]!.row,
      keys: keys.filter((key) => positionIn(report, key) !== null),
      columns: new Set(found.map(({ column }) => column)),
    });
  }
  return rows;
}
