/** check and rollup --returns: 退改单 for each reporter and 一览表 of all, written into a folder of their own. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { type Collected, makeReturns, namesIn, planReturns } from '../app/returns/bundle';
import type { ReturnOptions } from '../app/returns/list';
import { isSealed } from '../app/returns/seal';
import { form } from '../core';
import { dayOf, readDate } from '../core/values/date';
import { openZip } from '../hosts/xlsx/zip';
import type { Language } from '../strings/messages';
import { returnWords } from '../strings/returns';
import { save } from './files';
import { replace } from './outlet';
import { type Say, UsageError, type Values } from './usage';

export interface ReturnsWanted extends ReturnOptions {
  readonly folder: string;
}

/** The options of the return lists, or null where none are asked for; wrong use is said before anything is read. */
export function returnsWanted(
  names: readonly string[],
  values: Values,
  say: Say,
  language: Language,
): ReturnsWanted | null {
  const { returns: folder, due, 'from-office': office } = values;
  if (folder === undefined) {
    if (due !== undefined || office !== undefined) throw new UsageError(say('noReturns'));
    return null;
  }
  const inside = names.find((name) => isFolder(name) && holds(name, folder));
  if (inside !== undefined) throw new UsageError(say('returnsInside', { folder, name: inside }));
  if (existsSync(folder) && !isFolder(folder)) throw new UsageError(say('noFolder', { folder }));
  return { folder, language, due: dayIn(due, say, language), office: office?.trim() || null };
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
const holds = (outer: string, inner: string): boolean =>
  `${resolve(inner)}${sep}`.startsWith(resolve(outer).replace(/[\\/]*$/, sep));

function dayIn(text: string | undefined, say: Say, language: Language): string | null {
  if (text === undefined) return null;
  const serial = readDate(text);
  if (serial === null) throw new UsageError(say('badDue'));
  const day = dayOf(serial);
  const [year, month, date] = day.split('-').map(Number);
  return language === 'en' ? day : `${year}年${month}月${date}日`;
}

/** Where one that lies there is not ours, or was written into, none is written. */
export async function saveReturns(
  collected: readonly Collected[],
  { folder, ...options }: ReturnsWanted,
  say: Say,
): Promise<void> {
  const planned = planReturns(collected, form, options);
  const names = namesIn(planned, options);
  const foreign = names.find((name) => existsSync(join(folder, name)) && !isOurs(join(folder, name)));
  if (foreign) throw new UsageError(say('notOurs', { file: join(folder, foreign) }));
  makeFolder(folder, say);
  const stale = staleIn(folder, names, options.language);
  await allOrNone(folder, names, say, (inside) =>
    makeReturns(planned, form, options, ({ name, bytes }) => save(join(inside, name), bytes, say)),
  );
  process.stderr.write(`${say('returned', { count: planned.lists.length, folder })}\n`);
  if (stale.length > 0) process.stderr.write(`${say('stale', { files: stale.join(say('separator')) })}\n`);
}

/** They come into the folder when all of them are there: a run that fails or is stopped leaves it as it was. */
async function allOrNone(
  folder: string,
  names: readonly string[],
  say: Say,
  make: (inside: string) => Promise<void>,
): Promise<void> {
  const inside = makeInside(folder, say);
  const clear = (): void => rmSync(inside, { recursive: true, force: true });
  const stop = (signal: NodeJS.Signals): void => {
    clear();
    process.kill(process.pid, signal);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    await make(inside);
    for (const name of names) {
      const file = join(folder, name);
      if (!replace(join(inside, name), file)) throw new UsageError(say('cannotWrite', { file }));
    }
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    clear();
  }
}

function makeInside(folder: string, say: Say): string {
  try {
    return mkdtempSync(join(folder, '.tmp-'));
  } catch {
    throw new UsageError(say('cannotWrite', { file: folder }));
  }
}

/** Lists of an earlier run whose reporters have nothing to correct any more. */
function staleIn(folder: string, names: readonly string[], language: Language): string[] {
  const now = new Set(names.map((name) => name.normalize('NFC').toLowerCase()));
  const prefix = `${returnWords(language).file}-`;
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix) && /\.(?:docx|xlsx)$/i.test(name))
    .filter((name) => !now.has(name.normalize('NFC').toLowerCase()) && isOurs(join(folder, name)))
    .sort();
}

/** Written by us and by nobody since. */
function isOurs(path: string): boolean {
  try {
    return isSealed(openZip(readFileSync(path)));
  } catch {
    return false;
  }
}

function makeFolder(folder: string, say: Say): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    throw new UsageError(say('cannotWrite', { file: folder }));
  }
}
