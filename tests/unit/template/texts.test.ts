/** What several reporters wrote is printed in full. */
import { form } from '../../../src/core';
import { checkRoom, roomFor } from '../../../src/core/check/texts';
import { layoutForm, TALLEST_ROW } from '../../../src/core/form/layout';
import { readBook, reportOf } from '../../../src/core/report';
import { draftTemplate } from '../../../src/template/template';
import { templateSheets } from '../../support/children';

const KEY = 'text.problems/value';
const made = (lines: number) => {
  const text = Array.from({ length: lines }, (_, index) => `【单位${index}】没有。`).join('\n');
  const values = { years: new Map([[2014, new Map([[KEY, text]] as const)]]) };
  const options = { from: 2014, to: 2014, values };
  const { area } = layoutForm(form, { listRows: 8 }).boxes.find(({ key }) => key === KEY)!;
  const [sheet] = draftTemplate(options);
  return { text, options, height: sheet!.heights.get(area.bottom)! };
};
const PRINTED = 148;

test.each([
  [3, PRINTED],
  [roomFor('', KEY, form).lines, PRINTED],
])('%i lines stand in the row as it is', (lines, height) => expect(made(lines).height).toBe(height));

test('more lines make the row taller, each by more than a line takes, up to what Excel allows', () => {
  for (const lines of [12, 16, 25]) {
    expect(made(lines).height).toBeGreaterThanOrEqual(lines * form.grid.lineHeight * 1.2);
    expect(made(lines).height).toBeLessThan(TALLEST_ROW);
  }
  expect(made(300).height).toBe(TALLEST_ROW);
});

test('a form that was filled in elsewhere has the row of the printed form, and TXT-02 says that it is too small', () => {
  const book = readBook(templateSheets(made(16).options), form);
  const rule = form.rules.find(({ id }) => id === 'TXT-02')!;
  expect(checkRoom(rule, reportOf(book, 2014)!, book)).toMatchObject([{ params: { needed: 16 } }]);
});
