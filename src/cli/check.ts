/** check: what is wrong in each workbook, for people (text), programs (json) or a worklist (xlsx). */
import { isatty } from 'node:tty';
import type { CheckResult } from '../app/contract';
import { checkBook, resultOf } from '../app/result';
import type { CheckOptions } from '../core';
import { listFiles, openFile, save } from './files';
import { Progress } from './progress';
import { Paper } from './text';
import { choose, EXIT, type Run, UsageError } from './usage';

export const check: Run = async (names, values, say, language) => {
  const format = choose('--format', values.format, ['text', 'json', 'xlsx'], say);
  const stage = choose('--stage', values.stage, ['draft', 'final'], say);
  const { output } = values;
  if (format === 'xlsx' && !output && isatty(1)) throw new UsageError(say('noOutput'));
  const options: CheckOptions = { stage, currentYear: new Date().getFullYear() };
  const files = await listFiles(names, say);
  const result: CheckResult = { version: 1, reports: [], failures: [] };
  const paper = new Paper(say, language, !output && colourful());
  const progress = new Progress(files.length, say);
  for (const file of files) {
    progress.step(file);
    const opened = openFile(file, language);
    if ('book' in opened) {
      const checked = checkBook(file, opened.book, options);
      result.reports.push(...checked.map((one) => resultOf(one, language)));
      if (format === 'text') paper.add(checked);
    } else {
      result.failures.push(opened);
      if (format === 'text') paper.fail(opened);
    }
  }
  progress.end();
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

/** https://no-color.org */
const colourful = (): boolean => isatty(1) && !process.env.NO_COLOR && (process.env.TERM ?? '') !== 'dumb';
