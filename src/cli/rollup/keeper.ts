/** What is held of each file of a roll-up until the end: little, for there are thousands. */
import type { Finding } from '../../core';
import type { Child, Failed } from '../../core/rollup/child';
import { type Packed, unpacked } from '../packed';
import type { ReducedFile } from '../tasks';

export interface Keeper {
  keep(outcome: ReducedFile | Failed): Child | Failed;
  /** None where nobody wanted them. */
  readonly findingsOf: (child: Child) => readonly Finding[];
}

export function createKeeper(): Keeper {
  /** Nearly all files have their figures in the same places. */
  const shared = new Map<string, readonly string[]>();
  const findings = new Map<string, Packed<readonly Finding[]>>();
  return {
    keep(outcome) {
      if ('reason' in outcome) return outcome;
      const { file, child, packed } = outcome;
      if (packed) findings.set(file, packed);
      return withShared(child);
    },
    findingsOf({ file }) {
      const packed = findings.get(file);
      return packed ? unpacked(packed) : [];
    },
  };

  function withShared(child: Child): Child {
    const { contribution } = child;
    if (!contribution) return child;
    const name = contribution.places.join(' ');
    const places = shared.get(name) ?? contribution.places;
    shared.set(name, places);
    return { ...child, contribution: { ...contribution, places } };
  }
}
