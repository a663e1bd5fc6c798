/** Takes the pictures of README and docs from the built pages, with the faulty sample open. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser, quiet } from './browser.mjs';
import { buildStale } from './build.mjs';
import { serve } from './serve.mjs';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'docs/screenshots');
if (!buildStale(['web'])) process.exit(1);
mkdirSync(folder, { recursive: true });

const server = await serve({ root: join(root, 'dist') });
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: quiet, headless: true });

/** @param {{ width: number, height: number }} viewport @param {'light' | 'dark'} colorScheme */
async function openFaulty(viewport, colorScheme) {
  const context = await browser.newContext({
    viewport,
    colorScheme,
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/workbench.html`);
  await page.locator('[data-kind="hard"]').waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: '示例' }).click();
  await page.getByRole('menuitem', { name: /含常见错误/ }).click();
  await page.getByRole('combobox', { name: '选择年度' }).waitFor();
  await page.waitForFunction(() => Boolean(Reflect.get(window, '__cpreport')?.point(0, 0)));
  await page.getByRole('combobox', { name: '选择年度' }).selectOption({ label: '2014 年度' });
  const finding = page.getByRole('listitem').filter({ hasText: '应为 1728' });
  await finding.getByRole('button').first().click();
  await finding.getByRole('button', { name: '修正' }).waitFor();
  // The sheet is a canvas: two frames after the selection it is drawn.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return page;
}

for (const scheme of /** @type {const} */ (['light', 'dark'])) {
  const suffix = scheme === 'dark' ? '-dark' : '';
  const page = await openFaulty({ width: 1440, height: 900 }, scheme);
  await page.screenshot({ path: join(folder, `workbench${suffix}.png`) });
  const pane = page.locator('[aria-label="审核窗格"]');
  await page.setViewportSize({ width: 1280, height: 900 });
  await pane.screenshot({ path: join(folder, `pane${suffix}.png`) });
  await page.context().close();
}
await browser.close();
await server.close();
