/** check: what is wrong in each workbook, for people (text), programs (json) or a worklist (xlsx). */
import { basename } from 'node:path';
import { isatty } from 'node:tty';
import type { CheckResult, Failure } from '../app/contract';
import { type Checked, resultOf } from '../app/result';
import type { Collected } from '../app/returns/bundle';
import { type Book, type EarlierBook, form } from '../core';
import { type Language, put } from '../strings/messages';
import { returnWords } from '../strings/returns';
import { listFiles, openFile, save } from './files';
import { mapFiles, threadsFor, threadsIn } from './pool';
import { Progress } from './progress';
import { returnsWanted, saveReturns } from './returns';
import { type CheckedFile, checkFile, type CheckTask } from './tasks';
import { Paper } from './text';
import { choose, EXIT, type Run, type Say, UsageError } from './usage';

export const check: Run = async (names, values, say, language) => {
  const format = choose('--format', values.format, ['text', 'json', 'xlsx'], say);
  const stage = choose('--stage', values.stage, ['draft', 'final'], say);
  const { output } = values;
  const wanted = returnsWanted(names, values, say, language);
  if (format === 'xlsx' && !output && isatty(1)) throw new UsageError(say('noOutput'));
  const task = { kind: 'check', stage, language, currentYear: new Date().getFullYear() } as const;
  const threads = threadsIn(values.workers, say);
  const priors = await openPriors(values.prior ?? [], say, language);
  const files = await listFiles(names, say);
  const result: CheckResult = { version: 1, reports: [], failures: [] };
  const paper = new Paper(say, language, !output && colourful());
  const collected: Collected[] = [];
  const progress = new Progress(files.length, say);
  const keep = (outcome: CheckedFile | Failure): void => {
    progress.step(outcome.file);
    if ('sheets' in outcome) {
      const checked = outcome.sheets.map((sheet): Checked => ({ ...sheet, form }));
      result.reports.push(...checked.map((one) => resultOf(one, language)));
      collected.push(collectedFrom(outcome.file, checked));
      if (format === 'text') paper.add(checked);
    } else {
      result.failures.push(outcome);
      collected.push(unread(outcome, language));
      if (format === 'text') paper.fail(outcome);
    }
  };
  // Last year's files stay in this thread.
  if (priors.length > 0)
    for (const file of files) keep(await checkFile(task, file, (book) => priorOf(book, priors)));
  else await mapFiles<CheckTask, void>(files, task, threadsFor(files.length, threads), keep);
  progress.end();
  if (wanted) await saveReturns(collected, wanted, say);
  save(output, await contentOf(), say);
  if (result.failures.length > 0) return EXIT.failed;
  return result.reports.some(({ counts }) => counts.hard > 0) ? EXIT.hard : EXIT.done;

  async function contentOf(): Promise<string | Uint8Array> {
    if (format === 'json') return `${JSON.stringify(result, null, 1)}\n`;
    if (format === 'text') return paper.text();
    const { worklistOf } = await import('./worklist');
    return worklistOf(result, output, language);
  }
};

/** The file of one reporter, by its latest year. */
function collectedFrom(file: string, checked: readonly Checked[]): Collected {
  const { region, year } = checked.at(-1)!.report;
  return { file, region, year, checked: true, remarks: [], findings: checked.flatMap((one) => one.findings) };
}

const unread = ({ file, reason }: Failure, language: Language): Collected => ({
  ...{ file, region: null, year: null, checked: false, findings: [] },
  remarks: [put(returnWords(language).unread, { reason })],
});

/** Last year's files, or wrong use where one cannot be read. */
async function openPriors(names: readonly string[], say: Say, language: Language): Promise<EarlierBook[]> {
  if (names.length === 0) return [];
  const priors: EarlierBook[] = [];
  for (const file of await listFiles(names, say)) {
    const opened = await openFile(file, language);
    if (!('book' in opened)) throw new UsageError(`${file}: ${say('failed', { reason: opened.reason })}`);
    priors.push({ name: basename(file), book: opened.book });
  }
  return priors;
}

const regionsOf = ({ reports }: Book): string[] => reports.flatMap(({ region }) => region ?? []);

/** The one of the same region; where a region is not written, the only one there is. */
function priorOf(book: Book, priors: readonly EarlierBook[]): EarlierBook | null {
  const regions = regionsOf(book);
  const same = priors.filter((prior) => regionsOf(prior.book).some((region) => regions.includes(region)));
  if (same.length > 0) return same.at(-1)!;
  const [only] = priors;
  const unsaid = regions.length === 0 || (only !== undefined && regionsOf(only.book).length === 0);
  return priors.length === 1 && unsaid ? only! : null;
}

/** https://no-color.org */
const colourful = (): boolean => isatty(1) && !process.env.NO_COLOR && (process.env.TERM ?? '') !== 'dumb';
