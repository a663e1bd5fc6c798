/** check: what is wrong in each workbook, for people (text), programs (json) or a worklist (xlsx). */
import { isatty } from 'node:tty';
import type { Failure } from '../app/contract';
import type { Collected } from '../app/returns/bundle';
import { type Language, put } from '../strings/messages';
import { returnWords } from '../strings/returns';
import { listFiles } from './files';
import { openOutlet } from './outlet';
import { unpacked } from './packed';
import { mapFiles, threadsFor, threadsIn } from './pool';
import type { Prior } from './priors';
import { Progress } from './progress';
import { returnsWanted, saveReturns } from './returns';
import type { CheckTask, LookTask, PackedFile } from './tasks';
import { tellerOf } from './teller';
import { sumCounts } from './told';
import { choose, EXIT, type Run, type Say, UsageError } from './usage';

export const check: Run = async (names, values, say, language) => {
  const format = choose('--format', values.format, ['text', 'json', 'xlsx'], say);
  const stage = choose('--stage', values.stage, ['draft', 'final'], say);
  const { output } = values;
  const wanted = returnsWanted(names, values, say, language);
  if (format === 'xlsx' && !output && isatty(1)) throw new UsageError(say('noOutput'));
  const asked = threadsIn(values.workers, say);
  const priors = await lookAtPriors(values.prior ?? [], asked, say, language);
  const files = await listFiles(names, say);
  const manner = { format, language, colours: !output && colourful() };
  const currentYear = new Date().getFullYear();
  const task = { kind: 'check', stage, currentYear, priors, collects: wanted !== null, ...manner } as const;
  const collected: Collected[] = [];
  let counts = sumCounts([]);
  let failures = 0;
  const outlet = openOutlet(output, say);
  try {
    const teller = tellerOf(outlet, output, manner, say);
    const progress = new Progress(files.length, say);
    await mapFiles<CheckTask>(files, {
      task,
      threads: threadsFor(files.length, asked),
      isOver: () => outlet.isClosed() && !wanted,
      async keep(outcome) {
        progress.step(outcome.file);
        if ('told' in outcome) {
          counts = sumCounts([counts, outcome.counts]);
          if (outcome.collected) collected.push(opened(outcome.collected));
          await teller.add(outcome);
        } else {
          failures++;
          if (wanted) collected.push(unread(outcome, language));
          await teller.fail(outcome);
        }
      },
    });
    progress.end();
    if (wanted) await saveReturns(collected, wanted, say);
    await teller.end({ files: files.length, failures, counts });
  } catch (error) {
    outlet.drop();
    throw error;
  }
  outlet.end();
  if (failures > 0) return EXIT.failed;
  return counts.hard > 0 ? EXIT.hard : EXIT.done;
};

const opened = ({ packed, ...reporter }: PackedFile): Collected => ({
  ...reporter,
  get findings() {
    return unpacked(packed);
  },
});

const unread = ({ file, reason }: Failure, language: Language): Collected => ({
  ...{ file, region: null, year: null, checked: false, findings: [] },
  remarks: [{ message: put(returnWords(language).unread, { reason }), mend: '' }],
});

/** Which regions last year's files are of, or wrong use where one cannot be read. */
async function lookAtPriors(
  names: readonly string[],
  asked: number | null,
  say: Say,
  language: Language,
): Promise<Prior[]> {
  if (names.length === 0) return [];
  const priors: Prior[] = [];
  const files = await listFiles(names, say);
  await mapFiles<LookTask>(files, {
    task: { kind: 'look', language },
    threads: threadsFor(files.length, asked),
    keep(outcome) {
      if (!('regions' in outcome))
        throw new UsageError(`${outcome.file}: ${say('failed', { reason: outcome.reason })}`);
      priors.push(outcome);
    },
  });
  return priors;
}

/** https://no-color.org */
const colourful = (): boolean => isatty(1) && !process.env.NO_COLOR && (process.env.TERM ?? '') !== 'dumb';
