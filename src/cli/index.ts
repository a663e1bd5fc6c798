/** cpreport. Loads the program (main.ts) as Node compiled it when it was built: docs/decisions/start.md. */
import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { setFlags } from './flags';
import type * as Program from './main';

const PROGRAM = join(__dirname, 'cpreport.main.cjs');
/** Made by scripts/compile.mjs. Another version of Node refuses it and compiles for itself. */
const COMPILED = join(__dirname, 'cpreport.main.cache');

// V8 optimises late, and marks garbage on its own thread: it is all gone when the next file is read.
setFlags('--interrupt-budget=600000 --no-concurrent-marking');
void load().main(process.argv.slice(2));

function load(): typeof Program {
  const script = new Script(Module.wrap(readFileSync(PROGRAM, 'utf8')), {
    filename: PROGRAM,
    ...(existsSync(COMPILED) && { cachedData: readFileSync(COMPILED) }),
  });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...surroundings: unknown[]) => void;
  run(module.exports, Module.createRequire(PROGRAM), module, PROGRAM, __dirname);
  return module.exports as typeof Program;
}
