/** 退改单: what a reporter gets back, and what the collector keeps as a list of all. */
import { strFromU8, unzipSync } from 'fflate';
import { checkBook } from '../../../src/app/result';
import { type Collected, planReturns, writeReturns } from '../../../src/app/returns/bundle';
import type { Covered } from '../../../src/app/returns/cover';
import { coverDocument } from '../../../src/app/returns/document';
import { returnListOf } from '../../../src/app/returns/list';
import { letterOf } from '../../../src/app/returns/words';
import { type CellKey, type CellValue, cellAt, form, readBook, type SheetSnapshot } from '../../../src/core';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { collectedFrom } from '../../../src/app/rollup/returns';
import { reduceWord } from '../../../src/app/rollup/reduce';
import { readDocument } from '../../../src/word/document';
import { readWord } from '../../../src/word/read';
import { writeDocx } from '../../../src/word/write';
import { formatValue } from '../../../src/strings/labels';
import { expectedOf } from '../../../src/strings/messages';
import { rolled } from '../../support/children';
import { cleanValues, makeSheet } from '../../support/sheets';

type Change = Partial<Record<CellKey, CellValue>>;
const OPTIONS = { language: 'zh-CN', due: '2015年3月31日', office: '某省工信厅' } as const;

function collect(file: string, change: Change = {}, more: Partial<Collected> = {}): Collected {
  const values = { ...cleanValues(2011), ...change } as Record<CellKey, CellValue>;
  const book = readBook([makeSheet(values)], form);
  const [checked] = checkBook(file, book, { stage: 'final', currentYear: 2026 });
  const { region, year } = checked!.report;
  return { file, region, year, findings: checked!.findings, remarks: [], checked: true, ...more };
}
const FAULTY: Change = {
  'training.officials/cumulative': 9,
  'audit.total/year': 99,
  'effect.cod/year': -2,
  'effect.cod/cumulative': -2,
};

const rowsOf = (sheet: SheetSnapshot): string[][] =>
  Array.from({ length: 40 }, (_, row) =>
    Array.from({ length: 11 }, (_, column) => formatValue(cellAt(sheet, row, column).value, '')),
  );
const textOf = (docx: Uint8Array): string =>
  readDocument(strFromU8(unzipSync(docx)['word/document.xml']!), 'word/document.xml')
    .map((block) =>
      'text' in block
        ? block.text
        : block.rows.map((row) => row.map(({ text }) => text).join(' | ')).join('\n'),
    )
    .join('\n');

test('what must be corrected comes first, then what may be explained, each with its cell, figures and remedy', () => {
  const { items, counts, notes } = returnListOf(collect('上报/甲/县.xlsx', FAULTY), form, 'zh-CN')!;
  const severities = items.map(({ severity }) => severity);
  expect(severities).toEqual([...severities].sort((a, b) => rank(a) - rank(b)));
  expect(counts.hard).toBeGreaterThan(1);
  expect(counts.soft).toBeGreaterThan(0);
  expect(items.find(({ message }) => message.includes('「一、培训 政府管理人员（累计）」'))).toBeUndefined();
  const total = items.find(({ place }) => place.endsWith('!I10') || place.endsWith('!I13'));
  expect(total).toMatchObject({ severity: 'hard', reported: 99 });
  expect(total!.expected).toBe(Number(total!.reported) - total!.difference!);
  expect(total!.indicator).toBe('二、审核 合计（本年）');
  expect(total!.mend).not.toBe('');
  expect(total!.basis).toContain('填报说明[3]');
  expect(notes.join()).toContain('填报说明[3]：开展清洁生产审核企业：');

  function rank(severity: string | null): number {
    return ['hard', 'soft', 'info'].indexOf(severity ?? '');
  }
});

test('where a rule only bounds a figure no list gives the bound as the figure, and what is exact stays a number', async () => {
  const collected = collect('县.xlsx', {
    'audit.total/year': 99,
    'coverage.machinery.total/year': 1,
    'coverage.machinery.total/cumulative': 1,
    'coverage.steel/year': 1,
    'coverage.steel/cumulative': 1,
    'acceptance.voluntary/cumulative': 71,
  });
  const said = (language: 'zh-CN' | 'en'): [string, unknown][] =>
    collected.findings.map((finding) => [finding.rule, expectedOf(finding, language)]);
  expect(said('zh-CN')).toEqual(
    expect.arrayContaining([
      ['SUM-01', 140],
      ['SUM-03', '不少于 5'],
      ['SUM-05', '不多于 125'],
      ['SUM-06', '不多于 125'],
      ['ACC-01', '不多于 70'],
    ]),
  );
  expect(said('en')).toEqual(
    expect.arrayContaining([
      ['SUM-01', 140],
      ['SUM-03', 'at least 5'],
      ['SUM-05', 'at most 125'],
    ]),
  );
  const more = collect('县.xlsx', { 'coverage.other/year': 99, 'coverage.other/cumulative': 999 });
  const mostly = more.findings.filter(({ rule }) => rule === 'SUM-06');
  expect(mostly).toHaveLength(2);
  for (const finding of mostly) {
    expect(expectedOf(finding, 'zh-CN')).toMatch(/^一般为 \d+$/);
    expect(expectedOf(finding, 'en')).toMatch(/^usually \d+$/);
  }
  const files = await writeReturns([collected], form, OPTIONS);
  const sheet = readWorkbook(files.find(({ name }) => /^退改单-.*xlsx$/.test(name))!.bytes).sheets[0]!
    .snapshot;
  const { items } = returnListOf(collected, form, 'zh-CN')!;
  const head = rowsOf(sheet).findIndex(([first]) => first === '序号');
  expect(items.map((_, index) => cellAt(sheet, head + 1 + index, 6).value)).toEqual(
    items.map(({ expected }) => expected),
  );
  const word = textOf(files.find(({ name }) => /^退改单-.*docx$/.test(name))!.bytes);
  for (const { expected } of items)
    if (expected !== null) expect(word).toContain(`| ${formatValue(expected, '')} |`);
});

test('the list of a Word form speaks of no cell, formula or ledger, which it does not have', async () => {
  const values = {
    ...cleanValues(2014, { base: 3 }),
    'audit.total/year': 99,
    'audit.total/cumulative': 561,
  } as Record<CellKey, CellValue>;
  const cells = new Map(
    Object.entries(values).map(([key, value]) => [key as CellKey, { value, formula: null }]),
  );
  const read = readWord(await writeDocx({ cells }, form), form);
  const facts = { file: '上报/莱芜.docx', fingerprint: '', modified: '2015-01-01', version: null };
  const options = { year: null, stage: 'final', currentYear: 2026, keepFindings: true } as const;
  const sum = rolled([reduceWord(facts, read, form, options)]);
  for (const language of ['zh-CN', 'en'] as const) {
    const [reporter] = collectedFrom(sum, language);
    const files = await writeReturns([{ ...reporter!, remarks: [{ message: '!', mend: '' }] }], form, {
      ...OPTIONS,
      language,
    });
    const [word, excel] = files.slice(2).map(({ bytes }) => bytes);
    const rows = rowsOf(readWorkbook(excel!).sheets[0]!.snapshot);
    for (const text of [textOf(word!), rows.flat().join('\n')]) {
      expect(text).not.toMatch(/![A-Z]+\d|公式|formula|台账|ledger|单元格\b|Cell\b/);
      expect(text).toContain('二、审核 合计');
    }
  }
});

test('many cells of a section of which the same is said are one line', () => {
  const blanks = Object.fromEntries(
    form.indicators
      .filter(({ id }) => id.startsWith('effect.') || id.startsWith('coverage.steel'))
      .map(({ id }) => [`${id}/year`, null]),
  );
  const { items } = returnListOf(collect('县.xlsx', blanks), form, 'zh-CN')!;
  const folded = items.filter(({ message }) => message.includes('还没有填写'));
  expect(folded.map(({ indicator }) => indicator)).toEqual([
    '五、实施效果 13 格',
    '六、覆盖行业 钢铁（本年）',
  ]);
  expect(folded[0]!.place.split('、')).toHaveLength(13);
});

test('whoever has nothing to correct or explain gets no list, hints or not', () => {
  const clean = collect('好.xlsx');
  expect(returnListOf(clean, form, 'zh-CN')).toBeNull();
  const hint = { ...collect('县.xlsx', FAULTY).findings[0]!, severity: 'info' as const };
  expect(returnListOf({ ...clean, findings: [hint] }, form, 'zh-CN')).toBeNull();
  expect(
    returnListOf(
      { ...clean, remarks: [{ message: '年度不对。', mend: '请报送 2014 年的报送表。' }] },
      form,
      'zh-CN',
    ),
  ).toMatchObject({
    items: [{ severity: null, message: '年度不对。' }],
  });
});

test('what is explained in writing is not asked again, unless the figure has moved since', () => {
  const explained = (holds: boolean): Collected => {
    const one = collect('县.xlsx', FAULTY);
    const given = { reason: '设备检修', author: '李', date: null, value: -2, holds };
    return {
      ...one,
      findings: one.findings.map((finding) =>
        finding.severity === 'soft' ? { ...finding, explanation: given } : finding,
      ),
    };
  };
  const open = returnListOf(collect('县.xlsx', FAULTY), form, 'zh-CN')!;
  const closed = returnListOf(explained(true), form, 'zh-CN')!;
  expect(closed.counts).toMatchObject({ soft: 0, explained: open.counts.soft });
  expect(closed.items.filter(({ severity }) => severity === 'soft')).toEqual([]);
  expect(letterOf(closed, form, OPTIONS).body[0]).toContain(`已有书面说明的 ${open.counts.soft} 处不再列出`);
  const moved = returnListOf(explained(false), form, 'zh-CN')!;
  expect(moved.counts.soft).toBe(open.counts.soft);
  expect(moved.items.find(({ severity }) => severity === 'soft')!.message).toContain('原说明：设备检修');
});

test('names come from region and year, whatever stands in them, and the order of the files changes none', () => {
  const named = (file: string, region: string | null, year: number | null = 2014): Collected =>
    collect(file, FAULTY, { region, year });
  const all = [
    named('a/青岛.xlsx', '青岛市'),
    named('b/青岛.xlsx', '青岛市'),
    named('c.xlsx', 'CON'),
    named('d.xlsx', 'con', 2014),
    named('e.xlsx', '..\\..\\x/:*?"<>|\u202e\n '),
    named('f.xlsx', '长'.repeat(300)),
    named('/tmp/g.v2.xlsx', null, null),
  ];
  const namesOf = (some: readonly Collected[]): string[] =>
    planReturns(some, form, OPTIONS).lists.map(({ name }) => name);
  const names = namesOf(all);
  expect(names).toEqual([
    '退改单-青岛市-2014年-青岛',
    '退改单-青岛市-2014年-青岛-2',
    '退改单-CON-2014年-c',
    '退改单-con-2014年-d',
    '退改单-x-2014年',
    `退改单-${'长'.repeat(22)}-2014年`,
    '退改单-g.v2',
  ]);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(all.length);
  expect(namesOf([...all].reverse()).reverse()).toEqual(names);
});

test('the Word and the Excel file say the same, and the list of all names everyone', async () => {
  const collected = [
    collect('上报/好.xlsx', {}, { region: '甲县' }),
    collect('上报/差.xlsx', FAULTY, { region: '乙县' }),
    collect(
      '上报/坏.xlsx',
      {},
      {
        region: null,
        year: null,
        findings: [],
        remarks: [{ message: '读不了。', mend: '' }],
        checked: false,
      },
    ),
  ];
  const files = new Map(
    (await writeReturns(collected, form, OPTIONS)).map(({ name, bytes }) => [name, bytes]),
  );
  expect([...files.keys()]).toEqual(
    ['退改单一览表', '退改单-乙县-2011年', '退改单-坏'].flatMap((name) => [`${name}.docx`, `${name}.xlsx`]),
  );
  const word = textOf(files.get('退改单-乙县-2011年.docx')!);
  const rows = rowsOf(readWorkbook(files.get('退改单-乙县-2011年.xlsx')!).sheets[0]!.snapshot);
  const list = returnListOf(collected[1]!, form, 'zh-CN')!;
  for (const { message, place, indicator, reported, mend } of list.items) {
    const row = rows.find((cells) => cells[2] === message && cells[3] === place)!;
    expect(row.slice(4, 6)).toEqual([indicator, String(reported)]);
    expect(row[8]).toBe(mend);
    for (const part of [message, place, indicator, mend]) expect(word).toContain(part.split('\n')[0]);
  }
  for (const text of [word, rows.flat().join('\n')]) {
    for (const said of [
      '乙县：',
      '“差.xlsx”',
      '2011年度',
      '2015年3月31日前',
      '退改单位：某省工信厅',
      '没有改动任何一个数',
    ])
      expect(text).toContain(said);
  }
  const soft = rows.filter((cells) => cells[1] === '核实');
  expect(soft.map((cells) => cells[10])).toEqual(soft.map(() => ''));
  const cover = readWorkbook(files.get('退改单一览表.xlsx')!).sheets[0]!.snapshot;
  const lines = rowsOf(cover).filter((cells) => /^\d$/.test(cells[0]!));
  expect(lines.map((cells) => [cells[1], cells[3], cells[4], cells[5], cells[8]])).toEqual([
    ['甲县', '上报/好.xlsx', '没有须退改的问题', '0', ''],
    ['乙县', '上报/差.xlsx', '须退改', String(list.counts.hard), '退改单-乙县-2011年'],
    ['', '上报/坏.xlsx', '读不了。', '', '退改单-坏'],
  ]);
  expect(textOf(files.get('退改单一览表.docx')!)).toContain('共 3 份表（含未报的）：须处理 2 份');
});

test('a list of all that is drawn part by part has each reporter once and in order, below one heading', async () => {
  const row = (index: number): Covered => ({
    ...{
      region: `第${index}县`,
      year: 2014,
      file: `上报/${index}.xlsx`,
      worst: null,
      counts: null,
      name: null,
    },
    state: '没有须退改的问题',
  });
  const several = Array.from({ length: 250 }, (_, index) => row(index + 1));
  const xml = strFromU8(unzipSync(await coverDocument(several, form, OPTIONS))['word/document.xml']!);
  expect(xml.match(/<w:tblHeader/g)).toHaveLength(1);
  const tables = readDocument(xml, 'word/document.xml').filter((block) => 'rows' in block);
  expect(tables).toHaveLength(1);
  expect(tables[0]!.rows.slice(1).map((cells) => cells.slice(0, 2).map(({ text }) => text))).toEqual(
    several.map(({ region }, index) => [`${index + 1}`, region]),
  );
});

test('what a reporter wrote is text, whatever it looks like, and the same findings give the same bytes', async () => {
  const text = '=HYPERLINK("http://x")<w:p>&\u0007';
  const collected = [collect('县.xlsx', { 'audit.total/year': text }, { region: text, year: null })];
  const write = () => writeReturns(collected, form, { ...OPTIONS, office: text, language: 'en' });
  const [once, again] = [await write(), await write()];
  expect(once.every(({ bytes }, index) => Buffer.from(bytes).equals(Buffer.from(again[index]!.bytes)))).toBe(
    true,
  );
  const book = readWorkbook(once.find(({ name }) => /^Return-.*xlsx$/.test(name))!.bytes);
  const cells = [...book.sheets[0]!.snapshot.cells.values()];
  expect(cells.filter(({ formula }) => formula !== null)).toEqual([]);
  expect(cells.some(({ value }) => typeof value === 'string' && value.startsWith('=HYPERLINK'))).toBe(true);
  expect(textOf(once.find(({ name }) => /^Return-.*docx$/.test(name))!.bytes)).toContain(
    '=HYPERLINK("http://x")<w:p>&',
  );
});
