/** A thread that takes file after file (pool.ts). */
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Errand } from './pool';
import { perform, type Task } from './tasks';
import '../strings/english';

let turn = Promise.resolve();

parentPort!.on('message', ({ index, file }: Errand) => {
  turn = turn.then(async () => {
    const outcome = await perform(workerData as Task, file);
    const answer: Answer<Task> = { index, outcome };
    parentPort!.postMessage(answer, 'told' in outcome ? [outcome.told.buffer as ArrayBuffer] : []);
  });
});
