import { connectRibbon, officeRibbon, RIBBON, type RibbonHost } from '../../../src/commands/ribbon';
import { form } from '../../../src/core';
import { addressOf, keyOf } from '../../../src/core/model';
import { type Desk, type DeskOptions, openDesk } from '../../excel-host/desk';

interface Bench extends Desk {
  /** Presses a button of the ribbon; how often the pane was shown and the button let go is counted. */
  press(name: string, event?: null): void;
  readonly counts: { shown: number; completed: number };
}

let benches: Bench[] = [];
afterEach(async () => {
  for (const bench of benches) await bench.close();
  benches = [];
});

async function openBench(options: DeskOptions = {}, { attach = true, showing = true } = {}): Promise<Bench> {
  const desk = await openDesk(options);
  const counts = { shown: 0, completed: 0 };
  const buttons = new Map<string, Parameters<RibbonHost['associate']>[1]>();
  const ribbon = connectRibbon(form, {
    associate: (name, press) => void buttons.set(name, press),
    showPane: () => {
      counts.shown += 1;
      return showing ? Promise.resolve() : Promise.reject(new Error('no pane'));
    },
  });
  expect([...buttons.keys()]).toEqual(RIBBON);
  if (attach) ribbon.attach(desk.session);
  const bench = {
    ...desk,
    counts,
    press: (name: string, event?: null) =>
      buttons.get(name)!(event === null ? null : { completed: () => void (counts.completed += 1) }),
    settle: async () => {
      ribbon.attach(desk.session);
      await desk.settle();
    },
  };
  benches.push(bench);
  return bench;
}

function selected({ session }: Desk): string {
  const { selection } = session.getState();
  return selection ? `${selection.sheet}!${addressOf(selection)}` : '';
}

test('下一处 shows the pane and goes from cell to cell, each press one further', async () => {
  const bench = await openBench();
  await bench.session.openReport('2014年');
  const places = [selected(bench)];
  for (let press = 0; press < 2; press++) {
    bench.press('next');
    await bench.settle();
    places.push(selected(bench));
  }
  expect(new Set(places).size).toBe(3);
  const cited = bench.truth().flatMap(({ cells }) => cells.map((cell) => `${cell.sheet}!${addressOf(cell)}`));
  expect(cited).toEqual(expect.arrayContaining(places.slice(1)));
  expect(bench.counts).toEqual({ shown: 2, completed: 2 });
  expect(bench.host.writes).toBe(0);
});

test('重新审核 checks everything and says what was found', async () => {
  const bench = await openBench();
  bench.press('recheck');
  await bench.settle();
  expect(bench.session.getState().notice?.code).toBe('checked');
  expect(bench.session.getState().findings).toEqual(bench.truth());
  expect(bench.host.writes).toBe(0);
});

test('定稿检查 checks as for the final report', async () => {
  const bench = await openBench();
  bench.press('finalCheck');
  await bench.settle();
  expect(bench.session.getState().stage).toBe('final');
  expect(bench.session.getState().findings).toEqual(bench.truth());
});

test('填列累计 proposes and writes nothing before the person agrees', async () => {
  const bench = await openBench({ book: 'clean' });
  const { reports, activeSheet } = bench.session.getState();
  const sheet = activeSheet ?? '';
  const cumulative = form.indicators.find(({ periods, sumOf }) => periods === 'pair' && !sumOf)!;
  const at = reports.find((one) => one.sheet === sheet)!.positions.get(keyOf(cumulative.id, 'cumulative'))!;
  bench.excel.person.type(sheet, addressOf(at), '');
  await bench.settle();
  bench.press('fill');
  await bench.settle();
  expect(bench.session.getState().preview?.edits).toEqual([
    expect.objectContaining({ sheet, row: at.row, column: at.column }),
  ]);
  expect(bench.host.writes).toBe(0);
});

test('下一处 in a report without findings says that there are none', async () => {
  const bench = await openBench({ book: 'clean' });
  expect(bench.session.getState().findings).toEqual([]);
  bench.press('next');
  await bench.settle();
  expect(bench.session.getState().notice?.code).toBe('clear');
});

test('buttons pressed before the pane has found the workbook are performed when it has', async () => {
  const bench = await openBench({}, { attach: false });
  bench.press('finalCheck');
  expect(bench.counts.completed).toBe(1);
  expect(bench.session.getState().stage).toBe('draft');
  await bench.settle();
  expect(bench.session.getState().stage).toBe('final');
});

test('a press that Excel wants no word of is performed as well', async () => {
  const bench = await openBench();
  bench.press('finalCheck', null);
  await bench.settle();
  expect(bench.session.getState().stage).toBe('final');
  expect(bench.counts).toEqual({ shown: 1, completed: 0 });
});

test('where the pane cannot be shown the command is performed all the same', async () => {
  const bench = await openBench({}, { showing: false });
  await bench.session.openReport('2014年');
  const before = selected(bench);
  bench.press('next');
  await bench.settle();
  expect(selected(bench)).not.toBe(before);
});

test('without a report in the workbook a button only opens the pane, which says so', async () => {
  const bench = await openBench({
    prepare: ({ book }) => void book.sheets.splice(0, book.sheets.length - 1),
  });
  const before = bench.session.getState();
  bench.press('fill');
  await bench.settle();
  expect(before.phase).toBe('noForm');
  expect(bench.session.getState()).toBe(before);
  expect(bench.counts.shown).toBe(1);
});

test('a page outside Office has no ribbon; within it the buttons are those of Office', async () => {
  expect(officeRibbon()).toBeNull();
  const associate = jest.fn();
  const showAsTaskpane = jest.fn(() => Promise.resolve());
  Object.assign(globalThis, { Office: { actions: { associate }, addin: { showAsTaskpane } } });
  try {
    const office = officeRibbon()!;
    connectRibbon(form, office);
    await office.showPane();
    expect(associate.mock.calls.map(([name]) => name as string)).toEqual(RIBBON);
    expect(showAsTaskpane).toHaveBeenCalledTimes(1);
  } finally {
    Reflect.deleteProperty(globalThis, 'Office');
  }
});
