/** A sheet that looks like one before it is read from memory: just as it would be read anew. */
import fc from 'fast-check';
import { form, locate } from '../../../src/core';
import { indexLabels, isCumulative, type Label } from '../../../src/core/locate/labels';
import { Observer } from '../../../src/core/locate/layout';
import type { Work } from '../../../src/core/locate/seek';
import { vocabularyOf } from '../../../src/core/locate/vocabulary';
import { type CellContent, indexOf, positionOf, type SheetSnapshot } from '../../../src/core/model';
import { distinctValues } from '../../support/damage';
import { makeSheet } from '../../support/sheets';

const clean = makeSheet(distinctValues());
const places = [...clean.cells.keys()];

const told = (sheet: SheetSnapshot, known: typeof form): unknown => {
  const result = locate(sheet, known);
  if (!result.found) return result;
  const { cells, embedded, ...rest } = result.located;
  return [[...cells], [...embedded], rest];
};
/** Nothing is remembered of a form that was never seen. */
const anew = (sheet: SheetSnapshot): unknown => told(sheet, structuredClone(form));

const text = fc.constantFrom(
  ...[
    '张三',
    '某县',
    '',
    '累计',
    '2013年',
    '××年',
    '合计',
    '企业数量',
    '有☑ 无□',
    '十三、其他',
    '工业清洁生产',
  ],
  ...['省（市、区）', '2015年度工业清洁生产', '填表人：', '填表人：李四', '吨'],
);
const content: fc.Arbitrary<CellContent | null> = fc.oneof(
  text.map((value) => ({ value, formula: null })),
  fc.double({ noNaN: true }).map((value) => ({ value, formula: null })),
  fc.constant(null),
  fc.constant({ value: null, formula: '="××年"', uncomputed: true as const }),
);
const edit = fc.record({
  place: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...places) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.nat({ max: 70 }), fc.nat({ max: 20 })).map(([r, c]) => indexOf(r, c)),
    },
  ),
  content,
  wide: fc.nat({ max: 12 }),
});

function changed(
  edits: readonly { place: number; content: CellContent | null; wide: number }[],
): SheetSnapshot {
  const cells = new Map(clean.cells);
  const merges = [...clean.merges];
  for (const { place, content: after, wide } of edits) {
    if (after) cells.set(place, after);
    else cells.delete(place);
    const { row, column } = positionOf(place);
    if (wide === 1) merges.push({ top: row, left: column, bottom: row, right: column + 1 });
    if (wide === 2) merges.splice(place % merges.length, 1);
  }
  return { ...clean, cells, merges };
}

test('whatever was written into a sheet, memory says what looking says', () => {
  expect(told(clean, form)).toEqual(anew(clean));
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 4 }), (edits) => {
      const sheet = changed(edits);
      expect(told(sheet, form)).toEqual(anew(sheet));
    }),
    { numRuns: 300 },
  );
});

test('of a sheet with other figures only the head is looked for', () => {
  const key = 'audit.total/year';
  const placeIn = (sheet: SheetSnapshot): unknown => {
    const result = locate(sheet, form);
    return result.found && result.located.cells.get(key);
  };
  const cells = new Map(clean.cells);
  for (const [at, { value }] of cells)
    if (typeof value === 'number') cells.set(at, { value: value + 1, formula: null });
  expect(placeIn({ ...clean, cells })).toBe(placeIn(clean));
});

test('a figure that stands in another cell under the same heading is found there', () => {
  const result = locate(clean, form);
  const found = result.found ? [...result.located.cells] : [];
  const moved = found.flatMap(([key, { row, column }]) => {
    const area = clean.merges.find(({ top, left }) => top === row && left === column);
    if (!area || area.right === area.left || key.startsWith('head.')) return [];
    const merges = clean.merges.filter((one) => one !== area);
    const cells = new Map(clean.cells);
    told({ ...clean, merges, cells }, form);
    const value = cells.get(indexOf(row, column))!;
    cells.delete(indexOf(row, column));
    cells.set(indexOf(row, column + 1), value);
    const sheet = { ...clean, merges, cells };
    expect(told(sheet, form)).toEqual(anew(sheet));
    const after = locate(sheet, form);
    return after.found && after.located.cells.get(key)!.column === column + 1 ? [key] : [];
  });
  expect(moved.length).toBeGreaterThan(5);
});

test.each([
  ['a word of the form, it', isCumulative, true],
  ['any label at all, nothing', () => true, false],
] as const)('who asked for %s is remembered', (_, is: (label: Label) => boolean, kept) => {
  // The first label there may be a name that somebody typed, and another one on the next sheet.
  const own = structuredClone(form);
  const words = vocabularyOf(own);
  const index = indexLabels(clean);
  const look = (): [Observer, Work] => {
    const observer = new Observer(own, words, index);
    const lists = { missing: [], changed: [], unitChanged: [], yearLabels: [] };
    const counts = { wanted: 0, lost: 0, listRows: 0, bottom: 0, right: 0 };
    const found = { cells: new Map(), embedded: new Map() };
    return [observer, { form: own, words, index: observer.index, ...lists, ...found, ...counts }];
  };
  const [observer, work] = look();
  observer.index.first({ top: 0, left: 0, bottom: index.lastRow, right: index.lastColumn }, is);
  observer.keep(work, 7);
  const [next, again] = look();
  expect(next.recall(again)).toBe(kept ? 7 : null);
});
