/** RUP-03: what is added up though it may be wrong: doubtful figures that nobody explained, and those far from all others. */
import { groupBy } from '../values/groups';
import { isSummed, type Reporter } from './reporters';
import { farFromPeers } from './outliers';
import { cite, finding, firstOf, type Judged, type RollUpFinding } from './finding';

/** So many times what the others have in the middle: no region is as large, but 元 for 万元 is, and 千克 for 吨. */
const FAR = 100;
const MOST_NAMED = 12;

/** One finding names them all: each has its own return list. */
export function judgeDoubts({ reporters }: Judged): RollUpFinding[] {
  const doubtful = reporters.filter((one) => isSummed(one) && softIn(one) > 0);
  if (doubtful.length === 0) return [];
  const names = doubtful.map((one) => `${one.name}（${softIn(one)}）`);
  const params = {
    reporters: firstOf(names, MOST_NAMED),
    count: doubtful.length,
    all: doubtful.reduce((sum, one) => sum + softIn(one), 0),
  };
  return [finding('RUP-03', 'doubts', 'soft', { cites: doubtful.map((one) => cite(one)), params })];
}

const softIn = ({ child }: Reporter): number => child!.contribution!.counts.soft;

interface Far {
  readonly reporter: Reporter;
  readonly total: Judged['totals'][number];
  readonly value: number;
  readonly times: number;
}

/** Of each reporter the figure that is farthest, and how many there are. */
export function judgeFar({ reporters, totals, form }: Judged): RollUpFinding[] {
  const summed = reporters.filter(isSummed);
  const far = totals.flatMap((total): Far[] => {
    const { field, index } = total.slot;
    if (field !== 'year' && field !== 'value') return [];
    const figures = summed.map(({ status, child }) => {
      const value = child!.contribution!.figures[index]!;
      return status === 'own' || Number.isNaN(value) ? null : value;
    });
    return farFromPeers(figures, form.peers).flatMap((times, at) =>
      times !== null && times >= FAR ? [{ reporter: summed[at]!, total, value: figures[at]!, times }] : [],
    );
  });
  return [...groupBy(far, ({ reporter }) => reporter).values()].map((own) => {
    const [{ reporter, total, value, times }] = [...own].sort((a, b) => b.times - a.times) as [Far, ...Far[]];
    return finding('RUP-03', 'far', 'soft', {
      ...{ slot: total.slot, value, cites: [cite(reporter, total.slot)] },
      params: { reporter: reporter.name, count: own.length, times: Math.round(times) },
    });
  });
}
