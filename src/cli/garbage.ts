import { setFlags } from './flags';

/** From so many files on memory matters more than a twentieth of the time. */
const MANY = 40;

/**
 * Garbage is cleared away when the heap is 1.6 times what it was after the last time; by itself V8 waits for four
 * times, so that 3 000 files took more memory than 300 though no more was kept of them.
 */
export function clearOften(files: number): void {
  if (files >= MANY) setFlags('--heap-growing-percent=60');
}
