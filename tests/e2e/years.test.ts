/** Several years at the workbench, from an empty start: last year's file, repeats, a later correction, hand-in. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { form, keyOf, readBook } from '../../src/core';
import { finalisedOf } from '../../src/core/finalise/receipt';
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

/** Every figure that has a 累计 is in last year's file, most of them 0. */
const PARTS = form.indicators.filter(({ periods, sumOf }) => periods === 'pair' && !sumOf);

async function lastYear(): Promise<string> {
  const path = join(folder, '2011年报送表.xlsx');
  const figures = new Map<CellKey, CellValue>([
    ...PARTS.map(({ id }): [CellKey, CellValue] => [keyOf(id, 'year'), 0]),
    [`${ID}/year`, 100],
    ['audit.mandatory/year', 50],
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

/** The card of the soft rule on 六, opened by a click. */
async function questioned(person: Person): Promise<Locator> {
  const card = person.page.locator('li[data-rule="SUM-05"]');
  await card.getByRole('button').first().click();
  await card.getByRole('group', { name: '审核说明' }).waitFor();
  return card;
}

/** 定稿检查 of the sheet in front: what is blank is 0. */
async function finalCheck(person: Person): Promise<Locator> {
  await person.command('定稿检查', { confirm: false });
  const steps = person.page.getByRole('region', { name: '定稿', exact: true });
  await steps.locator('[data-step="blanks"]').getByRole('button', { name: '全部填 0' }).click();
  await writeIt(person);
  await steps.locator('[data-step="blanks"]').getByText('已完成').waitFor();
  return steps;
}

const REASON = '往年行业未分，已与各市核对';

test('2012 to 2014 from an empty start: base from a file, 定稿, repeats, reasons, a correction made later, handed in as Excel and Word', async () => {
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
  await panel.getByText(`这里空白，可以填入（${PARTS.length}）`).waitFor();
  await panel.getByRole('button', { name: `预览选中的 ${PARTS.length} 项` }).click();
  await writeIt(person);
  await panel.getByText('没有差异').waitFor();
  await panel.getByRole('button', { name: '关闭' }).click();

  await person.type('E13', '40');
  await person.type('G13', '20');
  await person.sees('2012年', 'F13', 140);
  await person.sees('2012年', 'K13', 210);
  await person.type('D32', '60');
  await person.type('C4', '山东省经济和信息化委员会');
  await person.type('J4', '王芳');
  await person.type('C5', '0531-86062000');
  await person.type('I57', '无');
  await person.type('E61', '无');
  await person.type('E62', '无');

  // 定稿 of 2012: blanks are 0, what is questioned gets its reason.
  const steps = await finalCheck(person);
  const card = await questioned(person);
  await card.getByRole('button', { name: '填写说明' }).click();
  await card.getByRole('textbox', { name: '说明' }).fill(REASON);
  await card.getByRole('button', { name: '写入说明' }).click();
  await page.getByTestId('notice').getByText('已记下说明。').waitFor();
  const explained = page.getByRole('button', { name: /^已说明/ });
  await explained.waitFor();
  await person.click('E13');
  await page.keyboard.press('Control+z');
  await explained.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+y');
  await explained.waitFor();
  await steps.getByRole('textbox', { name: '定稿人' }).fill('王芳');
  await steps.getByRole('button', { name: '定稿', exact: true }).click();
  const since = page.getByTestId('finalised');
  await since.getByText(/^已定稿 \d{4}-\d\d-\d\d（王芳）$/).waitFor();
  await person.ready();

  // 2013: the reason of last year is offered; three enterprises were there before, and the reason has to be looked at.
  await startNext(person, 2013);
  await person.type('E13', '30');
  await person.sees('2013年', 'F13', 170);
  await person.type('D32', '30');
  await finalCheck(person);
  await person.sees('2013年', 'K13', 240);
  await questioned(person);
  await card.getByText(`2012 年的说明：${REASON}`).waitFor();
  await card.getByRole('button', { name: '沿用' }).click();
  await explained.waitFor();
  await steps.getByRole('button', { name: '退出定稿' }).click();
  await person.click('F13');
  await person.command('填写调整…', { confirm: false });
  const ask = page.getByRole('region', { name: '填写调整' });
  await ask.getByRole('textbox', { name: '其中重复企业几家？' }).fill('3');
  await ask.getByText('累计将为 140 + 30 + (-3) = 167').waitFor();
  await ask.getByRole('button', { name: '预览' }).click();
  await writeIt(person);
  await person.sees('2013年', 'F13', 167);
  await ask.getByRole('button', { name: '关闭' }).click();
  await questioned(person);
  await card.getByText('说明时为 240，现为 237').waitFor();
  await card.getByRole('button', { name: '仍然适用' }).click();
  await explained.waitFor();

  // 2014: what 2012 had missed. Its stamped sheet says what was changed, and the correction becomes 2014's.
  await startNext(person, 2014);
  await person.type('E13', '40');
  await person.sees('2014年', 'F13', 207);
  await person.chooseYear(2012);
  // From the card to its cell K13, and with the arrows to E13.
  await explained.click();
  await card.getByRole('button').first().click();
  await person.selected('K13');
  for (const address of ['I13', 'H13', 'G13', 'F13', 'E13']) {
    await page.keyboard.press('ArrowLeft');
    await person.selected(address);
  }
  await page.keyboard.type('42');
  await page.keyboard.press('Enter');
  await since.getByRole('button', { name: '二、审核 自愿性（本年） 40 → 42' }).waitFor();
  await person.sees('2014年', 'F13', 209);
  await since.getByRole('button', { name: '将更正记为 2014 年调整' }).click();
  await writeIt(person);
  await person.sees('2012年', 'E13', 40);
  await person.sees('2014年', 'F13', 209);
  await since.getByText('定稿后有改动').waitFor({ state: 'detached' });

  // One step of undo, and back again.
  await page.getByRole('button', { name: /^撤销/ }).click();
  await person.sees('2012年', 'E13', 42);
  await since.getByText('定稿后有改动').waitFor();
  await page.getByRole('button', { name: /^重做/ }).click();
  await person.sees('2012年', 'E13', 40);
  await since.getByText('定稿后有改动').waitFor({ state: 'detached' });
  await person.chooseYear(2014);

  const file = readWorkbook(await download(person, '保存')).sheets.map(({ snapshot }) => snapshot);
  const book = readBook(file, form);
  expect(book.reports.map(({ year }) => year)).toEqual([2012, 2013, 2014]);
  expect([2011, 2012, 2013, 2014].map((year) => chainOf(book, ID, year))).toEqual([100, 140, 167, 209]);
  expect([2013, 2014].map((year) => adjustmentOf(book, ID, year))).toEqual([-3, 2]);
  expect(book.ledger!.entry(ID, 2014)!.reason.content.value).toBe('更正2012年：原 40，应为 42');
  expect(finalisedOf(book.reports[0]!, book)).toMatchObject({ changes: [], receipt: { intact: true } });
  expect(book.explanations!.entries).toMatchObject([
    { rule: 'SUM-05', year: 2012, value: 210, reason: REASON },
    { rule: 'SUM-05', year: 2013, value: 237, reason: REASON },
  ]);
  expect(readSources(book.ledger!.source!.content.value as string)).toMatchObject([
    { file: '2011年报送表.xlsx', taken: [{ kind: 'base', year: 2011, count: PARTS.length }] },
  ]);
  const { report } = readWord(await download(person, '导出 Word'), form);
  expect(report.year).toBe(2014);
  expect(report.cells.get(`${ID}/cumulative`)?.value).toBe(209);
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
  await page
    .getByRole('region', { name: '从上年文件取数' })
    .getByText(`这里空白，可以填入（${PARTS.length}）`)
    .waitFor();
  await person.command('历年累计一览', { confirm: false });
  await page
    .getByRole('dialog', { name: '历年累计一览' })
    .getByRole('row', { name: /二、审核 自愿性/ })
    .waitFor();
  expect(await person.writes()).toBe(0);
});
