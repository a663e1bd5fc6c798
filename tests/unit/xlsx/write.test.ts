import { strFromU8, unzipSync } from 'fflate';
import fc from 'fast-check';
import {
  type CellContent,
  type CellValue,
  addressOf,
  indexOf,
  parseAddress,
  positionOf,
} from '../../../src/core/model';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { type Patch, findLocked, patchWorkbook } from '../../../src/hosts/xlsx/write';
import { DECLARATION, LOCKS, MAIN, type Parts, bookOf, partsOf, relation, sheetXml, zip } from './build';

const SHEET = 'xl/worksheets/sheet1.xml';

function patch(address: string, value: CellValue, formula: string | null = null, sheet = 'S'): Patch {
  return { sheet, ...parseAddress(address)!, value, formula };
}
const partOf = (bytes: Uint8Array, name: string): string => strFromU8(unzipSync(bytes)[name]!);
const dataOf = (bytes: Uint8Array): string =>
  /<sheetData ?>([^]*)<\/sheetData>/.exec(partOf(bytes, SHEET))![1]!;
function contentAt(bytes: Uint8Array, address: string, sheet = 0): CellContent | undefined {
  const { row, column } = parseAddress(address)!;
  return readWorkbook(bytes).sheets[sheet]!.snapshot.cells.get(indexOf(row, column));
}
const patched = (data: string, ...patches: Patch[]): string => dataOf(patchWorkbook(bookOf(data), patches));

describe('the archive', () => {
  const parts = (): Parts => ({
    ...partsOf({
      sheets: [
        { name: 'S', data: '<row r="1"><c r="A1"><v>1</v></c></row>' },
        { name: 'T', data: '<row r="1"><c r="A1"><v>2</v></c></row>' },
      ],
      styles: LOCKS,
      tail: '<calcPr calcId="1"/>',
    }),
    'xl/media/image1.png': Uint8Array.from({ length: 500 }, (_none, at) => (at * 7) & 255),
    'customXml/item1.xml': '<x/>',
  });

  /** Each entry from its local header to the next one's. */
  function entriesOf(bytes: Uint8Array): Map<string, string> {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const entries = new Map<string, string>();
    let at = view.getUint32(bytes.length - 6, true);
    for (let left = view.getUint16(bytes.length - 12, true); left > 0; left--) {
      const length = view.getUint16(at + 28, true);
      const name = strFromU8(bytes.subarray(at + 46, at + 46 + length));
      const offset = view.getUint32(at + 42, true);
      const size = 30 + length + view.getUint16(offset + 28, true) + view.getUint32(at + 20, true);
      entries.set(name, Buffer.from(bytes.subarray(offset, offset + size)).toString('hex'));
      at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return entries;
  }

  it.each([0, 6] as const)('copies every untouched entry byte for byte (packed at level %d)', (level) => {
    const before = zip(parts(), level);
    const after = patchWorkbook(before, [patch('A1', 9)]);
    const [old, now] = [entriesOf(before), entriesOf(after)];
    const changed = [...now].filter(([name, bytes]) => old.get(name) !== bytes).map(([name]) => name);
    expect([...now.keys()]).toEqual([...old.keys()]);
    expect(changed.sort()).toEqual(['xl/workbook.xml', SHEET]);
    expect(Object.keys(unzipSync(after))).toEqual(Object.keys(unzipSync(before)));
  });

  it('is the same on every run, and returned as it is when there is nothing to write', () => {
    const bytes = zip(parts());
    expect(patchWorkbook(bytes, [patch('A1', 9)])).toEqual(patchWorkbook(bytes, [patch('A1', 9)]));
    expect(patchWorkbook(bytes, [])).toBe(bytes);
  });

  it('keeps entries that are followed by a data descriptor', () => {
    const bytes = streamed(zip(parts()));
    const after = patchWorkbook(bytes, [patch('A1', 9)]);
    expect(contentAt(after, 'A1')?.value).toBe(9);
    expect(contentAt(after, 'A1', 1)?.value).toBe(2);
  });

  it('writes several sheets at once, and says NO_SHEET for one that is not there', () => {
    const after = patchWorkbook(zip(parts()), [patch('A1', 5), patch('B2', 6, null, 'T')]);
    expect([contentAt(after, 'A1')?.value, contentAt(after, 'B2', 1)?.value]).toEqual([5, 6]);
    expect(() => patchWorkbook(zip(parts()), [patch('A1', 5, null, 'U')])).toThrow(
      expect.objectContaining({ code: 'NO_SHEET' }) as Error,
    );
  });

  it('writes a part that was UTF-16 as UTF-8, and says so', () => {
    const source = parts();
    const text = `\ufeff${String(source[SHEET]).replace('UTF-8', 'UTF-16')}`;
    source[SHEET] = new Uint8Array(Uint16Array.from(text, (character) => character.charCodeAt(0)).buffer);
    const after = patchWorkbook(zip(source), [patch('B1', '好')]);
    expect(partOf(after, SHEET)).toMatch(/^<\?xml version="1.0" encoding="UTF-8"/);
    expect(contentAt(after, 'B1')?.value).toBe('好');
  });
});

describe('a cell', () => {
  it.each<[string, CellValue, string]>([
    ['a number', 1.5, '<c r="A1" s="1"><v>1.5</v></c>'],
    ['true', true, '<c r="A1" s="1" t="b"><v>1</v></c>'],
    ['an error', { error: '#N/A' }, '<c r="A1" s="1" t="e"><v>#N/A</v></c>'],
    [
      'a text',
      ' a<b>&c ',
      '<c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve"> a&lt;b&gt;&amp;c </t></is></c>',
    ],
    ['nothing', null, '<c r="A1" s="1"/>'],
    ['an empty text', '', '<c r="A1" s="1"/>'],
  ])('that gets %s keeps its style', (_what, value, expected) => {
    expect(patched('<row r="1"><c r="A1" s="1" t="s" vm="3"><v>0</v></c></row>', patch('A1', value))).toBe(
      `<row r="1">${expected}</row>`,
    );
  });

  it.each<[string, CellValue, string]>([
    ['a number', 3, '<c r="A1"><f>B1&amp;"&lt;"</f><v>3</v></c>'],
    ['a text', 'x', '<c r="A1" t="str"><f>B1&amp;"&lt;"</f><v>x</v></c>'],
    ['an empty text', '', '<c r="A1" t="str"><f>B1&amp;"&lt;"</f><v></v></c>'],
    ['a boolean', false, '<c r="A1" t="b"><f>B1&amp;"&lt;"</f><v>0</v></c>'],
    ['an error', { error: '#REF!' }, '<c r="A1" t="e"><f>B1&amp;"&lt;"</f><v>#REF!</v></c>'],
    ['nothing', null, '<c r="A1"><f>B1&amp;"&lt;"</f></c>'],
  ])('that gets a formula is written with its result: %s', (_what, value, expected) => {
    const data = patched('<row r="1"><c r="A1"><v>0</v></c></row>', patch('A1', value, '=B1&"<"'));
    expect(data).toBe(`<row r="1">${expected}</row>`);
  });

  it('keeps control characters, lone surrogates and what looks like an escape', () => {
    const text = 'a\u0001b\rc\nd\te _x0041_ _x12 \ud800 \udc00 😀 \ufffe';
    const after = patchWorkbook(bookOf('<row r="1"><c r="A1"/></row>'), [patch('A1', text)]);
    expect(partOf(after, SHEET)).toContain(
      'a_x0001_b_x000D_c\nd\te _x005F_x0041_ _x12 _xD800_ _xDC00_ 😀 _xFFFE_',
    );
    expect(contentAt(after, 'A1')?.value).toBe(text);
  });

  it('without an address is replaced in its place', () => {
    expect(patched('<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>', patch('B1', 9))).toBe(
      '<row><c><v>1</v></c><c r="B1"><v>9</v></c><c><v>3</v></c></row>',
    );
  });

  it('is found between comments, CDATA and signs inside of attributes', () => {
    const data = `<!-- <c r="A1"/> --><row r="1" x='>'><c r="A1" t="str"><v><![CDATA[</c><c r="B1">]]></v></c><!----><c r="B1"><v>2</v></c></row>`;
    expect(patched(data, patch('B1', 3))).toBe(data.replace('<v>2</v>', '<v>3</v>'));
  });

  it('has the prefix of its sheet', () => {
    const parts = partsOf({ sheets: [{ name: 'S' }] });
    parts[SHEET] =
      `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"/></x:row></x:sheetData></x:worksheet>`;
    const after = partOf(patchWorkbook(zip(parts), [patch('A1', 'a'), patch('C2', 1, '=A1')]), SHEET);
    expect(after).toContain(
      '<x:c r="A1" t="inlineStr"><x:is><x:t xml:space="preserve">a</x:t></x:is></x:c></x:row>',
    );
    expect(after).toContain('<x:row r="2"><x:c r="C2"><x:f>A1</x:f><x:v>1</x:v></x:c></x:row></x:sheetData>');
  });

  it.each<[string, Patch]>([
    ['a text longer than a cell holds', patch('A1', 'x'.repeat(32_768))],
    ['a number that is none', patch('A1', NaN)],
    ['a formula longer than a cell holds', patch('A1', 1, `=${'A1+'.repeat(3000)}1`)],
    ['an empty formula', patch('A1', 1, '=')],
  ])('refuses %s', (_what, wanted) => {
    expect(() => patched('', wanted)).toThrow(expect.objectContaining({ code: 'BAD_VALUE' }) as Error);
  });

  it('under a merged one is refused, the first cell of the area is not', () => {
    const bytes = bookOf(
      '<row r="1"><c r="A1"/></row>',
      {},
      '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
    );
    expect(() => patchWorkbook(bytes, [patch('B2', 1)])).toThrow(
      expect.objectContaining({ code: 'MERGED' }) as Error,
    );
    expect(contentAt(patchWorkbook(bytes, [patch('A1', 1)]), 'A1')?.value).toBe(1);
  });

  it('with a date keeps it in a workbook that counts from 1904', () => {
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>';
    const bytes = bookOf('<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1"><v>1</v></c></row>', {
      styles,
      workbookPr: '<workbookPr date1904="1"/>',
    });
    const after = patchWorkbook(bytes, [patch('A1', 42004), patch('B1', 42004)]);
    expect(dataOf(after)).toContain('<c r="A1" s="1"><v>40542</v></c><c r="B1"><v>42004</v></c>');
    expect([contentAt(after, 'A1')?.value, contentAt(after, 'B1')?.value]).toEqual([42004, 42004]);
  });
});

describe('rows and cells that are missing', () => {
  it('are created in their order', () => {
    const data = '<row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c></row><row r="5" ht="20"/>';
    const after = patched(
      data,
      ...['E2', 'A2', 'C2', 'A1', 'B5', 'A5', 'A3', 'A9', 'B9', 'AA9'].map((address, at) =>
        patch(address, at),
      ),
    );
    expect(after).toBe(
      '<row r="1"><c r="A1"><v>3</v></c></row>' +
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>1</v></c><c r="C2"><v>2</v></c><c r="D2"><v>2</v></c><c r="E2"><v>0</v></c></row>' +
        '<row r="3"><c r="A3"><v>6</v></c></row>' +
        '<row r="5" ht="20"><c r="A5"><v>5</v></c><c r="B5"><v>4</v></c></row>' +
        '<row r="9"><c r="A9"><v>7</v></c><c r="B9"><v>8</v></c><c r="AA9"><v>9</v></c></row>',
    );
  });

  it('are not created for nothing', () => {
    const data = '<row r="2"><c r="B2"><v>1</v></c></row>';
    expect(patched(data, patch('A1', null), patch('C2', ''))).toBe(data);
  });

  it('are created in a sheet that is empty', () => {
    const parts = partsOf({ sheets: [{ name: 'S' }] });
    parts[SHEET] = `${DECLARATION}<worksheet xmlns="${MAIN}"><dimension ref="A1"/><sheetData /></worksheet>`;
    const after = patchWorkbook(zip(parts), [patch('B2', 1), patch('A1', 2)]);
    expect(dataOf(after).trim()).toBe(
      '<row r="1"><c r="A1"><v>2</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>',
    );
    expect(partOf(after, SHEET)).toContain('<dimension ref="A1:B2"/>');
  });

  it('get the style of their row, else of their column', () => {
    const xml = sheetXml(
      '<row r="1" spans="1:1" s="4" customFormat="1"><c r="A1"/></row><row r="2" s="5"/>',
      '',
    ).replace('<sheetData>', '<cols><col min="2" max="3" width="9" style="6"/></cols><sheetData>');
    const bytes = zip(partsOf({ sheets: [{ name: 'S', xml }] }));
    const after = dataOf(
      patchWorkbook(bytes, [patch('B1', 1), patch('C2', 2), patch('D2', 3), patch('B7', 4)]),
    );
    expect(after).toContain(
      '<row r="1" s="4" customFormat="1"><c r="A1"/><c r="B1" s="4"><v>1</v></c></row>',
    );
    expect(after).toContain('<row r="2" s="5"><c r="C2" s="6"><v>2</v></c><c r="D2"><v>3</v></c></row>');
    expect(after).toContain('<row r="7"><c r="B7" s="6"><v>4</v></c></row>');
  });
});

describe('formulas that are shared or fill an area', () => {
  const shared =
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*2</f><v>2</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row><row r="3"><c r="A3" s="1"><f t="shared" si="0"/><v>6</v></c></row>';
  const formulas = (bytes: Uint8Array): (string | null | undefined)[] =>
    ['A1', 'A2', 'A3'].map((address) => contentAt(bytes, address)?.formula);

  it('are not lost by the others when the cell that holds the shared one gets a value', () => {
    const after = patchWorkbook(bookOf(shared), [patch('A1', 7), patch('A3', 9, '=B3*2')]);
    expect(formulas(after)).toEqual([null, '=B2*2', '=B3*2']);
    expect(dataOf(after)).toContain('<c r="A2"><f>B2*2</f><v>4</v></c>');
    expect(dataOf(after)).toContain('<c r="A3" s="1"><f>B3*2</f><v>9</v></c>');
  });

  it('stay as they are when only a result changes', () => {
    const after = patchWorkbook(bookOf(shared), [patch('A1', 3, '=B1*2'), patch('A2', 'x', '=B2*2')]);
    expect(dataOf(after)).toBe(
      shared
        .replace('<v>2</v>', '<v>3</v>')
        .replace('<c r="A2"><f t="shared" si="0"/><v>4', '<c r="A2" t="str"><f t="shared" si="0"/><v>x'),
    );
  });

  it('leave the others alone when one that only shares it gets a value', () => {
    const after = patchWorkbook(bookOf(shared), [patch('A2', 7)]);
    expect(formulas(after)).toEqual(['=B1*2', null, '=B3*2']);
  });

  it('are not torn apart: part of an array formula or a data table is refused', () => {
    const data =
      '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:B1">C1:D1</f><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><f t="array" ref="C1">SUM(E1:F1)</f><v>3</v></c><c r="D1"><f t="dataTable" ref="D1:D2" r1="A1"/><v>3</v></c></row>';
    for (const address of ['A1', 'B1', 'D1', 'D2']) {
      expect(() => patched(data, patch(address, 1))).toThrow(
        expect.objectContaining({ code: 'ARRAY' }) as Error,
      );
    }
    expect(patched(data, patch('C1', 5))).toBe(
      data.replace('<c r="C1"><f t="array" ref="C1">SUM(E1:F1)</f><v>3</v></c>', '<c r="C1"><v>5</v></c>'),
    );
    expect(patched(data, patch('A1', 8, '=C1:D1'))).toBe(data.replace('<v>1</v>', '<v>8</v>'));
  });
});

describe('calculation', () => {
  const tailOf = (tail: string): string =>
    /<\/sheets>([^]*)<\/workbook>/.exec(
      partOf(patchWorkbook(bookOf('', { tail }), [patch('A1', 1)]), 'xl/workbook.xml'),
    )![1]!;

  it.each([
    ['<calcPr calcId="1"/>', '<calcPr fullCalcOnLoad="1" calcId="1"/>'],
    ['<calcPr fullCalcOnLoad="0" calcMode="manual"/>', '<calcPr fullCalcOnLoad="1" calcMode="manual"/>'],
    ['<calcPr/>', '<calcPr fullCalcOnLoad="1"/>'],
    ['', '<calcPr fullCalcOnLoad="1"/>'],
    [
      '<definedNames><definedName name="a">S!$A$1</definedName></definedNames><oleSize ref="A1"/>',
      '<definedNames><definedName name="a">S!$A$1</definedName></definedNames><calcPr fullCalcOnLoad="1"/><oleSize ref="A1"/>',
    ],
  ])('is asked for on load: %s', (tail, expected) => {
    expect(tailOf(tail)).toBe(expected);
  });

  const chained = (): Uint8Array => {
    const parts = partsOf({
      sheets: [{ name: 'S', data: '<row r="1"><c r="A1"><f>B1</f><v>1</v></c><c r="B1"><v>1</v></c></row>' }],
    });
    parts['xl/calcChain.xml'] = `<calcChain xmlns="${MAIN}"><c r="A1" i="1"/></calcChain>`;
    parts['xl/_rels/workbook.xml.rels'] = String(parts['xl/_rels/workbook.xml.rels']).replace(
      '</Relationships>',
      `${relation('rIdC', 'calcChain', 'calcChain.xml')}</Relationships>`,
    );
    parts['[Content_Types].xml'] = String(parts['[Content_Types].xml']).replace(
      '</Types>',
      '<Override PartName="/xl/calcChain.xml" ContentType="application/x"></Override></Types>',
    );
    return zip(parts);
  };

  it('loses its chain, with everything that points to it, when a formula goes', () => {
    const after = patchWorkbook(chained(), [patch('A1', 5)]);
    const parts = unzipSync(after);
    expect(Object.keys(parts)).not.toContain('xl/calcChain.xml');
    for (const part of ['[Content_Types].xml', 'xl/_rels/workbook.xml.rels']) {
      expect(partOf(after, part)).not.toContain('calcChain');
      expect(partOf(after, part)).toContain('sheet1.xml');
    }
    expect(contentAt(after, 'A1')).toEqual({ value: 5, formula: null });
  });

  it('keeps its chain when only values and results change, or a formula is added', () => {
    const before = chained();
    const after = patchWorkbook(before, [patch('A1', 5, '=B1'), patch('B1', 5), patch('C1', 5, '=A1')]);
    for (const part of ['xl/calcChain.xml', '[Content_Types].xml', 'xl/_rels/workbook.xml.rels']) {
      expect(partOf(after, part)).toBe(partOf(before, part));
    }
  });
});

describe('locks', () => {
  it("are those of the cell's style, its row's or its column's", () => {
    const xml = sheetXml(
      '<row r="1"><c r="A1"/><c r="B1" s="1"/></row><row r="2" s="1" customFormat="1"><c r="A2" s="0"/></row>',
    ).replace('<sheetData>', '<cols><col min="4" max="4" style="1"/></cols><sheetData>');
    const bytes = zip(partsOf({ sheets: [{ name: 'S', xml }], styles: LOCKS }));
    const cells = ['A1', 'B1', 'C1', 'D1', 'A2', 'B2', 'D9', 'E9'].map((address) => ({
      sheet: 'S',
      ...parseAddress(address)!,
    }));
    expect(findLocked(bytes, cells).map(addressOf)).toEqual(['A1', 'C1', 'A2', 'E9']);
  });
});

describe('any edits', () => {
  const value: fc.Arbitrary<CellValue> = fc.oneof(
    fc.double({ noDefaultInfinity: true, noNaN: true }).map((number) => number + 0),
    fc.integer(),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
    fc.string({
      unit: fc.constantFrom('_', 'x', '0', 'A', '&', '<', ']', '>', '\r', '\n', '年'),
      minLength: 1,
    }),
    fc.boolean(),
    fc.constant(null),
  );
  const formula = fc.constantFrom(null, null, null, '=A1+1', '=IF(B2="<&>","年",\'S\'!$A$3)');
  const edit = fc.record({ row: fc.nat(9), column: fc.nat(5), value, formula });
  const start = bookOf(
    '<row r="2" spans="1:2"><c r="A2" s="1"><v>1</v></c><c r="C2" t="str"><v>旧</v></c></row><row r="4"><c r="B4"><f t="shared" ref="B4:B6" si="1">A4+$A$2</f><v>1</v></c></row><row r="5"><c r="B5"><f t="shared" si="1"/><v>1</v></c></row><row r="6"><c r="B6"><f t="shared" si="1"/><v>1</v></c></row><row r="8"/>',
    { styles: LOCKS },
  );
  const keyed = (edits: readonly Omit<Patch, 'sheet'>[]): Map<number, Omit<Patch, 'sheet'>> =>
    new Map(edits.map((item) => [indexOf(item.row, item.column), item]));

  it('are read back as they were written, and leave every other cell as it was', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
        const after = patchWorkbook(
          start,
          edits.map((item) => ({ sheet: 'S', ...item })),
        );
        const expected = new Map(readWorkbook(start).sheets[0]!.snapshot.cells);
        for (const [index, { value: wanted, formula: text }] of keyed(edits)) {
          if (wanted === null && text === null) expected.delete(index);
          else if (wanted === null) expected.set(index, { value: null, formula: text, uncomputed: true });
          else expected.set(index, { value: wanted, formula: text });
        }
        const found = readWorkbook(after).sheets[0]!.snapshot.cells;
        expect(new Map([...found].sort(([a], [b]) => a - b))).toEqual(
          new Map([...expected].sort(([a], [b]) => a - b)),
        );
        expect(inOrder(dataOf(after))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  function inOrder(data: string): boolean {
    const indexes = [...data.matchAll(/<c r="([A-Z]+\d+)"/g)].map(([, address]) => {
      const { row, column } = parseAddress(address!)!;
      return indexOf(row, column);
    });
    return (
      indexes.every((index, at) => at === 0 || index > indexes[at - 1]!) &&
      positionOf(indexes[0] ?? 0).row >= 0
    );
  }
});

/** The same archive as programs write it that stream: sizes after the data, not before it. */
function streamed(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: Uint8Array[] = [];
  const records: Uint8Array[] = [];
  let length = 0;
  let at = view.getUint32(bytes.length - 6, true);
  const count = view.getUint16(bytes.length - 12, true);
  const push = (piece: Uint8Array): void => {
    pieces.push(piece);
    length += piece.length;
  };
  for (let left = count; left > 0; left--) {
    const named = view.getUint16(at + 28, true);
    const next = at + 46 + named + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const offset = view.getUint32(at + 42, true);
    const size = view.getUint32(at + 20, true);
    const header = bytes.slice(offset, offset + 30 + named + view.getUint16(offset + 28, true));
    const data = bytes.subarray(offset + header.length, offset + header.length + size);
    const descriptor = new Uint8Array(16);
    new DataView(descriptor.buffer).setUint32(0, 0x08074b50, true);
    descriptor.set(bytes.subarray(at + 16, at + 28), 4);
    const record = bytes.slice(at, next);
    new DataView(header.buffer).setUint16(6, 8, true);
    header.fill(0, 14, 26);
    new DataView(record.buffer).setUint16(8, 8, true);
    new DataView(record.buffer).setUint32(42, length, true);
    [header, data, descriptor].forEach(push);
    records.push(record);
    at = next;
  }
  const start = length;
  records.forEach(push);
  const end = bytes.slice(bytes.length - 22);
  new DataView(end.buffer).setUint32(16, start, true);
  push(end);
  return new Uint8Array(Buffer.concat(pieces));
}
