/** The command line starts from what Node compiled of it when it was built (docs/decisions/start.md). */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { flags } from '../../../src/cli/flags';

const root = resolve(__dirname, '../../..');
const lib = join(root, 'lib');
const node = (...words: string[]) => spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' });

const parts = readdirSync(lib)
  .filter((name) => name.endsWith('.cache'))
  .map((name) => name.slice(0, -'.cache'.length));

test('the program is kept, and what a roll-up loads beside it', () => {
  expect(parts).toEqual(expect.arrayContaining(['cpreport.main', 'cpreport.src_cli_rollup_rollup_ts']));
});

test.each(parts)('this Node takes the code that was kept of %s, with the flags of the loader', (part) => {
  expect(flags).toContain('--no-parallel-scavenge');
  const { stdout } = node(
    '-e',
    `require('v8').setFlagsFromString(${JSON.stringify(flags)});
     const [source, cachedData] = ['cjs', 'cache'].map((end) => require('fs').readFileSync('lib/${part}.' + end));
     const script = new (require('vm').Script)(require('module').wrap(source.toString()), { cachedData });
     console.log(script.cachedDataRejected);`,
  );
  expect(stdout.trim()).toBe('false');
});

test('this Node knows what it is told when there are many files: it says nothing of it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cpreport-start-'));
  try {
    for (let at = 0; at < 41; at++) cpSync(join(root, 'samples/clean.xlsx'), join(folder, `${at}.xlsx`));
    const { stderr } = node(join(lib, 'cpreport.cjs'), 'check', folder, '--workers', '1', '--format', 'json');
    expect(stderr).toBe('');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.each([
  ['cut short', (file: string) => truncateSync(file, 1000)],
  ['something else', (file: string) => writeFileSync(file, 'something else')],
  ['gone', (file: string) => rmSync(file)],
])('where that code is %s, the program runs all the same', (_what, damage) => {
  const folder = mkdtempSync(join(tmpdir(), 'cpreport-start-'));
  try {
    cpSync(lib, folder, { recursive: true });
    for (const part of parts) damage(join(folder, `${part}.cache`));
    for (const words of [
      ['check', 'samples/faulty.xlsx', '--lang', 'zh'],
      ['rollup', 'samples/faulty.xlsx', '--lang', 'zh', '--format', 'json'],
    ]) {
      const [run, sound] = [folder, lib].map((place) => node(join(place, 'cpreport.cjs'), ...words));
      expect(run).toMatchObject({ status: 1, stderr: '', stdout: sound!.stdout });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
