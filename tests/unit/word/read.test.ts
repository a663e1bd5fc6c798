/** Filled Word forms as they are really sent around. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { form } from '../../../src/core';
import type { CellKey, CellValue } from '../../../src/core/model';
import { serialOf } from '../../../src/core/values/date';
import { readWord } from '../../../src/word/read';
import type { Doubt } from '../../../src/word/take';
import {
  documentOf,
  faultOf,
  formXml,
  HEAD,
  layout,
  pack,
  paragraph,
  readForm,
  run,
  takenFor,
} from './build';

const CELL = 'audit.voluntary/year';
const sure = (value: CellValue): { value: CellValue; doubt: Doubt | null } => ({ value, doubt: null });
const unsure = (value: CellValue, doubt: Doubt): { value: CellValue; doubt: Doubt | null } => ({
  value,
  doubt,
});
const field = (kind: string) => `<w:r><w:fldChar w:fldCharType="${kind}"/></w:r>`;
const instruction = (text: string) => `<w:r><w:instrText> ${text} </w:instrText></w:r>`;

test('an untouched form is found completely, and nothing in it is doubtful', () => {
  const { report, mapping } = readForm();
  expect(report.located.missing).toEqual([]);
  expect(report.located.yearLabels).toHaveLength(28);
  expect(mapping.filter(({ doubt }) => doubt)).toEqual([]);
  expect(report).toMatchObject({ year: 2014, region: '山东省', sheet: '2014年' });
});

test.each([
  ['a plain run', paragraph(run('103')), sure(103)],
  ['a figure in several runs', paragraph(run('1') + run('0', '<w:b/>') + run('3')), sure(103)],
  [
    'spaces and blank paragraphs around it',
    paragraph('') + paragraph(run(' 103  ')) + paragraph(''),
    sure(103),
  ],
  ['a blank cell padded with spaces', paragraph(run('   ')) + paragraph(''), sure(null)],
  ['full-width digits', paragraph(run('１０３．５')), sure(103.5)],
  ['separators', paragraph(run('1,234,567')), sure(1234567)],
  ['a space for a separator', paragraph(run('1 234')), sure(1234)],
  ['a decimal of zeros', paragraph(run('103.00')), sure(103)],
  ['a unit', paragraph(run('30家')), unsure('30家', 'unit')],
  ['万', paragraph(run('2000万')), unsure('2000万', 'unit')],
  ['about', paragraph(run('约30')), unsure('约30', 'unit')],
  ['a dash', paragraph(run('—')), unsure('—', 'dash')],
  ['无', paragraph(run('无')), unsure('无', 'dash')],
  ['words', paragraph(run('见附件')), unsure('见附件', 'text')],
  [
    'two figures',
    paragraph(run('103')) + paragraph(run('（含中央企业5）')),
    unsure('103\n（含中央企业5）', 'text'),
  ],
  [
    'more digits than can be kept',
    paragraph(run('12345678901234567.89')),
    unsure('12345678901234567.89', 'text'),
  ],
  ['an insertion', paragraph(`<w:ins w:id="1">${run('103')}</w:ins>`), sure(103)],
  [
    'a deletion replaced',
    paragraph(
      `<w:del w:id="1"><w:r><w:delText>98</w:delText></w:r></w:del><w:ins w:id="2">${run('103')}</w:ins>`,
    ),
    sure(103),
  ],
  ['a move', paragraph(`<w:moveFrom>${run('98')}</w:moveFrom><w:moveTo>${run('103')}</w:moveTo>`), sure(103)],
  [
    'a deleted paragraph mark',
    `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>${run('10')}</w:p>${paragraph(run('3'))}`,
    sure(103),
  ],
  [
    'a changed format',
    paragraph(run('103', '<w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange>')),
    sure(103),
  ],
  ['hidden text', paragraph(run('98', '<w:vanish/>') + run('103', '<w:vanish w:val="0"/>')), sure(103)],
  ['a link', paragraph(`<w:hyperlink>${run('103')}</w:hyperlink>`), sure(103)],
  [
    'tags within tags',
    paragraph(`<w:smartTag><w:customXml>${run('103')}</w:customXml></w:smartTag>`),
    sure(103),
  ],
  ['a simple field', paragraph(`<w:fldSimple w:instr="=SUM(ABOVE)">${run('103')}</w:fldSimple>`), sure(103)],
  [
    'a form field',
    paragraph(field('begin') + instruction('FORMTEXT') + field('separate') + run('103') + field('end')),
    sure(103),
  ],
  [
    'a form field left blank',
    paragraph(
      field('begin') + instruction('FORMTEXT') + field('separate') + run('\u2002\u2002') + field('end'),
    ),
    sure(null),
  ],
  [
    'a content control',
    `<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>${paragraph(run('103'))}</w:sdtContent></w:sdt>`,
    sure(103),
  ],
  [
    'the prompt of a content control',
    paragraph(
      `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${run('单击此处输入文字。')}</w:sdtContent></w:sdt>`,
    ),
    sure(null),
  ],
  [
    'a text box, said twice',
    paragraph(
      `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent>${paragraph(run('103'))}</w:txbxContent></mc:Choice>` +
        `<mc:Fallback><w:txbxContent>${paragraph(run('103'))}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`,
    ),
    sure(103),
  ],
  [
    'a table in the cell',
    `<w:tbl><w:tr><w:tc>${paragraph(run('103'))}</w:tc></w:tr></w:tbl>${paragraph('')}`,
    sure(103),
  ],
  ['a non-breaking hyphen', paragraph(`<w:r><w:noBreakHyphen/><w:t>3</w:t></w:r>`), sure(-3)],
])('a figure: %s', (_name, xml, expected) => {
  expect(takenFor(CELL, { cells: { [CELL]: xml } })).toEqual(expected);
});

const HEADING = '有□  无□';
const POOL = 'capacity.hasExpertPool/value';
const box = (checked: 0 | 1, glyph = '☐') =>
  `<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="${checked}"/></w14:checkbox></w:sdtPr><w:sdtContent>${run(glyph)}</w:sdtContent></w:sdt>`;
const symbol = (font: string, char: string) => `<w:r><w:sym w:font="${font}" w:char="${char}"/></w:r>`;
const oldBox = (state: string) =>
  `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Check1"/><w:checkBox><w:sizeAuto/>${state}</w:checkBox></w:ffData></w:fldChar></w:r>` +
  instruction('FORMCHECKBOX') +
  field('end');

test.each([
  ...['☑', '☒', '√', '✓', '✔', '■', 'R', 'þ', '●'].map(
    (tick) => [tick, paragraph(run(`有${tick}  无□`)), sure('有')] as const,
  ),
  ['the other one', paragraph(run('有□  无√')), sure('无')],
  ['a box that is gone', paragraph(run('有√ 无')), sure('有')],
  ['boxes in front', paragraph(run('□有  ☑无')), sure('无')],
  ['brackets', paragraph(run('有（√）  无（  ）')), sure('有')],
  ['brackets in front', paragraph(run('（  ）有  （√）无')), sure('无')],
  ['a ticked content control', paragraph(run('有') + box(1, '☒') + run('  无') + box(0)), sure('有')],
  ['its state, not its sign', paragraph(run('有') + box(0, '囗') + run('  无') + box(1, '是')), sure('无')],
  [
    'an old form field',
    paragraph(
      run('有') + oldBox('<w:default w:val="0"/><w:checked/>') + run('无') + oldBox('<w:default w:val="0"/>'),
    ),
    sure('有'),
  ],
  [
    'an old form field by its default',
    paragraph(run('有') + oldBox('<w:default w:val="0"/>') + run('无') + oldBox('<w:default w:val="1"/>')),
    sure('无'),
  ],
  [
    'a symbol of Wingdings',
    paragraph(run('有') + symbol('Wingdings', 'F0FE') + run('无') + symbol('Wingdings', 'F0A8')),
    sure('有'),
  ],
  [
    'a symbol of Wingdings 2',
    paragraph(run('有') + symbol('Wingdings 2', 'F0A3') + run('无') + symbol('Wingdings 2', 'F052')),
    sure('无'),
  ],
  ['a tick of Wingdings', paragraph(run('有') + symbol('Wingdings', 'F0FC') + run('无□')), sure('有')],
  [
    'a letter set in Wingdings 2',
    paragraph(
      run('有') +
        run('R', '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>') +
        run('无') +
        run('£', '<w:rFonts w:ascii="Wingdings 2"/>'),
    ),
    sure('有'),
  ],
  ['a private code', paragraph(run('有\uf0fe  无\uf0a8')), sure('有')],
  ['nothing ticked', paragraph(run(HEADING)), sure(null)],
  ['both ticked', paragraph(run('有☑  无☑')), unsure('有☑  无☑', 'both')],
  [
    'a sign nobody knows',
    paragraph(run('有') + symbol('Strange', 'F041') + run('无□')),
    unsure('有\ufffd无□', 'choice'),
  ],
] as const)('有/无: %s', (_name, xml, expected) => {
  expect(takenFor(POOL, { cells: { [HEADING]: xml } })).toEqual(expected);
});

test('有/无 in the cell below counts, unless the heading says something else', () => {
  expect(takenFor(POOL, { cells: { [POOL]: '有' } })).toEqual(sure('有'));
  expect(takenFor(POOL, { cells: { [POOL]: '√' } })).toEqual(unsure('√', 'choice'));
  expect(takenFor(POOL, { cells: { [POOL]: '无', [HEADING]: '有☑ 无□' } })).toEqual(
    unsure('无 / 有☑ 无□', 'choice'),
  );
});

test.each([
  ['2014-05-06', sure(serialOf(2014, 5, 6))],
  ['2014年5月6日', sure(serialOf(2014, 5, 6))],
  ['２０１４．５．６', sure(serialOf(2014, 5, 6))],
  ['2014年5月', unsure('2014年5月', 'date')],
  ['2014-02-30', unsure('2014-02-30', 'date')],
])('the date %s', (text, expected) => {
  expect(takenFor('documents.1.date/value', { cells: { 'documents.1.date/value': text } })).toEqual(expected);
});

test.each([
  [['山东省（市、区）2014年度工业清洁生产'], { region: '山东', year: 2014 }],
  [['  山东省  省（市、区） 2014 年度工业清洁生产'], { region: '山东省', year: 2014 }],
  [['__青岛市__省(市、区)__２０１４__年度工业清洁生产工作情况报送表'], { region: '青岛市', year: 2014 }],
  [['山东省2014年度工业清洁生产', '工作情况报送表'], { region: '山东省', year: 2014 }],
])('the title %j', (head, { region, year }) => {
  const { report } = readForm({ head });
  expect(report.cells.get('head.region/value')?.value).toBe(region);
  expect(report.year).toBe(year);
});

test('the lines of the head, blank or filled in, together or apart', () => {
  const fieldsOf = (...lines: string[]) => {
    const { report } = readForm({ head: [HEAD[1]!, ...lines] });
    return ['organization', 'preparer', 'contact'].map((id) => report.cells.get(`head.${id}/value`)?.value);
  };
  expect(fieldsOf(...HEAD.slice(3))).toEqual(['省经信委', '王芳', '0531-86062000']);
  expect(fieldsOf('填报单位(章):________ 填表人:____ 联系方式:______')).toEqual([null, null, null]);
  expect(fieldsOf('填报单位（章）：山东省经信委（节能处）', '填 表 人：王芳', '联系方式：１３８')).toEqual([
    '山东省经信委（节能处）',
    '王芳',
    '１３８',
  ]);
});

test('the year may be said by the headings alone, and has to agree with them', () => {
  const head = ['山东省（市、区）    年度工业清洁生产'];
  expect(takenFor('head.year/value', { head })).toEqual(unsure(2014, 'year'));
  expect(takenFor('head.year/value', { head: ['山东省（市、区）2015年度工业清洁生产'] })).toEqual(
    unsure(2015, 'years'),
  );
});

test('a table in many pieces, and edges that a hand has moved, make no difference', () => {
  const all = { [CELL]: '103', 'coverage.other/cumulative': '7', 'agreement.rewarded/year': '0' };
  for (const making of [
    { splits: [20, 33, 40, 45] },
    { splits: Array.from({ length: 6 }, (_, index) => layout.tableRow + 9 * (index + 1)) },
    { shift: (row: number) => row % 3 },
  ]) {
    const { report, mapping } = readForm({ ...making, cells: all });
    expect(report.located.missing).toEqual([]);
    expect(
      Object.fromEntries(
        [...report.cells].filter(([key]) => key in all).map(([key, { value }]) => [key, value]),
      ),
    ).toEqual({
      [CELL]: 103,
      'coverage.other/cumulative': 7,
      'agreement.rewarded/year': 0,
    });
    expect(mapping.filter(({ doubt }) => doubt)).toEqual([]);
  }
});

test('a changed heading is named with the cells that it hides, and what stands there instead is shown', () => {
  const { mapping } = readForm({
    cells: { '企业数（个）': '培训场次（场）', 'training.enterprises/year': '436' },
  });
  expect(mapping.filter(({ doubt }) => doubt)).toEqual([
    { key: 'training.enterprises/year', text: '', value: null, doubt: 'missing' },
    { key: 'training.enterprises/cumulative', text: '', value: null, doubt: 'missing' },
    { key: null, text: '培训场次（场）', value: null, doubt: 'unplaced' },
    { key: null, text: '436', value: null, doubt: 'unplaced' },
  ]);
});

test('under a heading that was changed a little the figures are taken, and the heading is shown', () => {
  const { mapping } = readForm({
    cells: { '企业数（个）': '企业户数（户）', 'training.enterprises/year': '436' },
  });
  expect(mapping.filter(({ doubt }) => doubt)).toEqual([
    { key: null, text: '企业户数（户）', value: null, doubt: 'unplaced' },
  ]);
  expect(mapping.find(({ key }) => key === 'training.enterprises/year')?.value).toBe(436);
});

test('rows that were deleted under tracking are gone; those before and after stay', () => {
  const xml = formXml({ cells: { 'documents.1.title/value': '甲', 'documents.2.title/value': '乙' } });
  const rows = xml.split('<w:tr>');
  const at = rows.findIndex((row) => row.includes('甲'));
  rows[at] = `<w:trPr><w:del w:id="9"/></w:trPr>${rows[at]!}`;
  const { report } = readWord(pack(rows.join('<w:tr>')), form);
  expect(report.cells.get('documents.1.title/value')?.value).toBe('乙');
});

test('cells before the first column, and cells joined in the way of old files, keep their columns', () => {
  const xml = formXml({ cells: { [CELL]: '103' } });
  const row = xml.split('<w:tr>').find((one) => one.includes('>103<'))!;
  const old = xml.replace(
    row,
    row.replace(/^<w:tc>.*?<\/w:tc>/, '<w:trPr><w:gridBefore w:val="12"/></w:trPr>'),
  );
  expect(readWord(pack(old), form).report.cells.get('audit.voluntary/year')?.value).toBe(103);
  const joined = xml.replace(
    row,
    row.replace(
      /<w:gridSpan w:val="12"\/>(<w:vMerge\/>)<\/w:tcPr><w:p\/><\/w:tc>/,
      '<w:gridSpan w:val="6"/>$1<w:hMerge w:val="restart"/></w:tcPr><w:p/></w:tc>' +
        '<w:tc><w:tcPr><w:gridSpan w:val="6"/><w:hMerge/></w:tcPr><w:p/></w:tc>',
    ),
  );
  expect(joined).toContain('hMerge');
  expect(readWord(pack(joined), form).report.cells.get('audit.voluntary/year')?.value).toBe(103);
});

test('a form that LibreOffice has saved again is read as it was', () => {
  const { report, mapping } = readWord(readFileSync(join(__dirname, 'files/libreoffice.docx')), form);
  expect(report.located.missing).toEqual([]);
  expect(mapping.filter(({ doubt }) => doubt)).toEqual([]);
  expect([...report.cells.values()].filter(({ value }) => typeof value === 'number')).toHaveLength(132);
  const read = (key: CellKey) => report.cells.get(key)?.value;
  expect(read('audit.total/cumulative')).toBe(1063);
  expect(read('capacity.hasExpertPool/value')).toBe('有');
  expect(read('documents.4.number/value')).toBe('青财企〔2014〕7号');
});

test('any prefix of the namespace will do', () => {
  const xml = formXml({ cells: { [CELL]: '103' } })
    .replace(/(<\/?)w:/g, '$1ns0:')
    .replace('xmlns:w=', 'xmlns:ns0=')
    .replace(/ w:/g, ' ns0:');
  expect(readWord(pack(xml), form).report.cells.get('audit.voluntary/year')?.value).toBe(103);
});

test('the text of a long answer keeps its lines and spaces', () => {
  const words = '　　一是“加强”宣传；\n二是 <培训>。\n\n三是…';
  expect(takenFor('text.otherWork/value', { cells: { 'text.otherWork/value': words } })).toEqual(sure(words));
});

test('a Word file that is not the form says how near it comes', () => {
  expect(faultOf(pack(documentOf(paragraph(run('通知')))))).toMatchObject({
    code: 'NO_FORM',
    nearest: { share: 0, label: '一、开展清洁生产培训情况[2]' },
  });
});

test('a heading that slipped into a figure’s cell is shown, and no figure is made of it', () => {
  const cells = {
    'audit.voluntary/year': '累计',
    'audit.mandatory/year': '2014年',
    'audit.total/year': '2014',
  };
  const read = readWord(pack(formXml({ cells })), form);
  const taken = new Map(read.mapping.map(({ key, ...rest }) => [key, rest]));
  expect(taken.get('audit.voluntary/year')).toEqual({ text: '累计', value: null, doubt: 'text' });
  expect(taken.get('audit.mandatory/year')).toEqual({ text: '2014年', value: null, doubt: 'text' });
  expect(taken.get('audit.total/year')).toEqual({ text: '2014', value: 2014, doubt: null });
});
