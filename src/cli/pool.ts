/** Many files on all cores. The results are those of one thread, in the order of the files. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { fileFaultOf } from '../strings/messages';
import { clearOften, holdYoung, youngHeld } from './garbage';
import { type Outcome, perform, type Task } from './tasks';
import { type Say, UsageError } from './usage';

/** The bundle of worker.ts, beside that of the command line (webpack.config.js). */
const THREAD = join(__dirname, 'cpreport.worker.cjs');
/** A thread costs 0.15 s to start and to warm up: so many files have to be there for each. */
const WORTH = 12;
/** A thread has its next file before it has done with this one. */
const AHEAD = 2;
/** So many results wait for an earlier one, no more. */
const WAITING = 64;

/** What is sent to a thread, and what comes back. */
export interface Errand {
  readonly index: number;
  readonly file: string;
}
export interface Answer<Of extends Task> {
  readonly index: number;
  readonly outcome: Outcome<Of>;
}

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

export interface MapOptions<Of extends Task> {
  readonly task: Of;
  /** This one is one of them. */
  readonly threads: number;
  /** Is given each outcome in the order of the files, one after the other. */
  readonly keep: (outcome: Outcome<Of>, file: string) => void | Promise<void>;
  /** Nobody wants the rest. */
  readonly isOver?: () => boolean;
}

export async function mapFiles<Of extends Task>(
  files: readonly string[],
  { task, threads, keep, isOver = () => false }: MapOptions<Of>,
): Promise<void> {
  clearOften(files.length);
  let next = 0;
  let kept = 0;
  let turn = Promise.resolve();
  let failed = false;
  /** Files that a thread had when it died of another one. */
  const again: number[] = [];
  const waiting = new Map<number, Outcome<Of>>();
  const wake: (() => void)[] = [];

  const lanes = [here(), ...Array.from({ length: threads - 1 }, there)];
  await Promise.all(
    lanes.map((lane) =>
      lane.catch((error: unknown) => {
        failed = true;
        rouse();
        throw error;
      }),
    ),
  );

  function rouse(): void {
    for (const go of wake.splice(0)) go();
  }

  /** The next file, once there is room for its result; undefined where there is none. */
  async function draw(): Promise<number | undefined> {
    while (!failed && again.length === 0 && next - kept > WAITING) {
      await new Promise<void>((resolve) => wake.push(resolve));
    }
    if (failed || isOver()) return undefined;
    return again.shift() ?? (next < files.length ? next++ : undefined);
  }

  function take(index: number, outcome: Outcome<Of>): Promise<void> {
    waiting.set(index, outcome);
    turn = turn.then(async () => {
      for (let first = waiting.get(kept); first; first = waiting.get(kept)) {
        waiting.delete(kept);
        await keep(first, files[kept]!);
        kept += 1;
        rouse();
      }
    });
    return turn;
  }

  async function here(): Promise<void> {
    for (let index = await draw(); index !== undefined; index = await draw()) {
      await take(index, await perform(task, files[index]!));
      if (threads === 1) holdYoung(files.length);
      // The others' answers wait for it.
      await breathe();
    }
  }

  /** A thread that dies (of a file too big for it) is replaced. */
  async function there(): Promise<void> {
    while (await runThread());
  }

  /** One thread until there are no more files; true where it died before. */
  async function runThread(): Promise<boolean> {
    const first = await draw();
    if (first === undefined) return false;
    const { Worker } = await import('node:worker_threads');
    const worker = new Worker(THREAD, { workerData: task, resourceLimits: youngHeld });
    const underway: number[] = [];
    let drawing = false;
    let dead = false;
    const send = (index: number): void => {
      underway.push(index);
      worker.postMessage({ index, file: files[index]! } satisfies Errand);
    };
    /** True where the thread has nothing left to do. */
    async function hand(): Promise<boolean> {
      if (drawing) return false;
      drawing = true;
      while (underway.length < AHEAD) {
        const index = await draw();
        if (index === undefined) break;
        if (dead) {
          giveBack([index]);
          break;
        }
        send(index);
      }
      drawing = false;
      return underway.length === 0;
    }
    try {
      return await new Promise<boolean>((resolve, reject) => {
        const go = (isDone: boolean): void => {
          if (isDone) resolve(dead);
        };
        worker.on('message', ({ index, outcome }: Answer<Of>) => {
          underway.splice(underway.indexOf(index), 1);
          take(index, outcome).then(hand).then(go).catch(reject);
        });
        worker.on('error', (error: NodeJS.ErrnoException) => {
          if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return reject(error);
          dead = true;
          const [fatal, ...rest] = underway.splice(0);
          giveBack(rest);
          if (fatal === undefined) return resolve(true);
          const file = files[fatal]!;
          const reason = fileFaultOf('TOO_BIG', task.language);
          take(fatal, { file, code: 'TOO_BIG', reason }).then(() => resolve(true), reject);
        });
        send(first);
        hand().then(go).catch(reject);
      });
    } finally {
      await worker.terminate();
    }
  }

  function giveBack(indexes: readonly number[]): void {
    again.push(...indexes);
    rouse();
  }
}
