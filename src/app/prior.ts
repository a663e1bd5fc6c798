/** Last year's file: read, held against the workbook, and remembered by the session. */
import type { EarlierBook, Form, SheetSnapshot } from '../core';
import { readBook } from '../core';
import type { FileMark } from '../core/fill/prior';
import { sha256 } from '../core/finalise/sha256';
import { dayIn } from './day';

/** Last year's file as the session holds it, or why it cannot be read. */
export type PriorFile =
  | { readonly mark: FileMark; readonly earlier: EarlierBook }
  | { readonly name: string; readonly fault: string; readonly word: boolean; readonly label: string | null };

/** The sheets of a workbook file. Throws what has the `code` of a fault (strings: file). */
export type ReadSheets = (name: string, bytes: Uint8Array) => Promise<readonly SheetSnapshot[]>;

export interface OpenedFile {
  readonly name: string;
  /** null where the file could not be opened. */
  readonly bytes: Uint8Array | null;
}

interface Refusal {
  readonly code?: unknown;
  readonly nearest?: { readonly label: string } | null;
  readonly name?: string;
}

const isWord = (name: string): boolean => /\.(docx?|docm|wps)$/i.test(name);

/** Reads a workbook or a Word form. Never throws. */
export async function readPrior(
  { name, bytes }: OpenedFile,
  readSheets: ReadSheets,
  form: Form,
  now = new Date(),
): Promise<PriorFile> {
  const word = isWord(name);
  if (!bytes) return { name, fault: 'NO_FILE', word: false, label: null };
  try {
    const book = word ? await bookOfWord(bytes, form) : readBook(await readSheets(name, bytes), form);
    if (book.reports.length === 0) {
      const label = book.nearest?.missing[0]?.label.replace(/\s+/g, '') ?? null;
      return { name, fault: 'NOT_FORM', word, label };
    }
    return { mark: markOf(name, sha256(bytes), now), earlier: { name, book } };
  } catch (reason) {
    const { code, nearest, name: kind } = reason as Refusal;
    // The program that reads it is loaded when it is needed: that is no fault of the file.
    if (kind === 'ChunkLoadError') return { name, fault: 'NOT_LOADED', word: false, label: null };
    const fault = typeof code === 'string' ? code : 'UNREADABLE';
    return { name, fault, word, label: nearest?.label ?? null };
  }
}

/** The day as the person's calendar has it. */
export const markOf = (file: string, fingerprint: string, now: Date): FileMark => ({
  date: dayIn(now),
  file,
  fingerprint,
});

async function bookOfWord(bytes: Uint8Array, form: Form) {
  const { readWord } = await import('../word/read');
  const { report } = readWord(bytes, form);
  return { ...readBook([], form), reports: [report] };
}
