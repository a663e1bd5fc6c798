/** A reason is being written in the pane: whatever happens meanwhile, what was typed is not lost. */
import { InExcel } from './support/excel';
import { startSite } from './support/site';

const site = startSite();
const SHEET = '2014年';
const REASON = '扩建后产生量增加，治理设施次年投用';

afterEach(() => expect(InExcel.unknown()).toEqual([]));

/** The reason for the first soft finding, typed and not yet written. */
async function begun() {
  const person = await InExcel.open(site, {
    ready: (excel) => (excel.book.active = excel.book.sheet(SHEET)),
  });
  await person.quiet();
  const card = person.finding('核实性审核').first();
  const head = card.getByRole('button').first();
  await head.click();
  await person.button('填写说明').click();
  const field = person.pane.getByRole('textbox', { name: /^说明/ });
  await field.fill(REASON);
  /** Opens the card again, if it is not open by itself. */
  const back = async (): Promise<string> => {
    if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
    return field.inputValue();
  };
  return { person, field, back };
}

test('another cell is looked at, another tab, another year', async () => {
  const { person, field, back } = await begun();
  const { selected } = person;
  person.excel.person.click(SHEET, 'E13');
  await field.waitFor({ state: 'detached' });
  expect(await back()).toBe(REASON);
  expect(person.selected).toBe(selected);
  await person.pane.getByRole('tab', { name: '填报进度' }).click();
  await person.pane.getByRole('tab', { name: '审核结果' }).click();
  expect(await back()).toBe(REASON);
  await person.chooseYear(2013);
  await person.chooseYear(2014);
  expect(await back()).toBe(REASON);
  await person.button('取消').click();
  await person.button('填写说明').click();
  expect(await field.inputValue()).toBe('');
});

test('Excel does not take it', async () => {
  const { person, field } = await begun();
  person.excel.beginCellEdit();
  await person.button('写入说明').click();
  await person.says('请先按 Enter');
  expect(await field.inputValue()).toBe(REASON);
  person.excel.endCellEdit();
  await person.button('写入说明').click();
  await person.says('说明');
  await field.waitFor({ state: 'detached' });
  expect(person.truth().some(({ explanation }) => explanation?.reason === REASON)).toBe(true);
});
