import fc from 'fast-check';
import { checkBook, resultOf } from '../../../src/app/result';
import { checkSchema } from '../../../src/app/contract';
import {
  check,
  type CellContent,
  type CellValue,
  earlierExplanation,
  type Explanation,
  explanationNames,
  type Finding,
  form,
  indexOf,
  isExplained,
  readBook,
  type SheetSnapshot,
  subjectOf,
} from '../../../src/core';
import { sameFigure } from '../../../src/core/explanations';
import { draftExplanations } from '../../../src/template/explanations';
import { cleanValues, makeSheet } from '../../support/sheets';

const REASON = '2011 年以前已审核的企业在本年验收';

/** Acceptance is above audit: ACC-01 at acceptance.mandatory/cumulative. */
const figures = (value: CellValue = 900): SheetSnapshot =>
  makeSheet({
    ...cleanValues(2014, { base: 3 }),
    'acceptance.mandatory/cumulative': value,
  });

const about = (change: Partial<Explanation> = {}): Explanation => ({
  rule: 'ACC-01',
  year: 2014,
  id: 'acceptance.mandatory',
  period: 'cumulative',
  value: 900,
  reason: REASON,
  author: '王芳',
  date: 42009,
  ...change,
});

/** The sheet as a host reads it: its formulas computed or not. */
function sheetOf(explanations: readonly Explanation[]): SheetSnapshot {
  const { name, cells, merges } = draftExplanations(form, explanations);
  const filled = new Map<number, CellContent>();
  for (const [at, { value, formula }] of cells) {
    if (value !== null || formula !== null) filled.set(at, { value, formula });
  }
  return { name, visible: true, cells: filled, merges };
}

const bookOf = (...sheets: SheetSnapshot[]) => readBook(sheets, form);
const findIn = (...sheets: SheetSnapshot[]): Finding | undefined =>
  check(bookOf(...sheets), { stage: 'draft', currentYear: 2026 }).find(({ rule }) => rule === 'ACC-01');

/** Rows as a person types them, under headings of their own. */
function typed(headings: readonly string[], ...rows: readonly (readonly CellValue[])[]): SheetSnapshot {
  const cells = new Map<number, CellContent>();
  [headings, ...rows].forEach((row, at) =>
    row.forEach((value, column) => {
      if (value !== null) cells.set(indexOf(at + 3, column + 2), { value, formula: null });
    }),
  );
  return { name: '说明（手工）', visible: true, cells, merges: [] };
}

it('closes a soft finding with the reason that is written for its rule, figure and value', () => {
  const finding = findIn(figures(), sheetOf([about()]))!;
  expect(finding.explanation).toEqual({
    reason: REASON,
    author: '王芳',
    date: 42009,
    value: 900,
    holds: true,
  });
  expect(isExplained(finding)).toBe(true);
});

it('opens it again where the value has moved, and keeps the old reason', () => {
  const finding = findIn(figures(901), sheetOf([about()]))!;
  expect(finding.explanation).toMatchObject({ reason: REASON, holds: false });
  expect(isExplained(finding)).toBe(false);
});

it.each([
  ['another rule', { rule: 'CUM-03' }],
  ['another year', { year: 2013 }],
  ['another indicator', { id: 'acceptance.voluntary' }],
  ['the other period', { period: 'year' as const }],
])('takes no reason that was written for %s', (_, change) => {
  expect(findIn(figures(), sheetOf([about(change)]))!.explanation).toBeNull();
});

it('takes the one that holds, and of several that do not the last', () => {
  const old = about({ value: 800, reason: '一' });
  expect(findIn(figures(), sheetOf([about(), old]))!.explanation).toMatchObject({
    reason: REASON,
    holds: true,
  });
  expect(findIn(figures(), sheetOf([old, about({ value: 850, reason: '二' })]))!.explanation).toMatchObject({
    reason: '二',
    holds: false,
  });
});

it('offers the reason of the latest earlier year', () => {
  const earlier = [
    about({ year: 2012, reason: '一' }),
    about({ year: 2013, reason: '二' }),
    about({ year: 2011 }),
  ];
  const book = bookOf(figures(), sheetOf(earlier));
  const [finding] = check(book, { stage: 'draft', currentYear: 2026 }).filter(
    ({ rule }) => rule === 'ACC-01',
  );
  expect(finding!.explanation).toBeNull();
  expect(earlierExplanation(finding!, book.explanations)).toMatchObject({ year: 2013, reason: '二' });
});

const HEADINGS = ['规则', '年度', '指标', '期间', '数值', '说明', '填写人', '日期'];

it.each<[string, SheetSnapshot]>([
  ['a row typed by hand', typed(HEADINGS, ['ACC-01', 2014, '三、验收 强制性', '累计', 900, REASON])],
  [
    'spaces, full-width signs and a year as text',
    typed(HEADINGS, ['ａcc-01', ' 2014年', '三、验收强制性', ' 累计 ', '900', REASON]),
  ],
  [
    'columns in another order, and without author and date',
    typed(
      ['说明', '指标', '年度', '数值', '期间', '规则'],
      [REASON, '三、验收 强制性', 2014, 900, '累计', 'ACC-01'],
    ),
  ],
  [
    'an id instead of the name',
    typed(HEADINGS, ['ACC-01', 2014, 'acceptance.mandatory', '累计', 900, REASON]),
  ],
  [
    'a hidden key where the name was typed over',
    typed(
      [...HEADINGS, ''],
      [
        'ACC-01',
        2014,
        '验收',
        '累计',
        900,
        REASON,
        null,
        null,
        'ACC-01|2014|acceptance.mandatory|cumulative',
      ],
    ),
  ],
])('reads %s', (_, sheet) => {
  expect(findIn(figures(), sheet)!.explanation).toMatchObject({ reason: REASON, holds: true });
});

it('names the rows that it cannot read, and takes a row without a reason for none', () => {
  const sheet = typed(
    HEADINGS,
    ['ACC-01', 2014, '什么', '累计', 900, REASON],
    ['ACC-01', 2014, '三、验收 强制性', '累计', 900, '  '],
  );
  const { explanations } = bookOf(figures(), sheet);
  expect(explanations).toMatchObject({ entries: [], unread: [4], lastRow: 5 });
});

it('takes no other sheet for the explanations', () => {
  expect(bookOf(figures(), typed(['规则', '年度', '指标'], ['ACC-01', 2014, '三'])).explanations).toBeNull();
});

it('calls everything that can be explained by a name of its own', () => {
  const names = [...explanationNames(form).values()];
  expect(names).not.toContain('');
  expect(new Set(names).size).toBe(names.length);
});

it('tells documents apart by what they are called, not by their row', () => {
  const values = {
    ...cleanValues(2014, { base: 3 }),
    'documents.1.title/value': '甲',
    'documents.1.number/value': '鲁经信第1号',
    'documents.1.date/value': '2014-05-06',
    'documents.2.title/value': '乙',
    'documents.2.number/value': '鲁经信第2号',
    'documents.2.date/value': '2014-05-06',
  };
  const sheet = makeSheet(values);
  const written = about({ rule: 'DOC-03', id: 'documents.number', period: 'value', value: '鲁经信第2号' });
  const found = check(bookOf(sheet, sheetOf([written])), { stage: 'draft', currentYear: 2026 });
  const numbers = found.filter(({ rule }) => rule === 'DOC-03');
  expect(numbers.map((finding) => [finding.cells[0]!.id, isExplained(finding)])).toEqual([
    ['documents.1.number', false],
    ['documents.2.number', true],
  ]);
});

it('closes nothing but soft findings', () => {
  const sheet = makeSheet({ ...cleanValues(2014, { base: 3 }), 'audit.total/year': 1 });
  const [finding] = check(bookOf(sheet), { stage: 'draft', currentYear: 2026 }).filter(
    ({ severity }) => severity === 'hard',
  );
  expect(subjectOf(finding!)).toBeNull();
});

it('counts open and explained findings apart, and says both as the contract has it', () => {
  const options = { stage: 'draft', currentYear: 2026 } as const;
  const [open] = checkBook('a.xlsx', bookOf(figures()), options);
  const [closed] = checkBook('a.xlsx', bookOf(figures(), sheetOf([about()])), options);
  expect(open!.counts.explained).toBe(0);
  expect(closed!.counts).toEqual({ ...open!.counts, soft: open!.counts.soft - 1, explained: 1 });
  const result = resultOf(closed!, 'zh-CN');
  checkSchema.parse({ version: 1, reports: [result], failures: [] });
  expect(result.findings.find(({ rule }) => rule === 'ACC-01')!.explanation).toEqual({
    reason: REASON,
    author: '王芳',
    date: '2015-01-05',
    value: 900,
    holds: true,
  });
});

it('reads back every reason that it writes', () => {
  const ids = [...explanationNames(form).keys()];
  const rules = form.rules.map(({ id }) => id);
  const explanation = fc.record({
    rule: fc.constantFrom(...rules),
    year: fc.integer({ min: 2011, max: 2030 }),
    id: fc.constantFrom(...ids),
    value: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constant(null)),
    reason: fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
    author: fc.string(),
    date: fc.constantFrom<CellValue>(42009, '2015-01-05', null),
    second: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(explanation, { maxLength: 20 }), (list) => {
      const given = list.map(({ second, ...one }): Explanation => {
        const pair = form.indicators.find(({ id }) => id === one.id)?.periods === 'pair';
        return { ...one, period: !pair ? 'value' : second ? 'cumulative' : 'year' };
      });
      const read = bookOf(sheetOf(given)).explanations;
      expect(read!.entries).toEqual(
        given.map((one, index) => ({
          ...one,
          reason: one.reason.trim(),
          author: one.author.trim(),
          row: index + 2,
        })),
      );
    }),
  );
});

it.each<[CellValue, CellValue, boolean]>([
  [1005.7, 1005.6999999999999, true],
  ['900', 900, true],
  [41765, '2014-05-06', true],
  ['2014年5月6日', '2014-05-06', true],
  [null, '', true],
  [null, 0, false],
  [0, '0', true],
  [0.1234567, 0.1234568, true],
  [0.123456, 0.123457, false],
  [1, 2, false],
  ['鲁经信〔2014〕1号', '鲁经信〔2014〕 1号', true],
  ['甲', '乙', false],
])('says whether %p is still %p', (a, b, same) => {
  expect(sameFigure(a, b)).toBe(same);
  expect(sameFigure(b, a)).toBe(same);
});
