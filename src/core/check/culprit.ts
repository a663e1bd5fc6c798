/** Of the cells that a violated rule looks at, the one that is likeliest wrong. */
import type { CellKey } from '../model';
import { cellKeyOf, type Finding } from './finding';
import { isTyped, type Trials } from './trial';

export interface Culprit {
  readonly key: CellKey;
  /** What it would have to be. */
  readonly value: number;
  /** So many violated rules hold then. */
  readonly count: number;
}

/**
 * The typed cell whose change alone makes the most violated rules hold and breaks none that held; null where
 * none does so for more rules than the rule's own cell. A formula is nobody's typing.
 */
export function findCulprit(finding: Finding, trials: Trials): Culprit | null {
  const [own, ...others] = finding.cells
    .filter(({ sheet }) => sheet === finding.sheet)
    .map((cell) => cellKeyOf(cell));
  const keys = others.filter((key): key is CellKey => key !== null && isTyped(trials.report, key));
  if (!own || keys.length === 0) return null;
  const least = isTyped(trials.report, own) ? (bestFor(own, trials)?.count ?? 0) : 0;
  return keys.reduce<Culprit | null>((best, key) => {
    const found = bestFor(key, trials);
    return found && found.count > (best?.count ?? least) ? found : best;
  }, null);
}

function bestFor(key: CellKey, trials: Trials): Culprit | null {
  const values = new Set(trials.violatedAt(key).flatMap((involved) => trials.solve(involved, key, false)));
  let best: Culprit | null = null;
  for (const value of values) {
    const { fixed, broken } = trials.try(new Map([[key, value]]));
    if (broken.length === 0 && fixed.length > (best?.count ?? 0)) best = { key, value, count: fixed.length };
  }
  return best;
}
