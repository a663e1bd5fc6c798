import { type Area, type CellContent, type Position, positionOf, type SheetSnapshot } from '../model';

/** A piece of text in a sheet with the area it covers. */
export interface Label {
  readonly area: Area;
  readonly text: string;
  readonly folded: string;
  /** A formula that nobody has computed yet: what it says is not known, only what kind of label it is. */
  readonly uncomputed: boolean;
}

/** The way labels are compared: full and half width, spaces, line breaks and note marks aside. */
export const foldLabel = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\[\d+\]|〔\d+〕|【\d+】/g, '')
    .replace(/[\s\u200b\ufeff]+/g, '')
    .replace(/[〔【]/g, '(')
    .replace(/[〕】]/g, ')')
    .replace(/:$/, '');

const YEAR = /^(?:[×xX*○〇□_\-—]*|\d{4}|[〇○零一二三四五六七八九]{4}|本)年度?$/;
export const isYearLabel = (label: Label): boolean => YEAR.test(label.folded);

/** A header 有□ 无□, ticked or not. */
export const isChoiceLabel = (label: Label): boolean =>
  /^[^有无]{0,2}有[^有无]{0,3}无[^有无]{0,2}$/.test(label.folded.replace(/[()]/g, ''));

/** The first text inside a formula: the template's year labels begin with "××年". */
const literalIn = (formula: string): string | undefined => /"([^"]+)"/.exec(formula)?.[1];

/** The texts of a sheet in reading order, and the areas that cells belong to. */
export interface LabelIndex {
  readonly sheet: SheetSnapshot;
  readonly labels: readonly Label[];
  /** The labels with this folded text, in reading order. */
  named(folded: string): readonly Label[];
  /** The merged area of a cell, or the cell itself. */
  areaAt(row: number, column: number): Area;
  contentAt(at: Position): CellContent | undefined;
  readonly lastRow: number;
  readonly lastColumn: number;
}

export function indexLabels(sheet: SheetSnapshot): LabelIndex {
  const byCorner = new Map<string, Area>(sheet.merges.map((area) => [`${area.top},${area.left}`, area]));
  const labels: Label[] = [];
  const byText = new Map<string, Label[]>();
  let lastRow = 0;
  let lastColumn = 0;
  for (const index of [...sheet.cells.keys()].sort((a, b) => a - b)) {
    const content = sheet.cells.get(index)!;
    const { row, column } = positionOf(index);
    lastRow = Math.max(lastRow, row);
    lastColumn = Math.max(lastColumn, column);
    const text = content.uncomputed ? literalIn(content.formula ?? '') : content.value;
    if (typeof text !== 'string' || text === '') continue;
    const folded = foldLabel(text);
    if (folded === '') continue;
    const area = byCorner.get(`${row},${column}`) ?? { top: row, left: column, bottom: row, right: column };
    const label = { area, text, folded, uncomputed: content.uncomputed ?? false };
    labels.push(label);
    const same = byText.get(folded);
    if (same) same.push(label);
    else byText.set(folded, [label]);
  }
  return {
    sheet,
    labels,
    named: (folded) => byText.get(folded) ?? [],
    areaAt: (row, column) =>
      sheet.merges.find(
        (area) => row >= area.top && row <= area.bottom && column >= area.left && column <= area.right,
      ) ?? {
        top: row,
        left: column,
        bottom: row,
        right: column,
      },
    contentAt: ({ row, column }) => sheet.cells.get(row * 16384 + column),
    lastRow,
    lastColumn,
  };
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

/** The first label (topmost, then leftmost) with this text inside the window. */
export const findLabel = (index: LabelIndex, text: string, window: Window): Label | undefined =>
  index.named(foldLabel(text)).find((label) => within(label, window));

const UNIT = /\(([^()]*(?:个|人|次|元|吨|煤|斤|克)[^()]*)\)$/;

/** A label that says the same but for the unit in brackets at its end. */
export function findOtherUnit(index: LabelIndex, text: string, window: Window): Label | undefined {
  const folded = foldLabel(text);
  const unit = UNIT.exec(folded);
  if (!unit) return undefined;
  const name = folded.slice(0, unit.index);
  return index.labels.find((label) => {
    if (!within(label, window) || !label.folded.startsWith(name)) return false;
    const rest = label.folded.slice(name.length);
    return rest === '' || (UNIT.test(rest) && UNIT.exec(rest)!.index === 0);
  });
}
