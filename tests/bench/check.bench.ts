/** npm run bench: how long a check takes, in Node and in the pane. Nothing is asserted of time; medians are printed. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { check, form, readBook } from '../../src/core';
import { readWorkbook } from '../../src/hosts/xlsx/read';
import { findBrowser, quiet } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';
import { Person } from '../e2e/support/person';

const root = resolve(__dirname, '../..');
const bytes = readFileSync(join(root, 'samples/faulty.xlsx'));
const options = { stage: 'draft', currentYear: new Date().getFullYear() } as const;

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1]!;
function time(work: () => unknown, runs: number): number {
  for (let run = 0; run < 5; run++) work();
  return median(
    Array.from({ length: runs }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}
const print = (rows: readonly (readonly [string, string])[]): void =>
  void process.stdout.write(
    `\n${rows.map(([name, value]) => `${value.padStart(12)}  ${name}`).join('\n')}\n`,
  );
const ms = (value: number): string => `${value.toFixed(1)} ms`;

test('a three-year workbook in Node', () => {
  const sheets = readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot);
  const book = readBook(sheets, form);
  const start = time(() => spawnSync(process.execPath, ['-e', '0']), 15);
  const cli = time(
    () =>
      spawnSync(process.execPath, [
        join(root, 'lib/cpreport.cjs'),
        'check',
        join(root, 'samples/faulty.xlsx'),
      ]),
    15,
  );
  print([
    ['unzip and parse', ms(time(() => readWorkbook(bytes), 40))],
    ['find the cells by their labels', ms(time(() => readBook(sheets, form), 40))],
    ['all rules on three years', ms(time(() => check(book, options), 40))],
    ['Node starts and does nothing', ms(start)],
    ['cpreport check, all included', `${ms(cli)} = ${(cli / start).toFixed(1)}×`],
  ]);
});

test('from the edit to the findings in the pane, in the workbench', async () => {
  const executablePath = findBrowser();
  if (!executablePath) return print([['no browser found', '–']]);
  const server = await serve({ root: join(root, 'dist') });
  const browser = await chromium.launch({ executablePath, args: quiet, headless: true });
  try {
    const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto(`${server.url}/workbench.html`);
    const person = await Person.on(page);
    await person.openSample('填报正确');
    await person.chooseYear(2013);
    for (let run = 0; run < 21; run++) await person.type('G10', run % 2 ? '420' : `约${run}`);
    await person.checked();
    const times = await page.evaluate(() =>
      performance.getEntriesByName('cpreport.shown').map(({ duration }) => duration),
    );
    print([
      [`edit event → findings in the pane's document (${times.length} edits)`, ms(median(times))],
      ['one animation frame at 60 Hz', ms(1000 / 60)],
    ]);
  } finally {
    await browser.close();
    await server.close();
  }
}, 120_000);
