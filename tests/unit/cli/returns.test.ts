/** check --returns, as a person calls it. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { saveReturns } from '../../../src/cli/returns';
import type { Say } from '../../../src/cli/usage';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { formatValue } from '../../../src/strings/labels';
import { patchWorkbook } from '../../../src/hosts/xlsx/write';

const root = resolve(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'cpreport-returns-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const input = join(folder, '上报');
const output = join(folder, '退改单');
const FAULTY = '退改单-青岛市-2014年';
const run = (...words: string[]) =>
  spawnSync(process.execPath, [join(root, 'lib/cpreport.cjs'), 'check', ...words, '--lang', 'zh'], {
    encoding: 'utf8',
    cwd: folder,
  });
const wordsIn = (name: string): string =>
  readWorkbook(readFileSync(join(output, name)))
    .sheets.flatMap(({ snapshot }) => [...snapshot.cells.values()])
    .map(({ value }) => formatValue(value, ''))
    .join('\n');

beforeEach(() => {
  rmSync(input, { recursive: true, force: true });
  rmSync(output, { recursive: true, force: true });
  mkdirSync(input);
  cpSync(join(root, 'samples/faulty.xlsx'), join(input, '青岛.xlsx'));
  writeFileSync(join(input, '烟台.xlsx'), 'nothing');
});

test('each reporter with findings gets a Word and an Excel file, and the reports stay as they are', () => {
  const before = readFileSync(join(input, '青岛.xlsx'));
  const { status, stdout, stderr } = run(
    ...['上报', '--returns', '退改单', '--due', '2015年3月31日', '--from-office', '省工信厅'],
  );
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: '已生成退改单 2 份（Word、Excel 各一个文件）和一览表：退改单\n',
  });
  expect(stdout).toContain('青岛.xlsx');
  expect(readdirSync(output).sort()).toEqual(
    [FAULTY, '退改单-烟台', '退改单一览表'].flatMap((name) => [`${name}.docx`, `${name}.xlsx`]).sort(),
  );
  expect(wordsIn(`${FAULTY}.xlsx`)).toContain('于2015年3月31日前重新报送整个文件');
  expect(wordsIn('退改单-烟台.xlsx')).toContain('这个文件不能审核：这不是 Excel 工作簿');
  expect(readFileSync(join(input, '青岛.xlsx')).equals(before)).toBe(true);
});

test('a second run replaces what is ours, byte for byte the same, and nothing that somebody wrote into', () => {
  run('上报', '--returns', '退改单');
  const first = readdirSync(output).map((name) => readFileSync(join(output, name)));
  run('上报', '--returns', '退改单');
  const second = readdirSync(output).map((name) => readFileSync(join(output, name)));
  expect(second.every((bytes, index) => bytes.equals(first[index]!))).toBe(true);

  const edited = join(output, `${FAULTY}.docx`);
  writeFileSync(edited, 'notes of a person');
  rmSync(join(input, '烟台.xlsx'));
  const { status, stderr } = run('上报', '--returns', '退改单');
  expect(status).toBe(2);
  expect(stderr).toContain(`“${join('退改单', `${FAULTY}.docx`)}”已经存在`);
  expect(readFileSync(edited, 'utf8')).toBe('notes of a person');
  expect(readdirSync(output)).toContain('退改单-烟台.docx');
});

test('a list that is left from an earlier run is named, so that nobody sends it again', () => {
  run('上报', '--returns', '退改单');
  rmSync(join(input, '烟台.xlsx'));
  const { stderr } = run('上报', '--returns', '退改单');
  expect(stderr).toContain('请勿再发：退改单-烟台.docx、退改单-烟台.xlsx');
});

test('an answer typed into a list by another program is not ours any more', () => {
  run('上报', '--returns', '退改单');
  const path = join(output, `${FAULTY}.xlsx`);
  const bytes = patchWorkbook(readFileSync(path), [
    { sheet: '退改单', row: 30, column: 10, value: '属实', formula: null },
  ]);
  writeFileSync(path, bytes);
  expect(run('上报', '--returns', '退改单').stderr).toContain('已经存在');
});

test.each([
  [['上报', '--due', '2015-03-31'], '请同时用 --returns'],
  [['上报', '--from-office', '厅'], '请同时用 --returns'],
  [['上报', '--returns', '退改单', '--due', '月底'], '--due 应为日期'],
  [['上报', '--returns', '上报/退改单'], '退改单不能放在“上报”里面'],
  [['上报', '--returns', '上报/青岛.xlsx'], '退改单不能放在'],
  [['上报/青岛.xlsx', '--returns', '上报/青岛.xlsx'], '不是文件夹'],
])('%p is wrong use: said in a sentence, and nothing is written', (words, sentence) => {
  const { status, stdout, stderr } = run(...words);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(sentence);
  expect(readdirSync(folder)).toEqual(['上报']);
});

test('a run that fails on its way leaves the lists of the run before, all of them, and nothing else', async () => {
  const wanted = { folder: output, language: 'zh-CN', due: null, office: null } as const;
  const say: Say = (key) => key;
  const returned = (region: string, remark: string) => ({
    ...{
      region,
      year: 2014,
      file: `${region}.xlsx`,
      findings: [],
      remarks: [{ message: remark, mend: '' }],
      checked: true,
    },
  });
  mkdirSync(output);
  await saveReturns([returned('青岛市', '旧'), returned('威海市', '旧')], wanted, say);
  const contents = () =>
    readdirSync(output).map((name) => [name, readFileSync(join(output, name), 'base64')]);
  const before = contents();
  let asked = 0;
  const broken = {
    ...returned('威海市', '新'),
    get findings(): [] {
      if ((asked += 1) > 1) throw new Error('gone');
      return [];
    },
  };
  await expect(saveReturns([returned('青岛市', '新'), broken], wanted, say)).rejects.toThrow('gone');
  expect(contents()).toEqual(before);
});
