/** Sheets and their collection. */
import type { Area } from '../../../src/core/model';
import { HostObject, RichApiError } from '../wire';
import { type Sheet } from '../book';
import { EVENT } from '../events';
import type { EmulatedExcel } from '../excel';
import { LAST_COLUMN, LAST_ROW, parseRect } from '../rect';
import { accessDenied, invalidArgument, invalidOperation, itemNotFound } from './errors';
import { PageLayout } from './formats';
import { Range, RangeAreas } from './range';

const EVENTS = {
  ActivatedEvent: EVENT.activated,
  AddedEvent: EVENT.added,
  CalculatedEvent: EVENT.calculated,
  DataChangedEvent: EVENT.changed,
  DeactivatedEvent: EVENT.deactivated,
  DeletedEvent: EVENT.deleted,
  EventNameChanged: EVENT.nameChanged,
  SelectionChangedEvent: EVENT.selectionChanged,
};

const bothWays = (names: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(names).flatMap(([name, since]) => [
      [`_Register${name}`, since],
      [`_Unregister${name}`, since],
    ]),
  );

export class Worksheets extends HostObject {
  static override readonly collection = true;
  static override readonly events = EVENTS;
  static override readonly since = {
    GetItemOrNullObject: 4,
    ...bothWays({
      ...{ ActivatedEvent: 7, AddedEvent: 7, DeactivatedEvent: 7, DeletedEvent: 7, CalculatedEvent: 8 },
      ...{ DataChangedEvent: 9, SelectionChangedEvent: 9, EventNameChanged: 17 },
    }),
  };
  static override readonly writers = ['Add'];
  constructor(private readonly excel: EmulatedExcel) {
    super();
  }
  override eventTarget(): string {
    return 'Workbook';
  }
  override items(): HostObject[] {
    return this.excel.book.sheets.map((sheet) => new Worksheet(this.excel, sheet));
  }
  override item(key: unknown): HostObject {
    const found = this.GetItemOrNullObject(key);
    if (!found) throw itemNotFound('WorksheetCollection.getItem');
    return found;
  }
  GetItemOrNullObject(key: unknown): HostObject | null {
    const sheet = this.excel.book.find(String(key));
    return sheet && new Worksheet(this.excel, sheet);
  }
  GetActiveWorksheet(): HostObject {
    return new Worksheet(this.excel, this.excel.book.active);
  }
  Add(name: unknown): HostObject {
    this.excel.demandWritable('WorksheetCollection.add');
    const wanted = String(name);
    if (wanted.length > 31 || /[\\/?*[\]:]/.test(wanted)) throw invalidArgument('WorksheetCollection.add');
    if (this.excel.book.find(wanted)) throw new RichApiError('ItemAlreadyExists', 'WorksheetCollection.add');
    const sheet = this.excel.book.add(wanted);
    this.excel.sheetAdded(sheet);
    return new Worksheet(this.excel, sheet);
  }
}

export class Worksheet extends HostObject {
  static override readonly scalars = ['Id', 'Name', 'Position', 'Visibility'];
  static override readonly events = EVENTS;
  static override readonly since = {
    Copy: 7,
    FreezePanes: 7,
    GetRangeByIndexes: 7,
    GetRanges: 9,
    Gridlines: 8,
    GetUsedRangeOrNullObject: 4,
    PageLayout: 9,
    HorizontalPageBreaks: 9,
    Protection: 2,
    ...bothWays({
      ...{ ActivatedEvent: 7, CalculatedEvent: 8, DataChangedEvent: 7, SelectionChangedEvent: 7 },
      EventNameChanged: 17,
    }),
  };
  static override readonly writers = ['Copy', 'Delete'];
  constructor(
    private readonly excel: EmulatedExcel,
    private readonly sheet: Sheet,
  ) {
    super();
  }
  override identity() {
    return { Id: this.sheet.id };
  }
  override eventTarget(): string {
    return this.sheet.id;
  }
  get Id(): string {
    return this.sheet.id;
  }
  get Name(): string {
    return this.sheet.name;
  }
  set Name(name: string) {
    this.excel.demandWritable('Worksheet.name');
    const taken = this.excel.book.find(name);
    if (taken && taken !== this.sheet) throw invalidArgument('Worksheet.name');
    this.excel.rename(this.sheet, name);
  }
  get Position(): number {
    return this.excel.book.sheets.indexOf(this.sheet);
  }
  set Position(at: number) {
    const { sheets } = this.excel.book;
    sheets.splice(this.Position, 1);
    sheets.splice(at, 0, this.sheet);
  }
  get Visibility(): string {
    return this.sheet.visibility;
  }
  set Visibility(value: string) {
    this.sheet.visibility = value;
  }
  get Gridlines(): boolean {
    return this.sheet.page.get('Gridlines') !== false;
  }
  set Gridlines(shown: boolean) {
    this.sheet.page.set('Gridlines', shown);
  }
  get Protection(): HostObject {
    return new WorksheetProtection(this.excel, this.sheet);
  }
  get PageLayout(): HostObject {
    return new PageLayout(this.sheet.page);
  }
  get FreezePanes(): HostObject {
    return new FreezePanes(this.sheet);
  }
  get HorizontalPageBreaks(): HostObject {
    return new PageBreaks(this.sheet);
  }
  Activate(): void {
    this.excel.demandFront('Worksheet.activate');
    if (this.sheet.visibility !== 'Visible') throw invalidOperation('Worksheet.activate');
    this.excel.activate(this.sheet);
  }
  Delete(): void {
    this.excel.demandWritable('Worksheet.delete');
    if (this.excel.book.sheets.length === 1) throw invalidOperation('Worksheet.delete');
    this.excel.deleteSheet(this.sheet);
  }
  Copy(position: unknown = 'None', relativeTo: unknown = null): HostObject {
    this.excel.demandWritable('Worksheet.copy');
    const { book } = this.excel;
    const behind = relativeTo instanceof Worksheet ? relativeTo.sheet : null;
    if (position !== 'After' && position !== 'End') throw invalidArgument('Worksheet.copy');
    const copied = book.copy(
      this.sheet,
      position === 'After' ? behind : null,
      freeName(book.sheets, this.sheet.name),
    );
    this.excel.sheetAdded(copied);
    return new Worksheet(this.excel, copied);
  }
  GetRange(address?: string | null): HostObject {
    const whole = { top: 0, left: 0, bottom: LAST_ROW, right: LAST_COLUMN };
    const rect = address === undefined || address === null ? whole : parseRect(address);
    if (!rect) throw invalidArgument('Worksheet.getRange');
    return new Range(this.excel, this.sheet, rect);
  }
  GetRanges(address: string): HostObject {
    const areas = address.split(',').map(parseRect);
    if (areas.includes(null)) throw invalidArgument('Worksheet.getRanges');
    return new RangeAreas(this.excel, this.sheet, areas as Area[]);
  }
  GetRangeByIndexes(top: number, left: number, rows: number, columns: number): HostObject {
    return new Range(this.excel, this.sheet, {
      top,
      left,
      bottom: top + rows - 1,
      right: left + columns - 1,
    });
  }
  GetCell(row: number, column: number): HostObject {
    return this.GetRangeByIndexes(row, column, 1, 1);
  }
  GetUsedRangeOrNullObject(valuesOnly: unknown = false): HostObject | null {
    const rect = this.sheet.used(valuesOnly === true);
    return rect && new Range(this.excel, this.sheet, rect);
  }
}

const freeName = (sheets: readonly Sheet[], name: string): string => {
  for (let at = 2; ; at++) {
    const candidate = `${name} (${at})`;
    if (!sheets.some((sheet) => sheet.name === candidate)) return candidate;
  }
};

class WorksheetProtection extends HostObject {
  static override readonly scalars = ['Options', 'Protected'];
  static override readonly writers = ['Protect', 'Unprotect'];
  constructor(
    private readonly excel: EmulatedExcel,
    private readonly sheet: Sheet,
  ) {
    super();
  }
  get Protected(): boolean {
    return this.sheet.protection !== null;
  }
  get Options(): unknown {
    return this.sheet.protection?.options ?? null;
  }
  Protect(options: object | null = {}, password: string | null = ''): void {
    this.excel.demandWritable('WorksheetProtection.protect');
    if (this.sheet.protection) throw invalidOperation('WorksheetProtection.protect');
    this.sheet.protection = {
      options: { ...options },
      password: password ?? '',
    };
    this.excel.reshaped();
  }
  Unprotect(password: string | null = ''): void {
    this.excel.demandWritable('WorksheetProtection.unprotect');
    const { protection } = this.sheet;
    if (protection && protection.password !== (password ?? '')) {
      throw accessDenied('WorksheetProtection.unprotect');
    }
    this.sheet.protection = null;
    this.excel.reshaped();
  }
}

class FreezePanes extends HostObject {
  static override readonly writers = ['FreezeAt', 'FreezeRows', 'FreezeColumns', 'Unfreeze'];
  constructor(private readonly sheet: Sheet) {
    super();
  }
  FreezeAt(range: unknown): void {
    if (!(range instanceof Range)) throw invalidArgument('WorksheetFreezePanes.freezeAt');
    this.sheet.page.set('Frozen', range.rect);
  }
  FreezeRows(count: number): void {
    this.sheet.page.set('Frozen', { top: 0, left: 0, bottom: count - 1, right: LAST_COLUMN });
  }
}

class PageBreaks extends HostObject {
  static override readonly collection = true;
  static override readonly writers = ['Add'];
  constructor(private readonly sheet: Sheet) {
    super();
  }
  override items(): HostObject[] {
    return [];
  }
  Add(address: unknown): HostObject {
    const range = parseRect(String(address));
    if (!range) throw invalidArgument('PageBreakCollection.add');
    const found = (this.sheet.page.get('Breaks') as number[] | undefined) ?? [];
    this.sheet.page.set('Breaks', [...found, range.top]);
    return new PageBreak();
  }
}

class PageBreak extends HostObject {}
