/** The pane in a real browser, in every state, as a person reads and works it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Scene } from './states';

declare global {
  interface Window {
    scene: Scene;
    said: { text: string; priority: string }[];
    axe: { run(): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }> };
  }
}

const root = resolve(__dirname, '../..');
const folder = join(root, '.cache/gallery');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
/** Kept from state to state; a look of its own kind gets a page of its own. */
let usual: Page | undefined;
let page: Page;
let problems: string[] = [];

beforeAll(async () => {
  const built = spawnSync(process.execPath, [join(__dirname, 'build.mjs'), folder], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  const { ensureBrowser, quiet } = await import('../../scripts/browser.mjs');
  browser = await chromium.launch({ executablePath: ensureBrowser(), args: quiet });
});
afterAll(() => browser?.close());
afterEach(async () => {
  if (page !== usual) await page.context().close();
  expect(problems).toEqual([]);
});

interface Look {
  readonly theme?: string;
  readonly lang?: string;
  readonly height?: number;
  readonly forced?: boolean;
}

async function open(
  state: string,
  { theme = 'light', lang = 'zh-CN', height = 700, forced = false }: Look = {},
) {
  problems = [];
  const search = `?${new URLSearchParams({ state, theme, lang }).toString()}`;
  if (height !== 700 || forced) page = await start(search, height, forced);
  else if (usual) page = await another(usual, search);
  else page = usual = await start(search, height, forced);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

async function start(search: string, height: number, forced: boolean): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 320, height },
    forcedColors: forced ? 'active' : 'none',
    reducedMotion: 'reduce',
  });
  const started = await context.newPage();
  started.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  started.on('pageerror', (error) => problems.push(String(error.stack)));
  await started.addInitScript(() => {
    // Newer browsers are told directly, older ones through a live region.
    window.said = [];
    const ariaNotify = (text: string, options?: { priority?: string }) =>
      window.said.push({ text, priority: options?.priority ?? 'normal' });
    Object.assign(Document.prototype, { ariaNotify });
  });
  await started.goto(`${pathToFileURL(join(folder, 'gallery.html')).href}${search}`);
  return started;
}

/** Another state in the same page, as if nobody had been there before. */
async function another(same: Page, search: string): Promise<Page> {
  await same.mouse.move(-1, -1);
  await same.evaluate(async (asked) => {
    localStorage.clear();
    window.said = [];
    await window.show(asked);
    window.scrollTo(0, 0);
  }, search);
  return same;
}

async function violations(): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => window.axe.run());
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

const status = () => page.getByTestId('status');
const finding = (text: string) => page.getByRole('listitem').getByRole('button', { name: text }).first();
const selected = () => page.evaluate(() => window.scene.session.getState().selection?.key ?? null);

const STATES = [
  ...[
    'attaching',
    'noForm',
    'nearMiss',
    'failed',
    'passed',
    'blank',
    'errors',
    'selected',
    'cumulative',
    'final',
  ],
  ...['preview', 'guess', 'restore', 'notice', 'fault', 'outside'],
  ...['questioned', 'explained', 'moved', 'lastYear', 'almostFinal', 'finalised', 'changedSince'],
  ...['prior', 'adjust', 'chain', 'chart', 'gaps'],
];

describe('every state', () => {
  test.each(STATES)('%s is accessible in light, and fits 320 px', async (state) => {
    await open(state);
    expect(await violations()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
  test.each([
    ...['errors', 'selected', 'preview', 'failed', 'noForm'],
    ...['prior', 'adjust', 'chain', 'chart', 'almostFinal'],
  ])('%s is accessible in dark', async (state) => {
    await open(state, { theme: 'dark' });
    expect(await violations()).toEqual([]);
  });
  test.each(['errors', 'selected', 'preview'])(
    '%s is accessible in high contrast and in English',
    async (state) => {
      await open(state, { theme: 'contrast', lang: 'en', forced: true });
      expect(await violations()).toEqual([]);
    },
  );
  test.each(['blank', 'errors'])('%s is accessible as progress and with the settings open', async (state) => {
    await open(state);
    await page.getByRole('button', { name: '设置' }).click();
    await page.getByRole('tab', { name: '填报进度' }).click();
    expect(await violations()).toEqual([]);
  });
  test.each(['light', 'dark'])('the rule book is accessible in %s, and fits 320 px', async (theme) => {
    await open('errors', { theme });
    await page.getByRole('tab', { name: '审核规则' }).click();
    await page.locator('summary', { hasText: 'SUM-01' }).click();
    expect(await violations()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
  test('all of it can be reached at 400 % zoom', async () => {
    await open('selected', { height: 256 });
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: '二、审核 合计（本年）' }).scrollIntoViewIfNeeded();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
  test('targets are at least 24 px', async () => {
    await open('selected');
    const small = await page.getByRole('button').evaluateAll((buttons) =>
      buttons
        .map((button) => ({ name: button.textContent, box: button.getBoundingClientRect() }))
        .filter(({ box: { width, height } }) => width > 0 && (width < 24 || height < 24))
        .map(({ name }) => name),
    );
    expect(small).toEqual([]);
  });
});

test('a sheet that comes near to being the form is named, with what it lacks', async () => {
  await open('nearMiss');
  await page.getByText(/最接近的是工作表「汇总」，但缺少「[^」]+」等表头/).waitFor();
});

describe('the header', () => {
  test('says region, year and that all is well', async () => {
    await open('passed');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('山东省');
    expect(await page.getByLabel('选择年度').inputValue()).toBe('2013年');
    expect(await status().textContent()).toBe('审核通过');
  });
  test('never counts what has not been checked', async () => {
    await open('fault');
    expect(await status().textContent()).toBe('尚未审核');
    await open('attaching');
    expect(await status().textContent()).toBe('正在审核…');
  });
  test('what could not be checked is not said to be being checked', async () => {
    await open('faultAfterNothing');
    const list = page.getByRole('region', { name: '审核结果' });
    await list.getByText('尚未审核').waitFor();
    expect(await page.getByText('正在审核…').count()).toBe(0);
    expect(await list.getByText('以下是上次审核的结果').count()).toBe(0);
  });
  test('shows another year', async () => {
    await open('passed');
    await page.getByLabel('选择年度').selectOption('2011年');
    expect(await page.evaluate(() => window.scene.session.getState().activeSheet)).toBe('2011年');
  });
});

describe('the findings', () => {
  test('say where, what and how, the code last', async () => {
    await open('errors');
    const card = finding('本年应为 140，现为 178，相差 38。');
    expect(await card.textContent()).toBe('本年应为 140，现为 178，相差 38。强制性审核 · SUM-01');
    expect(await page.getByRole('heading', { level: 2, name: /二、审核/ }).textContent()).toBe(
      '二、审核2 处',
    );
  });
  test('lead to the cell, and leave the focus where it was', async () => {
    await open('errors');
    const card = finding('本年应为 140，现为 178，相差 38。');
    await card.click();
    expect(await selected()).toBe('audit.total/year');
    expect(await card.getAttribute('aria-expanded')).toBe('true');
    expect(await card.evaluate((button) => document.activeElement === button)).toBe(true);
    await page.getByText('合计 = 自愿性 + 强制性。').waitFor();
  });
  test('go when the cell is mended', async () => {
    await open('errors');
    await finding('本年应为 140').waitFor();
    await page.evaluate(() => {
      const { host, session } = window.scene;
      const at = session.getState().reports.at(-1)?.positions.get('audit.total/year');
      if (at) host.type('2013年', String.fromCharCode(65 + at.column) + String(at.row + 1), 140);
    });
    await finding('本年应为 140').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => window.scene.host.writes)).toBe(0);
  });
  test('are stepped through with F8 from the selected cell', async () => {
    await open('selected');
    await page.getByRole('tab', { name: '审核结果' }).focus();
    await page.keyboard.press('F8');
    expect(await selected()).toBe('audit.total/cumulative');
    await page.keyboard.press('Shift+F8');
    expect(await selected()).toBe('audit.total/year');
    await page.keyboard.press('Shift+F8');
    expect(await selected()).toBe('training.participants/year');
  });
  test('can be filtered by severity, and the pane says how many are hidden', async () => {
    await open('errors');
    await page.getByRole('button', { name: '强制 15' }).click();
    await page.getByText('已隐藏 15 处').waitFor();
    expect(await finding('本年应为 140').count()).toBe(0);
    expect(await status().textContent()).toContain('15 处强制性审核未通过');
  });
  test('that say the same are one line', async () => {
    await open('final');
    const card = page.getByRole('button', { name: '本年还没有填写，没有发生的请填 0。' }).first();
    expect(await card.textContent()).toContain('同类 4 处');
    await card.click();
    await page.getByRole('button', { name: '一、培训 规模以上工业企业 企业数（本年）' }).click();
    expect(await selected()).toBe('training.enterprises/year');
  });
});

describe('a fix', () => {
  test('is shown with before and after, and written only on demand', async () => {
    await open('selected');
    await page.getByRole('button', { name: '修正' }).click();
    const preview = page.getByRole('region', { name: '修改预览' });
    expect(await preview.getByRole('listitem').textContent()).toContain('原为 178 → 改为 140');
    expect(await page.evaluate(() => window.scene.host.writes)).toBe(0);
    await page.keyboard.press('Enter');
    await preview.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => window.scene.host.writes)).toBe(1);
    await page.getByTestId('notice').getByText('已写入 1 处。').waitFor();
  });
  test('that was not wanted goes with Escape, and the focus goes back', async () => {
    await open('selected');
    const button = page.getByRole('button', { name: '修正' });
    await button.click();
    await page.getByRole('region', { name: '修改预览' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => window.scene.session.getState().preview)).toBeNull();
    expect(await button.evaluate((one) => document.activeElement === one)).toBe(true);
  });
  test('can be restored where the host has no undo', async () => {
    await open('restore');
    await page.getByRole('button', { name: '恢复' }).click();
    await page.getByTestId('notice').getByText('已恢复 1 处。').waitFor();
    expect(await finding('本年应为 140').count()).toBe(1);
  });
});

describe('the inspector', () => {
  test('explains a cumulative, with unit, earlier years and the note', async () => {
    await open('cumulative');
    const text = await page.getByRole('region', { name: '所选单元格' }).textContent();
    expect(text).toContain('一、培训 规模以上工业企业 企业负责人参加培训人数（累计）');
    expect(text).toContain('20 人次');
    expect(text).toContain('15 + 5 + 0 = 20');
    expect(text).toContain('上年累计 + 本年 + 调整');
    expect(text).toContain('2012 年');
    expect(text).toContain('各级政府管理人员参');
  });
  test('says so where the selected cell is none of the form', async () => {
    await open('outside');
    await page.getByText('所选单元格不属于报送表的填报项。').waitFor();
  });
});

describe('every cell of the form, and those around it', () => {
  /** Selects one after the other, lets the pane show it, and tells what it said wrong. */
  const walk = () =>
    page.evaluate(async () => {
      const { session, host } = window.scene;
      const inspector = document.querySelector('section[aria-label="所选单元格"]')!;
      const { sheet, positions } = session.getState().reports.at(-1)!;
      const around = Array.from({ length: 60 }, (_, row) => ({ row, column: (row * 5) % 14 }));
      const bad: string[] = [];
      for (const { row, column } of [...positions.values(), ...around]) {
        await host.select({ sheet, row, column });
        await new Promise((done) => setTimeout(done));
        const key = session.getState().selection?.key ?? null;
        const words = key === null ? '不属于报送表' : '当前值';
        if (!inspector.isConnected || !inspector.textContent?.includes(words))
          bad.push(`${row},${column} ${key}: ${document.body.innerText.slice(0, 400)}`);
      }
      return { bad: bad.slice(0, 3), cells: positions.size };
    });

  test.each(['passed', 'blank', 'errors', 'yearless', 'changedSince', 'adjust', 'chart', 'ledgerless'])(
    'can be selected in the state %s',
    async (state) => {
      await open(state);
      const { bad, cells } = await walk();
      expect([bad, problems]).toEqual([[], []]);
      expect(cells).toBeGreaterThan(120);
    },
  );
});

describe('what breaks', () => {
  const select = (key: string) =>
    page.evaluate((wanted) => {
      const { session, host } = window.scene;
      const { sheet, positions } = session.getState().reports.at(-1)!;
      const { row, column } = positions.get(wanted as 'head.contact/value')!;
      return host.select({ sheet, row, column });
    }, key);
  /** The browser tells of each as well. */
  const forgive = () =>
    expect(problems.splice(0).filter((text) => !text.includes('broken on purpose'))).toEqual([]);

  test('at one cell leaves the rest of the pane, and is over at another cell', async () => {
    await open('breaking');
    await select('audit.total/year');
    const alert = page.getByRole('alert');
    await alert.getByText('这一部分出错了').waitFor();
    await alert.getByText('broken on purpose').waitFor();
    await page.getByRole('tab', { name: '审核结果' }).waitFor();
    expect(await violations()).toEqual([]);
    await select('audit.voluntary/year');
    await page.getByRole('region', { name: '所选单元格' }).getByText('当前值').waitFor();
    expect(await alert.count()).toBe(0);
    forgive();
  });
  test('as a whole comes back by its button, without what was open', async () => {
    await open('breaking');
    await page.evaluate(() => window.scene.session.show('adjust'));
    await page.getByRole('heading', { name: '窗格出错了' }).waitFor();
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: '重新载入' }).click();
    await page.getByTestId('notice').getByText('审核完成').waitFor();
    expect(await status().textContent()).toBe('审核通过');
    forgive();
  });
});

describe('the progress', () => {
  test('begins at its top, however far the findings were scrolled', async () => {
    await open('errors');
    const panel = page.getByRole('tabpanel');
    await panel.evaluate((own) => (own.scrollTop = 400));
    await page.getByRole('tab', { name: '填报进度' }).click();
    expect(await panel.evaluate((own) => own.scrollTop)).toBe(0);
  });
  test('leads to the first blank cell of a section', async () => {
    await open('blank');
    await page.getByRole('tab', { name: '填报进度' }).click();
    await page.getByRole('button', { name: /^二、审核/ }).click();
    expect(await selected()).toBe('audit.voluntary/year');
  });
  test('leads to the first faulty cell before a blank one', async () => {
    await open('errors');
    await page.getByRole('tab', { name: '填报进度' }).click();
    const section = page.getByRole('button', { name: /^三、验收/ });
    expect(await section.textContent()).toContain('有误 ');
    await section.click();
    expect(await selected()).toBe('acceptance.voluntary/year');
  });
});

test('what has changed is announced politely, without the focus', async () => {
  await open('errors');
  await page.getByRole('tab', { name: '审核结果' }).focus();
  await page.evaluate(() => void window.scene.session.recheck());
  await page.getByTestId('notice').waitFor();
  await page.waitForFunction(() => window.said.some(({ text }) => text.startsWith('审核完成')));
  const said = await page.evaluate(() => window.said);
  expect(said.every(({ priority }) => priority !== 'high')).toBe(true);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('审核结果');
});

test('the language is changed at once, and kept', async () => {
  await open('errors');
  await page.getByRole('button', { name: '设置' }).click();
  await page.getByLabel('语言').selectOption('en');
  await page.getByRole('tab', { name: 'Findings' }).waitFor();
  await page.reload();
  await page.getByRole('tab', { name: 'Findings' }).waitFor();
});

test('the rule book finds a rule by its number, its words and its severity', async () => {
  await open('errors');
  await page.getByRole('tab', { name: '审核规则' }).click();
  const shown = page.locator('summary');
  await shown.first().waitFor();
  const all = await shown.count();
  await page.getByLabel('查找规则').fill('sum-0');
  await page.waitForFunction((before) => document.querySelectorAll('summary').length < before, all);
  for (const text of await shown.allTextContents()) expect(text).toContain('SUM-0');
  await page.getByRole('button', { name: '强制', exact: true }).click();
  await page.locator('summary', { hasText: 'SUM-01' }).waitFor({ state: 'detached' });
  expect(await shown.count()).toBeGreaterThan(0);
  await page.getByLabel('查找规则').fill('没有这样的规则');
  await page.getByText('没有符合的规则').waitFor();
});

describe('an explanation', () => {
  const card = () => page.locator('li[data-rule="TYP-03"]').filter({ has: page.locator('[aria-current]') });
  const button = (name: string) => card().getByRole('button', { name });
  const explained = () => page.getByRole('button', { name: /^已说明/ });

  test('is written in the card, closes the finding and leaves the count', async () => {
    await open('questioned');
    await expect(status().textContent()).resolves.toContain('5 处待核实');
    await button('填写说明').click();
    await button('取消').click();
    expect(await button('填写说明').evaluate((own) => own === document.activeElement)).toBe(true);
    await button('填写说明').click();
    // The inspector makes room: all of the form is in sight.
    const inspector = page.getByRole('region', { name: '所选单元格' });
    await inspector.locator('[aria-expanded=false]').waitFor();
    const [save, below] = await Promise.all([button('写入说明').boundingBox(), inspector.boundingBox()]);
    expect(save!.y + save!.height).toBeLessThanOrEqual(below!.y);
    await button('写入说明').click();
    await expect(card().getByText('请写明原因。').isVisible()).resolves.toBe(true);
    expect(await violations()).toEqual([]);
    await card().getByRole('textbox', { name: '说明' }).fill('扩建后产生量增加');
    expect(await card().getByRole('textbox', { name: '填写人' }).inputValue()).toBe('王芳');
    await button('写入说明').click();
    await explained().waitFor();
    await inspector.locator('[aria-expanded=true]').waitFor();
    await expect(status().textContent()).resolves.toContain('4 处待核实');
    await page.getByTestId('notice').getByText('已记下说明。').waitFor();
    expect(await explained().evaluate((own) => own === document.activeElement)).toBe(true);
    await explained().click();
    await card().getByRole('button').first().click();
    await page.getByText(/已说明：扩建后产生量增加（王芳，\d{4}-\d\d-\d\d）/).waitFor();
    const names = await page.evaluate(() =>
      window.scene.host.snapshot().then((all) => all.map(({ name }) => name)),
    );
    expect(names.at(-1)).toBe('审核说明');
  });

  test('is withdrawn with one click', async () => {
    await open('explained');
    await expect(status().textContent()).resolves.toContain('4 处待核实');
    await explained().click();
    await card().getByRole('button').first().click();
    await button('撤回说明').click();
    await button('填写说明').waitFor();
    await expect(status().textContent()).resolves.toContain('5 处待核实');
  });

  test('whose value has moved is open again, and still applies with one click', async () => {
    await open('moved');
    await card().getByText('说明时为 -3，现为 -12.5').waitFor();
    await expect(status().textContent()).resolves.toContain('5 处待核实');
    await button('仍然适用').click();
    await explained().waitFor();
    await expect(status().textContent()).resolves.toContain('4 处待核实');
  });

  test('of last year is offered', async () => {
    await open('lastYear');
    await card().getByText('2012 年的说明：2012 年扩建了生产线').waitFor();
    await button('沿用').click();
    await explained().waitFor();
  });
});

describe('several years', () => {
  const preview = (name: string) => page.getByRole('region', { name });

  test('what last year’s file says is ticked where nothing stands, and only what is ticked is written', async () => {
    await open('prior');
    const panel = page.getByRole('region', { name: '从上年文件取数' });
    await panel.getByText('这里空白，可以填入（60）').waitFor();
    await panel.getByRole('checkbox', { name: /审核 自愿性/ }).uncheck();
    await panel.getByRole('button', { name: '预览选中的 59 项' }).click();
    await preview('修改预览').getByRole('button', { name: '写入 60 处' }).click();
    await panel.getByText('这里空白，可以填入（1）').waitFor();
    const ledger = await page.evaluate(() => {
      const book = window.scene.session.book()!;
      return [
        book.ledger!.base('audit.voluntary')!.content.value,
        book.ledger!.base('audit.mandatory')!.content.value,
        book.ledger!.source!.content.value,
      ];
    });
    expect(ledger.slice(0, 2)).toEqual([null, 280]);
    expect(ledger[2]).toMatch(
      /自《2011年报送表\.xlsx》取2011年底累计59项，文件指纹（SHA-256）039058c6f2c0cb49$/,
    );
  });

  test('how many enterprises repeat is asked, offered as what is missing, and entered with its reason', async () => {
    await open('adjust');
    const panel = page.getByRole('region', { name: '填写调整' });
    const count = panel.getByRole('textbox', { name: '其中重复企业几家？' });
    expect(await count.inputValue()).toBe('3');
    await count.fill('两家');
    await panel.getByRole('button', { name: '预览' }).click();
    await panel.getByText('请填写大于 0 的整数。').waitFor();
    await count.fill('3');
    await panel.getByText('累计将为 280 + 70 + (-3) = 347').waitFor();
    await panel.getByRole('button', { name: '预览' }).click();
    await preview('修改预览').getByRole('button', { name: '写入 2 处' }).click();
    await panel.getByText('已有调整 -3：与往年重复的企业3家').waitFor();
    const open07 = await page.evaluate(
      () => window.scene.session.getState().findings.filter(({ rule }) => rule === 'CUM-07').length,
    );
    expect(open07).toBe(0);
  });

  test('what was begun of an adjustment is there again after a look at another indicator, until it is written', async () => {
    await open('adjust');
    const panel = page.getByRole('region', { name: '填写调整' });
    const look = (key: string) =>
      page.evaluate((wanted) => {
        const { session, host } = window.scene;
        const { sheet, positions } = session.getState().reports.find(({ year }) => year === 2013)!;
        return host.select({ sheet, ...positions.get(wanted as 'audit.total/year')! });
      }, key);
    const amount = panel.getByRole('textbox', { name: /^调整数/ });
    const reason = panel.getByRole('textbox', { name: '原因' });
    await panel.getByRole('radio', { name: '上年修订' }).check();
    await amount.fill('-4');
    await reason.fill('2012 年多报 4 家，已与市局核对');
    await look('audit.mandatory/cumulative');
    await panel.getByText('强制性').waitFor();
    expect(await reason.inputValue()).not.toContain('市局');
    await look('audit.voluntary/cumulative');
    expect([await amount.inputValue(), await reason.inputValue()]).toEqual([
      '-4',
      '2012 年多报 4 家，已与市局核对',
    ]);
    expect(await panel.getByRole('radio', { name: '上年修订' }).isChecked()).toBe(true);
    await panel.getByRole('button', { name: '预览' }).click();
    await preview('修改预览').getByRole('button', { name: '写入 2 处' }).click();
    await panel.getByText('已有调整 -4').waitFor();
    await look('audit.mandatory/cumulative');
    await look('audit.voluntary/cumulative');
    expect(await reason.inputValue()).not.toContain('市局');
  });

  test('a verdict that was pasted over is put back from its finding', async () => {
    await open('torn');
    await finding('隐藏校验公式被覆盖').click();
    await page.locator('li[data-rule="TPL-08"]').getByRole('button', { name: '装入公式与标记' }).click();
    await preview('装入公式与标记').getByRole('button', { name: '执行' }).click();
    await page.locator('li[data-rule="TPL-08"]').waitFor({ state: 'detached' });
  });

  test('a sheet that was copied by hand is named, and tied into the ledger', async () => {
    await open('apart');
    expect(await violations()).toEqual([]);
    const bar = page.locator('[data-gap="apart"]');
    await bar.getByText('2015 年的工作表还没有接入累计台账').waitFor();
    await bar.getByRole('button', { name: '装入公式与标记' }).click();
    await preview('装入公式与标记').getByRole('button', { name: '执行' }).click();
    await bar.waitFor({ state: 'detached' });
  });

  test('a deleted year is named, and its ledger can be completed', async () => {
    await open('gaps');
    await page.getByText('2013 年的工作表已经不在，累计台账缺 60 项本年数').waitFor();
    await page.getByRole('button', { name: '补齐台账' }).click();
    await preview('补齐台账').getByRole('button', { name: '执行' }).click();
    await page.getByText('2013 年没有工作表，累计台账还有 60 项本年数没有填。').waitFor();
  });

  test('the history says in words what its picture shows', async () => {
    await open('chart');
    const table = page.getByRole('table', { name: '历年：二、审核 自愿性' });
    await table.getByRole('row', { name: '2013年 70 0 347 与推算的 350 不符' }).waitFor();
    expect(await page.locator('[data-chart="audit.voluntary"] line').count()).toBeGreaterThan(1);
  });

  test('all years stand in one table, a break leads to its cell, and Escape closes it', async () => {
    await open('chain');
    const row = page.getByRole('row', { name: /二、审核 自愿性/ });
    await row.getByRole('img', { name: '与推算的 350 不符' }).waitFor();
    await page.getByRole('row', { name: /COD/ }).getByRole('img', { name: '与上年相差很大' }).waitFor();
    await row.getByRole('button', { name: '347' }).click();
    await page.waitForFunction(() => window.scene.session.getState().selection !== null);
    expect(await selected()).toBe('audit.voluntary/cumulative');
    await page.evaluate(() => window.scene.session.show('chain'));
    await page.getByRole('button', { name: '打印' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '打印' }).waitFor({ state: 'detached' });
  });
});

describe('定稿', () => {
  const panel = () => page.getByRole('region', { name: '定稿' });
  const step = (name: string) => page.locator(`[data-step="${name}"]`);

  test('goes step by step, and ends with a receipt', async () => {
    await open('almostFinal');
    await step('blanks').getByText('还有 1 格空白').waitFor();
    await panel().getByText('前四步完成后才能定稿。').waitFor();
    const beside = await step('blanks')
      .getByRole('button')
      .evaluateAll((buttons) => new Set(buttons.map((one) => one.getBoundingClientRect().top)).size);
    expect(beside).toBe(1);
    await step('blanks').getByRole('button', { name: '全部填 0' }).click();
    await page.getByRole('button', { name: '写入 1 处' }).click();
    await step('blanks').getByText('已完成').waitFor();
    await page.getByRole('textbox', { name: '定稿人' }).fill('李四');
    await page.getByRole('button', { name: '定稿', exact: true }).click();
    await page
      .getByTestId('finalised')
      .getByText(/^已定稿 \d{4}-\d\d-\d\d（李四）$/)
      .waitFor();
    const names = await page.evaluate(() =>
      window.scene.host.snapshot().then((all) => all.map(({ name }) => name)),
    );
    expect(names).toContain('定稿回执2013');
    await panel().getByText('请保存文件，然后上报').waitFor();
    expect(await page.getByRole('textbox', { name: '定稿人' }).count()).toBe(0);
  });

  test('names what was changed since, leads to it and puts it back', async () => {
    await open('changedSince');
    const since = page.getByTestId('finalised');
    await since.getByText('定稿后有改动 1 处').waitFor();
    await since.getByRole('button', { name: '二、审核 合计（本年） 140 → 139' }).click();
    expect(await selected()).toBe('audit.total/year');
    await since.getByRole('button', { name: '改回定稿时的内容' }).click();
    await page.getByRole('button', { name: '写入 1 处' }).click();
    await since.getByText('定稿后有改动').waitFor({ state: 'detached' });
  });
});
