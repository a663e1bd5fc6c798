import { setFlagsFromString } from 'node:v8';

/** From so many files on V8's optimised code saves more time than it takes: docs/decisions/start.md. */
const MANY = 40;

export function optimiseFor(files: number): void {
  if (files >= MANY) setFlagsFromString('--opt');
}
