/** A blank is not 0: a rule that looks at one waits, and says for what. */
import { form, readBook } from '../../../src/core';
import { undecidedAt } from '../../../src/core/check/undecided';
import type { CellKey, CellValue } from '../../../src/core/model';
import { cleanValues, makeSheet } from '../../support/sheets';

type Values = Record<CellKey, CellValue>;

function waiting(key: CellKey, change: Values = {}, { alone = false } = {}) {
  const earlier = makeSheet(cleanValues(2013, { base: 1, factor: 2 }));
  const sheets = [makeSheet({ ...cleanValues(2014, { base: 3 }), ...change })];
  const book = readBook(alone ? sheets : [earlier, ...sheets], form);
  return undecidedAt(book.reports.at(-1)!, book, key).map(({ rule, missing, unknown }) => ({
    rule: rule.id,
    missing,
    unknown,
  }));
}

test('in a full report every rule is decided', () => {
  for (const { id, kind, periods } of form.indicators) {
    if (kind === 'choice') continue;
    const key = `${id}/${periods === 'value' ? 'value' : 'year'}` as CellKey;
    expect([key, waiting(key)]).toEqual([key, []]);
  }
});

test('a sum waits for its blank part, not for those that are there', () => {
  expect(waiting('audit.total/year', { 'audit.mandatory/year': null })).toContainEqual({
    rule: 'SUM-01',
    missing: ['audit.mandatory/year'],
    unknown: [],
  });
});

test('a blank that cannot change the verdict is not waited for', () => {
  // More parts than the whole already: SUM-03 is violated whatever the blank part will be.
  const change: Values = {
    'coverage.chemical.total/year': 1,
    'coverage.chemical.nitrogenFertilizer/year': 5,
    'coverage.chemical.pesticide/year': null,
  };
  const rules = waiting('coverage.chemical.total/year', change).map(({ rule }) => rule);
  expect(rules).not.toContain('SUM-03');
});

test('a chain without last year waits for 上年累计', () => {
  expect(waiting('training.officials/cumulative', {}, { alone: true })).toContainEqual({
    rule: 'CUM-04',
    missing: [],
    unknown: ['training.officials'],
  });
});

test('a text has a finding of its own, and nothing is said to wait for it', () => {
  expect(waiting('audit.total/year', { 'audit.mandatory/year': '约30' })).toEqual([]);
});
