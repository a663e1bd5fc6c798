/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, what stands behind it here is not */
/** A workbook of nothing but data, with a person who types and a host that can misbehave: for tests. */
import {
  type Area,
  positionOf,
  type Position,
  type Scalar,
  type CellValue,
  type SheetSnapshot,
  cellAt,
  parseAddress,
} from '../../core/model';
import { type EditPlan, type Entry, isStructural } from '../../core/plan';
import {
  type CellChange,
  Listeners,
  contentOf,
  demandTargets,
  findMoved,
  findSheet,
  isWithin,
  mergeAt,
  pickSheets,
  readAreas,
  shapeFor,
  withChanges,
} from '../book';
import {
  type ApplyResult,
  type Capabilities,
  type Host,
  HostError,
  type HostEvent,
  type Selection,
} from '../port';
import type { SheetDraft } from '../../core/draft';
import { deleteFrom, insertRows, lowerArea, renameIn, reshape, type Step } from '../../core/structure';

export interface Computed extends Position {
  readonly sheet: string;
  readonly value: CellValue;
}

export interface MemoryOptions {
  readonly title?: string;
  readonly names?: ReadonlyMap<string, string>;
  /** Protected sheets, each with the areas that are unlocked. */
  readonly protection?: ReadonlyMap<string, readonly Area[]>;
  readonly capabilities?: Partial<Capabilities>;
  /** The results of the formulas, asked for after each change. With it the host recalculates. */
  readonly recalculate?: (sheets: readonly SheetSnapshot[]) => readonly Computed[];
}

/** What goes wrong in real hosts; switched on and off by a test. */
export interface Faults {
  /** The person is typing in a cell: nothing can be written or selected. */
  editing: boolean;
  readOnly: boolean;
  /** Another workbook has the focus: nothing answers. */
  notInFront: boolean;
  /** Every request fails. */
  failing: boolean;
  /** Own writes are told a second time, as edits of the person. */
  echo: boolean;
  /** Events are lost. */
  silent: boolean;
}

export interface MemoryHost extends Host {
  readonly faults: Faults;
  /** How many reads and snapshots were asked for. */
  readonly requests: number;
  /** A person's edit: a formula where the text begins with "=". Throws protected. */
  type(sheet: string, address: string, input: Scalar): void;
  /** Someone else's edit, in a workbook that is shared. */
  typeRemotely(sheet: string, address: string, input: Scalar): void;
  /** The person clicks a cell. */
  click(sheet: string, address: string): void;
  /** The person presses Ctrl+Z. */
  undo(): void;
  /** Rows come in above the row (zero-based). */
  insertRow(sheet: string, above: number, count?: number): void;
  addSheet(sheet: SheetSnapshot): void;
  renameSheet(from: string, to: string): void;
  deleteSheet(name: string): void;
}

/** Cells of a new sheet that take entries. */
const openCells = ({ cells }: SheetDraft): Area[] =>
  [...cells].flatMap(([index, { style }]) => {
    const { row, column } = positionOf(index);
    const open = style?.protection?.locked === false;
    return open ? [{ top: row, left: column, bottom: row, right: column }] : [];
  });
export function createMemoryHost(initial: readonly SheetSnapshot[], options: MemoryOptions = {}): MemoryHost {
  const listeners = new Listeners();
  const faults: Faults = {
    editing: false,
    readOnly: false,
    notInFront: false,
    failing: false,
    echo: false,
    silent: false,
  };
  const capabilities: Capabilities = {
    undo: true,
    select: true,
    events: true,
    recalculates: options.recalculate !== undefined,
    reshapes: true,
    readOnly: false,
    ...options.capabilities,
  };
  const protection = new Map(options.protection);
  let sheets: readonly SheetSnapshot[] = [...initial];
  let past: (readonly SheetSnapshot[])[] = [];
  let selected: Selection | null = null;
  let writes = 0;
  let requests = 0;

  const tell = (event: HostEvent): void => {
    if (!faults.silent && capabilities.events) listeners.tell(event);
  };

  function demandAnswer(): void {
    if (faults.notInFront) throw new HostError('notInFront');
    if (faults.failing) throw new HostError('failed', 'switched off by the test');
  }

  function demandUnlocked(sheet: string, at: Position): void {
    const unlocked = protection.get(sheet);
    if (unlocked && !unlocked.some((area) => isWithin(at, area))) throw new HostError('protected', sheet);
  }

  /** What is protected after steps: a copy as its original, unlocked areas where they moved to. */
  function guardAnew(steps: readonly Step[] = []): void {
    for (const step of steps) {
      if (step.kind === 'addSheet') protection.set(step.draft.name, openCells(step.draft));
      else if (step.kind === 'removeSheet') protection.delete(step.sheet);
      const unlocked = 'sheet' in step ? protection.get(step.sheet) : undefined;
      if (!unlocked) continue;
      if (step.kind === 'copySheet') protection.set(step.as, unlocked);
      else if (step.kind === 'unlock') protection.set(step.sheet, [...unlocked, step.area]);
      else if (step.kind === 'insertRows') {
        const below = unlocked.map((area) => lowerArea(area, step.above, step.count));
        const fresh = unlocked
          .filter(({ top, bottom }) => top <= step.like && bottom >= step.like)
          .map((area) => ({ ...area, top: step.above, bottom: step.above + step.count - 1 }));
        protection.set(step.sheet, [...below, ...fresh]);
      }
    }
  }

  /** Returns whether formulas got new results. */
  function change(changes: readonly CellChange[]): boolean {
    sheets = withChanges(sheets, changes);
    const computed = options.recalculate?.(sheets) ?? [];
    sheets = withChanges(
      sheets,
      computed.map(({ sheet, row, column, value }) => {
        const { formula } = cellAt(findSheet(sheets, sheet), row, column);
        return { sheet, row, column, content: { value, formula } };
      }),
    );
    return computed.length > 0;
  }

  function enter(sheet: string, address: string, input: Scalar, source: 'user' | 'remote'): void {
    const at = positionAt(address);
    demandTargets(sheets, { command: '', edits: [{ sheet, ...at, before: BLANK, after: BLANK, why: '' }] });
    demandUnlocked(sheet, at);
    past.push(sheets);
    const isFormula = typeof input === 'string' && input.startsWith('=');
    const entry: Entry = isFormula ? { value: null, formula: input } : { value: input, formula: null };
    const recalculated = change([{ sheet, ...at, content: contentOf(entry) }]);
    tell({ type: 'edited', source });
    if (recalculated) tell({ type: 'edited', source: 'recalculation' });
  }

  function restructure(next: readonly SheetSnapshot[]): void {
    sheets = next;
    past = [];
    tell({ type: 'structure' });
  }

  return {
    capabilities,
    faults,
    get writes() {
      return writes;
    },
    get requests() {
      return requests;
    },
    title: async () => options.title ?? '',
    async sheets() {
      demandAnswer();
      return sheets.map(({ name, visible }) => ({ name, visible, protected: protection.has(name) }));
    },
    async names() {
      demandAnswer();
      return options.names ?? new Map<string, string>();
    },
    async snapshot(names) {
      demandAnswer();
      requests += 1;
      return pickSheets(sheets, names);
    },
    async read(areas) {
      demandAnswer();
      requests += 1;
      return readAreas(sheets, areas);
    },
    async apply(plan: EditPlan): Promise<ApplyResult> {
      demandAnswer();
      if (faults.editing) throw new HostError('editing');
      if (faults.readOnly) throw new HostError('readOnly');
      const shaped = shapeFor(sheets, plan);
      demandTargets(shaped, plan);
      if (!isStructural(plan)) for (const edit of plan.edits) demandUnlocked(edit.sheet, edit);
      const moved = findMoved(shaped, plan);
      if (moved.length > 0) return { applied: false, moved };
      if (plan.edits.length === 0 && !isStructural(plan)) return { applied: true };
      if (capabilities.undo) past.push(sheets);
      else past = [];
      sheets = shaped;
      guardAnew(plan.steps);
      change(
        plan.edits.map(({ sheet, row, column, after }) => ({
          sheet,
          row,
          column,
          content: contentOf(after),
        })),
      );
      sheets = reshape(sheets, plan.closing ?? []);
      guardAnew(plan.closing);
      writes += 1;
      if (isStructural(plan)) tell({ type: 'structure' });
      tell({ type: 'edited', source: 'self' });
      if (faults.echo) tell({ type: 'edited', source: 'user' });
      return { applied: true };
    },
    async select({ sheet, row, column }) {
      demandAnswer();
      if (!capabilities.select) throw new HostError('unsupported', 'select');
      if (faults.editing) throw new HostError('editing');
      const area = mergeAt(findSheet(sheets, sheet), { row, column });
      selected = { sheet, row: area?.top ?? row, column: area?.left ?? column };
      tell({ type: 'selected', selection: selected });
    },
    selection: async () => selected,
    focus: () => undefined,
    listen: (listener) => listeners.add(listener),
    dispose: () => listeners.clear(),

    type: (sheet, address, input) => enter(sheet, address, input, 'user'),
    typeRemotely: (sheet, address, input) => enter(sheet, address, input, 'remote'),
    click(sheet, address) {
      selected = { sheet: findSheet(sheets, sheet).name, ...positionAt(address) };
      tell({ type: 'selected', selection: selected });
    },
    undo() {
      const before = past.pop();
      if (!before) return;
      sheets = before;
      tell({ type: 'edited', source: 'user' });
    },
    insertRow(sheet, above, count = 1) {
      const unlocked = protection.get(sheet);
      if (unlocked)
        protection.set(
          sheet,
          unlocked.map((area) => lowerArea(area, above, count)),
        );
      restructure(insertRows(sheets, findSheet(sheets, sheet).name, above, count));
    },
    addSheet: (sheet) => restructure([...sheets, sheet]),
    renameSheet(from, to) {
      const unlocked = protection.get(findSheet(sheets, from).name);
      if (unlocked) protection.set(to, unlocked);
      protection.delete(from);
      restructure(renameIn(sheets, from, to));
    },
    deleteSheet: (name) => restructure(deleteFrom(sheets, findSheet(sheets, name).name)),
  };
}

const BLANK: Entry = { value: null, formula: null };

function positionAt(address: string): Position {
  const position = parseAddress(address);
  if (!position) throw new Error(`not an address: ${address}`);
  return position;
}
