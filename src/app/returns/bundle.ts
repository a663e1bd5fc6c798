/** All return lists of a collection as files: a Word and an Excel file for each reporter, and one list of all. */
import type { Form } from '../../core';
import { put } from '../../strings/messages';
import { returnWords } from '../../strings/returns';
import { countBySeverity } from '../findings';
import { type Covered, coverOf } from './cover';
import {
  baseName,
  isReturned,
  type Reporter,
  type ReturnList,
  returnListOf,
  type ReturnOptions,
} from './list';
import { seal } from './seal';
import { groupBy } from '../../core/values/groups';

export interface ReturnFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
/** A reporter, and whether its file could be checked. The findings may be made anew each time they are asked for. */
export interface Collected extends Reporter {
  readonly checked: boolean;
  /** What else the list of all says of it. */
  readonly note?: string | null;
}

/** All at once, for a page. */
export async function writeReturns(
  collected: readonly Collected[],
  form: Form,
  options: ReturnOptions,
): Promise<ReturnFile[]> {
  const files: ReturnFile[] = [];
  await makeReturns(planReturns(collected, form, options), form, options, (file) => void files.push(file));
  return files;
}

/** One after the other, the covering list first: none is held. The writers are loaded when they are needed. */
export async function makeReturns(
  { covered, lists }: Planned,
  form: Form,
  options: ReturnOptions,
  put: (file: ReturnFile) => void,
): Promise<void> {
  const [{ returnWorkbook, coverWorkbook }, { returnDocument, coverDocument }] = await Promise.all([
    import('./workbook'),
    import('./document'),
  ]);
  const { coverFile: cover } = returnWords(options.language);
  const add = (name: string, bytes: Uint8Array): void => put({ name, bytes: seal(bytes) });
  add(`${cover}.docx`, await coverDocument(covered, form, options));
  add(`${cover}.xlsx`, await coverWorkbook(covered, form, options));
  for (const { name, list } of lists) {
    const made = list();
    add(`${name}.docx`, await returnDocument(made, form, options));
    add(`${name}.xlsx`, await returnWorkbook(made, form, options));
  }
}

export interface Planned {
  readonly covered: readonly Covered[];
  readonly lists: readonly { readonly name: string; readonly list: () => ReturnList }[];
}

/** The files that come of it, in the order in which they are made. */
export const namesIn = ({ lists }: Planned, { language }: Pick<ReturnOptions, 'language'>): string[] =>
  [returnWords(language).coverFile, ...lists.map(({ name }) => name)].flatMap((name) => [
    `${name}.docx`,
    `${name}.xlsx`,
  ]);

/** Who gets a list, and under which name. The order of the reporters changes no name. */
export function planReturns(
  collected: readonly Collected[],
  form: Form,
  { language }: Pick<ReturnOptions, 'language'>,
): Planned {
  const counted = collected.map((reporter) => ({ reporter, counts: countBySeverity(reporter.findings) }));
  const names = namesOf(
    counted.flatMap(({ reporter, counts }) => (isReturned(reporter, counts) ? reporter : [])),
    language,
  );
  return {
    covered: counted.map(({ reporter, counts }) =>
      coverOf(reporter, counts, names.get(reporter) ?? null, language),
    ),
    lists: collected.flatMap((reporter) => {
      const name = names.get(reporter);
      return name === undefined ? [] : [{ name, list: () => returnListOf(reporter, form, language)! }];
    }),
  };
}

/** 退改单-青岛市-2014年; where two would be called alike, by their own files as well. */
function namesOf(
  reporters: readonly Reporter[],
  language: ReturnOptions['language'],
): ReadonlyMap<Reporter, string> {
  const plain = ({ region, year, file }: Reporter): string =>
    nameOf([
      region ?? stemOf(file),
      year === null ? '' : put(returnWords(language).yearSuffix, { year: `${year}` }),
    ]);
  const names = new Map<Reporter, string>();
  const taken = new Set<string>();
  const inOrder = [...reporters].sort((a, b) => compare(a.file ?? '', b.file ?? ''));
  for (const alike of groupBy(inOrder, (one) => keyOf(plain(one))).values()) {
    for (const one of alike) {
      const base = alike.length === 1 ? plain(one) : nameOf([plain(one), stemOf(one.file)], '');
      let name = base;
      for (let number = 2; taken.has(keyOf(name)); number++) name = `${base}-${number}`;
      taken.add(keyOf(name));
      names.set(one, name);
    }
  }
  return names;

  function nameOf(parts: readonly string[], prefix = returnWords(language).file): string {
    return [prefix, ...parts.map(safe)].filter(Boolean).join('-');
  }
}

/** Windows tells no case apart; neither do its files from ours. */
const keyOf = (name: string): string => name.normalize('NFC').toLowerCase();
const stemOf = (file: string | null): string => baseName(file ?? '').replace(/\.[^.]+$/, '');
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Bytes of a part of a name: file systems take 255 in all. */
const MOST_BYTES = 90;

/** What every file system takes; a name that is too long ends sooner. */
function safe(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[\\/:*?"<>|\s]+/g, '_')
    .replace(/^[._]+|[._]+$/g, '');
  let bytes = 0;
  let kept = '';
  for (const sign of plain) {
    bytes += sign.codePointAt(0)! < 0x80 ? 1 : sign.codePointAt(0)! < 0x800 ? 2 : 4;
    if (bytes > MOST_BYTES) break;
    kept += sign;
  }
  return kept;
}
