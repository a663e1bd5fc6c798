/** Where a result goes while it is being made. A file is replaced when all of it is there: a run that fails leaves the old one. */
import {
  chmodSync,
  closeSync,
  copyFileSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { type Say, UsageError } from './usage';

export interface Outlet {
  /** Whoever read it has stopped, as `head` does: what is written from now on is lost. */
  isClosed(): boolean;
  /** Waits where the reader is slower than we are. Whoever called may use the bytes again afterwards. */
  write(piece: string | Uint8Array): Promise<void>;
  end(): void;
  /** Instead of the end: as if nothing had been written, where that is possible. */
  drop(): void;
}

/** To standard output where no file is named. */
export const openOutlet = (output: string | undefined, say: Say): Outlet => {
  if (output === undefined) return toReader();
  const file = openBeside(output, say);
  return { ...file, isClosed: () => false, write: (piece) => Promise.resolve(file.write(piece)) };
};

function toReader(): Outlet {
  const { stdout } = process;
  let closed = false;
  stdout.once('error', () => {
    closed = true;
  });
  return {
    isClosed: () => closed,
    write: (piece) =>
      // A pipe may take it later.
      closed || stdout.write(typeof piece === 'string' ? piece : Buffer.from(piece))
        ? Promise.resolve()
        : new Promise((resolve) => {
            const go = (): void => {
              for (const event of ['drain', 'error', 'close']) stdout.off(event, go);
              resolve();
            };
            for (const event of ['drain', 'error', 'close']) stdout.on(event, go);
          }),
    end: () => undefined,
    drop: () => undefined,
  };
}

interface FileInMaking {
  write(piece: string | Uint8Array): void;
  end(): void;
  drop(): void;
}

/** Devices and pipes are written to as they are. */
export function openBeside(output: string, say: Say): FileInMaking {
  const refuse = (): never => {
    throw new UsageError(say('cannotWrite', { file: output }));
  };
  const known = statSync(output, { throwIfNoEntry: false });
  const target = known ? realpathSync(output) : output;
  const isPlain = known === undefined || known.isFile();
  const path = isPlain ? `${target}.${process.pid}.tmp` : target;
  const file = open(path, known) ?? refuse();
  const stop = (signal: NodeJS.Signals): void => {
    drop();
    process.kill(process.pid, signal);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);

  let isOpen = true;
  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    process.off('SIGINT', stop).off('SIGTERM', stop);
    closeSync(file);
  }
  function drop(): void {
    close();
    if (isPlain) rmSync(path, { force: true });
  }
  return {
    write(piece) {
      try {
        const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
        for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      } catch {
        drop();
        refuse();
      }
    },
    end() {
      close();
      if (isPlain && !replace(path, target)) refuse();
    },
    drop,
  };
}

function open(path: string, known: Stats | undefined): number | null {
  try {
    const file = openSync(path, 'w');
    if (known?.isFile()) chmodSync(path, known.mode);
    return file;
  } catch {
    return null;
  }
}

/** Where a name cannot be given to another file, as on some shares, the content is. */
export function replace(path: string, target: string): boolean {
  try {
    renameSync(path, target);
    return true;
  } catch {
    try {
      copyFileSync(path, target);
      return true;
    } catch {
      return false;
    } finally {
      rmSync(path, { force: true });
    }
  }
}
