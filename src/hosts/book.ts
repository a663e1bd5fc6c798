/** A workbook held in memory, as the hosts without an application behind them keep it. */
import {
  type Area,
  type CellContent,
  type Position,
  type SheetSnapshot,
  addressOf,
  cellAt,
  indexOf,
} from '../core/model';
import { type Edit, type EditPlan, type Entry, stillHolds } from '../core/plan';
import { reshape } from '../core/structure';
import { type AreaContent, HostError, type HostEvent, type SheetArea } from './port';

export interface CellChange extends Position {
  readonly sheet: string;
  readonly content: CellContent;
}

export function findSheet(sheets: readonly SheetSnapshot[], name: string): SheetSnapshot {
  const found = sheets.find((sheet) => sheet.name === name);
  if (!found) throw new HostError('noSheet', name);
  return found;
}

export const pickSheets = (sheets: readonly SheetSnapshot[], names?: readonly string[]): SheetSnapshot[] =>
  names ? names.map((name) => findSheet(sheets, name)) : [...sheets];

export const readAreas = (sheets: readonly SheetSnapshot[], areas: readonly SheetArea[]): AreaContent[] =>
  areas.map(({ sheet, area }) => ({ sheet, area, cells: cellsOf(findSheet(sheets, sheet), area) }));

function cellsOf(sheet: SheetSnapshot, { top, left, bottom, right }: Area): CellContent[][] {
  return Array.from({ length: bottom - top + 1 }, (_row, row) =>
    Array.from({ length: right - left + 1 }, (_column, column) => cellAt(sheet, top + row, left + column)),
  );
}

export const isWithin = ({ row, column }: Position, { top, left, bottom, right }: Area): boolean =>
  row >= top && row <= bottom && column >= left && column <= right;

/** The merged area that a cell belongs to. */
export const mergeAt = (sheet: SheetSnapshot, at: Position): Area | undefined =>
  sheet.merges.find((area) => isWithin(at, area));

/** The sheets as they are after a plan's first steps. Throws noSheet where a step names one that is not there. */
export function shapeFor(
  sheets: readonly SheetSnapshot[],
  { steps = [] }: EditPlan,
): readonly SheetSnapshot[] {
  return steps.reduce((shaped, step) => {
    if ('sheet' in step) findSheet(shaped, step.sheet);
    return reshape(shaped, [step]);
  }, sheets);
}

/** Throws where the plan names a sheet that is not there, or a cell hidden under a merged one. */
export function demandTargets(sheets: readonly SheetSnapshot[], plan: EditPlan): void {
  for (const edit of plan.edits) {
    const area = mergeAt(findSheet(sheets, edit.sheet), edit);
    if (area && (area.top !== edit.row || area.left !== edit.column)) {
      throw new HostError('failed', `${edit.sheet}!${addressOf(edit)} lies inside a merged area`);
    }
  }
}

export function findMoved(
  sheets: readonly SheetSnapshot[],
  plan: EditPlan,
): { edit: Edit; found: CellContent }[] {
  return plan.edits
    .map((edit) => ({ edit, found: cellAt(findSheet(sheets, edit.sheet), edit.row, edit.column) }))
    .filter(({ edit, found }) => !stillHolds(edit.before, found));
}

/** What a cell holds after an entry, before anything has recalculated. */
export function contentOf({ value, formula }: Entry): CellContent {
  if (formula !== null && value === null) return { value, formula, uncomputed: true };
  return { value: formula === null && value === '' ? null : value, formula };
}

/** The sheets with some cells replaced; sheets without a change stay the same objects. */
export function withChanges(
  sheets: readonly SheetSnapshot[],
  changes: readonly CellChange[],
): SheetSnapshot[] {
  return sheets.map((sheet) => {
    const own = changes.filter((change) => change.sheet === sheet.name);
    if (own.length === 0) return sheet;
    const cells = new Map(sheet.cells);
    for (const { row, column, content } of own) {
      if (content.value === null && content.formula === null) cells.delete(indexOf(row, column));
      else cells.set(indexOf(row, column), content);
    }
    return { ...sheet, cells };
  });
}

/** Those who want to hear of events. */
export class Listeners {
  private readonly all = new Set<(event: HostEvent) => void>();

  add(listener: (event: HostEvent) => void): () => void {
    const own = (event: HostEvent): void => listener(event);
    this.all.add(own);
    return () => void this.all.delete(own);
  }

  tell(event: HostEvent): void {
    for (const listener of [...this.all]) listener(event);
  }

  clear(): void {
    this.all.clear();
  }
}
