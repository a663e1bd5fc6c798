/** A filled Word form at the workbench: what is doubtful is shown first, and then it is a workbook. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { form } from '../../src/core';
import type { CellKey, CellValue } from '../../src/core/model';
import { readWord } from '../../src/word/read';
import { writeDocx } from '../../src/word/write';
import { cleanValues } from '../support/sheets';
import { Person } from './support/person';
import { startSite } from './support/site';

const site = startSite();
const lastYear = new Date().getFullYear() - 1;
const folder = mkdtempSync(join(tmpdir(), 'cpreport-word-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function wordFile(name: string, changes: Readonly<Record<CellKey, CellValue>> = {}): Promise<string> {
  const values = Object.entries({ ...cleanValues(2014), ...changes });
  const cells = new Map(values.map(([key, value]) => [key as CellKey, { value, formula: null }]));
  const path = join(folder, name);
  writeFileSync(path, await writeDocx({ cells }, form));
  return path;
}

async function open(person: Person, file: string): Promise<void> {
  const [chooser] = await Promise.all([
    person.page.waitForEvent('filechooser'),
    person.page.getByRole('button', { name: '打开', exact: true }).click(),
  ]);
  await chooser.setFiles(file);
}

test('a filled Word form is looked through and opened as a workbook of its year', async () => {
  const person = await Person.atWorkbench(site);
  await open(
    person,
    await wordFile('山东.docx', { 'effect.cod/year': '约30', 'text.problems/value': '一是…\n二是…' }),
  );
  const dialog = person.page.getByRole('dialog', { name: '导入 Word 报送表' });
  const rows = dialog.getByRole('row');
  await rows.nth(1).waitFor();
  expect(await rows.nth(1).innerText()).toMatch(/存疑[^]*COD（本年）[^]*带有单位或文字[^]*约30/);
  expect(await rows.nth(2).innerText()).not.toContain('存疑');
  expect(await dialog.getByLabel('年度').inputValue()).toBe('2014');
  await dialog.getByRole('button', { name: '确定导入' }).click();
  await person.page.getByText('内容已填入这个新工作簿').waitFor();
  await person.ready();
  await person.page.getByText('未保存', { exact: true }).waitFor();
  await person.sees('2014年', 'E25', '约30');
  await person.sees('2014年', 'F25', 5);
  await person.finding('应为数字，现为「约30」').first().waitFor();
});

test('without a year the person is asked for it, and may think better of it', async () => {
  const person = await Person.atWorkbench(site);
  await open(person, await wordFile('无年度.docx', { 'head.year/value': null }));
  const dialog = person.page.getByRole('dialog', { name: '导入 Word 报送表' });
  await dialog.getByText('没有找到年度，请填写。').waitFor();
  expect(await dialog.getByRole('button', { name: '确定导入' }).isDisabled()).toBe(true);
  await dialog.getByLabel('年度').fill('2009');
  await dialog.getByText('年度应为 2011 年起的四位年份。').waitFor();
  await dialog.getByRole('button', { name: '取消' }).click();
  await dialog.waitFor({ state: 'detached' });
  await open(person, await wordFile('无年度.docx', { 'head.year/value': null }));
  await dialog.getByLabel('年度').fill('2013');
  await dialog.getByRole('button', { name: '确定导入' }).click();
  await person.page.getByText('内容已填入这个新工作簿').waitFor();
  await person.ready();
  await person.sees('2013年', 'H2', 2013);
});

test('a Word file that is not the form is refused with a sentence, and what is open stays', async () => {
  const person = await Person.atWorkbench(site);
  const path = join(folder, '通知.docx');
  writeFileSync(path, 'nothing');
  await open(person, path);
  await person.page.getByText('“通知.docx”没有导入：这不是 Word 文档').waitFor();
  await person.click('E10');
});

test('the year in front is handed over as a Word file, with what was typed last', async () => {
  const person = await Person.atWorkbench(site);
  await person.openSample('填报正确');
  await person.chooseYear(2013);
  await person.type('E13', '104');
  const [download] = await Promise.all([
    person.page.waitForEvent('download'),
    person.page.getByRole('button', { name: '导出 Word' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('青岛市2013年度工业清洁生产工作情况报送表.docx');
  const { report, mapping } = readWord(readFileSync(await download.path()), form);
  expect(mapping.filter(({ doubt }) => doubt)).toEqual([]);
  expect(report.year).toBe(2013);
  expect(report.cells.get('audit.voluntary/year')?.value).toBe(104);
  await person.page.getByText('已导出“青岛市2013年度').first().waitFor();
  await person.page.getByRole('button', { name: '更多操作' }).click();
  const [again] = await Promise.all([
    person.page.waitForEvent('download'),
    person.page.getByRole('region', { name: '更多操作' }).getByRole('button', { name: '导出 Word' }).click(),
  ]);
  expect(readFileSync(await again.path()).equals(readFileSync(await download.path()))).toBe(true);
});

test('last year’s form may be a Word file: its 累计 become what the ledger starts from', async () => {
  const person = await Person.atWorkbench(site);
  const { page } = person;
  const told = await wordFile('上年.docx', { 'head.year/value': lastYear - 1 });
  await person.command('从上年文件取数', { confirm: false });
  const panel = page.getByRole('region', { name: '从上年文件取数' });
  await panel.locator('input[type=file]').setInputFiles(told);
  await panel.getByText('这里空白，可以填入（60）').waitFor();
  await panel.getByRole('button', { name: '预览选中的 60 项' }).click();
  await page.getByRole('button', { name: /^写入 \d+ 处$/ }).click();
  await panel.getByText('没有差异，累计与上年文件衔接。').waitFor();
  await person.type('E13', '7');
  await person.sees(`${lastYear}年`, 'F13', 7 + Number(cleanValues(2014)['audit.voluntary/cumulative']));
});
