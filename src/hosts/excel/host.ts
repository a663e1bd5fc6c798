/** The host port on Excel, through Office.js. */
import { addressOf, type SheetSnapshot } from '../../core/model';
import { type EditPlan, isStructural } from '../../core/plan';
import { Listeners } from '../book';
import { type ApplyResult, type Host, HostError, type Selection, type SnapshotOptions } from '../port';
import { parseCell } from './areas';
import { detectCapabilities, type ExcelCapabilities } from './capabilities';
import { Events } from './events';
import { Marks } from './marks';
import { OwnWrites } from './own';
import { type How, Reader } from './read';
import { Remembered } from './remember';
import { run, runQuietly } from './run';
import { askSheets, KnownSheets, sheetsOf } from './sheets';
import { differs } from './sweep';
import { applyEdits } from './write';

export interface ExcelHost extends Host {
  readonly capabilities: ExcelCapabilities;
  /** Looks whether something changed that no event told of. Never rejects. */
  sweep(): Promise<void>;
}

export interface AttachOptions {
  /** Milliseconds between two sweeps; 0 for none. */
  readonly sweepEvery?: number;
  /** False where office.js is an old copy that cannot make one undo step of several writes, whatever Excel can. */
  readonly grouping?: boolean;
}

const SWEEP_EVERY = 20_000;
/** Every so many sweeps look at what is settled as well. */
const THOROUGH = 15;

/** Listens to the workbook in front of this pane. Throws HostError. */
export async function attachExcel({
  sweepEvery = SWEEP_EVERY,
  grouping = true,
}: AttachOptions = {}): Promise<ExcelHost> {
  const capabilities = detectCapabilities(Office, grouping);
  const known = new KnownSheets();
  const own = new OwnWrites();
  const remembered = new Remembered();
  const reader = new Reader(known, capabilities, remembered);
  const listeners = new Listeners();
  const marks = new Marks(capabilities, known, () => (writes += 1));
  let title = '';
  let writes = 0;
  let disposed = false;
  /** What was read last; null where the last reading failed. */
  let seen: readonly SheetSnapshot[] | null = null;
  let wanted: readonly string[] | undefined;
  let sweeping = false;
  let sweeps = 0;
  /** The sheet that is being shown by an own command: its coming to the front is no news. */
  let showing: string | null = null;

  const tell: typeof listeners.tell = (event) => {
    if (!disposed) listeners.tell(event);
  };
  const events = new Events({
    capabilities,
    known,
    own,
    tell,
    edited: (sheetId, address) => remembered.edited(sheetId, address),
    activated: (sheetId) => {
      if (showing !== sheetId) void tellSelection();
      showing = null;
    },
  });

  await run(async (context) => {
    context.workbook.load('name');
    const list = askSheets(context);
    const marked = marks.ask(context);
    events.add(context);
    await context.sync();
    title = context.workbook.name;
    known.take(sheetsOf(list));
    marks.take(marked);
  });
  await events.follow();
  const timer = sweepEvery > 0 ? setInterval(() => void sweep(), sweepEvery) : null;

  async function read(names?: readonly string[], how: How = {}): Promise<readonly SheetSnapshot[]> {
    const { sheets, restructured } = await reader.readSheets(names, how);
    if (restructured) await events.follow();
    // Where all sheets were asked for, the answer has what came and went already.
    if (restructured && names) tell({ type: 'structure' });
    return sheets;
  }

  async function snapshot(
    names?: readonly string[],
    { promptly = false, swiftly }: SnapshotOptions = {},
  ): Promise<readonly SheetSnapshot[]> {
    wanted = names;
    try {
      return (seen = await read(names, { promptly, ...(swiftly ? { settled: 'all' } : {}) }));
    } catch (reason) {
      seen = null;
      throw reason;
    }
  }

  async function sweep(): Promise<void> {
    if (sweeping || disposed) return;
    sweeping = true;
    const before = seen;
    try {
      sweeps += 1;
      const now = await read(wanted, sweeps % THOROUGH === 0 ? {} : { settled: 'columns' });
      // A look at the sheets has overtaken this one.
      if (seen !== before) return;
      if (before && !differs(before, now)) return;
      // Where one event is lost, others may be.
      remembered.forget();
      tell({ type: 'edited', source: 'user' });
    } catch (reason) {
      if (before && reason instanceof HostError && reason.code === 'noSheet') tell({ type: 'structure' });
    } finally {
      sweeping = false;
    }
  }

  async function selection(): Promise<Selection | null> {
    try {
      return await runQuietly(async (context) => {
        const cell = context.workbook.getActiveCell();
        cell.untrack();
        cell.load('address');
        await context.sync();
        const found = parseCell(cell.address);
        return found?.sheet ? { sheet: found.sheet, ...found.at } : null;
      });
    } catch {
      // A chart is selected, or another workbook is in front.
      return null;
    }
  }

  async function tellSelection(): Promise<void> {
    const found = await selection();
    if (found) tell({ type: 'selected', selection: found });
  }

  async function select(at: Selection): Promise<void> {
    const info = known.byName(at.sheet);
    showing = info?.id ?? null;
    try {
      await run(async (context) => {
        const sheet = context.workbook.worksheets.getItemOrNullObject(at.sheet);
        const cell = sheet.getRange(addressOf(at));
        cell.untrack();
        sheet.activate();
        cell.select();
        await context.sync();
        if (sheet.isNullObject) throw new HostError('noSheet', at.sheet);
      });
    } catch (reason) {
      showing = null;
      // Excel has no code for it; on a sheet that is there and in sight, nothing else stops a selection.
      if (reason instanceof HostError && reason.code === 'failed' && info?.visible) {
        throw new HostError('notInFront', reason.detail);
      }
      throw reason;
    }
  }

  async function apply(plan: EditPlan): Promise<ApplyResult> {
    if (capabilities.readOnly) throw new HostError('readOnly');
    const context = { capabilities, known, own, reader, remembered, marks };
    if (isStructural(plan)) {
      // Seldom asked for, and half of what this host is.
      const { applyShape } = await import('./reshape');
      const result = await applyShape(plan, context).finally(() => remembered.forget());
      if (result.applied) {
        writes += 1;
        tell({ type: 'structure' });
      }
      return result;
    }
    const result = await applyEdits(plan, context);
    if (result.applied && plan.edits.length > 0) writes += 1;
    return result;
  }

  return {
    capabilities,
    get writes() {
      return writes;
    },
    ...(capabilities.level >= 9 ? { marker: marks } : {}),
    title: () => Promise.resolve(title),
    async sheets() {
      const found = await runQuietly(async (context) => {
        const list = askSheets(context);
        await context.sync();
        return sheetsOf(list);
      });
      if (known.take(found)) tell({ type: 'structure' });
      return found.map(({ name, visible, protected: locked }) => ({ name, visible, protected: locked }));
    },
    names: () =>
      runQuietly(async (context) => {
        const { names } = context.workbook;
        names.load('items/name,items/formula');
        await context.sync();
        return new Map(names.items.map(({ name, formula }) => [name, String(formula).replace(/^=/, '')]));
      }),
    snapshot,
    settle: (parts) => remembered.settle(parts),
    read: (areas) => reader.readAreas(areas),
    apply,
    select,
    selection,
    focus: () => undefined,
    listen: (listener) => listeners.add(listener),
    dispose() {
      disposed = true;
      listeners.clear();
      if (timer !== null) clearInterval(timer);
      void events.remove().catch(() => undefined);
    },
    sweep,
  };
}
