import type { Word } from './words';

/** 0 done; 1 done, and a person should look at it; 2 failed, or wrong use. */
export const EXIT = { done: 0, hard: 1, failed: 2 } as const;

/** Wrong use, worded for the person. */
export class UsageError extends Error {}

export type Say = (word: Word, params?: Record<string, string | number>) => string;

/** `--year`, or null where it is not given. */
export function yearIn(value: string | undefined, say: Say): number | null {
  if (value === undefined) return null;
  if (!/^20[1-9]\d$/.test(value) || Number(value) < 2011) throw new UsageError(say('badYear'));
  return Number(value);
}
