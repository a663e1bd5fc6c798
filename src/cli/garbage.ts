import { setFlags } from './flags';

/** From so many files on garbage is cleared away sooner than V8 would by itself. */
const SOME = 40;
/** From so many on memory matters more than a twentieth of the time. */
const MANY = 1000;

/**
 * Garbage is cleared away when the heap is 2.5 times, or of many files 1.6 times, what it was after the last time; by
 * itself V8 waits for four times, so that 3 000 files took more memory than 300 though no more was kept of them.
 */
export function clearOften(files = MANY): void {
  if (files >= SOME) setFlags(`--heap-growing-percent=${files >= MANY ? 60 : 150}`);
}
