/** Keeps what Node compiles of the command line while it checks the sample, so that no start has to (docs/decisions/start.md). */
import { readFileSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

const root = resolve(import.meta.dirname, '..');
const program = join(root, 'lib/cpreport.main.cjs');

// As src/cli/index.ts has it: V8 takes nothing that was compiled with other flags.
setFlagsFromString('--interrupt-budget=600000 --no-concurrent-marking');
const script = new Script(Module.wrap(readFileSync(program, 'utf8')), { filename: program });
const module = { exports: /** @type {any} */ ({}) };
script.runInThisContext()(module.exports, createRequire(program), module, program, dirname(program));
process.stdout.write = () => true;
await module.exports.main(['check', join(root, 'samples/faulty.xlsx')]);
process.exitCode = 0;
writeFileSync(join(root, 'lib/cpreport.main.cache'), script.createCachedData());
