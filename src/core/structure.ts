/**
 * Changes of a workbook's shape. A plan that has any may lift a sheet's protection while it is applied, and
 * puts the same protection back (design.md: only 加一行 and 开始新年度 touch the sheets that we protect).
 */
import type { Highlight, SheetDraft, Validation } from './draft';
import {
  type Area,
  type CellContent,
  cellAt,
  EMPTY,
  indexOf,
  type Position,
  positionOf,
  type SheetSnapshot,
} from './model';
import { moveReferences, renameSheet } from './references';

export type Step =
  /** The copy stands right behind the sheet, with its contents, looks, page and protection. */
  | { readonly kind: 'copySheet'; readonly sheet: string; readonly as: string }
  /** Protected without a password, behind the named sheet or (null) at the end. */
  | { readonly kind: 'addSheet'; readonly draft: SheetDraft; readonly behind: string | null }
  | { readonly kind: 'removeSheet'; readonly sheet: string }
  /** New blank rows that look like another: height, formats, and the merged areas that lie within that row. */
  | {
      readonly kind: 'insertRows';
      readonly sheet: string;
      readonly above: number;
      readonly count: number;
      /** Row before the insertion. */
      readonly like: number;
    }
  | { readonly kind: 'removeRows'; readonly sheet: string; readonly first: number; readonly count: number }
  /** Formats, merged areas within the area, and columns' widths; no contents. */
  | { readonly kind: 'copyLooks'; readonly sheet: string; readonly from: Area; readonly to: Position }
  /** The cells take entries although their sheet is protected. */
  | { readonly kind: 'unlock'; readonly sheet: string; readonly area: Area }
  | { readonly kind: 'lock'; readonly sheet: string; readonly area: Area }
  | { readonly kind: 'clearLooks'; readonly sheet: string; readonly area: Area }
  | {
      readonly kind: 'hideColumns';
      readonly sheet: string;
      readonly first: number;
      readonly last: number;
      readonly hidden: boolean;
    }
  | { readonly kind: 'highlight'; readonly sheet: string; readonly highlights: readonly Highlight[] }
  | { readonly kind: 'unhighlight'; readonly sheet: string; readonly highlights: readonly Highlight[] }
  | { readonly kind: 'validate'; readonly sheet: string; readonly validations: readonly Validation[] }
  | { readonly kind: 'unvalidate'; readonly sheet: string; readonly validations: readonly Validation[] }
  | { readonly kind: 'printArea'; readonly sheet: string; readonly from: Area; readonly to: Area };

/** The steps that take others back, in the order in which they have to be taken. */
export const inverseSteps = (steps: readonly Step[]): Step[] => steps.map(inverseStep).reverse();

function inverseStep(step: Step): Step {
  switch (step.kind) {
    case 'copySheet':
      return { kind: 'removeSheet', sheet: step.as };
    case 'addSheet':
      return { kind: 'removeSheet', sheet: step.draft.name };
    case 'insertRows':
      return { kind: 'removeRows', sheet: step.sheet, first: step.above, count: step.count };
    case 'copyLooks':
      return { kind: 'clearLooks', sheet: step.sheet, area: targetOf(step) };
    case 'unlock':
      return { ...step, kind: 'lock' };
    case 'hideColumns':
      return { ...step, hidden: !step.hidden };
    case 'highlight':
      return { ...step, kind: 'unhighlight' };
    case 'validate':
      return { ...step, kind: 'unvalidate' };
    case 'printArea':
      return { ...step, from: step.to, to: step.from };
    case 'removeSheet':
    case 'removeRows':
    case 'clearLooks':
    case 'lock':
    case 'unhighlight':
    case 'unvalidate':
      throw new Error(`a step that takes back is not taken back: ${step.kind}`);
  }
}

export const targetOf = ({ from, to }: { readonly from: Area; readonly to: Position }): Area => ({
  top: to.row,
  left: to.column,
  bottom: to.row + from.bottom - from.top,
  right: to.column + from.right - from.left,
});

/** Names of the sheets that come with the steps. */
export const sheetsMade = (steps: readonly Step[]): Set<string> =>
  new Set(
    steps.flatMap((step) =>
      step.kind === 'copySheet' ? [step.as] : step.kind === 'addSheet' ? [step.draft.name] : [],
    ),
  );

/** What the sheets hold after the steps; looks are not part of it. Throws where a sheet is not there. */
export const reshape = (sheets: readonly SheetSnapshot[], steps: readonly Step[]): readonly SheetSnapshot[] =>
  steps.reduce(take, sheets);

function take(sheets: readonly SheetSnapshot[], step: Step): readonly SheetSnapshot[] {
  switch (step.kind) {
    case 'copySheet':
      return sheets.flatMap((sheet) =>
        sheet.name === step.sheet ? [sheet, copyOf(sheet, step.as)] : [sheet],
      );
    case 'addSheet': {
      const added = drawn(step.draft);
      const at = step.behind === null ? -1 : sheets.findIndex(({ name }) => name === step.behind);
      return at < 0 ? [...sheets, added] : [...sheets.slice(0, at + 1), added, ...sheets.slice(at + 1)];
    }
    case 'removeSheet':
      return deleteFrom(sheets, step.sheet);
    case 'insertRows': {
      const shaped = sheets.find(({ name }) => name === step.sheet);
      const rows = Array.from({ length: step.count }, (_, index) => step.above + index);
      const like =
        shaped?.merges.filter(({ top, bottom }) => top === step.like && bottom === step.like) ?? [];
      return insertRows(sheets, step.sheet, step.above, step.count).map((sheet) =>
        sheet.name === step.sheet
          ? {
              ...sheet,
              merges: [
                ...sheet.merges,
                ...rows.flatMap((row) => like.map((area) => ({ ...area, top: row, bottom: row }))),
              ],
            }
          : sheet,
      );
    }
    case 'removeRows':
      return removeRows(sheets, step.sheet, step.first, step.count);
    case 'copyLooks':
      return sheets.map((sheet) =>
        sheet.name === step.sheet ? withLooks(sheet, step.from, step.to) : sheet,
      );
    case 'clearLooks':
      return sheets.map((sheet) =>
        sheet.name === step.sheet
          ? { ...sheet, merges: sheet.merges.filter((area) => !isInside(area, step.area)) }
          : sheet,
      );
    case 'unlock':
    case 'lock':
    case 'hideColumns':
    case 'highlight':
    case 'unhighlight':
    case 'validate':
    case 'unvalidate':
    case 'printArea':
      return sheets;
  }
}

/** Its results were computed for the original. */
function copyOf(sheet: SheetSnapshot, name: string): SheetSnapshot {
  const cells = new Map(sheet.cells);
  for (const [index, { formula }] of sheet.cells) {
    if (formula !== null) cells.set(index, { value: null, formula, uncomputed: true });
  }
  return { ...sheet, name, cells };
}

function drawn(draft: SheetDraft): SheetSnapshot {
  const cells = new Map<number, CellContent>();
  for (const [index, { value, formula }] of draft.cells) {
    if (value !== null || formula !== null) cells.set(index, { value, formula });
  }
  return { name: draft.name, visible: true, cells, merges: [...draft.merges] };
}

function withLooks(sheet: SheetSnapshot, from: Area, to: Position): SheetSnapshot {
  const [down, right] = [to.row - from.top, to.column - from.left];
  const copied = sheet.merges
    .filter((area) => isInside(area, from))
    .map((area) => ({
      top: area.top + down,
      bottom: area.bottom + down,
      left: area.left + right,
      right: area.right + right,
    }));
  return { ...sheet, merges: [...sheet.merges, ...copied] };
}

const isInside = (inner: Area, outer: Area): boolean =>
  inner.top >= outer.top &&
  inner.bottom <= outer.bottom &&
  inner.left >= outer.left &&
  inner.right <= outer.right;

export function insertRows(
  sheets: readonly SheetSnapshot[],
  name: string,
  above: number,
  count: number,
): SheetSnapshot[] {
  const down = (row: number): number => (row >= above ? row + count : row);
  return moveRows(sheets, name, down, (area) => lowerArea(area, above, count));
}

function removeRows(
  sheets: readonly SheetSnapshot[],
  name: string,
  first: number,
  count: number,
): SheetSnapshot[] {
  const last = first + count - 1;
  const up = (row: number): number => (row > last ? row - count : row >= first ? -1 : row);
  return moveRows(sheets, name, up, (area) => {
    const top = area.top > last ? area.top - count : Math.min(area.top, first);
    const bottom = area.bottom > last ? area.bottom - count : area.bottom >= first ? first - 1 : area.bottom;
    return bottom < top ? null : { ...area, top, bottom };
  });
}

/** A row that is gone moves to -1. */
function moveRows(
  sheets: readonly SheetSnapshot[],
  name: string,
  move: (row: number) => number,
  moveArea: (area: Area) => Area | null,
): SheetSnapshot[] {
  return sheets.map((sheet) => {
    const rewritten = withFormulas(sheet, (formula) =>
      moveReferences(formula, ({ sheet: scope, row, column }) => ({
        row: (scope ?? sheet.name) === name ? move(row) : row,
        column,
      })),
    );
    if (sheet.name !== name) return rewritten;
    const cells = new Map<number, CellContent>();
    for (const [index, content] of rewritten.cells) {
      const { row, column } = positionOf(index);
      if (move(row) >= 0) cells.set(indexOf(move(row), column), content);
    }
    return { ...rewritten, cells, merges: sheet.merges.flatMap((area) => moveArea(area) ?? []) };
  });
}

export const lowerArea = (area: Area, above: number, count: number): Area => ({
  ...area,
  top: area.top >= above ? area.top + count : area.top,
  bottom: area.bottom >= above ? area.bottom + count : area.bottom,
});

export const renameIn = (sheets: readonly SheetSnapshot[], from: string, to: string): SheetSnapshot[] =>
  sheets.map((sheet) => ({
    ...withFormulas(sheet, (formula) => renameSheet(formula, from, to)),
    name: sheet.name === from ? to : sheet.name,
  }));

export const deleteFrom = (sheets: readonly SheetSnapshot[], name: string): SheetSnapshot[] =>
  sheets
    .filter((sheet) => sheet.name !== name)
    .map((sheet) => withFormulas(sheet, (formula) => renameSheet(formula, name, null)));

function withFormulas(sheet: SheetSnapshot, rewrite: (formula: string) => string): SheetSnapshot {
  const cells = new Map(sheet.cells);
  for (const [index, content] of sheet.cells) {
    if (content.formula !== null) cells.set(index, { ...content, formula: rewrite(content.formula) });
  }
  return { ...sheet, cells };
}

/** What a cell holds in a set of sheets; nothing where the sheet is not there. */
export const contentIn = (sheets: readonly SheetSnapshot[], name: string, at: Position): CellContent => {
  const sheet = sheets.find((one) => one.name === name);
  return sheet ? cellAt(sheet, at.row, at.column) : EMPTY;
};
