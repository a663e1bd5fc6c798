/** Feeds the readers mutants of good files for some minutes: npm run fuzz -- --minutes 10 [--seed N]. */
import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import './typescript.mjs';

const folder = resolve('.cache/fuzz');
/** Milliseconds for one file, the start of the process included. */
const PATIENCE = 20_000;
const WORKER = '--worker';
const MEGABYTES = 300;

/** One process works; this one waits no longer than a person would. */
async function main() {
  const values = {
    minutes: '1',
    seed: '1',
    ...parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } }).values,
  };
  const end = Date.now() + Number(values.minutes) * 60_000;
  let seed = Number(values.seed);
  let worker = start();
  /** @type {Record<string, number>} */
  const findings = {};
  let tried = 0;
  for (; Date.now() < end; seed++, tried++) {
    const wrong = await ask(worker, seed);
    if (wrong === null) continue;
    const kind = wrong.split('\n')[0] ?? '';
    findings[kind] = (findings[kind] ?? 0) + 1;
    if (findings[kind] === 1) await keep(seed, wrong);
    if (/^(?:hang|memory)/.test(wrong)) {
      worker.kill('SIGKILL');
      worker = start();
    }
  }
  worker.kill('SIGKILL');
  const kinds = Object.keys(findings);
  console.log(`试了 ${tried} 个文件（--seed ${values.seed} 至 ${seed - 1}），发现 ${kinds.length} 种问题。`);
  process.exitCode = kinds.length > 0 ? 1 : 0;
}

function start() {
  const execArgv = [`--max-old-space-size=${MEGABYTES}`];
  return fork(fileURLToPath(import.meta.url), [WORKER], {
    execArgv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** @param {import('node:child_process').ChildProcess} worker @param {number} seed @returns {Promise<string | null>} */
function ask(worker, seed) {
  return new Promise((done) => {
    const timer = setTimeout(() => finish('hang'), PATIENCE);
    /** @param {unknown} answer */
    const finish = (answer) => {
      clearTimeout(timer);
      worker.removeAllListeners('message');
      worker.removeAllListeners('exit');
      done(typeof answer === 'string' ? answer : null);
    };
    worker.once('message', finish);
    worker.once('exit', (code) => finish(`memory: the process ended with ${code}`));
    worker.send(seed);
  });
}

/** @param {number} seed @param {string} wrong */
async function keep(seed, wrong) {
  const { mutantOf } = await import('../tests/support/fuzz');
  const { kind, bytes, word } = mutantOf(seed);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${seed}.${word ? 'docx' : 'xlsx'}`);
  writeFileSync(file, bytes);
  console.log(`--seed ${seed} ${kind}\n  ${wrong.split('\n').slice(0, 6).join('\n  ')}\n  ${file}`);
}

if (process.argv[2] === WORKER) {
  const { judge, mutantOf } = await import('../tests/support/fuzz');
  process.on('message', (/** @type {number} */ seed) => {
    void judge(mutantOf(seed)).then((wrong) => process.send?.(wrong));
  });
} else await main();
