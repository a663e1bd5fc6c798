/** What the command line says as JSON keeps to the schemas that are published for it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const root = resolve(__dirname, '../../..');
const schemaOf = (name: string) =>
  z.fromJSONSchema(
    JSON.parse(readFileSync(join(root, `docs/schema/${name}.schema.json`), 'utf8')) as Parameters<
      typeof z.fromJSONSchema
    >[0],
  );
const run = (...words: string[]): unknown =>
  JSON.parse(
    spawnSync(process.execPath, [join(root, 'lib/cpreport.cjs'), ...words], { encoding: 'utf8', cwd: root })
      .stdout,
  );

test.each([
  ['check', ['check', 'samples/clean.xlsx', 'samples/faulty.xlsx', 'none.xlsx', '--format', 'json']],
  ['check', ['check', 'samples/faulty.xlsx', '--stage', 'final', '--format', 'json', '--lang', 'en']],
  ['rules', ['rules', '--format', 'json']],
  ['export', ['export', 'samples/faulty.xlsx', 'none.xlsx', '--format', 'json']],
])('%s: %j', (name, words) => {
  const said = run(...words);
  expect(schemaOf(name).parse(said)).toEqual(said);
});

test('the schemas refuse what is not in the contract', () => {
  const said = run('check', 'samples/faulty.xlsx', '--format', 'json') as Record<string, unknown>;
  expect(schemaOf('check').safeParse({ ...said, more: 1 }).success).toBe(false);
  expect(schemaOf('check').safeParse({ ...said, version: 2 }).success).toBe(false);
});
