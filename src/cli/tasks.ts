/** What is done with one file by itself: in this thread or in another, with the same result. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Failure } from '../app/contract';
import { dayIn } from '../app/day';
import { type Checked, checkBook } from '../app/result';
import type { Collected } from '../app/returns/bundle';
import { type ReduceOptions, reduceBook, reduceWord, type Taker, versionIn } from '../app/rollup/reduce';
import { type Finding, form, type Stage } from '../core';
import { type Child, isFailed } from '../core/rollup/child';
import type { Language } from '../strings/messages';
import { faultOf } from '../app/mapping';
import { openBytes, openFile, readBytes } from './files';
import { type Packed, packed } from './packed';
import { openPrior, type Prior, regionsOf } from './priors';
import { type Counts, type Manner, sumCounts, tell } from './told';

interface Common {
  readonly language: Language;
}
export interface ReduceTask extends Omit<ReduceOptions, 'keepFindings'>, Common {
  readonly kind: 'reduce';
  /** Whether the findings are kept for return lists. */
  readonly collects: boolean;
}
export interface CheckTask extends Common, Manner {
  readonly kind: 'check';
  readonly stage: Stage;
  readonly currentYear: number;
  /** Last year's files. */
  readonly priors: readonly Prior[];
  /** Whether the findings are kept for return lists. */
  readonly collects: boolean;
}
/** What regions a file is of. */
export interface LookTask extends Common {
  readonly kind: 'look';
}
export type Task = ReduceTask | CheckTask | LookTask;

/** What is kept of a file that was checked. */
export interface CheckedFile {
  readonly file: string;
  readonly counts: Counts;
  readonly findings: number;
  /** What is said of it, in the manner asked for, as UTF-8. */
  readonly told: Uint8Array;
  readonly collected: PackedFile | null;
}
/** Who is told what in a return list. */
export type PackedFile = Omit<Collected, 'findings'> & { readonly packed: Packed<readonly Finding[]> };

/** What is kept of a file that is added up, and of its findings where they are wanted. */
export interface ReducedFile {
  readonly file: string;
  readonly child: Child;
  readonly packed: Packed<readonly Finding[]> | null;
}
export type Outcome<Of extends Task> =
  Failure | (Of extends ReduceTask ? ReducedFile : Of extends CheckTask ? CheckedFile : Prior);

export const perform = async <Of extends Task>(task: Of, file: string): Promise<Outcome<Of>> =>
  (await performAny(task, file)) as Outcome<Of>;

function performAny(task: Task, file: string): Promise<ReducedFile | CheckedFile | Prior | Failure> {
  if (task.kind === 'reduce') return reduceFile(task, file);
  return task.kind === 'check' ? checkFile(task, file) : lookInto(task, file);
}

async function reduceFile(task: ReduceTask, file: string): Promise<ReducedFile | Failure> {
  const bytes = readBytes(file, task.language);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const { createHash } = await import('node:crypto');
  const facts = {
    file,
    fingerprint: createHash('sha256').update(bytes).digest('hex'),
    modified: dayIn(statSync(file).mtime),
    version: null,
  };
  const opened = await openBytes(file, bytes, task.language);
  let own: Packed<readonly Finding[]> | null = null;
  const take: Taker = (findings) => {
    if (task.collects) own = packed(findings);
  };
  const child =
    'book' in opened
      ? reduceBook({ ...facts, version: versionIn(opened.names) }, opened.book, task, take)
      : opened.code === 'WORD_FILE'
        ? await reduceWordFile(bytes, facts, task, take)
        : opened;
  return isFailed(child) ? child : { file, child, packed: own };
}

async function reduceWordFile(
  bytes: Uint8Array,
  facts: Parameters<typeof reduceWord>[0],
  task: ReduceTask,
  take: Taker,
): Promise<Child | Failure> {
  const [{ readWord }, { WordError }] = await Promise.all([import('../word/read'), import('../word/error')]);
  try {
    return reduceWord(facts, readWord(bytes, form), form, task, take);
  } catch (error) {
    if (!(error instanceof WordError)) throw error;
    return { file: facts.file, code: error.code, reason: faultOf(error, task.language) };
  }
}

async function checkFile(task: CheckTask, file: string): Promise<CheckedFile | Failure> {
  const { language, stage, currentYear, priors, collects } = task;
  const opened = await openFile(file, language);
  if (!('book' in opened)) return opened;
  const prior = await openPrior(opened.book, priors, language);
  const checked = checkBook(file, opened.book, { stage, currentYear, prior, fileName: basename(file) });
  return {
    file,
    counts: sumCounts(checked.map(({ counts }) => counts)),
    findings: checked.reduce((sum, { findings }) => sum + findings.length, 0),
    told: tell(checked, task),
    collected: collects ? collectedFrom(file, checked) : null,
  };
}

/** The file of one reporter, by its latest year. */
function collectedFrom(file: string, checked: readonly Checked[]): PackedFile {
  const { region, year } = checked.at(-1)!.report;
  const findings = packed(checked.flatMap((one) => one.findings));
  return { file, region, year, checked: true, remarks: [], packed: findings };
}

async function lookInto({ language }: LookTask, file: string): Promise<Prior | Failure> {
  const opened = await openFile(file, language);
  return 'book' in opened ? { file, regions: regionsOf(opened.book) } : opened;
}
