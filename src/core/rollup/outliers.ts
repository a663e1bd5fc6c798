/** Figures far from those of the peers. Regions differ in size by factors, so they are compared as such. */

export interface Peers {
  /** How many deviations from the median are far (the modified z-score). */
  readonly deviations: number;
  /** And how many times the median, or its fraction, however close the others are. */
  readonly factor: number;
  /** Fewer peers say nothing. */
  readonly least: number;
}

/** Logarithms are rounded. */
const ROUNDING = 1e-9;
/** Of normally spread values the median absolute deviation is this much of the standard deviation. */
const NORMAL = 0.6745;

/** By index: how many times the median a far figure is; null for all others. Only figures above 0 have peers. */
export function farFromPeers(figures: readonly (number | null)[], peers: Peers): (number | null)[] {
  const logs = figures.map((figure) => (figure !== null && figure > 0 ? Math.log(figure) : null));
  const known = logs.filter((log) => log !== null);
  if (known.length < peers.least) return figures.map(() => null);
  const middle = medianOf(known);
  const spread = medianOf(known.map((log) => Math.abs(log - middle)));
  const bound = Math.max((peers.deviations * spread) / NORMAL, Math.log(peers.factor));
  return logs.map((log) =>
    log !== null && Math.abs(log - middle) > bound + ROUNDING ? Math.exp(log - middle) : null,
  );
}

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
