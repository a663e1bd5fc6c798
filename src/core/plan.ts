import { type CellContent, type CellValue, type Position, sameValue } from './model';

/** What a cell is to hold: a formula (with "="), or a value where formula is null. */
export interface Entry {
  readonly value: CellValue;
  readonly formula: string | null;
}

/** One change of one cell. `before` is what was seen when the plan was made; a host refuses where it moved. */
export interface Edit extends Position {
  readonly sheet: string;
  readonly before: Entry;
  readonly after: Entry;
  /** Code of the reason, worded in strings/: a rule id or the id of a command. */
  readonly why: string;
}

/** A change to a workbook: pure, previewable, applied in one batch or not at all. */
export interface EditPlan {
  /** Id of the command that made it (app/commands). */
  readonly command: string;
  readonly edits: readonly Edit[];
}

/** The plan that takes this one back. */
export const inverse = (plan: EditPlan): EditPlan => ({
  command: plan.command,
  edits: plan.edits.map((edit) => ({ ...edit, before: edit.after, after: edit.before })).reverse(),
});

/**
 * Whether a cell still holds what a plan saw. Two formulas are compared as text: their results move
 * when other cells do, and that is no reason to refuse.
 */
export function stillHolds(entry: Entry, found: CellContent): boolean {
  if (entry.formula !== null || found.formula !== null) return entry.formula === found.formula;
  const blank = (value: CellValue): CellValue => (value === '' ? null : value);
  return sameValue(blank(entry.value), blank(found.value));
}
