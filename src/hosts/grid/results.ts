/** A result is for a formula: where a figure was typed in its place while it was worked out, the figure stays. */
import { type Engine, SET_VALUES, type SetValues, cellsOf } from './engine';

export function watchResults({ commands, workbook }: Engine): () => void {
  const hook = commands.beforeCommandExecuted((info, options) => {
    if (info.id !== SET_VALUES || !options?.applyFormulaCalculationResult) return;
    const { subUnitId, cellValue } = info.params as SetValues;
    const sheet = workbook.getSheetBySheetId(subUnitId);
    for (const { row, column } of [...cellsOf(cellValue)]) {
      const cell = sheet?.getCellRaw(row, column);
      if (!cell?.f && !cell?.si) delete cellValue[row]![column];
    }
  });
  return () => hook.dispose();
}
