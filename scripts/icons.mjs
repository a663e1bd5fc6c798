/** Draws the SVG of assets/ into the sizes that the manifest names. Run by hand when a drawing changes. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser, quiet } from './browser.mjs';

const assets = resolve(import.meta.dirname, '../assets');
const drawings = {
  icon: [16, 32, 64, 80, 128],
  recheck: [16, 32, 80],
  next: [16, 32, 80],
  fill: [16, 32, 80],
  final: [16, 32, 80],
};

/** The add-in's own icon has less in it below 32 pixels.
 * @param {string} name @param {number} size
 */
const drawing = (name, size) =>
  readFileSync(join(assets, name === 'icon' && size < 32 ? 'icon-small.svg' : `${name}.svg`), 'utf8');

const browser = await chromium.launch({ executablePath: ensureBrowser(), args: quiet });
try {
  for (const [name, sizes] of Object.entries(drawings)) {
    for (const size of sizes) {
      const page = await browser.newPage({ viewport: { width: size, height: size } });
      await page.setContent(
        `<style>html,body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${drawing(name, size)}`,
      );
      await page.screenshot({ path: join(assets, `${name}-${size}.png`), omitBackground: true });
      await page.close();
    }
  }
} finally {
  await browser.close();
}
