import { setFlagsFromString } from 'node:v8';

/** From V8 12 on. */
const LATE = '--invocation-count-for-maglev=4000 --invocation-count-for-turbofan=30000';
/** By the versions of Node that this was tried with: another one may not have the flags, and would say so to the person. */
const OPTIMISE: Readonly<Record<string, string>> = {
  20: '--interrupt-budget=600000',
  22: LATE,
  24: LATE,
  26: LATE,
};
const optimise = OPTIMISE[process.versions.node.split('.')[0]!];

/**
 * V8 optimises late and little at once, and clears garbage without other threads: it is all gone when the next file is
 * read. docs/decisions/start.md.
 */
export const flags =
  optimise === undefined
    ? ''
    : `${optimise} --max-inlined-bytecode-size-cumulative=300 --no-concurrent-marking --no-parallel-scavenge`;

/** Tells V8 how to work, where it is one that was tried. */
export function setFlags(wanted: string): void {
  if (optimise !== undefined) setFlagsFromString(wanted);
}
