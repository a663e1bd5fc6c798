/** What the pane may cost: requests, writes, references, handlers. */
import type { EditPlan } from '../../src/core';
import { parseAddress } from '../../src/core/model';
import { createExcelHost } from '../../src/hosts/excel/index';
import { makeTemplate } from '../../src/template/template';
import { type Desk, openDesk } from '../excel-host/desk';
import { type Edition, EmulatedExcel, LEVELS } from '../excel-host/excel';
import { installOffice } from '../excel-host/node';
import { bookOf, openFile } from '../excel-host/open';
import { cleanValues, makeSheet } from '../support/sheets';
import { fixture } from './fixture';

const EDITIONS = Object.keys(LEVELS) as Edition[];
const FIRST = 2014;
const YEARS = 10;
const LAST = `${FIRST + YEARS - 1}年`;

describe.each(EDITIONS)('a workbook of ten years in %s', (edition) => {
  let desk: Desk;
  beforeAll(async () => {
    const bytes = await makeTemplate({ from: FIRST, to: FIRST + YEARS - 1, region: '山东省' });
    const book = (await openFile(bytes, '十年.xlsx', { calculates: false }))();
    desk = await openDesk({ edition, book });
  });
  afterAll(async () => {
    await desk.close();
    expect(desk.excel.unknown).toEqual([]);
  });

  /** Requests and write batches that something costs. */
  async function cost(work: () => void | Promise<void>): Promise<{ requests: number; writes: number }> {
    const { requests, writeBatches } = desk.excel;
    await work();
    await desk.settle();
    return { requests: desk.excel.requests - requests, writes: desk.excel.writeBatches - writeBatches };
  }
  async function received(work: () => void | Promise<void>): Promise<number> {
    const from = desk.excel.trips.length;
    await work();
    await desk.settle();
    return desk.excel.trips.slice(from).reduce((bytes, { responseBytes }) => bytes + responseBytes, 0);
  }

  it('is attached to in four requests at most, and checked as a whole in two', async () => {
    expect(desk.session.getState().reports).toHaveLength(YEARS);
    expect(desk.excel.requests).toBeLessThanOrEqual(edition === 'Excel 2019' ? 4 : 3);
    const recheck = await cost(async () => desk.session.recheck());
    expect(recheck.requests).toBeLessThanOrEqual(2);
    expect(recheck.writes).toBe(0);
    expect(desk.session.getState().findings).toEqual(desk.truth());
  });

  it('answers an edit with one request and no write, a click with none', async () => {
    desk.excel.person.click(LAST, 'E10');
    await desk.settle();
    expect(await cost(() => desk.excel.person.type(LAST, 'E10', '约30'))).toEqual({ requests: 1, writes: 0 });
    expect(desk.session.getState().findings).toEqual(desk.truth());
    expect(await cost(() => desk.excel.person.click(LAST, 'G10'))).toEqual({ requests: 0, writes: 0 });
    expect(desk.session.getState().selection?.key).toContain('/year');
  });

  it('reads of an edit what people type into, not the verdicts beside it', async () => {
    expect(await received(() => desk.excel.person.type(LAST, 'E10', 31))).toBeLessThan(250_000);
    expect(desk.session.getState().findings).toEqual(desk.truth());
    expect(await received(() => desk.host.sweep())).toBeLessThan(350_000);
  });

  it('carries a command out in one write batch', async () => {
    const edits = ['G10', 'K10'].map((address) => ({
      sheet: LAST,
      ...parseAddress(address)!,
      before: { value: null, formula: null },
      after: { value: 30, formula: null },
      why: 'test',
    }));
    const plan: EditPlan = { command: 'test', edits };
    desk.session.propose(plan);
    const { writes, requests } = await cost(() => desk.session.confirm());
    expect(writes).toBe(1);
    // Look at the cells, write, read back, check everything.
    expect(requests).toBeLessThanOrEqual(4);
    expect(desk.session.getState().notice?.code).toBe('applied');
  });

  it('holds no references, so that no request is needed to give them back', async () => {
    await desk.session.recheck();
    await desk.session.goTo({ sheet: LAST, row: 9, column: 4 });
    await desk.settle();
    expect(desk.excel.trips.filter(({ cleanup }) => cleanup)).toEqual([]);
    expect(desk.excel.references.size).toBe(0);
  });
});

describe.each([
  ['Excel 2019', 200],
  ['Microsoft 365', 1000],
] as const)('in %s over %i edits', (edition, edits) => {
  it('no handler and no reference is left behind, and every look is one request', async () => {
    const book = bookOf({ sheets: [makeSheet(cleanValues(2014))] });
    book.calculates = false;
    const desk = await openDesk({ edition, book });
    const { excel } = desk;
    const [name] = book.sheets.map((sheet) => sheet.name);
    const handlers = new Map(excel.registrations);
    excel.person.click(name!, 'E10');
    await desk.settle();
    const before = excel.requests;
    for (let turn = 0; turn < edits; turn++) {
      excel.person.type(name!, 'E10', turn);
      await desk.settle();
    }
    expect(excel.requests - before).toBe(edits);
    expect(excel.registrations).toEqual(handlers);
    expect(excel.references.size).toBe(0);
    expect(excel.writeBatches).toBe(0);
    expect(desk.session.getState().findings).toEqual(desk.truth());
    await desk.close();
    expect(excel.registrations.size).toBe(0);
  });
});

describe('an idle pane', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['performance'] }));
  afterEach(() => jest.useRealTimers());

  it('sends the slow sweep and nothing else, and nothing at all once it is closed', async () => {
    const excel = new EmulatedExcel(bookOf(fixture()));
    const remove = installOffice(excel);
    const opening = createExcelHost();
    await jest.advanceTimersByTimeAsync(100);
    const host = await opening;
    const snapshot = host.snapshot();
    await jest.advanceTimersByTimeAsync(100);
    await snapshot;
    let told = 0;
    host.listen(() => (told += 1));
    const before = excel.requests;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(excel.requests - before).toBe(3);
    expect(told).toBe(0);
    host.dispose();
    await jest.advanceTimersByTimeAsync(100);
    const after = excel.requests;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(excel.requests).toBe(after);
    remove();
  });
});

describe('undo groups', () => {
  it('are asked for where Excel has them', async () => {
    for (const edition of EDITIONS) {
      const desk = await openDesk({ edition, book: bookOf(fixture()) });
      const run = jest.spyOn(Excel, 'run');
      const edit = { sheet: '填报说明', row: 9, column: 0, why: 'test' };
      const after = { value: 1, formula: null };
      await desk.host.apply({
        command: 'test',
        edits: [{ ...edit, before: { value: null, formula: null }, after }],
      });
      const grouped = run.mock.calls.some(
        ([options]) => (options as Excel.RunOptions).mergeUndoGroup === true,
      );
      expect([edition, grouped]).toEqual([edition, LEVELS[edition] >= 20]);
      run.mockRestore();
      await desk.close();
    }
  });
});
