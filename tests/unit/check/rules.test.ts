import { check, form, readBook, type CellKey, type CellValue, type Finding } from '../../../src/core';
import { cleanValues, makeSheet } from '../../support/sheets';

type Change = Partial<Record<CellKey, CellValue>>;
/** Two plain sheets, 2013 with c = 3y and 2014 with c = 4y: the chain holds, the base before 2013 is unknown. */
function run(change: Change): Finding[] {
  const earlier = makeSheet({ ...cleanValues(2013, { base: 1, factor: 2 }) });
  const later = makeSheet({ ...cleanValues(2014, { base: 3 }), ...change } as Record<CellKey, CellValue>);
  const book = readBook([earlier, later], form);
  return check(book, { stage: 'draft', currentYear: 2026 }).filter(
    (finding) => finding.year === 2014 || finding.sheet === '2014年',
  );
}

test('in 2011 the cumulative is the year itself', () => {
  const values = cleanValues(2011);
  const clean = readBook([makeSheet(values)], form);
  expect(check(clean, { stage: 'final', currentYear: 2026 })).toEqual([]);
  const book = readBook([makeSheet({ ...values, 'training.officials/cumulative': 9 })], form);
  expect(check(book, { stage: 'draft', currentYear: 2026 })).toMatchObject([
    { rule: 'CUM-02', expected: 5, difference: 4 },
  ]);
});

test('a base that nobody knows is said once, with every cell that waits for it', () => {
  const book = readBook([makeSheet(cleanValues(2014, { base: 3 }))], form);
  const findings = check(book, { stage: 'draft', currentYear: 2026 });
  expect(findings).toMatchObject([{ rule: 'CUM-10', severity: 'info' }]);
  expect(findings[0]!.cells).toHaveLength(62);
});

test.each([
  [2010, 'range'],
  [2099, 'range'],
  [2014.5, 'whole'],
  ['二〇一四', 'text'],
  [null, 'blank'],
] as const)('HDR-02 refuses %p as a year (%s)', (year, _why) => {
  const book = readBook(
    [makeSheet({ ...cleanValues(2014), 'head.year/value': year }, { name: '报送表' })],
    form,
  );
  expect(check(book, { stage: 'draft', currentYear: 2026 }).map(({ rule }) => rule)).toContain('HDR-02');
});

test('TPL-02 tells labels of another year from labels still blank, and its fix mends all of them', () => {
  const values = cleanValues(2011);
  const blank = readBook([makeSheet(values, { labelled: false })], form);
  const [info] = check(blank, { stage: 'draft', currentYear: 2026 });
  expect(info).toMatchObject({ rule: 'TPL-02', severity: 'info', expected: '2011年' });
  expect(info!.fix!.edits).toHaveLength(28);
  expect(info!.fix!.edits[0]!.after.value).toBe('2011年[1]');
  const sheet = makeSheet(values);
  const cells = new Map(
    [...sheet.cells].map(([at, cell]) => [at, cell.value === '2011年' ? { ...cell, value: '2010年' } : cell]),
  );
  const [hard] = check(readBook([{ ...sheet, cells }], form), { stage: 'draft', currentYear: 2026 });
  expect(hard).toMatchObject({ rule: 'TPL-02', severity: 'hard' });
  expect(hard!.cells).toHaveLength(27);
});

test('TPL-01 names the label that is gone', () => {
  const sheet = makeSheet(cleanValues(2011));
  const cells = new Map([...sheet.cells].filter(([, { value }]) => value !== '氮肥'));
  const findings = check(readBook([{ ...sheet, cells }], form), { stage: 'draft', currentYear: 2026 });
  expect(findings).toMatchObject([{ rule: 'TPL-01', params: { label: '氮肥' } }]);
});

test('year and cumulative in each other’s cells: swapping is offered where it fits the history', () => {
  const findings = run({ 'coverage.textile/year': 20, 'coverage.textile/cumulative': 5 });
  const fix = findings.find(({ rule }) => rule === 'CUM-01')!.fix!;
  expect(fix.edits.map(({ after }) => after.value)).toEqual([5, 20]);
  const other = run({ 'coverage.textile/year': 21, 'coverage.textile/cumulative': 5 });
  const unclear = other.find(({ rule }) => rule === 'CUM-01')!;
  expect(unclear.fix).toBeNull();
  expect(unclear).toMatchObject({ expected: 21, difference: -16 });
});
