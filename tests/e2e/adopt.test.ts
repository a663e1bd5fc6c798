/** A plain copy of the form becomes a living one: previewed, in one step, and taken back in one step. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { form, readBook } from '../../src/core';
import { type CellKey, type CellValue, parseAddress } from '../../src/core/model';
import { isEquipped } from '../../src/core/equipped';
import { readWorkbook } from '../../src/hosts/xlsx/read';
import { cleanValues, makeSheet } from '../support/sheets';
import { bookOfFixture } from '../unit/xlsx/build';
import { Person } from './support/person';
import { startSite } from './support/site';

const site = startSite();
const folder = mkdtempSync(join(tmpdir(), 'cpreport-adopt-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const COMMAND = '装入公式与标记';
const HARD = [0xff, 0xc7, 0xce];

async function openPlain(person: Person): Promise<void> {
  const values: Record<CellKey, CellValue> = {
    ...cleanValues(2014, { base: 3 }),
    'audit.voluntary/year': null,
    'audit.total/year': null,
    'audit.total/cumulative': null,
    'audit.voluntary/cumulative': null,
  };
  const file = join(folder, '普通表.xlsx');
  const given = {
    title: '普通表.xlsx',
    sheets: [makeSheet(values)],
    names: new Map(),
    protection: new Map(),
  };
  writeFileSync(file, bookOfFixture(given));
  const [chooser] = await Promise.all([
    person.page.waitForEvent('filechooser'),
    person.page.getByRole('button', { name: '打开', exact: true }).click(),
  ]);
  await chooser.setFiles(file);
  await person.page.waitForFunction(() => window.__cpreport!.read('2014年', 12, 6).value === 70);
  await person.ready();
}

/** Whether a colour is painted within a cell. */
const isPainted = (person: Person, address: string, color: readonly number[]): Promise<boolean> => {
  const { row, column } = parseAddress(address)!;
  return person.page.evaluate(
    ([r, c, red, green, blue]) => {
      const { x, y } = window.__cpreport!.point(r!, c!)!;
      return [...document.querySelectorAll<HTMLCanvasElement>('canvas:not([inert] *)')].some((canvas) => {
        const box = canvas.getBoundingClientRect();
        const scale = canvas.width / box.width;
        const context = canvas.getContext('2d');
        if (!context || box.width === 0) return false;
        const [left, top] = [(x - box.x - 8) * scale, (y - box.y - 5) * scale];
        const { data } = context.getImageData(left, top, 16 * scale, 10 * scale);
        for (let at = 0; at < data.length; at += 4)
          if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) return true;
        return false;
      });
    },
    [row, column, ...color],
  );
};

test('formulas and marks come into a plain copy, compute and colour, and go in one step', async () => {
  const person = await Person.atWorkbench(site);
  await openPlain(person);
  await person.command(COMMAND, { confirm: false });
  const preview = person.page.getByRole('region', { name: COMMAND });
  await preview.getByText('新建工作表「累计台账」').waitFor();
  await preview.getByText('「2014年」空白的合计、累计填入公式：3 格').waitFor();
  await preview.getByText(/已填的合计、累计 61 格保持原数/).waitFor();
  expect(await person.writes()).toBe(0);
  await person.carryOut(COMMAND);
  expect(await person.writes()).toBe(1);

  await person.type('E13', '103');
  await person.sees('2014年', 'I13', 173);
  await person.type('E10', '1.5');
  await person.finding('应为整数').first().waitFor();
  await person.sees('2014年', 'S10', 2);
  expect(await isPainted(person, 'E10', HARD)).toBe(true);
  expect(await isPainted(person, 'G13', HARD)).toBe(false);

  const [download] = await Promise.all([
    person.page.waitForEvent('download'),
    person.page.getByRole('button', { name: '保存', exact: true }).click(),
  ]);
  const saved = readBook(
    readWorkbook(readFileSync(await download.path())).sheets.map(({ snapshot }) => snapshot),
    form,
  );
  expect(saved.reports.map((report) => isEquipped(report, saved))).toEqual([true]);

  await person.click('G13');
  await person.page.keyboard.press('Control+z');
  await person.sees('2014年', 'E10', 5);
  await person.page.keyboard.press('Control+z');
  await person.sees('2014年', 'E13', null);
  await person.page.keyboard.press('Control+z');
  await person.sees('2014年', 'S10', null);
  await person.sees('2014年', 'I13', null);
  expect(await person.read('累计台账', 'B2')).toBeNull();
  await person.ready();
  await person.page.getByRole('button', { name: '更多操作' }).click();
  await person.page
    .getByRole('region', { name: '更多操作' })
    .getByRole('button', { name: COMMAND })
    .waitFor();
});
