/** The network goes away while the pane is open in Excel: what it has yet to load is asked for in vain, and then again. */
import type { Locator } from 'playwright-core';
import { InExcel } from './support/excel';
import { startSite } from './support/site';

const site = startSite();
const SHEET = '2014年';
const FAILED = [/ERR_FAILED/, /ChunkLoadError|Loading chunk/];

afterEach(() => expect(InExcel.unknown()).toEqual([]));

async function open() {
  const person = await InExcel.open(site, {
    expected: FAILED,
    ready: (excel) => (excel.book.active = excel.book.sheet(SHEET)),
  });
  await person.quiet();
  const scripts = '**/*.js';
  await person.page.route(scripts, (route) => route.abort());
  const { pane } = person;
  return {
    person,
    missing: pane.getByRole('alert').filter({ hasText: '这一部分没有载入' }),
    /** The pane stands, with its findings. */
    stands: () => pane.getByRole('region', { name: '审核结果' }).waitFor(),
    reconnect: () => person.page.unroute(scripts),
  };
}

interface Part {
  readonly name: string;
  readonly ask: (person: InExcel) => Promise<unknown>;
  readonly part: (person: InExcel) => Locator;
  /** Where it stands, if other things are missing as well. */
  readonly where?: string;
}

const byCommand = (name: string, role: 'region' | 'dialog' = 'region', title = name): Part => ({
  name,
  ask: (person) => person.command(name),
  part: ({ pane }) => pane.getByRole(role, { name: title, exact: true }),
});

const PARTS: readonly Part[] = [
  byCommand('定稿检查', 'region', '定稿'),
  byCommand('从上年文件取数'),
  byCommand('填写调整'),
  byCommand('历年累计一览', 'dialog'),
  byCommand('汇总', 'region'),
  {
    name: '审核规则',
    ask: ({ pane }) => pane.getByRole('tab', { name: '审核规则' }).click(),
    part: ({ pane }) => pane.getByRole('region', { name: '审核规则' }),
  },
  {
    name: 'the chart of a 累计',
    ask: ({ excel }) => Promise.resolve(excel.person.click(SHEET, 'F13')),
    part: ({ pane }) => pane.locator('[data-chart]'),
  },
  {
    name: '填写说明',
    ask: (person) => person.finding('核实性审核').first().getByRole('button').first().click(),
    part: (person) => person.button('填写说明'),
    where: '审核结果',
  },
];

test.each(PARTS)(
  '$name says that it did not load, and loads when asked again',
  async ({ ask, part, where }) => {
    const { person, missing: anywhere, reconnect } = await open();
    await ask(person);
    const missing = where ? person.pane.getByRole('region', { name: where }).getByRole('alert') : anywhere;
    await missing.waitFor();
    expect(await person.pane.getByText('窗格出错了').count()).toBe(0);
    expect(await person.violations()).toEqual([]);
    await missing.getByRole('button', { name: '重试' }).click();
    await missing.waitFor();
    await reconnect();
    await missing.getByRole('button', { name: '重试' }).click();
    await part(person).waitFor();
    expect(await missing.count()).toBe(0);
  },
);

test('what would fill the pane can be left again; commands and the language say so', async () => {
  const { person, missing, stands, reconnect } = await open();
  await person.command('汇总');
  await missing.getByRole('button', { name: '关闭' }).click();
  await stands();
  for (const [name, words] of [
    ['七：加一行', '操作没有完成，请重试'],
    ['开始新年度', '操作没有完成，请重试'],
    ['导出 Word', '没有导出 Word 文件，请重试'],
  ] as const) {
    await person.command(name);
    await person.says(words);
  }
  await person.button('设置').click();
  const languages = person.pane.getByRole('combobox', { name: '语言' });
  await languages.selectOption('en');
  await missing.waitFor();
  await stands();
  await reconnect();
  await languages.selectOption('en');
  await person.pane.getByRole('region', { name: 'Findings' }).waitFor();
});
