import { isatty } from 'node:tty';
import type { Say } from './usage';

/** Shorter runs need no progress. */
const PATIENCE = 1000;
const PAUSE = 100;

/** One line on standard error that says how far a long run is, on a terminal only; gone when it ends. */
export class Progress {
  private readonly started = Date.now();
  private readonly shown = isatty(2);
  private said = 0;
  private done = 0;

  constructor(
    private readonly total: number,
    private readonly say: Say,
  ) {}

  /** Before each file. */
  step(file: string): void {
    this.done++;
    const now = Date.now();
    if (!this.shown || now - this.started < PATIENCE || now - this.said < PAUSE) return;
    this.said = now;
    const line = this.say('progress', { done: this.done, total: this.total, file });
    process.stderr.write(`\r\u001b[K${line.slice(0, 70)}`);
  }

  end(): void {
    if (this.said > 0) process.stderr.write('\r\u001b[K');
  }
}
