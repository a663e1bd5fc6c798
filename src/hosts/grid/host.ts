/** The host port on a running Univer. */
import { IUniverInstanceService, type Worksheet } from '@univerjs/core';
import '@univerjs/sheets-formula/facade';
import { type Position, type SheetSnapshot, addressOf } from '../../core/model';
import type { EditPlan } from '../../core/plan';
import { Listeners, contentOf, demandTargets, findMoved, pickSheets, readAreas } from '../book';
import { type ApplyResult, type Host, HostError, type Selection } from '../port';
import type { GridData } from './convert';
import { watchEdits } from './edits';
import type { Engine } from './engine';
import { readEntries } from './entries';
import { type Refusal, guardSheets } from './guard';
import { forgetBrackets } from './lexer';
import { createMarks } from './marks';
import { type PasteResult, pasteCells, watchPaste } from './paste';
import { selectionOf, showCell } from './select';
import { Sheets } from './sheets';
import { watchResults } from './results';
import { type Put, putCells } from './write';

/** Something that a person should be told of. */
export type GridNotice = Refusal | PasteResult;

export interface GridHost extends Host {
  /** Everything as it stands now. */
  contents(): readonly SheetSnapshot[];
  /** Ends the editing of a cell and keeps what was typed. */
  commit(): Promise<void>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** Tells how many steps can be undone and redone, at once and whenever that changes. */
  watchHistory(listener: (undos: number, redos: number) => void): () => void;
  watchNotices(listener: (notice: GridNotice) => void): () => void;
}

export function attachGrid(engine: Engine, data: GridData): GridHost {
  const { workbook, univer, api, commands, history, surface } = engine;
  const sheets = new Sheets(engine);
  const listeners = new Listeners();
  const notices = new Set<(notice: GridNotice) => void>();
  const notify = (notice: GridNotice): void => notices.forEach((listener) => listener(notice));
  let writes = 0;
  let own = 0;

  const isLocked = (sheet: Worksheet, at: Position): boolean =>
    data.protected.has(sheet.getName()) && data.isLocked(sheet.getName(), at);
  const watch = watchEdits(
    engine,
    (sheetId) => sheets.forget(sheetId),
    (event) => listeners.tell(event),
  );
  forgetBrackets(engine);
  const unread = readEntries(engine);
  const unresult = watchResults(engine);
  const unguard = guardSheets(engine, isLocked, () => own > 0, notify);
  const unpaste = watchPaste(engine, (block) => {
    const result = pasteCells(engine, block, isLocked);
    // After the event that tells of the edit.
    queueMicrotask(() => notify(result));
  });
  void api
    .getFormula()
    .onCalculationResultApplied()
    .then(() => {
      if (sheets.settle()) listeners.tell({ type: 'edited', source: 'recalculation' });
    });

  function asSelf<T>(work: () => T): T {
    own += 1;
    try {
      return watch.asSelf(work);
    } finally {
      own -= 1;
    }
  }

  function demandSheet(name: string): Worksheet {
    const sheet = sheets.find(name);
    if (!sheet) throw new HostError('noSheet', name);
    return sheet;
  }

  function demandUnlocked(plan: EditPlan): void {
    const locked = plan.edits.find((edit) => isLocked(demandSheet(edit.sheet), edit));
    if (locked) throw new HostError('protected', `${locked.sheet}!${addressOf(locked)}`);
  }

  async function apply(plan: EditPlan): Promise<ApplyResult> {
    await surface.commit();
    demandTargets(sheets.all(), plan);
    demandUnlocked(plan);
    const moved = findMoved(sheets.all(), plan);
    if (moved.length > 0) return { applied: false, moved };
    if (plan.edits.length === 0) return { applied: true };
    const puts = plan.edits.map(({ sheet, row, column, after }): Put => {
      const sheetId = demandSheet(sheet).getSheetId();
      return { sheetId, row, column, content: contentOf(after) };
    });
    writes += 1;
    asSelf(() => putCells(engine, puts));
    await api.getFormula().onCalculationResultApplied();
    return { applied: true };
  }

  /** Univer undoes in whatever has the focus: a cell editor, or the workbook. */
  async function step(command: string): Promise<void> {
    await surface.commit();
    engine.injector.get(IUniverInstanceService).focusUnit(workbook.getUnitId());
    await commands.executeCommand(command);
  }

  /* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, Univer's model is not */
  return {
    capabilities: {
      undo: true,
      select: true,
      events: true,
      recalculates: true,
      reshapes: true,
      readOnly: false,
    },
    marker: createMarks(engine, (name) => demandSheet(name).getSheetId()),
    get writes() {
      return writes;
    },
    title: async () => data.title,
    sheets: async () =>
      workbook.getSheets().map((sheet) => ({
        name: sheet.getName(),
        visible: !sheet.isSheetHidden(),
        protected: data.protected.has(sheet.getName()),
      })),
    names: async () => data.names,
    snapshot: async (names) => pickSheets(sheets.all(), names),
    read: async (areas) => readAreas(sheets.all(), areas),
    apply,
    async select({ sheet, row, column }: Selection) {
      const found = demandSheet(sheet);
      await surface.commit();
      showCell(engine, found, { row, column });
    },
    selection: async () => selectionOf(engine),
    focus: () => surface.focus(),
    listen: (listener) => listeners.add(listener),
    dispose() {
      watch.stop();
      unread();
      unresult();
      unguard();
      unpaste();
      listeners.clear();
      notices.clear();
      univer.dispose();
    },

    contents: () => sheets.all(),
    commit: () => surface.commit(),
    undo: () => step('univer.command.undo'),
    redo: () => step('univer.command.redo'),
    watchHistory(listener) {
      const status = history.undoRedoStatus$.subscribe(({ undos, redos }) => listener(undos, redos));
      return () => status.unsubscribe();
    },
    watchNotices(listener) {
      notices.add(listener);
      return () => void notices.delete(listener);
    },
  };
}
