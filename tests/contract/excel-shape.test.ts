/** What only Excel can do wrong when a workbook's shape changes: passwords, breaking off, other people's looks. */
import { SheetDraft } from '../../src/core/draft';
import type { EditPlan } from '../../src/core/plan';
import type { Step } from '../../src/core/structure';
import { type Desk, openDesk } from '../excel-host/desk';
import { bookOf } from '../excel-host/open';
import { fixture, FORM, LEDGER, area } from './fixture';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk({ book: bookOf(fixture()) });
});
afterEach(async () => {
  await desk.close();
  expect(desk.excel.unknown).toEqual([]);
});

const planOf = (...steps: Step[]): EditPlan => ({ command: 'test', steps, edits: [] });
const names = (): string[] => desk.excel.book.sheets.map(({ name }) => name);
const insert: Step = { kind: 'insertRows', sheet: LEDGER, above: 0, count: 1, like: 0 };

it('says protected where a sheet has a password, and changes nothing', async () => {
  const sheet = desk.excel.book.sheet(LEDGER);
  sheet.protection = { options: { allowSort: true }, password: 'x' };
  const before = sheet.contents;
  const plan = planOf(insert, { kind: 'copySheet', sheet: FORM, as: '2015年' });
  await expect(desk.host.apply(plan)).rejects.toMatchObject({ code: 'protected' });
  expect(sheet.contents).toBe(before);
  expect(sheet.protection).toEqual({ options: { allowSort: true }, password: 'x' });
  expect(names()).not.toContain('2015年');
  expect(desk.host.writes).toBe(0);
});

it('puts the same protection back', async () => {
  const options = { allowFormatRows: true, allowSort: true, allowInsertRows: false };
  desk.excel.book.sheet(LEDGER).protection = { options, password: '' };
  await desk.host.apply(planOf(insert, { kind: 'copySheet', sheet: LEDGER, as: '台账' }));
  expect(desk.excel.book.sheet(LEDGER).protection).toEqual({ options, password: '' });
  expect(desk.excel.book.sheet('台账').protection).toEqual({ options, password: '' });
  expect(desk.excel.writeBatches).toBe(1);
});

it('protects again, and takes a new sheet away, where Excel breaks off in between', async () => {
  desk.excel.faults.stopsAtWrite = 4;
  const applied = desk.host
    .apply(planOf({ kind: 'copySheet', sheet: LEDGER, as: '台账' }, insert))
    .catch((reason: { code: string }) => reason.code);
  while (!desk.excel.trips.some(({ error }) => error)) await new Promise((done) => setTimeout(done, 0));
  desk.excel.faults.stopsAtWrite = null;
  expect(await applied).toBe('protected');
  expect(names()).toEqual(fixture().sheets.map(({ name }) => name));
  expect(desk.excel.book.sheet(LEDGER).protection).not.toBeNull();
});

it('copies looks and locks of the row, and leaves what spans several rows whole', async () => {
  const form = desk.excel.book.sheet(FORM);
  form.setFormat({ row: 5, column: 3 }, 'Fill/Color', '#FFFF00');
  form.setFormat({ row: 5, column: 3 }, 'Protection/Locked', false);
  await desk.host.apply(planOf({ kind: 'insertRows', sheet: FORM, above: 6, count: 1, like: 5 }));
  expect(form.formatOf({ row: 6, column: 3 }, 'Fill/Color')).toBe('#FFFF00');
  expect(form.formatOf({ row: 6, column: 3 }, 'Protection/Locked')).toBe(false);
  expect(form.merges).toContainEqual(area('B6:C8'));
});

it('draws a sheet with its looks, widths, page, highlights and validations', async () => {
  const draft = new SheetDraft('审核说明');
  const line = { style: 'thin', color: { rgb: '808080' } } as const;
  draft.box(area('A1:B1'), '审核说明', {
    font: { name: '宋体', size: 16, bold: true, color: { rgb: 'FF000000' } },
    alignment: { horizontal: 'center', wrapText: true },
    border: { top: line, bottom: line },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'D9E1F2' } },
    numFmt: '@',
    protection: { locked: false },
  });
  draft.columns = [{ width: 10 }];
  draft.heights.set(0, 30);
  draft.frozen = { rows: 1, columns: 0 };
  draft.page = {
    landscape: true,
    pagesWide: 1,
    header: '表',
    area: '$A$1:$B$9',
    titles: ['$1:$1'],
    breaks: [5],
  };
  draft.highlights.push({ type: 'expression', formula: 'A2<0', range: 'A2:A9', priority: 1, style: {} });
  draft.validations.push({ type: 'whole', operator: 'greaterThanOrEqual', formula1: '0', range: 'A2 B2' });
  await desk.host.apply(planOf({ kind: 'addSheet', draft, behind: FORM }));
  const sheet = desk.excel.book.sheet('审核说明');
  expect(names()[1]).toBe('审核说明');
  const at = { row: 0, column: 1 };
  expect(sheet.formatOf(at, 'Fill/Color')).toBe('#D9E1F2');
  expect(sheet.formatOf(at, 'Font/Name')).toBe('宋体');
  expect(sheet.formatOf(at, 'Borders/EdgeTop/Color')).toBe('#808080');
  expect(sheet.formatOf(at, 'NumberFormat')).toBe('@');
  expect(sheet.formatOf(at, 'Protection/Locked')).toBe(false);
  expect(sheet.columns.get(0)).toEqual({ Width: 56.25 });
  expect(sheet.rows.get(0)).toEqual({ Height: 30 });
  expect(sheet.page.get('PrintArea')).toEqual(area('A1:B9'));
  expect(sheet.rules).toMatchObject([{ formula: '=A2<0', rects: [area('A2:A9')] }]);
  expect(sheet.validations[0]!.fields.Rule).toEqual({
    wholeNumber: { operator: 'GreaterThanOrEqualTo', formula1: '0' },
  });
  expect(sheet.protection?.options).toEqual({ allowFormatRows: true, allowFormatColumns: true });
});

it('says unsupported where this Excel cannot do it, and changes nothing', async () => {
  await desk.close();
  desk = await openDesk({ edition: 'Excel 2019', book: bookOf(fixture()) });
  await expect(desk.host.apply(planOf(insert))).rejects.toMatchObject({ code: 'unsupported' });
  expect(desk.excel.writeBatches).toBe(0);
  expect(desk.host.marker).toBeUndefined();
});

describe('标记', () => {
  const cell = (address: string, severity: 'hard' | 'soft') => {
    const { top: row, left: column } = area(address);
    return { sheet: FORM, row, column, severity };
  };

  it('shows findings over the looks of the person, and 清除标记 leaves exactly what was there', async () => {
    const form = desk.excel.book.sheet(FORM);
    const own = {
      id: 'theirs',
      type: 'Custom',
      rects: [area('B3:B4')],
      stopIfTrue: false,
      formula: '=B3>9',
      format: new Map(),
    };
    form.rules = [own];
    form.setFormat({ row: 2, column: 1 }, 'Fill/Color', '#00FF00');
    const formats = new Map(form.formats);
    await desk.host.marker!.mark([cell('B3', 'hard'), cell('B4', 'hard'), cell('D3', 'soft')]);
    expect(form.rules.map(({ formula, rects }) => [formula, rects.length])).toEqual([
      ['=TRUE', 2],
      ['=TRUE', 1],
      ['=B3>9', 1],
    ]);
    expect(form.rules[0]!.format.get('Fill/Color')).toBe('#FFC7CE');
    await desk.host.marker!.mark([cell('D4', 'hard')]);
    expect(form.rules.map(({ formula }) => formula)).toEqual(['=TRUE', '=B3>9']);
    await desk.host.marker!.clear();
    expect(form.rules).toEqual([own]);
    expect(form.formats).toEqual(formats);
    expect(desk.excel.references.size).toBe(0);
  });

  it('is taken away by a pane that was opened later, and where a mark is gone already', async () => {
    await desk.host.marker!.mark([cell('B3', 'hard'), cell('D3', 'soft')]);
    const { book } = desk.excel;
    await desk.close();
    book.sheet(FORM).rules.shift();
    desk = await openDesk({ book });
    await desk.host.marker!.clear();
    expect(book.sheet(FORM).rules).toEqual([]);
  });

  it('is found again on a sheet that has another name now', async () => {
    await desk.host.marker!.mark([cell('B3', 'hard')]);
    const { book } = desk.excel;
    await desk.close();
    book.rename(book.sheet(FORM), '上报');
    desk = await openDesk({ book });
    expect(desk.host.marker!.marked).toBe(true);
    await desk.host.marker!.clear();
    expect(book.sheet('上报').rules).toEqual([]);
    expect(desk.host.marker!.marked).toBe(false);
  });

  it('opens a protected sheet for it and protects it again', async () => {
    await desk.host.marker!.mark([{ sheet: LEDGER, row: 0, column: 0, severity: 'info' }]);
    expect(desk.excel.book.sheet(LEDGER).rules).toHaveLength(1);
    expect(desk.excel.book.sheet(LEDGER).protection).not.toBeNull();
  });
});
