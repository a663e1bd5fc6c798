/** Runs everything: a production build, the tests in Node, the bundle's limits, the tests in a browser. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { buildStale } from './build.mjs';

const root = resolve(import.meta.dirname, '..');
const results = join(root, '.cache/jest');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null;
const extra = process.argv
  .slice(2)
  .filter((word, index, all) => word !== '--only' && all[index - 1] !== '--only');

/** @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function node(args, env) {
  const options = { cwd: root, stdio: /** @type {const} */ ('inherit'), env: { ...process.env, ...env } };
  return spawnSync(process.execPath, args, options).status === 0;
}

/** @param {string} project @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function jest(project, args, env) {
  const output = `--outputFile=${join(results, `${project}.json`)}`;
  const base = ['node_modules/jest/bin/jest.js', '--selectProjects', project, '--passWithNoTests'];
  return node([...base, '--json', output, ...args, ...extra], env);
}

function inBrowser() {
  try {
    return jest('e2e', ['--runInBand'], { CPREPORT_BROWSER: ensureBrowser() });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}

/** Counts come from jest's own result files; a file of tests that could not start counts as failed. */
function count() {
  const files = ['unit', 'e2e'].map((project) => join(results, `${project}.json`)).filter(existsSync);
  const runs = files.map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const passed = runs.reduce((sum, run) => sum + run.numPassedTests, 0);
  const failed = runs.reduce((sum, run) => sum + run.numFailedTests + run.numRuntimeErrorTestSuites, 0);
  return { passed, failed };
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const steps = {
  build: () => buildStale(['web', 'cli']),
  // jest leaves one core alone, which is half of a small machine.
  unit: () => only === 'e2e' || jest('unit', [`--maxWorkers=${Math.max(2, availableParallelism() - 1)}`]),
  bundle: () => only === 'e2e' || node(['scripts/check-bundle.mjs']),
  e2e: inBrowser,
};
const failures = Object.entries(steps).flatMap(([name, step]) => (step() ? [] : [name]));
const { passed, failed } = count();
if (failures.length > 0) console.error(`\n未通过 not passed: ${failures.join(', ')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
