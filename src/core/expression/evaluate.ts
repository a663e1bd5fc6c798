import { type CellValue, isError, type Period } from '../model';
import { decimalsOf, normalise, round } from '../values/number';
import { readChoice } from '../values/choice';
import type { Comparison, Condition, Kind, Term, Tolerance } from './tree';

/** Where a tree gets its figures from: one year sheet, seen from one cell. */
export interface Operands {
  /** `period` is given where the tree names one. */
  value(cell: string, period?: Period): CellValue;
  prior(cell: string): number | null;
  /** 本年 of the year before. */
  before(cell: string): number | null;
  /** Blank is 0; null where it cannot be read. */
  adjustment(cell: string): number | null;
  reason(cell: string): string;
  readonly reportYear: number | null;
  /** One unit of the last decimal of the figure checked; 0 for counts. */
  readonly unit: number;
}

type Figure = (from: Operands) => number | null;
type Verdict = (from: Operands) => boolean | null;

/** A tree never changes: it is made into functions once, and asked some thousand times in each check. */
const figures = new WeakMap<Term, Figure>();
const verdicts = new WeakMap<Condition, Verdict>();

/** The figure, or null where an operand is not a number. */
export const evaluateTerm = (term: Term, from: Operands): number | null => figureOf(term)(from);

/** True, false, or null where it cannot be decided (Kleene's logic). */
export const evaluate = (condition: Condition, from: Operands): boolean | null => verdictOf(condition)(from);

function figureOf(term: Term): Figure {
  let known = figures.get(term);
  if (!known) figures.set(term, (known = makeFigure(term)));
  return known;
}

function verdictOf(condition: Condition): Verdict {
  let known = verdicts.get(condition);
  if (!known) verdicts.set(condition, (known = makeVerdict(condition)));
  return known;
}

function makeFigure(term: Term): Figure {
  if ('number' in term) return () => term.number;
  if ('prior' in term) return (from) => from.prior(term.prior);
  if ('before' in term) return (from) => from.before(term.before);
  if ('adjustment' in term) return (from) => from.adjustment(term.adjustment);
  if ('reportYear' in term) return (from) => from.reportYear;
  if ('sum' in term) {
    const parts = term.sum.map(figureOf);
    return (from) => addUp(parts, from);
  }
  if ('sumKnown' in term) {
    const parts = term.sumKnown.map(figureOf);
    const cells = term.sumKnown.flatMap((part) => ('cell' in part ? [part] : []));
    return (from) => {
      for (const { cell, period } of cells) if (isError(from.value(cell, period))) return null;
      let total = 0;
      for (const part of parts) total += part(from) ?? 0;
      return normalise(total);
    };
  }
  if ('max' in term) {
    const parts = term.max.map(figureOf);
    return (from) => largest(parts, from);
  }
  if ('times' in term) {
    const of = figureOf(term.of);
    return (from) => {
      const figure = of(from);
      return figure === null ? null : normalise(figure * term.times);
    };
  }
  const { cell, period } = term;
  return (from) => {
    const value = from.value(cell, period);
    return typeof value === 'number' ? normalise(value) : null;
  };
}

function addUp(parts: readonly Figure[], from: Operands): number | null {
  let total = 0;
  for (const part of parts) {
    const figure = part(from);
    if (figure === null) return null;
    total += figure;
  }
  return normalise(total);
}

function largest(parts: readonly Figure[], from: Operands): number | null {
  let most = -Infinity;
  for (const part of parts) {
    const figure = part(from);
    if (figure === null) return null;
    most = Math.max(most, figure);
  }
  return most;
}

function makeVerdict(condition: Condition): Verdict {
  if ('left' in condition) {
    const left = figureOf(condition.left);
    const right = figureOf(condition.right);
    const { is, tolerance } = condition;
    return (from) => {
      const one = left(from);
      const other = one === null ? null : right(from);
      if (one === null || other === null) return null;
      return holds(one, is, other, toleranceOf(tolerance, tolerance === 'unit' ? from.unit : 0));
    };
  }
  if ('all' in condition) {
    const parts = condition.all.map(verdictOf);
    return (from) => decideBy(parts, from, false);
  }
  if ('any' in condition) {
    const parts = condition.any.map(verdictOf);
    return (from) => decideBy(parts, from, true);
  }
  if ('not' in condition) {
    const part = verdictOf(condition.not);
    return (from) => negate(part(from));
  }
  if ('reasonOf' in condition) return (from) => from.reason(condition.reasonOf).trim() !== '';
  const { cell, period } = condition;
  if ('oneOf' in condition) {
    const words = condition.oneOf;
    return (from) => {
      const value = from.value(cell, period);
      return typeof value === 'string' && words.includes(wordOf(value));
    };
  }
  const { kind } = condition;
  return (from) => isKind(from.value(cell, period), kind);
}

/** One part that is `deciding` decides (false for all, true for any); else an undecided one leaves it open. */
function decideBy(parts: readonly Verdict[], from: Operands, deciding: boolean): boolean | null {
  let open = false;
  for (const part of parts) {
    const verdict = part(from);
    if (verdict === deciding) return deciding;
    if (verdict === null) open = true;
  }
  return open ? null : !deciding;
}

export const toleranceOf = (tolerance: Tolerance | undefined, unit: number): number =>
  tolerance === 'unit' ? unit : (tolerance ?? 0);

/** Digits to which a difference is looked at, so that binary dust never decides. */
export function digitsFor(tolerance: number): number {
  if (tolerance <= 0) return 8;
  let digits = knownDigits.get(tolerance);
  if (digits === undefined) knownDigits.set(tolerance, (digits = decimalsOf(tolerance) + 2));
  return digits;
}
/** A form has a handful of tolerances. */
const knownDigits = new Map<number, number>();

function holds(left: number, is: Comparison, right: number, tolerance: number): boolean {
  const difference = round(left - right, digitsFor(tolerance));
  switch (is) {
    case '=':
      return Math.abs(difference) <= tolerance;
    case '≠':
      return Math.abs(difference) > tolerance;
    case '≥':
      return difference >= -tolerance;
    case '≤':
      return difference <= tolerance;
    case '>':
      return difference > tolerance;
    case '<':
      return difference < -tolerance;
  }
}

function isKind(value: CellValue, kind: Kind): boolean | null {
  switch (kind) {
    case 'number':
      return typeof value === 'number';
    case 'text':
      // TRUE is no number either; the workbook's own formulas do not see it (ISTEXT).
      return typeof value === 'boolean' || (typeof value === 'string' && value !== '');
    case 'error':
      return isError(value);
    case 'blank':
      return value === null || value === '';
    case 'whole':
      return typeof value === 'number' ? Number.isInteger(normalise(value)) : null;
  }
}

/** A ticked 有☑无□ says the same as 有. */
function wordOf(text: string): string {
  const choice = readChoice(text);
  return choice === 'unreadable' || choice === 'none' || choice === 'both' ? text.trim() : choice;
}

const negate = (value: boolean | null): boolean | null => (value === null ? null : !value);
