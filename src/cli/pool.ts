/** Many files on all cores. The results are those of one thread, in the order of the files. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { fileFaultOf } from '../strings/messages';
import { type Outcome, perform, type Task } from './tasks';
import { type Say, UsageError } from './usage';

/** The bundle of worker.ts, beside that of the command line (webpack.config.js). */
const THREAD = join(__dirname, 'cpreport.worker.cjs');
/** A thread has to have so many files before it pays. */
const WORTH = 12;

/** `--workers`, or null where it is not given. */
export function threadsIn(value: string | undefined, say: Say): number | null {
  if (value === undefined) return null;
  const threads = Number(value);
  if (!Number.isInteger(threads) || threads < 1 || threads > 256) throw new UsageError(say('badWorkers'));
  return threads;
}

export function threadsFor(files: number, asked: number | null): number {
  if (asked !== null) return Math.min(asked, Math.max(files, 1));
  return Math.max(1, Math.min(availableParallelism(), Math.floor(files / WORTH)));
}

/** `keep` is given each outcome in the order of the files, as soon as that is possible; what it returns is kept. */
export async function mapFiles<Of extends Task, Kept>(
  files: readonly string[],
  task: Of,
  threads: number,
  keep: (outcome: Outcome<Of>, file: string) => Kept,
): Promise<Kept[]> {
  const kept: Kept[] = [];
  if (threads <= 1) {
    for (const file of files) kept.push(keep(await perform(task, file), file));
    return kept;
  }
  let next = 0;
  const waiting = new Map<number, Outcome<Of>>();
  await Promise.all(Array.from({ length: threads }, () => runThread()));
  return kept;

  function take(index: number, outcome: Outcome<Of>): void {
    waiting.set(index, outcome);
    for (let first = waiting.get(kept.length); first; first = waiting.get(kept.length)) {
      waiting.delete(kept.length);
      kept.push(keep(first, files[kept.length]!));
    }
  }

  /** One thread until there are no more files. One that dies (of a file too big for it) is replaced. */
  async function runThread(): Promise<void> {
    while (next < files.length) {
      const worker = new Worker(THREAD, { workerData: task });
      try {
        while (next < files.length) {
          const index = next++;
          const file = files[index]!;
          const outcome = await ask(worker, file);
          const reason = fileFaultOf('TOO_BIG', task.language);
          take(index, outcome ?? { file, code: 'TOO_BIG', reason });
          if (!outcome) break;
        }
      } finally {
        await worker.terminate();
      }
    }
  }

  function ask(worker: Worker, file: string): Promise<Outcome<Of> | null> {
    return new Promise((resolve, reject) => {
      const answer = (outcome: Outcome<Of> | null): void => {
        worker.off('message', answer).off('error', fail);
        resolve(outcome);
      };
      const fail = (error: NodeJS.ErrnoException): void => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') answer(null);
        else reject(error);
      };
      worker.on('message', answer).on('error', fail);
      worker.postMessage(file);
    });
  }
}
