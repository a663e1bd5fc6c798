import { getHeapSpaceStatistics } from 'node:v8';
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

/** Bytes: more young objects than these fall out of the processor's caches, and pages that are new to it cost time. */
const YOUNG = 8 * 2 ** 20;
/** The same for another thread, as V8 counts it: three halves of the young objects' room. */
export const youngHeld = { maxYoungGenerationSizeMb: (YOUNG / 2 ** 20) * 1.5 };
let held = false;

/** Among many files young objects get no more room once they have enough. To be asked after each file. */
export function holdYoung(files: number): void {
  if (held || files < SOME) return;
  const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
  if (!young || young.space_size < YOUNG) return;
  held = true;
  setFlags('--semi-space-growth-factor=1');
}
