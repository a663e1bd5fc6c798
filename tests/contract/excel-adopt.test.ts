/** 装入公式与标记 in Excel, through the real Office.js: in one batch, taken back by 恢复, asking before it touches locks. */
import { commandOf } from '../../src/app/commands';
import { form } from '../../src/core';
import { type CellKey, type CellValue, indexOf, type Position } from '../../src/core/model';
import { type Desk, openDesk } from '../excel-host/desk';
import type { Edition } from '../excel-host/excel';
import { bookOf } from '../excel-host/open';
import { cleanValues, makeSheet } from '../support/sheets';

const SHEET = '2014年';
let desk: Desk;
afterEach(async () => {
  await desk.close();
  expect(desk.excel.unknown).toEqual([]);
});

async function open(edition: Edition = 'Microsoft 365', years: readonly number[] = [2014]): Promise<void> {
  const sheets = years.map((year) =>
    makeSheet({
      ...cleanValues(year, { base: year - 2010 }),
      'audit.total/year': null,
      'effect.lead/year': 2_000,
    } as Record<CellKey, CellValue>),
  );
  desk = await openDesk({ edition, book: bookOf({ sheets }) });
}

const command = commandOf('adopt');
const cell = (key: CellKey): Position =>
  desk.session
    .getState()
    .reports.find(({ sheet }) => sheet === SHEET)!
    .positions.get(key)!;
const shown = (key: CellKey, offset = 0): CellValue => {
  const { row, column } = cell(key);
  return desk.excel.book.sheet(SHEET).contents.get(indexOf(row, column + offset))?.value ?? null;
};
const contents = (): unknown[] => desk.excel.book.sheets.map(({ name, contents: own }) => [name, [...own]]);

async function carryOut(): Promise<void> {
  await command.perform({ session: desk.session, form });
  await desk.session.confirm();
  await desk.settle();
}

it('puts formulas, verdicts, highlights and validations in, in one batch', async () => {
  await open();
  expect(command.when(desk.session.getState())).toBeNull();
  await command.perform({ session: desk.session, form });
  expect(desk.session.getState().preview?.command).toBe('adopt');
  expect(desk.excel.writeBatches).toBe(0);
  await desk.session.confirm();
  await desk.settle();
  // The second remembers which highlights are ours.
  expect(desk.excel.writeBatches).toBe(2);
  expect(desk.session.getState().notice?.code).toBe('appliedShape');
  expect(desk.excel.book.sheets.map(({ name }) => name)).toEqual([SHEET, '累计台账', '审核说明']);
  expect(shown('audit.total/year')).toBe(140);
  expect([shown('effect.lead/year', 14), shown('effect.cod/year', 14)]).toEqual([1, 0]);
  const sheet = desk.excel.book.sheet(SHEET);
  expect(sheet.rules.map(({ formula }) => formula)).toEqual(['=O2=2', '=O2=1']);
  expect(sheet.validations.length).toBeGreaterThan(5);
  expect(sheet.columns.get(14)).toMatchObject({ Hidden: true });
  expect(sheet.protection).toBeNull();
  expect(command.shown!(desk.session.getState())).toBe(false);
  expect(desk.session.getState().findings).toEqual(desk.truth());
});

it('lets the person type on: totals and marks follow', async () => {
  await open();
  await carryOut();
  const { row, column } = cell('audit.voluntary/year');
  desk.excel.person.type(SHEET, `${String.fromCharCode(65 + column)}${row + 1}`, '72');
  await desk.settle();
  expect(shown('audit.total/year')).toBe(142);
});

it.each(['Microsoft 365', 'LTSC 2021'] as const)('is taken back by 恢复 in %s', async (edition) => {
  await open(edition);
  const before = contents();
  await carryOut();
  if (desk.session.getState().undo) await desk.session.restore();
  else return;
  await desk.settle();
  expect(contents()).toEqual(before);
  expect(desk.excel.book.sheet(SHEET).rules).toEqual([]);
  expect(desk.excel.book.sheet(SHEET).validations.filter(({ rects }) => rects.length > 0)).toEqual([]);
});

it('computes in cells that are formatted as text', async () => {
  await open();
  desk.excel.book.sheet(SHEET).setFormat(cell('audit.total/year'), 'NumberFormat', '@');
  await carryOut();
  expect(desk.session.getState().notice?.code).toBe('appliedShape');
  expect(shown('audit.total/year')).toBe(140);
});

it('leaves a protected copy protected, and one with a password as it is', async () => {
  await open();
  desk.excel.book.sheet(SHEET).protection = { options: { allowSort: true }, password: '' };
  await carryOut();
  expect(desk.excel.book.sheet(SHEET).protection).toEqual({ options: { allowSort: true }, password: '' });
  await desk.close();

  await open();
  desk.excel.book.sheet(SHEET).protection = { options: {}, password: 'x' };
  const before = contents();
  await carryOut();
  expect(desk.session.getState().notice?.code).toBe('protected');
  expect(contents()).toEqual(before);
  expect(desk.excel.book.sheet(SHEET).rules).toEqual([]);
});

it('leaves a validation of the person alone, also when it is taken back', async () => {
  await open('LTSC 2021');
  const { row, column } = cell('capacity.experts/value');
  const own = {
    rects: [{ top: row, bottom: row, left: column, right: column }],
    fields: { Type: 'WholeNumber', Rule: { wholeNumber: { formula1: 1, operator: 'GreaterThan' } } },
  };
  desk.excel.book.sheet(SHEET).validations.push(own);
  await carryOut();
  const mine = (): unknown =>
    desk.excel.book
      .sheet(SHEET)
      .validations.filter(({ rects }) =>
        rects.some(
          (rect) => rect.top <= row && rect.bottom >= row && rect.left <= column && rect.right >= column,
        ),
      )
      .map(({ fields }) => fields.Rule);
  expect(mine()).toEqual([own.fields.Rule]);
  if (desk.session.getState().undo) await desk.session.restore();
  await desk.settle();
  expect(mine()).toEqual([own.fields.Rule]);
});

it('carries five years out within what a request may hold', async () => {
  await open('Microsoft 365', [2012, 2013, 2014, 2015, 2016]);
  await carryOut();
  const largest = Math.max(...desk.excel.trips.map(({ requestBytes }) => requestBytes));
  expect(largest).toBeLessThan(3_000_000);
  expect(desk.session.getState().notice?.code).toBe('appliedShape');
  expect(desk.session.getState().reports.every(({ equipped }) => equipped)).toBe(true);
});
