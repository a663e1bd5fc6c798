import type { Period } from '../model';
import { digitsFor, toleranceOf } from './evaluate';
import type { Condition, Kind, Term } from './tree';

/** Where the operands stand in the workbook, as references for formulas of one sheet. */
export interface References {
  cell(id: string, period?: Period): string;
  /** A cell that holds c₋₁ as a number, or nothing. */
  prior(id: string): string;
  /** A cell that holds the adjustment as a number (0 where blank), or nothing where it is unreadable. */
  adjustment(id: string): string;
  reason(id: string): string;
  readonly reportYear: string;
  readonly unit: number;
}

/**
 * The Excel formula that is TRUE where the condition is violated, FALSE where it holds or cannot be decided.
 * Agrees with evaluate() === false on every sheet (tests/unit/expression/parity.test.ts).
 * AND and OR are not short-circuit and an error in one operand loses the whole, so each comparison is guarded
 * by itself (reference/native.md).
 */
export const compileViolation = (condition: Condition, refs: References): string =>
  whenFalse(condition, refs);

/** The Excel formula of a figure, "" where an operand is not a number. */
export function compileTerm(term: Term, refs: References): string {
  const needed = operands(term, refs);
  return `IF(COUNT(${needed.join(',')})<${needed.length},"",${figure(term, refs)})`;
}

function whenFalse(condition: Condition, refs: References): string {
  if ('left' in condition) return comparison(condition, refs, true);
  if ('all' in condition)
    return join(
      'OR',
      condition.all.map((part) => whenFalse(part, refs)),
    );
  if ('any' in condition)
    return join(
      'AND',
      condition.any.map((part) => whenFalse(part, refs)),
    );
  if ('not' in condition) return whenTrue(condition.not, refs);
  return test(condition, refs, true);
}

function whenTrue(condition: Condition, refs: References): string {
  if ('left' in condition) return comparison(condition, refs, false);
  if ('all' in condition)
    return join(
      'AND',
      condition.all.map((part) => whenTrue(part, refs)),
    );
  if ('any' in condition)
    return join(
      'OR',
      condition.any.map((part) => whenTrue(part, refs)),
    );
  if ('not' in condition) return whenFalse(condition.not, refs);
  return test(condition, refs, false);
}

function comparison(
  condition: Extract<Condition, { left: Term }>,
  refs: References,
  negated: boolean,
): string {
  const tolerance = toleranceOf(condition.tolerance, refs.unit);
  const difference = `ROUND(${figure(condition.left, refs)}-(${figure(condition.right, refs)}),${digitsFor(tolerance)})`;
  const size = `ABS(${difference})`;
  const holds = {
    '=': `${size}<=${tolerance}`,
    '≠': `${size}>${tolerance}`,
    '≥': `${difference}>=${-tolerance}`,
    '≤': `${difference}<=${tolerance}`,
    '>': `${difference}>${tolerance}`,
    '<': `${difference}<${-tolerance}`,
  }[condition.is];
  const needed = [...operands(condition.left, refs), ...operands(condition.right, refs)];
  const decided = needed.length === 0 ? [] : [`COUNT(${needed.join(',')})=${needed.length}`];
  return `IFERROR(${join('AND', [...decided, negated ? `NOT(${holds})` : holds])},FALSE)`;
}

function test(
  condition: Exclude<Condition, { left: Term } | { all: unknown } | { any: unknown } | { not: unknown }>,
  refs: References,
  negated: boolean,
): string {
  if ('reasonOf' in condition) {
    const given = `IFERROR(LEN(TRIM(${refs.reason(condition.reasonOf)}&""))>0,FALSE)`;
    return negated ? `NOT(${given})` : given;
  }
  const ref = refs.cell(condition.cell, condition.period);
  if ('oneOf' in condition) {
    const reads = `IFERROR(${join(
      'OR',
      condition.oneOf.map((word) => `TRIM(${ref}&"")="${word}"`),
    )},FALSE)`;
    return negated ? `NOT(${reads})` : reads;
  }
  return kindTest(ref, condition.kind, negated);
}

function kindTest(ref: string, kind: Kind, negated: boolean): string {
  if (kind === 'whole') {
    return `IFERROR(AND(COUNT(${ref})=1,INT(N(${ref}))${negated ? '<>' : '='}N(${ref})),FALSE)`;
  }
  const is = {
    number: `ISNUMBER(${ref})`,
    text: `IF(ISTEXT(${ref}),LEN(${ref})>0,FALSE)`,
    error: `ISERROR(${ref})`,
    blank: `IFERROR(LEN(${ref})=0,FALSE)`,
  }[kind];
  return negated ? `NOT(${is})` : is;
}

function figure(term: Term, refs: References): string {
  if ('number' in term) return String(term.number);
  if ('sum' in term) return `(${term.sum.map((part) => figure(part, refs)).join('+')})`;
  if ('sumKnown' in term) return `SUM(${operandsWithin(term.sumKnown, refs).join(',')})`;
  if ('max' in term) return `MAX(${term.max.map((part) => figure(part, refs)).join(',')})`;
  if ('times' in term) return `(${term.times}*${figure(term.of, refs)})`;
  return `N(${reference(term, refs)})`;
}

/** References that have to hold numbers for the term to be decided. */
function operands(term: Term, refs: References): string[] {
  if ('number' in term || 'sumKnown' in term) return [];
  if ('sum' in term) return operandsWithin(term.sum, refs);
  if ('max' in term) return operandsWithin(term.max, refs);
  if ('times' in term) return operands(term.of, refs);
  return [reference(term, refs)];
}

const operandsWithin = (terms: readonly Term[], refs: References): string[] =>
  terms.flatMap((part) => operands(part, refs));

function reference(
  term: Exclude<
    Term,
    { number: number } | { sum: unknown } | { sumKnown: unknown } | { max: unknown } | { times: number }
  >,
  refs: References,
): string {
  if ('prior' in term) return refs.prior(term.prior);
  if ('adjustment' in term) return refs.adjustment(term.adjustment);
  if ('reportYear' in term) return refs.reportYear;
  // The figures of another year stand on another sheet: such a rule is not compiled (looksBack).
  if ('before' in term) throw new Error(`not on this sheet: ${term.before} of the year before`);
  return refs.cell(term.cell, term.period);
}

const join = (name: 'AND' | 'OR', parts: readonly string[]): string =>
  parts.length === 1 ? parts[0]! : `${name}(${parts.join(',')})`;
