import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { cellAt, parseAddress } from '../../../src/core/model';
import { HostError } from '../../../src/hosts/port';
import { createXlsxHost } from '../../../src/hosts/xlsx/host';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { patchWorkbook } from '../../../src/hosts/xlsx/write';
import { writeWithHucre } from './hucre';

const writers: readonly (readonly [string, () => Promise<Uint8Array>])[] = [
  ['hucre', writeWithHucre],
  // the file above, opened and saved by LibreOffice 7.4
  [
    'LibreOffice',
    async () => Promise.resolve(new Uint8Array(readFileSync(join(__dirname, 'files/libreoffice.xlsx')))),
  ],
];

describe.each(writers)('a file written by %s', (_name, write) => {
  const at = (bytes: Uint8Array, address: string, sheet = 0): unknown => {
    const { row, column } = parseAddress(address)!;
    return cellAt(readWorkbook(bytes).sheets[sheet]!.snapshot, row, column);
  };

  it('is read with its values, formulas, merged areas, names and protection', async () => {
    const bytes = await write();
    const { sheets, names } = readWorkbook(bytes);
    expect(sheets.map(({ name, visible, protected: locked }) => [name, visible, locked])).toEqual([
      ['2014年', true, true],
      ['台账', false, false],
    ]);
    expect(sheets[0]!.snapshot.merges).toEqual([{ top: 0, left: 0, bottom: 0, right: 2 }]);
    expect(names.get('report.region')).toMatch(/^'?2014年'?!\$A\$1$/);
    expect(at(bytes, 'A1')).toEqual({ value: '报送表', formula: null });
    expect(at(bytes, 'B3')).toEqual({ value: 84.5, formula: null });
    expect(at(bytes, 'C2')).toEqual({ value: 187.5, formula: '=SUM(B2,B3)' });
    expect(at(bytes, 'C3')).toEqual({ value: '', formula: '=IF(COUNT(B2)=0,B2,"")' });
    expect(at(bytes, 'B4')).toEqual({ value: 42004, formula: null });
    expect(at(bytes, 'A1', 1)).toMatchObject({ value: 103 });
  });

  it('takes an edit, and keeps all its parts', async () => {
    const before = await write();
    const after = patchWorkbook(before, [
      { sheet: '2014年', row: 1, column: 1, value: 7, formula: null },
      { sheet: '2014年', row: 1, column: 2, value: 91.5, formula: '=SUM(B2,B3)' },
    ]);
    expect(at(after, 'B2')).toEqual({ value: 7, formula: null });
    expect(at(after, 'C2')).toEqual({ value: 91.5, formula: '=SUM(B2,B3)' });
    const [old, now] = [unzipSync(before), unzipSync(after)];
    const changed = Object.keys(old).filter(
      (name) => Buffer.compare(old[name]!, now[name] ?? new Uint8Array()) !== 0,
    );
    expect(Object.keys(now)).toEqual(Object.keys(old));
    expect(changed.filter((name) => name !== 'xl/workbook.xml')).toEqual(['xl/worksheets/sheet1.xml']);
    expect(strFromU8(now['xl/workbook.xml']!)).toMatch(/<calcPr[^>]* fullCalcOnLoad="(1|true)"/);
  });

  it('lets only its unlocked cells be written by the host', async () => {
    const host = createXlsxHost(await write(), 'a.xlsx');
    const edit = (row: number, before: number) => ({
      sheet: '2014年',
      row,
      column: 1,
      before: { value: before, formula: null },
      after: { value: 1, formula: null },
      why: 'test',
    });
    expect(await host.apply({ command: 'test', edits: [edit(1, 103)] })).toEqual({ applied: true });
    await expect(host.apply({ command: 'test', edits: [edit(2, 84.5)] })).rejects.toThrow(HostError);
  });
});
