/** Last year's file, read for the session: what it is, or why it cannot be read. */
import { createHash } from 'node:crypto';
import { readPrior } from '../../../src/app/prior';
import { form } from '../../../src/core';
import { readSheets } from '../../../src/hosts/xlsx/sheets';
import { fileFaultOf } from '../../../src/strings/messages';
import { makeTemplate } from '../../../src/template/template';

const read = (name: string, bytes: Uint8Array) =>
  readPrior(
    { name, bytes },
    (file, content) => Promise.resolve().then(() => readSheets(file, content)),
    form,
    new Date(2014, 2, 5, 23, 59),
  );

it('is named with the day and the SHA-256 that any other program computes', async () => {
  const bytes = await makeTemplate({ from: 2011, to: 2011 });
  const prior = await read('a.xlsx', bytes);
  const fingerprint = createHash('sha256').update(bytes).digest('hex');
  expect(prior).toMatchObject({ mark: { file: 'a.xlsx', date: '2014-03-05', fingerprint } });
});

it.each([
  ['a.xlsx', new TextEncoder().encode('no workbook'), 'NOT_ZIP'],
  ['a.xlsx', new Uint8Array(), 'EMPTY'],
  ['a.docx', new TextEncoder().encode('no document'), 'NOT_DOCX'],
])('%s that is none is a fault, not a failure', async (name, bytes, fault) => {
  expect(await read(name, bytes)).toMatchObject({ name, fault });
});

it('that cannot be opened, or whose reader does not load, is no broken file', async () => {
  const read = (bytes: Uint8Array | null, fail: () => never) =>
    readPrior({ name: 'a.xlsx', bytes }, () => Promise.resolve().then(fail), form);
  const away = (): never => {
    throw Object.assign(new Error('Loading chunk 7 failed.'), { name: 'ChunkLoadError' });
  };
  expect(await read(null, away)).toMatchObject({ fault: 'NO_FILE' });
  expect(await read(new Uint8Array([1]), away)).toMatchObject({ fault: 'NOT_LOADED' });
  for (const code of ['NO_FILE', 'NOT_LOADED'])
    expect(fileFaultOf(code, 'zh-CN')).not.toBe(fileFaultOf('UNREADABLE', 'zh-CN'));
});
