/** Which cell the person is at, and how to bring them to another. */
import type { Worksheet } from '@univerjs/core';
import { SheetsSelectionsService } from '@univerjs/sheets';
import type { Position } from '../../core/model';
import type { Selection } from '../port';
import type { Engine } from './engine';

export function selectionOf({ workbook, injector }: Engine): Selection | null {
  const sheet = workbook.getActiveSheet();
  if (!sheet) return null;
  const last = injector
    .get(SheetsSelectionsService)
    .getWorkbookSelections(workbook.getUnitId())
    .getSelectionsOfWorksheet(sheet.getSheetId())
    .at(-1);
  if (!last) return null;
  // The active cell of a merged area is its first one.
  const { startRow, startColumn } = last.primary ?? last.range;
  return { sheet: sheet.getName(), row: Math.max(0, startRow), column: Math.max(0, startColumn) };
}

export function showCell({ workbook, commands, surface }: Engine, sheet: Worksheet, at: Position): void {
  const unitId = workbook.getUnitId();
  const subUnitId = sheet.getSheetId();
  if (workbook.getActiveSheet()?.getSheetId() !== subUnitId) {
    commands.syncExecuteCommand('sheet.operation.set-worksheet-active', { unitId, subUnitId });
  }
  const row = Math.min(at.row, sheet.getRowCount() - 1);
  const column = Math.min(at.column, sheet.getColumnCount() - 1);
  // A single cell inside a merged area would draw half a selection.
  const area = sheet.getMergedCell(row, column);
  const range = area ? { ...area } : { startRow: row, startColumn: column, endRow: row, endColumn: column };
  commands.syncExecuteCommand('sheet.command.select-range', { unitId, subUnit: subUnitId, range });
  surface.scrollTo(subUnitId, { row: range.startRow, column: range.startColumn });
}
