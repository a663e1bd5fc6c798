/** Which files a command line stands for. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { listFiles } from '../../../src/cli/files';
import { wordIn } from '../../../src/cli/words';

const folder = mkdtempSync(join(tmpdir(), 'cpreport-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const say = wordIn('zh-CN');
const inFolder = (...names: string[]) => join(folder, ...names);
const list = async (...names: string[]) =>
  (
    await listFiles(
      names.map((name) => inFolder(name)),
      say,
    )
  ).map((file) => relative(folder, file).replaceAll('\\', '/'));

beforeAll(() => {
  for (const name of ['县', '县/北', '报表(1)[终]', '空']) mkdirSync(inFolder(name), { recursive: true });
  const files = ['县/乙.xlsx', '县/甲.XLSX', '县/北/丙.xlsx', '县/~$甲.xlsx', '县/说明.txt'];
  for (const name of [...files, '报表(1)[终]/丁(2).xlsx', '报表(1)[终]/戊.xlsx', '单.xlsx']) {
    writeFileSync(inFolder(name), '');
  }
});

test('a folder stands for the workbooks in it and below, always in the same order, without lock files', async () => {
  expect(await list('县')).toEqual(['县/乙.xlsx', '县/北/丙.xlsx', '县/甲.XLSX']);
});

test('a glob stands for what matches it, whatever signs the names of its folders have', async () => {
  expect(await list('县/*.xlsx')).toEqual(['县/乙.xlsx']);
  expect(await list('县/**/*.xlsx')).toEqual(['县/乙.xlsx', '县/北/丙.xlsx']);
  expect(await list('*.xlsx')).toEqual(['单.xlsx']);
  expect(await list('报表(1)[终]/丁(*.xlsx')).toEqual(['报表(1)[终]/丁(2).xlsx']);
});

test('a file is itself, even where its name looks like a glob, and each file comes once', async () => {
  expect(await list('报表(1)[终]/丁(2).xlsx', '报表(1)[终]', '单.xlsx', '*.xlsx')).toEqual([
    '报表(1)[终]/丁(2).xlsx',
    '报表(1)[终]/戊.xlsx',
    '单.xlsx',
  ]);
});

test('what stands for no file stays, so that it is said', async () => {
  expect(await list('没有.xlsx', '没有/*.xlsx', '空')).toEqual(['没有.xlsx', '没有/*.xlsx', '空']);
  await expect(listFiles([], say)).rejects.toThrow('请写明要处理的文件');
});
