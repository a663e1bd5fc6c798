/** 新建: nobody gets more year sheets than were asked for, or without being told. */
import { Person } from './support/person';
import { startSite } from './support/site';

const site = startSite();

test('the last year follows the first until it is set; several years say how many sheets they make', async () => {
  const { page } = await Person.atWorkbench(site);
  await page.getByRole('button', { name: '新建', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '新建报送表' });
  const [from, to] = [dialog.getByLabel('起始年度'), dialog.getByLabel('截止年度')];
  await from.fill('2012');
  expect(await to.inputValue()).toBe('2012');
  expect(await dialog.getByText('张年度表').count()).toBe(0);
  await to.fill('2014');
  await dialog.getByText('将建 3 张年度表，每年一张').waitFor();
  await from.fill('2013');
  expect(await to.inputValue()).toBe('2014');
  await dialog.getByText('将建 2 张年度表，每年一张').waitFor();
  await dialog.getByRole('button', { name: '新建' }).click();
  await page.waitForFunction(() => window.__cpreport?.read('2014年', 11, 4).value === '2014年');
  const years = page.getByRole('combobox', { name: '选择年度' }).getByRole('option');
  expect(await years.allTextContents()).toEqual(['2014 年度', '2013 年度']);
});
