/** The ribbon's buttons in the shared runtime: office.js hands them to the built pane's page. */
import { RIBBON } from '../../src/commands/ribbon';
import { keyOf } from '../../src/core/model';
import { addressOf, form, readBook } from '../../src/core';
import { InExcel } from './support/excel';
import { startSite } from './support/site';

const site = startSite();

afterEach(() => expect(InExcel.unknown()).toEqual([]));

test('下一处 shows the pane and selects one finding after the other', async () => {
  const person = await InExcel.open(site);
  await person.chooseYear(2014);
  const { excel } = person;
  const places = new Set([person.selected]);
  for (let press = 1; press <= 3; press++) {
    excel.pressRibbon('next');
    await person.until('another cell selected', () => !places.has(person.selected));
    places.add(person.selected);
    await person.quiet();
  }
  expect(places.size).toBe(4);
  expect(excel.paneShown).toBe(3);
  expect(excel.writeBatches).toBe(0);
});

test('重新审核 says what was found, 定稿检查 asks for the final report', async () => {
  const person = await InExcel.open(site);
  person.excel.pressRibbon('recheck');
  await person.says('审核完成');
  const before = await person.shown();
  person.excel.pressRibbon('finalCheck');
  await person.until('the pane was shown', () => person.excel.paneShown === 2);
  await person.quiet();
  expect((await person.shown()).length).toBeGreaterThanOrEqual(before.length);
  expect(person.excel.writeBatches).toBe(0);
});

test('填列累计 puts what it would write before the person, and writes it in one batch when they agree', async () => {
  const person = await InExcel.open(site, { book: 'clean' });
  await person.chooseYear(2014);
  const { excel } = person;
  const book = readBook(
    excel.book.sheets.map(({ snapshot }) => snapshot),
    form,
  );
  const report = book.reports.find(({ sheet }) => sheet === '2014年')!;
  const cumulative = form.indicators.find(({ periods, sumOf }) => periods === 'pair' && !sumOf)!;
  const address = addressOf(report.located.cells.get(keyOf(cumulative.id, 'cumulative'))!);
  const figure = person.read('2014年', address);
  person.type('2014年', address, '');
  await person.quiet();
  excel.pressRibbon('fill');
  const preview = person.preview();
  await preview.waitFor();
  expect(excel.writeBatches).toBe(0);
  await preview.getByRole('button', { name: '写入 1 处' }).click();
  await person.sees('2014年', address, figure);
  expect(excel.writeBatches).toBe(1);
});

test.each(['汇总下级报表', '历年累计一览'])(
  'what a button asks is seen although %s fills the pane',
  async (name) => {
    const person = await InExcel.open(site, { book: 'clean' });
    await person.chooseYear(2014);
    person.type('2014年', 'F13', '');
    await person.quiet();
    await person.command(name);
    const title = person.pane.getByRole('heading', { name: name.slice(0, 2) }).first();
    await title.waitFor();
    person.excel.pressRibbon('fill');
    const write = person.preview().getByRole('button', { name: /^写入/ });
    await write.click();
    await person.says('已写入');
    expect(await title.count()).toBe(0);
  },
);

test('a button pressed while the pane is being opened is performed when it has found the form', async () => {
  const person = await InExcel.start(site);
  person.excel.pressRibbon('recheck');
  await person.says('审核完成');
  expect(person.excel.paneShown).toBe(1);
});

test('no function of the ribbon has the name of something that a page has anyway', async () => {
  const { page } = await site.open('/taskpane.html');
  const taken = await page.evaluate(
    (names) =>
      names.filter((name) => typeof (window as unknown as Record<string, unknown>)[name] === 'function'),
    [...RIBBON],
  );
  expect(taken).toEqual([]);
});
