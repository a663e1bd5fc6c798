/** Writes the bad and hostile files of the tests to a folder (.cache/bad), to be opened by hand. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import './typescript.mjs';

const { badFiles, badWordFiles } = await import('../tests/support/bad');
const folder = resolve(process.argv[2] ?? '.cache/bad');
mkdirSync(folder, { recursive: true });
for (const { name, make } of [...badFiles, ...badWordFiles]) writeFileSync(join(folder, name), make());
console.log(`已生成 ${folder}`);
