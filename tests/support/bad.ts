/**
 * Files as they come in by the hundred, and as somebody who means harm would make them. Each is made anew, byte for
 * byte the same; nothing large is kept. `scripts/bad.mjs` writes them to a folder.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { compoundFile, pack } from './archive';

export interface BadFile {
  readonly name: string;
  /** The code with which it is refused; 'read' where it is a form all the same. */
  readonly code: string;
  readonly make: () => Uint8Array;
}

type Parts = Record<string, Uint8Array>;
const SHEET = 'xl/worksheets/sheet3.xml';
const sample = (): Uint8Array => readFileSync(resolve('samples/clean.xlsx'));
const parts = (): Parts => unzipSync(sample());
const zipped = (all: Parts): Uint8Array => zipSync(all, { level: 1, mtime: new Date(2024, 0, 2) });

/** The sample with a part written anew. */
function change(name: string, rewrite: (xml: string) => string): Uint8Array {
  const all = parts();
  all[name] = strToU8(rewrite(strFromU8(all[name]!)));
  return zipped(all);
}
/** The sample with a part that is too large to be held in memory here. */
function swell(name: string, piece: string, times: number, declared?: number): Uint8Array {
  const entries = Object.entries(parts()).map(([own, data]) =>
    own === name
      ? { name, data: strToU8(piece), times, ...(declared === undefined ? {} : { declared }) }
      : { name: own, data },
  );
  return pack(entries);
}

function replaceOnce(xml: string, from: string | RegExp, to: string): string {
  const changed = xml.replace(from, () => to);
  if (changed === xml) throw new Error(`the sample has no ${String(from)}`);
  return changed;
}
const cell =
  (address: string, content: string): ((xml: string) => string) =>
  (xml) =>
    replaceOnce(
      xml,
      new RegExp(`<c r="${address}"[^>]*?(?:/>|>.*?</c>)`),
      `<c r="${address}" ${content}</c>`,
    );
const inline = (text: string): string => `t="inlineStr"><is><t>${text}</t></is>`;
const both =
  (...steps: ((xml: string) => string)[]) =>
  (xml: string): string =>
    steps.reduce((now, step) => step(now), xml);
const stray =
  (address: string) =>
  (xml: string): string =>
    replaceOnce(
      xml,
      '</sheetData>',
      `<row r="${/\d+/.exec(address)![0]}"><c r="${address}"><v>1</v></c></row></sheetData>`,
    );
/** Without the titles of its sections from a row on: nothing says where its lists end. */
const untitled =
  (from: number) =>
  (xml: string): string =>
    xml.replace(/<c r="A(\d+)" t="s"( s="\d+")?><v>\d+<\/v><\/c>/g, (all, row: string, style = '') =>
      Number(row) < from ? all : `<c r="A${row}"${style}/>`,
    );

const LAUGHS = `<!DOCTYPE sst [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">${[...'bcdefghij']
  .map((name, at) => `<!ENTITY ${name} "${`&${'abcdefghi'[at]!};`.repeat(10)}">`)
  .join('')}]>`;

/** Bytes that no two runs make differently, and that do not get smaller. */
function noise(length: number): Uint8Array {
  let seed = 42;
  return Uint8Array.from({ length }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed >>> 24;
  });
}
const manyWords = (count: number, each: (word: string, at: number) => string): string => {
  const letters = noise(count * 6);
  return Array.from({ length: count }, (_, at) =>
    each(
      [...letters.subarray(at * 6, at * 6 + 6)].map((byte) => String.fromCharCode(97 + (byte % 26))).join(''),
      at,
    ),
  ).join('');
};

const record = (type: number, ...content: number[]): number[] => [
  type & 255,
  type >> 8,
  content.length & 255,
  content.length >> 8,
  ...content,
];
const begin = (kind: number): number[] =>
  record(0x0809, 0, 6, kind, 0, 0xbb, 0x0d, 0xcc, 7, 0, 0, 0, 0, 6, 0, 0, 0);
const BIFF8 = Uint8Array.from([
  ...begin(5), ...record(0x0085, 45, 0, 0, 0, 0, 0, 1, 0, 0x41), ...record(0x000a), ...begin(16), ...record(0x000a),
]); // prettier-ignore

const AGILE = strToU8(
  '\u0004\u0000\u0004\u0000@\u0000\u0000\u0000<?xml version="1.0" encoding="UTF-8" standalone="yes"?><encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"><keyData saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512"/></encryption>',
);

export const badFiles: readonly BadFile[] = [
  { name: '空文件.xlsx', code: 'EMPTY', make: () => new Uint8Array() },
  { name: '没有传完.xlsx', code: 'TRUNCATED', make: () => sample().subarray(0, 40_000) },
  { name: '传坏了.xlsx', code: 'CRC', make: flipped },
  {
    name: '有密码.xlsx',
    code: 'ENCRYPTED',
    make: () => compoundFile({ EncryptionInfo: AGILE, EncryptedPackage: noise(9000) }),
  },
  { name: '改名的xls.xlsx', code: 'LEGACY_XLS', make: () => compoundFile({ Workbook: BIFF8 }) },
  { name: '改名的docx.xlsx', code: 'WORD_FILE', make: () => wordFile('<w:p/>') },
  {
    name: '网页.xlsx',
    code: 'HTML',
    make: () => strToU8('<html><body><table><tr><td>1</td></tr></table></body></html>'),
  },
  { name: '注释堆成的网页.xlsx', code: 'NOT_ZIP', make: () => strToU8('<!---->'.repeat(10_000)) },
  { name: '压缩炸弹.xlsx', code: 'TOO_BIG', make: () => swell(SHEET, ' '.repeat(1 << 20), 1024) },
  { name: '谎报大小的压缩炸弹.xlsx', code: 'CRC', make: () => swell(SHEET, ' '.repeat(1 << 20), 1024, 1000) },
  {
    name: '一千万个字符串.xlsx',
    code: 'TOO_BIG',
    make: () => swell('xl/sharedStrings.xml', '<si><t>青岛市</t></si>'.repeat(10_000), 1000),
  },
  {
    name: '百万个不同的字符串.xlsx',
    code: 'TOO_BIG',
    make: () =>
      change('xl/sharedStrings.xml', (xml) =>
        xml.replace('</sst>', `${manyWords(550_000, (word) => `<si><t>${word}</t></si>`)}</sst>`),
      ),
  },
  {
    name: '实体展开.xlsx',
    code: 'DTD',
    make: () =>
      change('xl/sharedStrings.xml', (xml) => xml.replace('<sst', `${LAUGHS}<sst`).replace('<t>', '<t>&j;')),
  },
  {
    name: '外部实体.xlsx',
    code: 'DTD',
    make: () =>
      change(SHEET, (xml) =>
        xml.replace('<worksheet', '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet'),
      ),
  },
  {
    name: '压缩包里的路径.xlsx',
    code: 'read',
    make: () =>
      zipped({
        ...parts(),
        '../../../../tmp/cpreport-evil.txt': strToU8('x'),
        '/etc/cpreport-evil': strToU8('x'),
        'C:\\evil.txt': strToU8('x'),
      }),
  },
  {
    name: '指向文件之外的工作表.xlsx',
    code: 'BAD_REF',
    make: () =>
      change('xl/_rels/workbook.xml.rels', (xml) =>
        replaceOnce(xml, /Target="worksheets\/sheet3.xml"/, 'Target="../../../../etc/passwd"'),
      ),
  },
  {
    name: '百万行.xlsx',
    code: 'read',
    make: () =>
      change(
        SHEET,
        both(
          (xml) => replaceOnce(xml, /<dimension ref="[^"]*"\/>/, '<dimension ref="A1:XFD1048576"/>'),
          stray('XFD1048576'),
        ),
      ),
  },
  {
    name: '没有结尾的七.xlsx',
    code: 'read',
    make: () => change(SHEET, both(untitled(40), stray('C1048576'))),
  },
  {
    name: '谎报范围.xlsx',
    code: 'read',
    make: () =>
      change(SHEET, (xml) =>
        replaceOnce(xml, /<dimension ref="[^"]*"\/>/, '<dimension ref="A1"/>').replace(
          /<row r="(\d+)"/g,
          '<row r="$1" spans="1:1"',
        ),
      ),
  },
  {
    name: '循环公式.xlsx',
    code: 'read',
    make: () =>
      change(
        SHEET,
        both(
          cell('E16', '><f>G16+I16</f>'),
          cell('G16', '><f>I16-E16</f>'),
          cell('I16', '><f>SUM(E16,G16)+I16</f>'),
        ),
      ),
  },
  {
    name: '1904日期系统.xlsx',
    code: 'read',
    make: () =>
      change('xl/workbook.xml', (xml) =>
        replaceOnce(xml, '<bookViews>', '<workbookPr date1904="1"/><bookViews>'),
      ),
  },
  {
    name: '名为__proto__.xlsx',
    code: 'read',
    make() {
      const all = parts();
      const rewrite = (name: string, by: (xml: string) => string): void =>
        void (all[name] = strToU8(by(strFromU8(all[name]!))));
      rewrite('xl/workbook.xml', (xml) =>
        xml
          .replaceAll('2014年', '__proto__')
          .replace('CPREPORT_FORM', '__proto__')
          .replaceAll('2013年', 'constructor'),
      );
      rewrite('xl/worksheets/sheet5.xml', (xml) =>
        xml.replaceAll('2014年', '__proto__').replaceAll('2013年', 'constructor'),
      );
      rewrite(
        SHEET,
        both(
          cell('A2', inline('__proto__')),
          cell('C4', inline('__proto__')),
          cell('H4', inline('toString')),
        ),
      );
      return zipped(all);
    },
  },
  {
    name: '公式样的文字.xlsx',
    code: 'read',
    make: () =>
      change(
        SHEET,
        both(
          cell('C4', inline("=cmd|' /C calc'!A0")),
          cell('C5', inline("+cmd|' /C calc'!A0")),
          cell('J4', inline('@SUM(1+1)')),
          cell('E16', inline("=cmd|' /C calc'!A0")),
        ),
      ),
  },
  {
    name: '最长的文字.xlsx',
    code: 'read',
    make: () => change(SHEET, cell('C4', inline('很'.repeat(32_767)))),
  },
  {
    name: '过长的文字.xlsx',
    code: 'BAD_VALUE',
    make: () => change(SHEET, cell('C4', inline('很'.repeat(200_000)))),
  },
  {
    name: '终端指令.xlsx',
    code: 'read',
    make: () => change(SHEET, cell('E16', inline('_x001B_]0;坏标题_x0007__x001B_[2J'))),
  },
  {
    name: '二十万个工作表.xlsx',
    code: 'BAD_REF',
    make: () =>
      change('xl/workbook.xml', (xml) =>
        xml.replace(
          '</sheets>',
          `${Array.from({ length: 200_000 }, (_, at) => `<sheet name="s${at}" sheetId="${at + 9}" r:id="rId1"/>`).join('')}</sheets>`,
        ),
      ),
  },
  {
    name: '嵌套过深.xlsx',
    code: 'TOO_BIG',
    make: () =>
      change(SHEET, (xml) =>
        xml.replace('</sheetData>', `${'<row>'.repeat(200_000)}${'</row>'.repeat(200_000)}</sheetData>`),
      ),
  },
  {
    name: '百万个属性.xlsx',
    code: 'TOO_BIG',
    make: () =>
      change(SHEET, (xml) =>
        xml.replace(
          '<sheetData',
          `<sheetData ${Array.from({ length: 1_000_000 }, (_, at) => `a${at}="1"`).join(' ')}`,
        ),
      ),
  },
  {
    name: '五万个合并区域.xlsx',
    code: 'read',
    make: () =>
      change(SHEET, (xml) =>
        xml.replace(
          /<mergeCells[^>]*>/,
          `<mergeCells>${Array.from({ length: 49_000 }, (_, at) => `<mergeCell ref="XC${at + 100}:XD${at + 299}"/>`).join('')}`,
        ),
      ),
  },
  {
    name: '二十万个标签.xlsx',
    code: 'read',
    make: () =>
      change(
        SHEET,
        both(untitled(8), (xml) =>
          replaceOnce(
            xml,
            '</sheetData>',
            `${manyWords(40_000, (word, at) => `<row r="${at + 100}">${[...'ABCDE'].map((column) => `<c r="${column}${at + 100}" t="str"><v>自${word.slice(0, 3)}</v></c>`).join('')}</row>`)}</sheetData>`,
          ),
        ),
      ),
  },
  {
    name: '过长的格式.xlsx',
    code: 'read',
    make() {
      const all = parts();
      all['xl/workbook.xml'] = strToU8(
        strFromU8(all['xl/workbook.xml']!).replace('<bookViews>', '<workbookPr date1904="1"/><bookViews>'),
      );
      const styles = strFromU8(all['xl/styles.xml']!).replace(
        /<numFmts[\s\S]*?<\/numFmts>|<numFmts[^>]*\/>/,
        '',
      );
      all['xl/styles.xml'] = strToU8(
        styles.replace(
          /(<styleSheet[^>]*>)/,
          `$1<numFmts count="1"><numFmt numFmtId="0" formatCode="${'['.repeat(900_000)}"/></numFmts>`,
        ),
      );
      return zipped(all);
    },
  },
  {
    name: '六十万个单元格.xlsx',
    code: 'TOO_BIG',
    make: () =>
      change(SHEET, (xml) =>
        xml.replace(
          '</sheetData>',
          `${Array.from({ length: 60_000 }, (_, at) => `<row r="${at + 100}">${'<c><v>7</v></c>'.repeat(10)}</row>`).join('')}</sheetData>`,
        ),
      ),
  },
];

export const badWordFiles: readonly BadFile[] = [
  { name: '没有传完.docx', code: 'DAMAGED', make: () => wordFile('<w:p/>'.repeat(1000)).subarray(0, 300) },
  {
    name: '压缩炸弹.docx',
    code: 'TOO_BIG',
    make: () => wordOf([{ data: strToU8(' '.repeat(1 << 20)), times: 1024 }]),
  },
  {
    name: '嵌套过深.docx',
    code: 'TOO_BIG',
    make: () => wordFile(`${'<w:sdt>'.repeat(200_000)}${'<w:p/>'.repeat(1000)}${'</w:sdt>'.repeat(200_000)}`),
  },
  {
    name: '表套表.docx',
    code: 'NO_FORM',
    make: () => wordFile(`${'<w:tbl><w:tr><w:tc>'.repeat(300)}<w:p/>${'</w:tc></w:tr></w:tbl>'.repeat(300)}`),
  },
  {
    name: '实体展开.docx',
    code: 'DTD',
    make: () => wordFile('<w:p><w:r><w:t>&j;</w:t></w:r></w:p>', LAUGHS),
  },
  {
    name: '百万段.docx',
    code: 'NO_FORM',
    make: () => wordFile(manyWords(300_000, (word) => `<w:p><w:r><w:t>${word}</w:t></w:r></w:p>`)),
  },
  {
    name: '两万行.docx',
    code: 'NO_FORM',
    make: () =>
      wordFile(
        `<w:tbl>${manyWords(19_000, (word) => `<w:tr>${`<w:tc><w:p><w:r><w:t>${word}</w:t></w:r></w:p></w:tc>`.repeat(6)}</w:tr>`)}</w:tbl>`,
      ),
  },
];

function flipped(): Uint8Array {
  const bytes = sample().slice();
  const at = bytes.length >> 1;
  for (let bit = 0; bit < 8; bit++) bytes[at + bit]! ^= 1 << bit;
  return bytes;
}

const wordFile = (body: string, before = ''): Uint8Array =>
  wordOf([
    {
      data: strToU8(
        `<?xml version="1.0" encoding="UTF-8"?>${before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
      ),
    },
  ]);

const wordOf = ([document]: readonly { data: Uint8Array; times?: number }[]): Uint8Array =>
  pack([
    {
      name: '_rels/.rels',
      data: strToU8(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
      ),
    },
    { name: 'word/document.xml', ...document! },
  ]);
