/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, what stands behind it here is not */
import { type SheetSnapshot, addressOf, cellAt, sameValue } from '../../core/model';
import { type EditPlan, isStructural } from '../../core/plan';
import { Listeners, demandTargets, findMoved, findSheet, pickSheets, readAreas, shapeFor } from '../book';
import { type ApplyResult, type Host, HostError } from '../port';
import { XlsxError } from './error';
import { type ReadOptions, type WorkbookFile, readWorkbook } from './read';
import { reshapeWorkbook } from './reshape';
import { type Patch, type SheetResult, findLocked, patchWorkbook } from './write';

export interface XlsxHostOptions extends ReadOptions {
  /** The results of formulas that changed with an edit: they are written beside them, for other readers. */
  readonly recompute?: (sheets: readonly SheetSnapshot[]) => readonly SheetResult[];
}

export interface XlsxHost extends Host {
  /** The file as it stands now. */
  save(): Uint8Array;
}

/** A file as a host. Its state is the file's bytes: each plan is patched in and read back. Throws XlsxError. */
export function createXlsxHost(bytes: Uint8Array, title: string, options: XlsxHostOptions = {}): XlsxHost {
  const listeners = new Listeners();
  let file = readWorkbook(bytes, options);
  let writes = 0;
  const snapshots = (): SheetSnapshot[] => file.sheets.map((sheet) => sheet.snapshot);

  function demandUnlocked({ edits }: EditPlan): void {
    const guarded = new Set(file.sheets.filter((sheet) => sheet.protected).map((sheet) => sheet.name));
    const targets = edits.filter((edit) => guarded.has(edit.sheet));
    const [locked] = targets.length > 0 ? findLocked(file.bytes, targets, options.limits) : [];
    if (locked) throw new HostError('protected', `${locked.sheet}!${addressOf(locked)}`);
  }

  async function write(plan: EditPlan): Promise<WorkbookFile> {
    const patches = plan.edits.map(({ sheet, row, column, after }) => ({ sheet, row, column, ...after }));
    const shaped = await reshapeWorkbook(file.bytes, plan.steps ?? [], options.limits);
    const closed = await reshapeWorkbook(
      patchWorkbook(shaped, patches, options),
      plan.closing ?? [],
      options.limits,
    );
    const patched = readWorkbook(closed, options);
    const results = newResults(patched, options.recompute);
    return results.length === 0
      ? patched
      : readWorkbook(patchWorkbook(patched.bytes, results, options), options);
  }

  return {
    capabilities: {
      undo: false,
      select: false,
      events: true,
      recalculates: false,
      reshapes: true,
      readOnly: false,
    },
    get writes() {
      return writes;
    },
    title: async () => title,
    sheets: async () =>
      file.sheets.map(({ name, visible, protected: locked }) => ({ name, visible, protected: locked })),
    names: async () => file.names,
    snapshot: async (names) => pickSheets(snapshots(), names),
    read: async (areas) => readAreas(snapshots(), areas),
    async apply(plan): Promise<ApplyResult> {
      const shaped = shapeFor(snapshots(), plan);
      demandTargets(shaped, plan);
      const moved = findMoved(shaped, plan);
      if (moved.length > 0) return { applied: false, moved };
      if (plan.edits.length === 0 && !isStructural(plan)) return { applied: true };
      file = await orHostError(() => {
        if (!isStructural(plan)) demandUnlocked(plan);
        return write(plan);
      });
      writes += 1;
      if (isStructural(plan)) listeners.tell({ type: 'structure' });
      listeners.tell({ type: 'edited', source: 'self' });
      return { applied: true };
    },
    async select() {
      throw new HostError('unsupported', 'select');
    },
    selection: async () => null,
    focus: () => undefined,
    listen: (listener) => listeners.add(listener),
    dispose: () => listeners.clear(),
    save: () => file.bytes,
  };
}

/** What was computed and differs from the results in the file; a cell without a formula is never written. */
function newResults(file: WorkbookFile, recompute: XlsxHostOptions['recompute']): Patch[] {
  const sheets = file.sheets.map((sheet) => sheet.snapshot);
  return (recompute?.(sheets) ?? []).flatMap(({ sheet, row, column, value }) => {
    const found = cellAt(findSheet(sheets, sheet), row, column);
    if (found.formula === null || (sameValue(found.value, value) && !found.uncomputed)) return [];
    return [{ sheet, row, column, value, formula: found.formula }];
  });
}

async function orHostError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof XlsxError) throw new HostError('failed', error.message);
    throw error;
  }
}
