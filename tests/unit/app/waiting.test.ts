/** What the inspector asks for where a cell cannot be judged yet: what a person can fill in, not what computes itself. */
import { waitingAt } from '../../../src/app/waiting';
import { form, readBook } from '../../../src/core';
import type { CellKey, CellValue, SheetSnapshot } from '../../../src/core/model';
import { draftTemplate } from '../../../src/template/template';

function snapshots(values: Record<string, CellValue>): SheetSnapshot[] {
  const years = new Map([[2014, new Map(Object.entries(values) as [CellKey, CellValue][])]]);
  return draftTemplate({ from: 2014, to: 2014, region: '山东省', values: { years } }).map(
    ({ name, cells, merges }) => ({
      name,
      visible: true,
      merges,
      cells: new Map(
        [...cells].flatMap(([at, { value, formula }]) =>
          value === null && formula === null ? [] : [[at, { value, formula }] as const],
        ),
      ),
    }),
  );
}

const waiting = (key: CellKey, values: Record<string, CellValue>) => {
  const book = readBook(snapshots(values), form);
  return waitingAt(book.reports[0]!, book, key);
};

it.each<[string, CellKey, Record<string, CellValue>, readonly string[], readonly string[]]>([
  [
    'a 累计 with its year',
    'audit.voluntary/cumulative',
    { 'audit.voluntary/year': 3 },
    [],
    ['audit.voluntary'],
  ],
  ['a 累计 without its year', 'effect.cod/cumulative', {}, ['effect.cod/year'], ['effect.cod']],
])('%s waits for what a person knows', (_what, key, values, cells, priors) => {
  const found = waiting(key, values)!;
  expect(found.cells).toEqual(expect.arrayContaining([...cells]));
  expect(found.priors).toEqual(expect.arrayContaining([...priors]));
  // Nothing that computes by itself is asked for.
  expect(found.cells.filter((one) => /cumulative$|total\/year$/.test(one))).toEqual([]);
  expect(new Set(found.rules).size).toBe(found.rules.length);
});

it('a 合计 waits for the part that is blank', () => {
  expect(waiting('audit.total/year', { 'audit.voluntary/year': 3 })!.cells).toContain('audit.mandatory/year');
});
