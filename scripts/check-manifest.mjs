/** Checks manifest.xml offline, as it stands and as it is made for a server: order, lengths, icons, ids, addresses, commands. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import './typescript.mjs';
import { makeManifest } from './manifest.mjs';
import { findProblems } from './manifest-rules.mjs';

const root = resolve(import.meta.dirname, '..');
const source = readFileSync(process.argv[2] ?? join(root, 'manifest.xml'), 'utf8');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { RIBBON } = await import('../src/commands/ribbon');
const expected = { version, functions: RIBBON };

const made = makeManifest(source, 'https://example.gov.cn/cpreport/');
const problems = [
  ...findProblems(source, expected),
  ...findProblems(made, { ...expected, production: true }).map((problem) => `正式清单：${problem}`),
];
problems.forEach((problem) => console.error(`check-manifest: ${problem}`));
if (problems.length === 0) console.log('check-manifest: 清单无误');
process.exitCode = problems.length > 0 ? 1 : 0;
