import {
  type Area,
  type CellContent,
  columnOf,
  indexOf,
  type Position,
  rowOf,
  type SheetSnapshot,
} from '../model';
import { copied } from '../values/copied';

/** A piece of text in a sheet with the area it covers. */
export interface Label {
  readonly area: Area;
  readonly text: string;
  readonly folded: string;
  /** A formula that nobody has computed yet: what it says is not known, only what kind of label it is. */
  readonly uncomputed: boolean;
}

/** No heading is longer; what is, is a person's text. */
const LONGEST = 300;
const FOLDS = new Map<string, string>();
const FOLDS_KEPT = 2000;

/** The way labels are compared: width, case, spaces, line breaks and note marks aside. */
export function foldLabel(text: string): string {
  if (text.length > LONGEST) return text;
  let folded = FOLDS.get(text);
  if (folded === undefined) {
    if (FOLDS.size >= FOLDS_KEPT) FOLDS.clear();
    const own = copied(text);
    FOLDS.set(own, (folded = fold(own)));
  }
  return folded;
}

const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/g, '')
    .replace(/\[\d+\]|〔\d+〕|【\d+】/g, '')
    .replace(/[〔【]/g, '(')
    .replace(/[〕】]/g, ')')
    .replace(/:$/, '')
    .toLowerCase();

const YEAR = /^(?:[×x*○〇□_\-—]*|\d{4}|[〇○零一二三四五六七八九]{4}|[本当])年度?$/;
export const isYearLabel = (label: Pick<Label, 'folded'>): boolean => YEAR.test(label.folded);

export const isCumulative = (label: Pick<Label, 'folded'>): boolean => /^累计[数量值]?$/.test(label.folded);

/** A header 有□ 无□, ticked or not. */
export const isChoiceLabel = (label: Pick<Label, 'folded'>): boolean =>
  /^[^有无]{0,2}有[^有无]{0,3}无[^有无]{0,2}$/.test(label.folded.replace(/[()]/g, ''));

/** The first text inside a formula: the template's year labels begin with "××年". */
const literalIn = (formula: string): string | undefined => /"([^"]+)"/.exec(formula)?.[1];

/** The texts of a sheet in reading order, and the areas that cells belong to. */
export interface LabelIndex {
  readonly sheet: SheetSnapshot;
  readonly labels: readonly Label[];
  /** Those that stand above a row. */
  labelsAbove(row: number): readonly Label[];
  /** The labels with this folded text, in reading order. */
  named(folded: string): readonly Label[];
  /** The first label in a window that is so. */
  first(window: Window, is: (label: Label) => boolean): Label | undefined;
  /** The merged area of a cell, or the cell itself. */
  areaAt(row: number, column: number): Area;
  contentAt(at: Position): CellContent | undefined;
  readonly lastRow: number;
  readonly lastColumn: number;
}

/** Nothing is looked at before it is asked for: a sheet that is known needs little of it. */
export const indexLabels = (sheet: SheetSnapshot): LabelIndex => new SheetLabels(sheet);

class SheetLabels implements LabelIndex {
  private all: readonly Label[] | null = null;
  private byText: Map<string, Label[]> | null = null;
  private last: Position | null = null;
  private readonly areaOf: AreaAt;

  constructor(readonly sheet: SheetSnapshot) {
    this.areaOf = areasOf(sheet.merges);
  }

  get labels(): readonly Label[] {
    return (this.all ??= this.labelsAbove(Infinity));
  }

  labelsAbove(bottom: number): Label[] {
    const labels: Label[] = [];
    this.sheet.cells.forEach((content, index) => {
      const text = textIn(content);
      const row = rowOf(index);
      if (text === null || row >= bottom) return;
      const folded = foldLabel(text);
      if (folded === '') return;
      const area = this.areaOf(row, columnOf(index));
      labels.push({ area, text, folded, uncomputed: content.uncomputed ?? false });
    });
    return labels.sort((a, b) => a.area.top - b.area.top || a.area.left - b.area.left);
  }

  named(folded: string): readonly Label[] {
    return (this.byText ??= groupByText(this.labels)).get(folded) ?? NONE;
  }

  first(window: Window, is: (label: Label) => boolean): Label | undefined {
    return firstIn(this.labels, window, is);
  }

  areaAt(row: number, column: number): Area {
    return this.areaOf(row, column);
  }

  contentAt({ row, column }: Position): CellContent | undefined {
    return this.sheet.cells.get(indexOf(row, column));
  }

  get lastRow(): number {
    return (this.last ??= lastOf(this.sheet)).row;
  }

  get lastColumn(): number {
    const { column } = (this.last ??= lastOf(this.sheet));
    return this.sheet.merges.every(({ right }) => right <= column)
      ? column
      : this.labels.reduce((most, { area }) => Math.max(most, area.right), column);
  }
}

/** What a label says, or would: the template's year labels are formulas. */
export function textIn({ value, formula, uncomputed }: CellContent): string | null {
  const text = uncomputed ? literalIn(formula ?? '') : value;
  return typeof text === 'string' && text !== '' ? text : null;
}

/** The last row and column in which anything stands. */
function lastOf({ cells }: SheetSnapshot): Position {
  let row = 0;
  let column = 0;
  cells.forEach((_content, index) => {
    row = Math.max(row, rowOf(index));
    column = Math.max(column, columnOf(index));
  });
  return { row, column };
}

const NONE: readonly Label[] = [];

function groupByText(labels: readonly Label[]): Map<string, Label[]> {
  const byText = new Map<string, Label[]>();
  for (const label of labels) {
    const same = byText.get(label.folded);
    if (same) same.push(label);
    else byText.set(label.folded, [label]);
  }
  return byText;
}

/** Labels are in reading order: those above the window are leapt over, those below not looked at. */
function firstIn(labels: readonly Label[], window: Window, is: (label: Label) => boolean): Label | undefined {
  let low = 0;
  for (let high = labels.length; low < high;) {
    const middle = (low + high) >> 1;
    if (labels[middle]!.area.top < window.top) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < labels.length && labels[at]!.area.top <= window.bottom; at++) {
    const label = labels[at]!;
    const { left } = label.area;
    if (left >= window.left && left <= window.right && is(label)) return label;
  }
  return undefined;
}

/** A merged area may reach over a million rows: only low ones are entered row by row. */
const LOW = 200;

type AreaAt = (row: number, column: number) => Area;
const known = new WeakMap<readonly Area[], AreaAt>();

function areasOf(merges: readonly Area[]): AreaAt {
  let areaAt = known.get(merges);
  if (!areaAt) known.set(merges, (areaAt = indexAreas(merges)));
  return areaAt;
}

function indexAreas(merges: readonly Area[]): AreaAt {
  const byRow = new Map<number, Area[]>();
  const tall: Area[] = [];
  for (const area of merges) {
    if (area.bottom - area.top > LOW) {
      tall.push(area);
      continue;
    }
    for (let row = area.top; row <= area.bottom; row++) {
      const others = byRow.get(row);
      if (others) others.push(area);
      else byRow.set(row, [area]);
    }
  }
  const covers = (area: Area, row: number, column: number): boolean =>
    row >= area.top && row <= area.bottom && column >= area.left && column <= area.right;
  return (row, column) =>
    byRow.get(row)?.find((area) => covers(area, row, column)) ??
    tall.find((area) => covers(area, row, column)) ?? { top: row, left: column, bottom: row, right: column };
}

/** Rows and columns to look in, both ends included. */
export interface Window {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export const within = (label: Label, window: Window): boolean =>
  label.area.top >= window.top &&
  label.area.top <= window.bottom &&
  label.area.left >= window.left &&
  label.area.left <= window.right;

/** Whether something stands in a cell. */
export const isFilled = (content: CellContent | undefined): boolean =>
  content !== undefined && (content.formula !== null || (content.value !== null && content.value !== ''));
