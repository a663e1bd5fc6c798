/** adopt, and export --format values, on the built command line. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CellKey, CellValue } from '../../../src/core/model';
import { cleanValues, makeSheet } from '../../support/sheets';
import { bookOfFixture } from '../xlsx/build';

const root = resolve(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'cpreport-adopt-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string): string => join(folder, name);
const run = (...words: string[]) =>
  spawnSync(process.execPath, [join(root, 'lib/cpreport.cjs'), ...words], {
    encoding: 'utf8',
    cwd: root,
    env: { ...process.env, LC_ALL: '', LANG: 'zh_CN.UTF-8' },
  });

const plain = inFolder('普通表.xlsx');
beforeAll(() => {
  const values: Record<CellKey, CellValue> = { ...cleanValues(2014, { base: 3 }), 'audit.total/year': null };
  const given = { title: '', sheets: [makeSheet(values)], names: new Map(), protection: new Map() };
  writeFileSync(plain, bookOfFixture(given));
});

test('without -o what would be done is told, and nothing is written', () => {
  const before = readFileSync(plain);
  const { status, stdout, stderr } = run('adopt', plain);
  expect([status, readFileSync(plain).equals(before)]).toEqual([0, true]);
  expect(stdout).toContain('新建工作表「累计台账」');
  expect(stdout).toContain('「2014年」空白的合计、累计填入公式：1 格');
  expect(stdout).toContain('「2014年」已填的合计、累计 63 格保持原数');
  expect(stderr).toContain('以上改动没有写入');
});

test('with -o a living workbook is written, which a second run has nothing to add to', () => {
  const [once, twice] = [inFolder('a.xlsx'), inFolder('b.xlsx')];
  expect(run('adopt', plain, '-o', once).status).toBe(0);
  const { status, stderr } = run('adopt', once, '-o', twice);
  expect(status).toBe(0);
  expect(stderr).toContain('不需要改动');
  expect(readFileSync(twice).equals(readFileSync(once))).toBe(true);
  expect(run('check', once).status).toBe(0);
});

test('what cannot be adopted is said in a sentence, with exit code 2', () => {
  writeFileSync(inFolder('broken.xlsx'), 'not a workbook');
  const broken = run('adopt', inFolder('broken.xlsx'), '-o', inFolder('c.xlsx'));
  expect([broken.status, existsSync(inFolder('c.xlsx'))]).toEqual([2, false]);
  expect(broken.stderr).toContain('另存为 .xlsx');
  expect(run('adopt').status).toBe(2);
  expect(run('adopt', plain, plain).stderr).toContain('一次只能处理一个文件');
});

test('the copy with values has the same findings, and the file it was made of stays as it was', () => {
  const [living, copy] = [inFolder('living.xlsx'), inFolder('values.xlsx')];
  expect(run('adopt', plain, '-o', living).status).toBe(0);
  const before = readFileSync(living);
  const { status, stderr } = run('export', living, '--format', 'values', '-o', copy);
  expect([status, stderr]).toEqual([0, `已生成 ${copy}\n`]);
  expect(readFileSync(living).equals(before)).toBe(true);
  // That a number was typed where a formula could be is said of the living workbook alone.
  const found = (file: string): string[] => {
    const { reports } = JSON.parse(run('check', file, '--format', 'json').stdout) as {
      reports: { findings: { rule: string; message: string }[] }[];
    };
    return reports.flatMap(({ findings }) =>
      findings.filter(({ rule }) => rule !== 'TYP-07').map(({ rule, message }) => `${rule} ${message}`),
    );
  };
  expect(found(copy).length).toBeGreaterThan(0);
  expect(found(copy)).toEqual(found(living));
  expect(run('export', living, '--format', 'values').stderr).toContain('-o');
  expect(run('export', inFolder('broken.xlsx'), '--format', 'values', '-o', copy).status).toBe(2);
});
