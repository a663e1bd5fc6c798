/** Plain copies as files: what they hold already stays, passwords are a no. */
import { strFromU8, unzipSync } from 'fflate';
import { form, readBook } from '../../../src/core';
import { type CellKey, type CellValue } from '../../../src/core/model';
import { type EditPlan } from '../../../src/core/plan';
import { isEquipped } from '../../../src/core/equipped';
import { createXlsxHost } from '../../../src/hosts/xlsx/host';
import { adopt } from '../../../src/template/adopt';
import { cleanValues, makeSheet } from '../../support/sheets';
import { bookOfFixture, zip } from './build';

const values: Record<CellKey, CellValue> = { ...cleanValues(2014, { base: 3 }), 'audit.total/year': null };
const plain = (): Uint8Array =>
  bookOfFixture({
    title: '普通表.xlsx',
    sheets: [makeSheet(values)],
    names: new Map(),
    protection: new Map(),
  });

/** The file with something put in behind the sheet's cells. */
function having(after: string, tail = ''): Uint8Array {
  const parts = Object.fromEntries(
    Object.entries(unzipSync(plain())).map(([path, part]) => [path, strFromU8(part)]),
  );
  const path = 'xl/worksheets/sheet1.xml';
  const sheet = parts[path]!;
  const at = sheet.indexOf('<mergeCells') < 0 ? sheet.indexOf('</worksheet>') : sheet.indexOf('<mergeCells');
  const [protection, rest] = after.startsWith('<sheetProtection') ? [after, ''] : ['', after];
  const close = sheet.indexOf('</mergeCells>') + '</mergeCells>'.length;
  parts[path] = sheet.slice(0, at) + protection + sheet.slice(at, close) + rest + sheet.slice(close);
  parts['xl/workbook.xml'] = parts['xl/workbook.xml']!.replace('<sheets>', `${tail}<sheets>`);
  return zip(parts);
}

async function adopted(bytes: Uint8Array) {
  const host = createXlsxHost(bytes, '普通表.xlsx');
  const sheets = await host.snapshot();
  await host.apply(adopt(readBook(sheets, form), sheets) as EditPlan);
  const parts = unzipSync(host.save());
  return { host, xml: strFromU8(parts['xl/worksheets/sheet1.xml']!) };
}

const matches = (xml: string, pattern: RegExp): string[] =>
  [...xml.matchAll(pattern)].map(([, found]) => found!);

it('a plain file becomes a living one', async () => {
  const { host, xml } = await adopted(plain());
  const book = readBook(await host.snapshot(), form);
  expect(isEquipped(book.reports[0]!, book)).toBe(true);
  expect(matches(xml, /<cfRule [^>]*priority="(\d+)"/g)).toEqual(['1', '2']);
  expect(xml).toMatch(/<col min="15" max="\d+"[^>]* hidden="1"/);
  expect((await host.sheets()).map(({ name, protected: locked }) => [name, locked])).toEqual([
    ['2014年', false],
    ['累计台账', true],
    ['审核说明', true],
  ]);
});

it('a highlight of the person stays, below ours', async () => {
  const own =
    '<conditionalFormatting sqref="E10"><cfRule type="expression" priority="1"><formula>E10&gt;9</formula></cfRule></conditionalFormatting>';
  const { xml } = await adopted(having(own));
  expect(xml).toContain('<cfRule type="expression" priority="3"><formula>E10&gt;9</formula>');
});

it('a cell that has a validation keeps it, and gets no second one', async () => {
  const own =
    '<dataValidations count="1"><dataValidation type="whole" sqref="E10:F13"><formula1>1</formula1></dataValidation></dataValidations>';
  const { xml } = await adopted(having(own));
  const cells = matches(xml, /<dataValidation [^>]*sqref="([^"]*)"/g).flatMap((range) => range.split(' '));
  expect(cells.filter((cell) => ['E10:F13', 'E10', 'F10', 'E13', 'F13'].includes(cell))).toEqual(['E10:F13']);
  expect(cells).toContain('G10');
});

it.each([
  ['a sheet with a password', '<sheetProtection sheet="1" password="CC1A"/>', ''],
  [
    'a sheet with a newer password',
    '<sheetProtection sheet="1" algorithmName="SHA-512" hashValue="x" saltValue="y" spinCount="1"/>',
    '',
  ],
  ['a workbook whose structure is locked', '', '<workbookProtection lockStructure="1"/>'],
])('%s is left as it is', async (_name, after, tail) => {
  const bytes = having(after, tail);
  const host = createXlsxHost(bytes, '普通表.xlsx');
  const sheets = await host.snapshot();
  const plan = adopt(readBook(sheets, form), sheets) as EditPlan;
  await expect(host.apply(plan)).rejects.toMatchObject({ code: 'protected' });
  expect(host.save()).toBe(bytes);
});

it('a sheet that is protected without a password stays so', async () => {
  const { host } = await adopted(having('<sheetProtection sheet="1"/>'));
  expect((await host.sheets())[0]).toMatchObject({ protected: true });
});
