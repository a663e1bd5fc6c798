/** Other figures tried out against every rule that speaks of them. */
import { evaluate, evaluateTerm } from '../expression/evaluate';
import type { Term } from '../expression/tree';
import { type CellKey, keyOf, splitKey } from '../model';
import { type Book, contentOf, figureOf, indicatorOf, type Report } from '../report';
import { round } from '../values/number';
import { operandsAt } from './operands';
import { cellKeyOf, type Finding, type Stage } from './finding';
import { comparisonsOf, type Involved, rulesOn } from './involved';
import { appliesIn, decimalsIn } from './scope';
import { affectedBy, suppose } from './suppose';

export interface Outcome {
  /** Rules of the sheet that were violated and hold. */
  readonly fixed: readonly Involved[];
  /** Rules of the sheet that look at the changed cells, were violated, and do not hold. */
  readonly left: readonly Involved[];
  /** Rules that held or could not be decided and are violated now, in later years too. */
  readonly broken: readonly Involved[];
}

export type Figures = ReadonlyMap<CellKey, number>;

export interface Trials {
  readonly report: Report;
  readonly book: Book;
  /** The rules that look at a cell and are violated as things stand. */
  violatedAt(key: CellKey): readonly Involved[];
  /** The most violated rules that a change of the cell can make hold. */
  mostAt(key: CellKey): number;
  try(figures: Figures): Outcome;
  /**
   * The figures for a cell that would bring the two sides of a comparison together. `equal` takes only what
   * demands equality; else bounds are brought as well.
   */
  solve(involved: Involved, key: CellKey, equal: boolean): readonly number[];
}

export function makeTrials(report: Report, book: Book, stage: Stage): Trials {
  const supposed = new Map<string, Book>();
  const outcomes = new Map<string, Outcome>();
  const states = new Map<Report, Map<Involved, boolean | null>>();
  const { since } = book.form;

  const applies = ({ rule }: Involved, { year }: Report): boolean =>
    (rule.stage === 'draft' || stage === 'final') && appliesIn(rule, year, since);
  const judge = ({ rule, subject }: Involved, at: Report, within: Book): boolean | null =>
    evaluate(rule.holds!, operandsAt(subject, at, within));

  function stateOf(involved: Involved, at: Report): boolean | null {
    let known = states.get(at);
    if (!known) states.set(at, (known = new Map<Involved, boolean | null>()));
    let state = known.get(involved);
    if (state === undefined) known.set(involved, (state = judge(involved, at, book)));
    return state;
  }

  function violatedAround(keys: readonly CellKey[]): readonly Involved[] {
    const involved = affectedBy(keys, book).flatMap(({ id }) => rulesOn(book.form, id));
    return [...new Set(involved)].filter((one) => applies(one, report) && stateOf(one, report) === false);
  }

  function supposing(figures: Figures): Book {
    const name = nameOf(figures);
    let known = supposed.get(name);
    if (!known) supposed.set(name, (known = suppose(book, report.sheet, figures)));
    return known;
  }

  function tryOut(figures: Figures): Outcome {
    const then = supposing(figures);
    const involved = new Set(
      affectedBy([...figures.keys()], book).flatMap(({ id }) => rulesOn(book.form, id)),
    );
    const outcome = { fixed: [] as Involved[], left: [] as Involved[], broken: [] as Involved[] };
    then.reports.forEach((after, index) => {
      const before = book.reports[index]!;
      if (after === before) return;
      const own = before === report;
      for (const one of involved) {
        if (!applies(one, before)) continue;
        const was = stateOf(one, before);
        const is = judge(one, after, then);
        if (was !== false && is === false) outcome.broken.push(one);
        if (!own || was !== false) continue;
        if (is === true) outcome.fixed.push(one);
        else if ([...one.keys].some((key) => isMoved(key, before, after))) outcome.left.push(one);
      }
    });
    return outcome;
  }

  return {
    report,
    book,
    violatedAt: (key) =>
      rulesOn(book.form, splitKey(key).id).filter(
        (one) => one.keys.has(key) && applies(one, report) && stateOf(one, report) === false,
      ),
    mostAt: (key) => violatedAround([key]).length,
    try(figures) {
      const name = nameOf(figures);
      let known = outcomes.get(name);
      if (!known) outcomes.set(name, (known = tryOut(figures)));
      return known;
    },
    solve({ rule, subject }, key, equal) {
      const indicator = indicatorOf(book.form, splitKey(key).id);
      const comparisons = comparisonsOf(rule).filter(
        ({ left, is, right }) =>
          !('number' in left || 'number' in right) && is !== '≠' && (is === '=' || !equal),
      );
      if (!indicator || comparisons.length === 0) return [];
      // A comparison is a line in each of its figures: two points of it tell where it meets zero.
      const [atZero, atOne] = [0, 1].map((value) => {
        const then = supposing(new Map([[key, value]]));
        const at = then.reports.find(({ sheet }) => sheet === report.sheet)!;
        const operands = operandsAt(subject, at, then);
        return (term: Term) => evaluateTerm(term, operands);
      });
      const gap = (of: typeof atZero, left: Term, right: Term): number | null => {
        const [one, other] = [of!(left), of!(right)];
        return one === null || other === null ? null : one - other;
      };
      return comparisons.flatMap(({ left, right }) => {
        const zero = gap(atZero, left, right);
        const one = gap(atOne, left, right);
        if (zero === null || one === null) return [];
        const slope = round(one - zero, 6);
        if (slope === 0) return [];
        const value = round(-zero / slope, decimalsIn(book.form, indicator));
        return Number.isFinite(value) && value !== figureOf(report, key) ? [value] : [];
      });
    },
  };
}

/** Whether a trial makes the rule hold that a finding is of. */
export function mends({ fixed }: Outcome, finding: Finding): boolean {
  const own = finding.cells[0] && cellKeyOf(finding.cells[0]);
  return fixed.some(
    ({ rule, subject }) => rule.id === finding.rule && keyOf(subject.indicator.id, subject.period) === own,
  );
}

/** Whether a figure was typed here: no formula, no text, no blank. */
export const isTyped = (report: Report, key: CellKey): boolean =>
  contentOf(report, key).formula === null && figureOf(report, key) !== null;

const isMoved = (key: CellKey, before: Report, after: Report): boolean =>
  before.cells.get(key) !== after.cells.get(key);

const nameOf = (figures: Figures): string => [...figures].map(([key, value]) => `${key}=${value}`).join(' ');
