import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Failure } from '../app/contract';
import { nearMissIn } from '../app/reports';
import { type Book, form, readBook, uncomputedIn } from '../core';
import { XlsxError } from '../hosts/xlsx/error';
import { kindNamed } from '../hosts/xlsx/kind';
import { openSheets, readWorkbook, type WorkbookFile } from '../hosts/xlsx/read';
import { ZIP_LIMITS } from '../hosts/xlsx/zip';
import { fileFaultOf, type Language } from '../strings/messages';
import { openBeside } from './outlet';
import { type Say, UsageError } from './usage';
import { wordIn } from './words';

/** A file that was read, or why it was not. One bad file never stops the others. */
export type Opened =
  | { readonly file: string; readonly book: Book; readonly names: WorkbookFile['names'] }
  | { readonly file: string; readonly code: string; readonly reason: string };

/** Excel and WPS leave lock files beside what is open. */
const isLock = (name: string): boolean => basename(name).startsWith('~$');
const isWorkbook = (name: string): boolean => /\.xls[xm]$/i.test(name) && !isLock(name);
/** What a reporter may send, read or not: where a set has to be whole, nothing is passed over. */
export const isReport = (name: string): boolean =>
  /\.(?:xls[xmb]?|ett?|ods|docx?|wps|rtf|pdf|zip|rar|7z)$/i.test(name) && !isLock(name);

/**
 * The files named, each once: a folder stands for the workbooks in it, a glob for what matches it (the shell of
 * Windows leaves that to us). A name that stands for nothing stays, so that it is said.
 */
export async function listFiles(
  names: readonly string[],
  say: Say,
  isWanted: (name: string) => boolean = isWorkbook,
): Promise<string[]> {
  if (names.length === 0) throw new UsageError(say('noFiles'));
  const files = new Map<string, string>();
  for (const name of names) {
    for (const file of await filesOf(name, isWanted)) {
      if (!files.has(resolve(file))) files.set(resolve(file), file);
    }
  }
  return [...files.values()];
}

async function filesOf(name: string, isWanted: (name: string) => boolean): Promise<string[]> {
  const found = statSync(name, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    const inside = readdirSync(name, { recursive: true, encoding: 'utf8' }).filter(isWanted).sort();
    return inside.length > 0 ? inside.map((entry) => join(name, entry)) : [name];
  }
  if (found || !/[*?[{]/.test(name)) return [name];
  const matching = await matchGlob(name);
  return matching.length > 0 ? matching : [name];
}

/** The part of a glob that is there is a folder, whatever signs its name has. */
async function matchGlob(glob: string): Promise<string[]> {
  const { globSync } = await import('tinyglobby');
  const parts = (process.platform === 'win32' ? glob.replaceAll('\\', '/') : glob).split('/');
  let split = 0;
  while (split + 1 < parts.length && existsSync(parts.slice(0, split + 1).join('/') || '/')) split++;
  const folder = split === 0 ? '.' : parts.slice(0, split).join('/') || '/';
  const pattern = parts.slice(split).join('/').replace(/[()]/g, '\\$&');
  return globSync(pattern, { cwd: folder, expandDirectories: false })
    .filter((file) => !isLock(file))
    .sort()
    .map((file) => join(folder, file));
}

export async function openFile(file: string, language: Language): Promise<Opened> {
  const bytes = readBytes(file, language);
  return bytes instanceof Uint8Array ? openBytes(file, bytes, language) : bytes;
}

/** The bytes of a file, or why they cannot be had. */
export function readBytes(file: string, language: Language): Uint8Array | Failure {
  try {
    if (statSync(file).size > ZIP_LIMITS.file)
      return { file, code: 'TOO_BIG', reason: fileFaultOf('TOO_BIG', language) };
    return readFileSync(file);
  } catch (error) {
    const folder = (error as NodeJS.ErrnoException).code === 'EISDIR';
    return { file, code: 'NO_FILE', reason: wordIn(language)(folder ? 'emptyFolder' : 'cannotRead') };
  }
}

export async function openBytes(file: string, bytes: Uint8Array, language: Language): Promise<Opened> {
  const word = wordIn(language);
  try {
    const { book, names } = await readAny(file, bytes, word);
    if (book.reports.length > 0) return { file, book, names };
    const near = nearMissIn(book);
    return { file, code: 'NOT_FORM', reason: near ? word('nearest', { ...near }) : word('noForm') };
  } catch (error) {
    const code = error instanceof XlsxError ? kindNamed(error.code, file) : 'UNREADABLE';
    return { file, code, reason: fileFaultOf(code, language) };
  }
}

type Read = Pick<WorkbookFile, 'names'> & { readonly book: Book };

/** Foreign formulas that the program which wrote the file left without a result are computed first. */
async function readComputed(bytes: Uint8Array): Promise<Read> {
  const { names, sheets } = openSheets(bytes);
  const book = readBook(sheets, form);
  if (book.reports.every((report) => uncomputedIn(report).length === 0)) return { names, book };
  const { computeSheets } = await import('./engine');
  const all = readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot);
  return { names, book: readBook(computeSheets(all), form) };
}

/** A workbook of another format is converted first, where LibreOffice is installed. */
async function readAny(file: string, bytes: Uint8Array, word: ReturnType<typeof wordIn>): Promise<Read> {
  try {
    return await readComputed(bytes);
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    const { convert } = await import('./convert');
    const converted = convert(bytes, error.code);
    if (!converted) throw error;
    const read = await readComputed(converted);
    process.stderr.write(`${word('converted', { file })}\n`);
    return read;
  }
}

/** Writes a file, or to standard output where none is named. */
export function save(output: string | undefined, content: string | Uint8Array, say: Say): void {
  if (output === undefined) {
    process.stdout.write(content);
    return;
  }
  const file = openBeside(output, say);
  file.write(content);
  file.end();
}
