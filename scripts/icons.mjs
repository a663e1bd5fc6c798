/** Draws assets/icon.svg (icon-small.svg below 32 pixels) into the five sizes that the manifest names. Run by hand when the drawing changes. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser, quiet } from './browser.mjs';

const assets = resolve(import.meta.dirname, '../assets');
/** @param {number} size */
const drawing = (size) => readFileSync(join(assets, size < 32 ? 'icon-small.svg' : 'icon.svg'), 'utf8');

const browser = await chromium.launch({ executablePath: ensureBrowser(), args: quiet });
try {
  for (const size of [16, 32, 64, 80, 128]) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>html,body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${drawing(size)}`,
    );
    await page.screenshot({ path: join(assets, `icon-${size}.png`), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
