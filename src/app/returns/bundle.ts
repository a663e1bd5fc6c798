/** All return lists of a collection as files: a Word and an Excel file for each reporter, and one list of all. */
import type { Form } from '../../core';
import { put } from '../../strings/messages';
import { returnWords } from '../../strings/returns';
import { type Covered, coverOf } from './cover';
import { baseName, type Reporter, type ReturnList, returnListOf, type ReturnOptions } from './list';
import { seal } from './seal';

export interface ReturnFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
/** A reporter, and whether its file could be checked. */
export interface Collected extends Reporter {
  readonly checked: boolean;
  /** What else the list of all says of it. */
  readonly note?: string | null;
}

/**
 * The covering list first. The writers are loaded when they are needed. `step` is told how many of the lists are
 * written; it may throw to stop.
 */
export async function writeReturns(
  collected: readonly Collected[],
  form: Form,
  options: ReturnOptions,
  step: (done: number, total: number) => void | Promise<void> = () => undefined,
): Promise<ReturnFile[]> {
  const [{ returnWorkbook, coverWorkbook }, { returnDocument, coverDocument }] = await Promise.all([
    import('./workbook'),
    import('./document'),
  ]);
  const { covered, lists } = planReturns(collected, form, options);
  const cover = returnWords(options.language).coverFile;
  const files: ReturnFile[] = [];
  const add = (name: string, bytes: Uint8Array): void => void files.push({ name, bytes: seal(bytes) });
  add(`${cover}.docx`, await coverDocument(covered, form, options));
  add(`${cover}.xlsx`, await coverWorkbook(covered, form, options));
  for (const [index, { name, list }] of lists.entries()) {
    await step(index, lists.length);
    add(`${name}.docx`, await returnDocument(list, form, options));
    add(`${name}.xlsx`, await returnWorkbook(list, form, options));
  }
  return files;
}

interface Planned {
  readonly covered: readonly Covered[];
  readonly lists: readonly { readonly name: string; readonly list: ReturnList }[];
}

/** Who gets a list, and under which name. The order of the reporters changes no name. */
export function planReturns(
  collected: readonly Collected[],
  form: Form,
  { language }: Pick<ReturnOptions, 'language'>,
): Planned {
  const made = collected.map((reporter) => ({ reporter, list: returnListOf(reporter, form, language) }));
  const names = namesOf(
    made.flatMap(({ reporter, list }) => (list ? [reporter] : [])),
    language,
  );
  return {
    covered: made.map(({ reporter }) => coverOf(reporter, names.get(reporter) ?? null, language)),
    lists: made.flatMap(({ reporter, list }) => (list ? [{ name: names.get(reporter)!, list }] : [])),
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
  for (const alike of groupBy(inOrder, (one) => keyOf(plain(one)))) {
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

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}
