/** 附：汇总情况 of a Word file: what a sum lacks and whose figures it has, from one level to the next. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { workbookFrom } from '../../../src/app/import';
import { mappingLines } from '../../../src/app/mapping';
import { reduceWord } from '../../../src/app/rollup/reduce';
import { check, form, readBook } from '../../../src/core';
import type { Explanation } from '../../../src/core/explanations';
import { keyOf } from '../../../src/core/model';
import { type Child } from '../../../src/core/rollup/child';
import { type Member } from '../../../src/core/rollup/members';
import type { Papers } from '../../../src/core/rollup/papers';
import { type RollUp, totalAt } from '../../../src/core/rollup/rollup';
import { figureKeysOf } from '../../../src/core/report';
import { rollUpMessage } from '../../../src/strings/rollup';
import { annexLines, takeAnnex } from '../../../src/word/annex';
import { type Block, readDocument } from '../../../src/word/document';
import { readWord } from '../../../src/word/read';
import { writeDocx } from '../../../src/word/write';
import { childFrom, rolled } from '../../support/children';
import { county, readAgain, sheetsOf, sumOf } from '../../support/sums';

const unread = { 'retrofit.investment/year': '2000万' } as const;
const blank = { 'effect.cod/year': null } as const;
const counties = [
  county('莱州市'),
  county('蓬莱市', { change: unread }),
  county('招远市', { change: blank }),
];
const made = sumOf('烟台市', counties, {
  expected: ['莱州市', '蓬莱市', '招远市', '海阳市'],
  own: county('烟台市'),
});

async function wordOf(bytes: Uint8Array): Promise<Uint8Array> {
  const { reports, papers, explanations } = readBook(sheetsOf(bytes), form);
  return writeDocx({ ...reports[0]!, papers, explanations }, form);
}
const childOf = (docx: Uint8Array, file: string): Child =>
  reduceWord({ file, fingerprint: file, modified: null, version: null }, readWord(docx, form), form, {
    ...{ year: null, stage: 'draft', currentYear: 2026 },
  });
const said = (result: RollUp): string[] =>
  result.findings
    // 上年累计 stands in the ledger, which a Word file has not.
    .filter(({ variant }) => variant !== 'base')
    .filter(({ rule, params }) => /RUP-0[12]/.test(rule) && /烟台市/.test(JSON.stringify(params)))
    .map((finding) => `${finding.severity} ${rollUpMessage(finding, form, 'zh-CN')}`);
const linesIn = (docx: Uint8Array): string[] =>
  readDocument(strFromU8(unzipSync(docx)['word/document.xml']!), '').flatMap((block) =>
    'text' in block ? [block.text] : [],
  );

test('a sum sent up as Word says the same of what is open as the workbook does', async () => {
  const { bytes } = await made;
  const asWorkbook = readAgain(bytes, '烟台市.xlsx');
  const asWord = childOf(await wordOf(bytes), '烟台市.docx');
  const { carried } = asWord.contribution!;
  expect(carried.open.size).toBeGreaterThan(1);
  expect(carried).toEqual(asWorkbook.contribution!.carried);
  expect(carried.absent).toBe('海阳市（缺报）');
  const jinan = county('济南市');
  expect(said(rolled([asWord, jinan]))).toEqual(said(rolled([asWorkbook, jinan])));
  expect(said(rolled([asWord, jinan]))).toContain(
    'hard 烟台市报的是汇总表，没有包括它的全部下级单位：海阳市（缺报）。',
  );
  expect(totalAt(rolled([asWord, jinan]), 'effect.cod', 'year').open).toMatchObject([
    { why: 'partial', text: '招远市（未填）' },
  ]);
});

test('and whose figures it has: an earlier result in Word is not added to its reporters', async () => {
  const asWord = childOf(await wordOf((await made).bytes), '三月.docx');
  expect(asWord.members.map(({ name, isOwn }) => [name, isOwn])).toEqual([
    ['烟台市', true],
    ['莱州市', false],
    ['蓬莱市', false],
    ['招远市', false],
  ]);
  const result = rolled([asWord, ...counties]);
  expect(result.reporters.map(({ name, status }) => [name, status])).toContainEqual(['烟台市', 'parent']);
});

test('the printed form stays the official one: the annex is a page behind it, and only where the form is a sum', async () => {
  const docx = await wordOf((await made).bytes);
  const { reports } = readBook(sheetsOf((await made).bytes), form);
  const plain = linesIn(await writeDocx(reports[0]!, form));
  const lines = linesIn(docx);
  expect(plain.join()).not.toMatch(/汇总情况/);
  expect(lines.slice(0, plain.length)).toEqual(plain);
  const annex = lines.slice(plain.length);
  expect(annex.slice(0, 5)).toEqual([
    '附：汇总情况',
    '本表是汇总表。以下各条上一级汇总时要用，请随表上报，不要改动。',
    '已汇总单位（4 个）：烟台市（本级）；莱州市；蓬莱市；招远市',
    '没有计入的单位：海阳市（缺报）',
    expect.stringMatching(/^没有汇总全的数（\d+ 项）：$/),
  ]);
  expect(
    annex.some((line) =>
      /^\d+．五、实施效果 环境效果 COD（本年），汇总数 [\d.]+，缺：招远市（未填）$/.test(line),
    ),
  ).toBe(true);
  const xml = strFromU8(unzipSync(docx)['word/document.xml']!);
  expect(xml.match(/<w:pageBreakBefore\/>/g)).toHaveLength(3);
});

const member = (name: string, rest: Partial<Member> = {}): Member => ({
  ...{ name, file: '', isOwn: false, below: [], print: null },
  ...rest,
});
const all: Papers = {
  ...{ sheet: '', year: 2014, absent: '海阳市（缺报）、龙口市（读不出，未汇总）' },
  members: [
    member('烟台市', { isOwn: true }),
    member('莱州市', { below: ['城港路街道', '永安路街道'] }),
    member('招远市'),
  ],
  open: new Map(
    figureKeysOf(form).map((key, index) => [
      key,
      { lacking: `第${index}县「2,000万」`, total: index % 3 ? index / 8 : null },
    ]),
  ),
};
const filled = (papers: Papers) => ({ cells: new Map(), papers });
const TABLE: Block = { widths: [], rows: [] };
/** A form with an annex behind it. */
const behind = (title: string, lines: readonly string[]): Block[] => [
  TABLE,
  ...[title, ...lines].map((text) => ({ text })),
];

test('every figure of the form comes back as it was written', () => {
  const lines = annexLines(filled(all), form);
  const { blocks, annex } = takeAnnex(behind('附：汇总情况', lines), form);
  expect(blocks).toEqual([TABLE]);
  expect({ ...annex, year: 2014 }).toEqual({ ...all, reasons: [] });
});

test.each([
  ['numbers are made into a list', (line: string) => line.replace(/^\d+．/, '')],
  [
    'other widths are typed',
    (line: string) =>
      line.replace(/（/g, '(').replace(/）/g, ')').replace(/：/g, ':').replace(/，缺/g, ', 缺'),
  ],
  [
    'spaces are put in',
    (line: string) => `  ${line.replace(/（(\d+) 个）/, '（ $1个 ） ').replace(/，/g, '， ')} `,
  ],
])('it is still read where %s', (_, edit) => {
  const one: Papers = {
    ...all,
    absent: '海阳市',
    open: new Map([...all.open].slice(0, 40).map(([key, { total }]) => [key, { lacking: '招远市', total }])),
  };
  const { annex } = takeAnnex(behind('附:汇总情况', annexLines(filled(one), form).map(edit)), form);
  expect({ ...annex, year: 2014 }).toEqual({ ...one, reasons: [] });
});

test('a line that somebody made unreadable is not forgotten', () => {
  const lines = annexLines(filled(all), form).filter((line) => !/^[57]．/.test(line));
  const { annex } = takeAnnex(behind('附：汇总情况', lines), form);
  expect(annex!.open.size).toBe(all.open.size - 2);
  expect(annex!.absent).toBe(`${all.absent}；没有汇总全的数有 2 项读不出`);
});

test('the same words before the form are not its annex', () => {
  const blocks = [{ text: '汇总情况' }, { text: '山东省（市、区）2014年度' }, TABLE];
  expect(takeAnnex(blocks, form)).toEqual({ blocks, annex: null });
});

test('what was explained stays explained, as long as the figure is the one that was explained', async () => {
  const { bytes } = await made;
  const open = check(readBook(sheetsOf(bytes), form), { stage: 'draft', currentYear: 2026 }).filter(
    ({ rule }) => rule.startsWith('RUP'),
  );
  const explanations = open.map(({ rule, cells: [cell] }): Explanation => ({
    ...{ rule, year: 2014, id: cell!.id!, period: cell!.period!, value: cell!.value },
    ...{ reason: `电话核实：${rule}\n没有发生。`, author: '王芳', date: '2015-03-01' },
  }));
  const explained = await sumOf('烟台市', counties, {
    expected: ['莱州市', '蓬莱市', '招远市', '海阳市'],
    own: county('烟台市'),
    explanations,
  });
  const docx = await wordOf(explained.bytes);
  const { carried, explanations: told } = childOf(docx, '烟台市.docx').contribution!;
  expect(carried).toEqual({ open: new Map(), absent: '', explained: open.length });
  expect(carried).toEqual(readAgain(explained.bytes, '烟台市.xlsx').contribution!.carried);
  expect(told.map(({ reason }) => reason)).toContain('电话核实：RUP-02 没有发生。（王芳，2015-03-01）');
  const { reports } = readBook(sheetsOf(explained.bytes), form);
  const before = reports[0]!.cells.get(keyOf('effect.cod', 'year'))!.value as number;
  const parts = unzipSync(docx);
  const edit = (xml: string): string => xml.replace(`>${before}<`, '>12345<');
  const xml = strToU8(edit(strFromU8(parts['word/document.xml']!)));
  const edited = childOf(zipSync({ ...parts, 'word/document.xml': xml }), '烟台市.docx').contribution!
    .carried;
  expect([...edited.open.values()]).toEqual(['招远市（未填）']);
  // Nor does a reason go into Word that was written of another figure.
  const book = readBook(sheetsOf(explained.bytes), form);
  const cells = new Map([
    ...book.reports[0]!.cells,
    [keyOf('effect.cod', 'year'), { value: 7, formula: null }],
  ]);
  const moved = linesIn(await writeDocx({ ...book, cells }, form)).filter((line) =>
    line.includes('说明（数为'),
  );
  expect(moved).toHaveLength(carried.explained - 2);
  const again = childFrom(sheetsOf(await workbookFrom(readWord(docx, form), 2014, form)), { file: 'a.xlsx' });
  expect(again.contribution!.carried).toEqual(carried);
});

test('words of the annex are never taken for those of the form, and a figure changed in Word stays open', async () => {
  const docx = await wordOf((await made).bytes);
  const read = readWord(docx, form);
  expect(read.mapping.filter(({ doubt }) => doubt === 'unplaced')).toEqual([]);
  const { reports } = readBook(sheetsOf((await made).bytes), form);
  const key = keyOf('retrofit.investment', 'year');
  const before = reports[0]!.cells.get(key)!.value as number;
  const parts = unzipSync(docx);
  const xml = strFromU8(parts['word/document.xml']!).replace(`>${before}<`, '>12345<');
  const child = childOf(zipSync({ ...parts, 'word/document.xml': strToU8(xml) }), '烟台市.docx');
  expect(child.contribution!.figures.includes(12345)).toBe(true);
  expect([...child.contribution!.carried.open.values()]).toContain('蓬莱市「2000万」');
});

test('a Word form that becomes a workbook takes it along', async () => {
  const docx = await wordOf((await made).bytes);
  const word = readWord(docx, form);
  const sheets = sheetsOf(await workbookFrom(word, 2014, form));
  const { papers, reports } = readBook(sheets, form);
  expect(reports).toHaveLength(1);
  expect({ ...papers, sheet: '' }).toEqual(word.papers);
  const child = childFrom(sheets, { file: '烟台市.xlsx' });
  expect(child.contribution!.carried).toEqual(childOf(docx, 'a.docx').contribution!.carried);
  const lines = mappingLines(word, form, 'zh-CN');
  expect(lines.at(-1)).toEqual({
    ...{ key: null, doubt: null, label: '附：汇总情况', taken: '写入工作表“汇总底稿”' },
    text: `汇总单位 4 个，没有汇总全的数 ${papers!.open.size} 项`,
  });
});

test('a sum of more reporters than a sheet holds is refused, and takes no workbook with it', async () => {
  const word = readWord(await wordOf((await made).bytes), form);
  const withMembers = (count: number) => ({
    ...word,
    papers: { ...word.papers!, members: Array.from({ length: count }, (_, index) => member(`第${index}县`)) },
  });
  await expect(workbookFrom(withMembers(4_001), 2014, form)).rejects.toMatchObject({ code: 'TOO_BIG' });
  const { papers } = readBook(sheetsOf(await workbookFrom(withMembers(300), 2014, form)), form);
  expect(papers!.members).toHaveLength(300);
});
