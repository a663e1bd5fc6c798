/** What CI also holds: types, lint without a warning, format, and every scripts/check-*.mjs. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

const typescript = 'node_modules/typescript/bin/tsc';
/** @type {Record<string, string[]>} */
const steps = {
  'types core': [typescript, '-p', 'tsconfig.core.json'],
  'types web': [typescript, '-p', 'tsconfig.json'],
  'types node': [typescript, '-p', 'tsconfig.node.json'],
  lint: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn'],
};
for (const file of readdirSync(join(root, 'scripts')).sort()) {
  const name = /^check-(.+)\.mjs$/.exec(file)?.[1];
  if (name && (name !== 'bundle' || existsSync(join(root, 'dist')))) steps[name] = [join('scripts', file)];
}

const failed = Object.entries(steps).flatMap(([name, args]) => {
  const started = Date.now();
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  console.log(
    `${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
  return status === 0 ? [] : [name];
});
process.exitCode = failed.length > 0 ? 1 : 0;
