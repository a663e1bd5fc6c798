/** Bad and hostile files on the command line: a code, a sentence, in time, in memory, and the others go on. */
import { spawn, type SpawnSyncReturns, spawnSync } from 'node:child_process';
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
import { strFromU8, unzipSync } from 'fflate';
import { checkSchema, type CheckResult } from '../../../src/app/contract';
import { fileFaultOf } from '../../../src/strings/messages';
import { badFiles, badWordFiles } from '../../support/bad';

const root = resolve(__dirname, '../../..');
const program = join(root, 'lib/cpreport.cjs');
const folder = mkdtempSync(join(tmpdir(), 'cpreport-bad-'));
const inFolder = (name: string): string => join(folder, name);
const meter = join(root, 'tests/support/meter.cjs');
/** Of one file, Node's own start and memory included. */
const MOST = { seconds: 10, megabytes: 300 };
/** A test runs beside others: what is measured is the time of the processor. */
const PATIENCE = 300_000;

beforeAll(() => mkdirSync(inFolder('files')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Seconds of the processor, and the peak in megabytes. */
interface Measured {
  readonly cpu: number;
  readonly rss: number;
}

function run(words: readonly string[]): Promise<{ stdout: string; stderr: string; used: Measured }> {
  const report = inFolder(`used-${Math.random()}.json`);
  const child = spawn(process.execPath, ['--max-old-space-size=250', '-r', meter, program, ...words], {
    // Without LibreOffice, which would convert the old formats.
    env: { PATH: '', LANG: 'zh_CN.UTF-8', METER: report },
    timeout: PATIENCE,
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (piece) => (output.stdout += String(piece)));
  child.stderr.on('data', (piece) => (output.stderr += String(piece)));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', () => {
      if (!existsSync(report))
        return fail(new Error(`the process ended early: ${output.stderr.slice(0, 500)}`));
      done({ ...output, used: JSON.parse(readFileSync(report, 'utf8')) as Measured });
    });
  });
}

const checked = (stdout: string): CheckResult => checkSchema.parse(JSON.parse(stdout));

test.each(badFiles.map((bad) => [bad.name, bad] as const))(
  '%s',
  async (name, { code, make }) => {
    const file = join(inFolder('files'), name);
    writeFileSync(file, make());
    const { stdout, used } = await run(['check', file, '--format', 'json']);
    const { reports, failures } = checked(stdout);
    expect(used.cpu).toBeLessThan(MOST.seconds);
    expect(used.rss).toBeLessThan(MOST.megabytes);
    if (code === 'read') {
      expect(failures).toEqual([]);
      expect(reports.map(({ year }) => year)).toContain(2014);
      return;
    }
    expect(failures).toEqual([{ file, code, reason: fileFaultOf(code, 'zh-CN') }]);
    expect(failures[0]!.reason).toMatch(/请.*。$/);
  },
  PATIENCE,
);

test(
  'one of them never stops the others, and nothing is written beside them',
  async () => {
    writeFileSync(join(inFolder('files'), '好的.xlsx'), readFileSync(join(root, 'samples/clean.xlsx')));
    const before = readdirSync(inFolder('files'));
    const { stdout, used } = await run(['check', inFolder('files'), '--format', 'json']);
    const { reports, failures } = checked(stdout);
    const refused = badFiles.filter(({ code }) => code !== 'read');
    expect(failures.map(({ code }) => code).sort()).toEqual(refused.map(({ code }) => code).sort());
    expect(reports.filter(({ file }) => file.endsWith('好的.xlsx'))).toHaveLength(3);
    expect(new Set(reports.map(({ file }) => file)).size).toBe(badFiles.length - refused.length + 1);
    expect(used.rss).toBeLessThan(2 * MOST.megabytes);
    expect(readdirSync(inFolder('files'))).toEqual(before);
    expect(existsSync('/tmp/cpreport-evil.txt')).toBe(false);
  },
  2 * PATIENCE,
);

test('a sheet called __proto__ is a sheet like others, and its texts are texts', () => {
  const { stdout } = call('export', join(inFolder('files'), '名为__proto__.xlsx'), '--format', 'json');
  const { rows } = JSON.parse(stdout) as { rows: { sheet: string; id: string; value: unknown }[] };
  const own = rows.filter(({ sheet }) => sheet === '__proto__');
  expect(own.find(({ id }) => id === 'head.region')?.value).toBe('__proto__');
  expect(own.find(({ id }) => id === 'audit.total')?.value).toBeGreaterThan(0);
});

test('a text that looks like a formula is a text in CSV, in the worklist and in Word', () => {
  const file = join(inFolder('files'), '公式样的文字.xlsx');
  const csv = call('export', file).stdout;
  expect(csv).toContain(`'=cmd|' /C calc'!A0`);
  expect(csv).toContain(`'+cmd|' /C calc'!A0`);
  expect(csv).toContain(`'@SUM(1+1)`);
  expect(csv).not.toMatch(/(?:^|,)"?[=+@]/m);
  for (const [name, words] of [
    ['list.xlsx', ['check', file, '--format', 'xlsx']],
    ['form.docx', ['export', file, '--format', 'docx', '--year', '2014']],
  ] as const) {
    call(...words, '-o', inFolder(name));
    const parts = Object.values(unzipSync(readFileSync(inFolder(name)))).map((part) => strFromU8(part));
    expect(parts.some((part) => /cmd\|(?:'|&apos;) \/C calc/.test(part))).toBe(true);
    expect(parts.some((part) => /<(?:f|w:instrText)(?: [^>]*)?>[^<]*cmd|fldSimple/.test(part))).toBe(false);
  }
});

test('what a cell holds never reaches the terminal as a command', () => {
  const { stdout } = call('check', join(inFolder('files'), '终端指令.xlsx'));
  expect(stdout).toContain('坏标题');
  expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
});

test.each(badWordFiles.map((bad) => [bad.name, bad] as const))(
  'import %s',
  async (name, { make }) => {
    writeFileSync(inFolder(name), make());
    const { stderr, used } = await run(['import', inFolder(name), '-o', inFolder('never.xlsx')]);
    expect(stderr).toMatch(/^.*\.docx: .*[。：]/);
    expect(stderr).not.toContain('程序出错');
    expect(existsSync(inFolder('never.xlsx'))).toBe(false);
    expect(used.cpu).toBeLessThan(MOST.seconds);
    expect(used.rss).toBeLessThan(MOST.megabytes);
  },
  PATIENCE,
);

const call = (...words: string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [program, ...words], {
    encoding: 'utf8',
    env: { PATH: '', LANG: 'zh_CN.UTF-8' },
  });
