/** What a person can do about the rules of a cell that cannot be decided yet. */
import {
  type Book,
  type CellKey,
  contentOf,
  figureOf,
  indicatorOf,
  keyOf,
  type Period,
  priorOf,
  splitKey,
} from '../core';
import { type Undecided, undecidedAt } from '../core/check/undecided';
import { isComputed } from '../core/formulas';
import type { Report } from '../core/report';

export interface Waiting {
  /** Cells to be filled in, of the same report. */
  readonly cells: readonly CellKey[];
  /** Indicators whose 上年累计 is not known. */
  readonly priors: readonly string[];
  /** Ids of the rules. */
  readonly rules: readonly string[];
}

/** Null where no rule waits. A cell that computes by itself is followed to what it is computed from. */
export function waitingAt(report: Report, book: Book, key: CellKey): Waiting | null {
  const undecided = undecidedAt(report, book, key);
  if (undecided.length === 0) return null;
  const cells = new Set<CellKey>();
  const priors = new Set<string>();
  const rootsOf = (one: CellKey): void => {
    const { id, period } = splitKey(one);
    if (figureOf(report, one) !== null) return;
    const parts = indicatorOf(book.form, id)?.sumOf;
    if (!isComputed(contentOf(report, one).formula)) cells.add(one);
    else if (parts) parts.forEach((part) => rootsOf(keyOf(part, period)));
    else ownRoots(id, period);
  };
  const ownRoots = (id: string, period: Period): void => {
    if (period !== 'cumulative') return;
    rootsOf(keyOf(id, 'year'));
    if (report.year !== null && priorOf(book, id, report.year) === null) priors.add(id);
  };
  for (const { missing, unknown } of undecided) {
    missing.forEach(rootsOf);
    unknown.flatMap((id) => indicatorOf(book.form, id)?.sumOf ?? [id]).forEach((id) => priors.add(id));
  }
  return { cells: [...cells], priors: [...priors], rules: rulesOf(undecided) };
}

const rulesOf = (undecided: readonly Undecided[]): string[] => [
  ...new Set(undecided.map(({ rule }) => rule.id)),
];
