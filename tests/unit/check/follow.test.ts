import { check, type CellKey, type CellValue, type Finding, form, readBook } from '../../../src/core';
import { mendOfFinding, messageOf } from '../../../src/strings/messages';
import { cleanValues, makeSheet } from '../../support/sheets';

const find = (change: Record<CellKey, CellValue>): Map<string, Finding> => {
  const sheets = [makeSheet({ ...cleanValues(2011), ...change })];
  const findings = check(readBook(sheets, form), { stage: 'draft', currentYear: 2026 });
  const own = findings.filter(({ cells }) =>
    cells.some(({ id, period }) => id === 'audit.total' && period === 'year'),
  );
  return new Map(own.map((finding) => [finding.rule, finding]));
};

test('too few enterprises in the industries are one question, and the hint refers to it', () => {
  const found = find({ 'coverage.other/year': 4 });
  const [question, hint] = [found.get('SUM-05')!, found.get('SUM-06')!];
  expect(question.params.follows).toBeUndefined();
  expect(hint.params.follows).toBe('SUM-05');
  expect(hint.own).toBeNull();
  expect(hint.fix).toBeNull();
  expect(hint.cells[0]).toMatchObject({ id: 'audit.total', period: 'year' });
  expect(messageOf(hint, form, 'zh-CN')).toMatch(/与“少于审核合计”那一条是同一处，相差 1。$/);
  expect(mendOfFinding(hint, 'zh-CN')).toMatch(/不必另外处理/);
});

test('too many are a hint of their own', () => {
  const found = find({ 'coverage.other/year': 6 });
  expect(found.has('SUM-05')).toBe(false);
  expect(found.get('SUM-06')!.params.follows).toBeUndefined();
  expect(messageOf(found.get('SUM-06')!, form, 'zh-CN')).not.toContain('同一处');
});

test('what a message says of a difference has no floating point dust', () => {
  const found = check(
    readBook(
      [
        makeSheet({
          ...cleanValues(2011),
          'retrofit.investment/year': 129141502.87,
          'retrofit.investment/cumulative': 129077006.53,
        }),
      ],
      form,
    ),
    { stage: 'draft', currentYear: 2026 },
  ).filter(({ rule }) => rule === 'CUM-02' || rule === 'CUM-01');
  expect(found.map(({ difference }) => Math.abs(difference!))).toEqual(found.map(() => 64496.34));
  expect(found.length).toBeGreaterThan(0);
});
