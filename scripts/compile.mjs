/** Keeps what Node compiles of the command line while it checks the sample and rolls it up, so that no start has to (docs/decisions/start.md). */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Script } from 'node:vm';
import './typescript.mjs';

const root = resolve(import.meta.dirname, '..');
const lib = join(root, 'lib');
const sample = join(root, 'samples/faulty.xlsx');
const loadElse = createRequire(join(lib, 'cpreport.main.cjs'));
/** By name: what was loaded since it was last kept. @type {Map<string, Script>} */
const loaded = new Map();

/** As src/cli/index.ts does. @param {string} name */
function load(name) {
  const path = join(lib, `${name}.cjs`);
  const script = new Script(Module.wrap(readFileSync(path, 'utf8')), { filename: path });
  loaded.set(name, script);
  const module = { exports: /** @type {any} */ ({}) };
  script.runInThisContext()(module.exports, loadPart, module, path, lib);
  return module.exports;
}

/** @param {string} id */
function loadPart(id) {
  const name = /^\.\/(cpreport\..+)\.cjs$/.exec(id)?.[1];
  return name === undefined ? loadElse(id) : load(name);
}

/** Each part as it is after the first command that needs it: what others need of it would make every start slower. */
function keep() {
  for (const [name, script] of loaded) writeFileSync(join(lib, `${name}.cache`), script.createCachedData());
  loaded.clear();
}

// V8 takes nothing that was compiled with other flags.
const { flags, setFlags } = await import('../src/cli/flags');
setFlags(flags);
const { main } = load('cpreport.main');
const folder = mkdtempSync(join(tmpdir(), 'cpreport-compile-'));
const streams = [process.stdout, process.stderr];
const writes = streams.map((stream) => stream.write);
for (const stream of streams) stream.write = () => true;
try {
  await main(['check', sample]);
  keep();
  await main(['rollup', sample, '-o', join(folder, 'sum.xlsx')]);
  keep();
} finally {
  streams.forEach((stream, at) => (stream.write = /** @type {any} */ (writes[at])));
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = 0;
