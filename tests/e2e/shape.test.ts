/** What changes the workbook's shape: previewed, carried out in one step, undone in one step. */
import { readFileSync } from 'node:fs';
import { form, readBook } from '../../src/core';
import { cellAt, parseAddress } from '../../src/core/model';
import { contentOf } from '../../src/core/report';
import { readWorkbook } from '../../src/hosts/xlsx/read';
import { Person } from './support/person';
import { startSite } from './support/site';

const site = startSite();

async function saved(person: Person): Promise<ReturnType<typeof readWorkbook>> {
  const [download] = await Promise.all([
    person.page.waitForEvent('download'),
    person.page.getByRole('button', { name: '保存', exact: true }).click(),
  ]);
  return readWorkbook(readFileSync(await download.path()));
}

const snapshots = (file: ReturnType<typeof readWorkbook>) => file.sheets.map(({ snapshot }) => snapshot);

test('七 grows by a row that can be written, and is saved with it; undo takes typing and row back', async () => {
  const person = await Person.atWorkbench(site);
  await person.openSample('填报正确');
  await person.chooseYear(2014);
  await person.type('E10', '777');
  await person.command('七：加一行');
  await person.sees('2014年', 'E10', 777);
  const rows = readBook(snapshots(await saved(person)), form).reports.at(-1)!.located.listRows;
  expect(rows).toBe(9);
  await person.click('E13');
  await person.page.keyboard.press('Control+z');
  await person.page.waitForFunction(() => window.__cpreport!.read('2014年', 50, 0).value !== null);
  await person.sees('2014年', 'E10', 777);
  await person.click('E13');
  await person.page.keyboard.press('Control+z');
  await person.sees('2014年', 'E10', 640);
  expect(readBook(snapshots(await saved(person)), form).reports.at(-1)!.located.listRows).toBe(8);
  await person.page.getByRole('button', { name: /^重做/ }).click();
  await person.sees('2014年', 'E10', 777);
});

test('a new year is previewed, made, filled in, and its cumulatives go on from the old one', async () => {
  const person = await Person.atWorkbench(site);
  await person.openSample('填报正确');
  await person.command('开始新年度', { confirm: false });
  await person.page.getByText('新建工作表「2015年」').waitFor();
  expect(await person.writes()).toBe(0);
  await person.carryOut('开始新年度');
  await person.page.waitForFunction(async () => (await window.__cpreport!.selection())?.sheet === '2015年');
  await person.ready();
  expect(await person.writes()).toBe(1);
  await person.sees('2015年', 'E12', '2015年');
  const before = Number(await person.read('2014年', 'F13'));
  await person.type('E13', '11');
  await person.sees('2015年', 'F13', before + 11);
  await person.sees('2015年', 'E12', '2015年');
  await person.sees('2015年', 'I13', '');
  const file = snapshots(await saved(person));
  const next = readBook(file, form).reports.at(-1)!;
  expect(next).toMatchObject({ sheet: '2015年', year: 2015, living: true });
  expect(contentOf(next, 'audit.voluntary/year').value).toBe(11);
  const { row, column } = parseAddress('F13')!;
  expect(
    cellAt(
      file.find(({ name }) => name === '2015年')!,
      row,
      column,
    ).value,
  ).toBe(before + 11);
});
