/** rollup, as a person calls it: a province of 16 cities, three of them faulty, one missing and one doubled. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { rollupSchema, type RollUpResult } from '../../../src/app/contract';
import { form, readBook } from '../../../src/core';
import { cellAt, parseAddress } from '../../../src/core/model';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { openZip } from '../../../src/hosts/xlsx/zip';
import { formatValue } from '../../../src/strings/labels';
import { CITIES, DOUBLED, FAULTY, makeCity, makeProvince, MISSING, PROVINCE } from '../../support/province';

// Each calls the command line several times, and machines are busy.

const root = resolve(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'cpreport-rollup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string) => join(folder, name);

const run = (...words: string[]) =>
  spawnSync(process.execPath, [join(root, 'lib/cpreport.cjs'), 'rollup', ...words], {
    encoding: 'utf8',
    cwd: folder,
    maxBuffer: 1 << 26,
    env: { ...process.env, LC_ALL: '', LANG: 'zh_CN.UTF-8' },
  });
const rollUp = (...words: string[]) => {
  const { status, stdout, stderr } = run('in', '--region', PROVINCE, '--expect', 'list.csv', ...words);
  return { status, stdout, stderr };
};
const json = (...words: string[]): RollUpResult =>
  rollupSchema.parse(JSON.parse(rollUp('--format', 'json', ...words).stdout));

beforeAll(async () => {
  mkdirSync(inFolder('in'));
  const { files, expect: list } = await makeProvince();
  for (const { name, bytes } of files) writeFileSync(join(folder, 'in', name), bytes);
  writeFileSync(inFolder('list.csv'), list);
});

test('says who is missing, doubled and faulty, and what no sum has; nothing of it is silent', () => {
  const { status, stdout } = rollUp();
  expect(status).toBe(1);
  for (const text of [
    `${MISSING}没有上报。`,
    `${DOUBLED}报了不止一份，数不一样，一份也没有汇总`,
    `汇总不全：${FAULTY.unread}「2000万」填的不是数，没有计入。`,
    ...Object.values(FAULTY).map((city) => `${city}还有`),
  ]) {
    expect(stdout).toContain(text);
  }
});

test('the JSON is what its schema says, and the same on one thread and on three, in any order of the files', () => {
  const one = json('--workers', '1');
  expect(one.reporters.filter(({ summed }) => summed)).toHaveLength(14);
  expect(json('--workers', '3')).toEqual(one);
  const names = readdirSync(inFolder('in')).map((name) => join('in', name));
  const backwards = run(...names.reverse(), '--region', PROVINCE, '--expect', 'list.csv', '--format', 'json');
  expect(JSON.parse(backwards.stdout)).toEqual(one);
  const investment = one.totals.find(({ id, period }) => id === 'retrofit.investment' && period === 'year')!;
  expect(investment).toMatchObject({ reporters: 13, complete: false });
  expect(investment.open).toEqual([{ reporter: FAULTY.unread, why: 'unread', text: '2000万' }]);
});

describe('the workbook', () => {
  const sheets = () =>
    readWorkbook(readFileSync(inFolder('out.xlsx'))).sheets.map(({ snapshot }) => snapshot);
  let made: ReturnType<typeof rollUp>;
  beforeAll(() => void (made = rollUp('-o', 'out.xlsx')));

  test('is the parent’s official form with the sums, and its other sheets are not taken for forms', () => {
    expect(made.status).toBe(1);
    const book = readBook(sheets(), form);
    expect(book.reports.map(({ sheet, year, region }) => [sheet, year, region])).toEqual([
      ['2014年', 2014, PROVINCE],
    ]);
    expect(book.ledger?.sheet).toBe('累计台账');
    const { totals } = json();
    for (const { id, period, value } of totals) {
      if (period === 'prior' || period === 'adjustment') continue;
      expect([id, book.reports[0]!.cells.get(`${id}/${period}`)?.value]).toEqual([id, value]);
    }
  });

  test('has in 汇总底稿 every figure of every reporter, linked to the cell it stands in', () => {
    const index = sheets().findIndex(({ name }) => name === '汇总底稿');
    const figures = sheets()[index]!;
    const zip = openZip(readFileSync(inFolder('out.xlsx')));
    const targets = new Map(
      [...textOf(`_rels/sheet${index + 1}.xml.rels`).matchAll(/Id="(rId\d+)"[^>]* Target="([^"]+)"/g)].map(
        ([, id, target]) => [id!, decodeURIComponent(target!)],
      ),
    );
    const links = [
      ...textOf(`sheet${index + 1}.xml`).matchAll(
        /<hyperlink ref="([A-Z]+\d+)" r:id="(rId\d+)" location="'([^']+)'!([A-Z]+\d+)"/g,
      ),
    ];
    expect(links.length).toBeGreaterThan(16 * 240);
    const files = new Map<string, ReturnType<typeof readWorkbook>>();
    for (const [, at, id, sheet, address] of links) {
      const file = targets.get(id!)!;
      if (!files.has(file)) files.set(file, readWorkbook(readFileSync(join(folder, file))));
      const source = files.get(file)!.sheets.find(({ name }) => name === sheet)!.snapshot;
      const place = (text: string) => parseAddress(text)!;
      const shown = cellAt(figures, place(at!).row, place(at!).column).value;
      const stands = cellAt(source, place(address!).row, place(address!).column).value;
      // A blank adjustment is 0; what has no number stays what it is.
      expect([file, address, shown ?? '']).toEqual([
        file,
        address,
        stands === null && shown === 0 ? 0 : (stands ?? ''),
      ]);
    }
    function textOf(name: string): string {
      return new TextDecoder().decode(zip.get(`xl/worksheets/${name}`));
    }
  });

  test('written again says what changed in the files since, figure by figure', async () => {
    expect(rollUp('-o', 'out.xlsx').stdout).toContain('各单位的文件没有变化。');
    const change = { 'effect.cod/year': 777.5 };
    writeFileSync(join(folder, 'in/日照市.xlsx'), await makeCity('日照市', { change }));
    const { stdout, stderr } = rollUp('-o', 'out.xlsx');
    expect(stdout).toMatch(/日照市的 in\/日照市\.xlsx 改了 2 个数：.*COD（本年） [\d.]+ → 777\.5/);
    expect(stderr).not.toContain('另存为');
  });

  test('is kept under another name where somebody worked in it, and another file is never overwritten', () => {
    const zip = openZip(readFileSync(inFolder('out.xlsx')));
    const part = 'xl/worksheets/sheet1.xml';
    const text = new TextDecoder().decode(zip.get(part));
    const edited = text.replace(/(<c r="E10"[^>]*><v>)\d+/, '$1123456');
    expect(edited).not.toBe(text);
    writeFileSync(inFolder('out.xlsx'), zip.replace(new Map([[part, new TextEncoder().encode(edited)]])));
    const { stdout, stderr } = rollUp('-o', 'out.xlsx');
    expect(stdout).toMatch(/上次的汇总表被手工改了 \d 个数：.*→ 123456/);
    expect(stderr).toContain('已另存为 out（旧1）.xlsx');
    expect(existsSync(inFolder('out（旧1）.xlsx'))).toBe(true);
    writeFileSync(inFolder('mine.xlsx'), readFileSync(join(root, 'samples/clean.xlsx')));
    const refused = rollUp('-o', 'mine.xlsx');
    expect([refused.status, refused.stderr]).toEqual([
      2,
      'mine.xlsx 已经存在，但不是汇总结果，没有覆盖它。请换一个文件名。\n',
    ]);
  });
});

test('CSV and Parquet are the same long table, from which others get the same sums', async () => {
  rollUp('--format', 'parquet', '-o', 'long.parquet');
  rollUp('--format', 'csv', '-o', 'long.csv');
  const bytes = readFileSync(inFolder('long.parquet'));
  const rows = (await parquetReadObjects({
    file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  })) as {
    id: string;
    period: string;
    summed: boolean;
    value: number | null;
  }[];
  const lines = readFileSync(inFolder('long.csv'), 'utf8').trimEnd().split('\r\n');
  expect(lines).toHaveLength(rows.length + 1);
  const cod = rows.filter(({ id, period, summed }) => summed && id === 'effect.cod' && period === 'year');
  const total = json().totals.find(({ id, period }) => id === 'effect.cod' && period === 'year')!;
  expect(cod).toHaveLength(14);
  expect(cod.reduce((sum, { value }) => sum + value!, 0)).toBeCloseTo(total.value!, 6);
});

test.each(['csv', 'parquet', 'json'])(
  'as %s it is written piece by piece: the same on one thread and on two, and all of it or nothing',
  (format) => {
    const to = (output: string, ...more: string[]) => run('in', '--format', format, '-o', output, ...more);
    expect(to('one', '--workers', '1').status).toBe(1);
    expect(to('two', '--workers', '2').status).toBe(1);
    const [one, two] = ['one', 'two'].map((name) => readFileSync(inFolder(name)));
    expect(one!.length).toBeGreaterThan(10_000);
    expect(two!.equals(one!)).toBe(true);
    for (const output of ['none/out', ...(process.platform === 'linux' ? ['/dev/full'] : [])]) {
      const { status, stdout, stderr } = to(output);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toBe(`无法写入 ${output}：请检查文件夹是否存在、文件是否正被打开。\n`);
    }
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  },
);

test('a file chosen that is none of them is said, and nothing is added up', () => {
  const { status, stdout, stderr } = rollUp('in', '--use', 'nothere.xlsx', '--format', 'json');
  expect([status, stdout, stderr]).toEqual([
    2,
    '',
    '--use 写的“nothere.xlsx”不在这次汇总的文件里，请写它的路径。\n',
  ]);
});

test('本级, a choice between doubles, and a parent’s form held against the sum', async () => {
  writeFileSync(inFolder('own.xlsx'), await makeCity(PROVINCE, { size: 0.1 }));
  const chosen = join('in', `${DOUBLED}.xlsx`);
  const { reporters } = json('--own', 'own.xlsx', '--use', chosen);
  expect(reporters[0]).toMatchObject({ name: PROVINCE, status: 'own' });
  expect(reporters.filter(({ name }) => name === DOUBLED).map(({ status }) => status)).toEqual([
    'summed',
    'replaced',
  ]);
  const held = json('--against', 'own.xlsx').findings.filter(({ cells }) => cells[0]?.file === 'own.xlsx');
  expect(new Set(held.map(({ rule }) => rule))).toEqual(new Set(['RUP-02', 'RUP-05']));
  expect(held.find(({ id, period }) => id === 'effect.cod' && period === 'year')!.cells[0]).toMatchObject({
    sheet: '2014年',
  });
});

describe('--returns', () => {
  const words = ['--returns', '退改单', '--due', '2015-03-31', '--from-office', '省工业和信息化厅'];
  const wordsIn = (name: string): string =>
    readWorkbook(readFileSync(join(folder, '退改单', name)))
      .sheets.flatMap(({ snapshot }) => [...snapshot.cells.values()])
      .map(({ value }) => formatValue(value, ''))
      .join('\n');

  test('whoever has something to put right gets a list, and the list of all names the missing as well', () => {
    const before = readdirSync(inFolder('in')).map((name) => readFileSync(join(folder, 'in', name)));
    const { status, stderr } = rollUp(...words, '--workers', '2');
    expect([status, stderr]).toEqual([1, '已生成退改单 5 份（Word、Excel 各一个文件）和一览表：退改单\n']);
    const lists = [
      '退改单一览表',
      ...Object.values(FAULTY).map((city) => `退改单-${city}-2014年`),
      `退改单-${DOUBLED}-2014年-${DOUBLED}`,
      `退改单-${DOUBLED}-2014年-${DOUBLED}（更正）`,
    ];
    expect(readdirSync(inFolder('退改单')).sort()).toEqual(
      lists.flatMap((name) => [`${name}.docx`, `${name}.xlsx`]).sort(),
    );
    const unread = wordsIn(`退改单-${FAULTY.unread}-2014年.xlsx`);
    for (const text of ['2000万', '于2015年3月31日前重新报送整个文件', '退改单位：省工业和信息化厅']) {
      expect(unread).toContain(text);
    }
    expect(wordsIn('退改单一览表.xlsx')).toContain(`${MISSING}\n`);
    expect(wordsIn('退改单一览表.xlsx')).toContain('缺报');
    expect(wordsIn(`退改单-${DOUBLED}-2014年-${DOUBLED}.xlsx`)).toContain(
      `${DOUBLED}报了不止一份，数不一样，一份也没有汇总：${DOUBLED}.xlsx，另有 ${DOUBLED}（更正）.xlsx。`,
    );
    const after = readdirSync(inFolder('in')).map((name) => readFileSync(join(folder, 'in', name)));
    expect(after.every((bytes, index) => bytes.equals(before[index]!))).toBe(true);
  });

  test('where a list cannot be replaced, nothing at all is written', () => {
    writeFileSync(join(folder, '退改单', `退改单-${FAULTY.unread}-2014年.docx`), 'notes of a person');
    const { status, stderr } = rollUp(...words, '-o', 'none.xlsx');
    expect(status).toBe(2);
    expect(stderr).toContain('已经存在，不是本程序生成的');
    expect(existsSync(inFolder('none.xlsx'))).toBe(false);
  });
});

test('wrong use is said in a sentence: a list without names, a city that is none, an output that is no workbook', () => {
  writeFileSync(inFolder('bad.csv'), 'city\r\n济南市\r\n');
  for (const [words, text] of [
    [['--expect', 'bad.csv'], 'bad.csv 的第一行没有 name（单位）一列。'],
    [['--included', '济南市'], '「济南市」不是计划单列市或兵团。'],
    [['-o', 'out.pdf'], 'rollup 的 -o 应为 .xlsx 文件'],
    [['--workers', '0'], '--workers 应为 1 至 256 的整数。'],
    [['--due', '2015-03-31'], '--due 和 --from-office 用于退改单，请同时用 --returns'],
    [['--returns', 'in/退改单'], '退改单不能放在“in”里面'],
  ] as const) {
    const { status, stderr } = run('in', ...words);
    expect([status, stderr.slice(0, text.length)]).toEqual([2, text]);
  }
});

test('every file is read, and one that cannot be stops none of the others', () => {
  writeFileSync(join(folder, 'in/菏泽市.xls'), '不是工作簿');
  const { status, stdout } = rollUp('--format', 'json');
  rmSync(join(folder, 'in/菏泽市.xls'));
  const result = rollupSchema.parse(JSON.parse(stdout));
  expect(status).toBe(2);
  expect(result.reporters.find(({ status: state }) => state === 'unreadable')).toMatchObject({
    name: MISSING,
  });
  expect(result.reporters.filter(({ status: state }) => state === 'missing')).toEqual([]);
  expect(result.reporters.filter(({ summed }) => summed)).toHaveLength(14);
  expect(Object.keys(CITIES)).toHaveLength(16);
});
