/** A finding of a roll-up, and what it cites. */
import type { Severity } from '../check/finding';
import type { Child } from './child';
import type { Reporter } from './reporters';
import type { RollUp } from './rollup';
import type { Slot } from './slots';

/** Where a reporter's figure stands. */
export interface Cite {
  readonly reporter: string;
  readonly file: string | null;
  readonly sheet: string | null;
  readonly address: string | null;
}

export interface RollUpFinding {
  readonly rule: string;
  readonly severity: Severity;
  /** Which of the rule's messages. */
  readonly variant: string;
  /** The figure of the parent that it is about. */
  readonly slot: Slot | null;
  readonly cites: readonly Cite[];
  readonly value: number | null;
  readonly expected: number | null;
  readonly difference: number | null;
  readonly params: Readonly<Record<string, string | number | undefined>>;
}

/** The first of them; 汇总底稿 shows the rest. */
export const firstOf = (names: readonly string[], most: number): string =>
  names.slice(0, most).join('、') + (names.length > most ? '……' : '');

/** What is judged. */
export type Judged = Omit<RollUp, 'findings'>;

export const finding = (
  rule: string,
  variant: string,
  severity: Severity,
  rest: Partial<Omit<RollUpFinding, 'rule' | 'variant' | 'severity'>>,
): RollUpFinding => ({
  rule,
  variant,
  severity,
  slot: null,
  cites: [],
  value: null,
  expected: null,
  difference: null,
  params: {},
  ...rest,
});

export const cite = ({ name, file, child }: Reporter, slot: Slot | null = null): Cite => {
  const contribution = child?.contribution ?? null;
  return {
    reporter: name,
    file,
    sheet: (slot && contribution ? sheetOf(contribution, slot) : contribution?.sheet) ?? null,
    address: (slot && contribution?.places[slot.index]) || null,
  };
};

/** The sheet that a figure stands on. */
export const sheetOf = (
  {
    sheet,
    priorSheet,
    ledgerSheet,
  }: Pick<NonNullable<Child['contribution']>, 'sheet' | 'priorSheet' | 'ledgerSheet'>,
  { field }: Slot,
): string | null => (field === 'prior' ? priorSheet : field === 'adjustment' ? ledgerSheet : sheet);
