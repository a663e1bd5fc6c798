import type { Language } from '../strings/messages';
import type { Word } from './words';

/** 0 done; 1 done, and a person should look at it; 2 failed, or wrong use. */
export const EXIT = { done: 0, hard: 1, failed: 2 } as const;

/** Wrong use, worded for the person. */
export class UsageError extends Error {}

export type Say = (word: Word, params?: Record<string, string | number>) => string;

/** The options of all commands, as they were written. */
export interface Values {
  readonly from?: string;
  readonly to?: string;
  readonly region?: string;
  readonly documents?: string;
  readonly values?: string[];
  readonly addin?: string;
  readonly stage?: string;
  readonly prior?: string[];
  readonly format?: string;
  readonly year?: string;
  readonly table?: string;
  readonly by?: string;
  readonly date?: string;
  readonly returns?: string;
  readonly due?: string;
  readonly 'from-office'?: string;
  readonly expect?: string;
  readonly own?: string;
  readonly against?: string;
  readonly previous?: string;
  readonly use?: string[];
  readonly included?: string[];
  readonly separate?: string[];
  readonly workers?: string;
  readonly output?: string;
}

/** A command: what it was given, its options, and its exit code. */
export type Run = (
  names: readonly string[],
  values: Values,
  say: Say,
  language: Language,
) => Promise<number> | number;

/** `--year`, or null where it is not given. */
export function yearIn(value: string | undefined, say: Say): number | null {
  if (value === undefined) return null;
  if (!/^20[1-9]\d$/.test(value) || Number(value) < 2011) throw new UsageError(say('badYear'));
  return Number(value);
}

/** An option that is one of a few words; the first is meant where it is not given. */
export function choose<Choice extends string>(
  option: string,
  value: string | undefined,
  choices: readonly [Choice, ...Choice[]],
  say: Say,
): Choice {
  const chosen = value === undefined ? choices[0] : choices.find((one) => one === value);
  if (!chosen) throw new UsageError(say('badChoice', { option, choices: choices.join(say('or')) }));
  return chosen;
}
