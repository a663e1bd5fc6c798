import type { GivenExplanation } from '../explanations';
import type { CellKey, CellValue, Period, Position } from '../model';
import type { Edit } from '../plan';

/** 强制性审核 · 核实性审核 · 提示 */
export type Severity = 'hard' | 'soft' | 'info';
export const SEVERITIES: readonly Severity[] = ['hard', 'soft', 'info'];

/** While filling a blank is only 未填; at 定稿 (final) everything must stand. */
export type Stage = 'draft' | 'final';

/** A cell as a finding cites it. Labels and other cells outside the form's data have no id. */
export interface CitedCell extends Position {
  readonly sheet: string;
  /** A1 notation. */
  readonly address: string;
  readonly id: string | null;
  readonly period: Period | null;
  readonly value: CellValue;
}

/** A repair that is safe to offer: shown with before and after, applied only when the person says so. */
export interface Fix {
  readonly edits: readonly Edit[];
  /** True where the person has to confirm a guess first (2000万: which unit?). */
  readonly confirm: boolean;
  /** What may have happened, where the repair is proven: with it every rule on these cells holds. */
  readonly guess?: Guess;
}

/** A mistake that people make. */
export type Guess =
  /** 本年 and 累计 stand in each other's cells. */
  | { readonly kind: 'swapped' }
  /** A 累计 was filled in as 本年. */
  | { readonly kind: 'cumulative' }
  /** Filled in in another unit. */
  | { readonly kind: 'unit'; readonly slip: string; readonly unit: string }
  | { readonly kind: Keystroke };

/** How two figures differ by one slip of the keyboard. */
export type Keystroke = 'transposed' | 'missed' | 'extra' | 'replaced' | 'point' | 'sign';

/** Where a rule does not say what a figure is: the least or the most that it can be, or what it mostly is. */
export type Bound = 'least' | 'most' | 'usual';

/** What a rule says of the cell that it is checked for. */
export interface Own {
  /** Index in the finding's cells. */
  readonly cell: number;
  readonly expected: number | string | null;
  readonly difference: number | null;
  /** So many violated rules would hold with another figure in cells[0] alone. */
  readonly count: number;
}

/** One violated edit check. Pure data: the words come from strings/, the order from the form. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** Number of the form's note that the rule rests on. */
  readonly note: number | null;
  readonly sheet: string;
  readonly year: number | null;
  /** cells[0] is the one to look at first; expected and difference speak of it. */
  readonly cells: readonly CitedCell[];
  /** What should stand there, where it can be said. */
  readonly expected: number | string | null;
  /** null where it should be just that. */
  readonly bound: Bound | null;
  /** actual − expected. */
  readonly difference: number | null;
  /** Where another cell stands first, because it is likelier wrong: what the rule says of its own cell. */
  readonly own: Own | null;
  /** Further values for the message, by name (see strings/). */
  readonly params: Readonly<Record<string, string | number>>;
  readonly fix: Fix | null;
  /** The reason written for a soft finding; it is closed while the reason holds. */
  readonly explanation: GivenExplanation | null;
}

/** A soft finding whose written reason holds is closed. */
export const isExplained = ({ explanation }: Finding): boolean => explanation?.holds ?? false;

/** The cell that a rule is checked for; it stands first unless another is likelier wrong. */
export const ownCell = ({ cells, own }: Finding): CitedCell | undefined => cells[own?.cell ?? 0];

/** The same finding across two checks: rule, sheet and the rule's own cell. */
export const findingId = (finding: Finding): string => {
  const first = ownCell(finding);
  const at = first ? (first.id === null ? first.address : `${first.id}/${first.period}`) : '';
  return `${finding.rule}|${finding.sheet}|${at}`;
};

export const cellKeyOf = (cell: CitedCell): CellKey | null =>
  cell.id === null || cell.period === null ? null : `${cell.id}/${cell.period}`;
