/** The checks on the template itself: formulas, ledger, cached results that are missing. */
import { check, form, readBook, type CellKey, type CellValue, type SheetSnapshot } from '../../../src/core';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { makeTemplate } from '../../../src/template/template';
import { cleanValues } from '../../support/sheets';

const options = { stage: 'draft', currentYear: 2026 } as const;
const inputs = (year: number, change: Partial<Record<CellKey, CellValue>> = {}): Map<CellKey, CellValue> => {
  const entries = Object.entries(cleanValues(year, { factor: year === 2012 ? 2 : 1 })) as [
    CellKey,
    CellValue,
  ][];
  const computed = (key: CellKey) =>
    key.endsWith('/cumulative') || /^(?:audit|acceptance)\.total\//.test(key);
  return new Map([
    ...entries.filter(([key]) => !computed(key)),
    ...(Object.entries(change) as [CellKey, CellValue][]),
  ]);
};
interface Row {
  base?: CellValue;
  adjustments?: Map<number, CellValue>;
  reasons?: Map<number, CellValue>;
}
const bases = (change: Record<string, Row> = {}): Map<string, Row> => {
  const clean = cleanValues(2011);
  const pairs = form.indicators.filter(({ periods }) => periods === 'pair');
  return new Map(pairs.map(({ id }) => [id, { base: clean[`${id}/year`]!, ...change[id] }]));
};

async function sheetsOf(
  change: Partial<Record<CellKey, CellValue>> = {},
  ledger: Record<string, Row> = {},
): Promise<SheetSnapshot[]> {
  const years = new Map([2012, 2013].map((year) => [year, inputs(year, year === 2013 ? change : {})]));
  const bytes = await makeTemplate({
    from: 2012,
    to: 2013,
    region: '山东省',
    values: { years, ledger: bases(ledger) },
  });
  return readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot);
}
const findingsOf = (sheets: readonly SheetSnapshot[]) => check(readBook(sheets, form), options);

test('a template filled with clean figures raises nothing', async () => {
  expect(findingsOf(await sheetsOf())).toEqual([]);
});

test('TYP-07: an equal figure typed over a formula is said, and the formula offered again', async () => {
  const findings = findingsOf(
    await sheetsOf({ 'training.officials/cumulative': 20, 'audit.total/year': 140 }),
  );
  expect(findings.map(({ rule }) => rule)).toEqual(['TYP-07', 'TYP-07']);
  const original = (await sheetsOf()).find(({ name }) => name === '2013年')!;
  for (const { fix } of findings) {
    const { row, column, after } = fix!.edits[0]!;
    expect(after.formula).toBe(original.cells.get(row * 16384 + column)!.formula);
  }
});

test('CUM-11: an adjustment without a reason', async () => {
  const adjusted = { 'training.enterprises': { adjustments: new Map([[2013, -2]]) } };
  const [finding, ...rest] = findingsOf(await sheetsOf({}, adjusted));
  expect(rest).toEqual([]);
  expect(finding).toMatchObject({ rule: 'CUM-11', severity: 'hard', params: { adj: -2 } });
  expect(finding!.cells[1]).toMatchObject({ sheet: '累计台账', value: -2 });
  const reasoned = {
    'training.enterprises': { adjustments: new Map([[2013, -2]]), reasons: new Map([[2013, '重复企业']]) },
  };
  expect(findingsOf(await sheetsOf({}, reasoned))).toEqual([]);
});

test('CUM-12: declared repeats that the typed cumulative does not take off', async () => {
  const adjusted = {
    'training.enterprises': { adjustments: new Map([[2013, -2]]), reasons: new Map([[2013, '重复企业']]) },
  };
  const findings = findingsOf(await sheetsOf({ 'training.enterprises/cumulative': 20 }, adjusted));
  expect(findings).toMatchObject([{ rule: 'CUM-12', severity: 'soft', expected: 18, difference: 2 }]);
});

test('formulas whose results nobody has computed check the same as computed ones', async () => {
  const change = { 'effect.cod/cumulative': 30, 'capacity.experts/value': 0 } as const;
  const computed = await sheetsOf(change);
  const bare = computed.map((sheet) => ({
    ...sheet,
    cells: new Map(
      [...sheet.cells].map(([at, cell]) => [
        at,
        cell.formula === null ? cell : { ...cell, value: null, uncomputed: true as const },
      ]),
    ),
  }));
  const plain = (sheets: readonly SheetSnapshot[]) =>
    findingsOf(sheets).map(({ rule, sheet, cells, expected, difference }) => ({
      rule,
      sheet,
      at: cells[0]!.address,
      expected,
      difference,
    }));
  expect(plain(bare)).toEqual(plain(computed));
  expect(plain(computed)).toHaveLength(2);
});

test('a blank year leaves every later cumulative empty instead of restarting it', async () => {
  const findings = await sheetsOf({ 'training.officials/year': null });
  const later = readBook(findings, form).reports.find(({ year }) => year === 2013)!;
  expect(later.cells.get('training.officials/cumulative')!.value).toBe('');
});
