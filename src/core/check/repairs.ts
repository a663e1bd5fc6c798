/**
 * "可能是…": what may have happened, offered only with proof. With the repair every hard or soft rule that looks
 * at the changed cells holds, and no rule that held is broken, in later years neither.
 */
import type { Indicator } from '../form/schema';
import { type CellKey, keyOf, splitKey } from '../model';
import { adjustmentOf, contentOf, figureOf, indicatorOf, priorOf, yearFigure } from '../report';
import { round, sumOf } from '../values/number';
import { fixCell, joinFixes, plain } from './cite';
import { cellKeyOf, type Finding, type Fix, type Guess, type Severity } from './finding';
import { comparisonsOf, type Involved } from './involved';
import { keystrokeBetween } from './keystroke';
import { decimalsIn, sectionsOf } from './scope';
import { type Figures, isTyped, mends, type Outcome, type Trials } from './trial';

/** A repair and what it would mend. */
interface Candidate {
  readonly guess: Guess;
  readonly figures: Figures;
}

/** What may have happened where a rule is violated; null where nothing can be proven. Formulas are never touched. */
export function guessRepair(finding: Finding, trials: Trials): Fix | null {
  if (finding.severity === 'info') return null;
  const keys = typedBehind(finding, trials);
  const ids = [...new Set(keys.map((key) => splitKey(key).id))];
  const indicators = ids.flatMap((id) => indicatorOf(trials.book.form, id) ?? []);
  const settles = ({ figures }: Candidate, ...severities: Severity[]): boolean => {
    const outcome = trials.try(figures);
    const open = [...outcome.broken, ...outcome.left].filter(({ rule }) =>
      severities.includes(rule.severity),
    );
    return mends(outcome, finding) && open.length === 0;
  };
  // What one slip explains as well as another explains nothing. A soft rule does not decide between them: the
  // right figure may have to be explained.
  const possible = (candidate: Candidate): boolean => settles(candidate, 'hard');
  const proven = (candidate: Candidate): boolean => {
    const { guess, figures } = candidate;
    // A pair that continues the chain exactly is proof enough: a sum over many figures may have other faults.
    if (guess.kind === 'swapped') return possible(candidate);
    const outcome = trials.try(figures);
    if (outcome.broken.length > 0 || !settles(candidate, 'hard', 'soft')) return false;
    return guess.kind !== 'unit' || isNearer(figures, outcome, trials);
  };
  const found =
    [...swaps(indicators, trials), ...units(indicators, trials)].find(proven) ??
    [[...cumulatives(indicators, trials), ...keystrokes(keys, trials)], signs(keys, trials)]
      .flatMap((slips) => only(slips.filter(possible)))
      .find(proven);
  if (!found) return null;
  const fix = joinFixes(
    [...found.figures].map(([key, value]) => fixCell(trials.report, key, plain(value), finding.rule, true)),
  );
  return fix && { ...fix, guess: found.guess };
}

/** The candidate, where all of them come to the same. */
function only(candidates: readonly Candidate[]): readonly Candidate[] {
  const distinct = new Set(candidates.map(({ figures }) => [...figures].join(' ')));
  return distinct.size === 1 ? candidates.slice(0, 1) : [];
}

/** The figures that a finding looks at, and what was typed where one of them is computed. */
function typedBehind({ cells, sheet }: Finding, { report, book }: Trials): CellKey[] {
  const entered = (key: CellKey): CellKey[] => {
    const { id, period } = splitKey(key);
    const parts = indicatorOf(book.form, id)?.sumOf;
    if (contentOf(report, key).formula === null) return [key];
    if (parts) return parts.flatMap((part) => entered(keyOf(part, period)));
    return period === 'cumulative' ? entered(keyOf(id, 'year')) : [];
  };
  const keys = cells.flatMap((cell) => (cell.sheet === sheet ? (cellKeyOf(cell) ?? []) : []));
  return [...new Set(keys.flatMap(entered))].filter((key) => isTyped(report, key));
}

/** 本年 and 累计 in each other's cells: only where the swapped pair continues the chain exactly. */
function swaps(indicators: readonly Indicator[], { report, book }: Trials): Candidate[] {
  return indicators.flatMap(({ id, periods }): Candidate[] => {
    const pair = [keyOf(id, 'year'), keyOf(id, 'cumulative')] as const;
    if (periods !== 'pair' || report.year === null || !pair.every((key) => isTyped(report, key))) return [];
    const [y, c] = pair.map((key) => figureOf(report, key)!) as [number, number];
    if (sumKnown([priorOf(book, id, report.year), c, adjustmentOf(book, id, report.year)]) !== y) return [];
    const figures = new Map<CellKey, number>([
      [pair[0], c],
      [pair[1], y],
    ]);
    return y === c ? [] : [{ guess: { kind: 'swapped' }, figures }];
  });
}

/** 本年 holds a 累计, this year's or last year's: what it should be follows from the two. */
function cumulatives(indicators: readonly Indicator[], { report, book }: Trials): Candidate[] {
  return indicators.flatMap(({ id, periods }): Candidate[] => {
    const key = keyOf(id, 'year');
    if (periods !== 'pair' || report.year === null || !isTyped(report, key)) return [];
    const total = contentOf(report, keyOf(id, 'cumulative'));
    const c = total.formula === null ? figureOf(report, keyOf(id, 'cumulative')) : null;
    const y = figureOf(report, key);
    const prior = priorOf(book, id, report.year);
    const adjustment = adjustmentOf(book, id, report.year);
    if (c === null || prior === null || prior === 0 || adjustment === null || (y !== c && y !== prior)) {
      return [];
    }
    const value = sumOf([c, -prior, -adjustment]);
    if (value < 0 || value === y) return [];
    return [{ guess: { kind: 'cumulative' }, figures: new Map([[key, value]]) }];
  });
}

/** 元 for 万元, 吨 for 万吨, 千克 for 吨: one figure, both of an indicator, or all of the section in that unit. */
function units(indicators: readonly Indicator[], { report, book }: Trials): Candidate[] {
  const { form } = book;
  const sections = sectionsOf(form);
  return indicators.flatMap(({ id, unit }): Candidate[] => {
    const slip = form.units.find((one) => one.unit === unit)?.slip;
    if (!slip) return [];
    const alike = form.indicators.filter(
      (one) => one.unit === unit && sections.get(one.id) === sections.get(id),
    );
    const scaled = (of: readonly Indicator[], periods: readonly ('year' | 'cumulative')[]): Figures => {
      const keys = of.flatMap((one) => periods.map((period) => keyOf(one.id, period)));
      const figures = keys.flatMap((key): [CellKey, number][] => {
        const value = figureOf(report, key);
        if (!isTyped(report, key) || value === null || value === 0) return [];
        const digits = decimalsIn(form, indicatorOf(form, splitKey(key).id)!);
        return [[key, round(value / slip.factor, digits)]];
      });
      return new Map(figures);
    };
    const self = alike.filter((one) => one.id === id);
    const sets = [self, alike].flatMap((of) => [
      scaled(of, ['year']),
      scaled(of, ['cumulative']),
      scaled(of, ['year', 'cumulative']),
    ]);
    const guess: Guess = { kind: 'unit', slip: slip.unit, unit };
    return sets.filter(({ size }) => size > 0).map((figures) => ({ guess, figures }));
  });
}

/** The history bears a change of unit out: an equality holds again, or every figure comes nearer to last year's. */
function isNearer(figures: Figures, { fixed }: Outcome, { report, book }: Trials): boolean {
  if (fixed.some(demandsEquality)) return true;
  const { year } = report;
  if (year === null || year <= book.form.since) return false;
  return [...figures].every(([key, value]) => {
    const { id, period } = splitKey(key);
    const last = period === 'year' ? yearFigure(book, id, year - 1) : priorOf(book, id, year);
    const typed = figureOf(report, key);
    if (!last || !typed || !value) return false;
    return Math.abs(Math.log(value / last)) < Math.abs(Math.log(typed / last));
  });
}

const demandsEquality = ({ rule }: Involved): boolean => comparisonsOf(rule).some(({ is }) => is === '=');

/** One figure mistyped: an equality says what it should be, and one keystroke leads there. */
function keystrokes(keys: readonly CellKey[], trials: Trials): Candidate[] {
  return keys.flatMap((key) => {
    const typed = figureOf(trials.report, key)!;
    const meant = trials
      .violatedAt(key)
      .filter(({ rule }) => rule.severity !== 'info')
      .flatMap((involved) => trials.solve(involved, key, true));
    return [...new Set(meant)].flatMap((value): Candidate[] => {
      const kind = keystrokeBetween(typed, value);
      return kind === null ? [] : [{ guess: { kind }, figures: new Map([[key, value]]) }];
    });
  });
}

/** A minus sign too many. */
const signs = (keys: readonly CellKey[], { report }: Trials): Candidate[] =>
  keys.flatMap((key): Candidate[] => {
    const value = figureOf(report, key)!;
    return value < 0 ? [{ guess: { kind: 'sign' }, figures: new Map([[key, -value]]) }] : [];
  });

const sumKnown = (parts: readonly (number | null)[]): number | null =>
  parts.includes(null) ? null : sumOf(parts as number[]);
