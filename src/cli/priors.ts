/** Last year's files: each is looked into once, and opened again for the file that it belongs to. */
import { basename } from 'node:path';
import type { Book, EarlierBook } from '../core';
import type { Language } from '../strings/messages';
import { openFile } from './files';

export interface Prior {
  readonly file: string;
  readonly regions: readonly string[];
}

export const regionsOf = ({ reports }: Book): string[] => reports.flatMap(({ region }) => region ?? []);

/** The one of the same region; where a region is not written, the only one there is. */
function priorOf(book: Book, priors: readonly Prior[]): Prior | null {
  const regions = regionsOf(book);
  const same = priors.filter((prior) => prior.regions.some((region) => regions.includes(region)));
  if (same.length > 0) return same.at(-1)!;
  const [only] = priors;
  const unsaid = regions.length === 0 || only?.regions.length === 0;
  return priors.length === 1 && unsaid ? only! : null;
}

/** One reporter's files follow each other, and often one file is last year's of all. */
let latest: (EarlierBook & { readonly file: string }) | null = null;

export async function openPrior(
  book: Book,
  priors: readonly Prior[],
  language: Language,
): Promise<EarlierBook | null> {
  const prior = priorOf(book, priors);
  if (!prior) return null;
  if (latest?.file === prior.file) return latest;
  const opened = await openFile(prior.file, language);
  if (!('book' in opened)) throw new Error(`${prior.file}: ${opened.reason}`);
  latest = { file: prior.file, name: basename(prior.file), book: opened.book };
  return latest;
}
