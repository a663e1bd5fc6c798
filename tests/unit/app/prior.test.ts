/** Last year's file, read for the session: what it is, or why it cannot be read. */
import { createHash } from 'node:crypto';
import { readPrior } from '../../../src/app/prior';
import { form } from '../../../src/core';
import { readSheets } from '../../../src/hosts/xlsx/sheets';
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
