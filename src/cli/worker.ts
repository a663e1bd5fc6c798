/** A thread that takes file after file (pool.ts). */
import { parentPort, workerData } from 'node:worker_threads';
import { perform, type Task } from './tasks';

parentPort!.on('message', (file: string) => {
  void perform(workerData as Task, file).then((outcome) => parentPort!.postMessage(outcome));
});
