/** The parts of a running Univer that the host works with; with or without a window around them. */
import { ICommandService, type Injector, IUndoRedoService, type Univer, type Workbook } from '@univerjs/core';
import type { FUniver } from '@univerjs/core/facade';
import { FormulaDataModel } from '@univerjs/engine-formula';
import type { Position } from '../../core/model';

export interface Engine {
  readonly univer: Univer;
  readonly api: FUniver;
  readonly workbook: Workbook;
  readonly injector: Injector;
  readonly commands: ICommandService;
  readonly history: IUndoRedoService;
  readonly formulas: FormulaDataModel;
  readonly surface: Surface;
}

/** What only a Univer that is drawn on a page can do. */
export interface Surface {
  /** Ends the editing of a cell and keeps what was typed. */
  commit(): Promise<void>;
  scrollTo(sheetId: string, at: Position): void;
  focus(): void;
  repaint(): void;
}

export const headless: Surface = {
  commit: () => Promise.resolve(),
  scrollTo: () => undefined,
  focus: () => undefined,
  repaint: () => undefined,
};

export function engineOf(univer: Univer, api: FUniver, workbook: Workbook, surface: Surface): Engine {
  const injector = univer.__getInjector();
  return {
    univer,
    api,
    workbook,
    injector,
    commands: injector.get(ICommandService),
    history: injector.get(IUndoRedoService),
    formulas: injector.get(FormulaDataModel),
    surface,
  };
}

/** Every change of what cells hold goes through this one mutation. */
export const SET_VALUES = 'sheet.mutation.set-range-values';
export const SET_SELECTIONS = 'sheet.operation.set-selections';
export const SHOW_SHEET = 'sheet.operation.set-worksheet-active';

export type CellMatrix = Record<number, Record<number, CellDataPatch | null>>;
export interface CellDataPatch {
  v?: string | number | boolean | null;
  f?: string | null;
  p?: object | null;
  si?: string | null;
  s?: unknown;
}
export interface SetValues {
  readonly unitId: string;
  readonly subUnitId: string;
  readonly cellValue: CellMatrix;
  /** The command that the mutation is part of. */
  readonly trigger?: string;
}

export const isHistoryStep = (trigger: string | undefined): boolean =>
  trigger === 'univer.command.undo' || trigger === 'univer.command.redo';

export function* cellsOf(matrix: CellMatrix): Generator<Position & { cell: CellDataPatch | null }> {
  for (const [row, cells] of Object.entries(matrix)) {
    for (const [column, cell] of Object.entries(cells)) {
      yield { row: Number(row), column: Number(column), cell };
    }
  }
}
