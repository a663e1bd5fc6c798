/** The main job of issue 2, with real keystrokes, in the workbench. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readWorkbook } from '../../src/hosts/xlsx/read';
import { cellAt, parseAddress } from '../../src/core/model';
import { Person } from './support/person';
import { startSite } from './support/site';

const site = startSite();
const lastYear = new Date().getFullYear() - 1;
/** One workbench for all that begin with a sample. */
let bench: Person | undefined;
async function openAt(sample: '填报正确' | '含常见错误', year: number): Promise<Person> {
  bench ??= await Person.atWorkbench(site, { stays: true });
  await bench.openSample(sample);
  await bench.chooseYear(year);
  return bench;
}
const sample = (name: string) => resolve(__dirname, `../../samples/${name}.xlsx`);

test('自愿性 103 and 强制性 84 show 合计 187 and the cumulatives at once, without a write', async () => {
  const person = await openAt('填报正确', 2013);
  await person.click('E13');
  await person.page.keyboard.press('Delete');
  await person.sees('2013年', 'I13', '');
  await person.type('E13', '103');
  await person.type('G13', '84');
  await person.sees('2013年', 'I13', 187);
  await person.sees('2013年', 'F13', 489);
  await person.sees('2013年', 'H13', 411);
  await person.sees('2013年', 'K13', 900);
  await person.sees('2014年', 'K13', 1063);
  expect(await person.writes()).toBe(0);
  await person.page.locator('[data-kind="passed"]').waitFor();
  await person.click('K13');
  await person.page.getByText('489 + 411 = 900').waitFor();
  await person.click('F13');
  await person.page.getByText('386 + 103 + 0 = 489').waitFor();
  expect(await person.writes()).toBe(0);
});

test('text, negative, fractional and missing figures show in the pane and go when they are mended', async () => {
  const person = await openAt('填报正确', 2013);
  for (const [typed, words] of [
    ['约30', '应为数字，现为「约30」'],
    ['-3', '不能是负数，现为 -3'],
    ['12.5', '应为整数，现为 12.5'],
  ] as const) {
    await person.type('G10', typed);
    await person.finding(words).first().waitFor();
    await person.page.locator('[data-kind="hard"]').waitFor();
    await person.type('G10', '420');
    await person.page.locator('[data-kind="passed"]').waitFor();
    expect(await person.finding(words).count()).toBe(0);
  }
  await person.click('G10');
  await person.page.keyboard.press('Delete');
  await person.page.locator('[data-kind="unfilled"]').waitFor();
  await person.type('G10', '420');
  await person.page.locator('[data-kind="passed"]').waitFor();
  expect(await person.writes()).toBe(0);
});

test('3-5 and true stay what was typed, and the pane names them; a day stays a day', async () => {
  const person = await openAt('填报正确', 2013);
  for (const [address, typed, text] of [
    ['G10', '3-5', '3-5'],
    ['I43', '1-2', '1-2'],
    ['E13', 'true', 'TRUE'],
  ] as const) {
    await person.type(address, typed);
    await person.sees('2013年', address, text);
    if (address !== 'I43') await person.finding(`应为数字，现为「${text}」`).first().waitFor();
  }
  await person.type('K43', '2011-9-16');
  await person.sees('2013年', 'K43', 40802);
  await person.type('G10', '1,234');
  await person.sees('2013年', 'G10', 1234);
});

test('a list that opens while one types leaves the keyboard to the cell', async () => {
  const person = await openAt('填报正确', 2014);
  const { page } = person;
  const list = page.locator('[data-u-comp="sheets-dropdown-list"]');
  await person.click('I57');
  await page.evaluate(() => {
    const taken = (event: FocusEvent) => (document.body.dataset['taken'] = (event.target as Element).tagName);
    document.addEventListener('focusin', taken, { once: true });
  });
  await page.keyboard.type('无');
  await list.waitFor();
  await page.keyboard.press('Enter');
  await person.sees('2014年', 'I57', '无');
  await list.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.body.dataset['taken'])).toBeUndefined();
});

test('figures typed along a row, 累计 over their formulas, stand as they were typed', async () => {
  const person = await openAt('填报正确', 2013);
  const { keyboard } = person.page;
  const typed = { E10: 611, F10: 712, G10: 413, H10: 514 };
  await person.click('E10');
  for (const figure of Object.values(typed)) {
    await keyboard.type(String(figure), { delay: 60 });
    await keyboard.press('Tab', { delay: 60 });
  }
  for (const [address, figure] of Object.entries(typed)) await person.sees('2013年', address, figure);
});

test('clicking a finding lands on its cell; what is typed there mends it, and it is gone', async () => {
  const person = await openAt('含常见错误', 2014);
  await person.finding('现为「约436」').getByRole('button').first().click();
  await person.selected('G10');
  await person.page.keyboard.type('436');
  await person.page.keyboard.press('Enter');
  await person.finding('现为「约436」').waitFor({ state: 'detached' });
  await person.sees('2014年', 'G10', 436);
});

test('F8 and Shift+F8 go from finding to finding', async () => {
  const person = await openAt('含常见错误', 2014);
  await person.click('E10');
  const next = person.page.getByRole('button', { name: '下一处（F8）' });
  await next.focus();
  await person.page.keyboard.press('F8');
  await person.selected('G10');
  await person.page.keyboard.press('F8');
  await person.selected('L10');
  await person.page.keyboard.press('Shift+F8');
  await person.selected('G10');
  // A click on a finding gives the keyboard to the sheet.
  await person.finding('应为 1728').getByRole('button').first().click();
  await person.selected('L10');
  await person.page.keyboard.press('Shift+F8');
  await person.selected('G10');
});

test('Enter and Tab go where they go everywhere, with Shift back, also while one types', async () => {
  const person = await openAt('填报正确', 2013);
  const { keyboard } = person.page;
  const press = async (key: string, address: string): Promise<void> => {
    await keyboard.press(key);
    await person.selected(address);
  };
  await person.click('E25');
  await press('Tab', 'F25');
  await press('Tab', 'G25');
  await press('Enter', 'E26');
  await press('Tab', 'F26');
  // Where one clicks anew, the Tabs before are forgotten.
  await person.click('H25');
  await press('Enter', 'H26');
  await press('Shift+Enter', 'H25');
  await press('Shift+Tab', 'G25');
  await keyboard.type('3480.3');
  await press('Shift+Tab', 'F25');
  await keyboard.type('251.4');
  await press('Tab', 'G25');
  await keyboard.type('3480.5');
  await press('Enter', 'F26');
  await person.sees('2013年', 'G25', 3480.5);
  await person.sees('2013年', 'F25', 251.4);
  await person.click('A1');
  for (const key of ['ArrowLeft', 'ArrowUp', 'Shift+Tab', 'Shift+Enter']) await keyboard.press(key);
  await press('Enter', 'A2');
});

test('a fix is shown with before and after, written only when confirmed, and one Ctrl+Z takes it back', async () => {
  const person = await openAt('含常见错误', 2014);
  const { page } = person;
  const card = person.finding('应为 1728（1276 + 452 + 0），现为 1828');
  await card.getByRole('button').first().click();
  await card.getByRole('button', { name: '修正' }).click();
  const preview = page.getByRole('region', { name: '修改预览' });
  await preview.getByText('1828').waitFor();
  expect(await person.writes()).toBe(0);
  await preview.getByRole('button', { name: '写入 1 处' }).click();
  await person.sees('2014年', 'L10', 1728);
  expect(await person.writes()).toBe(1);
  await person.click('E13');
  await page.keyboard.press('Control+z');
  await person.sees('2014年', 'L10', 1828);
  expect(await person.writes()).toBe(1);
});

test('a fix of a locked cell is refused in a sentence, and nothing changes', async () => {
  const person = await openAt('含常见错误', 2014);
  const card = person.finding('应为 1063，现为 1165');
  await card.getByRole('button').first().click();
  await card.getByRole('button', { name: '修正' }).click();
  await person.page.getByRole('button', { name: '写入 1 处' }).click();
  await person.page.getByText('这个单元格受保护，没有写入').first().waitFor();
  expect(await person.read('2014年', 'K13')).toBe(1165);
  expect(await person.writes()).toBe(0);
});

test('Ctrl+Z takes back the typing and nothing else', async () => {
  const person = await openAt('填报正确', 2013);
  await person.type('E13', '99');
  await person.sees('2013年', 'I13', 183);
  await person.page.keyboard.press('Control+z');
  await person.sees('2013年', 'E13', 103);
  await person.sees('2013年', 'I13', 187);
  expect(await person.read('2013年', 'G13')).toBe(84);
  await person.page.getByText('未保存').waitFor({ state: 'detached' });
});

test('a block from Excel’s clipboard fills the cells and keeps the form’s looks', async () => {
  const person = await openAt('填报正确', 2013);
  await person.click('E25');
  const figures = ['3,100.5', '250', '3500', '2300', '1300', '0.12', '2.2', '1.7'];
  const cells = figures
    .map((figure) => `<td style="background:yellow;font-size:20pt">${figure}</td>`)
    .join('');
  await person.paste(`<html><body><table><tr>${cells}</tr></table></body></html>`, figures.join('\t'));
  await person.sees('2013年', 'E25', 3100.5);
  await person.sees('2013年', 'L25', 1.7);
  await person.sees('2013年', 'F26', 760 + 246.3 + 250);
  await person.page.keyboard.press('Control+z');
  await person.sees('2013年', 'E25', 3380.2);
  await person.sees('2013年', 'L25', 1.76);
});

test('saving patches the edit into the file: its sheets, formulas and names stay', async () => {
  const person = await openAt('填报正确', 2013);
  await person.type('E13', '105');
  await person.sees('2013年', 'K13', 902);
  const [download] = await Promise.all([
    person.page.waitForEvent('download'),
    person.page.getByRole('button', { name: '保存', exact: true }).click(),
  ]);
  const saved = readWorkbook(readFileSync(await download.path()));
  const original = readWorkbook(readFileSync(sample('clean')));
  expect(saved.sheets.map(({ name }) => name)).toEqual(original.sheets.map(({ name }) => name));
  expect(saved.names).toEqual(original.names);
  const at = (address: string) => {
    const { row, column } = parseAddress(address)!;
    return cellAt(saved.sheets.find(({ name }) => name === '2013年')!.snapshot, row, column);
  };
  expect(at('E13').value).toBe(105);
  expect(at('K13')).toMatchObject({ value: 902, formula: expect.stringContaining('SUM') as string });
});

test('a copy with values only is handed over; the open workbook keeps its formulas', async () => {
  const person = await openAt('填报正确', 2013);
  await person.type('E13', '105');
  await person.sees('2013年', 'K13', 902);
  const [download] = await Promise.all([
    person.page.waitForEvent('download'),
    person.command('另存为数值副本', { confirm: false }),
  ]);
  const { sheets } = readWorkbook(readFileSync(await download.path()));
  const { row, column } = parseAddress('K13')!;
  const copied = cellAt(sheets.find(({ name }) => name === '2013年')!.snapshot, row, column);
  expect(copied).toMatchObject({ value: 902, formula: null });
  await person.page.getByTestId('notice').getByText(download.suggestedFilename()).waitFor();
  await person.click('G13');
  await person.type('E13', '103');
  await person.sees('2013年', 'K13', 900);
});

test('unsaved work survives a reload', async () => {
  const person = await Person.atWorkbench(site);
  const { page } = person;
  await person.type('E13', '321');
  await page.getByText('未保存').waitFor();
  await page.waitForFunction(
    () =>
      new Promise<boolean>((done) => {
        const opening = indexedDB.open('cpreport');
        opening.onsuccess = () => {
          const drafts = opening.result.transaction('drafts').objectStore('drafts').count();
          drafts.onsuccess = () => done(drafts.result > 0);
          opening.result.close();
        };
      }),
  );
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await person.ready();
  expect(await person.read(`${lastYear}年`, 'E13')).not.toBe(321);
  await page.getByRole('button', { name: '恢复' }).click();
  await person.sees(`${lastYear}年`, 'E13', 321);
  await page.getByText('未保存', { exact: true }).waitFor();
});

test('a broken file is refused in a sentence, and the open workbook stays', async () => {
  const person = await Person.atWorkbench(site);
  const { page } = person;
  await person.type('E13', '55');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '打开' }).click(),
  ]);
  await chooser.setFiles({
    name: '坏文件.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('PK\u0003\u0004 broken'),
  });
  await page.getByText(/“坏文件.xlsx”没有打开/).waitFor();
  expect(await person.read(`${lastYear}年`, 'E13')).toBe(55);
});
