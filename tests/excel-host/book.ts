/** The workbook behind the emulated Excel: plain data, recalculated by IronCalc. No protocol, no events. */
import {
  type Area,
  type CellContent,
  type CellValue,
  cellAt,
  indexOf,
  type Position,
  positionOf,
  sameValue,
  type SheetSnapshot,
} from '../../src/core/model';
import { moveReferences, renameSheet } from '../../src/core/references';
import { calculate } from '../unit/expression/engine';
import { parseInput } from './input';
import { cellRect, meet } from './rect';

export type Format = Readonly<Record<string, unknown>>;

export interface ConditionalRule {
  readonly id: string;
  readonly type: string;
  rects: Area[];
  stopIfTrue: boolean;
  formula: string;
  /** Format of the highlight: "Fill/Color", "Font/Bold" … */
  readonly format: Map<string, unknown>;
}

export interface ValidationRule {
  rects: Area[];
  fields: Record<string, unknown>;
}

export interface Protection {
  readonly options: Readonly<Record<string, unknown>>;
  readonly password: string;
}

export class Sheet {
  visibility = 'Visible';
  contents: ReadonlyMap<number, CellContent> = new Map();
  /** What differs from the default, by cell: "NumberFormat", "Protection/Locked", "Fill/Color" … */
  formats = new Map<number, Format>();
  merges: Area[] = [];
  protection: Protection | null = null;
  rules: ConditionalRule[] = [];
  validations: ValidationRule[] = [];
  /** "ColumnWidth", "Hidden" by column; "RowHeight", "Hidden" by row. */
  columns = new Map<number, Format>();
  rows = new Map<number, Format>();
  page = new Map<string, unknown>();

  constructor(
    readonly id: string,
    public name: string,
  ) {}

  content({ row, column }: Position): CellContent {
    return this.contents.get(indexOf(row, column)) ?? { value: null, formula: null };
  }

  formatOf({ row, column }: Position, name: string): unknown {
    const own = this.formats.get(indexOf(row, column))?.[name];
    return own ?? DEFAULTS[name] ?? '';
  }

  setFormat({ row, column }: Position, name: string, value: unknown): void {
    const index = indexOf(row, column);
    this.formats.set(index, { ...this.formats.get(index), [name]: value });
  }

  mergeAt({ row, column }: Position): Area | undefined {
    return this.merges.find((area) => meet(area, { top: row, bottom: row, left: column, right: column }));
  }

  isLocked(at: Position): boolean {
    return this.protection !== null && this.formatOf(at, 'Protection/Locked') !== false;
  }

  /** The rectangle that holds everything, with formats and merged areas or without. */
  used(valuesOnly: boolean, inside?: Area): Area | null {
    const all = [...this.contents.keys()].map(positionOf).map(cellRect);
    if (!valuesOnly) all.push(...this.merges, ...[...this.formats.keys()].map(positionOf).map(cellRect));
    const corners = inside ? all.filter((rect) => meet(rect, inside)) : all;
    if (corners.length === 0) return null;
    return corners.reduce((a, b) => ({
      top: Math.min(a.top, b.top),
      left: Math.min(a.left, b.left),
      bottom: Math.max(a.bottom, b.bottom),
      right: Math.max(a.right, b.right),
    }));
  }

  get snapshot(): SheetSnapshot {
    const { name, visibility, contents, merges } = this;
    return { name, visible: visibility === 'Visible', cells: contents, merges: [...merges] };
  }
}

const DEFAULTS: Format = { NumberFormat: 'General', 'Protection/Locked': true };

/** Contents before a step, to be undone together. */
type Past = readonly (readonly [Sheet, ReadonlyMap<number, CellContent>])[];

export class Book {
  name = '报送表.xlsx';
  sheets: Sheet[] = [];
  names: { name: string; formula: string }[] = [];
  settings = new Map<string, unknown>();
  active!: Sheet;
  selected: Area = cellRect({ row: 0, column: 0 });
  /** With false, formulas keep the results they came with. */
  calculates = true;
  private past: Past[] = [];
  private serial = 1;

  newId = (): string => `{00000000-0001-0000-${String(this.serial++).padStart(4, '0')}-000000000000}`;

  add(name: string, behind: Sheet | null = null): Sheet {
    const sheet = new Sheet(this.newId(), name);
    this.sheets.splice(behind ? this.sheets.indexOf(behind) + 1 : this.sheets.length, 0, sheet);
    this.active ??= sheet;
    return sheet;
  }

  /** Excel takes an id or a name, whose case does not matter. */
  find(key: string): Sheet | null {
    const wanted = key.toLowerCase();
    return this.sheets.find(({ id, name }) => id === key || name.toLowerCase() === wanted) ?? null;
  }

  sheet(name: string): Sheet {
    const found = this.find(name);
    if (!found) throw new Error(`no sheet ${name}`);
    return found;
  }

  /** Enters something as a person or an add-in would; null leaves the cell alone, a merged cell's slave keeps nothing. */
  enter(sheet: Sheet, at: Position, input: unknown): void {
    if (input === null || input === undefined) return;
    const area = sheet.mergeAt(at);
    if (area && (area.top !== at.row || area.left !== at.column)) return;
    const content = parseInput(input, String(sheet.formatOf(at, 'NumberFormat')));
    const next = new Map(sheet.contents);
    if (content.value === null && content.formula === null) next.delete(indexOf(at.row, at.column));
    else next.set(indexOf(at.row, at.column), content);
    sheet.contents = next;
  }

  /** Brings formulas up to date. Returns the cells whose results changed, by sheet. */
  recalculate(): Map<Sheet, Position[]> {
    const changed = new Map<Sheet, Position[]>();
    if (!this.calculates) return changed;
    const engine = calculate(this.sheets.map(({ name, contents }) => ({ name, cells: contents })));
    this.sheets.forEach((sheet, at) => {
      let next: Map<number, CellContent> | null = null;
      for (const [index, { value, formula, uncomputed }] of sheet.contents) {
        if (formula === null) continue;
        const result = engine.read(at, index);
        if (!uncomputed && sameValue(result, value) && value !== null) continue;
        next ??= new Map(sheet.contents);
        next.set(index, { value: result, formula });
        changed.set(sheet, [...(changed.get(sheet) ?? []), positionOf(index)]);
      }
      if (next) sheet.contents = next;
    });
    return changed;
  }

  // ---- undo ----

  contentsNow(): Past {
    return this.sheets.map((sheet) => [sheet, sheet.contents] as const);
  }
  remember(past: Past): void {
    this.past.push(past);
  }
  forget(): void {
    this.past = [];
  }
  get undoSteps(): number {
    return this.past.length;
  }
  undo(): void {
    for (const [sheet, contents] of this.past.pop() ?? []) sheet.contents = contents;
  }

  // ---- shape ----

  insertRows(sheet: Sheet, first: number, count: number): void {
    this.move(sheet, (at) => (at.row >= first ? { ...at, row: at.row + count } : at));
  }
  removeRows(sheet: Sheet, first: number, count: number): void {
    const last = first + count - 1;
    this.move(sheet, (at) => (at.row > last ? { ...at, row: at.row - count } : at.row >= first ? null : at));
  }
  insertColumns(sheet: Sheet, first: number, count: number): void {
    this.move(sheet, (at) => (at.column >= first ? { ...at, column: at.column + count } : at));
  }

  private move(moved: Sheet, to: (at: Position) => Position | null): void {
    for (const sheet of this.sheets) {
      const rewrite = (formula: string): string =>
        moveReferences(formula, ({ sheet: scope, row, column }) =>
          (scope ?? sheet.name) === moved.name
            ? (to({ row, column }) ?? { row: -1, column })
            : { row, column },
        );
      sheet.contents = new Map(
        [...sheet.contents].map(([index, content]) => [index, rewritten(content, rewrite)]),
      );
      for (const rule of sheet.rules) rule.formula = rewrite(rule.formula);
    }
    const moveKeys = <T>(map: ReadonlyMap<number, T>): Map<number, T> =>
      new Map(
        [...map].flatMap(([index, value]) => {
          const at = to(positionOf(index));
          return at ? [[indexOf(at.row, at.column), value] as const] : [];
        }),
      );
    moved.contents = moveKeys(moved.contents);
    moved.formats = moveKeys(moved.formats);
    moved.merges = moved.merges.flatMap((area) => movedArea(area, to) ?? []);
    moved.rules.forEach((rule) => (rule.rects = rule.rects.flatMap((area) => movedArea(area, to) ?? [])));
    moved.rules = moved.rules.filter(({ rects }) => rects.length > 0);
    moved.validations.forEach((one) => (one.rects = one.rects.flatMap((area) => movedArea(area, to) ?? [])));
  }

  rename(sheet: Sheet, name: string): void {
    this.rewriteAll((formula) => renameSheet(formula, sheet.name, name));
    sheet.name = name;
  }

  remove(sheet: Sheet): void {
    this.sheets = this.sheets.filter((one) => one !== sheet);
    if (this.active === sheet) this.active = this.sheets[0]!;
    this.rewriteAll((formula) => renameSheet(formula, sheet.name, null));
  }

  copy(sheet: Sheet, behind: Sheet | null, name: string): Sheet {
    const copied = this.add(name, behind);
    copied.contents = sheet.contents;
    copied.formats = new Map(sheet.formats);
    copied.merges = [...sheet.merges];
    copied.protection = sheet.protection;
    copied.rules = sheet.rules.map((rule) => ({ ...rule, id: this.newId(), format: new Map(rule.format) }));
    copied.validations = sheet.validations.map((one) => ({
      rects: [...one.rects],
      fields: { ...one.fields },
    }));
    copied.columns = new Map(sheet.columns);
    copied.rows = new Map(sheet.rows);
    copied.page = new Map(sheet.page);
    return copied;
  }

  private rewriteAll(rewrite: (formula: string) => string): void {
    for (const sheet of this.sheets) {
      sheet.contents = new Map(
        [...sheet.contents].map(([index, content]) => [index, rewritten(content, rewrite)]),
      );
    }
    for (const one of this.names) one.formula = rewrite(one.formula);
  }

  valueAt(sheet: string, { row, column }: Position): CellValue {
    return cellAt(this.sheet(sheet).snapshot, row, column).value;
  }
}

const rewritten = (content: CellContent, rewrite: (formula: string) => string): CellContent =>
  content.formula === null ? content : { ...content, formula: rewrite(content.formula) };

/** An area grows with what comes into it and shrinks with what goes; null where nothing of it is left. */
function movedArea(area: Area, to: (at: Position) => Position | null): Area | null {
  const rows = between(area.top, area.bottom).flatMap((row) => to({ row, column: area.left })?.row ?? []);
  const columns = between(area.left, area.right).flatMap((column) =>
    rows.length === 0 ? [] : (keptColumn(area, column, to) ?? []),
  );
  if (rows.length === 0 || columns.length === 0) return null;
  return {
    top: Math.min(...rows),
    bottom: Math.max(...rows),
    left: Math.min(...columns),
    right: Math.max(...columns),
  };
}

function keptColumn(area: Area, column: number, to: (at: Position) => Position | null): number | undefined {
  const row = between(area.top, area.bottom).find((one) => to({ row: one, column }) !== null);
  return row === undefined ? undefined : to({ row, column })?.column;
}

const between = (first: number, last: number): number[] =>
  last - first > 5000 ? [first, last] : Array.from({ length: last - first + 1 }, (_, at) => first + at);
