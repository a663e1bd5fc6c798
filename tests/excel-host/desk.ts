/** The template in the emulated Excel, with the product's session attached to it as the pane attaches it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSession } from '../../src/app/session';
import type { Session } from '../../src/app/state';
import { check, type Finding, form, readBook } from '../../src/core';
import type { ExcelHost } from '../../src/hosts/excel/host';
import { createExcelHost } from '../../src/hosts/excel/index';
import { readSheets } from '../../src/hosts/xlsx/sheets';
import type { Book } from './book';
import { type Edition, EmulatedExcel, LEVELS } from './excel';
import { installOffice } from './node';
import { openFile } from './open';

/** Turns of the event loop in which nothing happens any more. */
const QUIET_TURNS = 5;
const CURRENT_YEAR = 2026;
const SAMPLES = join(__dirname, '../../samples');

export interface DeskOptions {
  readonly edition?: Edition;
  /** A file of samples/, or a workbook of one's own. */
  readonly book?: 'clean' | 'faulty' | Book;
  /** Before anything is asked of Excel. */
  readonly prepare?: (excel: EmulatedExcel) => void;
}

export interface Desk {
  readonly excel: EmulatedExcel;
  readonly host: ExcelHost;
  readonly session: Session;
  /** Until nothing is under way any more: the pane has looked at everything it was told of. */
  settle(): Promise<void>;
  /** What a check finds in the workbook as it stands, had nothing happened on the way to it. */
  truth(): readonly Finding[];
  close(): Promise<void>;
}

const opened = new Map<string, Promise<() => Book>>();

/** A file of samples/; it is taken apart once. */
export async function openSample(name: 'clean' | 'faulty'): Promise<Book> {
  const known =
    opened.get(name) ?? openFile(new Uint8Array(readFileSync(join(SAMPLES, `${name}.xlsx`))), `${name}.xlsx`);
  opened.set(name, known);
  return (await known)();
}

const turn = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

export async function openDesk({
  edition = 'Microsoft 365',
  book = 'faulty',
  prepare,
}: DeskOptions = {}): Promise<Desk> {
  const excel = new EmulatedExcel(typeof book === 'string' ? await openSample(book) : book, LEVELS[edition]);
  prepare?.(excel);
  const remove = installOffice(excel);
  const host = await createExcelHost({ sweepEvery: 0 });
  const tasks: (() => void)[] = [];
  const session = createSession({
    host,
    form,
    currentYear: CURRENT_YEAR,
    schedule: (task) => void tasks.push(task),
    readSheets: (name, bytes) => Promise.resolve(readSheets(name, bytes)),
  });

  async function settle(): Promise<void> {
    let trips = -1;
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      await turn();
      if (tasks.length === 0 && excel.trips.length === trips) continue;
      trips = excel.trips.length;
      quiet = -1;
      // Events that come within a moment of each other cost one look.
      tasks.splice(0).forEach((task) => task());
    }
  }

  await settle();
  return {
    excel,
    host,
    session,
    settle,
    truth: () =>
      check(
        readBook(
          excel.book.sheets.map(({ snapshot }) => snapshot),
          form,
        ),
        {
          stage: session.getState().stage,
          currentYear: CURRENT_YEAR,
        },
      ),
    async close() {
      session.dispose();
      host.dispose();
      await settle();
      remove();
    },
  };
}
