/** A report written as a Word file and read from it again. */
import fc from 'fast-check';
import { form, type Report, readBook } from '../../../src/core';
import { type CellContent, type CellKey, type CellValue, keyOf } from '../../../src/core/model';
import { serialOf } from '../../../src/core/values/date';
import { normalise, printNumber } from '../../../src/core/values/number';
import { readWord } from '../../../src/word/read';
import { writeDocx } from '../../../src/word/write';
import { cleanValues, makeSheet } from '../../support/sheets';

type Values = Readonly<Record<CellKey, CellValue>>;

const filled = (values: Values): Pick<Report, 'cells'> => ({
  cells: new Map(
    Object.entries(values).map(([key, value]): [CellKey, CellContent] => [
      key as CellKey,
      { value, formula: null },
    ]),
  ),
});

const isBlank = (value: CellValue | undefined): boolean =>
  value === undefined || value === null || value === '';
const isNoFigure = ([, value]: [string, CellValue]): boolean => !isBlank(value);

async function backFrom(values: Values): Promise<Record<string, CellValue>> {
  const { report } = readWord(await writeDocx(filled(values), form), form);
  return Object.fromEntries(
    [...report.cells].map(([key, { value }]): [string, CellValue] => [key, value]).filter(isNoFigure),
  );
}
const given = (values: Values): Record<string, CellValue> =>
  Object.fromEntries(Object.entries(values).filter(isNoFigure));

const figure = fc.oneof(
  fc.constant(null),
  fc.constant(0),
  fc.integer({ min: 0, max: 2_000_000 }),
  fc.maxSafeInteger(),
  fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => normalise(value) || 0),
  fc.constantFrom(1e-7, 1.5e-12, 1e21, 1005.7, 0.1 + 0.2).map(normalise),
);
/** A text as Excel holds it: line breaks, quotes, emoji and spaces in front; not blank. */
const text = (most: number) =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: most }),
      fc.array(
        fc.constantFrom(
          '清洁生产',
          '"',
          '“',
          "'",
          '<&>',
          '\n',
          '\t',
          '  ',
          '　',
          '😀',
          '_x0041_',
          '[1]',
          '无',
        ),
        {
          minLength: 1,
          maxLength: most / 4,
        },
      ),
    )
    .map((pieces) => (typeof pieces === 'string' ? pieces : pieces.join('')))
    .filter((whole) => whole.trim() !== '');
const day = fc.integer({ min: serialOf(2011, 1, 1)!, max: serialOf(2030, 12, 31)! });
const line = fc.record({ title: text(80), number: text(40), date: fc.option(day, { nil: null }) });

const figures = form.indicators.flatMap(({ id, kind, periods }) =>
  kind === 'choice'
    ? []
    : periods === 'pair'
      ? [keyOf(id, 'year'), keyOf(id, 'cumulative')]
      : [keyOf(id, 'value')],
);
const report = fc
  .record({
    year: fc.integer({ min: 2011, max: 2099 }),
    region: fc.constantFrom('山东省', '青岛市', '山东', '内蒙古自治区', '历下区'),
    organization: fc.constantFrom('山东省经济和信息化委员会（节能处）', '青岛市经信委 A&B', null),
    preparer: fc.constantFrom('王芳', '王 芳', null),
    contact: fc.constantFrom('0531-86062000', '13812345678 / 010－6606', null),
    choice: fc.constantFrom('有', '无', null),
    amounts: fc.array(figure, { minLength: figures.length, maxLength: figures.length }),
    lines: fc.array(line, { maxLength: 12 }),
    texts: fc.tuple(fc.option(text(1000), { nil: null }), fc.option(text(400), { nil: null })),
  })
  .map(({ year, region, organization, preparer, contact, choice, amounts, lines, texts }): Values => ({
    'head.year/value': year,
    'head.region/value': region,
    'head.organization/value': organization,
    'head.preparer/value': preparer,
    'head.contact/value': contact,
    'capacity.hasExpertPool/value': choice,
    'text.otherWork/value': texts[0],
    'text.problems/value': texts[1],
    ...Object.fromEntries(figures.map((key, index): [string, CellValue] => [key, amounts[index] ?? null])),
    ...Object.fromEntries(
      lines.flatMap(({ title, number, date }, index): [string, CellValue][] => [
        [`documents.${index + 1}.title/value`, title],
        [`documents.${index + 1}.number/value`, number],
        [`documents.${index + 1}.date/value`, date],
      ]),
    ),
  }));

test('figures, list and texts come back as they were, and nothing is doubtful', async () => {
  await fc.assert(
    fc.asyncProperty(report, async (values) => {
      expect(await backFrom(values)).toEqual(given(values));
    }),
    { numRuns: 40 },
  );
});

test('a complete report comes back without a doubt', async () => {
  const sheet = makeSheet(cleanValues(2014));
  const [only] = readBook([sheet], form).reports;
  const { report: back, mapping } = readWord(await writeDocx(only!, form), form);
  expect(mapping.filter(({ doubt }) => doubt !== null)).toEqual([]);
  expect(back.located.missing).toEqual([]);
  expect(back).toMatchObject({ year: 2014, region: '山东省', sheet: '2014年' });
});

test('the blank form is the form, and blank', async () => {
  const { report: back, mapping } = readWord(await writeDocx({ cells: new Map() }, form), form);
  expect(back.located.missing).toEqual([]);
  expect(mapping.filter(({ value }) => value !== null)).toEqual([]);
  expect(mapping.filter(({ doubt }) => doubt !== null)).toEqual([
    { key: 'head.year/value', text: '', value: null, doubt: 'year' },
  ]);
});

test('what cannot be read comes back as the text that it was', async () => {
  const values: Values = {
    ...cleanValues(2014),
    'retrofit.investment/year': '2000万',
    'effect.cod/year': '约30',
    'coverage.other/year': '—',
    'capacity.hasExpertPool/value': '有☑无☑',
    'documents.1.title/value': '办法',
    'documents.1.date/value': '2014年5月',
  };
  expect(await backFrom(values)).toEqual(given(values));
});

test('the same report gives the same bytes at any time', async () => {
  const first = await writeDocx(filled(cleanValues(2014)), form);
  await new Promise((done) => setTimeout(done, 1100));
  expect(Buffer.from(await writeDocx(filled(cleanValues(2014)), form)).equals(Buffer.from(first))).toBe(true);
});

test('a figure is printed with all its digits and reads back as the same number', () => {
  expect([1234567, 1005.6999999999999, 1e-7, 1.5e21, -0.5].map(printNumber)).toEqual([
    '1234567',
    '1005.7',
    '0.0000001',
    '1500000000000000000000',
    '-0.5',
  ]);
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const figure = normalise(value);
      expect(printNumber(figure)).not.toContain('e');
      expect(Number(printNumber(figure))).toBe(figure || 0);
    }),
  );
});
