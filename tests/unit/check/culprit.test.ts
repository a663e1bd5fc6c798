import { check, form, type CellKey, type CellValue, type Finding, readBook } from '../../../src/core';
import { messageOf } from '../../../src/strings/messages';
import { cleanValues, makeSheet } from '../../support/sheets';

type Values = Record<CellKey, CellValue>;

const AUDITS: Values = {
  'audit.voluntary/year': 103,
  'audit.mandatory/year': 84,
  'audit.total/year': 187,
  'audit.voluntary/cumulative': 413,
  'audit.mandatory/cumulative': 487,
  'audit.total/cumulative': 900,
};

function find(change: Values): Finding[] {
  const last = {
    ...cleanValues(2013, { base: 2 }),
    'audit.voluntary/year': 98,
    'audit.mandatory/year': 80,
    'audit.total/year': 178,
    'audit.voluntary/cumulative': 310,
    'audit.mandatory/cumulative': 403,
    'audit.total/cumulative': 713,
    'training.officials/cumulative': 3420,
  };
  const now = {
    ...cleanValues(2014, { base: 3 }),
    ...AUDITS,
    'training.officials/year': 20,
    'training.officials/cumulative': 3440,
  };
  const sheets = [makeSheet(last), makeSheet({ ...now, ...change })];
  return check(readBook(sheets, form), { stage: 'draft', currentYear: 2026 }).filter(
    ({ year }) => year === 2014,
  );
}

const firstOf = (findings: readonly Finding[], rule: string): string => {
  const [cell] = findings.find((finding) => finding.rule === rule)!.cells;
  return `${cell!.id}/${cell!.period}`;
};

test.each([
  // a part of the sum whose own chain is broken too
  [{ 'audit.voluntary/year': 150 }, 'SUM-01', 'audit.voluntary/year'],
  [{ 'audit.mandatory/year': 11 }, 'SUM-01', 'audit.mandatory/year'],
  // the total itself: it does not continue its chain either
  [{ 'audit.total/year': 250 }, 'SUM-01', 'audit.total/year'],
  // each of three would do: the rule's own cell stays first
  [{ 'training.officials/cumulative': 4000 }, 'CUM-04', 'training.officials/cumulative'],
  [{ 'audit.total/cumulative': 950 }, 'SUM-01', 'audit.total/cumulative'],
] as [Values, string, CellKey][])('%j: %s looks first at %s', (change, rule, first) => {
  expect(firstOf(find(change), rule)).toBe(first);
});

test('where the figure of each of several industries would do as well, none of them is named', () => {
  const values = { ...cleanValues(2014, { base: 3 }), 'coverage.other/cumulative': 11 };
  const findings = check(readBook([makeSheet(values)], form), { stage: 'draft', currentYear: 2026 });
  const found = findings.find(({ rule }) => rule === 'SUM-05')!;
  expect(found.cells[0]).toMatchObject({ id: 'audit.total', value: 560 });
  expect(found).toMatchObject({ own: null, expected: 551, bound: 'most', difference: 9 });
});

test('expected and difference speak of the cell that stands first, and the message of the rule’s own too', () => {
  const found = find({ 'audit.voluntary/year': 150 }).find(({ rule }) => rule === 'SUM-01')!;
  expect(found).toMatchObject({
    expected: 103,
    difference: 47,
    own: { cell: 1, expected: 234, difference: -47 },
    fix: null,
  });
  expect(found.cells.map(({ id }) => id)).toEqual(['audit.voluntary', 'audit.total', 'audit.mandatory']);
  expect(messageOf(found, form, 'zh-CN', { brief: true })).toBe(
    '「二、审核 合计（本年）」应为 234，现为 187，相差 47。请先核对「二、审核 自愿性（本年）」：只改这一格，就能满足 2 条未通过的审核。',
  );
});

test('the cell of a proven slip stands first', () => {
  const found = find({ 'audit.voluntary/year': 130 }).find(({ rule }) => rule === 'SUM-01')!;
  expect(found.cells[0]).toMatchObject({ id: 'audit.voluntary', value: 130 });
  expect(found.fix).toMatchObject({ confirm: true, guess: { kind: 'transposed' } });
  expect(found.expected).toBe(103);
});

test('a figure that is formula is nobody’s typing: what it is made of stands first', () => {
  const sheet = makeSheet({
    ...cleanValues(2011),
    'audit.voluntary/year': 9,
    'audit.voluntary/cumulative': 70,
  });
  const { cells } = readBook([sheet], form).reports[0]!.located;
  const at = cells.get('audit.total/year')!;
  const contents = new Map(sheet.cells);
  contents.set(at.row * 16384 + at.column, { value: 140, formula: '=140' });
  const book = readBook([{ ...sheet, cells: contents }], form);
  const findings = check(book, { stage: 'draft', currentYear: 2026 });
  expect(firstOf(findings, 'SUM-01')).toBe('audit.voluntary/year');
});
