/** The Word file as it is printed: the form's own table, two pages and the notes. */
import { strFromU8, unzipSync } from 'fflate';
import { form, layoutForm } from '../../../src/core';
import type { CellKey, CellValue } from '../../../src/core/model';
import { readDocument, type WordTable } from '../../../src/word/document';
import { writeDocx } from '../../../src/word/write';
import { cleanValues } from '../../support/sheets';

async function partsOf(values: Readonly<Record<CellKey, CellValue>>): Promise<Record<string, Uint8Array>> {
  const cells = new Map(
    Object.entries(values).map(([key, value]) => [key as CellKey, { value, formula: null }]),
  );
  return unzipSync(await writeDocx({ cells }, form));
}
const textIn = async (values: Readonly<Record<CellKey, CellValue>>): Promise<string> =>
  strFromU8((await partsOf(values))['word/document.xml']!);
const isTable = (block: object): block is WordTable => 'rows' in block;

test('every row covers the twelve columns of the form, on two tables that begin with its head', async () => {
  const xml = await textIn(cleanValues(2014));
  const tables = readDocument(xml, '').filter(isTable);
  expect(tables.map(({ rows }) => rows[0]!.map(({ text }) => text))).toEqual([
    ['指标名称', '具体信息'],
    ['指标名称', '具体信息'],
  ]);
  for (const row of tables.flatMap(({ rows }) => rows)) {
    expect(row.reduce((sum, { span }) => sum + span, 0)).toBe(12);
  }
  const rows = layoutForm(form, { listRows: 3 }).heights.length - form.head.rows.length;
  expect(tables.reduce((sum, table) => sum + table.rows.length, 0)).toBe(rows + 1);
  expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(2);
});

test('the columns have the proportions of the form and fill A4 between the margins', async () => {
  const [table] = readDocument(await textIn({}), '').filter(isTable);
  const [first] = table!.widths;
  const scale = first! / form.grid.widths[0]!;
  table!.widths.forEach((width, column) => {
    expect(Math.abs(width - form.grid.widths[column]! * scale)).toBeLessThan(2);
  });
  const total = table!.widths.reduce((sum, width) => sum + width, 0);
  expect(total).toBeGreaterThan(11906 - 2 * 794 - 12);
  expect(total).toBeLessThanOrEqual(11906 - 2 * 794);
});

test('head and notes stand around the table, word for word', async () => {
  const blocks = readDocument(await textIn(cleanValues(2014)), '');
  const lines = blocks
    .flatMap((block) => (isTable(block) ? [] : [block.text.replace(/\s+/g, '')]))
    .filter(Boolean);
  expect(lines).toEqual([
    '附件1',
    '山东省省（市、区）2014年度工业清洁生产',
    '工作情况报送表',
    '填报单位（章）：山东省经济和信息化委员会填表人：王芳',
    '联系方式：0531-86062000',
    ...[form.notesTitle, ...form.notes].map((note) => note.replace(/\s+/g, '')),
  ]);
});

test('the 28 years are said, the heading is ticked, and figures are written as officials write them', async () => {
  const xml = await textIn({
    ...cleanValues(2014),
    'retrofit.investment/cumulative': 1234567.5,
    'documents.1.date/value': 41765,
  });
  const cells = readDocument(xml, '')
    .filter(isTable)
    .flatMap(({ rows }) => rows.flat());
  const said = (text: string) => cells.filter((cell) => cell.text === text).length;
  expect(said('2014年') + said('2014年[1]')).toBe(28);
  expect([said('有☑  无□'), said('1234567.5'), said('2014-05-06')]).toEqual([1, 1, 1]);
});

test('a page has its number, and what XML cannot hold is left out', async () => {
  const parts = await partsOf({ 'text.problems/value': 'a\u0001b\ud800c' });
  expect(strFromU8(parts['word/footer1.xml']!)).toMatch(/PAGE[^]*NUMPAGES/);
  expect(strFromU8(parts['word/document.xml']!)).toContain('>abc<');
});
