/** export --format docx: the filled form of each report as a Word file. */
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Form } from '../core';
import type { Filled } from '../word/contents';
import { type Opened, save } from './files';
import { EXIT, type Say, UsageError, yearIn } from './usage';

interface Job {
  readonly output: string;
  readonly report: Filled;
  readonly form: Form;
}

/**
 * To OUT.docx goes one report: that of --year, else the latest of the one file named. Otherwise OUT is a folder, and
 * every report of every file gets a Word file of its own there.
 */
export async function exportWord(
  opened: readonly Opened[],
  values: { readonly output?: string; readonly year?: string },
  say: Say,
): Promise<number> {
  const { output } = values;
  const year = yearIn(values.year, say);
  if (!output) throw new UsageError(say('noOutput'));
  const single = /\.docx$/i.test(output);
  if (single && opened.length > 1) throw new UsageError(say('oneDocx'));
  const jobs = opened.flatMap((one) => ('book' in one ? jobsOf(one, output, single, year) : []));
  if (!single) makeFolder(output, say);
  const { writeDocx } = await import('../word/write');
  for (const job of jobs) {
    save(job.output, await writeDocx(job.report, job.form), say);
    process.stderr.write(`${say('written', { file: job.output })}\n`);
  }
  const failures = opened.filter((one) => 'code' in one);
  for (const { file, reason } of failures) process.stderr.write(`${file}: ${say('failed', { reason })}\n`);
  if (jobs.length === 0 && failures.length === 0) throw new UsageError(say('exportYear'));
  return failures.length > 0 ? EXIT.failed : EXIT.done;
}

function jobsOf(
  { file, book }: Extract<Opened, { book: unknown }>,
  output: string,
  single: boolean,
  year: number | null,
): Job[] {
  const { papers, explanations } = book;
  const wanted = book.reports
    .filter((report) => year === null || report.year === year)
    .map((report) => ({ ...report, papers, explanations }));
  const name = basename(file).replace(/\.[^.]+$/, '');
  if (single) return wanted.slice(-1).map((report) => ({ output, report, form: book.form }));
  return wanted.map((report) => ({
    output: join(output, `${name}-${report.year ?? report.sheet}.docx`),
    report,
    form: book.form,
  }));
}

function makeFolder(folder: string, say: Say): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    throw new UsageError(say('cannotWrite', { file: folder }));
  }
}
