/** 数值副本: a copy of the file whose formulas are values, and which is otherwise the same. */
import { unzipSync } from 'fflate';
import { check, form, keyOf, readBook, type SheetSnapshot } from '../../../src/core';
import { fixValues } from '../../../src/core/finalise/values';
import { type CellKey, type CellValue, indexOf } from '../../../src/core/model';
import { chainOf, contentOf } from '../../../src/core/report';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { patchWorkbook } from '../../../src/hosts/xlsx/write';
import { makeTemplate } from '../../../src/template/template';

const ID = 'audit.voluntary';
const sheetsOf = (bytes: Uint8Array): SheetSnapshot[] =>
  readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot);

async function twoYears(): Promise<Uint8Array> {
  const year = (audited: number): Map<CellKey, CellValue> =>
    new Map<CellKey, CellValue>([
      [`${ID}/year`, audited],
      ['audit.mandatory/year', 4],
      ['effect.cod/year', -2],
    ]);
  const values = {
    years: new Map([
      [2013, year(10)],
      [2014, year(20)],
    ]),
    ledger: new Map([[ID, { base: 100 }]]),
  };
  return makeTemplate({ from: 2013, to: 2014, region: '山东省', values });
}

function copyOf(bytes: Uint8Array): Uint8Array {
  const { cells, kept } = fixValues(sheetsOf(bytes), form);
  expect(kept).toBe(0);
  return patchWorkbook(bytes, cells);
}

it('has no formula left on the year sheets, the ledger and the reasons, and the same figures', async () => {
  const bytes = await twoYears();
  const [before, after] = [sheetsOf(bytes), sheetsOf(copyOf(bytes))];
  expect(before.some(({ cells }) => [...cells.values()].some(({ formula }) => formula !== null))).toBe(true);
  for (const { cells } of after)
    expect([...cells.values()].filter(({ formula }) => formula !== null)).toEqual([]);
  const [was, is] = [readBook(before, form), readBook(after, form)];
  is.reports.forEach((report, index) => {
    for (const [key, { value }] of was.reports[index]!.cells)
      expect([key, contentOf(report, key).value ?? '']).toEqual([key, value ?? '']);
  });
  expect(contentOf(is.reports[1]!, keyOf('audit.voluntary', 'cumulative')).value).toBe(130);
  expect([2012, 2013, 2014].map((year) => chainOf(is, ID, year))).toEqual([100, 110, 130]);
});

it('is checked as the workbook itself, and carries no mark that could go stale', async () => {
  const bytes = await twoYears();
  const found = (of: Uint8Array): string[] =>
    check(readBook(sheetsOf(of), form), { stage: 'draft', currentYear: 2026 }).map(
      ({ rule, sheet, cells }) => `${rule} ${sheet} ${cells[0]?.address}`,
    );
  const copy = copyOf(bytes);
  expect(found(bytes).length).toBeGreaterThan(0);
  expect(found(copy)).toEqual(found(bytes));
  expect(readBook(sheetsOf(copy), form).reports.map(({ judgedAt }) => judgedAt)).toEqual([null, null]);
});

it('keeps every other part of the file byte for byte, looks and printing too', async () => {
  const bytes = await twoYears();
  const [before, after] = [unzipSync(bytes), unzipSync(copyOf(bytes))];
  const others = Object.keys(before).filter(
    (name) => !/worksheets\/sheet\d+\.xml$|workbook\.xml$/.test(name),
  );
  expect(others.length).toBeGreaterThan(5);
  for (const name of others) expect([name, after[name]]).toEqual([name, before[name]]);
  const looks = (parts: Record<string, Uint8Array>): string[] =>
    Object.keys(parts)
      .filter((name) => /worksheets\/sheet\d+\.xml$/.test(name))
      .map((name) =>
        Buffer.from(parts[name]!)
          .toString('utf8')
          .replace(/<sheetData>[\s\S]*<\/sheetData>/, ''),
      );
  expect(looks(after)).toEqual(looks(before));
});

it('leaves a formula of others that has no result where it is, and counts it', async () => {
  const sheets = sheetsOf(await twoYears());
  const foreign = sheets.map((sheet) => {
    if (sheet.name !== '2014年') return sheet;
    const at = readBook(sheets, form).reports[1]!.located.cells.get('effect.lead/year')!;
    const cells = new Map(sheet.cells);
    cells.set(indexOf(at.row, at.column), { value: null, formula: '=NOW()', uncomputed: true });
    return { ...sheet, cells };
  });
  expect(fixValues(foreign, form).kept).toBe(1);
});
