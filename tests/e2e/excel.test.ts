/** The main job in Excel: the built pane, opened as Excel on the web opens it, on the real client library. */
import { makeTemplate } from '../../src/template/template';
import { type Edition, LEVELS } from '../excel-host/excel';
import { openFile } from '../excel-host/open';
import { InExcel } from './support/excel';
import { startSite } from './support/site';

const site = startSite();
const EDITIONS = Object.keys(LEVELS) as Edition[];

afterEach(() => expect(InExcel.unknown()).toEqual([]));

describe.each(EDITIONS)('in %s', (edition) => {
  const undoes = LEVELS[edition] >= 20;

  test('a section is filled, errors show while typing and go when mended, and nothing is written', async () => {
    const person = await InExcel.open(site, { edition, book: 'clean' });
    await person.chooseYear(2013);
    person.type('2013年', 'E13', '');
    await person.quiet();
    expect(person.read('2013年', 'I13')).toBe('');
    person.type('2013年', 'E13', '103');
    person.type('2013年', 'G13', '84');
    await person.status('passed');
    expect(person.read('2013年', 'I13')).toBe(187);
    expect(person.read('2013年', 'F13')).toBe(489);
    expect(person.read('2013年', 'H13')).toBe(411);
    expect(person.read('2013年', 'K13')).toBe(900);
    expect(person.read('2014年', 'K13')).toBe(1063);
    person.excel.person.click('2013年', 'K13');
    await person.reads('489 + 411 = 900');
    person.excel.person.click('2013年', 'F13');
    await person.reads('386 + 103 + 0 = 489');
    for (const [typed, words] of [
      ['约30', '应为数字，现为「约30」'],
      ['-3', '不能是负数，现为 -3'],
      ['12.5', '应为整数，现为 12.5'],
    ] as const) {
      person.type('2013年', 'G10', typed);
      await person.finding(words).first().waitFor();
      await person.status('hard');
      person.type('2013年', 'G10', '420');
      await person.status('passed');
      expect(await person.finding(words).count()).toBe(0);
    }
    person.type('2013年', 'G10', '');
    await person.status('unfilled');
    // Excel's own undo takes back the typing and nothing else.
    person.excel.person.undo();
    await person.status('passed');
    expect(person.excel.writeBatches).toBe(0);
    expect(await person.violations()).toEqual([]);
    await person.showsTruth({ clean: true });
  });

  test('a finding leads to its cell; a fix is previewed, written in one batch, and taken back', async () => {
    const person = await InExcel.open(site, { edition });
    await person.chooseYear(2014);
    await person.finding('现为「约436」').getByRole('button').first().click();
    await person.selects('2014年', 'G10');
    await person.shows('现为「约436」');
    await person.button('下一处（F8）').focus();
    await person.page.keyboard.press('F8');
    await person.selects('2014年', 'L10');
    await person.shows('现为 1828');
    await person.page.keyboard.press('Shift+F8');
    await person.selects('2014年', 'G10');
    person.type('2014年', 'G10', '436');
    await person.finding('现为「约436」').waitFor({ state: 'detached' });
    expect(person.excel.writeBatches).toBe(0);

    const card = person.finding('应为 1728（1276 + 452 + 0），现为 1828');
    await card.getByRole('button').first().click();
    await card.getByRole('button', { name: '修正' }).click();
    const preview = person.preview();
    await preview.getByText('1828').waitFor();
    expect(await preview.getByText('撤销到此为止').count()).toBe(undoes ? 0 : 1);
    expect(await person.violations()).toEqual([]);
    const cost = await person.cost(async () => {
      await preview.getByRole('button', { name: '写入 1 处' }).click();
      await person.says('已写入 1 处');
    });
    expect(cost.writes).toBe(1);
    // Look at the cells, write, read back, check everything; once more when Excel has told of its results.
    expect(cost.requests).toBeLessThanOrEqual(5);
    expect(person.read('2014年', 'L10')).toBe(1728);
    if (undoes) {
      expect(await person.button('恢复').count()).toBe(0);
      person.excel.person.undo();
    } else await person.button('恢复').click();
    await person.sees('2014年', 'L10', 1828);
    await card.waitFor();
    await person.showsTruth();
  });
});

describe.each(EDITIONS.filter((edition) => LEVELS[edition] >= 9))('the shape in %s', (edition) => {
  test('累计 is filled in, 七 grows, a new year is made; each previewed and in one batch', async () => {
    const person = await InExcel.open(site, { edition, book: 'clean' });
    await person.chooseYear(2014);
    person.type('2014年', 'F13', '');
    await person.command('填列累计');
    await person.preview().getByRole('button', { name: /^写入/ }).click();
    await person.says(/^已写入/);
    await person.status('passed');
    expect(person.excel.writeBatches).toBe(1);

    await person.command('七：加一行');
    await person.preview('七：加一行').getByRole('button', { name: '执行' }).click();
    await person.says('已完成');
    expect(person.excel.writeBatches).toBe(2);
    expect(person.excel.book.sheet('2014年').protection).not.toBeNull();
    await person.status('passed');
    if (LEVELS[edition] < 20) {
      await person.button('恢复').click();
      await person.says('已恢复原样');
    }
    expect(await person.violations()).toEqual([]);

    await person.command('开始新年度');
    const preview = person.preview('开始新年度');
    await preview.getByText('新建工作表「2015年」').waitFor();
    const writes = person.excel.writeBatches;
    await preview.getByRole('button', { name: '执行' }).click();
    await person.until('2015年 in front', () => person.excel.book.active.name === '2015年');
    expect(person.excel.writeBatches).toBe(writes + 1);
    await person.status('unfilled');
    const before = Number(person.read('2014年', 'F13'));
    person.type('2015年', 'E13', '11');
    await person.sees('2015年', 'F13', before + 11);
  });
});

test('Excel 2019 says what it cannot do, and where it can be done', async () => {
  const person = await InExcel.open(site, { edition: 'Excel 2019', book: 'clean' });
  for (const name of ['七：加一行', '开始新年度']) {
    const command = await person.commandNamed(name);
    expect(await command.getAttribute('aria-disabled')).toBe('true');
    await command.getByText('请在工作台中操作').waitFor();
  }
  expect(await person.violations()).toEqual([]);
  await person.command('填列累计');
  await person.says('没有可以填列的空格');
  expect(person.excel.writeBatches).toBe(0);
});

describe.each(['Excel 2019', 'Microsoft 365'] as const)('ten years in %s', (edition) => {
  test('are attached to in four requests, checked in two; an edit takes one and writes nothing', async () => {
    const bytes = await makeTemplate({ from: 2014, to: 2023, region: '山东省' });
    const book = (await openFile(bytes, '十年.xlsx', { calculates: false }))();
    const person = await InExcel.open(site, { edition, book });
    await person.quiet();
    // The client itself tells once that it is ready for the ribbon.
    const own = person.excel.trips.filter(({ actions }) => actions > 2);
    expect(own.length).toBeLessThanOrEqual(4);
    const recheck = await person.cost(() => person.recheck());
    expect(recheck).toEqual({ requests: 2, writes: 0 });
    person.excel.person.click('2023年', 'E10');
    await person.quiet();
    const edit = await person.cost(async () => {
      person.type('2023年', 'E10', '约30');
      await person.finding('约30').first().waitFor();
    });
    expect(edit).toEqual({ requests: 1, writes: 0 });
    const click = await person.cost(() => person.excel.person.click('2023年', 'G10'));
    expect(click).toEqual({ requests: 0, writes: 0 });
    expect(person.excel.references.size).toBe(0);
  });
});
