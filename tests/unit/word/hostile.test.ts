/** Files that are no filled form: each has its code, and nothing but WordError is thrown. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { form } from '../../../src/core';
import { WordError, type WordErrorCode } from '../../../src/word/error';
import { readWord } from '../../../src/word/read';
import { documentOf, faultOf, formXml, pack, paragraph, run } from './build';

/** The container of .doc files and of encrypted ones; its directory names a stream. */
function compound(stream: string): Uint8Array {
  const bytes = new Uint8Array(2048);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  [...stream].forEach((letter, index) => (bytes[1024 + 2 * index] = letter.charCodeAt(0)));
  new DataView(bytes.buffer).setUint16(0x1e, 9, true);
  return bytes;
}

const good = pack(formXml());
const damaged = good.slice();
damaged.set([1, 2, 3, 4, 5, 6, 7, 8], good.length / 2);
const row = '<w:tr><w:tc><w:p/></w:tc></w:tr>';

const files: [what: string, bytes: Uint8Array, code: WordErrorCode][] = [
  ['nothing at all', new Uint8Array(), 'EMPTY'],
  ['a text', strToU8('附件1'), 'NOT_DOCX'],
  ['a web page', strToU8('<html><body>报送表</body></html>'), 'NOT_DOCX'],
  ['rich text', strToU8('{\\rtf1 }'), 'NOT_DOCX'],
  ['a zip of something else', zipSync({ 'a.txt': strToU8('a') }), 'NOT_DOCX'],
  ['OpenDocument', zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.text') }), 'NOT_DOCX'],
  ['a presentation', pack('<p:presentation xmlns:p="p"/>'), 'NOT_DOCX'],
  ['a workbook', readFileSync(resolve(__dirname, '../../../samples/clean.xlsx')), 'EXCEL_FILE'],
  ['.doc', compound('WordDocument'), 'LEGACY_DOC'],
  ['a password', compound('EncryptedPackage'), 'ENCRYPTED'],
  ['a file that is cut off', good.slice(0, good.length - 100), 'DAMAGED'],
  ['a file with wrong bytes', damaged, 'DAMAGED'],
  ['broken XML', pack(formXml().slice(0, -20)), 'XML'],
  ['a DTD', pack('<!DOCTYPE w [<!ENTITY a "b">]>' + formXml().replace(/^<\?.*?\?>/, '')), 'DTD'],
  ['a zip bomb', pack(documentOf(' '.repeat(40 << 20))), 'TOO_BIG'],
  ['rows without end', pack(documentOf(`<w:tbl>${row.repeat(20_001)}</w:tbl>`)), 'TOO_BIG'],
  [
    'columns without end',
    pack(
      documentOf(
        `<w:tbl><w:tr>${'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc>'.repeat(3)}</w:tr></w:tbl>`,
      ),
    ),
    'TOO_BIG',
  ],
  ['another letter', pack(documentOf(paragraph(run('关于报送的通知')))), 'NO_FORM'],
  [
    'elements in elements without end',
    pack(documentOf('<w:sdt>'.repeat(50_000) + '</w:sdt>'.repeat(50_000))),
    'TOO_BIG',
  ],
];

test.each(files)('%s', (_what, bytes, code) => {
  expect(faultOf(bytes)).toMatchObject({ name: 'WordError', code });
});

test('whatever is done to a file, it is read or refused with a WordError', () => {
  const plain = strToU8(formXml());
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(plain.length - 1), fc.integer({ min: 32, max: 126 })), {
        minLength: 1,
        maxLength: 5,
      }),
      (changes) => {
        const xml = plain.slice();
        for (const [at, byte] of changes) xml[at] = byte;
        try {
          readWord(pack(new TextDecoder().decode(xml)), form);
        } catch (error) {
          expect(error).toBeInstanceOf(WordError);
        }
      },
    ),
    { numRuns: 60 },
  );
});
