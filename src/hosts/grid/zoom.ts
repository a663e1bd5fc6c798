/** The zoom at which a sheet fills the width it is shown in. */
import type { IWorkbookData, IWorksheetData } from '@univerjs/core';
import { COLUMN_WIDTH, type GridData } from './convert';

/** Row numbers and the scroll bar. */
const MARGIN = 64;
const LEAST = 1;
const MOST = 1.25;
/** Wider sheets are tables to scroll in, not forms. */
const FORM_COLUMNS = 24;

export function zoomed({ book }: GridData, width: number): IWorkbookData['sheets'] {
  return Object.fromEntries(
    Object.entries(book.sheets ?? {}).map(([id, sheet]) => [
      id,
      { ...sheet, zoomRatio: ratioOf(sheet, width) },
    ]),
  );
}

function ratioOf(sheet: Partial<IWorksheetData>, width: number): number {
  const columns = usedColumns(sheet).filter((column) => !sheet.columnData?.[column]?.hd);
  if (columns.length === 0 || columns.length > FORM_COLUMNS) return 1;
  const needed = columns.reduce((sum, column) => sum + (sheet.columnData?.[column]?.w ?? COLUMN_WIDTH), 0);
  const ratio = Math.floor(((width - MARGIN) / needed) * 20) / 20;
  return Math.min(MOST, Math.max(LEAST, ratio));
}

function usedColumns({ cellData }: Partial<IWorksheetData>): number[] {
  let last = -1;
  for (const row of Object.values(cellData ?? {})) {
    for (const column of Object.keys(row as object)) last = Math.max(last, Number(column));
  }
  return Array.from({ length: last + 1 }, (_column, at) => at);
}
