/**
 * Every known trouble with Excel: what the person is told meanwhile, and that afterwards a check finds what it would
 * find had nothing happened.
 */
import type { CellValue, EditPlan } from '../../src/core';
import { parseAddress } from '../../src/core/model';
import { createExcelHost } from '../../src/hosts/excel/index';
import { faultOf, noticeOf } from '../../src/strings/messages';
import { type Desk, type DeskOptions, openDesk } from '../excel-host/desk';
import { type Edition, EmulatedExcel, LEVELS } from '../excel-host/excel';
import { installOffice } from '../excel-host/node';
import { bookOf } from '../excel-host/open';
import { fixture, sheetOf } from './fixture';

jest.setTimeout(30_000);

const SHEET = '2014年';
/** 约436: a text where a number belongs (TYP-04). */
const WRONG = 'G10';
/** 实施项目 of the plan: an input. */
const INPUT = 'E10';

let desk: Desk;
const open = async (options: DeskOptions = {}): Promise<Desk> => (desk = await openDesk(options));
afterEach(async () => {
  await desk.close();
  expect(desk.excel.unknown).toEqual([]);
});

const at = (address: string) => ({ sheet: SHEET, ...parseAddress(address)! });
const valueAt = (address: string): CellValue => desk.excel.book.valueAt(SHEET, parseAddress(address)!);
const state = () => desk.session.getState();
const notice = (): string | undefined => state().notice?.code;

function planOf(...edits: [address: string, before: CellValue, after: CellValue][]): EditPlan {
  return {
    command: 'test',
    edits: edits.map(([address, before, after]) => ({
      ...at(address),
      before: { value: before, formula: null },
      after: { value: after, formula: null },
      why: 'test',
    })),
  };
}

async function confirm(plan: EditPlan): Promise<void> {
  desk.session.propose(plan);
  await desk.session.confirm();
  await desk.settle();
}

/** The pane shows what is true, and says that it has checked it. */
function expectTruth(): void {
  expect(state().findings).toEqual(desk.truth());
  expect(state()).toMatchObject({ pending: false, fault: null, phase: 'ready' });
}

/** What the person types makes one finding go and the pane knows. */
async function expectAttentive(): Promise<void> {
  const before = state().findings.length;
  desk.excel.person.type(SHEET, WRONG, 436);
  await desk.settle();
  expect(state().findings).toHaveLength(before - 1);
  expectTruth();
}

describe('the person is typing in a cell', () => {
  it('refuses a command with a sentence, and carries it out when the cell was left', async () => {
    await open();
    desk.excel.beginCellEdit();
    const plan = planOf([WRONG, '约436', 436]);
    desk.session.propose(plan);
    await desk.session.goTo(at(INPUT));
    expect(notice()).toBe('editing');
    const confirmed = desk.session.confirm();
    await desk.settle();
    expect(notice()).toBe('editing');
    expect(noticeOf('editing', {}, 'zh-CN')).toContain('Enter');
    expect(valueAt(WRONG)).toBe('约436');
    desk.excel.endCellEdit();
    await confirmed;
    await confirm(plan);
    expect(notice()).toBe('applied');
    expect(valueAt(WRONG)).toBe(436);
    expectTruth();
  });

  it('says so where 重新审核 or a plan is asked for, and looks once the cell was left', async () => {
    await open();
    desk.excel.beginCellEdit();
    await desk.session.plan(() => planOf([WRONG, '约436', 436]));
    expect(notice()).toBe('editing');
    expect(state().preview).toBeNull();
    const asked = desk.session.recheck();
    await desk.settle();
    expect(state()).toMatchObject({ pending: true, fault: null });
    expect(state().notice).toMatchObject({ code: 'editing', serial: 2 });
    // A look is waiting now; who asks again is told again.
    const again = desk.session.recheck();
    await desk.settle();
    expect(state().notice).toMatchObject({ code: 'editing', serial: 3 });
    desk.excel.endCellEdit();
    await Promise.all([asked, again]);
    expect(notice()).toBe('checked');
    expectTruth();
  });

  it('waits with its own looks until the cell was left, and says meanwhile that it has not checked', async () => {
    await open();
    desk.excel.beginCellEdit();
    desk.excel.person.typeRemotely(SHEET, WRONG, 436);
    await desk.settle();
    expect(state()).toMatchObject({ pending: true, fault: null });
    desk.excel.endCellEdit();
    await desk.settle();
    expectTruth();
  });
});

describe('a protected sheet', () => {
  it('says so for a locked cell, and writes nothing of the plan', async () => {
    await open();
    await confirm(planOf([WRONG, '约436', 436], ['A1', valueAt('A1'), 'x']));
    expect(notice()).toBe('protected');
    expect(desk.excel.writeBatches).toBe(0);
    expectTruth();
    await expectAttentive();
  });

  it('takes back what was written where Excel breaks off in between', async () => {
    await open();
    desk.excel.faults.stopsAtWrite = 1;
    const input = valueAt(INPUT);
    const confirmed = confirm(planOf([INPUT, input, 7], [WRONG, '约436', 436]));
    // Only the first batch is hindered: what takes it back goes through.
    const settled = desk.excel.trips.length;
    while (desk.excel.trips.length < settled + 2) await new Promise((done) => setTimeout(done, 0));
    desk.excel.faults.stopsAtWrite = null;
    await confirmed;
    expect(notice()).toBe('protected');
    expect([valueAt(INPUT), valueAt(WRONG)]).toEqual([input, '约436']);
    expectTruth();
  });
});

describe('a read-only workbook', () => {
  it('is checked like any other, and refuses a command with a sentence', async () => {
    await open({ prepare: (excel) => (excel.faults.readOnly = true) });
    await confirm(planOf([WRONG, '约436', 436]));
    expect(notice()).toBe('readOnly');
    expect(desk.excel.writeBatches).toBe(0);
    expectTruth();
  });
});

describe('events', () => {
  it('that come late bring the pane up to date when they come; 重新审核 need not wait for them', async () => {
    await open();
    desk.excel.faults.lateEvents = true;
    desk.excel.person.type(SHEET, WRONG, 436);
    await desk.settle();
    expect(state().findings).not.toEqual(desk.truth());
    await desk.session.recheck();
    expectTruth();
    desk.excel.person.type(SHEET, WRONG, '约437');
    desk.excel.release();
    await desk.settle();
    expectTruth();
  });

  it('that are lost are made up for by the slow sweep', async () => {
    await open();
    desk.excel.faults.lostEvents = true;
    desk.excel.person.type(SHEET, WRONG, 436);
    await desk.settle();
    expect(state().findings).not.toEqual(desk.truth());
    await desk.host.sweep();
    await desk.settle();
    expectTruth();
  });

  it.each(['doubledEvents', 'misleadingEvents'] as const)('with %s are no more than hints', async (fault) => {
    await open();
    desk.excel.faults[fault] = true;
    await expectAttentive();
  });

  it('that a choice from a drop-down does not raise are made up for by the slow sweep', async () => {
    await open();
    desk.excel.person.choose(SHEET, WRONG, '436');
    await desk.host.sweep();
    await desk.settle();
    expectTruth();
  });

  it('of a paste over many cells cost one look', async () => {
    await open();
    desk.excel.person.click(SHEET, WRONG);
    await desk.settle();
    const requests = desk.excel.requests;
    desk.excel.person.type(SHEET, INPUT, [[9, null, 436]]);
    await desk.settle();
    expect(desk.excel.requests).toBe(requests + 1);
    expectTruth();
  });

  it.each(Object.keys(LEVELS) as Edition[])(
    'of own writes are told from those of others in %s',
    async (edition) => {
      await open({ edition });
      const sources: string[] = [];
      desk.host.listen((event) => event.type === 'edited' && sources.push(event.source));
      await confirm(planOf([WRONG, '约436', 436]));
      expect(sources).toContain('self');
      expect(sources).not.toContain('user');
      desk.excel.person.typeRemotely(SHEET, INPUT, 5);
      await desk.settle();
      expect(sources).toContain('remote');
      desk.excel.person.type(SHEET, WRONG, 437);
      await desk.settle();
      expect(sources).toContain('user');
      expectTruth();
    },
  );
});

describe("a colleague's edits", () => {
  it('are checked and answered with no write', async () => {
    await open();
    desk.excel.person.typeRemotely(SHEET, WRONG, 436);
    await desk.settle();
    expectTruth();
    expect(desk.excel.writeBatches).toBe(0);
  });

  it('make a plan void that they have overtaken', async () => {
    await open();
    desk.session.propose(planOf([WRONG, '约436', 436]));
    desk.excel.person.typeRemotely(SHEET, WRONG, 440);
    await desk.session.confirm();
    await desk.settle();
    expect(notice()).toBe('moved');
    expect(valueAt(WRONG)).toBe(440);
    expectTruth();
  });
});

describe('the shape changes while the pane is attached', () => {
  it.each([
    ['rows', () => desk.excel.person.insertRows(SHEET, 8, 2), 'G12'],
    ['columns', () => desk.excel.person.insertColumns(SHEET, 2), 'H10'],
  ])('finds the form anew after %s came in', async (_what, insert, moved) => {
    await open();
    insert();
    await desk.settle();
    expect(state().findings.map(({ cells }) => cells[0]?.address)).toContain(moved);
    expectTruth();
    desk.excel.person.type(SHEET, moved, 436);
    await desk.settle();
    expectTruth();
  });

  it.each(Object.keys(LEVELS) as Edition[])('finds a renamed sheet in %s', async (edition) => {
    await open({ edition });
    desk.excel.person.rename(SHEET, '上报');
    await desk.settle();
    // Before ExcelApi 1.17 nothing tells of it until the next look.
    await desk.host.sweep();
    await desk.settle();
    expect(state().reports.map(({ sheet }) => sheet)).toContain('上报');
    expectTruth();
    await desk.session.goTo({ ...at(INPUT), sheet: '上报' });
    expect(desk.excel.book.active.name).toBe('上报');
  });

  it('lets a deleted sheet go, and says so when the last one is gone', async () => {
    await open();
    desk.excel.person.deleteSheet(SHEET);
    await desk.settle();
    expect(state().reports.map(({ sheet }) => sheet)).not.toContain(SHEET);
    expectTruth();
    await desk.session.goTo(at(INPUT));
    expect(notice()).toBe('noSheet');
    for (const { sheet } of [...state().reports]) desk.excel.person.deleteSheet(sheet);
    await desk.settle();
    expect(state().phase).toBe('noForm');
  });

  it('finds a sheet that is deleted without a word', async () => {
    await open();
    desk.excel.faults.lostEvents = true;
    desk.excel.person.deleteSheet(SHEET);
    await desk.host.sweep();
    await desk.settle();
    expectTruth();
  });

  it('listens to a sheet that came later', async () => {
    await open({ edition: 'Excel 2019' });
    desk.excel.person.addSheet('另一张');
    await desk.settle();
    let heard = 0;
    desk.host.listen((event) => (heard += event.type === 'edited' ? 1 : 0));
    desk.excel.person.type('另一张', 'A1', 1);
    await desk.settle();
    expect(heard).toBeGreaterThan(0);
  });
});

describe('what is not read again at every edit', () => {
  const LEDGER_CELL = 'E4';
  const rules = (): string[] => state().findings.map(({ rule }) => rule);

  /** Blank cells over the verdict of one figure. */
  const blankVerdict = (): void => {
    desk.excel.book.sheet(SHEET).protection = null;
    desk.excel.person.type(SHEET, 'S10', '');
  };

  it('is read where it was edited: verdicts that are gone are named at once, and no more when they are back', async () => {
    await open();
    expect(rules()).not.toContain('TPL-08');
    desk.excel.person.type(SHEET, INPUT, 5);
    await desk.settle();
    const { formula } = desk.excel.book.sheet(SHEET).content(parseAddress('S10')!);
    blankVerdict();
    await desk.settle();
    expect(rules()).toContain('TPL-08');
    expectTruth();
    desk.excel.person.type(SHEET, 'S10', formula);
    await desk.settle();
    expectTruth();
  });

  it('is read by the sweep now and then, where no event told of it', async () => {
    await open();
    desk.excel.faults.lostEvents = true;
    blankVerdict();
    for (let sweeps = 0; sweeps < 15; sweeps++) await desk.host.sweep();
    await desk.settle();
    expect(rules()).toContain('TPL-08');
    expectTruth();
  });

  it.each([false, true])(
    'a figure over a formula of the ledger is told from its result (event lost: %s)',
    async (lost) => {
      await open();
      desk.excel.person.type(SHEET, INPUT, 5);
      await desk.settle();
      desk.excel.faults.lostEvents = lost;
      const ledger = desk.excel.book.sheet('累计台账');
      ledger.protection = null;
      const { value, formula } = ledger.content(parseAddress(LEDGER_CELL)!);
      expect(formula).not.toBeNull();
      desk.excel.person.type('累计台账', LEDGER_CELL, value);
      if (lost) await desk.host.sweep();
      await desk.settle();
      const read = desk.session.book()!.ledger!;
      const [id] = [...read.rows].find(([, row]) => row === parseAddress(LEDGER_CELL)!.row)!;
      expect(read.entry(id, read.years[0]!)?.year.content).toEqual({ value, formula: null });
      expectTruth();
    },
  );

  it('does not hide a second form that was pasted far to the right', async () => {
    await open();
    desk.excel.person.type(SHEET, INPUT, 5);
    await desk.settle();
    desk.excel.book.sheet(SHEET).protection = null;
    const block = Array.from({ length: 62 }, (_row, row) =>
      Array.from({ length: 12 }, (_column, column) => {
        const { value } = desk.excel.book.sheet(SHEET).content({ row, column });
        return typeof value === 'string' ? value : null;
      }),
    );
    desk.excel.person.type(SHEET, 'CZ1', block);
    await desk.settle();
    expectTruth();
    expect(state().findings).not.toEqual([]);
    expect(desk.session.book()!.reports.find(({ sheet }) => sheet === SHEET)!.located.second).not.toBeNull();
  });
});

describe('another workbook in front', () => {
  it('lets nothing be shown, says so, and checks on', async () => {
    await open({ prepare: (excel) => (excel.faults.notInFront = true) });
    expect(state().selection).toBeNull();
    await desk.session.goTo(at(WRONG));
    expect(notice()).toBe('notInFront');
    await expectAttentive();
    desk.excel.faults.notInFront = false;
    await desk.session.goTo(at(WRONG));
    await desk.settle();
    expect(state().selection).toMatchObject(at(WRONG));
  });
});

describe('requests that fail', () => {
  it('say so, and 重新审核 tries again', async () => {
    await open();
    desk.excel.faults.failing = 'GeneralException';
    await desk.session.recheck();
    expect(state()).toMatchObject({ phase: 'ready', pending: true, fault: { code: 'failed' } });
    expect(faultOf('failed', 'zh-CN')).toContain('重试');
    desk.excel.faults.failing = null;
    await desk.session.recheck();
    expectTruth();
  });

  it('are made up for by the sweep, without a word of the person', async () => {
    await open();
    desk.excel.faults.failing = 'GeneralException';
    desk.excel.person.type(SHEET, WRONG, 436);
    await desk.settle();
    expect(state()).toMatchObject({ pending: true, fault: { code: 'failed' } });
    await desk.host.sweep();
    desk.excel.faults.failing = null;
    await desk.host.sweep();
    await desk.settle();
    expectTruth();
  });
});

describe('more than Excel takes at once', () => {
  it('is read in smaller answers', async () => {
    await open({ prepare: (excel) => (excel.limits.response = 150_000) });
    expect(desk.excel.trips.some(({ error }) => error === 'ResponsePayloadSizeLimitExceeded')).toBe(true);
    expectTruth();
  });

  it('is read by blocks of rows where one sheet alone is too much', async () => {
    const book = bookOf({
      ...fixture(),
      sheets: [
        ...fixture().sheets,
        sheetOf('大表', Object.fromEntries(Array.from({ length: 9000 }, (_, row) => [`A${row + 1}`, row]))),
      ],
    });
    await open({ book, prepare: (excel) => (excel.limits.response = 120_000) });
    const [large] = await desk.host.snapshot(['大表']);
    expect(large!.cells.size).toBe(9000);
  });

  it('asks for merged areas by blocks where a sheet has too many of them', async () => {
    const merges = Array.from({ length: 700 }, (_, row) => `A${row + 1}:B${row + 1}`);
    const crowded = sheetOf(
      '合并',
      Object.fromEntries(Array.from({ length: 700 }, (_, row) => [`A${row + 1}`, row])),
      merges,
    );
    await open({ book: bookOf({ ...fixture(), sheets: [...fixture().sheets, crowded] }) });
    const found = await desk.host.snapshot();
    expect(found.map((sheet) => sheet.merges.length)).toEqual([3, 0, 0, 700]);
    const requests = desk.excel.requests;
    await desk.host.snapshot();
    expect(desk.excel.requests).toBe(requests + 1);
  });

  it('is written in several requests', async () => {
    await open({ book: bookOf(fixture()) });
    const edits = Array.from({ length: 4000 }, (_, row) => ({
      sheet: '填报说明',
      row: row + 10,
      column: 0,
      before: { value: null, formula: null },
      after: { value: `第 ${row} 行`, formula: null },
      why: 'test',
    }));
    expect(await desk.host.apply({ command: 'test', edits })).toEqual({ applied: true });
    expect(desk.excel.trips.every(({ error }) => error === undefined)).toBe(true);
    expect(desk.excel.book.valueAt('填报说明', { row: 4009, column: 0 })).toBe('第 3999 行');
  });
});

describe('undo', () => {
  it('of Excel takes a command back in one step where Excel can', async () => {
    await open();
    const input = valueAt(INPUT);
    await confirm(planOf([WRONG, '约436', 436], [INPUT, input, 8]));
    expect(state().undo).toBeNull();
    desk.excel.person.undo();
    await desk.settle();
    expect([valueAt(WRONG), valueAt(INPUT)]).toEqual(['约436', input]);
    expectTruth();
  });

  it('ends at a command before that, so 恢复 is offered', async () => {
    await open({ edition: 'LTSC 2024' });
    desk.excel.person.type(SHEET, INPUT, 9);
    await desk.settle();
    await confirm(planOf([WRONG, '约436', 436]));
    expect(desk.excel.book.undoSteps).toBe(0);
    expect(state().undo).not.toBeNull();
    await desk.session.restore();
    await desk.settle();
    expect(valueAt(WRONG)).toBe('约436');
    expectTruth();
  });

  it('still takes back what the person typed: nothing is written in answer to it', async () => {
    await open({ edition: 'LTSC 2021' });
    desk.excel.person.type(SHEET, WRONG, 436);
    await desk.settle();
    desk.excel.person.undo();
    await desk.settle();
    expect(valueAt(WRONG)).toBe('约436');
    expectTruth();
  });
});

describe('what is not there', () => {
  const refusal = async (prepare: () => void): Promise<unknown> => {
    await open({ book: bookOf(fixture()) });
    prepare();
    return createExcelHost({ sweepEvery: 0, patience: 5 }).catch((reason: { code: string }) => reason.code);
  };

  it('office.js: says so, and that it can be tried again', async () => {
    expect(await refusal(() => Reflect.deleteProperty(globalThis, 'Office'))).toBe('noOffice');
    expect(faultOf('noOffice', 'zh-CN')).toContain('重试');
  });

  it('an answer of office.js: says so after a while', async () => {
    expect(await refusal(() => void (Office.onReady = () => new Promise(() => undefined)))).toBe('noOffice');
  });

  it('Excel: says that this is something else', async () => {
    const word = { host: 'Word', platform: 'PC' } as unknown as {
      host: Office.HostType;
      platform: Office.PlatformType;
    };
    expect(await refusal(() => void (Office.onReady = () => Promise.resolve(word)))).toBe('unsupported');
  });

  it('an Excel new enough: says so instead of failing later', async () => {
    await open({ book: bookOf(fixture()) });
    const leave = installOffice(new EmulatedExcel(bookOf(fixture()), 6));
    await expect(createExcelHost({ sweepEvery: 0 })).rejects.toMatchObject({ code: 'tooOld' });
    leave();
  });
});
