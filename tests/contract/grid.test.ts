import { LocaleType, LogLevel, Univer, UniverInstanceType, type Workbook } from '@univerjs/core';
import { FUniver } from '@univerjs/core/facade';
import { LexerTreeBuilder, UniverFormulaEnginePlugin } from '@univerjs/engine-formula';
import { SheetInterceptorService, UniverSheetsPlugin } from '@univerjs/sheets';
import { UniverSheetsFormulaPlugin } from '@univerjs/sheets-formula';
import '@univerjs/sheets/facade';
import { createSession } from '../../src/app/session';
import { type Finding, form, isExplained } from '../../src/core';
import { explainFindings } from '../../src/core/fill/explain';
import { type CellValue, parseAddress } from '../../src/core/model';
import { type GridData, toGridData } from '../../src/hosts/grid/convert';
import { type Engine, SET_VALUES, engineOf, headless } from '../../src/hosts/grid/engine';
import { type GridHost, type GridNotice, attachGrid } from '../../src/hosts/grid/host';
import { isWithin } from '../../src/hosts/book';
import { valueOf } from '../../src/hosts/grid/block';
import { draftExplanations } from '../../src/template/explanations';
import { cleanValues, makeSheet } from '../support/sheets';
import { FORM, type Fixture, LEDGER, NOTES, fixture } from './fixture';
import { describeHost } from './host';

/** Univer without a window: its engine is the same one that the page draws. */
function start(data: GridData): Engine {
  const univer = new Univer({
    logLevel: LogLevel.SILENT,
    locale: LocaleType.ZH_CN,
    locales: { [LocaleType.ZH_CN]: {} },
  });
  univer.registerPlugin(UniverFormulaEnginePlugin);
  univer.registerPlugin(UniverSheetsPlugin);
  univer.registerPlugin(UniverSheetsFormulaPlugin);
  const api = FUniver.newAPI(univer);
  const workbook = univer.createUnit<object, Workbook>(UniverInstanceType.UNIVER_SHEET, data.book);
  return engineOf(univer, api, workbook, headless);
}

const dataOf = ({ title, sheets, names, protection }: Fixture): GridData =>
  toGridData({
    title,
    names,
    looks: null,
    sheets: sheets.map((snapshot) => ({
      name: snapshot.name,
      visible: snapshot.visible,
      protected: protection.has(snapshot.name),
      snapshot,
    })),
    isLocked: (sheet, at) => !protection.get(sheet)?.some((area) => isWithin(at, area)),
  });

interface Hands {
  readonly host: GridHost;
  readonly engine: Engine;
  readonly type: (sheet: string, address: string, input: CellValue) => Promise<boolean>;
  readonly run: (command: string, params?: object) => Promise<boolean>;
  readonly settle: () => Promise<void>;
}

async function open(given: Fixture): Promise<Hands> {
  const data = dataOf(given);
  const engine = start(data);
  const host = attachGrid(engine, data);
  const unitId = engine.workbook.getUnitId();
  const idOf = (sheet: string): string =>
    engine.workbook
      .getSheets()
      .find((found) => found.getName() === sheet)!
      .getSheetId();
  const settle = async (): Promise<void> => {
    await engine.api.getFormula().onCalculationResultApplied();
    await new Promise<void>((done) => setImmediate(done));
  };
  const run = (command: string, params: object = {}): Promise<boolean> =>
    engine.commands.executeCommand(command, { unitId, ...params });
  await settle();
  return {
    host,
    engine,
    settle,
    run,
    async type(sheet, address, input) {
      const { row, column } = parseAddress(address)!;
      const cell = typeof input === 'string' && input.startsWith('=') ? { f: input } : { v: input };
      const range = { startRow: row, startColumn: column, endRow: row, endColumn: column };
      return run('sheet.command.set-range-values', { subUnitId: idOf(sheet), range, value: cell });
    },
  };
}

describeHost('Univer', async (given) => {
  const { host, type, settle } = await open(given);
  return {
    host,
    settle,
    type: async (sheet, address, input) => void (await type(sheet, address, input)),
    undo: () => host.undo(),
  };
});

describe('the guard of the embedded spreadsheet', () => {
  let hands: Hands;
  let notices: GridNotice[];
  beforeEach(async () => {
    hands = await open(fixture());
    notices = [];
    hands.host.watchNotices((notice) => notices.push(notice));
  });
  afterEach(() => hands.host.dispose());

  const rows = { startRow: 2, endRow: 2, startColumn: 0, endColumn: 5 };
  it.each([
    ['inserting rows', 'sheet.command.insert-row', { subUnitId: 's0', range: rows, direction: 0 }],
    ['deleting rows', 'sheet.command.remove-row', { subUnitId: 's0', range: rows }],
    ['deleting columns', 'sheet.command.remove-col', { subUnitId: 's0', range: rows }],
    ['adding a sheet', 'sheet.command.insert-sheet', {}],
    ['deleting a sheet', 'sheet.command.remove-sheet', { subUnitId: 's1' }],
    ['renaming a sheet', 'sheet.command.set-worksheet-name', { subUnitId: 's0', name: 'x' }],
    ['merging cells', 'sheet.command.add-worksheet-merge', { subUnitId: 's0', selections: [rows] }],
    ['copying a sheet', 'sheet.command.copy-sheet', { subUnitId: 's0' }],
  ])('refuses %s, and says so', async (_what, command, params) => {
    const before = hands.host.contents();
    expect(await hands.run(command, params)).toBe(false);
    expect(notices).toContain('structure');
    expect(hands.host.contents()).toEqual(before);
  });

  it('refuses to type into a locked cell, and allows it in an unlocked one', async () => {
    await hands.type(LEDGER, 'A1', 5);
    expect(notices).toEqual(['locked']);
    await hands.type(LEDGER, 'B1', 5);
    expect(notices).toEqual(['locked']);
    const [row] = (
      await hands.host.read([{ sheet: LEDGER, area: { top: 0, left: 0, bottom: 0, right: 1 } }])
    )[0]!.cells;
    expect(row!.map((cell) => cell.value)).toEqual(['上年累计', 5]);
  });

  it('lets formulas in locked cells recalculate', async () => {
    await hands.type(LEDGER, 'B1', 5);
    await hands.settle();
    const [content] = await hands.host.read([
      { sheet: LEDGER, area: { top: 0, left: 2, bottom: 0, right: 2 } },
    ]);
    expect(content!.cells[0]![0]).toEqual({ value: 5, formula: '=B1' });
    expect(notices).toEqual([]);
  });

  it('tells of a recalculation as such, and of a typed formula as of an edit', async () => {
    const sources: string[] = [];
    hands.host.listen((event) => event.type === 'edited' && sources.push(event.source));
    await hands.type(NOTES, 'C1', `='${FORM}'!B3+1`);
    await hands.settle();
    expect(sources[0]).toBe('user');
    expect(sources).toContain('recalculation');
  });
});

it('leaves a figure that was typed over a formula while its result was worked out', async () => {
  const { host, engine, type, settle } = await open(fixture());
  const unitId = engine.workbook.getUnitId();
  const late = engine.commands.beforeCommandExecuted(({ id }) => {
    if (id !== 'formula.mutation.set-formula-calculation-result') return;
    late.dispose();
    const cellValue = { 2: { 3: { v: 999, t: 2, f: null } } };
    engine.commands.syncExecuteCommand(SET_VALUES, { unitId, subUnitId: 's0', cellValue });
  });
  await type(FORM, 'B3', 200);
  await settle();
  const [typed] = await host.read([{ sheet: FORM, area: { top: 2, left: 3, bottom: 2, right: 3 } }]);
  expect(typed!.cells[0]![0]).toEqual({ value: 999, formula: null });
  host.dispose();
});

it('works a formula out after a text with brackets was read while it was typed', async () => {
  const { host, engine, type, settle } = await open(fixture());
  engine.injector.get(LexerTreeBuilder).getFunctionAndParameter('鲁经信[2012]12号', 5);
  await type(FORM, 'B4', '=40+44');
  await settle();
  const [typed] = await host.read([{ sheet: FORM, area: { top: 3, left: 1, bottom: 3, right: 1 } }]);
  expect(typed!.cells[0]![0]).toEqual({ value: 84, formula: '=40+44' });
  host.dispose();
});

describe('what is typed', () => {
  let hands: Hands;
  beforeEach(async () => void (hands = await open(fixture())));
  afterEach(() => hands.host.dispose());

  /** The way of an entry from the editor into a cell, here E12. */
  async function enter(text: string, format?: string): Promise<CellValue> {
    const { engine, run, host } = hands;
    const { workbook, injector } = engine;
    const sheet = workbook.getSheets().find((one) => one.getName() === FORM)!;
    const range = { startRow: 11, endRow: 11, startColumn: 4, endColumn: 4 };
    const subUnitId = sheet.getSheetId();
    if (format) {
      const cellValue = { 11: { 4: { s: { n: { pattern: format } } } } };
      engine.commands.syncExecuteCommand(SET_VALUES, { unitId: workbook.getUnitId(), subUnitId, cellValue });
    }
    const value = injector
      .get(SheetInterceptorService)
      .onWriteCell(workbook, sheet, 11, 4, { ...sheet.getCellRaw(11, 4), t: undefined, v: text });
    await run('sheet.command.set-range-values', { subUnitId, range, value });
    const [content] = await host.read([{ sheet: FORM, area: { top: 11, left: 4, bottom: 11, right: 4 } }]);
    return content!.cells[0]![0]!.value;
  }

  const kept = [
    '3-5',
    '1/2',
    '3:30',
    '50%',
    '1e3',
    '$5',
    '(5)',
    'TRUE',
    'false',
    '0531',
    '2014-05-06',
    '约30',
  ];
  it.each(kept)('stays as typed: %s', async (text) => {
    expect(await enter(text)).toBe(text);
    expect(await enter(text, '#,##0')).toBe(text);
    expect(valueOf(text)).toBe(text);
  });

  it.each([
    ['12', 12],
    ['-3', -3],
    ['0.25', 0.25],
    ['.5', 0.5],
    ['1,234', 1234],
    ['-1,234,567.5', -1234567.5],
  ])('is a number: %s', async (text, value) => {
    expect(await enter(text)).toBe(value);
    expect(await enter(text, 'yyyy-mm-dd')).toBe(value);
    expect(valueOf(text)).toBe(value);
  });

  it('is read anew when it is typed over a text', async () => {
    expect([await enter('3-5'), await enter('35'), await enter('TRUE'), await enter('7')]).toEqual([
      ...['3-5', 35],
      ...['TRUE', 7],
    ]);
  });

  it('is left to be a day where days are due, and nothing else but a day', async () => {
    const { engine } = hands;
    const sheet = engine.workbook.getSheets().find((one) => one.getName() === FORM)!;
    await enter('1', 'yyyy-mm-dd');
    const typed = (v: string): unknown =>
      engine.injector.get(SheetInterceptorService).onWriteCell(engine.workbook, sheet, 11, 4, { v });
    expect(typed('2014-05-06')).toEqual({ v: '2014-05-06' });
    expect(typed('2014/5/6')).toEqual({ v: '2014/5/6' });
    expect([typed('3:30'), typed('50%')]).toMatchObject([{ t: 4 }, { t: 4 }]);
  });

  it('stays so where it is dragged on', async () => {
    const { engine, run, host, settle } = hands;
    await enter('1e3');
    const at = (startRow: number, endRow: number): object => ({
      ...{ startRow, endRow, startColumn: 4, endColumn: 4 },
    });
    await run('sheet.command.auto-fill', {
      subUnitId: engine.workbook.getActiveSheet().getSheetId(),
      sourceRange: at(11, 11),
      targetRange: at(11, 13),
    });
    await settle();
    const [content] = await host.read([{ sheet: FORM, area: { top: 12, left: 4, bottom: 13, right: 4 } }]);
    expect(content!.cells.map(([cell]) => cell!.value)).toEqual(['1e4', '1e5']);
  });
});

it('draws marks over the cells and stores nothing: neither in the workbook nor among the steps to undo', async () => {
  const { host, engine } = await open(fixture());
  const sheet = engine.workbook.getSheets().find((one) => one.getName() === FORM)!;
  const backgroundOf = (row: number, column: number): unknown => {
    const style = sheet.getCell(row, column)?.s;
    return typeof style === 'object' ? style?.bg?.rgb : undefined;
  };
  const stored = JSON.stringify(sheet.getCellRaw(2, 1));
  const before = await host.snapshot();
  await host.marker!.mark([
    { sheet: FORM, row: 2, column: 1, severity: 'soft' },
    { sheet: FORM, row: 2, column: 1, severity: 'hard' },
  ]);
  expect(host.marker!.marked).toBe(true);
  expect(backgroundOf(2, 1)).toBe('#FFC7CE');
  expect(backgroundOf(3, 1)).toBeUndefined();
  expect(JSON.stringify(sheet.getCellRaw(2, 1))).toBe(stored);
  expect(await host.snapshot()).toEqual(before);
  expect(host.writes).toBe(0);
  await host.marker!.mark([{ sheet: FORM, row: 3, column: 1, severity: 'info' }]);
  expect([backgroundOf(2, 1), backgroundOf(3, 1)]).toEqual([undefined, '#DDEBF7']);
  await host.marker!.clear();
  expect(backgroundOf(3, 1)).toBeUndefined();
  expect(host.marker!.marked).toBe(false);
});

it('takes a written reason like any other entry: the finding is closed, and one step of undo opens it again', async () => {
  const values = { ...cleanValues(2014, { base: 1 }), 'effect.cod/year': -2, 'effect.cod/cumulative': 3 };
  const { name, cells, merges } = draftExplanations(form, []);
  const { host, settle } = await open({
    title: '报送表.xlsx',
    sheets: [makeSheet(values, { name: FORM }), { name, visible: true, cells: new Map(cells), merges }],
    names: new Map(),
    protection: new Map(),
  });
  const session = createSession({ host, form, currentYear: 2026 });
  await session.recheck();
  const asked = (): readonly Finding[] =>
    session
      .getState()
      .findings.filter(({ rule, cells: [cell] }) => rule === 'TYP-03' && cell?.id === 'effect.cod');
  expect(asked().map(isExplained)).toEqual([false]);
  const given = { reason: '扩建，已核实', author: '王芳', date: 41_280 };
  const done = await session.carryOut((book, sheets) =>
    explainFindings(book, sheets, asked(), given, draftExplanations(form, [])),
  );
  await settle();
  await session.recheck();
  expect([done, session.getState().notice?.code]).toEqual([true, 'checked']);
  expect(asked().map(isExplained)).toEqual([true]);
  expect(asked()[0]!.explanation).toMatchObject({ reason: '扩建，已核实', author: '王芳', value: -2 });
  expect(host.writes).toBe(1);
  await host.undo();
  await settle();
  await session.recheck();
  expect(asked().map(isExplained)).toEqual([false]);
  session.dispose();
  host.dispose();
});
