/** export --format docx and import, as a person calls them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { importSchema } from '../../../src/app/contract';
import { form } from '../../../src/core';
import { readWord } from '../../../src/word/read';

const root = resolve(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'cpreport-word-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...words: string[]) =>
  spawnSync(process.execPath, [join(root, 'lib/cpreport.cjs'), ...words], { encoding: 'utf8', cwd: root });
const inFolder = (name: string) => join(folder, name);

test('one file gives one Word file of the year asked for, the same bytes each time', () => {
  for (const name of ['a.docx', 'b.docx']) {
    expect(
      run('export', 'samples/clean.xlsx', '--format', 'docx', '--year', '2013', '-o', inFolder(name)).status,
    ).toBe(0);
  }
  expect(readFileSync(inFolder('a.docx')).equals(readFileSync(inFolder('b.docx')))).toBe(true);
  expect(readWord(readFileSync(inFolder('a.docx')), form).report.year).toBe(2013);
});

test('several files, or a folder, give a Word file for every year of each', () => {
  const { status } = run(
    'export',
    'samples/clean.xlsx',
    'samples/faulty.xlsx',
    '--format',
    'docx',
    '-o',
    inFolder('out'),
  );
  expect(status).toBe(0);
  expect(readdirSync(inFolder('out')).sort()).toEqual(
    ['clean', 'faulty'].flatMap((name) => [2012, 2013, 2014].map((year) => `${name}-${year}.docx`)),
  );
});

test('a Word form becomes a workbook with the same figures, and a second one of it the same Word file', () => {
  run('export', 'samples/clean.xlsx', '--format', 'docx', '-o', inFolder('clean.docx'));
  const { status, stdout } = run('import', inFolder('clean.docx'), '-o', inFolder('clean.xlsx'));
  expect({ status, summary: stdout.trimEnd().split('\n').at(-1) }).toEqual({
    status: 0,
    summary: expect.stringContaining('存疑 0 处') as string,
  });
  run('export', inFolder('clean.xlsx'), '--format', 'docx', '-o', inFolder('again.docx'));
  expect(readFileSync(inFolder('again.docx')).equals(readFileSync(inFolder('clean.docx')))).toBe(true);
});

test('doubtful places come first and the exit code is 1; as JSON they keep to the schema', () => {
  run('export', 'samples/faulty.xlsx', '--format', 'docx', '-o', inFolder('faulty.docx'));
  const text = run('import', inFolder('faulty.docx'), '-o', inFolder('faulty.xlsx'));
  expect(text.status).toBe(1);
  expect(text.stdout.split('\n')[1]).toMatch(
    /^ {2}疑 {2}一、培训 规模以上工业企业 企业数（本年） {2}约436 {2}/,
  );
  const json = run('import', inFolder('faulty.docx'), '-o', inFolder('faulty.xlsx'), '--format', 'json');
  const result = importSchema.parse(JSON.parse(json.stdout));
  expect(result).toMatchObject({ year: 2014, region: '青岛市', doubtful: 2 });
  expect(result.cells.find(({ id, period }) => id === 'training.enterprises' && period === 'year')).toEqual({
    id: 'training.enterprises',
    period: 'year',
    text: '约436',
    value: '约436',
    doubt: 'unit',
  });
});

test('what is no Word form, and wrong use, end with 2 and a sentence', () => {
  writeFileSync(inFolder('broken.docx'), 'nothing');
  for (const [words, sentence] of [
    [['import', inFolder('broken.docx'), '-o', inFolder('x.xlsx')], '另存为 .docx'],
    [['import', 'samples/clean.xlsx', '-o', inFolder('x.xlsx')], '这是 Excel 工作簿'],
    [['import', inFolder('none.docx'), '-o', inFolder('x.xlsx')], '找不到文件'],
    [['import', inFolder('broken.docx')], '-o'],
    [['import', 'a.docx', 'b.docx', '-o', 'x.xlsx'], '一次只能导入一个文件'],
    [
      ['export', 'samples/clean.xlsx', '--format', 'docx', '--year', '2020', '-o', inFolder('x.docx')],
      '没有这个年度',
    ],
    [
      ['export', 'samples/clean.xlsx', 'samples/faulty.xlsx', '--format', 'docx', '-o', inFolder('x.docx')],
      '文件夹',
    ],
  ] as const) {
    const { status, stderr } = run(...words);
    expect({ words, status }).toEqual({ words, status: 2 });
    expect(stderr).toContain(sentence);
  }
});
