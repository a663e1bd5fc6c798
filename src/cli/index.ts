/** cpreport. Loads the program (main.ts) and its parts as Node compiled them when they were built: docs/decisions/start.md. */
import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { flags, setFlags } from './flags';
import type * as Program from './main';

setFlags(flags);

const PROGRAM = 'cpreport.main';
const loadElse = Module.createRequire(join(__dirname, `${PROGRAM}.cjs`));
void (load(PROGRAM) as typeof Program).main(process.argv.slice(2));

/** With what scripts/compile.mjs has kept of it. Another version of Node refuses that and compiles for itself. */
function load(name: string): unknown {
  const path = join(__dirname, `${name}.cjs`);
  const compiled = join(__dirname, `${name}.cache`);
  const script = new Script(Module.wrap(readFileSync(path, 'utf8')), {
    filename: path,
    ...(existsSync(compiled) && { cachedData: readFileSync(compiled) }),
  });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...surroundings: unknown[]) => void;
  run(module.exports, loadPart, module, path, __dirname);
  return module.exports;
}

function loadPart(id: string): unknown {
  const name = /^\.\/(cpreport\..+)\.cjs$/.exec(id)?.[1];
  return name === undefined ? loadElse(id) : load(name);
}
