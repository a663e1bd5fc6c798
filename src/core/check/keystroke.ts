import type { Keystroke } from './finding';

/** How one figure was mistyped for another with one slip of the keyboard; null where it takes more than one. */
export function keystrokeBetween(typed: number, meant: number): Keystroke | null {
  if (typed === -meant) return typed === 0 ? null : 'sign';
  if (typed < 0 !== meant < 0) return null;
  const [a, b] = [String(Math.abs(typed)), String(Math.abs(meant))];
  // Any single digit is one keystroke from any other: that proves nothing.
  if (a === b || Math.max(a.length, b.length) < 2 || /e/.test(a + b)) return null;
  if (a.length === b.length) return sameLength(a, b);
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return null;
  const at = [...long].findIndex((sign, index) => sign !== short[index]);
  if (long.slice(0, at) + long.slice(at + 1) !== short) return null;
  return long[at] === '.' ? 'point' : a.length < b.length ? 'missed' : 'extra';
}

function sameLength(a: string, b: string): Keystroke | null {
  if (a.indexOf('.') !== b.indexOf('.')) return null;
  const [from, to] = [a.replace('.', ''), b.replace('.', '')];
  const differing = [...from].flatMap((digit, index) => (digit === to[index] ? [] : [index]));
  const [first, second] = differing;
  if (differing.length === 1) return 'replaced';
  const swapped =
    differing.length === 2 &&
    second === first! + 1 &&
    from[first!] === to[second] &&
    from[second] === to[first!];
  return swapped ? 'transposed' : null;
}
