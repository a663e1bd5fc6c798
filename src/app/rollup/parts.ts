/** Who a figure of the parent is made of: largest first, with where each figure stands. */
import type { Severity } from '../../core';
import { sheetOf } from '../../core/rollup/finding';
import { farFromPeers } from '../../core/rollup/outliers';
import { absentIn, isSummed, type Reporter } from '../../core/rollup/reporters';
import type { Open, RollUp, Total } from '../../core/rollup/rollup';

/** Where a figure stands; a Word file has neither sheet nor cell. */
export interface Spot {
  readonly reporter: Reporter;
  readonly file: string;
  readonly sheet: string | null;
  readonly address: string | null;
}
export interface Part extends Spot {
  readonly value: number;
  /** Of the sum, where all are of one sign. */
  readonly share: number | null;
  /** How many times the median of its peers, where it is far from them. */
  readonly times: number | null;
  readonly mark: Severity | null;
  /** Who is lacking in it, where it is itself a sum. */
  readonly lacking: string | null;
}

export interface Anatomy {
  readonly total: Total;
  readonly parts: readonly Part[];
  readonly open: readonly (Spot & Pick<Open, 'why' | 'text'>)[];
  /** Whole reporters that no sum has, and those that lack some of their own. */
  readonly absent: readonly Reporter[];
}

export function anatomyOf(rolled: RollUp, index: number): Anatomy {
  const total = rolled.totals[index]!;
  const figures = rolled.reporters.flatMap((reporter) => {
    const value = isSummed(reporter) ? reporter.child!.contribution!.figures[index]! : NaN;
    return Number.isNaN(value) ? [] : [{ reporter, value }];
  });
  const far = farFromPeers(
    figures.map(({ reporter, value }) => (reporter.status === 'own' ? null : value)),
    rolled.form.peers,
  );
  const sum = figures.reduce((all, { value }) => all + Math.abs(value), 0);
  const mixed = figures.some(({ value }) => value < 0);
  const parts = figures.map(({ reporter, value }, at): Part => ({
    ...spotOf(reporter, total),
    value,
    share: mixed || sum === 0 ? null : value / sum,
    times: far[at] ?? null,
    mark: reporter.child!.contribution!.marks.get(index) ?? null,
    lacking: total.open.find((one) => one.why === 'partial' && one.reporter === reporter)?.text ?? null,
  }));
  return {
    total,
    parts: parts.sort((a, b) => b.value - a.value),
    open: total.open
      .filter(({ why }) => why !== 'partial')
      .map(({ reporter, why, text }) => ({ ...spotOf(reporter, total), why, text })),
    absent: absentIn(rolled),
  };
}

function spotOf(reporter: Reporter, { slot }: Total): Spot {
  const contribution = reporter.child!.contribution!;
  const address = contribution.places[slot.index] || null;
  return {
    reporter,
    file: reporter.file!,
    sheet: address === null ? null : sheetOf(contribution, slot),
    address,
  };
}
