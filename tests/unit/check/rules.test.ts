import {
  check,
  form,
  readBook,
  type CellKey,
  type CellValue,
  type Finding,
  type Stage,
} from '../../../src/core';
import { cleanValues, makeSheet } from '../../support/sheets';

type Change = Partial<Record<CellKey, CellValue>>;
interface Case {
  readonly rule: string;
  /** What has to be changed in the clean reports of 2013 and 2014 to raise the rule in 2014. */
  readonly change: Change;
  readonly before?: Change;
  readonly severity?: Finding['severity'];
  /** The cell to look at first. */
  readonly at: CellKey;
  readonly stage?: Stage;
  readonly expected?: number | string;
  readonly difference?: number;
  /** Rules that follow from the same change (rules.md). */
  readonly also?: readonly string[];
}

/** Two plain sheets, 2013 with c = 3y and 2014 with c = 4y: the chain holds, the base before 2013 is unknown. */
function run(change: Change, before: Change = {}, stage: Stage = 'draft'): Finding[] {
  const earlier = makeSheet({ ...cleanValues(2013, { base: 2 }), ...before } as Record<CellKey, CellValue>);
  const later = makeSheet({ ...cleanValues(2014, { base: 3 }), ...change } as Record<CellKey, CellValue>);
  const book = readBook([earlier, later], form);
  return check(book, { stage, currentYear: 2026 }).filter(
    (finding) => finding.year === 2014 || finding.sheet === '2014年',
  );
}

test('the clean reports raise nothing, at either stage', () => {
  expect(run({})).toEqual([]);
  expect(run({}, {}, 'final')).toEqual([]);
});

const cases: Case[] = [
  { rule: 'TPL-04', change: { 'effect.cod/year': { error: '#REF!' } }, at: 'effect.cod/year' },
  { rule: 'TPL-04', change: { 'text.problems/value': { error: '#N/A' } }, at: 'text.problems/value' },
  { rule: 'HDR-01', change: { 'head.region/value': '某某公司' }, at: 'head.region/value' },
  { rule: 'HDR-01', change: { 'head.region/value': null }, at: 'head.region/value' },
  { rule: 'HDR-03', change: { 'head.preparer/value': ' ' }, at: 'head.preparer/value', stage: 'final' },
  { rule: 'TYP-01', change: { 'agreement.signed/year': -5 }, at: 'agreement.signed/year', also: ['CUM-06'] },
  { rule: 'TYP-01', change: { 'capacity.experts/value': 5.5 }, at: 'capacity.experts/value' },
  {
    rule: 'TYP-02',
    change: { 'retrofit.investment/year': -5, 'retrofit.investment/cumulative': 10 },
    at: 'retrofit.investment/year',
    also: ['CUM-03'],
  },
  {
    rule: 'TYP-03',
    change: { 'effect.lead/year': -5, 'effect.lead/cumulative': 10 },
    at: 'effect.lead/year',
    severity: 'soft',
    also: ['CUM-03'],
  },
  {
    rule: 'TYP-04',
    change: { 'capacity.consultants/value': '约30' },
    at: 'capacity.consultants/value',
    expected: 30,
  },
  {
    rule: 'TYP-05',
    change: { 'effect.cod/year': 5.001, 'effect.cod/cumulative': 20.001 },
    at: 'effect.cod/year',
    severity: 'info',
    also: ['TYP-05'],
  },
  { rule: 'TYP-06', change: { 'coverage.steel/year': null }, at: 'coverage.steel/year', stage: 'final' },
  {
    rule: 'CUM-01',
    change: { 'coverage.textile/year': 20, 'coverage.textile/cumulative': 5 },
    at: 'coverage.textile/cumulative',
    also: ['CUM-03', 'CUM-07'],
  },
  {
    rule: 'CUM-03',
    change: { 'coverage.textile/cumulative': 14 },
    at: 'coverage.textile/cumulative',
    severity: 'soft',
    also: ['CUM-07'],
  },
  {
    rule: 'CUM-04',
    change: { 'training.officials/cumulative': 21 },
    at: 'training.officials/cumulative',
    expected: 20,
    difference: 1,
  },
  {
    rule: 'CUM-05',
    change: { 'effect.benefit/cumulative': 20.5 },
    at: 'effect.benefit/cumulative',
    severity: 'soft',
    expected: 20,
    difference: 0.5,
  },
  {
    rule: 'CUM-06',
    change: { 'coverage.other/cumulative': 21 },
    at: 'coverage.other/cumulative',
    expected: 20,
    difference: 1,
  },
  {
    rule: 'CUM-07',
    change: { 'coverage.other/cumulative': 18 },
    at: 'coverage.other/cumulative',
    severity: 'info',
    expected: 20,
    difference: -2,
  },
  {
    rule: 'CUM-08',
    change: { 'demonstration.parks.national/cumulative': 19 },
    at: 'demonstration.parks.national/cumulative',
    severity: 'soft',
    expected: 20,
    difference: -1,
  },
  {
    rule: 'SUM-01',
    change: { 'audit.total/year': 11 },
    at: 'audit.total/year',
    expected: 10,
    difference: 1,
    also: ['CUM-07'],
  },
  {
    rule: 'SUM-02',
    change: { 'acceptance.total/year': 9 },
    at: 'acceptance.total/year',
    expected: 10,
    difference: -1,
    also: ['CUM-06'],
  },
  {
    rule: 'SUM-03',
    change: { 'coverage.chemical.total/year': 24 },
    at: 'coverage.chemical.total/year',
    also: ['CUM-06'],
    expected: 25,
  },
  {
    rule: 'SUM-04',
    change: { 'coverage.chemical.total/year': 25 },
    at: 'coverage.chemical.total/year',
    severity: 'info',
    also: ['CUM-06'],
  },
  {
    rule: 'CAP-01',
    change: { 'capacity.hasExpertPool/value': '有☑无☑' },
    at: 'capacity.hasExpertPool/value',
  },
  {
    rule: 'CAP-01',
    change: { 'capacity.hasExpertPool/value': null },
    at: 'capacity.hasExpertPool/value',
    stage: 'final',
  },
  { rule: 'CAP-02', change: { 'capacity.experts/value': 0 }, at: 'capacity.experts/value' },
  { rule: 'CAP-02', change: { 'capacity.hasExpertPool/value': '无' }, at: 'capacity.experts/value' },
  { rule: 'CAP-03', change: { 'capacity.consultants/value': 0 }, at: 'capacity.consultants/value' },
  { rule: 'CAP-03', change: { 'capacity.consultancies/value': 0 }, at: 'capacity.consultants/value' },
  { rule: 'DOC-01', change: { 'documents.1.title/value': '通知' }, at: 'documents.1.number/value' },
  {
    rule: 'DOC-02',
    change: {
      'documents.1.title/value': '通知',
      'documents.1.number/value': '无',
      'documents.1.date/value': '2014-02-30',
    },
    at: 'documents.1.date/value',
  },
  {
    rule: 'DOC-02',
    change: {
      'documents.1.title/value': '通知',
      'documents.1.number/value': '无',
      'documents.1.date/value': '2015年1月1日',
    },
    at: 'documents.1.date/value',
  },
];

test.each(cases)('$rule is raised at $at, and nothing else but what follows from it', (one) => {
  const findings = run(one.change, one.before, one.stage);
  const raised = findings.find(({ rule }) => rule === one.rule);
  expect(findings.map(({ rule }) => rule).sort()).toEqual([one.rule, ...(one.also ?? [])].sort());
  const first = raised!.cells[0]!;
  expect(`${first.id}/${first.period}`).toBe(one.at);
  expect(raised!.severity).toBe(one.severity ?? 'hard');
  if (one.expected !== undefined) expect(raised!.expected).toBe(one.expected);
  if (one.difference !== undefined) expect(raised!.difference).toBe(one.difference);
});

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
  expect(other.find(({ rule }) => rule === 'CUM-01')!.fix).toBeNull();
});

test('every rule of the form is raised by an example here', () => {
  const elsewhere = ['TPL-01', 'TPL-02', 'HDR-02', 'CUM-02', 'CUM-10', 'CUM-11', 'CUM-12', 'TYP-07'];
  const raised = new Set([...cases.map(({ rule }) => rule), ...elsewhere]);
  expect([...new Set(form.rules.map(({ id }) => id))].filter((id) => !raised.has(id))).toEqual([]);
});
