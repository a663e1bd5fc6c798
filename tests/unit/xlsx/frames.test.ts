/** What is known from another sheet, or written as it nearly always is, reads as it would by itself. */
import fc from 'fast-check';
import { XlsxError } from '../../../src/hosts/xlsx/error';
import { knownFrame } from '../../../src/hosts/xlsx/frames';
import { readSheet, SHEET_LIMITS } from '../../../src/hosts/xlsx/sheet';
import { readStrings } from '../../../src/hosts/xlsx/strings';
import { Styles } from '../../../src/hosts/xlsx/styles';
import { asItIs, readXml, type XmlSource } from '../../../src/hosts/xlsx/xml';
import { readBytes } from '../../../src/cli/inflate';

function attempt<Result>(work: () => Result): Result | string {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    return error.code;
  }
}

const ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>';

function readAround(head: string, tail: string, rows = ROWS, root = 'worksheet'): unknown {
  const xml = `<${root}>${head}<sheetData>${rows}</sheetData>${tail}</${root}>`;
  return readText(xml);
}

function readText(xml: string | XmlSource): unknown {
  const context = { strings: [], styles: new Styles(null, ''), date1904: false, budget: { ...SHEET_LIMITS } };
  return attempt(() => {
    const { cells, merges, protected: locked } = readSheet(xml, 'part', context);
    return { cells: [...cells], merges, locked };
  });
}

/** The same XML, so that nothing of it is taken for known. */
const slowly = (head: string, tail: string, rows = ROWS, root = 'worksheet'): unknown =>
  readText(`<${root}>${head}<sheetData >${rows}</sheetData>${tail}</${root}>`);

const around = fc.constantFrom(
  ...['<mergeCell ref="A1:B2"/>', '<mergeCell ref="C3:D4"></mergeCell>', '<mergeCell ref="C3"/>'],
  ...['<mergeCell ref="A0:B2"/>', '<mergeCell/>', '<x:mergeCell ref="E5:F6"/>', '<col min="1" max="2"/>'],
  ...['<sheetProtection sheet="1"/>', '<sheetProtection sheet="0"/>', '<!-- <sheetData> -->'],
  ...['<!-- </sheetData> -->', '<![CDATA[</sheetData>]]>', '<?go </sheetData>?>', ' ', '\r\n', 'x'],
  ...['<dataValidation sqref="A1"><formula1>&lt;</formula1></dataValidation>', '<f>&nope;</f>'],
  ...['<mergeCells><mergeCell ref="G7:H8"/></mergeCells>', '<cols></cols>', '<cols>', '</cols>'],
  ...['<sheetData><row r="9"><c r="A9"><v>9</v></c></row></sheetData>', '</worksheet>', '<worksheet>'],
);
const side = fc.array(around, { maxLength: 2 }).map((parts) => parts.join(''));
const rows = fc
  .array(
    fc.constantFrom(
      ...[
        ROWS,
        '<row r="2"><c r="B2"><v>2</v></c></row>',
        '<row r="3"><c r="C3"><f>A1</f></c></row>',
        '<row/>',
      ],
      ...['<row r="4"></row>', '<row r="5"><c r="A5"><v>1\r\n</v></c></row>', '<!-- -->', '</sheetData>'],
      ...[
        '<row r="6"><c r="A6" t="inlineStr"><is><t>甲</t></is></c></row>',
        '\n',
        '<row r="7"><mergeCell/></row>',
      ],
    ),
    { maxLength: 3 },
  )
  .map((parts) => parts.join(''));

test('whatever stands around the rows is read alike, at first and when it is known', () => {
  fc.assert(
    fc.property(side, side, rows, fc.constantFrom('worksheet', 'x:worksheet'), (head, tail, data, root) => {
      const expected = slowly(head, tail, data, root);
      // Both sides become known by themselves, then are met together.
      readAround('', tail, ROWS, root);
      readAround(head, '', ROWS, root);
      expect(readAround(head, tail, data, root)).toEqual(expected);
      expect(readAround(head, tail, data, root)).toEqual(expected);
    }),
    { numRuns: 4000 },
  );
});

test('a known frame is taken, and does not change what another sheet has', () => {
  const merged = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>';
  const twice = `${merged}<mergeCells><mergeCell ref="C3:D4"/></mergeCells>`;
  const first = { top: 0, left: 0, bottom: 1, right: 1 };
  expect(readAround('', merged)).toMatchObject({ merges: [first], locked: false });
  expect(readAround('', twice)).toMatchObject({
    merges: [first, { top: 2, left: 2, bottom: 3, right: 3 }],
    locked: false,
  });
  expect(readAround('', merged)).toMatchObject({ merges: [first], locked: false });
  const xml = `<worksheet><sheetData><row r="2"></row></sheetData>${merged}</worksheet>`;
  expect(knownFrame(xml)).toMatchObject({
    merges: [first],
    start: xml.indexOf('<row'),
    end: xml.indexOf('</sheetData>'),
  });
});

/** About as long as the pieces that a known sheet is read in, or far longer. */
const longRow = fc.record({
  mark: fc.constantFrom('甲', 'a'),
  length: fc.constantFrom(1, 900, 16_000, 30_000),
  cells: fc.constantFrom(0, 1, 3),
});
const long = fc.array(longRow, { minLength: 1, maxLength: 12 }).map((all) =>
  all
    .map(({ mark, length, cells }, row) => {
      const cell = (at: number): string =>
        `<c r="${'ABC'[at]}${row + 1}" t="str"><v>${mark.repeat(length - (length % (at + 2)))}</v></c>`;
      return `<row r="${row + 1}">${Array.from({ length: cells }, (_none, at) => cell(at)).join('')}</row>`;
    })
    .join(''),
);

test('a long sheet is read alike in pieces, as text and as bytes', () => {
  fc.assert(
    fc.property(long, (data) => {
      const xml = `<worksheet><sheetData>${data}</sheetData></worksheet>`;
      const expected = slowly('', '', data);
      readText(xml);
      expect(readText(xml)).toEqual(expected);
      const bytes = new TextEncoder().encode(xml);
      for (let turn = 0; turn < 2; turn++)
        expect(readText(readXml(bytes, 'part', readBytes))).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test('of a sheet that is known no long text is made', () => {
  const data = Array.from(
    { length: 200 },
    (_none, row) => `<row r="${row + 1}"><c r="A${row + 1}" t="str"><v>${'a'.repeat(1000)}</v></c></row>`,
  ).join('');
  const xml = `<worksheet><sheetData>${data}</sheetData></worksheet>`;
  const expected = readText(xml);
  const lengths: number[] = [];
  const source: XmlSource = {
    get xml(): string {
      throw new Error('all of it');
    },
    text: {
      length: xml.length,
      indexOf: (sign, from) => xml.indexOf(sign, from),
      lastIndexOf: (sign, from) => xml.lastIndexOf(sign, from),
      slice(start, end) {
        const piece = xml.slice(start, end);
        lengths.push(piece.length);
        return piece;
      },
    },
    decode: asItIs,
  };
  expect(readText(source)).toEqual(expected);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(1 << 16);
});

/** Of each, the first sheets are good ones; what they have in common with the last must not decide it. */
test.each([
  [
    'roots of two names',
    [`<worksheet><a1/><sheetData>${ROWS}</sheetData></worksheet>`],
    [`<x:worksheet><sheetData>${ROWS}</sheetData><a1/></x:worksheet>`],
    `<worksheet><a1/><sheetData>${ROWS}</sheetData><a1/></x:worksheet>`,
  ],
  [
    'a comment that does not end',
    [`<worksheet><!-- <sheetData> --><sheetData>${ROWS}</sheetData></worksheet>`],
    [`<worksheet><sheetData>${ROWS}</sheetData></worksheet>`],
    `<worksheet><!-- <sheetData>${ROWS}</sheetData></worksheet>`,
  ],
  [
    'an instruction that does not end',
    [`<worksheet><?go <sheetData>?><sheetData>${ROWS}</sheetData></worksheet>`],
    [`<worksheet><sheetData>${ROWS}</sheetData></worksheet>`],
    `<worksheet><?go <sheetData>${ROWS}</sheetData></worksheet>`,
  ],
  [
    'CDATA that does not begin',
    [`<worksheet><sheetData>${ROWS}</sheetData><![CDATA[</sheetData>]]></worksheet>`],
    [`<worksheet><sheetData>${ROWS}</sheetData></worksheet>`],
    `<worksheet><sheetData>${ROWS}</sheetData>]]></worksheet>`,
  ],
  [
    'rows at another depth',
    [`<worksheet><a2><sheetData>${ROWS}</sheetData></a2></worksheet>`],
    [`<worksheet><sheetData>${ROWS}</sheetData></worksheet>`],
    `<worksheet><a2><sheetData>${ROWS}</sheetData></worksheet>`,
  ],
  [
    'rows twice',
    [`<worksheet><a3><sheetData></sheetData></a3><sheetData>${ROWS}</sheetData></worksheet>`],
    [],
    `<worksheet><a3><sheetData>${ROWS}</sheetData></worksheet>`,
  ],
  [
    'another end of a line',
    [`<worksheet><sheetData>${ROWS}</sheetData></worksheet>`],
    [],
    `<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>a\r\nb</v></c></row></sheetData></worksheet>`,
  ],
])('%s: what is known does not decide', (_name, firsts, seconds, last) => {
  for (const good of [...firsts, ...seconds]) expect(readText(good)).not.toEqual(expect.any(String));
  expect(readText(last)).toEqual(readText(last.replace('<sheetData>', '<sheetData >')));
});

const item = fc.constantFrom(
  '<si><t>甲</t></si>',
  '<si><t xml:space="preserve"> 乙 </t></si>',
  '<si><t>a&amp;b</t></si>',
  '<si><t>_x0041_</t></si>',
  '<si><t></t></si>',
  '<si><t>a>b</t></si>',
  '<si><t>a]]>b</t></si>',
  '<si><r><t>丙</t></r><r><t>丁</t></r></si>',
  '<si><t>东</t><rPh sb="0" eb="1"><t>dong</t></rPh></si>',
  '<si/>',
  '<si><t/></si>',
  '<si><t>&nope;</t></si>',
  '<t>戊</t>',
);

test('whatever a shared text looks like, it is read alike', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 4 }), (items) => {
      const xml = `<sst>${items.join('')}</sst>`;
      const expected = attempt(() => readStrings(xml.replaceAll('<si>', '<si >'), 'part'));
      expect(attempt(() => readStrings(xml, 'part'))).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});
