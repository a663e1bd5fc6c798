/** rollup: the parent's form from those of its reporters. */
import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { isatty } from 'node:tty';
import type { Changes } from '../../app/contract';
import { type Made, makeRollUp } from '../../app/rollup/make';
import { changesSince, isSameYear } from '../../app/rollup/previous';
import { collectedFrom } from '../../app/rollup/returns';
import { hasHard, rollUpResult } from '../../app/rollup/result';
import { rollUpCsv, rollUpParquet } from '../../app/rollup/table';
import { encoded } from '../../app/sheetxml';
import { form } from '../../core';
import { type Child, type Failed, isFailed } from '../../core/rollup/child';
import { commonYear } from '../../core/rollup/rollup';
import { findRegion } from '../../core/values/region';
import { isReport, listFiles } from '../files';
import { jsonPieces } from '../json';
import { openOutlet } from '../outlet';
import { mapFiles, threadsFor, threadsIn } from '../pool';
import { Progress } from '../progress';
import { returnsWanted, saveReturns } from '../returns';
import { perform, type ReducedFile, type ReduceTask } from '../tasks';
import { choose, EXIT, type Run, type Say, UsageError, yearIn } from '../usage';
import { loadWriting, openPrevious, saveWorkbook } from './book';
import { createKeeper, type Keeper } from './keeper';
import { declarations, readList } from './options';
import { rollUpText } from './text';

const FORMATS = ['text', 'json', 'csv', 'parquet'] as const;

export const rollup: Run = async (names, values, say, language) => {
  const format = choose('--format', values.format, FORMATS, say);
  const stage = choose('--stage', values.stage, ['draft', 'final'], say);
  const asked = yearIn(values.year, say);
  const { output } = values;
  const book = format === 'text' || (format === 'json' && isWorkbook(output)) ? output : undefined;
  if (book !== undefined && !isWorkbook(book)) throw new UsageError(say('rollupOutput'));
  if (format === 'parquet' && !output && isatty(1)) throw new UsageError(say('noOutput'));
  const expected = values.expect === undefined ? null : readList(values.expect, say);
  const declared = declarations(values, say);
  const threads = threadsIn(values.workers, say);
  const wanted = returnsWanted(names, values, say, language);
  const older = values.previous ?? (book !== undefined && existsSync(book) ? book : undefined);
  const previous = older === undefined ? null : openPrevious(older, say);

  const aside = [output, values.own, values.against, values.previous, values.expect].flatMap((name) =>
    name === undefined ? [] : [resolve(name)],
  );
  const files = (await listFiles(names, say, isReport)).filter((file) => !aside.includes(resolve(file)));
  const chosen = (values.use ?? []).map((name) => fileNamed(name, files, say));
  const currentYear = new Date().getFullYear();
  // Findings are many: they are kept only where the return lists need them.
  const task = { kind: 'reduce', stage, currentYear, language, collects: wanted !== null } as const;
  const keeper = createKeeper();
  if (book !== undefined) await loadWriting();
  const { children, year } = await reduceAll(files, { ...task, year: asked }, { threads, keeper, say });
  if (year === null) throw new UsageError(say('rollupYear'));
  const single = async (name: string | undefined): Promise<Child | Failed | null> =>
    name === undefined ? null : keeper.keep(await perform<ReduceTask>({ ...task, year }, name));
  const [own, parent] = [await single(values.own), await single(values.against)];
  if (parent && isFailed(parent))
    throw new UsageError(`${parent.file}: ${say('failed', parent as { reason: string })}`);

  const made = makeRollUp(children, {
    ...{ form, year, own, parent, expected, declared, stage, language },
    region: values.region === undefined ? null : (findRegion(values.region, form.regions) ?? values.region),
    chosen,
    currentYear,
    name: book ?? say('rollupName'),
  });
  const linkTo = (file: string): string => relativeTo(output, file);
  const same = previous !== null && isSameYear(previous, made.rolled);
  if (previous && !same) process.stderr.write(`${say('otherYear', { file: older!, year })}\n`);
  const changes = same ? changesSince(previous, older!, made.rolled, linkTo) : null;
  if (wanted) await saveReturns(collectedFrom(made.rolled, language, keeper.findingsOf), wanted, say);
  if (book !== undefined) await saveWorkbook(book, made, previous, { language, linkTo, changes }, say);
  await sayAll(made, changes);
  if (made.rolled.reporters.some(({ status }) => status === 'unreadable')) return EXIT.failed;
  return hasHard(made.rolled, made.parent) ? EXIT.hard : EXIT.done;

  async function sayAll({ rolled, parent: checked }: Made, since: Changes | null): Promise<void> {
    const target = format === 'text' || book !== undefined ? undefined : output;
    const outlet = openOutlet(target, say);
    const put = async (texts: Iterable<string>): Promise<void> => {
      for (const piece of encoded(texts)) await outlet.write(piece);
    };
    try {
      if (format === 'parquet') await rollUpParquet(rolled, (piece) => outlet.write(piece));
      else if (format === 'csv') {
        if (target !== undefined) await outlet.write('\ufeff');
        await put(rollUpCsv(rolled));
      } else if (format === 'json') {
        const parts = { parent: checked, output: book ?? null, changes: since };
        await put(jsonPieces(rollUpResult(rolled, parts, language)));
      } else {
        const colours = isatty(1) && !process.env.NO_COLOR && (process.env.TERM ?? '') !== 'dumb';
        await put([rollUpText(rolled, checked, since, { say, language, colours })]);
      }
    } catch (error) {
      outlet.drop();
      throw error;
    }
    outlet.end();
  }
};

/** As it stands in the list of files, whichever way it was written. */
function fileNamed(name: string, files: readonly string[], say: Say): string {
  const file = files.find((one) => resolve(one) === resolve(name));
  if (file === undefined) throw new UsageError(say('noUse', { name }));
  return file;
}

const isWorkbook = (name: string | undefined): name is string => name !== undefined && /\.xlsx$/i.test(name);

/** As a link from the result leads to it, with forward slashes. */
const relativeTo = (output: string | undefined, file: string): string =>
  relative(dirname(resolve(output ?? 'x')), resolve(file)).replaceAll('\\', '/');

interface Manner {
  /** As they are asked for. */
  readonly threads: number | null;
  readonly keeper: Keeper;
  readonly say: Say;
}
interface Reduced {
  readonly children: (Child | Failed)[];
  readonly year: number | null;
}

/** Where no year is asked for, each file is read for its latest; those that have another are read again. */
async function reduceAll(
  files: readonly string[],
  task: ReduceTask,
  { threads: asked, keeper, say }: Manner,
): Promise<Reduced> {
  const progress = new Progress(files.length, say);
  const keep = (outcome: ReducedFile | Failed): Child | Failed => {
    progress.step(outcome.file);
    return keeper.keep(outcome);
  };
  const children: (Child | Failed)[] = [];
  await mapFiles<ReduceTask>(files, {
    task,
    threads: threadsFor(files.length, asked),
    keep: (outcome) => void children.push(keep(outcome)),
  });
  const year = task.year ?? commonYear(children.flatMap((child) => (isFailed(child) ? [] : child)));
  const again = children.filter(
    (child): child is Child =>
      !isFailed(child) && year !== null && child.contribution?.year !== year && child.years.includes(year),
  );
  const byFile = new Map<string, Child | Failed>();
  await mapFiles<ReduceTask>(
    again.map(({ file }) => file),
    {
      task: { ...task, year },
      threads: threadsFor(again.length, asked),
      keep: (outcome) => void byFile.set(outcome.file, keep(outcome)),
    },
  );
  progress.end();
  return { children: children.map((child) => byFile.get(child.file) ?? child), year };
}
