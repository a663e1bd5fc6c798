/** 标记 in the workbench: drawn over a plain copy, stored nowhere. */
import { writeXlsx } from 'hucre/xlsx';
import { parseAddress, positionOf } from '../../src/core/model';
import { cleanValues, makeSheet } from '../support/sheets';
import { Person } from './support/person';
import { startSite } from './support/site';

const site = startSite();

/** The form as somebody pasted it into a workbook of their own. */
async function plainCopy(): Promise<Uint8Array> {
  const sheet = makeSheet({ ...cleanValues(2014), 'acceptance.voluntary/year': -3 });
  const rows: (string | number | boolean | null)[][] = [];
  for (const [index, { value }] of sheet.cells) {
    const { row, column } = positionOf(index);
    while (rows.length <= row) rows.push([]);
    const line = rows[row]!;
    while (line.length <= column) line.push(null);
    line[column] = typeof value === 'object' ? null : value;
  }
  const merges = sheet.merges.map(({ top, left, bottom, right }) => ({
    startRow: top,
    startCol: left,
    endRow: bottom,
    endCol: right,
  }));
  return writeXlsx({ sheets: [{ name: '2014年', rows, merges }] });
}

test('colours a wrong figure, and 清除标记 takes the colour away', async () => {
  const person = await Person.atWorkbench(site);
  const { page } = person;
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '打开' }).click(),
  ]);
  await chooser.setFiles({
    name: '普通表.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(await plainCopy()),
  });
  await page.getByText('2014 年度').first().waitFor();
  await person.ready();
  const { row, column } = parseAddress('E16')!;
  /** The colour of the canvas a little beside the middle of the cell. */
  const colour = async (): Promise<string> => {
    const point = (await page.evaluate(([r, c]) => window.__cpreport!.point(r!, c!), [row, column]))!;
    const clip = { x: point.x - 20, y: point.y - 4, width: 1, height: 1 };
    return (await page.screenshot({ clip })).toString('base64');
  };
  const becomes = async (wanted: (now: string) => boolean): Promise<void> => {
    for (let turn = 0; !wanted(await colour()); turn++)
      if (turn > 100) throw new Error('the cell keeps its colour');
  };
  const command = async (name: RegExp): Promise<void> => {
    await page.getByRole('button', { name: '更多操作' }).click();
    await page.getByRole('region', { name: '更多操作' }).getByRole('button', { name }).click();
  };
  const before = await colour();
  await command(/^标记/);
  await page.getByText('已标记').first().waitFor();
  await becomes((now) => now !== before);
  await command(/^清除标记/);
  await becomes((now) => now === before);
  expect(await person.writes()).toBe(0);
});
