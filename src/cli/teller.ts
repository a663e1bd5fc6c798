/** The result of a check as it is written: file by file in the one order, then what is said of all. */
import { inflateRawSync } from 'node:zlib';
import type { Failure, ReportResult } from '../app/contract';
import { JSON_START, jsonBefore, jsonEnd } from './json';
import type { Outlet } from './outlet';
import { deflated } from './packed';
import type { CheckedFile } from './tasks';
import { textOfAll, textOfFailure } from './text';
import type { Counts, Manner } from './told';
import type { Say } from './usage';

/** What is known of all files at the end. */
export interface Tally {
  readonly files: number;
  readonly failures: number;
  readonly counts: Counts;
}

export interface Teller {
  add(checked: CheckedFile): Promise<void>;
  fail(failure: Failure): Promise<void>;
  end(tally: Tally): Promise<void>;
}

export function tellerOf(outlet: Outlet, output: string | undefined, manner: Manner, say: Say): Teller {
  if (manner.format === 'json') return tellJson(outlet);
  return manner.format === 'text' ? tellText(outlet, manner, say) : tellList(outlet, output, manner);
}

function tellJson(outlet: Outlet): Teller {
  const failures: Failure[] = [];
  let isEmpty = true;
  const begin = async (): Promise<void> => {
    if (isEmpty) await outlet.write(JSON_START);
  };
  return {
    async add({ told }) {
      await begin();
      await outlet.write(jsonBefore(isEmpty));
      await outlet.write(told);
      isEmpty = false;
    },
    fail: ({ file, code, reason }) => {
      failures.push({ file, code, reason });
      return Promise.resolve();
    },
    async end() {
      await begin();
      await outlet.write(jsonEnd(isEmpty, failures));
    },
  };
}

function tellText(outlet: Outlet, { language, colours }: Manner, say: Say): Teller {
  const manner = { say, language, colours };
  let isFirst = true;
  /** A blank line stands between two. */
  const put = async (text: string | Uint8Array): Promise<void> => {
    if (!isFirst) await outlet.write('\n');
    isFirst = false;
    await outlet.write(text);
  };
  return {
    add: ({ told }) => put(told),
    fail: (failure) => put(textOfFailure(failure, manner)),
    end: async ({ files, failures, counts }) => {
      if (files > 1) await put(textOfAll(files, failures, counts, manner));
    },
  };
}

/** Held deflated: a worklist says first how many rows it has, and its links stand behind all rows. */
function tellList(outlet: Outlet, output: string | undefined, { language }: Manner): Teller {
  const held: Uint8Array[] = [];
  const failures: Failure[] = [];
  let findings = 0;
  return {
    add: (checked) => {
      held.push(deflated(checked.told));
      findings += checked.findings;
      return Promise.resolve();
    },
    fail: (failure) => {
      failures.push(failure);
      return Promise.resolve();
    },
    end: async () => {
      const [{ packWorklist }, { createZip }] = await Promise.all([import('./worklist'), import('./zip')]);
      const zip = createZip((bytes) => outlet.write(bytes));
      const count = { files: held.length, findings };
      await packWorklist({ files, count, failures }, output, language, zip);
      await zip.end();
    },
  };

  function* files(): Generator<ReportResult[]> {
    for (const piece of held) yield JSON.parse(inflateRawSync(piece).toString()) as ReportResult[];
  }
}
