/** A rectangle of cells. */
import { type Area, type CellContent, indexOf, isError, type Position } from '../../../src/core/model';
import { HostObject } from '../wire';
import type { Format, Sheet } from '../book';
import type { EmulatedExcel } from '../excel';
import { formatRect, LAST_COLUMN, LAST_ROW, meet, parseRect, quoted, sameRect, within } from '../rect';
import { accessDenied, invalidArgument, invalidOperation } from './errors';
import { ConditionalFormats, DataValidation, RangeFormat } from './formats';
import { Worksheet } from './worksheet';

/** What Excel gives at once; reading a whole sheet's cells is refused. */
const MOST_CELLS = 5e6;
const MOST_MERGES = 512;

export class Range extends HostObject {
  static override readonly keeps = true;
  static override readonly scalars = [
    ...['Address', 'CellCount', 'ColumnCount', 'ColumnHidden', 'ColumnIndex', 'Formulas', 'NumberFormat'],
    ...['RowCount', 'RowHidden', 'RowIndex', 'Values', 'ValueTypes'],
  ];
  static override readonly since = {
    GetMergedAreasOrNullObject: 13,
    GetUsedRangeOrNullObject: 4,
    CopyFrom: 9,
    DataValidation: 8,
    ConditionalFormats: 6,
    ColumnHidden: 2,
    RowHidden: 2,
    Merge: 2,
    Unmerge: 2,
  };
  static override readonly writers = ['Clear', 'CopyFrom', 'Delete', 'Insert', 'Merge', 'Unmerge'];

  constructor(
    readonly excel: EmulatedExcel,
    readonly sheet: Sheet,
    readonly rect: Area,
  ) {
    super();
  }

  get Address(): string {
    return `${quoted(this.sheet.name)}!${formatRect(this.rect)}`;
  }
  get RowIndex(): number {
    return this.rect.top;
  }
  get ColumnIndex(): number {
    return this.rect.left;
  }
  get RowCount(): number {
    return this.rect.bottom - this.rect.top + 1;
  }
  get ColumnCount(): number {
    return this.rect.right - this.rect.left + 1;
  }
  get CellCount(): number {
    return this.RowCount * this.ColumnCount;
  }
  get Worksheet(): HostObject {
    return new Worksheet(this.excel, this.sheet);
  }

  private cells(): Position[][] {
    if (this.CellCount > MOST_CELLS) throw invalidOperation('Range.values');
    return Array.from({ length: this.RowCount }, (_row, down) =>
      Array.from({ length: this.ColumnCount }, (_column, right) => ({
        row: this.rect.top + down,
        column: this.rect.left + right,
      })),
    );
  }

  private read(pick: (content: CellContent) => unknown): unknown[][] {
    this.excel.settle();
    return this.cells().map((row) => row.map((at) => pick(this.sheet.content(at))));
  }

  private demandUnlocked(where: string): void {
    this.excel.demandWritable(where);
    if (!this.sheet.protection) return;
    if (this.cells().some((row) => row.some((at) => this.sheet.isLocked(at)))) throw accessDenied(where);
  }

  private write(values: unknown, where: string): void {
    this.demandUnlocked(where);
    const rows = Array.isArray(values) ? (values as unknown[]) : null;
    const fits =
      rows?.length === this.RowCount &&
      rows.every((row) => Array.isArray(row) && row.length === this.ColumnCount);
    if (rows && !fits) throw invalidArgument(where);
    for (const at of this.cells().flat()) {
      const input = rows ? (rows[at.row - this.rect.top] as unknown[])[at.column - this.rect.left] : values;
      this.excel.book.enter(this.sheet, at, input);
    }
    this.excel.changed(this.sheet, this.rect);
  }

  get Values(): unknown[][] {
    return this.read(({ value }) => (isError(value) ? value.error : (value ?? '')));
  }
  set Values(values: unknown) {
    this.write(values, 'Range.values');
  }
  get Formulas(): unknown[][] {
    return this.read(({ value, formula }) => formula ?? (isError(value) ? value.error : (value ?? '')));
  }
  set Formulas(values: unknown) {
    this.write(values, 'Range.formulas');
  }
  get ValueTypes(): unknown[][] {
    return this.read(({ value }) => {
      if (value === null) return 'Empty';
      if (isError(value)) return 'Error';
      return { string: 'String', number: 'Double', boolean: 'Boolean' }[typeof value as 'string'];
    });
  }
  get NumberFormat(): unknown[][] {
    return this.cells().map((row) => row.map((at) => this.sheet.formatOf(at, 'NumberFormat')));
  }
  set NumberFormat(values: unknown) {
    this.demandFormatting('Range.numberFormat');
    for (const at of this.cells().flat()) {
      const format = Array.isArray(values)
        ? (values as unknown[][])[at.row - this.rect.top]![at.column - this.rect.left]
        : values;
      this.sheet.setFormat(at, 'NumberFormat', format);
    }
  }

  private demandFormatting(where: string): void {
    this.excel.demandWritable(where);
    if (this.sheet.protection && this.sheet.protection.options.allowFormatCells !== true)
      throw accessDenied(where);
  }

  get Format(): HostObject {
    return new RangeFormat({
      get: (name) => {
        if (name === 'ColumnWidth') return this.sheet.columns.get(this.rect.left)?.Width ?? 64;
        if (name === 'RowHeight') return this.sheet.rows.get(this.rect.top)?.Height ?? 15;
        const found = new Set(this.cells().flatMap((row) => row.map((at) => this.sheet.formatOf(at, name))));
        return found.size === 1 ? [...found][0] : null;
      },
      set: (name, value) => {
        this.demandFormatting(`RangeFormat.${name}`);
        if (name === 'ColumnWidth') this.eachColumn((column) => ({ ...column, Width: value }));
        else if (name === 'RowHeight') this.eachRow((row) => ({ ...row, Height: value }));
        else for (const at of this.cells().flat()) this.sheet.setFormat(at, name, value);
      },
    });
  }
  get ConditionalFormats(): HostObject {
    return new ConditionalFormats(this.excel, this.sheet, [this.rect]);
  }
  get DataValidation(): HostObject {
    return new DataValidation(this.sheet, [this.rect]);
  }

  get ColumnHidden(): boolean {
    return this.sheet.columns.get(this.rect.left)?.Hidden === true;
  }
  set ColumnHidden(hidden: boolean) {
    this.demandAllowed('allowFormatColumns', 'Range.columnHidden');
    this.eachColumn((column) => ({ ...column, Hidden: hidden }));
  }
  get RowHidden(): boolean {
    return this.sheet.rows.get(this.rect.top)?.Hidden === true;
  }
  set RowHidden(hidden: boolean) {
    this.demandAllowed('allowFormatRows', 'Range.rowHidden');
    this.eachRow((row) => ({ ...row, Hidden: hidden }));
  }
  private demandAllowed(option: string, where: string): void {
    this.excel.demandWritable(where);
    if (this.sheet.protection && this.sheet.protection.options[option] !== true) throw accessDenied(where);
  }
  private eachColumn(change: (column: Format) => Format): void {
    for (let at = this.rect.left; at <= this.rect.right; at++) {
      this.sheet.columns.set(at, change(this.sheet.columns.get(at) ?? {}));
    }
  }
  private eachRow(change: (row: Format) => Format): void {
    for (let at = this.rect.top; at <= this.rect.bottom; at++) {
      this.sheet.rows.set(at, change(this.sheet.rows.get(at) ?? {}));
    }
  }

  GetMergedAreasOrNullObject(): HostObject | null {
    const found = this.sheet.merges.filter((area) => meet(area, this.rect));
    if (found.length > MOST_MERGES) throw invalidOperation('Range.getMergedAreasOrNullObject');
    return found.length === 0 ? null : new RangeAreas(this.excel, this.sheet, found);
  }
  GetUsedRangeOrNullObject(valuesOnly: unknown = false): HostObject | null {
    const rect = this.sheet.used(valuesOnly === true, this.rect);
    return rect && new Range(this.excel, this.sheet, rect);
  }
  GetEntireRow(): HostObject {
    return new Range(this.excel, this.sheet, { ...this.rect, left: 0, right: LAST_COLUMN });
  }
  GetEntireColumn(): HostObject {
    return new Range(this.excel, this.sheet, { ...this.rect, top: 0, bottom: LAST_ROW });
  }

  Select(): void {
    this.excel.demandFront('Range.select');
    if (this.sheet.visibility !== 'Visible') throw invalidOperation('Range.select');
    this.excel.select(this.sheet, this.rect);
  }
  Merge(across: unknown = false): void {
    this.demandFormatting('Range.merge');
    const rows = across === true ? this.cells().map(([first]) => first!.row) : null;
    const areas = rows ? rows.map((row) => ({ ...this.rect, top: row, bottom: row })) : [this.rect];
    if (!rows && this.sheet.merges.some((area) => sameRect(area, this.rect))) return;
    if (this.sheet.merges.some((area) => meet(area, this.rect))) throw invalidOperation('Range.merge');
    this.sheet.merges.push(...areas);
    for (const area of areas) {
      const kept = new Map(this.sheet.contents);
      for (const at of new Range(this.excel, this.sheet, area).cells().flat()) {
        if (at.row !== area.top || at.column !== area.left) kept.delete(indexOf(at.row, at.column));
      }
      this.sheet.contents = kept;
    }
  }
  Unmerge(): void {
    this.demandFormatting('Range.unmerge');
    this.sheet.merges = this.sheet.merges.filter((area) => !meet(area, this.rect));
  }
  Insert(shift: unknown): HostObject {
    const whole = this.rect.left === 0 && this.rect.right === LAST_COLUMN;
    if (shift !== 'Down' || !whole) throw invalidArgument('Range.insert');
    this.demandAllowed('allowInsertRows', 'Range.insert');
    const { top, bottom } = this.rect;
    this.excel.book.insertRows(this.sheet, top, bottom - top + 1);
    this.excel.restructured(this.sheet, this.rect, 'RowInserted');
    return this;
  }
  Delete(shift: unknown): void {
    const whole = this.rect.left === 0 && this.rect.right === LAST_COLUMN;
    if (shift !== 'Up' || !whole) throw invalidArgument('Range.delete');
    this.demandAllowed('allowDeleteRows', 'Range.delete');
    const { top, bottom } = this.rect;
    this.excel.book.removeRows(this.sheet, top, bottom - top + 1);
    this.excel.restructured(this.sheet, this.rect, 'RowDeleted');
  }
  Clear(applyTo: unknown = 'All'): void {
    this.demandUnlocked('Range.clear');
    if (applyTo !== 'Formats') {
      for (const at of this.cells().flat()) this.excel.book.enter(this.sheet, at, '');
      this.excel.changed(this.sheet, this.rect);
    }
    if (applyTo === 'Contents') return;
    this.demandFormatting('Range.clear');
    for (const at of this.cells().flat()) this.sheet.formats.delete(indexOf(at.row, at.column));
    this.sheet.merges = this.sheet.merges.filter((area) => !within(area, this.rect));
    this.sheet.rules = this.sheet.rules.filter(({ rects }) => !rects.some((rect) => within(rect, this.rect)));
  }
  /** Formats bring merged areas, conditional formats and data validation along, as Excel's own paste does. */
  CopyFrom(source: unknown, type: unknown = 'All'): void {
    const from = source instanceof Range ? source : null;
    const rect = from ? from.rect : parseRect(String(source));
    if (type !== 'Formats' || !rect) throw invalidArgument('Range.copyFrom');
    this.demandFormatting('Range.copyFrom');
    const origin = from?.sheet ?? this.sheet;
    const rows = rect.bottom - rect.top + 1;
    const columns = rect.right - rect.left + 1;
    for (const at of this.targetsOf(rows, columns)) {
      const like = {
        row: rect.top + ((at.row - this.rect.top) % rows),
        column: rect.left + ((at.column - this.rect.left) % columns),
      };
      const format = origin.formats.get(indexOf(like.row, like.column));
      if (format) this.sheet.formats.set(indexOf(at.row, at.column), format);
    }
    for (const area of origin.merges.filter((one) => within(one, rect))) {
      for (let down = 0; down < Math.max(this.RowCount, rows); down += rows) {
        const [row, column] = [this.rect.top - rect.top + down, this.rect.left - rect.left];
        const copy = {
          top: area.top + row,
          bottom: area.bottom + row,
          left: area.left + column,
          right: area.right + column,
        };
        if (!this.sheet.merges.some((one) => meet(one, copy))) this.sheet.merges.push(copy);
      }
    }
  }
  private targetsOf(rows: number, columns: number): Position[] {
    const { top, left } = this.rect;
    const bottom = Math.max(this.rect.bottom, top + rows - 1);
    // Formats of whole rows reach as far as any cell of the sheet has some.
    const right = Math.min(
      Math.max(this.rect.right, left + columns - 1),
      (this.sheet.used(false)?.right ?? 0) + columns,
    );
    return new Range(this.excel, this.sheet, { top, left, bottom, right }).cells().flat();
  }
}

export class RangeAreas extends HostObject {
  static override readonly keeps = true;
  static override readonly scalars = ['Address', 'AreaCount'];
  constructor(
    private readonly excel: EmulatedExcel,
    private readonly sheet: Sheet,
    private readonly areas: readonly Area[],
  ) {
    super();
  }
  get Address(): string {
    return this.areas.map((area) => new Range(this.excel, this.sheet, area).Address).join(',');
  }
  get AreaCount(): number {
    return this.areas.length;
  }
  get ConditionalFormats(): HostObject {
    return new ConditionalFormats(this.excel, this.sheet, this.areas);
  }
  get DataValidation(): HostObject {
    return new DataValidation(this.sheet, this.areas);
  }
}
