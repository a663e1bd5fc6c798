/** 汇总 in the pane of Excel: files chosen, added up, and a total followed down to the file, sheet and cell. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAULTY, makeCity, YEAR } from '../support/province';
import { InExcel } from './support/excel';
import { startSite } from './support/site';

const site = startSite();
const folder = mkdtempSync(join(tmpdir(), 'cpreport-excel-rollup-'));
const files = [FAULTY.unread, '济南市', '日照市'].map((city) => join(folder, `${city}.xlsx`));

beforeAll(async () => {
  const change = { 'retrofit.investment/year': '2000万' };
  writeFileSync(files[0]!, await makeCity(FAULTY.unread, { change }));
  writeFileSync(files[1]!, await makeCity('济南市'));
  writeFileSync(files[2]!, await makeCity('日照市'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => expect(InExcel.unknown()).toEqual([]));

test.each(['light', 'dark'] as const)(
  '%s, at 320 px: nothing of the open workbook is touched',
  async (colorScheme) => {
    const person = await InExcel.open(site, { book: 'clean', colorScheme });
    const { page, pane, excel } = person;
    await person.command('汇总');
    const panel = pane.getByRole('region', { name: '汇总', exact: true });
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      panel.getByRole('button', { name: '选择文件', exact: true }).click(),
    ]);
    await chooser.setFiles(files);
    await panel.getByText('已选 3 个文件').waitFor();
    expect(await person.violations()).toEqual([]);
    await panel.getByRole('button', { name: '开始汇总' }).click();
    const investment = panel.getByRole('button', { name: /^企业清洁生产技术改造投资额 本年：/ });
    await investment.waitFor();
    expect(await investment.innerText()).toMatch(/待定 1/);
    expect(await person.violations()).toEqual([]);
    await investment.click();
    // Another workbook cannot be opened from the pane: it says where to look.
    await panel.getByRole('button', { name: /烟台市[^]*2000万/ }).click();
    await panel.getByText('这个数在另一个工作簿里').waitFor();
    await panel.getByText(`烟台市.xlsx · ${YEAR}年!E23`, { exact: true }).first().waitFor();
    expect(await person.violations()).toEqual([]);
    const { scroll, client } = await panel.evaluate((element) => ({
      scroll: element.scrollWidth,
      client: element.clientWidth,
    }));
    expect(scroll).toBeLessThanOrEqual(client);
    await panel.getByRole('tab', { name: '保存' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('button', { name: '保存汇总表' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`汇总表-${YEAR}.xlsx`);
    expect(excel.writeBatches).toBe(0);
    await panel.getByRole('button', { name: '返回报送表' }).click();
    await person.checked();
  },
);
