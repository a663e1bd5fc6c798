/**
 * Who changed the sheets. One act of a person can run several nested mutations (typing over a formula runs
 * two, and the inner one is announced first), so the first "before" counts and is compared with what stands
 * there at the end of the tick.
 */
import type { ICellData, Nullable } from '@univerjs/core';
import type { HostEvent } from '../port';
import { type Engine, SET_SELECTIONS, SET_VALUES, SHOW_SHEET, type SetValues, cellsOf } from './engine';
import { selectionOf } from './select';

type Source = 'user' | 'self' | 'recalculation';

export interface Watch {
  /** What runs inside is an edit of our own. */
  asSelf<T>(work: () => T): T;
  stop(): void;
}

interface Touched {
  readonly before: string;
  readonly sheetId: string;
  readonly row: number;
  readonly column: number;
  readonly source: Source;
}

const STRUCTURE = new RegExp(
  '^sheet\\.mutation\\.(insert-|remove-(row|col|sheet|worksheet)|move-|reorder|add-worksheet-merge|' +
    'copy-worksheet|set-worksheet-(name|hidden|order))',
);

export function watchEdits(
  engine: Engine,
  changed: (sheetId?: string) => void,
  tell: (event: HostEvent) => void,
): Watch {
  const { commands, workbook } = engine;
  let own = 0;
  let pending: Map<string, Touched> | null = null;

  const before = commands.beforeCommandExecuted((info, options) => {
    if (info.id !== SET_VALUES) return;
    const { subUnitId, cellValue } = info.params as SetValues;
    // Not options.fromFormula: that is also set when a person types a formula.
    const source: Source = options?.applyFormulaCalculationResult
      ? 'recalculation'
      : own > 0
        ? 'self'
        : 'user';
    if (!pending) {
      pending = new Map();
      queueMicrotask(flush);
    }
    for (const { row, column } of cellsOf(cellValue)) {
      const key = `${subUnitId}!${row},${column}`;
      if (pending.has(key)) continue;
      pending.set(key, { sheetId: subUnitId, row, column, source, before: stateAt(subUnitId, row, column) });
    }
  });

  const after = commands.onCommandExecuted((info) => {
    if (info.id === SET_VALUES) changed((info.params as SetValues).subUnitId);
    else if (info.id === SET_SELECTIONS || info.id === SHOW_SHEET) tellSelection();
    else if (STRUCTURE.test(info.id)) {
      changed();
      tell({ type: 'structure' });
    }
  });

  function flush(): void {
    const touched = pending ?? new Map<string, Touched>();
    pending = null;
    const sources = new Set<Source>();
    for (const { sheetId, row, column, source, before: was } of touched.values()) {
      if (!sources.has(source) && stateAt(sheetId, row, column) !== was) sources.add(source);
    }
    for (const source of sources) tell({ type: 'edited', source });
  }

  function stateAt(sheetId: string, row: number, column: number): string {
    const cell: Nullable<ICellData> = workbook.getSheetBySheetId(sheetId)?.getCellRaw(row, column);
    return cell
      ? JSON.stringify([cell.v ?? null, cell.f ?? null, cell.si ?? null, cell.p?.body?.dataStream])
      : '';
  }

  function tellSelection(): void {
    const selection = selectionOf(engine);
    if (selection) tell({ type: 'selected', selection });
  }

  return {
    asSelf(work) {
      own += 1;
      try {
        return work();
      } finally {
        own -= 1;
      }
    },
    stop() {
      before.dispose();
      after.dispose();
    },
  };
}
