/** The roll-up of the files that have been read, as a person chose; the same in the page and in its thread. */
import { form } from '../../core';
import { type Child, type Failed, isFailed } from '../../core/rollup/child';
import type { Declared, Expected } from '../../core/rollup/reporters';
import { rollUp, type RollUp, type RollUpOptions } from '../../core/rollup/rollup';

export interface SumOptions {
  readonly year: number;
  /** Of the parent. */
  readonly region: string | null;
  readonly expected: readonly Expected[] | null;
  readonly declared: ReadonlyMap<string, Declared>;
  /** Of several files of a reporter these count. */
  readonly chosen: readonly string[];
  /** Which of the files is 本级; null where none is. */
  readonly own: string | null;
  readonly stage: 'draft' | 'final';
}

type Arrived = Child | Failed;

/** Who is added up and how: as `rollUp` and `makeRollUp` take it. */
export function sumOf(
  arrived: Iterable<Arrived>,
  { own: ownFile, region, ...options }: SumOptions,
): {
  readonly children: Arrived[];
  readonly options: Omit<RollUpOptions, 'final'> & Pick<SumOptions, 'stage'>;
} {
  const all = [...arrived];
  const own = all.find(({ file }) => file === ownFile) ?? null;
  const named = region ?? (own && !isFailed(own) ? own.region : null);
  return {
    children: all.filter((one) => one !== own),
    options: { ...options, form, own, region: named },
  };
}

export function sumUp(arrived: Iterable<Arrived>, sum: SumOptions): RollUp {
  const { children, options } = sumOf(arrived, sum);
  return rollUp(children, { ...options, final: sum.stage === 'final' });
}
