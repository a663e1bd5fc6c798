/** What Univer's model holds, as plain data. */
import type { ICellData, Nullable, Worksheet } from '@univerjs/core';
import { type Area, type CellContent, type CellValue, type SheetSnapshot, indexOf } from '../../core/model';
import { BOOLEAN, FORCED_TEXT } from './convert';
import type { Engine } from './engine';

const ERRORS = new Set([
  ...['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A', '#GETTING_DATA'],
  ...['#SPILL!', '#CALC!', '#CYCLE!', '#CONNECT!', '#BLOCKED!', '#UNKNOWN!', '#FIELD!'],
]);

/** The sheets as snapshots; one that has not changed stays the same object. */
export class Sheets {
  private readonly made = new Map<string, SheetSnapshot>();

  private calculated = false;
  private uncomputed = false;

  constructor(private readonly engine: Engine) {}

  /** Everything has been calculated once; true where that tells something new. */
  settle(): boolean {
    this.calculated = true;
    this.forget();
    return this.uncomputed;
  }

  all(): SheetSnapshot[] {
    return this.engine.workbook.getSheets().map((sheet) => this.snapshot(sheet));
  }

  find(name: string): Worksheet | null {
    return this.engine.workbook.getSheets().find((sheet) => sheet.getName() === name) ?? null;
  }

  /** After a change; without an id after a change that may concern every sheet. */
  forget(sheetId?: string): void {
    if (sheetId === undefined) this.made.clear();
    else this.made.delete(sheetId);
  }

  contentAt(sheet: Worksheet, row: number, column: number): CellContent {
    return this.contentOf(sheet, sheet.getCellRaw(row, column), row, column);
  }

  private snapshot(sheet: Worksheet): SheetSnapshot {
    const id = sheet.getSheetId();
    const known = this.made.get(id);
    if (known) return known;
    const merges = sheet.getMergeData().map(({ startRow, startColumn, endRow, endColumn }): Area => ({
      top: startRow,
      left: startColumn,
      bottom: endRow,
      right: endColumn,
    }));
    const hidden = new Set(merges.flatMap((area) => [...slavesOf(area)]));
    const cells = new Map<number, CellContent>();
    sheet.getCellMatrix().forValue((row, column, cell) => {
      const index = indexOf(row, column);
      const content = this.contentOf(sheet, cell, row, column);
      const holds = content.formula !== null || content.value !== null;
      if (holds && !hidden.has(index)) cells.set(index, content);
    });
    const snapshot = { name: sheet.getName(), visible: !sheet.isSheetHidden(), cells, merges };
    this.made.set(id, snapshot);
    return snapshot;
  }

  private contentOf(sheet: Worksheet, cell: Nullable<ICellData>, row: number, column: number): CellContent {
    if (!cell) return { value: null, formula: null };
    const formula = cell.f || (cell.si ? this.sharedFormula(sheet, row, column) : null);
    const value = valueOf(cell, formula !== null);
    if (formula === null || value !== null) return { value, formula };
    // A blank result and one that is not there yet look the same in Univer.
    if (this.calculated) return { value: '', formula };
    this.uncomputed = true;
    return { value, formula, uncomputed: true };
  }

  /** Filling by dragging lets cells share a formula. */
  private sharedFormula(sheet: Worksheet, row: number, column: number): string | null {
    const text = this.engine.formulas.getFormulaStringByCell(
      row,
      column,
      sheet.getSheetId(),
      this.engine.workbook.getUnitId(),
    );
    return text ? text : null;
  }
}

function valueOf(cell: ICellData, computed: boolean): CellValue {
  const { v, t, p } = cell;
  if (v === undefined || v === null || v === '') {
    const text = computed ? '' : (p?.body?.dataStream ?? '').replace(/\r\n$/, '').replaceAll('\r', '\n');
    return text === '' && !(computed && v === '') ? null : text;
  }
  if (Number(t) === BOOLEAN) return v === 1 || v === true || String(v).toUpperCase() === 'TRUE';
  if (typeof v === 'string' && Number(t) !== FORCED_TEXT && ERRORS.has(v)) return { error: v };
  return v;
}

function* slavesOf({ top, left, bottom, right }: Area): Generator<number> {
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      if (row !== top || column !== left) yield indexOf(row, column);
    }
  }
}
