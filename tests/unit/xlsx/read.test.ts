import { strToU8 } from 'fflate';
import {
  type CellContent,
  type SheetSnapshot,
  addressOf,
  cellAt,
  parseAddress,
  positionOf,
} from '../../../src/core/model';
import { openSheets, readWorkbook } from '../../../src/hosts/xlsx/read';
import { openZip } from '../../../src/hosts/xlsx/zip';
import { temporalOf } from '../../../src/hosts/xlsx/styles';
import { MAIN, OFFICE, book, bookOf, partsOf, relation, relations, sheetXml, zip } from './build';

const first = (bytes: Uint8Array): SheetSnapshot => readWorkbook(bytes).sheets[0]!.snapshot;
const at = (sheet: SheetSnapshot, address: string): CellContent => {
  const { row, column } = parseAddress(address)!;
  return cellAt(sheet, row, column);
};
const valueAt = (sheet: SheetSnapshot, address: string): unknown => at(sheet, address).value;
const used = (sheet: SheetSnapshot): string[] =>
  [...sheet.cells.keys()].map((index) => addressOf(positionOf(index)));

it('reads the sheets one after the other as it reads them all', () => {
  const sheets = ['甲', '乙'].map((name, at) => ({
    name,
    data: `<row r="1"><c r="A1"><v>${at}</v></c></row>`,
  }));
  const bytes = book({ sheets });
  expect([...openSheets(bytes).sheets]).toEqual(readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot));
  expect(() => [...openSheets(bytes, { limits: { cells: 1 } }).sheets]).toThrow('TOO_BIG');
});

it('inflates a part anew that was forgotten', () => {
  const opened = openZip(zip({ 'a.xml': '<a/>' }));
  const content = opened.get('a.xml');
  expect(opened.get('A.xml')).toBe(content);
  opened.forget('A.xml');
  expect(opened.get('a.xml')).not.toBe(content);
  expect(opened.get('a.xml')).toEqual(content);
});

describe('finding the parts', () => {
  const one = { sheets: [{ name: 'S', data: '<row r="1"><c r="A1"><v>7</v></c></row>' }] };

  it.each([
    ['absolute', '/xl/worksheets/sheet1.xml'],
    ['with steps up', '../xl/./worksheets/sheet1.xml'],
    ['with backslashes', 'worksheets\\sheet1.xml'],
    ['in another case', 'WorkSheets/SHEET1.xml'],
  ])('follows a target that is %s', (_what, target) => {
    const parts = partsOf(one);
    parts['xl/_rels/workbook.xml.rels'] = relations(relation('rId1', 'worksheet', target));
    expect(valueAt(first(zip(parts)), 'A1')).toBe(7);
  });

  it('does not need the customary names', () => {
    const sheet = sheetXml('<row><c t="s"><v>0</v></c></row>');
    const bytes = zip({
      '_rels/.rels': relations(relation('x', 'officeDocument', '/book.xml')),
      'book.xml': `<workbook xmlns="${MAIN}" xmlns:q="${OFFICE}"><sheets><sheet name="甲" q:id="a"/></sheets></workbook>`,
      '_rels/book.xml.rels': relations(
        relation('a', 'worksheet', 'one.xml'),
        relation('b', 'sharedStrings', 'texts.xml'),
      ),
      'one.xml': sheet,
      'texts.xml': `<sst xmlns="${MAIN}"><si><t>好</t></si></sst>`,
    });
    expect(readWorkbook(bytes).sheets).toMatchObject([{ name: '甲', part: 'one.xml' }]);
    expect(valueAt(first(bytes), 'A1')).toBe('好');
  });

  it('reads entries named with backslashes', () => {
    const parts = partsOf(one);
    const moved = Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name.replaceAll('/', '\\'), part]),
    );
    expect(valueAt(first(zip(moved)), 'A1')).toBe(7);
  });

  it('strips namespace prefixes, as the Open XML SDK writes them', () => {
    const parts = partsOf(one);
    parts['xl/workbook.xml'] =
      `<x:workbook xmlns:x="${MAIN}" xmlns:r="${OFFICE}"><x:sheets><x:sheet name="S" r:id="rId1"/></x:sheets></x:workbook>`;
    parts['xl/worksheets/sheet1.xml'] =
      `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>好</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`;
    expect(valueAt(first(zip(parts)), 'B2')).toBe('好');
  });

  it('reads strict files', () => {
    const strict = (text: string): string =>
      text
        .replaceAll(OFFICE, 'http://purl.oclc.org/ooxml/officeDocument/relationships')
        .replaceAll(MAIN, 'http://purl.oclc.org/ooxml/spreadsheetml/main');
    const parts = partsOf({
      sheets: [{ name: 'S', data: '<row r="1"><c r="A1" t="d"><v>2014-12-31</v></c></row>' }],
    });
    for (const [name, part] of Object.entries(parts)) parts[name] = strict(part as string);
    expect(valueAt(first(zip(parts)), 'A1')).toBe(42004);
  });

  it('skips chart sheets', () => {
    const parts = partsOf({ sheets: [{ name: '图' }, ...one.sheets] });
    parts['xl/_rels/workbook.xml.rels'] = relations(
      relation('rId1', 'chartsheet', 'chartsheets/sheet1.xml'),
      relation('rId2', 'worksheet', 'worksheets/sheet2.xml'),
    );
    expect(readWorkbook(zip(parts)).sheets.map((sheet) => sheet.name)).toEqual(['S']);
  });

  it('tells visible, hidden, very hidden and protected sheets apart', () => {
    const sheets = readWorkbook(
      book({
        sheets: [
          { name: '一', after: '<sheetProtection sheet="true" objects="1"/>' },
          { name: '二', state: 'hidden', after: '<sheetProtection sheet="0" scenarios="1"/>' },
          { name: '三', state: 'veryHidden' },
        ],
      }),
    ).sheets;
    expect(sheets.map(({ visible, protected: locked }) => [visible, locked])).toEqual([
      [true, true],
      [false, false],
      [false, false],
    ]);
  });

  it("keeps the workbook's own names, and not those of a sheet or of an object", () => {
    const { names } = readWorkbook(
      book({
        sheets: [{ name: 'S' }],
        tail: `<definedNames><definedName name="__proto__">S!$A$1</definedName><definedName name="年">'S &amp; T'!$B$2</definedName><definedName name="局部" localSheetId="0">S!$C$3</definedName></definedNames>`,
      }),
    );
    expect([...names]).toEqual([
      ['__proto__', 'S!$A$1'],
      ['年', "'S & T'!$B$2"],
    ]);
    expect(({} as Record<string, unknown>)['S!$A$1']).toBeUndefined();
    expect(names.get('constructor')).toBeUndefined();
  });
});

describe('reading cells', () => {
  it('knows every type of value', () => {
    const sheet = first(
      bookOf(
        '<row r="1"><c r="A1"><v>1.5</v></c><c r="B1" t="n"><v> -2e3 </v></c><c r="C1" t="s"><v>1</v></c><c r="D1" t="str"><v>文</v></c><c r="E1" t="b"><v>1</v></c><c r="F1" t="b"><v>0</v></c><c r="G1" t="e"><v>#REF!</v></c><c r="H1" t="inlineStr"><is><t>行</t></is></c><c r="I1" t="d"><v>2014-12-31T12:00:00Z</v></c></row>',
        { strings: ['<t>零</t>', '<t>一</t>'] },
      ),
    );
    const values = 'ABCDEFGHI'.split('').map((column) => valueAt(sheet, `${column}1`));
    expect(values).toEqual([1.5, -2000, '一', '文', true, false, { error: '#REF!' }, '行', 42004.5]);
  });

  it('does without the addresses of rows and cells', () => {
    const sheet = first(
      bookOf(
        '<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>',
      ),
    );
    expect(used(sheet)).toEqual(['A1', 'B1', 'C5', 'D5', 'A6']);
  });

  it('has no cell where only a style stands', () => {
    const sheet = first(
      bookOf(
        '<row r="1"><c r="A1" s="0"/><c r="B1"></c><c r="C1"><v></v></c><c r="D1" t="inlineStr"><is><t/></is></c></row>',
      ),
    );
    expect(used(sheet)).toEqual([]);
  });

  it('joins the runs of a rich text and skips phonetic guides', () => {
    const rich =
      '<r><rPr><b/></rPr><t xml:space="preserve">清洁 </t></r><r><t>生产</t></r><rPh sb="0" eb="2"><t>qingjie</t></rPh><phoneticPr fontId="1"/>';
    const sheet = first(
      bookOf(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>${rich}</is></c></row>`, {
        strings: [rich],
      }),
    );
    expect([valueAt(sheet, 'A1'), valueAt(sheet, 'B1')]).toEqual(['清洁 生产', '清洁 生产']);
  });

  it('decodes _xHHHH_, entities, CDATA and what stands beside comments', () => {
    const sheet = first(
      bookOf(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>_x005F_x0041_ &#x4E00;&#20108;</v></c><c r="C1"><v>1<!-- x -->2</v></c><c r="D1" t="inlineStr"><is><t><![CDATA[<a>&]]>!</t></is></c></row>',
        { strings: ['<t>a_x000D_b &amp; c</t>'] },
      ),
    );
    expect('ABCD'.split('').map((column) => valueAt(sheet, `${column}1`))).toEqual([
      'a\rb & c',
      '_x0041_ 一二',
      12,
      '<a>&!',
    ]);
  });

  it.each([
    ['UTF-8 with a mark', (text: string) => strToU8(`\ufeff${text}`)],
    ['UTF-16, low byte first', (text: string) => utf16(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, false)],
    ['UTF-16, high byte first', (text: string) => utf16(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, true)],
    ['UTF-16 without a mark', (text: string) => utf16(text.replace('UTF-8', 'UTF-16'), false)],
  ])('reads parts in %s', (_what, encode) => {
    const parts = partsOf({
      sheets: [{ name: '年度', data: '<row><c t="inlineStr"><is><t>好</t></is></c></row>' }],
    });
    for (const [name, part] of Object.entries(parts)) parts[name] = encode(part as string);
    expect(readWorkbook(zip(parts)).sheets[0]!.name).toBe('年度');
    expect(valueAt(first(zip(parts)), 'A1')).toBe('好');
  });

  it('reads a part in the encoding it declares', () => {
    const parts = partsOf({ sheets: [{ name: 'S' }] });
    const text = sheetXml('<row><c t="inlineStr"><is><t>\u00e9</t></is></c></row>').replace(
      'UTF-8',
      'iso-8859-1',
    );
    parts['xl/worksheets/sheet1.xml'] = Uint8Array.from(text, (character) => character.charCodeAt(0));
    expect(valueAt(first(zip(parts)), 'A1')).toBe('é');
  });

  it('reads stored and deflated entries alike', () => {
    const parts = partsOf({ sheets: [{ name: 'S', data: '<row><c><v>1</v></c></row>' }] });
    expect(first(zip(parts, 0))).toEqual(first(zip(parts, 6)));
  });

  it('takes formulas and values only from cells, not from extensions that use the same names', () => {
    const sheet = first(
      bookOf(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        {},
        '<conditionalFormatting sqref="A1"><cfRule type="expression"><formula>A1=1</formula></cfRule></conditionalFormatting><extLst><ext><xm:f xmlns:xm="x">S!$B$1</xm:f><c r="Z9"><v>3</v></c></ext></extLst>',
      ),
    );
    expect([...sheet.cells.values()]).toEqual([{ value: 1, formula: null }]);
  });

  it('holds nothing under a merged cell, however large the area', () => {
    const sheet = first(
      bookOf(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="D1"><v>3</v></c></row><row r="9"><c r="A9"><v>4</v></c><c r="C9"><v>5</v></c><c r="D9"><v>6</v></c><c r="E9"><v>7</v></c></row>',
        {},
        '<mergeCells><mergeCell ref="D1:XFD1048576"/><mergeCell ref="A1:B1"/><mergeCell ref="C9"/><mergeCell ref="A8:B10"/></mergeCells>',
      ),
    );
    expect(used(sheet)).toEqual(['A1', 'D1', 'C9']);
    expect(sheet.merges).toHaveLength(4);
  });
});

describe('reading formulas', () => {
  it('tells a result from none, and an empty result from none', () => {
    const sheet = first(
      bookOf(
        '<row r="1"><c r="A1"><f>B1+1</f><v>3</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f>2+2</f><v></v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="F1" t="str"><f>X1&amp;"&lt;"</f><v/></c></row>',
      ),
    );
    expect('ABCDEF'.split('').map((column) => at(sheet, `${column}1`))).toEqual([
      { value: 3, formula: '=B1+1' },
      { value: null, formula: '=1+1', uncomputed: true },
      { value: '', formula: '=""' },
      { value: null, formula: '=2+2', uncomputed: true },
      { value: { error: '#DIV/0!' }, formula: '=1/0' },
      { value: '', formula: '=X1&"<"' },
    ]);
  });

  it('translates shared formulas, but not their texts and names', () => {
    const master = `A1+$B$1+$C1+D$1&amp;"A1"+LOG10(A1)+Rate.A1+'A1'!B2+SUM(E:E,2:2,A1:B2)`;
    const sheet = first(
      bookOf(
        `<row r="2"><c r="F2"><f t="shared" ref="F2:G3" si="0">${master}</f><v>1</v></c><c r="G2"><f t="shared" si="0"/><v>1</v></c></row><row r="3"><c r="G3"><f t="shared" si="0"/></c></row>`,
      ),
    );
    expect(at(sheet, 'G2').formula).toBe(
      `=B1+$B$1+$C1+E$1&"A1"+LOG10(B1)+Rate.A1+'A1'!C2+SUM(F:F,2:2,B1:C2)`,
    );
    expect(at(sheet, 'G3').formula).toBe(
      `=B2+$B$1+$C2+E$1&"A1"+LOG10(B2)+Rate.A1+'A1'!C3+SUM(F:F,3:3,B2:C3)`,
    );
    expect(at(sheet, 'G3').uncomputed).toBe(true);
  });

  it('gives an array formula to its first cell and results to the others', () => {
    const sheet = first(
      bookOf(
        '<row r="1"><c r="A1"><f t="array" ref="A1:B1">C1:D1*2</f><v>2</v></c><c r="B1"><v>4</v></c></row>',
      ),
    );
    expect(at(sheet, 'A1')).toEqual({ value: 2, formula: '=C1:D1*2' });
    expect(at(sheet, 'B1')).toEqual({ value: 4, formula: null });
  });
});

describe('reading dates', () => {
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="0.00&quot;day&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs><dxfs><dxf><numFmt numFmtId="14" formatCode="0"/></dxf></dxfs>';
  const row =
    '<row r="1"><c r="A1" s="1"><v>100</v></c><c r="B1" s="2"><v>100.25</v></c><c r="C1" s="3"><v>100</v></c><c r="D1"><v>100</v></c><c r="E1" s="4"><v>1.25</v></c></row>';
  const values = (bytes: Uint8Array): unknown[] =>
    'ABCDE'.split('').map((column) => valueAt(first(bytes), `${column}1`));

  it('keeps the serials of the 1900 system', () => {
    expect(values(bookOf(row, { styles }))).toEqual([100, 100.25, 100, 100, 1.25]);
  });

  it.each(['1', 'true'])('shifts the dates, and only them, of a workbook with date1904="%s"', (flag) => {
    const bytes = bookOf(row, { styles, workbookPr: `<workbookPr date1904="${flag}"/>` });
    expect(values(bytes)).toEqual([1562, 1562.25, 100, 100, 1.25]);
  });

  it("does not take a conditional format's number format for the cells'", () => {
    const bytes = bookOf('<row><c s="0"><v>9</v></c></row>', {
      styles:
        '<cellXfs><xf numFmtId="14"/></cellXfs><dxfs><dxf><numFmt numFmtId="14" formatCode="0"/></dxf></dxfs>',
      workbookPr: '<workbookPr date1904="1"/>',
    });
    expect(valueAt(first(bytes), 'A1')).toBe(1471);
  });

  it.each([
    ['yyyy/m/d', 'date'],
    ['[$-804]yyyy"年"m"月"d"日";@', 'date'],
    ['mmm', 'date'],
    ['h:mm AM/PM', 'time'],
    ['[h]:mm', 'time'],
    ['[mm]', 'time'],
    ['General', null],
    ['0.00E+00', null],
    ['[Red]0.00_);\\d0', null],
    ['0"天 days"', null],
    ['#,##0 [$m-804]', null],
    ['0*m', null],
  ])('sees in the format %s: %s', (code, expected) => {
    expect(temporalOf(code)).toBe(expected);
  });

  it.each([
    ['1900-01-01', 1],
    ['1900-02-28', 59],
    ['1900-03-01', 61],
    ['2014-12-31T06:00:00.000', 42004.25],
    ['18:00:00', 0.75],
  ])('reads the ISO date %s as %d', (text, serial) => {
    expect(valueAt(first(bookOf(`<row><c t="d"><v>${text}</v></c></row>`)), 'A1')).toBe(serial);
  });
});

function utf16(text: string, big: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), !big);
  return bytes;
}
