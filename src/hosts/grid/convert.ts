/** A workbook, as it was read from a file, as the data Univer is opened with. */
import type {
  ICellData,
  IColumnData,
  IRowData,
  IStyleData,
  IWorkbookData,
  IWorksheetData,
} from '@univerjs/core';
import type { Sheet, Workbook } from 'hucre';
import {
  type CellContent,
  type Position,
  type SheetSnapshot,
  indexOf,
  isError,
  positionOf,
} from '../../core/model';
import { isWithin } from '../book';
import type { Palette } from './colors';
import { univerStyle } from './looks';
import { highlightRules, validationRules } from './rules';

export interface SheetSource {
  readonly name: string;
  readonly visible: boolean;
  readonly protected: boolean;
  readonly snapshot: SheetSnapshot;
}

/** What a file holds (from our reader), and how it looks (from hucre; null where hucre can't read it). */
export interface GridSource {
  readonly title: string;
  readonly sheets: readonly SheetSource[];
  readonly names: ReadonlyMap<string, string>;
  readonly looks: Workbook | null;
  /** Which cells of protected sheets are locked; from the looks where it is not given. */
  readonly isLocked?: (sheet: string, at: Position) => boolean;
}

export interface GridData {
  readonly title: string;
  readonly book: Partial<IWorkbookData>;
  readonly names: ReadonlyMap<string, string>;
  readonly protected: ReadonlySet<string>;
  readonly isLocked: (sheet: string, at: Position) => boolean;
  /** The sheet that the file shows first; null for the first one. */
  readonly front: string | null;
  /** Cells whose text is to be made smaller where it is too wide ("shrink to fit"), by sheet id and index. */
  readonly shrink: ReadonlyMap<string, ReadonlyMap<number, Fit>>;
}

/** The room that a text has, in pixels, and its size in points. */
export interface Fit {
  readonly width: number;
  readonly size: number;
}

/** Cell types of Univer. */
export const TEXT = 1;
export const NUMBER = 2;
export const BOOLEAN = 3;
export const FORCED_TEXT = 4;

const SPARE_ROWS = 20;
const LEAST = { rows: 60, columns: 16 };
/** A formatted million of empty rows is not worth drawing. */
const MOST = { rows: 5000, columns: 256 };

export function toGridData(source: GridSource): GridData {
  const { title, sheets, names, looks } = source;
  const styles = new StyleTable(looks?.themeColors);
  const sheetOf = (name: string): Sheet | undefined => looks?.sheets.find((sheet) => sheet.name === name);
  const order = sheets.map((_sheet, index) => `s${index}`);
  const data = sheets.map((sheet, index) => toSheet(order[index]!, sheet, sheetOf(sheet.name), styles));
  const byId = <T>(make: (sheet: Sheet) => T[]): string =>
    JSON.stringify(
      Object.fromEntries(
        sheets.map(({ name }, index) => [order[index]!, ((own) => (own ? make(own) : []))(sheetOf(name))]),
      ),
    );
  return {
    title,
    names,
    protected: new Set(sheets.filter((sheet) => sheet.protected).map((sheet) => sheet.name)),
    isLocked: source.isLocked ?? lockTest(sheets, sheetOf),
    front: looks?.sheets[looks.activeSheet ?? 0]?.name ?? null,
    shrink: new Map(
      sheets.map((sheet, index) => [
        order[index]!,
        fitsOf(sheet.snapshot, data[index]!, sheetOf(sheet.name), looks?.defaultFont?.size ?? 11),
      ]),
    ),
    book: {
      id: 'book',
      name: title,
      appVersion: '0.25.1',
      styles: styles.all,
      sheetOrder: order,
      sheets: Object.fromEntries(data.map((sheet) => [sheet.id!, sheet])),
      resources: [
        {
          name: 'SHEET_CONDITIONAL_FORMATTING_PLUGIN',
          data: byId((sheet) => highlightRules(sheet.conditionalRules ?? [], looks?.themeColors)),
        },
        {
          name: 'SHEET_DATA_VALIDATION_PLUGIN',
          data: byId((sheet) => validationRules(sheet.dataValidations ?? [])),
        },
      ],
    },
  };
}

/** Each look once, under a short name. */
class StyleTable {
  readonly all: Record<string, IStyleData> = {};
  private readonly ids = new Map<string, string>();

  constructor(private readonly palette: Palette) {}

  idOf(style: Parameters<typeof univerStyle>[0] | undefined): string | undefined {
    if (!style) return undefined;
    const made = univerStyle(style, this.palette);
    const key = JSON.stringify(made);
    let id = this.ids.get(key);
    if (id === undefined) {
      id = `x${this.ids.size}`;
      this.ids.set(key, id);
      this.all[id] = made;
    }
    return id;
  }
}

function toSheet(
  id: string,
  { name, visible, snapshot }: SheetSource,
  looks: Sheet | undefined,
  styles: StyleTable,
): Partial<IWorksheetData> {
  const cellData: Record<number, Record<number, ICellData>> = {};
  const used = { row: 0, column: 0 };
  const cell = (row: number, column: number): ICellData => {
    used.row = Math.max(used.row, row);
    used.column = Math.max(used.column, column);
    return ((cellData[row] ??= {})[column] ??= {});
  };
  for (const [key, { style }] of looks?.cells ?? []) {
    const [row = 0, column = 0] = key.split(',').map(Number);
    const s = styles.idOf(style);
    if (s !== undefined && row < MOST.rows && column < MOST.columns) cell(row, column).s = s;
  }
  for (const [index, content] of snapshot.cells) {
    const { row, column } = positionOf(index);
    Object.assign(cell(row, column), univerCell(content));
  }
  for (const { bottom, right } of snapshot.merges) {
    used.row = Math.max(used.row, bottom);
    used.column = Math.max(used.column, right);
  }
  const sizes = looks ? sizesOf(looks, styles) : {};
  // Beyond columns that are hidden to the end nothing is to be seen.
  const beyond = sizes.columnData?.[used.column]?.hd ? 1 : 2;
  return {
    id,
    name,
    hidden: visible ? 0 : 1,
    cellData,
    mergeData: snapshot.merges.map(({ top, left, bottom, right }) => ({
      startRow: top,
      startColumn: left,
      endRow: bottom,
      endColumn: right,
    })),
    rowCount: Math.max(LEAST.rows, used.row + SPARE_ROWS),
    columnCount: Math.max(LEAST.columns, used.column + beyond),
    ...sizes,
  };
}

function sizesOf(looks: Sheet, styles: StyleTable): Partial<IWorksheetData> {
  const columnData: Record<number, Partial<IColumnData>> = {};
  looks.columns?.slice(0, MOST.columns).forEach(({ width, hidden, style }, column) => {
    columnData[column] = {
      ...(width === undefined ? {} : { w: Math.round(width * 7 + 5) }),
      ...(hidden ? { hd: 1 } : {}),
      ...(style ? { s: styles.idOf(style) } : {}),
    };
  });
  const rowData: Record<number, Partial<IRowData>> = {};
  for (const [row, { height, hidden }] of looks.rowDefs ?? []) {
    rowData[row] = {
      ...(height === undefined ? {} : { h: Math.round(height / 0.75), ia: 0 }),
      ...(hidden ? { hd: 1 } : {}),
    };
  }
  const { rows = 0, columns = 0 } = looks.freezePane ?? {};
  return {
    columnData: columnData,
    rowData: rowData,
    defaultRowHeight: 20,
    showGridlines: looks.view?.showGridLines === false ? 0 : 1,
    ...(rows + columns > 0
      ? { freeze: { xSplit: columns, ySplit: rows, startRow: rows || -1, startColumn: columns || -1 } }
      : {}),
  };
}

/** Pixels of a column without a width of its own (Univer's default). */
export const COLUMN_WIDTH = 88;

function fitsOf(
  { merges }: SheetSnapshot,
  { columnData }: Partial<IWorksheetData>,
  looks: Sheet | undefined,
  usual: number,
): ReadonlyMap<number, Fit> {
  const fits = new Map<number, Fit>();
  for (const [key, { style }] of looks?.cells ?? []) {
    if (!style?.alignment?.shrinkToFit) continue;
    const [row = 0, column = 0] = key.split(',').map(Number);
    const right = merges.find((area) => area.top === row && area.left === column)?.right ?? column;
    let width = 0;
    for (let at = column; at <= right; at += 1) width += columnData?.[at]?.w ?? COLUMN_WIDTH;
    fits.set(indexOf(row, column), { width, size: style.font?.size ?? usual });
  }
  return fits;
}

export function univerCell({ value, formula }: CellContent): ICellData {
  const held: ICellData = formula === null ? {} : { f: formula };
  if (value === null) return held;
  if (isError(value)) return { ...held, v: value.error, t: TEXT };
  if (typeof value === 'number') return { ...held, v: value, t: NUMBER };
  if (typeof value === 'boolean') return { ...held, v: value ? 1 : 0, t: BOOLEAN };
  // Univer turns a text that reads as a number or a truth value into one, unless it is forced.
  return { ...held, v: value, t: formula === null && seemsElse(value) ? FORCED_TEXT : TEXT };
}

const seemsElse = (text: string): boolean =>
  (text.trim() !== '' && !Number.isNaN(Number(text))) || /^(true|false)$/i.test(text);

/** A cell under a merged one is as locked as the cell that is seen; one without a style follows its column. */
function lockTest(
  sheets: readonly SheetSource[],
  sheetOf: (name: string) => Sheet | undefined,
): GridData['isLocked'] {
  const guarded = new Map(sheets.filter((sheet) => sheet.protected).map((sheet) => [sheet.name, sheet]));
  return (name, at) => {
    const sheet = guarded.get(name);
    const looks = sheetOf(name);
    if (!sheet || !looks) return false;
    const area = sheet.snapshot.merges.find((merge) => isWithin(at, merge));
    const { row, column } = area ? { row: area.top, column: area.left } : at;
    const style = looks.cells?.get(`${row},${column}`)?.style ?? looks.columns?.[column]?.style;
    return style?.protection?.locked !== false;
  };
}
