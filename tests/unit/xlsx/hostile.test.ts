import { deflateSync } from 'fflate';
import { XlsxError } from '../../../src/hosts/xlsx/error';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { openZip } from '../../../src/hosts/xlsx/zip';
import { type Parts, book, bookOf, partsOf, relation, relations, sheetXml, zip } from './build';

function codeOf(bytes: Uint8Array, limits = {}): string {
  try {
    readWorkbook(bytes, { limits });
    return 'read';
  } catch (error) {
    return error instanceof XlsxError ? error.code : `not an XlsxError: ${String(error)}`;
  }
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const plain = (): Parts =>
  partsOf({ sheets: [{ name: 'S', data: '<row r="1"><c r="A1"><v>1</v></c></row>' }] });
const withPart = (name: string, content: string | Uint8Array): Uint8Array =>
  zip({ ...plain(), [name]: content });
const withSheet = (content: string): Uint8Array => withPart('xl/worksheets/sheet1.xml', content);

/** A compound file with these streams in its directory, which begins at the given sector. */
function compound(sector: number, ...streams: string[]): Uint8Array {
  const bytes = new Uint8Array((sector + 2) * 512);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  const view = new DataView(bytes.buffer);
  view.setUint16(0x1e, 9, true);
  view.setUint32(0x30, sector, true);
  streams.forEach((stream, index) => {
    for (let at = 0; at < stream.length; at++) {
      view.setUint16((sector + 1) * 512 + index * 128 + at * 2, stream.charCodeAt(at), true);
    }
  });
  return bytes;
}

/** Where the central record of an entry begins. */
function recordOf(bytes: Uint8Array, name: string): number {
  const view = new DataView(bytes.buffer);
  const wanted = text(name);
  for (let at = bytes.length - 46; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    if (wanted.every((byte, index) => bytes[at + 46 + index] === byte)) return at;
  }
  throw new Error(`no entry ${name}`);
}

function tamper(bytes: Uint8Array, change: (view: DataView) => void): Uint8Array {
  const copy = bytes.slice();
  change(new DataView(copy.buffer));
  return copy;
}

/** Bytes that do not get smaller. */
function noise(length: number): Uint8Array {
  let seed = 1;
  return Uint8Array.from({ length }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed >>> 24;
  });
}

const SHEET = 'xl/worksheets/sheet1.xml';
const END = 22;

describe('files that are something else', () => {
  it.each<[string, string, Uint8Array]>([
    ['an empty file', 'EMPTY', new Uint8Array()],
    ['a text', 'NOT_ZIP', text('指标数值')],
    ['a table as text', 'CSV', text('指标,数值\n自愿性,1')],
    ['a picture', 'NOT_ZIP', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)],
    ['a web page', 'HTML', text('\ufeff <!DOCTYPE html><html><table></table></html>')],
    ['a table out of a web page', 'HTML', text('<table><tr><td>1</td></tr></table>')],
    ['a legacy workbook', 'LEGACY_XLS', compound(1, 'Root Entry', 'Workbook')],
    ['an encrypted workbook', 'ENCRYPTED', compound(1, 'Root Entry', 'EncryptedPackage')],
    [
      'an encrypted workbook with its directory at the end',
      'ENCRYPTED',
      compound(400, 'Root', 'EncryptionInfo'),
    ],
    ['a legacy text of Word', 'LEGACY_DOC', compound(1, 'Root Entry', 'WordDocument')],
    ['the beginning of a compound file', 'LEGACY_XLS', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0)],
    ['a zip of other things', 'NOT_XLSX', zip({ 'readme.txt': 'hello' })],
    ['an empty zip', 'NOT_XLSX', zip({})],
    [
      'a text of Word',
      'WORD_FILE',
      zip({
        '_rels/.rels': relations(relation('a', 'officeDocument', 'word/document.xml')),
        'word/document.xml': '<w:document xmlns:w="w"/>',
      }),
    ],
    [
      'slides',
      'NOT_XLSX',
      zip({
        '_rels/.rels': relations(relation('a', 'officeDocument', 'ppt/presentation.xml')),
        'ppt/presentation.xml': '<p:presentation xmlns:p="p"/>',
      }),
    ],
    [
      'a binary workbook',
      'XLSB',
      zip({
        '_rels/.rels': relations(relation('a', 'officeDocument', 'xl/workbook.bin')),
        'xl/workbook.bin': Uint8Array.of(0x83, 1),
      }),
    ],
    ['an OpenDocument sheet', 'ODS', zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' })],
  ])('%s is %s', (_what, code, bytes) => {
    expect(codeOf(bytes)).toBe(code);
  });
});

describe('damaged archives', () => {
  const whole = zip(plain());

  it('is TRUNCATED or damaged wherever the file ends early, and always an XlsxError', () => {
    for (let length = 4; length < whole.length; length += 7) {
      expect(['TRUNCATED', 'BAD_ZIP']).toContain(codeOf(whole.slice(0, length)));
    }
  });

  it('never lets any other error out, whichever byte is wrong', () => {
    for (let at = 0; at < whole.length; at++) {
      const bytes = whole.slice();
      bytes[at]! ^= 0xff;
      expect(codeOf(bytes)).not.toMatch(/^not an XlsxError/);
    }
  });

  it.each<[string, string, Uint8Array]>([
    [
      'a wrong checksum',
      'CRC',
      tamper(whole, (view) => view.setUint32(recordOf(whole, SHEET) + 16, 1, true)),
    ],
    [
      'a size that is less than the truth',
      'CRC',
      tamper(whole, (view) => view.setUint32(recordOf(whole, SHEET) + 24, 10, true)),
    ],
    [
      'an unknown method',
      'BAD_ZIP',
      tamper(whole, (view) => view.setUint16(recordOf(whole, SHEET) + 10, 14, true)),
    ],
    [
      'an encrypted entry',
      'ENCRYPTED',
      tamper(whole, (view) => view.setUint16(recordOf(whole, SHEET) + 8, 1, true)),
    ],
    [
      'an entry that points past the end',
      'TRUNCATED',
      tamper(whole, (view) => view.setUint32(recordOf(whole, SHEET) + 42, whole.length, true)),
    ],
    [
      'an entry longer than the file',
      'TRUNCATED',
      tamper(whole, (view) => view.setUint32(recordOf(whole, SHEET) + 20, 1 << 20, true)),
    ],
    [
      'a directory elsewhere',
      'BAD_ZIP',
      tamper(whole, (view) => view.setUint32(whole.length - END + 16, 5, true)),
    ],
    ['zip64', 'BAD_ZIP', tamper(whole, (view) => view.setUint32(whole.length - END + 16, 0xffffffff, true))],
    ['the same part twice', 'BAD_ZIP', zip({ ...plain(), 'XL/Workbook.xml': 'x' })],
  ])('%s is %s', (_what, code, bytes) => {
    expect(codeOf(bytes)).toBe(code);
  });
});

describe('files that are too big', () => {
  const spaces = (count: number): string => sheetXml(' '.repeat(count));

  it('refuses a part that is out of proportion, before it is inflated', () => {
    expect(codeOf(withSheet(spaces(8 << 20)))).toBe('TOO_BIG');
  });

  it.each<[string, object]>([
    ['the file', { file: 100 }],
    ['a part', { part: 200 }],
    ['all parts', { total: 900 }],
    ['the number of entries', { entries: 3 }],
  ])('keeps the limit of %s', (_what, limits) => {
    expect(codeOf(zip(plain()), limits)).toBe('TOO_BIG');
  });

  it('is neither hung nor filled up by a bomb that lies about its size', () => {
    const bomb = deflateSync(noise(1 << 20), { level: 1 });
    const name = text('bomb');
    const local = new Uint8Array(30 + name.length);
    const record = new Uint8Array(46 + name.length);
    const end = new Uint8Array(22);
    const [l, r, e] = [local, record, end].map((part) => new DataView(part.buffer)) as [
      DataView,
      DataView,
      DataView,
    ];
    l.setUint32(0, 0x04034b50, true);
    l.setUint16(26, name.length, true);
    local.set(name, 30);
    r.setUint32(0, 0x02014b50, true);
    r.setUint16(10, 8, true);
    r.setUint32(20, bomb.length, true);
    r.setUint32(24, 1000, true);
    r.setUint16(28, name.length, true);
    record.set(name, 46);
    e.setUint32(0, 0x06054b50, true);
    e.setUint16(10, 1, true);
    e.setUint32(16, local.length + bomb.length, true);
    const bytes = new Uint8Array(Buffer.concat([local, bomb, record, end]));
    expect(bomb.length).toBeGreaterThan(1 << 18);
    expect(() => openZip(bytes).get('bomb')).toThrow(expect.objectContaining({ code: 'CRC' }) as Error);
  });

  it('refuses a sheet of more cells than anyone reports', () => {
    const rows = '<row><c><v>1</v></c><c><v>2</v></c></row>'.repeat(6);
    expect(codeOf(withSheet(sheetXml(rows)), { cells: 11 })).toBe('TOO_BIG');
    expect(codeOf(withSheet(sheetXml(rows)), { cells: 12 })).toBe('read');
  });

  it('refuses shared formulas that unfold without end', () => {
    const long = Array.from({ length: 1500 }, () => 'A1').join('+');
    const rows = Array.from({ length: 16_000 }, () => '<row><c><f t="shared" si="0"/></c></row>').join('');
    const data = `<row><c><f t="shared" ref="A1:A20000" si="0">${long}</f></c></row>${rows}`;
    expect(codeOf(withSheet(sheetXml(data)), { ratio: 1e9, characters: 1 << 20 })).toBe('TOO_BIG');
  });

  it('does not unfold ranges', () => {
    const merges = `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(1000)}</mergeCells>`;
    expect(codeOf(withSheet(sheetXml('<row><c><v>1</v></c></row>', merges)))).toBe('read');
  });
});

describe('hostile parts', () => {
  const cell = (xml: string): Uint8Array => bookOf(`<row r="1">${xml}</row>`, { strings: ['<t>零</t>'] });

  it.each<[string, string, Uint8Array]>([
    ['XML that is not well-formed', 'XML', withSheet('<worksheet><sheetData></worksheet>')],
    ['XML that ends early', 'XML', withSheet(sheetXml('<row>').slice(0, -40))],
    ['an unknown entity', 'XML', cell('<c><v>&unknown;</v></c>')],
    ['bytes that are no UTF-8', 'XML', withPart(SHEET, Uint8Array.of(0x3c, 0x61, 0xff, 0xfe, 0x3e))],
    ['an encoding that nobody knows', 'XML', withSheet(sheetXml('').replace('UTF-8', 'x-unheard-of'))],
    [
      'a document type',
      'DTD',
      withSheet(`<!DOCTYPE worksheet [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${sheetXml('').slice(56)}`),
    ],
    [
      'a document type in the workbook',
      'DTD',
      withPart('xl/workbook.xml', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><workbook/>'),
    ],
    ['a shared string that is not there', 'BAD_REF', cell('<c t="s"><v>1</v></c>')],
    ['a shared string below zero', 'BAD_REF', cell('<c t="s"><v>-1</v></c>')],
    ['a shared string named, not numbered', 'BAD_REF', cell('<c t="s"><v>length</v></c>')],
    ['a cell that is none', 'BAD_REF', cell('<c r="1A"><v>1</v></c>')],
    ['a cell right of the sheet', 'BAD_REF', cell('<c r="XFE1"><v>1</v></c>')],
    ['a cell below the sheet', 'BAD_REF', cell('<c r="A1048577"><v>1</v></c>')],
    ['a row that is none', 'BAD_REF', bookOf('<row r="0"/>')],
    [
      'a merged area that is none',
      'BAD_REF',
      bookOf('', {}, '<mergeCells><mergeCell ref="A1:"/></mergeCells>'),
    ],
    ['a number that is none', 'BAD_VALUE', cell('<c><v>12a</v></c>')],
    ['a date that is none', 'BAD_VALUE', cell('<c t="d"><v>yesterday</v></c>')],
    [
      'a sheet whose relationship is missing',
      'BAD_REF',
      withPart(
        'xl/_rels/workbook.xml.rels',
        relations(relation('other', 'worksheet', 'worksheets/sheet1.xml')),
      ),
    ],
    [
      'a sheet whose part is missing',
      'BAD_REF',
      withPart(
        'xl/_rels/workbook.xml.rels',
        relations(relation('rId1', 'worksheet', 'worksheets/sheet9.xml')),
      ),
    ],
  ])('%s: %s', (_what, code, bytes) => {
    expect(codeOf(bytes)).toBe(code);
  });

  it('is not led astray by names out of Object.prototype', () => {
    const bytes = book({
      sheets: [{ name: '__proto__', data: '<row><c t="s"><v>0</v></c></row>' }, { name: 'constructor' }],
      strings: ['<t>__proto__</t>'],
    });
    const { sheets } = readWorkbook(bytes);
    expect(sheets.map((sheet) => sheet.name)).toEqual(['__proto__', 'constructor']);
    expect([...sheets[0]!.snapshot.cells.values()]).toEqual([{ value: '__proto__', formula: null }]);
  });
});
