import { activeReport } from '../../../src/app/reports';
import { createSession } from '../../../src/app/session';
import type { AppState, Session } from '../../../src/app/state';
import { addressOf, type CellKey, form, type SheetSnapshot } from '../../../src/core';
import { createMemoryHost, type MemoryHost, type MemoryOptions } from '../../../src/hosts/memory/host';
import { cleanValues, makeSheet } from '../../support/sheets';

const three = (): SheetSnapshot[] => [
  makeSheet(cleanValues(2012, { base: 1 })),
  makeSheet(cleanValues(2013, { base: 2 })),
  makeSheet(cleanValues(2014, { base: 3 })),
];

interface Opened {
  readonly host: MemoryHost;
  readonly session: Session;
  /** Everything that was to be looked at has been. */
  readonly settle: () => Promise<AppState>;
  readonly address: (sheet: string, key: CellKey) => string;
}

async function open(sheets = three(), options: MemoryOptions = {}): Promise<Opened> {
  const host = createMemoryHost(sheets, options);
  const session = createSession({ host, form, currentYear: 2026 });
  const settle = async (): Promise<AppState> => {
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    return session.getState();
  };
  await settle();
  return {
    host,
    session,
    settle,
    address: (sheet, key) =>
      addressOf(
        session
          .getState()
          .reports.find((report) => report.sheet === sheet)!
          .positions.get(key)!,
      ),
  };
}

const rulesIn = (state: AppState, sheet: string): string[] =>
  state.findings.filter((finding) => finding.sheet === sheet).map(({ rule }) => rule);

describe('a session on a workbook', () => {
  it('finds every year sheet and speaks of the latest', async () => {
    const { session } = await open();
    const state = session.getState();
    expect(state.phase).toBe('ready');
    expect(state.pending).toBe(false);
    expect(state.reports.map(({ year }) => year)).toEqual([2012, 2013, 2014]);
    expect(activeReport(state)?.sheet).toBe('2014年');
    expect(activeReport(state)?.region).toBe('山东省');
  });

  it('says so where no sheet is the form', async () => {
    const { session } = await open([{ name: 'Sheet1', visible: true, cells: new Map(), merges: [] }]);
    expect(session.getState()).toMatchObject({ phase: 'noForm', pending: false, activeSheet: null });
  });

  it('finds a form that is pasted into an empty workbook', async () => {
    const { host, session, settle } = await open([
      { name: 'Sheet1', visible: true, cells: new Map(), merges: [] },
    ]);
    host.addSheet(makeSheet(cleanValues(2014)));
    await settle();
    expect(session.getState().phase).toBe('ready');
  });

  it('fails with the host’s reason, and recovers when asked to check again', async () => {
    const host = createMemoryHost(three());
    host.faults.notInFront = true;
    const session = createSession({ host, form, currentYear: 2026 });
    await session.recheck();
    expect(session.getState()).toMatchObject({ phase: 'failed', fault: { code: 'notInFront' } });
    host.faults.notInFront = false;
    await session.recheck();
    expect(session.getState()).toMatchObject({ phase: 'ready', fault: null });
  });
});

describe('an edit', () => {
  it('is checked anew, and the finding goes when it is mended', async () => {
    const { host, settle, address } = await open();
    const at = address('2014年', 'audit.total/year');
    const before = rulesIn(await settle(), '2014年');
    host.type('2014年', at, 178);
    expect(rulesIn(await settle(), '2014年')).toContain('SUM-01');
    host.type('2014年', at, 140);
    expect(rulesIn(await settle(), '2014年')).toEqual(before);
  });

  it('is never answered with a write', async () => {
    const { host, settle, address } = await open();
    for (const value of [1, -1, 'abc', 1.5, null]) {
      host.type('2014年', address('2014年', 'audit.voluntary/year'), value);
      await settle();
    }
    expect(host.writes).toBe(0);
  });

  it('marks the counts as stale until it is checked', async () => {
    const { host, session, settle, address } = await open();
    host.type('2014年', address('2014年', 'audit.total/year'), 178);
    expect(session.getState().pending).toBe(true);
    expect((await settle()).pending).toBe(false);
  });

  it('costs one request, and so does a burst of them', async () => {
    const { host, settle, address } = await open();
    const before = host.requests;
    for (let value = 0; value < 20; value++)
      host.type('2014年', address('2014年', 'audit.total/year'), value);
    await settle();
    expect(host.requests).toBe(before + 1);
  });

  it('keeps the last findings as stale where the host does not answer', async () => {
    const { host, settle, address } = await open();
    host.type('2014年', address('2014年', 'audit.total/year'), 178);
    const found = (await settle()).findings;
    host.faults.failing = true;
    host.type('2014年', address('2014年', 'audit.total/year'), 10);
    const state = await settle();
    expect(state).toMatchObject({ phase: 'ready', pending: true, fault: { code: 'failed' } });
    expect(state.findings).toBe(found);
  });

  it('to a label is noticed', async () => {
    const { host, settle } = await open();
    const label = [...makeSheet(cleanValues(2014)).cells].find(
      ([, { value }]) => value === '强制性（个）',
    )![0];
    host.type('2014年', addressOf({ row: Math.floor(label / 16384), column: label % 16384 }), 'x');
    expect(rulesIn(await settle(), '2014年')).toContain('TPL-01');
  });
});

describe('a change of structure', () => {
  it('lets every cell be found where it is now', async () => {
    const { host, settle, address } = await open();
    const before = address('2014年', 'audit.total/year');
    host.insertRow('2014年', 0, 2);
    await settle();
    expect(address('2014年', 'audit.total/year')).not.toBe(before);
  });

  it('follows a sheet that gets another name', async () => {
    const { host, settle } = await open();
    host.renameSheet('2014年', '定稿');
    const state = await settle();
    expect(state.reports.map(({ sheet }) => sheet)).toEqual(['2012年', '2013年', '定稿']);
    expect(state.activeSheet).toBe('定稿');
  });
});

describe('the selection', () => {
  it('names the cell of the form and the report it is in', async () => {
    const { host, session, address } = await open();
    host.click('2013年', address('2013年', 'effect.cod/cumulative'));
    expect(session.getState()).toMatchObject({
      activeSheet: '2013年',
      selection: { sheet: '2013年', key: 'effect.cod/cumulative' },
    });
  });

  it('outside the form has no key and leaves the report as it is', async () => {
    const { host, session } = await open([
      ...three(),
      { name: '别的', visible: true, cells: new Map(), merges: [] },
    ]);
    host.click('别的', 'A1');
    expect(session.getState()).toMatchObject({
      activeSheet: '2014年',
      selection: { sheet: '别的', key: null },
    });
  });

  it('moves to the same cell of another year', async () => {
    const { host, session, address } = await open();
    host.click('2014年', address('2014年', 'effect.cod/year'));
    await session.openReport('2012年');
    expect(session.getState()).toMatchObject({
      activeSheet: '2012年',
      selection: { sheet: '2012年', key: 'effect.cod/year' },
    });
  });

  it('that the host refuses is said, not thrown', async () => {
    const { host, session } = await open();
    host.faults.editing = true;
    await session.goTo({ sheet: '2014年', row: 0, column: 0 });
    expect(session.getState().notice).toMatchObject({ code: 'editing' });
  });
});

describe('a fix', () => {
  const proposeTotal = async (options: MemoryOptions = {}): Promise<Opened> => {
    const opened = await open(three(), options);
    const { host, session, settle, address } = opened;
    host.type('2014年', address('2014年', 'audit.total/year'), 178);
    const { findings } = await settle();
    const { fix } = findings.find(({ rule }) => rule === 'SUM-01')!;
    session.propose({ command: 'fix', edits: fix!.edits });
    return opened;
  };

  it('is written in one batch when it is confirmed, and its finding goes', async () => {
    const { host, session, settle } = await proposeTotal();
    expect(session.getState().preview?.edits).toHaveLength(1);
    expect(host.writes).toBe(0);
    await session.confirm();
    expect(host.writes).toBe(1);
    const state = await settle();
    expect(rulesIn(state, '2014年')).not.toContain('SUM-01');
    expect(state).toMatchObject({
      preview: null,
      undo: null,
      notice: { code: 'applied', params: { count: 1 } },
    });
  });

  it('is not written when it is cancelled', async () => {
    const { host, session } = await proposeTotal();
    session.cancel();
    await session.confirm();
    expect(host.writes).toBe(0);
    expect(session.getState().preview).toBeNull();
  });

  it('is refused where the cell changed meanwhile', async () => {
    const { host, session, address } = await proposeTotal();
    host.type('2014年', address('2014年', 'audit.total/year'), 200);
    await session.confirm();
    expect(host.writes).toBe(0);
    expect(session.getState().notice).toMatchObject({ code: 'moved', params: { count: 1 } });
  });

  it('is refused with a reason where the host cannot write', async () => {
    const { host, session } = await proposeTotal();
    host.faults.readOnly = true;
    await session.confirm();
    expect(session.getState()).toMatchObject({ undo: null, notice: { code: 'readOnly' } });
  });

  it('can be taken back where the host has no undo of its own', async () => {
    const { session, settle } = await proposeTotal({ capabilities: { undo: false } });
    await session.confirm();
    expect(session.getState().undo).not.toBeNull();
    await session.restore();
    const state = await settle();
    expect(state).toMatchObject({ undo: null, notice: { code: 'restored' } });
    expect(rulesIn(state, '2014年')).toContain('SUM-01');
  });

  it('is not offered to be taken back once its sheet is gone, though it is when another one goes', async () => {
    const { host, session, settle } = await proposeTotal({ capabilities: { undo: false } });
    await session.confirm();
    host.deleteSheet('2012年');
    expect((await settle()).undo).not.toBeNull();
    host.deleteSheet('2014年');
    expect((await settle()).undo).toBeNull();
  });

  it('of nothing is said to be nothing', async () => {
    const { session } = await open();
    session.propose({ command: 'fix', edits: [] });
    expect(session.getState()).toMatchObject({ preview: null, notice: { code: 'nothing' } });
  });
});

describe('what the inspector asks', () => {
  it('is how a cumulative and a total come about', async () => {
    const { session } = await open();
    expect(session.explain('2014年', 'training.officials/cumulative')).toEqual({
      key: 'training.officials/cumulative',
      kind: 'cumulative',
      parts: [
        { name: 'prior', value: 15 },
        { name: 'year', value: 5 },
        { name: 'adjustment', value: 0 },
      ],
      result: 20,
    });
    expect(session.explain('2014年', 'audit.total/year')).toMatchObject({ kind: 'total', result: 140 });
    expect(session.explain('2014年', 'audit.voluntary/year')).toBeNull();
  });

  it('is unknown where a part is', async () => {
    const { session } = await open();
    expect(session.explain('2012年', 'training.officials/cumulative')).toMatchObject({
      parts: [{ name: 'prior', value: null }, { value: 5 }, { value: 0 }],
      result: null,
    });
  });

  it('is the same cell in earlier years, latest first', async () => {
    const { session } = await open();
    const history = session.history('2014年', 'training.officials/cumulative');
    expect(history.map(({ year, content }) => [year, content.value])).toEqual([
      [2013, 15],
      [2012, 10],
    ]);
  });
});

describe('the stage', () => {
  it('final makes blanks findings, without another request', async () => {
    const sheets = [makeSheet({ ...cleanValues(2014), 'audit.voluntary/year': null })];
    const { host, session } = await open(sheets);
    const before = host.requests;
    session.setStage('final');
    expect(rulesIn(session.getState(), '2014年')).toContain('TYP-06');
    session.setStage('draft');
    expect(rulesIn(session.getState(), '2014年')).not.toContain('TYP-06');
    expect(host.requests).toBe(before);
  });
});

it('after it is disposed nothing changes any more', async () => {
  const { host, session, settle, address } = await open();
  const at = address('2014年', 'audit.total/year');
  const before = session.getState();
  session.dispose();
  host.type('2014年', at, 1);
  expect(await settle()).toBe(before);
});
