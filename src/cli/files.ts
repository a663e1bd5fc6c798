import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Book, form, readBook } from '../core';
import { XlsxError } from '../hosts/xlsx/error';
import { readWorkbook } from '../hosts/xlsx/read';
import { fileFaultOf, type Language } from '../strings/messages';
import { type Say, UsageError } from './usage';
import { wordIn } from './words';

/** A file that was read, or why it was not. One bad file never stops the others. */
export type Opened =
  | { readonly file: string; readonly book: Book }
  | { readonly file: string; readonly code: string; readonly reason: string };

/** The files named, folders replaced by the workbooks in them. */
export function listFiles(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    if (!statSync(name, { throwIfNoEntry: false })?.isDirectory()) return [name];
    return readdirSync(name, { recursive: true, encoding: 'utf8' })
      .filter((entry) => /\.xlsx$/i.test(entry) && !/(?:^|[\\/])~\$/.test(entry))
      .sort()
      .map((entry) => join(name, entry));
  });
}

export function openFile(file: string, language: Language): Opened {
  const word = wordIn(language);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    return { file, code: 'NO_FILE', reason: word('cannotRead') };
  }
  try {
    const book = readBook(
      readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot),
      form,
    );
    if (book.reports.length > 0) return { file, book };
    const { nearest } = book;
    const label = nearest?.missing[0]?.label.replace(/\s+/g, '') ?? '';
    const close = nearest !== null && nearest.share > 0.1;
    return {
      file,
      code: 'NOT_FORM',
      reason: close ? word('nearest', { sheet: nearest.sheet, label }) : word('noForm'),
    };
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    return { file, code: error.code, reason: fileFaultOf(error.code, language) };
  }
}

/** Writes a file, or to standard output where none is named. */
export function save(output: string | undefined, content: string | Uint8Array, say: Say): void {
  try {
    writeFileSync(output ?? process.stdout.fd, content);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return;
    throw new UsageError(say('cannotWrite', { file: output ?? '-' }));
  }
}
