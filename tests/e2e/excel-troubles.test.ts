/** Every known trouble with Excel: what the person reads in the pane, and that a full check afterwards finds the same. */
import type { Page } from 'playwright-core';
import { bookOf } from '../excel-host/open';
import { cleanValues, makeSheet } from '../support/sheets';
import { type ExcelOptions, InExcel } from './support/excel';
import { startSite } from './support/site';

const site = startSite();
const SHEET = '2014年';
/** 约436: a text where a number belongs. */
const WRONG = 'G10';

afterEach(() => expect(InExcel.unknown()).toEqual([]));

/** The pane in Excel, at the year with the mistakes. */
async function open(options: ExcelOptions = {}): Promise<InExcel> {
  const person = await InExcel.open(site, {
    ...options,
    ready(excel) {
      excel.book.active = excel.book.sheet(SHEET);
      options.ready?.(excel);
    },
  });
  return person;
}

/** Puts the offered 436 before the person. */
async function offer(person: InExcel, words = '现为「约436」'): Promise<void> {
  const card = person.finding(words);
  const head = card.getByRole('button').first();
  if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
  await card.getByRole('button', { name: '修正' }).click();
  await person.preview().waitFor();
}

const confirm = (person: InExcel): Promise<void> =>
  person.preview().getByRole('button', { name: /^写入/ }).click();

/** What the person types makes a finding go, and all is as a full check says. */
async function goesOn(person: InExcel): Promise<void> {
  person.type(SHEET, WRONG, 436);
  await person.finding('现为「约436」').waitFor({ state: 'detached' });
  await person.showsTruth();
}

test('while a cell is being edited commands say so and are carried out afterwards; a look waits', async () => {
  const person = await open();
  await offer(person);
  person.excel.beginCellEdit();
  await confirm(person);
  await person.says('请先按 Enter');
  expect(person.read(SHEET, WRONG)).toBe('约436');
  await person.command('填列累计');
  await person.says('请先按 Enter');
  await person.button('重新审核').click();
  await person.says('请先按 Enter');
  await person.status('checking');
  person.excel.endCellEdit();
  await person.says('审核完成');
  await offer(person);
  await confirm(person);
  await person.says('已写入 1 处');
  expect(person.read(SHEET, WRONG)).toBe(436);
  await person.showsTruth();
});

test('a pane that is opened while a cell is being edited says so, and starts when asked again', async () => {
  const person = await InExcel.start(site, {
    ready(excel) {
      excel.book.active = excel.book.sheet(SHEET);
      excel.beginCellEdit();
    },
  });
  await person.reads('请先按 Enter');
  person.excel.endCellEdit();
  await person.button('重试').click();
  await person.checked();
  await person.showsTruth();
});

test('a locked cell and a sheet with a password are left alone, in a sentence', async () => {
  const person = await open();
  await offer(person, '应为 1063，现为 1165');
  await confirm(person);
  await person.says('受保护，没有写入');
  expect(person.read(SHEET, 'K13')).toBe(1165);
  const sheet = person.excel.book.sheet(SHEET);
  sheet.protection = { options: {}, password: 'x' };
  await person.command('七：加一行');
  await person.preview('七：加一行').getByRole('button', { name: '执行' }).click();
  await person.says('受保护，没有写入');
  expect(sheet.protection).toEqual({ options: {}, password: 'x' });
  expect(person.excel.writeBatches).toBe(0);
  await goesOn(person);
});

test('where Excel breaks off while writing, a sentence says so and the cell is as it was', async () => {
  const person = await open({
    ready: (excel) => {
      excel.faults.stopsAtWrite = 0;
    },
  });
  await offer(person);
  await confirm(person);
  await person.says('受保护，没有写入');
  person.excel.faults.stopsAtWrite = null;
  expect(person.read(SHEET, WRONG)).toBe('约436');
  await goesOn(person);
});

test('a read-only workbook is checked; its commands say why not', async () => {
  const person = await open({ ready: (excel) => (excel.faults.readOnly = true) });
  for (const name of ['填列累计', '七：加一行', '开始新年度']) {
    const command = await person.commandNamed(name);
    await command.getByText('工作簿是只读的').waitFor();
    expect(await command.getAttribute('aria-disabled')).toBe('true');
  }
  expect(await person.violations()).toEqual([]);
  await person.button('更多操作').click();
  await offer(person);
  await confirm(person);
  await person.says('只读');
  expect(person.excel.writeBatches).toBe(0);
  await person.showsTruth();
});

test('events that come late or not at all are made up for by 重新审核', async () => {
  const person = await open();
  person.excel.faults.lateEvents = true;
  person.type(SHEET, WRONG, 436);
  await person.recheck();
  expect(await person.finding('现为「约436」').count()).toBe(0);
  person.excel.release();
  await person.showsTruth();
  person.excel.faults.lostEvents = true;
  person.type(SHEET, WRONG, '约437');
  person.excel.person.choose(SHEET, 'E10', '7');
  await person.recheck();
  await person.finding('现为「约437」').waitFor();
  await person.showsTruth();
});

test.each(['doubledEvents', 'misleadingEvents'] as const)('%s change nothing', async (fault) => {
  const person = await open();
  person.excel.faults[fault] = true;
  await goesOn(person);
});

test('rows and columns that come in are found, and a click leads to where the cell is now', async () => {
  const person = await open();
  person.excel.person.insertRows(SHEET, 8, 2);
  await person.quiet();
  await person.finding('现为「约436」').getByRole('button').first().click();
  await person.selects(SHEET, 'G12');
  person.excel.person.insertColumns(SHEET, 2);
  await person.quiet();
  await person.finding('应为 1728（1276 + 452 + 0），现为 1828').getByRole('button').first().click();
  await person.selects(SHEET, 'M12');
  await person.showsTruth();
});

test('a renamed sheet is followed; where Excel tells nothing of it, a click says so and finds it', async () => {
  const person = await open();
  person.excel.person.rename(SHEET, '上报');
  await person.quiet();
  await person.finding('现为「约436」').getByRole('button').first().click();
  await person.selects('上报', WRONG);
  await person.showsTruth();

  const older = await open({ edition: 'Excel 2019' });
  older.excel.person.rename(SHEET, '上报');
  await older.finding('现为「约436」').getByRole('button').first().click();
  await older.says('已被删除或改名');
  await older.quiet();
  await older.finding('现为「约436」').getByRole('button').first().click();
  await older.selects('上报', WRONG);
  await older.showsTruth();
});

test('a deleted sheet goes from the pane; without any the pane says what to do', async () => {
  const person = await open();
  const kept = person.excel.book.sheet('2013年').snapshot;
  person.excel.person.deleteSheet(SHEET);
  await person.pane.getByRole('option', { name: '2014 年度' }).waitFor({ state: 'detached' });
  await person.quiet();
  person.excel.person.deleteSheet('2013年');
  person.excel.person.deleteSheet('2012年');
  await person.reads('没有找到报送表');
  expect(await person.violations()).toEqual([]);
  const again = person.excel.book.add('2013年');
  again.contents = kept.cells;
  again.merges = [...kept.merges];
  await person.button('重新审核').last().click();
  await person.checked();
  await person.showsTruth();
});

test('with another workbook in front nothing can be shown: a sentence, and checking goes on', async () => {
  const person = await open({ ready: (excel) => (excel.faults.notInFront = true) });
  const finding = person.finding('现为「约436」').getByRole('button').first();
  await finding.click();
  await person.says('当前窗口是另一个工作簿');
  person.excel.faults.notInFront = false;
  await finding.click();
  await person.selects(SHEET, WRONG);
  await goesOn(person);
});

test("a colleague's edits are checked, answered with no write, and make a plan void that they overtake", async () => {
  const person = await open();
  await offer(person);
  person.excel.person.typeRemotely(SHEET, WRONG, '约440');
  await person.finding('现为「约440」').waitFor();
  await confirm(person);
  await person.says('有 1 处在预览后被改动，没有写入任何内容');
  expect(person.read(SHEET, WRONG)).toBe('约440');
  expect(person.excel.writeBatches).toBe(0);
  await person.showsTruth();
});

test('a workbook too large for one answer is read in parts', async () => {
  const person = await open({ ready: (excel) => (excel.limits.response = 150_000) });
  expect(person.excel.trips.some(({ error }) => error === 'ResponsePayloadSizeLimitExceeded')).toBe(true);
  await goesOn(person);
});

test('a request that fails is told of and tried again; what was found before stays, as unchecked', async () => {
  const person = await open();
  person.excel.faults.failing = 'GeneralException';
  person.type(SHEET, WRONG, 436);
  await person.reads('操作没有完成，请重试');
  await person.status('unchecked');
  await person.reads('以下是上次审核的结果');
  expect(await person.violations()).toEqual([]);
  person.excel.faults.failing = null;
  await person.button('重试').click();
  await person.says('审核完成');
  await person.showsTruth();
});

test('an Excel that is too old is told from one that cannot be reached', async () => {
  const person = await InExcel.start(site, { edition: 6 });
  await person.reads('这个版本的 Excel 太旧');
  expect(await person.button('重试').count()).toBe(0);
  await person.pane.getByRole('link', { name: '打开工作台' }).waitFor();
  expect(await person.violations()).toEqual([]);
});

describe('office.js', () => {
  const OFFICE = /\/hosted\/office\.js/;
  const expected = [/ERR_FAILED/];
  const ready: ExcelOptions['ready'] = ({ book }) => (book.active = book.sheet(SHEET));

  test('that is refused: the pane says so at once, and starts when it can be had', async () => {
    let refused = true;
    const onPage = (page: Page) =>
      page.route(OFFICE, (route) => (refused ? route.abort() : route.fallback()));
    const person = await InExcel.start(site, { onPage, expected, ready });
    await person.reads('Office 组件（office.js）未能加载');
    expect(await person.violations()).toEqual([]);
    refused = false;
    await person.button('重试').click();
    await person.checked();
    await person.showsTruth();
  });

  test('that does not come: the pane says so after some seconds, and starts by itself when it comes', async () => {
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>((done) => (arrive = done));
    const onPage = (page: Page) => page.route(OFFICE, (route) => arrived.then(() => route.fallback()));
    const person = await InExcel.start(site, { onPage, ready });
    await person.reads('正在等待 Excel');
    await person.reads('Office 组件（office.js）未能加载');
    arrive();
    await person.checked();
    await person.showsTruth();
  });

  test('that is there, but hears nothing of Excel: the pane says so after some seconds', async () => {
    const person = await InExcel.start(site, { answers: false });
    await person.reads('没有连接到 Excel');
    await person.button('重试').waitFor();
  });
});

describe('标记', () => {
  const plain = () => {
    const book = bookOf({ title: '普通表.xlsx', sheets: [makeSheet(cleanValues(2014))] });
    const sheet = book.sheets[0]!;
    sheet.rules.push({
      id: 'theirs',
      type: 'Custom',
      rects: [{ top: 9, left: 4, bottom: 9, right: 4 }],
      stopIfTrue: false,
      formula: '=E10>9',
      format: new Map(),
    });
    sheet.setFormat({ row: 9, column: 4 }, 'Fill/Color', '#00FF00');
    return book;
  };

  test.each([
    ['Microsoft 365', true],
    ['LTSC 2021', false],
  ] as const)(
    'in %s colours what was found in a plain copy; 清除标记 leaves what was there',
    async (edition, undoes) => {
      const book = plain();
      const [sheet] = book.sheets;
      const person = await InExcel.open(site, { edition, book });
      const before = { rules: [...sheet!.rules], formats: new Map(sheet!.formats) };
      const at = person.truth()[0]!.cells[0]!;
      const say = async (name: string): Promise<void> => {
        await person.command(name);
        if (undoes) return;
        const ask = person.preview(name);
        await ask.getByText('撤销到此为止').waitFor();
        expect(await person.violations()).toEqual([]);
        await ask.getByRole('button', { name: '执行' }).click();
      };
      await (await person.commandNamed('清除标记')).getByText('还没有标记').waitFor();
      await say('标记');
      await person.says('已标记');
      const own = sheet!.rules.filter(({ id }) => id !== 'theirs');
      expect(own.flatMap(({ rects }) => rects)).toContainEqual({
        top: at.row,
        bottom: at.row,
        left: at.column,
        right: at.column,
      });
      person.excel.person.rename(sheet!.name, '上报');
      await person.recheck();
      await say('清除标记');
      await person.says('已清除标记');
      expect(sheet!.rules).toEqual(before.rules);
      expect(sheet!.formats).toEqual(before.formats);
      await person.showsTruth();
    },
  );

  test('is not offered where the workbook has highlights of its own', async () => {
    const person = await InExcel.open(site, { book: 'clean' });
    await person.commandNamed('填列累计');
    expect(await (await person.commandNamed('标记')).count()).toBe(0);
  });
});

test('the pane looks and speaks as Excel does, and follows it', async () => {
  const person = await InExcel.open(site, { locale: 'en-US', book: 'clean' });
  await person.pane.getByRole('button', { name: 'Check again' }).waitFor();
  const frame = person.page.frames().find((one) => one.url().includes('/taskpane.html'))!;
  expect(await frame.evaluate(() => document.documentElement.lang)).toBe('en');
  const background = () =>
    frame.evaluate(
      () => getComputedStyle(document.querySelector('#root .fui-FluentProvider')!).backgroundColor,
    );
  expect(await background()).toBe('rgb(255, 255, 255)');
  // The web edition of Excel says nothing of its theme; the desktop's does, and no event tells of a change.
  await frame.evaluate(() =>
    Object.defineProperty(Office.context, 'officeTheme', { value: { bodyBackgroundColor: '#262626' } }),
  );
  await frame.evaluate(() => window.dispatchEvent(new Event('focus')));
  await frame.waitForFunction(
    () =>
      getComputedStyle(document.querySelector('#root .fui-FluentProvider')!).backgroundColor !==
      'rgb(255, 255, 255)',
  );
  expect(await person.violations()).toEqual([]);
});
