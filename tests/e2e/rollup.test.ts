/** A province of sixteen cities, added up at the workbench: three faulty, one missing, one doubled, one file broken. */
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { unzipSync } from 'fflate';
import type { Locator, Page } from 'playwright-core';
import { form } from '../../src/core';
import { keyOf } from '../../src/core/model';
import { formatNumber } from '../../src/strings/labels';
import {
  CITIES,
  cityFigures,
  DOUBLED,
  FAULTY,
  makeCity,
  makeProvince,
  MISSING,
  YEAR,
} from '../support/province';
import { Person } from './support/person';
import { startSite } from './support/site';

const site = startSite();
const folder = mkdtempSync(join(tmpdir(), 'cpreport-province-'));
const inFolder = (name: string): string => join(folder, name);
let names: string[] = [];

beforeAll(async () => {
  const { files, expect: list } = await makeProvince();
  for (const { name, bytes } of files) writeFileSync(inFolder(name), bytes);
  writeFileSync(inFolder('坏.xlsx'), 'nothing');
  writeFileSync(inFolder('名单.csv'), list);
  names = [...files.map(({ name }) => name), '坏.xlsx'];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The reporters whose figures are in the sum. */
const SUMMED = Object.keys(CITIES).filter((city) => city !== MISSING && city !== DOUBLED);
const sumOf = (id: string, without: readonly string[] = []): number => {
  const decimals = form.units.find(({ unit }) => form.indicators.find((one) => one.id === id)!.unit === unit);
  const sum = SUMMED.filter((city) => !without.includes(city))
    .map((city) => cityFigures(city, YEAR).get(keyOf(id, 'year')) as number)
    .reduce((total, value) => total + value, 0);
  return Number(sum.toFixed(decimals?.decimals ?? 0));
};

const panelOf = (page: Page): Locator => page.getByRole('region', { name: '汇总', exact: true });

async function pick(page: Page, button: Locator, paths: readonly string[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles([...paths]);
}

async function choose({ page }: Person): Promise<Locator> {
  await page.getByRole('button', { name: '汇总', exact: true }).click();
  const panel = panelOf(page);
  await pick(page, panel.getByRole('button', { name: '选择文件', exact: true }), names.map(inFolder));
  await pick(page, panel.getByRole('button', { name: '选择…' }), [inFolder('名单.csv')]);
  await panel.getByText(`名单.csv：${Object.keys(CITIES).length} 个单位`).waitFor();
  await panel.getByLabel('本级地区').fill('山东省');
  return panel;
}

async function rollUp(person: Person): Promise<Locator> {
  const panel = await choose(person);
  await panel.getByRole('button', { name: '开始汇总' }).click();
  await panel.getByRole('tab', { name: '汇总数' }).waitFor();
  return panel;
}

/** Of an indicator as the list of totals has it. */
const figureOf = (panel: Locator, name: string): Locator =>
  panel.getByRole('button', { name: new RegExp(`^${name}：.*查看由哪些单位组成$`) });

test('totals and lists are right, and a total leads to the cell it is made of', async () => {
  const person = await Person.atWorkbench(site);
  const { page } = person;
  const panel = await rollUp(person);
  expect(await figureOf(panel, '政府管理人员 本年').innerText()).toContain(
    formatNumber(sumOf('training.officials')),
  );
  const investment = figureOf(panel, '企业清洁生产技术改造投资额 本年');
  expect(await investment.innerText()).toMatch(/待定 1/);
  expect(await investment.innerText()).toContain(formatNumber(sumOf('retrofit.investment', [FAULTY.unread])));

  await panel.getByRole('tab', { name: '单位' }).click();
  const reporter = (name: string): Locator => panel.getByRole('listitem').filter({ hasText: name });
  await reporter(MISSING).getByText('缺报').waitFor();
  await reporter('坏.xlsx').getByText('读不出，未汇总').waitFor();
  expect(await reporter(DOUBLED).getByText('重复，未汇总').count()).toBe(2);
  for (const city of Object.values(FAULTY)) await reporter(city).getByText('有强制性错误').waitFor();

  await panel.getByRole('tab', { name: '问题' }).click();
  await panel.getByText(`${MISSING}没有上报。`).waitFor();
  await panel.getByText(/坏\.xlsx 读不出，没有汇总：这不是 Excel 工作簿/).waitFor();

  await panel.getByRole('tab', { name: '汇总数' }).click();
  await figureOf(panel, '合计 本年').first().click();
  await panel.getByRole('heading', { name: '二、审核 合计（本年）' }).waitFor();
  const parts = panel.getByRole('list', { name: '由哪些单位组成，数大的在前' }).getByRole('listitem');
  await parts.first().waitFor();
  expect(await parts.count()).toBe(SUMMED.length);
  expect(await parts.first().innerText()).toMatch(
    new RegExp(`${FAULTY.total}[^]*999 个[^]*强制性审核未通过`),
  );
  await parts.first().getByRole('button').click();
  await person.sees(`${YEAR}年`, 'I13', 999);
  await page.waitForFunction(async (sheet) => {
    const at = await window.__cpreport!.selection();
    return at?.sheet === sheet && at.row === 12 && at.column === 8;
  }, `${YEAR}年`);
  await page.getByRole('heading', { level: 1, name: `${FAULTY.total}.xlsx` }).waitFor();

  // Where one was, there is the way on: the same total, the next city.
  await panel.getByRole('button', { name: '返回汇总数' }).click();
  await figureOf(panel, '企业清洁生产技术改造投资额 本年').click();
  await panel.getByRole('button', { name: /烟台市[^]*2000万/ }).click();
  await person.sees(`${YEAR}年`, 'E23', '2000万');
});

test('of two files the person takes one; workbook and return lists are handed over', async () => {
  const person = await Person.atWorkbench(site);
  const { page } = person;
  const panel = await rollUp(person);
  const cod = figureOf(panel, '环境效果 COD 本年');
  const before = sumOf('effect.cod');
  expect(await cod.innerText()).toContain(formatNumber(before));
  await panel.getByRole('tab', { name: '单位' }).click();
  await panel.getByRole('button', { name: `采用这一份：${DOUBLED}（更正）.xlsx` }).click();
  await panel.getByRole('tab', { name: '汇总数' }).click();
  expect(await cod.innerText()).toContain(formatNumber(Number((before + 1234.5).toFixed(2))));

  await panel.getByRole('tab', { name: '保存' }).click();
  await panel.getByLabel('重新报送期限').fill('2015/3/31');
  const hand = async (name: string): Promise<{ file: string; bytes: Uint8Array }> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('button', { name, exact: true }).click(),
    ]);
    return { file: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const lists = await hand('生成退改单');
  expect(lists.file).toBe(`退改单-${YEAR}.zip`);
  expect(Object.keys(unzipSync(lists.bytes))).toEqual(
    expect.arrayContaining(['退改单一览表.xlsx', `退改单-${FAULTY.chain}-${YEAR}年.docx`]),
  );
  expect((await hand('保存汇总表')).file).toBe(`汇总表-山东省${YEAR}.xlsx`);
  await panel.getByRole('button', { name: '在工作台打开汇总表' }).click();
  await page.getByRole('heading', { level: 1, name: `汇总表-山东省${YEAR}.xlsx` }).waitFor();
  await person.sees(`${YEAR}年`, 'E10', sumOf('training.officials') + figureOfDoubled('training.officials'));
});

const figureOfDoubled = (id: string): number => cityFigures(DOUBLED, YEAR).get(keyOf(id, 'year')) as number;

test('with the last 汇总表 chosen, what has changed since is shown: whose file, which figures, which totals', async () => {
  const person = await Person.atWorkbench(site);
  const { page } = person;
  const panel = await rollUp(person);
  await panel.getByRole('tab', { name: '保存' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: '保存汇总表' }).click(),
  ]);
  await download.saveAs(inFolder('上次.xlsx'));
  mkdirSync(inFolder('再报'), { recursive: true });
  const changed = inFolder('再报/日照市.xlsx');
  writeFileSync(changed, await makeCity('日照市', { change: { 'effect.cod/year': 777.5 } }));

  await panel.getByRole('button', { name: '重新选择文件' }).click();
  await panel.getByRole('button', { name: '移除 日照市.xlsx' }).click();
  await pick(page, panel.getByRole('button', { name: '选择文件', exact: true }), [changed]);
  await pick(page, panel.getByRole('button', { name: '选择汇总表' }), [inFolder('名单.csv')]);
  await panel.getByText('“名单.csv”不是汇总结果').waitFor();
  await pick(page, panel.getByRole('button', { name: '选择汇总表' }), [inFolder('上次.xlsx')]);
  await panel.getByText(`上次.xlsx：${names.length} 个文件`).waitFor();
  await panel.getByRole('button', { name: '开始汇总' }).click();
  await panel.getByRole('tab', { name: '变化' }).click();
  const files = panel.getByRole('region', { name: '改过的文件' });
  expect(await files.getByRole('button').allInnerTexts()).toEqual([
    expect.stringMatching(/COD（本年） [\d.]+ → 777\.5$/),
    expect.stringMatching(/COD（累计） [\d.]+ → [\d.]+$/),
  ]);
  expect(await panel.getByRole('region', { name: '有变化的汇总数' }).getByRole('button').count()).toBe(2);
  await files.getByRole('button').first().click();
  await panel.getByRole('heading', { name: /COD（本年）/ }).waitFor();
  await panel.getByRole('button', { name: /日照市[^]*777\.5[^]*上次 / }).waitFor();
  await panel.getByRole('tab', { name: '单位' }).click();
  await panel.getByRole('listitem').filter({ hasText: '日照市' }).getByText('上次汇总后改过').waitFor();
});

test('a long reading is cancelled at once, and can be started again', async () => {
  const person = await Person.atWorkbench(site);
  const { page } = person;
  await page.getByRole('button', { name: '汇总', exact: true }).click();
  const panel = panelOf(page);
  const copies = Array.from({ length: 400 }, (_, index) => inFolder(`${index}.copy.xlsx`));
  for (const copy of copies) linkSync(inFolder('莱芜市.xlsx'), copy);
  await pick(page, panel.getByRole('button', { name: '选择文件', exact: true }), copies);
  await panel.getByText('已选 400 个文件').waitFor();
  await panel.getByRole('button', { name: '开始汇总' }).click();
  await panel.getByText(/^[1-9]\d* \/ 400/).waitFor();
  await panel.getByRole('button', { name: '取消' }).click();
  await panel.getByText('已取消，没有生成任何结果。').waitFor();
  await panel.getByRole('button', { name: '全部移除' }).click();
  await pick(page, panel.getByRole('button', { name: '选择文件', exact: true }), [inFolder('莱芜市.xlsx')]);
  await panel.getByRole('button', { name: '开始汇总' }).click();
  await panel.getByText('1 个单位，已汇总 1 个', { exact: true }).waitFor();
});

test.each([
  [1366, 'light'],
  [320, 'dark'],
] as const)('at %p px, %s, every view is accessible', async (width, colorScheme) => {
  const person = await Person.atWorkbench(site, { colorScheme });
  await person.page.setViewportSize({ width, height: 800 });
  const panel = await rollUp(person);
  await person.page.evaluate(axe.source);
  const judge = async (): Promise<void> => {
    const violations = await person.page.evaluate(async () => {
      const { axe: engine } = window as unknown as { axe: typeof axe };
      const found = await engine.run('[aria-labelledby="roll-up-title"]');
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    });
    expect(violations).toEqual([]);
    const { scroll, client } = await panel.evaluate((element) => ({
      scroll: element.scrollWidth,
      client: element.clientWidth,
    }));
    expect(scroll).toBeLessThanOrEqual(client);
  };
  for (const tab of ['汇总数', '单位', '问题', '保存']) {
    await panel.getByRole('tab', { name: tab }).click();
    await judge();
  }
  await panel.getByRole('tab', { name: '汇总数' }).click();
  await figureOf(panel, '合计 本年').first().click();
  await judge();
  await panel.getByRole('button', { name: '重新选择文件' }).click();
  await judge();
});
