import { type CellValue, isError, type Period } from '../model';
import { decimalsOf, normalise, round, sumOf } from '../values/number';
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

/** The figure, or null where an operand is not a number. */
export function evaluateTerm(term: Term, from: Operands): number | null {
  if ('number' in term) return term.number;
  if ('prior' in term) return from.prior(term.prior);
  if ('before' in term) return from.before(term.before);
  if ('adjustment' in term) return from.adjustment(term.adjustment);
  if ('reportYear' in term) return from.reportYear;
  if ('sum' in term) {
    const parts = term.sum.map((part) => evaluateTerm(part, from));
    return parts.some((part) => part === null) ? null : sumOf(parts as number[]);
  }
  if ('sumKnown' in term) {
    if (term.sumKnown.some((part) => 'cell' in part && isError(from.value(part.cell, part.period))))
      return null;
    return sumOf(term.sumKnown.map((part) => evaluateTerm(part, from) ?? 0));
  }
  if ('max' in term) {
    const parts = term.max.map((part) => evaluateTerm(part, from));
    return parts.some((part) => part === null) ? null : Math.max(...(parts as number[]));
  }
  if ('times' in term) {
    const figure = evaluateTerm(term.of, from);
    return figure === null ? null : normalise(figure * term.times);
  }
  const value = from.value(term.cell, term.period);
  return typeof value === 'number' ? normalise(value) : null;
}

/** True, false, or null where it cannot be decided (Kleene's logic). */
export function evaluate(condition: Condition, from: Operands): boolean | null {
  if ('left' in condition) {
    const left = evaluateTerm(condition.left, from);
    const right = evaluateTerm(condition.right, from);
    if (left === null || right === null) return null;
    return holds(left, condition.is, right, toleranceOf(condition.tolerance, from.unit));
  }
  if ('all' in condition) return every(condition.all.map((part) => evaluate(part, from)));
  if ('any' in condition) {
    const none = every(condition.any.map((part) => negate(evaluate(part, from))));
    return negate(none);
  }
  if ('not' in condition) return negate(evaluate(condition.not, from));
  if ('reasonOf' in condition) return from.reason(condition.reasonOf).trim() !== '';
  const value = from.value(condition.cell, condition.period);
  if ('oneOf' in condition) return typeof value === 'string' && condition.oneOf.includes(wordOf(value));
  return isKind(value, condition.kind);
}

export const toleranceOf = (tolerance: Tolerance | undefined, unit: number): number =>
  tolerance === 'unit' ? unit : (tolerance ?? 0);

/** Digits to which a difference is looked at, so that binary dust never decides. */
export const digitsFor = (tolerance: number): number => (tolerance > 0 ? decimalsOf(tolerance) + 2 : 8);

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
      return typeof value === 'string' && value !== '';
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
const every = (values: readonly (boolean | null)[]): boolean | null =>
  values.includes(false) ? false : values.includes(null) ? null : true;
