/** Puts contents into cells: one mutation a sheet, one step of undo for all of them, formats left alone. */
import { type ICellData, type IMutationInfo } from '@univerjs/core';
import { SetRangeValuesUndoMutationFactory } from '@univerjs/sheets';
import type { CellContent, Position } from '../../core/model';
import { univerCell } from './convert';
import { type Engine, SET_VALUES } from './engine';

export interface Put extends Position {
  readonly sheetId: string;
  readonly content: CellContent;
}

type Matrix = Record<number, Record<number, ICellData>>;

export function putCells({ workbook, commands, history, injector }: Engine, puts: readonly Put[]): void {
  const unitId = workbook.getUnitId();
  const bySheet = new Map<string, Matrix>();
  for (const { sheetId, row, column, content } of puts) {
    const matrix = bySheet.get(sheetId) ?? {};
    bySheet.set(sheetId, matrix);
    const cell = univerCell(content);
    (matrix[row] ??= {})[column] = {
      ...cell,
      v: content.formula === null ? (cell.v ?? null) : null,
      f: cell.f ?? null,
      si: null,
      p: null,
      ...(content.formula === null ? {} : { t: null }),
    };
  }
  const redoMutations: IMutationInfo[] = [];
  const undoMutations: IMutationInfo[] = [];
  for (const [subUnitId, cellValue] of bySheet) {
    const params = { unitId, subUnitId, cellValue };
    redoMutations.push({ id: SET_VALUES, params });
    undoMutations.unshift({ id: SET_VALUES, params: SetRangeValuesUndoMutationFactory(injector, params) });
  }
  for (const { id, params } of redoMutations) commands.syncExecuteCommand(id, params);
  history.pushUndoRedo({ unitID: unitId, undoMutations, redoMutations });
}
