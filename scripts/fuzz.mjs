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

/**
 * Two processes work: one reads as the page does, one as the command line does. This one waits no longer than a person
 * would, and holds what they read against each other.
 */
async function main() {
  const values = {
    minutes: '1',
    seed: '1',
    ...parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } }).values,
  };
  const end = Date.now() + Number(values.minutes) * 60_000;
  let seed = Number(values.seed);
  const workers = { page: start('page'), cli: start('cli') };
  /** @type {Record<string, number>} */
  const findings = {};
  let tried = 0;
  for (; Date.now() < end; seed++, tried++) {
    const [page, cli] = await Promise.all([ask(workers.page, seed), ask(workers.cli, seed)]);
    const wrong =
      page.wrong ??
      (cli.wrong && `on the command line, ${cli.wrong}`) ??
      (page.reading === cli.reading
        ? null
        : `differs: read in the page as ${page.reading}, on the command line as ${cli.reading}`);
    for (const [kind, answer] of /** @type {const} */ ([
      ['page', page],
      ['cli', cli],
    ])) {
      if (!/^(?:hang|memory)/.test(answer.wrong ?? '')) continue;
      workers[kind].kill('SIGKILL');
      workers[kind] = start(kind);
    }
    if (wrong === null) continue;
    const kind = (wrong.split('\n')[0] ?? '').replace(/as [0-9a-f]{16}/g, 'as something');
    findings[kind] = (findings[kind] ?? 0) + 1;
    if (findings[kind] === 1) await keep(seed, wrong);
  }
  for (const worker of Object.values(workers)) worker.kill('SIGKILL');
  const kinds = Object.keys(findings);
  console.log(`试了 ${tried} 个文件（--seed ${values.seed} 至 ${seed - 1}），发现 ${kinds.length} 种问题。`);
  process.exitCode = kinds.length > 0 ? 1 : 0;
}

/** @param {'page' | 'cli'} reader */
function start(reader) {
  const execArgv = [`--max-old-space-size=${MEGABYTES}`];
  return fork(fileURLToPath(import.meta.url), [WORKER], {
    execArgv,
    env: { ...process.env, CPREPORT_READER: reader },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** @typedef {{ wrong: string | null, reading: string }} Answer */

/** @param {import('node:child_process').ChildProcess} worker @param {number} seed @returns {Promise<Answer>} */
function ask(worker, seed) {
  return new Promise((done) => {
    /** @param {Answer} answer */
    const finish = (answer) => {
      clearTimeout(timer);
      worker.removeAllListeners('message');
      worker.removeAllListeners('exit');
      done(answer);
    };
    const timer = setTimeout(() => finish({ wrong: 'hang', reading: '' }), PATIENCE);
    worker.once('message', (answer) => finish(/** @type {Answer} */ (answer)));
    worker.once('exit', (code) => finish({ wrong: `memory: the process ended with ${code}`, reading: '' }));
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
  const { judge, mutantOf, readingOf } = await import('../tests/support/fuzz');
  process.on('message', (/** @type {number} */ seed) => {
    const mutant = mutantOf(seed);
    void judge(mutant).then((wrong) => process.send?.({ wrong, reading: readingOf(mutant) }));
  });
} else await main();
