/** Bad and hostile files at the workbench: a sentence that says what to do, and what was open stays. */
import { fileFaultOf } from '../../src/strings/messages';
import { badFiles, badWordFiles } from '../support/bad';
import { Person } from './support/person';
import { startSite } from './support/site';

const site = startSite();
const lastYear = new Date().getFullYear() - 1;

async function open({ page }: Person, name: string, bytes: Uint8Array): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '打开' }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
}

const says = ({ page }: Person, sentence: string): Promise<void> =>
  page.getByText(sentence).first().waitFor();

test('each is refused with what to do, in time; what was typed before is there after all of them', async () => {
  const person = await Person.atWorkbench(site);
  await person.type('E13', '55');
  for (const { name, code, make } of badFiles.filter((bad) => bad.code !== 'read')) {
    await open(person, name, make());
    const sentence = `“${name}”没有打开：${fileFaultOf(code, 'zh-CN')}当前工作簿没有变动。`;
    await says(person, sentence);
  }
  for (const { name, make } of badWordFiles) {
    await open(person, name, make());
    await says(person, `“${name}”没有导入：`);
  }
  expect(await person.read(`${lastYear}年`, 'E13')).toBe(55);
  // The sheet still takes what is typed.
  await person.type('G13', '56');
  await person.sees(`${lastYear}年`, 'G13', 56);
});

test('each that is a form all the same opens and is checked, one after the other', async () => {
  const person = await Person.atWorkbench(site);
  for (const { name, make } of badFiles.filter(({ code }) => code === 'read')) {
    await open(person, name, make());
    await person.page.getByRole('heading', { level: 1, name }).waitFor();
    await person.page.getByRole('combobox', { name: '选择年度' }).waitFor();
    await person.ready();
    const keys = await person.page.evaluate(() => Object.keys(Object.getPrototypeOf({}) as object));
    expect([name, keys]).toEqual([name, []]);
  }
});
