/** Holds the dependencies: pinned, from the npm registry, permissive licences in what is shipped, no commercial Univer. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findMissing } from './lock.mjs';

const root = resolve(import.meta.dirname, '..');
/** @param {string} file */
const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));

const permissive = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
]);

/** Packages whose package.json names no SPDX licence; each was read by hand. */
const readByHand = new Map([
  [
    '@microsoft/office-js',
    'Microsoft 的许可：只供 Office 加载项使用，不随本项目分发（docs/decisions/office-js.md）',
  ],
  ['@ironcalc/wasm', 'MIT 或 Apache-2.0，写作 MIT/Apache-2.0'],
  ['@univerjs/telemetry', 'Apache-2.0，见其 LICENSE 与 Univer 仓库；包内未写 license 字段'],
]);

/** Native builds that fail on a machine without a compiler, and with them `npm ci`. */
const unwanted = [/^@univerjs-pro\//, /^@univerjs\/presets$/, /^keytar$/, /^office-addin-debugging$/];

const manifest = read('package.json');
const lock = read('package-lock.json');
/** @type {string[]} */
const problems = [];

for (const group of ['dependencies', 'devDependencies']) {
  for (const [name, range] of Object.entries(manifest[group])) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(range))) problems.push(`${name} 的版本未固定：${range}`);
    if (lock.packages[''][group]?.[name] !== range) problems.push(`${name} 在 package-lock.json 中不一致`);
  }
}
if (lock.version !== manifest.version)
  problems.push('package-lock.json 的版本与 package.json 不一致，请运行 npm install');

for (const { name } of findMissing(lock)) problems.push(`缺少平台包 ${name}，请运行 npm run lock`);

for (const [path, entry] of Object.entries(lock.packages)) {
  const name = path.split('node_modules/').at(-1);
  if (!name) continue;
  if (unwanted.some((pattern) => pattern.test(name))) problems.push(`不应依赖 ${name}`);
  if (entry.resolved && !entry.resolved.startsWith('https://registry.npmjs.org/')) {
    problems.push(`${name} 不是来自 npm 官方源：${entry.resolved}`);
  }
  if (entry.resolved && !entry.integrity) problems.push(`${name} 没有校验值`);
  if (entry.dev || entry.devOptional || readByHand.has(name)) continue;
  const own = join(root, path, 'package.json');
  const licence =
    entry.license ?? (existsSync(own) ? JSON.parse(readFileSync(own, 'utf8')).license : undefined);
  const names = String(licence).replace(/[()]/g, '').split(/ OR /);
  if (!names.some((one) => permissive.has(one))) problems.push(`${name} 的许可 ${licence} 不在允许之列`);
}

problems.forEach((problem) => console.error(`check-lock: ${problem}`));
if (problems.length === 0) console.log(`check-lock: ${Object.keys(lock.packages).length - 1} 个包`);
process.exitCode = problems.length > 0 ? 1 : 0;
