/** What inserted rows and renamed or deleted sheets do to the cells, merged areas and formulas of a workbook. */
import { type Area, type CellContent, type SheetSnapshot, indexOf, positionOf } from '../../core/model';
import { moveReferences, renameSheet } from '../references';

export function insertRows(
  sheets: readonly SheetSnapshot[],
  name: string,
  above: number,
  count: number,
): SheetSnapshot[] {
  const down = (row: number): number => (row >= above ? row + count : row);
  return sheets.map((sheet) => {
    const rewritten = withFormulas(sheet, (formula) =>
      moveReferences(formula, ({ sheet: scope, row, column }) => ({
        row: (scope ?? sheet.name) === name ? down(row) : row,
        column,
      })),
    );
    if (sheet.name !== name) return rewritten;
    const cells = new Map<number, CellContent>();
    for (const [index, content] of rewritten.cells) {
      const { row, column } = positionOf(index);
      cells.set(indexOf(down(row), column), content);
    }
    return { ...rewritten, cells, merges: sheet.merges.map((area) => lowerArea(area, above, count)) };
  });
}

export const lowerArea = (area: Area, above: number, count: number): Area => ({
  ...area,
  top: area.top >= above ? area.top + count : area.top,
  bottom: area.bottom >= above ? area.bottom + count : area.bottom,
});

export const renameIn = (sheets: readonly SheetSnapshot[], from: string, to: string): SheetSnapshot[] =>
  sheets.map((sheet) => ({
    ...withFormulas(sheet, (formula) => renameSheet(formula, from, to)),
    name: sheet.name === from ? to : sheet.name,
  }));

export const deleteFrom = (sheets: readonly SheetSnapshot[], name: string): SheetSnapshot[] =>
  sheets
    .filter((sheet) => sheet.name !== name)
    .map((sheet) => withFormulas(sheet, (formula) => renameSheet(formula, name, null)));

function withFormulas(sheet: SheetSnapshot, rewrite: (formula: string) => string): SheetSnapshot {
  const cells = new Map(sheet.cells);
  for (const [index, content] of sheet.cells) {
    if (content.formula !== null) cells.set(index, { ...content, formula: rewrite(content.formula) });
  }
  return { ...sheet, cells };
}
