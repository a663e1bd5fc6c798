/** The quick way of reading cells and the way that knows all of XML say the same. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { openPackage } from '../../../src/hosts/xlsx/package';
import { readSheet, SHEET_LIMITS } from '../../../src/hosts/xlsx/sheet';
import { Styles } from '../../../src/hosts/xlsx/styles';
import { PlainCell } from '../../../src/hosts/xlsx/plain';
import { ShapedRow } from '../../../src/hosts/xlsx/shapes';
import { XlsxError } from '../../../src/hosts/xlsx/error';
import { readXml, type XmlSource } from '../../../src/hosts/xlsx/xml';
import { readBytes } from '../../../src/cli/inflate';
import { sheetXml } from './build';

function contentOf(xml: string | XmlSource): unknown {
  const context = {
    strings: ['零', '一'],
    styles: new Styles(null, ''),
    date1904: false,
    budget: { ...SHEET_LIMITS },
  };
  try {
    return [...readSheet(xml, 'part', context).cells];
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    return error.code;
  }
}

/** The same XML, so that the quick ways do not take it: a second space behind the name. */
const slowly = (xml: string): string =>
  xml.replaceAll('<c ', '<c  ').replaceAll('<c>', '<c >').replaceAll('<row ', '<row  ');

/** As the command line reads it. */
const bytewise = (xml: string): string | XmlSource =>
  readXml(new TextEncoder().encode(xml), 'part', readBytes);

const reference = fc.constantFrom(
  'A1',
  'B1',
  'XFD1048576',
  'XFE1',
  'A0',
  'A1048577',
  'a1',
  '$A$1',
  'AAAA1',
  '1A',
  '',
  'A01',
);
const attribute = fc.oneof(
  reference.map((r) => `r="${r}"`),
  fc.constantFrom('0', '12', '99999999', '-1', 'x', '').map((s) => `s="${s}"`),
  fc.constantFrom('n', 's', 'str', 'b', 'e', 'd', 'inlineStr', 'S', '').map((t) => `t="${t}"`),
  fc.constantFrom("r='A1'", 'cm="1"', 'x:r="A1"', 'r ="A1"'),
);
const text = fc.constantFrom(
  ...[
    '1',
    ' 2 ',
    '-3.5e2',
    '0x10',
    '1e999',
    'NaN',
    '',
    'true',
    '#N/A',
    '2014-05-06',
    '甲',
    '_x0041_',
    '5\u00a0',
    'à',
    '007',
    'a&amp;b',
  ],
  ...[
    '&lt;&gt;&quot;&apos;',
    '&#65;',
    '&nbsp;',
    '&',
    'a]]>b',
    '>',
    '<![CDATA[7]]>',
    '<!-- -->8',
    '<b/>',
    '1\n',
    'a\u0001b',
    '1\u001f',
    '甲\ufffe',
    '=1',
  ],
);
const element = fc.oneof(
  text.map((content) => `<v>${content}</v>`),
  text.map((content) => `<f>${content}</f>`),
  text.map((content) => `<v >${content}</v >`),
  text.map((content) => `<is><t>${content}</t></is>`),
  fc.constantFrom('<v/>', '<f/>', '<f t="shared" si="0" ref="A1:A2">A1</f>', ' ', '<v>1', '</v>', '</c>'),
);
const cell = fc
  .tuple(fc.array(attribute, { maxLength: 3 }), fc.array(element, { maxLength: 3 }))
  .map(([attributes, elements]) => {
    const head = ['<c', ...attributes].join(' ');
    return elements.length === 0 ? `${head}/>` : `${head}>${elements.join('')}</c>`;
  });

test('whatever a cell looks like, both ways read the same or refuse it for the same reason', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 3 }), (cells) => {
      const xml = sheetXml(`<row>${cells.join('')}</row>`);
      expect(contentOf(xml)).toEqual(contentOf(slowly(xml)));
      expect(contentOf(bytewise(xml))).toEqual(contentOf(xml));
    }),
    { numRuns: 3000 },
  );
});

/** Cells of one shape: the same attributes and formulas, other values. */
const family = fc
  .record({
    r: fc.constantFrom('A2', 'B2', 'C2', 'C2', 'A3'),
    more: fc.constantFrom('', ' s="3"', ' t="s"', ' t="str"', ' s="1" t="e"', ' t="b"', ' x="1"'),
    formula: fc.constantFrom(
      '',
      '',
      '<f>SUM(A1,"&lt;")</f>',
      '<f/>',
      '<f>&#65;</f>',
      '<f t="shared" si="0"/>',
    ),
    values: fc.array(
      fc.oneof(
        text.map((value) => `<v>${value}</v>`),
        fc.constantFrom('', '<v/>'),
      ),
      {
        minLength: 3,
        maxLength: 3,
      },
    ),
  })
  .map(({ r, more, formula, values }) => values.map((value) => `<c r="${r}"${more}>${formula}${value}</c>`));
const opening = fc.constantFrom(
  ...[
    '<row r="2">',
    '<row r="2" ht="15" customHeight="1">',
    '<row r="2"',
    '<row r="2" r="2">',
    '<row ht="1">',
  ],
  ...[
    '<row r="&#50;">',
    '<row r="2" x=">">',
    '<row r="2" x="\u0001">',
    '<row r="2" x="\uffff">',
    '<row r="2" x="<">',
    '<row r="1" >',
    '<row r="999">',
  ],
);

const following = fc.constantFrom('', '', '<c><v>9</v></c>', '<row><c><v>8</v></c></row>');

test('whatever a row looks like, it reads alike: at first, and when its shape is known', () => {
  fc.assert(
    fc.property(opening, fc.array(family, { maxLength: 4 }), following, (row, families, after) => {
      for (const turn of [0, 1, 2, 1]) {
        const xml = sheetXml(`${row}${families.map((values) => values[turn]).join('')}</row>${after}`);
        const expected = contentOf(slowly(xml));
        expect(contentOf(xml)).toEqual(expected);
        expect(contentOf(bytewise(xml))).toEqual(expected);
      }
    }),
    { numRuns: 3000 },
  );
});

test('a row of known shape is read by its values alone', () => {
  const shaped = new ShapedRow((piece) => piece);
  const row = (figure: string, verdict: string): string =>
    `<row r="7" ht="15"><c r="A7" s="1"/><c r="B7"><v>${figure}</v></c><c r="S7"><f>B7&lt;0</f><v>${verdict}</v></c><c r="T7"/></row>`;
  const first = row('1280', '0');
  const shape = shaped.read(first, 0);
  expect(shape).toMatchObject({ row: 6, cells: [{ column: 1 }, { column: 18, formula: '=B7<0' }] });
  const next = row('-3.5', '2');
  expect(shaped.read(next, 0)).toBe(shape);
  expect(shaped.end).toBe(next.length);
  expect([shaped.wholes, shaped.texts]).toMatchObject([
    [-1, 2],
    ['-3.5', null],
  ]);
  expect(shaped.read(row('1', '0').replace('s="1"', 's="2"'), 0)).not.toBe(shape);
});

test('both ways read the sample alike', () => {
  const source = openPackage(readFileSync(resolve(__dirname, '../../../samples/faulty.xlsx')));
  for (const { part } of source.sheets) {
    const xml = source.textOf(part).replace(/ t="s"( s="\d+")?><v>\d+/g, ' t="s"$1><v>1');
    const cells = contentOf(xml);
    expect((cells as unknown[]).length).toBeGreaterThan(20);
    expect(cells).toEqual(contentOf(slowly(xml)));
    expect(cells).toEqual(contentOf(bytewise(xml)));
  }
});

test('the cells of an official workbook are read the quick way', () => {
  const plain = new PlainCell((piece) => piece);
  const xml = '<c r="I16" s="14" t="str"><f>IF(COUNT(E16,G16)&lt;2,"",SUM(E16,G16))</f><v>甲&amp;乙</v></c>';
  expect(plain.read(xml, 0)).toBe(xml.length);
  expect(plain).toMatchObject({
    row: 15,
    column: 8,
    style: 14,
    type: 'str',
    formula: '=IF(COUNT(E16,G16)<2,"",SUM(E16,G16))',
    value: '甲&乙',
  });
  expect(plain.read('<c r="B2"/>', 0)).toBe(11);
  expect(plain.read('<col min="1"/>', 0)).toBe(-1);
});

test.each([
  ['an unknown type', '<c t="S"><v>1</v></c>', 'BAD_VALUE'],
  ['a number of another base', '<c><v>0x10</v></c>', 'BAD_VALUE'],
  ['a truth that is none', '<c t="b"><v>2</v></c>', 'BAD_VALUE'],
  ['a shared string by halves', '<c t="s"><v>1.0</v></c>', 'BAD_REF'],
  ['two values', '<c><v>1</v><v>2</v></c>', 'XML'],
  ['two formulas', '<c><f>A1</f><f>A2</f><v>2</v></c>', 'XML'],
  ['one cell twice', '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>', 'BAD_REF'],
])('%s is refused, so that no figure is guessed', (_what, xml, code) => {
  expect(contentOf(sheetXml(`<row r="1">${xml}</row>`))).toBe(code);
});
