/** What is done with one file by itself: in this thread or in another, with the same result. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Failure } from '../app/contract';
import { type Checked, checkBook } from '../app/result';
import { type ReduceOptions, reduceBook, reduceWord, versionIn } from '../app/rollup/reduce';
import { type Book, type EarlierBook, form, type Stage } from '../core';
import type { Child } from '../core/rollup/child';
import type { Language } from '../strings/messages';
import { faultOf } from '../app/mapping';
import { openBytes, openFile, readBytes } from './files';

interface Common {
  readonly language: Language;
}
export interface ReduceTask extends ReduceOptions, Common {
  readonly kind: 'reduce';
}
export interface CheckTask extends Common {
  readonly kind: 'check';
  readonly stage: Stage;
  readonly currentYear: number;
}
export type Task = ReduceTask | CheckTask;

/** What a check found in a file; the form is the same for all and not sent along. */
export interface CheckedFile {
  readonly file: string;
  readonly sheets: readonly Omit<Checked, 'form'>[];
}
export type Outcome<Of extends Task> = Of extends ReduceTask ? Child | Failure : CheckedFile | Failure;

export const perform = async <Of extends Task>(task: Of, file: string): Promise<Outcome<Of>> =>
  (task.kind === 'reduce' ? await reduceFile(task, file) : await checkFile(task, file)) as Outcome<Of>;

async function reduceFile(task: ReduceTask, file: string): Promise<Child | Failure> {
  const bytes = readBytes(file, task.language);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const facts = {
    file,
    fingerprint: createHash('sha256').update(bytes).digest('hex'),
    modified: dayIn(statSync(file).mtime),
    version: null,
  };
  const opened = await openBytes(file, bytes, task.language);
  if ('book' in opened) return reduceBook({ ...facts, version: versionIn(opened.names) }, opened.book, task);
  return opened.code === 'WORD_FILE' ? reduceWordFile(bytes, facts, task) : opened;
}

async function reduceWordFile(
  bytes: Uint8Array,
  facts: Parameters<typeof reduceWord>[0],
  task: ReduceTask,
): Promise<Child | Failure> {
  const [{ readWord }, { WordError }] = await Promise.all([import('../word/read'), import('../word/error')]);
  try {
    return reduceWord(facts, readWord(bytes, form).report, form, task);
  } catch (error) {
    if (!(error instanceof WordError)) throw error;
    return { file: facts.file, code: error.code, reason: faultOf(error, task.language) };
  }
}

/** As the calendar of this machine has it. */
const dayIn = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');

/** `priorOf` finds last year's book, where the caller has some. */
export async function checkFile(
  { language, stage, currentYear }: CheckTask,
  file: string,
  priorOf: (book: Book) => EarlierBook | null = () => null,
): Promise<CheckedFile | Failure> {
  const opened = await openFile(file, language);
  if (!('book' in opened)) return opened;
  const options = { stage, currentYear, prior: priorOf(opened.book), fileName: basename(file) };
  const sheets = checkBook(file, opened.book, options).map(({ form: _, ...checked }) => checked);
  return { file, sheets };
}
