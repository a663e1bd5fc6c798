/** What is known from another sheet, or written as it nearly always is, reads as it would by itself. */
import fc from 'fast-check';
import { XlsxError } from '../../../src/hosts/xlsx/error';
import { readSheet, SHEET_LIMITS } from '../../../src/hosts/xlsx/sheet';
import { readStrings } from '../../../src/hosts/xlsx/strings';
import { Styles } from '../../../src/hosts/xlsx/styles';

function attempt<Result>(work: () => Result): Result | string {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    return error.code;
  }
}

function areasOf(around: string): unknown {
  const xml = `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>${around}</worksheet>`;
  const context = { strings: [], styles: new Styles(null, ''), date1904: false, budget: { ...SHEET_LIMITS } };
  return attempt(() => {
    const { merges, protected: locked } = readSheet(xml, 'part', context);
    return { merges, locked };
  });
}

/** The same XML, so that no piece of it is taken as a whole. */
const slowly = (xml: string): string => xml.replace(/<(cols|mergeCells|dataValidations)(?=[ >])/g, '<$1\n');

const inner = fc.constantFrom(
  '<mergeCell ref="A1:B2"/>',
  '<mergeCell ref="C3:D4"></mergeCell>',
  '<mergeCell ref="C3"/>',
  '<mergeCell ref="A0:B2"/>',
  '<mergeCell/>',
  '<x:mergeCell ref="E5:F6"/>',
  '<col min="1" max="2"/>',
  '<sheetProtection sheet="1"/>',
  '<!-- </mergeCells> -->',
  '<![CDATA[</cols>]]>',
  '<dataValidation sqref="A1"><formula1>&lt;</formula1></dataValidation>',
  '<formula1>&nope;</formula1>',
  '<mergeCells><mergeCell ref="G7:H8"/></mergeCells>',
  '<cols></cols>',
  '<cols>',
  '</mergeCells>',
  ' ',
);
const piece = fc
  .tuple(fc.constantFrom('mergeCells', 'cols', 'dataValidations'), fc.array(inner, { maxLength: 4 }))
  .map(([name, parts]) => `<${name} count="1">${parts.join('')}</${name}>`);

test('whatever stands around the cells is read alike, at first and when it is known', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, inner), { maxLength: 3 }), (parts) => {
      const around = parts.join('');
      const expected = areasOf(slowly(around));
      expect(areasOf(around)).toEqual(expected);
      expect(areasOf(around)).toEqual(expected);
    }),
    { numRuns: 3000 },
  );
});

test('a known piece does not change what another sheet has', () => {
  const merged = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>';
  const twice = `${merged}<mergeCells><mergeCell ref="C3:D4"/></mergeCells>`;
  const first = { top: 0, left: 0, bottom: 1, right: 1 };
  expect(areasOf(merged)).toEqual({ merges: [first], locked: false });
  expect(areasOf(twice)).toEqual({
    merges: [first, { top: 2, left: 2, bottom: 3, right: 3 }],
    locked: false,
  });
  expect(areasOf(merged)).toEqual({ merges: [first], locked: false });
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
