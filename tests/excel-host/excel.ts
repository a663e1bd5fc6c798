/**
 * The emulated Excel: a workbook, a person in front of it, a colleague elsewhere, and what goes wrong in real ones
 * (reference: docs/decisions/bench.md). The real Office.js client talks to it through a transport.
 */
import type { Area } from '../../src/core/model';
import type { Book, Sheet } from './book';
import { EVENT } from './events';
import { RichApiHost } from './protocol';
import { type Action, type Batch, type Entry, type HostObject, PATH, RichApiError } from './wire';
import { cellRect, formatRect } from './rect';
import { Person, type Source } from './person';
import { AddinInternalService, AppRuntimeService, Workbook } from './objects/workbook';

const DELAY_FOR_CELL_EDIT = 64;
const RIBBON_PRESS = { messageCategory: 2, messageType: 1000, targetId: '' } as const;

/** Highest ExcelApi 1.N of the Excels that the product promises something for (reference/excel.md). */
export const LEVELS = { 'Excel 2019': 8, 'LTSC 2021': 14, 'LTSC 2024': 17, 'Microsoft 365': 20 } as const;
export type Edition = keyof typeof LEVELS;

/** What a test switches on. */
export interface Faults {
  /** Viewing mode: nothing can be written. */
  readOnly: boolean;
  /** Another workbook has the focus: nothing can be selected. */
  notInFront: boolean;
  /** Events do not come until `release()`: the pane has to be hovered first. */
  lateEvents: boolean;
  lostEvents: boolean;
  doubledEvents: boolean;
  /** Addresses and kinds of change that have nothing to do with what was changed. */
  misleadingEvents: boolean;
  /** Every request is answered with this code. */
  failing: string | null;
  /** The nth write (from 0) of a batch is refused; what went before it stays. */
  stopsAtWrite: number | null;
}

export class EmulatedExcel extends RichApiHost {
  readonly faults: Faults = {
    readOnly: false,
    notInFront: false,
    lateEvents: false,
    lostEvents: false,
    doubledEvents: false,
    misleadingEvents: false,
    failing: null,
    stopsAtWrite: null,
  };
  readonly person = new Person(this);
  /** How often the add-in has asked for its pane to be shown. */
  paneShown = 0;
  private presses: string[] | null = [];
  private editing: (() => void)[] | null = null;
  private held: Entry[] = [];
  private dirty = false;
  private shapeChanged = false;
  private writesInBatch = 0;
  private before: ReturnType<Book['contentsNow']> | null = null;

  constructor(
    readonly book: Book,
    readonly level: number = LEVELS['Microsoft 365'],
  ) {
    super();
  }

  root(): HostObject {
    return new Workbook(this);
  }

  create(typeName: string): HostObject {
    if (typeName === 'Microsoft.InternalService.AddinInternalService') return new AddinInternalService(this);
    if (typeName === 'Microsoft.AppRuntime.AppRuntimeService') return new AppRuntimeService(this);
    throw new RichApiError('EmulatorNotImplemented', `new ${typeName}`);
  }

  // ---- requests ----

  /** Requests without those that the client sends to give references back. */
  get requests(): number {
    return this.trips.filter(({ cleanup }) => !cleanup).length;
  }
  get writeBatches(): number {
    return this.trips.filter(({ writes }) => writes).length;
  }

  protected async admit(batch: Batch, flags: number): Promise<void> {
    // The client's own word to Excel, not the pane's.
    if (Object.values(batch.ObjectPaths).some(({ ObjectPathType }) => ObjectPathType === PATH.create)) return;
    if (this.faults.failing) throw new RichApiError(this.faults.failing);
    if (this.editing) {
      if ((flags & DELAY_FOR_CELL_EDIT) === 0) throw new RichApiError('InvalidOperationInCellEditMode');
      const { editing } = this;
      await new Promise<void>((left) => editing.push(left));
    }
    this.writesInBatch = 0;
  }

  protected admitAction(_action: Action, writes: boolean): void {
    if (!writes) return;
    this.before ??= this.book.contentsNow();
    if (this.faults.stopsAtWrite === this.writesInBatch)
      throw new RichApiError('AccessDenied', 'Range.values');
    this.writesInBatch += 1;
  }

  protected done(wrote: boolean): void {
    this.settle();
    if (wrote && this.before) {
      // Before ExcelApi 1.19 an add-in's write empties the undo list; what changes the shape does so always.
      if (this.level < 19 || this.shapeChanged) this.book.forget();
      else this.book.remember(this.before);
    }
    this.before = null;
    this.shapeChanged = false;
  }

  /** Brings formulas up to date, and tells which sheets got new results. */
  settle(): void {
    if (!this.dirty) return;
    this.dirty = false;
    for (const [sheet, cells] of this.book.recalculate()) {
      const address = cells.map(({ row, column }) => formatRect(cellRect({ row, column }))).join(',');
      this.fire(EVENT.calculated, [sheet.id, 'Workbook'], { address, worksheetId: sheet.id });
    }
  }

  demandWritable(where: string): void {
    if (this.faults.readOnly) throw new RichApiError('AccessDenied', where);
  }
  demandFront(where: string): void {
    if (this.faults.notInFront) throw new RichApiError('GeneralException', where);
  }

  // ---- what happened ----

  changed(
    sheet: Sheet,
    rect: Area,
    by: { source: Source; own: boolean } = { source: 'Local', own: true },
  ): void {
    this.dirty = true;
    this.tellChange(sheet, rect, 'RangeEdited', by);
  }

  private tellChange(
    sheet: Sheet,
    rect: Area,
    changeType: string,
    by: { source: Source; own: boolean },
  ): void {
    this.fire(EVENT.changed, [sheet.id, 'Workbook'], {
      address: formatRect(rect),
      changeType,
      source: by.source,
      worksheetId: sheet.id,
      ...(this.level >= 14 ? { triggerSource: by.own ? 'ThisLocalAddin' : 'Unknown' } : {}),
    });
  }

  restructured(sheet: Sheet, rect: Area, changeType: string, own = true): void {
    this.reshaped();
    this.dirty = true;
    this.tellChange(sheet, rect, changeType, { source: 'Local', own });
  }
  reshaped(): void {
    this.shapeChanged = true;
  }

  sheetAdded(sheet: Sheet): void {
    this.reshaped();
    this.dirty = true;
    this.fire(EVENT.added, ['Workbook'], { source: 'Local', worksheetId: sheet.id });
  }
  deleteSheet(sheet: Sheet): void {
    this.reshaped();
    this.dirty = true;
    this.book.remove(sheet);
    this.fire(EVENT.deleted, ['Workbook'], { source: 'Local', worksheetId: sheet.id });
  }
  rename(sheet: Sheet, name: string): void {
    const before = sheet.name;
    this.book.rename(sheet, name);
    this.dirty = true;
    if (this.level < 17) return;
    const payload = { source: 'Local', worksheetId: sheet.id, nameBefore: before, nameAfter: name };
    this.fire(EVENT.nameChanged, [sheet.id, 'Workbook'], payload);
  }

  activate(sheet: Sheet): void {
    const before = this.book.active;
    if (before === sheet) return;
    this.book.active = sheet;
    this.book.selected = cellRect({ row: 0, column: 0 });
    this.fire(EVENT.deactivated, [before.id, 'Workbook'], { worksheetId: before.id });
    this.fire(EVENT.activated, [sheet.id, 'Workbook'], { worksheetId: sheet.id });
  }

  /** A merged area is selected as a whole. */
  select(sheet: Sheet, rect: Area): void {
    this.activate(sheet);
    const merge =
      rect.top === rect.bottom && rect.left === rect.right
        ? sheet.mergeAt({ row: rect.top, column: rect.left })
        : undefined;
    this.book.selected = merge ?? rect;
    const address = formatRect(this.book.selected);
    this.fire(EVENT.selectionChanged, [sheet.id, 'Workbook'], { address, worksheetId: sheet.id });
  }

  /** A button of the ribbon, by the name of its function: the shared runtime is told of it. */
  pressRibbon(name: string): void {
    this.presses?.push(name);
    if (this.presses) return;
    this.onEvents([{ ...RIBBON_PRESS, message: JSON.stringify([name]), id: this.newId() }]);
  }
  /** The page can take presses of the ribbon; until then Excel keeps them. */
  ribbonReady(): void {
    const kept = this.presses ?? [];
    this.presses = null;
    kept.forEach((name) => this.pressRibbon(name));
  }

  // ---- events on their way ----

  protected override shape(entries: readonly Entry[]): readonly Entry[] {
    const { lostEvents, doubledEvents, misleadingEvents, lateEvents } = this.faults;
    if (lostEvents) return [];
    let shaped = misleadingEvents ? entries.map(mislead) : entries;
    if (doubledEvents) shaped = shaped.flatMap((entry) => [entry, { ...entry, id: this.newId() }]);
    if (!lateEvents) return shaped;
    this.held.push(...shaped);
    return [];
  }

  /** The pane is hovered: what was held comes at last. */
  release(): void {
    this.faults.lateEvents = false;
    const entries = this.held.splice(0);
    if (entries.length > 0) this.onEvents(entries);
  }

  /** The person types in a cell and has not pressed Enter yet. */
  beginCellEdit(): void {
    this.editing ??= [];
  }
  endCellEdit(): void {
    const waiting = this.editing ?? [];
    this.editing = null;
    waiting.forEach((left) => left());
  }
}

function mislead(entry: Entry): Entry {
  const payload = JSON.parse(entry.message) as Record<string, unknown>;
  if (!('address' in payload) || entry.messageType === EVENT.selectionChanged) return entry;
  return { ...entry, message: JSON.stringify({ ...payload, address: '7:7', changeType: 'Unknown' }) };
}
