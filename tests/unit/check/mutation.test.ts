/** Each rule is found for each figure it speaks of, and one change raises nothing that does not look at it. */
import { check, form, readBook } from '../../../src/core';
import { checkArithmetic } from '../../../src/core/check/arithmetic';
import { operandsOf } from '../../../src/core/expression/tree';
import { subjectsOf } from '../../../src/core/check/scope';
import type { Rule } from '../../../src/core/form/schema';
import { type CellKey, type CellValue, keyOf, splitKey } from '../../../src/core/model';
import { type Book, figureOf, type Report } from '../../../src/core/report';
import { cleanValues, makeSheet } from '../../support/sheets';

const clean = readBook(
  [makeSheet(cleanValues(2013, { base: 1, factor: 2 })), makeSheet(cleanValues(2014, { base: 3 }))],
  form,
);
const first = readBook([makeSheet(cleanValues(2011))], form);

/** The last report of a book with one cell changed. */
function changed(book: Book, key: CellKey, value: CellValue): { book: Book; report: Report } {
  const last = book.reports.at(-1)!;
  const report = { ...last, cells: new Map(last.cells).set(key, { value, formula: null }) };
  return { report, book: { ...book, reports: [...book.reports.slice(0, -1), report] } };
}

const VALUES: CellValue[] = [
  0,
  1,
  4,
  6,
  14,
  15,
  19,
  21,
  30,
  100,
  1001,
  5000,
  3e7,
  -3,
  12.5,
  '约30',
  { error: '#N/A' },
  '无',
];

/** Cells whose change can raise the rule for a figure: its own, and all that it is compared with. */
function touching(rule: Rule, id: string, period: 'year' | 'cumulative' | 'value'): CellKey[] {
  const keys = operandsOf(rule.holds!).map(({ cell, period: at }) => {
    const target = cell === 'self' ? id : cell;
    const single = form.indicators.find((one) => one.id === target)?.periods === 'value';
    return keyOf(target, at ?? (single ? 'value' : period));
  });
  return [...new Set([keyOf(id, period), ...keys])];
}

const subjects = form.rules
  .filter(
    (rule) =>
      rule.holds &&
      rule.stage === 'draft' &&
      !['CUM-11', 'CUM-12', 'EFF-01', 'EFF-02', 'RET-02'].includes(rule.id),
  )
  .flatMap((rule) =>
    subjectsOf(rule, form).map(({ indicator, period }) => ({
      name: `${rule.id} ${indicator.id}/${period}`,
      rule,
      id: indicator.id,
      period,
    })),
  );

/** What the other cells come to, and three times the cell's own figure: last year's 累计. */
function neighbours(book: Book, key: CellKey, keys: readonly CellKey[]): number[] {
  const figure = (one: CellKey): number => figureOf(book.reports.at(-1)!, one) ?? 0;
  const others = keys.filter((one) => one !== key).reduce((sum, one) => sum + figure(one), 0);
  return [others, 3 * figure(key)];
}

test.each(subjects)('$name is found by one change', ({ rule, id, period }) => {
  const base = rule.scope?.years === 'first' ? first : clean;
  const found = touching(rule, id, period).some((key) =>
    [...VALUES, ...neighbours(base, key, touching(rule, id, period))].some((value) => {
      const { report, book } = changed(base, key, value);
      return checkArithmetic(rule, report, book).some(
        ({ cells: [cell], severity }) =>
          severity === rule.severity && cell?.id === id && cell.period === period,
      );
    }),
  );
  expect(found).toBe(true);
});

test('one change raises only what looks at the changed cell', () => {
  const cells = form.indicators.flatMap(({ id, periods }) =>
    (periods === 'pair' ? (['year', 'cumulative'] as const) : (['value'] as const)).map((period) =>
      keyOf(id, period),
    ),
  );
  for (const key of cells) {
    for (const value of [0, 21, -3, 12.5, '约30']) {
      const { book } = changed(clean, key, value);
      for (const finding of check(book, { stage: 'draft', currentYear: 2026 })) {
        if (finding.year !== 2014) continue;
        const { id } = splitKey(key);
        const looked = finding.cells.map((cell) => cell.id);
        expect([key, value, finding.rule, looked]).toEqual([
          key,
          value,
          finding.rule,
          expect.arrayContaining([id]),
        ]);
      }
    }
  }
});
