/** Of the cells that a violated rule looks at, the one that is likeliest wrong. */
import type { CellKey } from '../model';
import { cellKeyOf, type Finding } from './finding';
import { isTyped, mends, type Trials } from './trial';

export interface Culprit {
  readonly key: CellKey;
  /** What it would have to be. */
  readonly value: number;
  /** So many violated rules hold then. */
  readonly count: number;
}

/**
 * The typed cell whose change alone makes the most violated rules hold and breaks none that held; null where
 * none does so for more rules than the rule's own cell, or several do so equally well. What another cell would have to be, a sum or a chain has
 * to say: that some figure would be large enough is no evidence. A formula is nobody's typing.
 */
export function findCulprit(finding: Finding, trials: Trials): Culprit | null {
  if (finding.severity === 'info') return null;
  const [own, ...others] = finding.cells
    .filter(({ sheet }) => sheet === finding.sheet)
    .map((cell) => cellKeyOf(cell));
  const keys = others.filter((key): key is CellKey => key !== null && isTyped(trials.report, key));
  if (!own || keys.length === 0) return null;
  const least = isTyped(trials.report, own) ? (bestFor(own, finding, trials, false)?.count ?? 0) : 0;
  let best: Culprit[] = [];
  for (const key of keys) {
    const enough = best[0]?.count ?? least + 1;
    const found = trials.mostAt(key) >= enough ? bestFor(key, finding, trials, true) : null;
    if (!found || found.count < enough) continue;
    best = found.count > enough ? [found] : [...best, found];
  }
  return best.length === 1 ? best[0]! : null;
}

function bestFor(key: CellKey, finding: Finding, trials: Trials, equal: boolean): Culprit | null {
  const values = new Set(trials.violatedAt(key).flatMap((involved) => trials.solve(involved, key, equal)));
  let best: Culprit | null = null;
  for (const value of values) {
    const outcome = trials.try(new Map([[key, value]]));
    const { length: count } = outcome.fixed;
    if (outcome.broken.length > 0 || count <= (best?.count ?? 0) || !mends(outcome, finding)) continue;
    best = { key, value, count };
  }
  return best;
}
