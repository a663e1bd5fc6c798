/** An earlier 汇总表 that nobody has touched is not said to have been changed by hand. */
import { changesSince, recallFrom } from '../../../src/app/rollup/previous';
import { form } from '../../../src/core';
import { childFrom, templateSheets } from '../../support/children';
import { cityTemplate } from '../../support/province';
import { county, sheetsOf, sumOf } from '../../support/sums';

test('where 上年累计 was known of some only, and left blank in the form', async () => {
  const whole = cityTemplate('蓬莱市', { from: 2014 });
  const values = { ...whole.values, ledger: new Map() };
  const newcomer = childFrom(templateSheets({ ...whole, values }), { file: '蓬莱市.xlsx' });
  const children = [county('莱州市'), newcomer];
  const { bytes, rolled } = await sumOf('烟台市', children);
  const prior = rolled.totals.filter(({ slot }) => slot.field === 'prior');
  expect(prior.some(({ open, value }) => open.length > 0 && value !== null)).toBe(true);
  const recalled = recallFrom('汇总.xlsx', sheetsOf(bytes), form)!;
  expect(changesSince(recalled, '汇总.xlsx', rolled)).toMatchObject({ files: [], totals: [], edited: [] });
});

test('where a reporter wrote as much as a cell holds, and what is said of it would be more', async () => {
  const long = '长'.repeat(32_760);
  const whole = cityTemplate('蓬莱市', { from: 2014, change: { 'audit.voluntary/year': long } });
  const { bytes, rolled } = await sumOf('烟台市', [
    county('莱州市'),
    childFrom(templateSheets(whole), { file: '蓬莱市.xlsx' }),
  ]);
  const texts = sheetsOf(bytes).flatMap(({ cells }) =>
    [...cells.values()].flatMap(({ value }) => (typeof value === 'string' ? [value] : [])),
  );
  expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(32_767);
  const said = rolled.findings.find(({ variant }) => variant === 'unread')!;
  expect(String(said.params.reporters)).toMatch(/^蓬莱市「长{59}…」$/);
  const recalled = recallFrom('汇总.xlsx', sheetsOf(bytes), form)!;
  expect(changesSince(recalled, '汇总.xlsx', rolled)).toMatchObject({ files: [], totals: [], edited: [] });
});
