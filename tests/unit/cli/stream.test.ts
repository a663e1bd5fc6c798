/** check writes file by file: the same bytes whoever does the work, and nothing half done. */
import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import type { CheckResult } from '../../../src/app/contract';
import { JSON_START, jsonBefore, jsonEnd, jsonOf, jsonPieces } from '../../../src/cli/json';

// Each calls the command line several times, and machines are busy.

const root = resolve(__dirname, '../../..');
const program = join(root, 'lib/cpreport.cjs');
const folder = mkdtempSync(join(tmpdir(), 'cpreport-stream-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string): string => join(folder, name);
const options = { cwd: folder, maxBuffer: 1 << 26, env: { ...process.env, LC_ALL: '', LANG: 'zh_CN.UTF-8' } };
const run = (...words: string[]) => spawnSync(process.execPath, [program, 'check', ...words], options);

const FILES = 9;
beforeAll(() => {
  mkdirSync(inFolder('in'));
  for (let number = 1; number <= FILES; number++) {
    const sample = number % 2 === 0 ? 'clean' : 'faulty';
    copyFileSync(join(root, `samples/${sample}.xlsx`), inFolder(`in/${number}.xlsx`));
  }
  writeFileSync(inFolder('in/4.xlsx'), 'no workbook');
});

test.each(['json', 'text', 'xlsx'])(
  'as %s the bytes are the same on one thread and on three, on standard output and in a file',
  (format) => {
    const prior = ['--prior', join(root, 'samples/clean.xlsx')];
    for (const words of [[], prior]) {
      const one = run('in', '--format', format, '--workers', '1', ...words);
      expect(one.status).toBe(2);
      expect(one.stdout.length).toBeGreaterThan(5000);
      expect(run('in', '--format', format, '--workers', '3', ...words).stdout.equals(one.stdout)).toBe(true);
      const named = run('in', '--format', format, '-o', 'out', ...words);
      expect(named).toMatchObject({ status: 2, stdout: Buffer.alloc(0) });
      // The links of a worklist begin where it stands: here in both cases.
      expect(readFileSync(inFolder('out')).equals(one.stdout)).toBe(true);
    }
    expect(readdirSync(folder).sort()).toEqual(['in', 'out']);
  },
);

test('the JSON is what JSON.stringify makes of the whole, with one space a level', () => {
  const { stdout } = run('in', '--format', 'json');
  const text = stdout.toString();
  const result = JSON.parse(text) as CheckResult;
  expect(text).toBe(`${JSON.stringify(result, null, 1)}\n`);
  expect(Object.keys(result)).toEqual(['version', 'reports', 'failures']);
  expect(result.failures.map(({ file }) => file)).toEqual(['in/4.xlsx']);
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.jsonValue(), { minLength: 1 })),
      fc.array(fc.jsonValue()),
      (files, failures) => {
        const reports = files as unknown as CheckResult['reports'][];
        const failed = failures as unknown as CheckResult['failures'];
        const pieces = reports.map((own, index) => jsonBefore(index === 0) + jsonOf(own));
        const whole = { version: 1, reports: files.flat(), failures };
        expect(`${JSON_START}${pieces.join('')}${jsonEnd(pieces.length === 0, failed)}`).toBe(
          `${JSON.stringify(whole, null, 1)}\n`,
        );
      },
    ),
  );
});

test('any result in pieces is what JSON.stringify makes of the whole', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (whole) => {
      expect([...jsonPieces(whole)].join('')).toBe(`${JSON.stringify(whole, null, 1)}\n`);
    }),
  );
});

test('a reader that stops early, as head does, ends it quietly', async () => {
  const many = Array.from({ length: 40 }, (_, number) => {
    copyFileSync(join(root, 'samples/faulty.xlsx'), inFolder(`many-${number}.xlsx`));
    return `many-${number}.xlsx`;
  });
  const child = spawn(process.execPath, [program, 'check', ...many, '--workers', '1'], options);
  let errors = '';
  child.stderr.on('data', (piece) => (errors += String(piece)));
  child.stdout.once('data', () => child.stdout.destroy());
  const [code, signal] = await new Promise<unknown[]>((done) => child.on('close', (...all) => done(all)));
  expect({ errors, code, signal }).toEqual({ errors: '', code: 1, signal: null });
  for (const name of many) rmSync(inFolder(name));
});

describe('where something fails', () => {
  const ended = (...words: string[]) => {
    const { status, stderr } = run(...words);
    return { status, stderr: stderr.toString(), files: readdirSync(folder).sort() };
  };
  beforeEach(() => writeFileSync(inFolder('out'), 'of yesterday'));
  afterEach(() => expect(readFileSync(inFolder('out'), 'utf8')).toBe('of yesterday'));

  test('in the course of the run, the file of the last run stays as it was', () => {
    mkdirSync(inFolder('lists'));
    expect(run('in/1.xlsx', '--returns', 'lists').status).toBe(1);
    const list = readdirSync(inFolder('lists')).find((name) => name.includes('一览表'))!;
    writeFileSync(inFolder(`lists/${list}`), 'written by somebody else');
    const { status, stderr, files } = ended('in', '--format', 'json', '-o', 'out', '--returns', 'lists');
    expect(status).toBe(2);
    expect(stderr).toContain(list);
    expect(files).toEqual(['in', 'lists', 'out']);
  });

  test('for want of a folder or of space, a sentence says so', () => {
    for (const output of ['none/out', ...(process.platform === 'linux' ? ['/dev/full'] : [])]) {
      const { status, stderr } = ended('in', '--format', 'json', '-o', output);
      expect(status).toBe(2);
      expect(stderr).toBe(`无法写入 ${output}：请检查文件夹是否存在、文件是否正被打开。\n`);
    }
  });

  test('by the hand of a person, nothing is left behind', async () => {
    const many = Array.from({ length: 60 }, () => join(root, 'samples/clean.xlsx'));
    many.forEach((file, number) => copyFileSync(file, inFolder(`in/more-${number}.xlsx`)));
    const child = spawn(process.execPath, [program, 'check', 'in', '--workers', '1', '-o', 'out'], options);
    const beside = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.tmp'));
    while (beside().length === 0 && child.exitCode === null) await new Promise((go) => setImmediate(go));
    expect(beside()).toHaveLength(1);
    child.kill('SIGINT');
    const signal = await new Promise((done) => child.on('close', (_code, by) => done(by)));
    expect(signal).toBe('SIGINT');
    expect(beside()).toEqual([]);
  });
});
