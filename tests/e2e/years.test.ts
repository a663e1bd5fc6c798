/** Several years at the workbench, from an empty start: last year's file, repeats, a later correction, hand-in. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { form, readBook } from '../../src/core';
import { readSources } from '../../src/core/fill/source';
import type { CellKey, CellValue } from '../../src/core/model';
import { adjustmentOf, chainOf } from '../../src/core/report';
import { readWorkbook } from '../../src/hosts/xlsx/read';
import { makeTemplate } from '../../src/template/template';
import { readWord } from '../../src/word/read';
import { Person } from './support/person';
import { startSite } from './support/site';

const site = startSite();
const folder = mkdtempSync(join(tmpdir(), 'cpreport-years-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ID = 'audit.voluntary';

async function lastYear(): Promise<string> {
  const path = join(folder, '2011年报送表.xlsx');
  const figures = new Map<CellKey, CellValue>([
    [`${ID}/year`, 100],
    ['audit.mandatory/year', 50],
    ['effect.cod/year', 7.5],
  ]);
  const values = { years: new Map([[2011, figures]]) };
  writeFileSync(path, await makeTemplate({ from: 2011, to: 2011, region: '山东省', values }));
  return path;
}

async function empty(person: Person, year: number): Promise<void> {
  const { page } = person;
  await page.getByRole('button', { name: '新建', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '新建报送表' });
  await dialog.getByLabel('地区').fill('山东省');
  await dialog.getByLabel('起始年度').fill(String(year));
  await dialog.getByLabel('截止年度').fill(String(year));
  await dialog.getByRole('button', { name: '新建' }).click();
  await page.waitForFunction(
    (sheet) => window.__cpreport?.read(sheet, 0, 0) !== undefined && document.title.startsWith('山东省'),
    `${year}年`,
  );
  await person.ready();
}

/** The yes to a preview that writes cells only. */
async function writeIt(person: Person): Promise<void> {
  const preview = person.page.getByRole('region', { name: '修改预览' });
  await preview.getByRole('button', { name: /^写入/ }).click();
  await preview.waitFor({ state: 'detached' });
}

async function startNext(person: Person, year: number): Promise<void> {
  await person.command('开始新年度');
  await person.page.waitForFunction(
    async (sheet) => (await window.__cpreport!.selection())?.sheet === sheet,
    `${year}年`,
  );
  await person.ready();
  await person.sees(`${year}年`, 'E12', `${year}年`);
}

async function download(person: Person, button: string): Promise<Buffer> {
  const [file] = await Promise.all([
    person.page.waitForEvent('download'),
    person.page.getByRole('button', { name: button, exact: true }).first().click(),
  ]);
  return readFileSync(await file.path());
}

test('2012 to 2014 from an empty start: base from a file, repeats, a correction made later, handed in as Excel and Word', async () => {
  const person = await Person.atWorkbench(site);
  const { page } = person;
  await empty(person, 2012);

  // The base: last year's file.
  await person.command('从上年文件取数…', { confirm: false });
  const panel = page.getByRole('region', { name: '从上年文件取数' });
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    panel.getByRole('button', { name: '选择文件…' }).click(),
  ]);
  await chooser.setFiles(await lastYear());
  await panel.getByText('这里空白，可以填入（3）').waitFor();
  await panel.getByRole('button', { name: '预览选中的 3 项' }).click();
  await writeIt(person);
  await panel.getByText('没有差异').waitFor();
  await panel.getByRole('button', { name: '关闭' }).click();

  await person.type('E13', '20');
  await person.type('G13', '10');
  await person.sees('2012年', 'F13', 120);
  await person.sees('2012年', 'K13', 180);

  // 2013, with three enterprises that were there before.
  await startNext(person, 2013);
  await person.type('E13', '30');
  await person.sees('2013年', 'F13', 150);
  await person.click('F13');
  await person.command('填写调整…', { confirm: false });
  const ask = page.getByRole('region', { name: '填写调整' });
  await ask.getByRole('textbox', { name: '其中重复企业几家？' }).fill('3');
  await ask.getByText('累计将为 120 + 30 + (-3) = 147').waitFor();
  await ask.getByRole('button', { name: '预览' }).click();
  await writeIt(person);
  await person.sees('2013年', 'F13', 147);
  await ask.getByRole('button', { name: '关闭' }).click();

  // 2014: what 2012 had missed is declared now; 2012 itself stays.
  await startNext(person, 2014);
  await person.type('E13', '40');
  await person.sees('2014年', 'F13', 187);
  await person.click('F13');
  await person.command('填写调整…', { confirm: false });
  await ask.getByRole('radio', { name: '上年修订' }).check();
  await ask.getByRole('textbox', { name: '调整数（减少填负数）' }).fill('2');
  await ask.getByRole('textbox', { name: '原因' }).fill('上年修订：2012年漏报2家');
  await ask.getByRole('button', { name: '预览' }).click();
  await writeIt(person);
  await person.sees('2014年', 'F13', 189);
  await ask.getByRole('button', { name: '关闭' }).click();

  // One step of undo, and back again.
  await page.getByRole('button', { name: /^撤销/ }).click();
  await person.sees('2014年', 'F13', 187);
  await page.getByRole('button', { name: /^重做/ }).click();
  await person.sees('2014年', 'F13', 189);

  const file = readWorkbook(await download(person, '保存')).sheets.map(({ snapshot }) => snapshot);
  const book = readBook(file, form);
  expect(book.reports.map(({ year }) => year)).toEqual([2012, 2013, 2014]);
  expect([2011, 2012, 2013, 2014].map((year) => chainOf(book, ID, year))).toEqual([100, 120, 147, 189]);
  expect([2013, 2014].map((year) => adjustmentOf(book, ID, year))).toEqual([-3, 2]);
  expect(readSources(book.ledger!.source!.content.value as string)).toMatchObject([
    { file: '2011年报送表.xlsx', taken: [{ kind: 'base', year: 2011, count: 3 }] },
  ]);
  const { report } = readWord(await download(person, '导出 Word'), form);
  expect(report.year).toBe(2014);
  expect(report.cells.get(`${ID}/cumulative`)?.value).toBe(189);
});

test('a file dropped on a workbook is opened, or taken as last year’s', async () => {
  const person = await Person.atWorkbench(site);
  const { page } = person;
  await empty(person, 2012);
  const bytes = readFileSync(await lastYear()).toString('base64');
  await page.evaluate((content) => {
    const data = new DataTransfer();
    const raw = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    data.items.add(new File([raw], '2011年报送表.xlsx'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  }, bytes);
  await page
    .getByRole('dialog', { name: '怎样用这个文件？' })
    .getByRole('button', { name: '从中取上年累计' })
    .click();
  await page.getByRole('region', { name: '从上年文件取数' }).getByText('这里空白，可以填入（3）').waitFor();
  await person.command('历年累计一览', { confirm: false });
  await page
    .getByRole('dialog', { name: '历年累计一览' })
    .getByRole('row', { name: /二、审核 自愿性/ })
    .waitFor();
  expect(await person.writes()).toBe(0);
});
