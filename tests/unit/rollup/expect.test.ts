/** The list of who has to report, as it comes out of Excel, WPS and Notepad. */
import { decodeList, ListError, parseExpected } from '../../../src/app/rollup/expect';
import { childFrom, rolled, templateSheets } from '../../support/children';
import { cityTemplate } from '../../support/province';

const gbk = gbkEncoder();
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
const namesIn = (bytes: Uint8Array): string[] => parseExpected(decodeList(bytes)).map(({ name }) => name);

const LIST = ['name,due', '济南市,2015-03-31', '青岛市,2015-03-31', ''].join('\r\n');

test.each([
  ['GBK, as Excel saves a CSV', gbk(LIST)],
  ['UTF-8', utf8(LIST)],
  ['UTF-8 with a mark', utf8(`\ufeff${LIST}`)],
  ['UTF-16, as Excel saves Unicode text', utf16(LIST.replaceAll(',', '\t'))],
  ['with lines of Unix', utf8(LIST.replaceAll('\r', ''))],
  ['with lines of an old Mac', utf8(LIST.replaceAll('\r\n', '\r'))],
  ['with semicolons', gbk(LIST.replaceAll(',', ';'))],
  ['with quotes', gbk('"name","due"\r\n"济南市","2015-03-31"\r\n"青岛市",""\r\n')],
  [
    'with blank lines and lines of commas only',
    gbk('\r\n\r\nname,due\r\n,\r\n济南市,\r\n\r\n  ,\r\n青岛市,\r\n,'),
  ],
  [
    'with more columns, in any order',
    gbk('序号,联系人,单位名称,电话\r\n1,王芳,济南市,"0531,8606"\r\n2,"李""强""",青岛市,\r\n'),
  ],
  [
    'with a title above',
    gbk('2014年应报单位名单,,\r\n,,\r\n序号,单位 名称,备注\r\n1,济南市,\r\n2,青岛市,\r\n'),
  ],
  ['one column only, without an end of line', gbk('单位\r\n济南市\r\n青岛市')],
  ['with wide spaces and invisible ones', utf8('单位\r\n　济南市　\r\n青 岛\u00a0市\r\n')],
])('%s', (_, bytes) => {
  expect(namesIn(bytes)).toEqual(['济南市', '青岛市']);
});

test('dates, declarations and the file that counts are read, whatever they are called', () => {
  const list =
    '单位,报送期限,收到日期,计划单列市,文件\r\n青岛市,2015年3月31日,2015/4/2,不含,青岛（更正）.xlsx\r\n';
  expect(parseExpected(decodeList(gbk(list)))).toEqual([
    {
      name: '青岛市',
      due: '2015-03-31',
      received: '2015-04-02',
      declared: 'separate',
      file: '青岛（更正）.xlsx',
    },
  ]);
});

test('a name with wide brackets, spaces or without its suffix is the reporter that writes it otherwise', () => {
  const cities = ['济南市', '青岛市（本级）', '淄博市'].map((city) =>
    childFrom(templateSheets(cityTemplate(city, { from: 2014, size: 1 })), { file: `${city}.xlsx` }),
  );
  const expected = parseExpected(decodeList(gbk('单位\r\n济南\r\n青岛市(本级)\r\n淄　博　市\r\n')));
  const { reporters } = rolled(cities, { expected });
  expect(reporters.map(({ file, status }) => [file, status])).toEqual([
    ['济南市.xlsx', expect.stringMatching(/summed|faulty/)],
    ['青岛市（本级）.xlsx', expect.stringMatching(/summed|faulty/)],
    ['淄博市.xlsx', expect.stringMatching(/summed|faulty/)],
  ]);
});

test.each([
  ['', 'noName', 1],
  ['city\r\n济南市\r\n', 'noName', 1],
  ['单位\r\n\r\n', 'empty', 1],
  ['单位\r\n济南市\r\n\r\n济南\r\n', 'twice', 4],
  ['单位,截止日期\r\n济南市,月底\r\n', 'badDate', 2],
  ['单位,计划单列市\r\n济南市,是\r\n', 'badDeclared', 2],
])('%j is refused: %s in line %i', (text, fault, line) => {
  const refusal = (() => {
    try {
      return parseExpected(decodeList(gbk(text)));
    } catch (error) {
      return error;
    }
  })();
  expect(refusal).toBeInstanceOf(ListError);
  expect(refusal).toMatchObject({ fault, line });
});

/** Node writes no GBK: what its decoder reads, turned around. */
function gbkEncoder(): (text: string) => Uint8Array {
  const decoder = new TextDecoder('gbk');
  const codes = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const sign = decoder.decode(Uint8Array.of(lead, trail));
      if (sign.length === 1 && sign !== '\ufffd' && !codes.has(sign)) codes.set(sign, [lead, trail]);
    }
  }
  return (text) =>
    Uint8Array.from(
      [...text].flatMap((sign) => (sign.charCodeAt(0) < 0x80 ? [sign.charCodeAt(0)] : codes.get(sign)!)),
    );
}
