import { setFlagsFromString } from 'node:v8';

/** Versions of Node after this one may not have the flags. */
const LAST = 24;

/** Tells V8 how to work: docs/decisions/start.md. */
export function setFlags(flags: string): void {
  if (Number(process.versions.node.split('.')[0]) <= LAST) setFlagsFromString(flags);
}
