/** npm run bench: what the pane asks of Excel, in requests and bytes, through the real client library. */
import type { EditPlan } from '../../src/core';
import { parseAddress } from '../../src/core/model';
import { makeTemplate } from '../../src/template/template';
import { type Desk, openDesk } from '../excel-host/desk';
import { type Edition, LEVELS } from '../excel-host/excel';
import { openFile } from '../excel-host/open';

const FIRST = 2014;
const YEARS = 10;
const LAST = `${FIRST + YEARS - 1}年`;
const RUNS = 5;

interface Cost {
  readonly requests: number;
  readonly sent: number;
  readonly received: number;
  readonly writes: number;
}

async function costOf(desk: Desk, work: () => unknown): Promise<Cost> {
  const { trips } = desk.excel;
  const from = trips.length;
  await work();
  await desk.settle();
  return sum(trips.slice(from));
}

const sum = (trips: Desk['excel']['trips']): Cost => ({
  requests: trips.length,
  sent: trips.reduce((bytes, { requestBytes }) => bytes + requestBytes, 0),
  received: trips.reduce((bytes, { responseBytes }) => bytes + responseBytes, 0),
  writes: trips.filter(({ writes }) => writes).length,
});

const planOf = (addresses: readonly string[]): EditPlan => ({
  command: 'bench',
  edits: addresses.map((address) => ({
    sheet: LAST,
    ...parseAddress(address)!,
    before: { value: null, formula: null },
    after: { value: 3, formula: null },
    why: 'bench',
  })),
});

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const line = (name: string, { requests, sent, received, writes }: Cost): string =>
  [
    String(requests).padStart(3),
    String(writes).padStart(7),
    kilobytes(sent).padStart(11),
    kilobytes(received).padStart(11),
    ` ${name}`,
  ].join(' ');

test.each(Object.keys(LEVELS) as Edition[])(
  'ten years in %s',
  async (edition) => {
    const bytes = await makeTemplate({ from: FIRST, to: FIRST + YEARS - 1, region: '山东省' });
    const book = (await openFile(bytes, '十年.xlsx', { calculates: false }))();
    const desk = await openDesk({ edition, book });
    const { excel, session } = desk;
    const lines = [line('attach', sum(excel.trips))];
    lines.push(line('重新审核', await costOf(desk, () => session.recheck())));
    excel.person.click(LAST, 'E10');
    await desk.settle();
    const edits: Cost[] = [];
    for (let run = 0; run < RUNS; run++)
      edits.push(await costOf(desk, () => excel.person.type(LAST, 'E10', run)));
    const [most] = edits.sort((a, b) => b.requests - a.requests);
    lines.push(line(`an edit (the dearest of ${RUNS})`, most!));
    lines.push(line('a click', await costOf(desk, () => excel.person.click(LAST, 'G10'))));
    lines.push(line('the slow sweep, every 20 s', await costOf(desk, () => desk.host.sweep())));
    session.propose(planOf(['G10', 'K10', 'E13', 'G13']));
    const command = await costOf(desk, () => session.confirm());
    lines.push(line('a command on four cells: look, write, read back, check', command));
    await desk.close();
    process.stdout.write(
      `\n${edition}, ten year sheets\nrequests writes        sent    received\n${lines.join('\n')}\n`,
    );
  },
  120_000,
);
