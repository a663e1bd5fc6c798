import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';

import { startSite } from './support/site';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const site = startSite();

const old = {
  'Array.prototype.findLast': () => Reflect.deleteProperty(Array.prototype, 'findLast'),
  structuredClone: () => Reflect.deleteProperty(window, 'structuredClone'),
  lookbehind: () => {
    const known = RegExp;
    window.RegExp = function (pattern: string, flags?: string) {
      if (/\(\?<[=!]/.test(pattern)) throw new SyntaxError('invalid group specifier name');
      return new known(pattern, flags);
    } as unknown as RegExpConstructor;
  },
};

test.each(Object.entries(old))(
  'an engine without %s is shown the notice in place of the pane',
  async (_, before) => {
    const { page } = await site.open('/taskpane.html', { before });
    await page.waitForURL('**/notice.html');
    await page.getByRole('heading', { name: '这里不能显示清洁生产报表助手' }).waitFor();
  },
);

test('the notice replaces the workbench as well, and never asks for office.js there', async () => {
  const { page } = await site.open('/workbench.html', { before: old['Array.prototype.findLast'] });
  await page.waitForURL('**/notice.html');
  await page.waitForLoadState('networkidle');
  expect(await page.locator('script[src*="office"]').count()).toBe(0);
});

test('the notice says where the workbench is, so that it can be copied into a browser', async () => {
  const { page } = await site.open('/notice.html');
  const link = page.getByRole('link', { name: `${site.url}/workbench.html` });
  expect(await link.getAttribute('target')).toBe('_blank');
});

test('in the pane of Excel the notice keeps what Excel told the page, and answers office.js', async () => {
  const { page } = await site.open('/taskpane.html?_host_Info=Excel$Win32$16.01$zh-CN', {
    before: old.structuredClone,
  });
  await page.waitForURL('**/notice.html?_host_Info=Excel$Win32$16.01$zh-CN');
  await page.waitForFunction(() => typeof Office !== 'undefined');
});

test('nothing of the notice needs a script', () => {
  const html = readFileSync(join(__dirname, '../../dist/notice.html'), 'utf8');
  for (const words of ['官方表样', '工作台', '命令行', 'WebView2', 'Excel LTSC 2021']) {
    expect(html).toContain(words);
  }
});

test.each(['light', 'dark'] as const)('the notice at 320 px, %s, is accessible', async (colorScheme) => {
  const { page } = await site.open('/notice.html', { colorScheme, size: { width: 320, height: 800 } });
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(overflow).toBe(false);
});

test.each(['engine', 'notice'])('%s.js is plain ES5, as Internet Explorer 11 reads it', (name) => {
  const source = readFileSync(join(__dirname, `../../dist/${name}.js`), 'utf8');
  expect(() => parse(source, { ecmaVersion: 5 })).not.toThrow();
  expect(() => parse('const a = 1;', { ecmaVersion: 5 })).toThrow();
});
