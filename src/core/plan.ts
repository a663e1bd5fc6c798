import { type CellContent, type CellValue, type Position, sameValue } from './model';
import { inverseSteps, sheetsMade, type Step } from './structure';

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

/** Something to know before the yes to a plan; worded in strings/. */
export interface Remark {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A change to a workbook: pure, previewable, applied in one batch or not at all. */
export interface EditPlan {
  /** Id of the command that made it (app/commands). */
  readonly command: string;
  /** What happens to the workbook's shape first; the edits speak of the sheets as they are then. */
  readonly steps?: readonly Step[];
  readonly edits: readonly Edit[];
  /** What happens to its shape afterwards. */
  readonly closing?: readonly Step[];
  readonly remarks?: readonly Remark[];
}

export const isStructural = ({ steps = [], closing = [] }: EditPlan): boolean =>
  steps.length > 0 || closing.length > 0;

/** The plan that takes this one back. What stands on a sheet that goes again need not be taken back. */
export function inverse({ command, steps = [], edits, closing = [] }: EditPlan): EditPlan {
  const made = sheetsMade(steps);
  return {
    command,
    ...(closing.length > 0 ? { steps: inverseSteps(closing) } : {}),
    edits: edits
      .filter(({ sheet }) => !made.has(sheet))
      .map((edit) => ({ ...edit, before: edit.after, after: edit.before }))
      .reverse(),
    ...(steps.length > 0 ? { closing: inverseSteps(steps) } : {}),
  };
}

/**
 * Whether a cell still holds what a plan saw. Two formulas are compared as text: their results move
 * when other cells do, and that is no reason to refuse.
 */
export function stillHolds(entry: Entry, found: CellContent): boolean {
  if (entry.formula !== null || found.formula !== null) return entry.formula === found.formula;
  const blank = (value: CellValue): CellValue => (value === '' ? null : value);
  return sameValue(blank(entry.value), blank(found.value));
}

/** Why a command cannot be carried out now; worded in strings/. */
export interface Refusal {
  readonly refused: string;
  readonly params?: Readonly<Record<string, string | number>>;
}
/** What planning a command comes to. */
export type Proposal = EditPlan | Refusal;

export const isRefusal = (proposal: Proposal): proposal is Refusal => 'refused' in proposal;
