/** A Word form taken over into a workbook, and what is shown of it before. */
import { workbookFrom } from '../../../src/app/import';
import { importYear, mappingLines } from '../../../src/app/mapping';
import { form, readBook, type Report } from '../../../src/core';
import { type CellKey, type CellValue, keyOf } from '../../../src/core/model';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { readWord, type WordForm } from '../../../src/word/read';
import { writeDocx } from '../../../src/word/write';
import { cleanValues } from '../../support/sheets';

type Values = Readonly<Record<CellKey, CellValue>>;

async function wordOf(values: Values): Promise<WordForm> {
  const cells = new Map(
    Object.entries(values).map(([key, value]) => [key as CellKey, { value, formula: null }]),
  );
  return readWord(await writeDocx({ cells }, form), form);
}

async function reportOf(word: WordForm, year = importYear(word, form)!): Promise<Report> {
  const { sheets } = readWorkbook(await workbookFrom(word, year, form));
  return readBook(
    sheets.map(({ snapshot }) => snapshot),
    form,
  ).reports[0]!;
}

const figuresOf = ({ cells }: Report): Record<string, CellValue> =>
  Object.fromEntries(
    [...cells]
      .map(([key, { value }]): [string, CellValue] => [key, value])
      .filter(([, value]) => value !== null && value !== ''),
  );

const filled = (): Record<CellKey, CellValue> => ({
  ...cleanValues(2014, { base: 2 }),
  'documents.1.title/value': '清洁生产审核办法',
  'documents.1.number/value': '鲁经信发〔2014〕7号',
  'documents.1.date/value': 41765,
  'text.problems/value': '一是经费不足；\n二是技术力量弱。',
});

test('every figure, the list and the texts stand in the workbook as in the Word file', async () => {
  expect(figuresOf(await reportOf(await wordOf(filled())))).toEqual(filled());
});

test('the list gets as many rows as the Word file has, and never fewer than a new workbook', async () => {
  const rows = Array.from({ length: 23 }, (_, index): [string, CellValue] => [
    `documents.${index + 1}.title/value`,
    `办法${index}`,
  ]);
  const long = await reportOf(await wordOf({ ...filled(), ...(Object.fromEntries(rows) as Values) }));
  expect(long.located.listRows).toBe(23);
  expect(long.cells.get('documents.23.title/value')?.value).toBe('办法22');
  expect((await reportOf(await wordOf(filled()))).located.listRows).toBe(8);
});

test('a total stays a formula where it comes to the same, and the figure stands where it does not', async () => {
  const wrong = await reportOf(await wordOf({ ...filled(), 'audit.total/year': 99 }));
  expect(wrong.cells.get('audit.total/year')).toEqual({ value: 99, formula: null });
  expect(wrong.cells.get('acceptance.total/year')).toMatchObject({
    value: 10,
    formula: expect.any(String) as string,
  });
});

test('a cumulative is a formula only in the first year, where it follows from the year alone', async () => {
  const key = keyOf('effect.cod', 'cumulative');
  expect((await reportOf(await wordOf(filled()))).cells.get(key)).toEqual({ value: 15, formula: null });
  const first = await reportOf(await wordOf({ ...cleanValues(2011), 'retrofit.proposed/cumulative': 99 }));
  expect(first.cells.get(key)).toMatchObject({ value: 5, formula: expect.any(String) as string });
  expect(first.cells.get('retrofit.proposed/cumulative')).toEqual({ value: 99, formula: null });
});

test('what could not be read stands in the workbook as the text that it is', async () => {
  const values = { ...filled(), 'retrofit.investment/year': '2000万', 'coverage.other/year': '—' };
  expect(figuresOf(await reportOf(await wordOf(values)))).toEqual(values);
});

test('the year is the form’s, else the one that is given', async () => {
  const word = await wordOf({ ...filled(), 'head.year/value': null });
  expect(importYear(word, form)).toBeNull();
  expect(importYear(await wordOf({ ...filled(), 'head.year/value': 2009 }), form)).toBeNull();
  expect((await reportOf(word, 2013)).year).toBe(2013);
});

test('a workbook that could not hold it is refused', async () => {
  const text = (length: number) => ({ ...filled(), 'text.problems/value': '长'.repeat(length) });
  await expect(workbookFrom(await wordOf(text(32_768)), 2014, form)).rejects.toMatchObject({
    code: 'TOO_BIG',
  });
  const rows = { ...filled(), 'documents.201.title/value': '办法' };
  await expect(workbookFrom(await wordOf(rows), 2014, form)).rejects.toMatchObject({ code: 'TOO_BIG' });
});

test('the mapping shows what is doubtful first, and leaves out what is blank', async () => {
  const lines = mappingLines(
    await wordOf({ ...cleanValues(2014), 'effect.cod/year': '约30', 'documents.1.date/value': 41765 }),
    form,
    'zh-CN',
  );
  expect(lines[0]).toEqual({
    key: 'effect.cod/year',
    label: '五、实施效果 环境效果 COD（本年）',
    text: '约30',
    taken: '约30',
    doubt: '带有单位或文字，未改成数字，请核对后填写。',
  });
  expect(lines.slice(1).every(({ doubt }) => doubt === null)).toBe(true);
  expect(lines.find(({ key }) => key === 'documents.1.date/value')).toMatchObject({
    text: '2014-05-06',
    taken: '2014-05-06',
  });
  expect(lines.some(({ key }) => key === 'documents.2.title/value')).toBe(false);
});
