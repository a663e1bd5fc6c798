/** Runs everything: a production build, the tests in Node and in a browser side by side, the limits of the bundle. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { buildStale } from './build.mjs';

const root = resolve(import.meta.dirname, '..');
const results = join(root, '.cache/jest.json');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null;
const extra = process.argv
  .slice(2)
  .filter((word, index, all) => word !== '--only' && all[index - 1] !== '--only');

/** @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function node(args, env) {
  const options = { cwd: root, stdio: /** @type {const} */ ('inherit'), env: { ...process.env, ...env } };
  return spawnSync(process.execPath, args, options).status === 0;
}

/** @param {string[]} projects @param {NodeJS.ProcessEnv} [env] */
function jest(projects, env) {
  const base = ['node_modules/jest/bin/jest.js', '--passWithNoTests', '--json', `--outputFile=${results}`];
  return node([...base, '--selectProjects', ...projects, ...extra], env);
}

/** Where no browser can be had, the tests in Node are run all the same. */
function tests() {
  const projects = only ? [only] : ['unit', 'e2e'];
  try {
    return jest(projects, projects.includes('e2e') ? { CPREPORT_BROWSER: ensureBrowser() } : {});
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (projects.includes('unit')) jest(['unit']);
    return false;
  }
}

/** Counts come from jest's own result file; a file of tests that could not start counts as failed. */
function count() {
  if (!existsSync(results)) return { passed: 0, failed: 0 };
  const run = JSON.parse(readFileSync(results, 'utf8'));
  return { passed: run.numPassedTests, failed: run.numFailedTests + run.numRuntimeErrorTestSuites };
}

rmSync(results, { force: true });
mkdirSync(dirname(results), { recursive: true });

const steps = {
  build: () => buildStale(['web', 'cli']),
  tests,
  bundle: () => only === 'e2e' || node(['scripts/check-bundle.mjs']),
};
const failures = Object.entries(steps).flatMap(([name, step]) => (step() ? [] : [name]));
const { passed, failed } = count();
if (failures.length > 0) console.error(`\n未通过 not passed: ${failures.join(', ')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
