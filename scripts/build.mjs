/** Builds dist/ (pages) and lib/ (command line) for production, and knows whether what lies there is up to date. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '..');
const webpack = join(root, 'node_modules/webpack/bin/webpack.js');

/** @typedef {'web' | 'cli'} Target */
const outputs = { web: 'dist/taskpane.html', cli: 'lib/cpreport.cjs' };
const common = ['src', 'webpack.config.js', 'package-lock.json'];
const helpers = ['policy', 'manifest', 'office-js'].map((name) => `scripts/${name}.mjs`);
const shipped = ['assets', 'samples', 'manifest.xml', ...helpers];
const inputs = { web: [...common, ...shipped], cli: [...common, 'scripts/compile.mjs'] };
/** Names of webpack's configurations. */
const parts = { web: ['web', 'notice'], cli: ['cli'] };

/** @param {string} path @returns {string[]} */
function list(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** @param {Target} target @param {string[]} options */
function fingerprint(target, options) {
  const hash = createHash('sha256').update(options.join(' '));
  const files = inputs[target].flatMap((input) => {
    const path = join(root, input);
    return /\.\w+$/.test(input) ? [path] : list(path);
  });
  for (const file of files.sort()) {
    hash.update(relative(root, file)).update(existsSync(file) ? readFileSync(file) : '');
  }
  return hash.digest('hex');
}

/** @param {Target} target */
const stamp = (target) => join(root, `.cache/build-${target}`);

/** @param {Target} target @param {string[]} [options] */
export function isFresh(target, options = []) {
  if (!existsSync(join(root, outputs[target])) || !existsSync(stamp(target))) return false;
  return readFileSync(stamp(target), 'utf8') === fingerprint(target, options);
}

/** @param {string[]} args */
const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;

/** @param {Target} target @param {string[]} [options] webpack's own options, e.g. --env officeJs=URL */
export function compile(target, options = []) {
  const names = parts[target].flatMap((name) => ['--config-name', name]);
  return node(webpack, '--mode', 'production', ...names, ...options);
}

/** @param {Target} target @param {string[]} [options] */
export function build(target, options = []) {
  const before = fingerprint(target, options);
  if (!compile(target, options) || (target === 'cli' && !node('scripts/compile.mjs'))) return false;
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(stamp(target), before);
  return true;
}

/** @param {Target[]} targets */
export function buildStale(targets) {
  return targets.every((target) => isFresh(target) || build(target));
}

/** `npm ci` must succeed for people who only install, so this explains instead of failing. */
function prepare() {
  if (!existsSync(webpack)) return console.log('cpreport: 未安装开发依赖，跳过命令行的构建。');
  if (!buildStale(['cli'])) console.log('cpreport: 命令行未能生成，请运行 npm run build 查看原因。');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const options = process.argv.slice(2);
  if (options[0] === '--prepare') prepare();
  else process.exitCode = build('web', options) && build('cli') ? 0 : 1;
}
