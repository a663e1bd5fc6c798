/** An earlier 汇总表 among the files that are added up at the workbench: it is left out and said, and a person may decide otherwise. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Locator } from 'playwright-core';
import { form, readBook } from '../../src/core';
import { keyOf } from '../../src/core/model';
import { formatNumber } from '../../src/strings/labels';
import { readWord } from '../../src/word/read';
import { writeDocx } from '../../src/word/write';
import { cityFigures, makeCity, YEAR } from '../support/province';
import { county, sheetsOf, sumOf } from '../support/sums';
import { Person } from './support/person';
import { startSite } from './support/site';

const site = startSite();
const folder = mkdtempSync(join(tmpdir(), 'cpreport-earlier-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string): string => join(folder, name);

const COUNTIES = ['莱州市', '蓬莱市', '招远市'];
const NEW = '海阳市';
const [EARLIER, WORD] = ['三月汇总.xlsx', '四月汇总.docx'];
const officials = (names: readonly string[]): string =>
  formatNumber(
    names
      .map((name) => cityFigures(name, YEAR).get(keyOf('training.officials', 'year')) as number)
      .reduce((sum, figure) => sum + figure, 0),
  );

beforeAll(async () => {
  for (const name of [...COUNTIES, NEW])
    writeFileSync(inFolder(`${name}.xlsx`), await makeCity(name, { from: YEAR }));
  const { bytes } = await sumOf(
    null,
    COUNTIES.map((name) => county(name)),
  );
  writeFileSync(inFolder(EARLIER), bytes);
  const { reports, papers } = readBook(sheetsOf(bytes), form);
  writeFileSync(inFolder(WORD), await writeDocx({ ...reports[0]!, papers }, form));
});

/** Nobody says of which region the sum is. */
async function rollUp({ page }: Person, names: readonly string[]): Promise<Locator> {
  await page.getByRole('button', { name: '汇总', exact: true }).click();
  const panel = page.getByRole('region', { name: '汇总', exact: true });
  const button = panel.getByRole('button', { name: '选择文件', exact: true });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles(names.map(inFolder));
  await panel.getByRole('button', { name: '开始汇总' }).click();
  await panel.getByRole('tab', { name: '汇总数' }).waitFor();
  return panel;
}

test.each(['light', 'dark'] as const)(
  'it is left out and said, at 320 px and %s; taken, its reporters are',
  async (colorScheme) => {
    const person = await Person.atWorkbench(site, { colorScheme });
    const { page } = person;
    await page.setViewportSize({ width: 320, height: 900 });
    const panel = await rollUp(person, [
      EARLIER,
      WORD,
      `${NEW}.xlsx`,
      ...COUNTIES.map((name) => `${name}.xlsx`),
    ]);
    const figure = panel.getByRole('button', { name: /^政府管理人员 本年：/ });
    const show = (tab: string): Promise<void> => panel.getByRole('tab', { name: tab }).click();
    const reporter = (name: string): Locator => panel.getByRole('listitem').filter({ hasText: name });
    expect(await figure.innerText()).toContain(officials([...COUNTIES, NEW]));

    await show('问题');
    for (const file of [EARLIER, WORD])
      await panel.getByText(new RegExp(`${file} 是本级的表或以前的汇总表，已含.+等 3 个单位的数`)).waitFor();
    await show('单位');
    for (const file of [EARLIER, WORD])
      await reporter(file).getByText('本级的表或以前的汇总表，未汇总').waitFor();
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const { axe: engine } = window as unknown as { axe: typeof axe };
      const found = await engine.run('[aria-labelledby="roll-up-title"]');
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    });
    expect(violations).toEqual([]);

    await panel.getByRole('button', { name: `采用这一份：${EARLIER}` }).click();
    for (const name of COUNTIES)
      await reporter(`${name}.xlsx`).getByText('已含在另一份汇总表里，未再汇总').waitFor();
    await show('汇总数');
    expect(await figure.innerText()).toContain(officials([...COUNTIES, NEW]));

    await show('单位');
    await panel.getByRole('button', { name: '采用这一份：莱州市.xlsx' }).click();
    await reporter(EARLIER).getByText('本级的表或以前的汇总表，未汇总').waitFor();
    expect(await panel.getByText('已含在另一份汇总表里，未再汇总').count()).toBe(0);
  },
);

test('whom it had and who is gone since is missing, and the saved 汇总表 says so too', async () => {
  const person = await Person.atWorkbench(site);
  const { page } = person;
  const panel = await rollUp(person, [EARLIER, '莱州市.xlsx', '蓬莱市.xlsx']);
  await panel.getByRole('tab', { name: '单位' }).click();
  await panel.getByRole('listitem').filter({ hasText: '招远市' }).getByText('缺报').waitFor();
  await panel.getByRole('tab', { name: '问题' }).click();
  await panel.getByText(`以前的汇总表 ${EARLIER} 里有招远市的数，这次没有收到它的表，没有计入。`).waitFor();
  await panel.getByRole('tab', { name: '保存' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: '保存汇总表' }).click(),
  ]);
  const { papers } = readBook(sheetsOf(readFileSync(await download.path())), form);
  expect(papers!.members.map(({ name }) => name)).toEqual(['莱州市', '蓬莱市']);
  expect(papers!.absent).toBe('招远市（缺报）');

  await panel.getByRole('button', { name: '在工作台打开汇总表' }).click();
  await page.getByRole('heading', { level: 1, name: /^汇总表/ }).waitFor();
  const [word] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 Word' }).click(),
  ]);
  const sent = readWord(new Uint8Array(readFileSync(await word.path())), form).papers!;
  expect(sent.absent).toBe('招远市（缺报）');
  expect(sent.members.map(({ name }) => name)).toEqual(['莱州市', '蓬莱市']);
});
