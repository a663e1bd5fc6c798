/** The built command line, as a person calls it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { checkSchema } from '../../../src/app/contract';
import { form } from '../../../src/core';

const root = resolve(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'cpreport-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...words: string[]) =>
  spawnSync(process.execPath, [join(root, 'lib/cpreport.cjs'), ...words], {
    encoding: 'utf8',
    cwd: root,
    env: { ...process.env, LC_ALL: '', LANG: 'zh_CN.UTF-8' },
  });
const inFolder = (name: string) => join(folder, name);

test('template writes the same bytes on each run', () => {
  for (const name of ['a.xlsx', 'b.xlsx']) {
    expect(
      run('template', '--from', '2012', '--to', '2014', '--region', '山东省', '-o', inFolder(name)).status,
    ).toBe(0);
  }
  expect(readFileSync(inFolder('a.xlsx')).equals(readFileSync(inFolder('b.xlsx')))).toBe(true);
});

test('template --addin names the add-in that opens with the workbook', () => {
  const addin = 'FileSystem,\\\\server\\share,7ce56e44-8c29-4701-96d6-79387eaa118b,0.1.0.0';
  expect(run('template', '--from', '2014', '--addin', addin, '-o', inFolder('addin.xlsx')).status).toBe(0);
  const parts = unzipSync(new Uint8Array(readFileSync(inFolder('addin.xlsx'))));
  const [text] = [parts['xl/webextensions/webextension1.xml']].map((part) => strFromU8(part!));
  expect(text).toContain('store="\\\\server\\share" storeType="FileSystem"');
});

test('the samples in the repository are what the figures beside them give', () => {
  const values = ['--values', 'samples/clean.json'];
  for (const [name, words] of [
    ['clean', values],
    ['faulty', [...values, '--values', 'samples/faulty.json']],
  ] as const) {
    expect(
      run('template', '--from', '2012', '--to', '2014', ...words, '-o', inFolder(`${name}.xlsx`)).status,
    ).toBe(0);
    expect(
      readFileSync(inFolder(`${name}.xlsx`)).equals(readFileSync(join(root, `samples/${name}.xlsx`))),
    ).toBe(true);
  }
});

test('check ends with 0 on the clean sample, with 1 on the faulty one, with 2 where a file cannot be read', () => {
  writeFileSync(inFolder('broken.xlsx'), 'not a workbook');
  expect(run('check', 'samples/clean.xlsx', '--stage', 'final', '--format', 'json').status).toBe(0);
  expect(run('check', 'samples/faulty.xlsx').status).toBe(1);
  const { status, stdout } = run(
    'check',
    inFolder('broken.xlsx'),
    'samples/clean.xlsx',
    inFolder('none.xlsx'),
    '--format',
    'json',
  );
  expect(status).toBe(2);
  const result = checkSchema.parse(JSON.parse(stdout));
  expect(result.failures.map(({ code }) => code)).toEqual(['NOT_ZIP', 'NO_FILE']);
  expect(result.reports.map(({ year }) => year)).toEqual([2012, 2013, 2014]);
});

test('the JSON of a check keeps to its schema and names the cell to look at first', () => {
  const { stdout } = run('check', 'samples/faulty.xlsx', '--format', 'json');
  const result = checkSchema.parse(JSON.parse(stdout));
  const report = result.reports.find(({ year }) => year === 2014)!;
  const total = report.findings.find(({ rule }) => rule === 'SUM-01')!;
  expect(total).toMatchObject({ severity: 'hard', note: 3, expected: 1063, difference: 102 });
  expect(total.cells[0]).toMatchObject({
    sheet: '2014年',
    id: 'audit.total',
    period: 'cumulative',
    value: 1165,
  });
  expect(report.counts.hard).toBe(report.findings.filter(({ severity }) => severity === 'hard').length);
});

test('export lists every cell of the form for every year', () => {
  const { status, stdout } = run('export', 'samples/clean.xlsx', '--format', 'csv');
  expect(status).toBe(0);
  const lines = stdout.trimEnd().split('\r\n');
  expect(lines[0]).toBe('file,sheet,region,year,id,period,unit,value,address');
  const cells = form.head.fields.length + 127 + 1 + 8 * 3 + 2;
  expect(lines).toHaveLength(1 + 3 * cells);
  const cod = lines.find((line) => line.includes(',2014,effect.cod,cumulative,'))!;
  expect(cod).toBe('samples/clean.xlsx,2014年,青岛市,2014,effect.cod,cumulative,吨,19446.3,E26');
});

test.each([
  [[], '用法'],
  [['nothing'], '没有「nothing」这个命令'],
  [['check'], '请写明要处理的文件'],
  [['check', 'samples/clean.xlsx', '--stage', 'never'], '--stage'],
  [['template', '--from', '2010', '--to', '2014', '-o', 'x.xlsx'], '2011'],
  [['template', '--from', '2012'], '-o'],
  [['template', '--from', '2012', '--addin', 'EXCatalog', '-o', 'x.xlsx'], '--addin 应为'],
  [['check', '--wrong'], '没有「--wrong」这个选项'],
  [['check', 'samples/clean.xlsx', '--region', '青岛市'], '没有「--region」这个选项'],
  [['check', 'samples/clean.xlsx', '--stage'], '--stage'],
  [['check', 'samples/clean.xlsx', '--lang', 'fr'], '--lang 只能是 zh 或 en'],
])('%p is wrong use: said in a sentence, with exit code 2', (words, sentence) => {
  const { status, stdout, stderr } = run(...words);
  expect(status).toBe(2);
  expect(stdout + stderr).toContain(sentence);
});

test('help is there in both languages, of the whole and of each command', () => {
  for (const [language, exit] of [
    ['zh', '退出码'],
    ['en', 'Exit codes'],
  ] as const) {
    const whole = run('--help', '--lang', language);
    expect(whole).toMatchObject({ status: 0, stdout: expect.stringContaining(exit) as string });
    const names = [...whole.stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name!);
    expect(names).toEqual(expect.arrayContaining(['template', 'check', 'export', 'import']));
    for (const name of names) {
      const own = run(name, '--help', '--lang', language);
      expect(own.status).toBe(0);
      expect(own.stdout).toContain(`cpreport ${name}`);
      expect(own.stdout).toContain(exit);
    }
  }
});

test("the language is the system's where that is English, and Chinese elsewhere", () => {
  const speak = (LANG: string) =>
    spawnSync(process.execPath, [join(root, 'lib/cpreport.cjs'), 'check'], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: '', LC_MESSAGES: '', LANG },
    }).stderr;
  expect(speak('en_US.UTF-8')).toContain('Please name the files');
  for (const system of ['zh_CN.UTF-8', 'C.UTF-8', '']) expect(speak(system)).toContain('请写明');
});

test("--prior compares with last year's file of the same region, and with no other", () => {
  const figures = (region: string) => ({ region, years: { 2014: { 'training.officials/year': 987654 } } });
  const rulesOf = (region: string, ...prior: string[]) => {
    writeFileSync(inFolder('figures.json'), JSON.stringify(figures(region)));
    const file = inFolder(`${region}.xlsx`);
    run('template', '--from', '2014', '--values', inFolder('figures.json'), '-o', file);
    const { stdout } = run('check', file, '--format', 'json', ...prior);
    return checkSchema
      .parse(JSON.parse(stdout))
      .reports.flatMap(({ findings }) => findings.map(({ rule }) => rule));
  };
  expect(rulesOf('青岛市')).not.toContain('HIS-01');
  expect(rulesOf('青岛市', '--prior', 'samples/clean.xlsx')).toContain('HIS-01');
  expect(rulesOf('大连市', '--prior', 'samples/clean.xlsx')).not.toContain('HIS-01');
  const missing = run('check', 'samples/clean.xlsx', '--prior', inFolder('none.xlsx'));
  expect(missing).toMatchObject({ status: 2, stdout: '' });
});
