/** Makes samples/*.xlsx from the figures beside them, with the project's own command line. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { buildStale } from './build.mjs';

const root = resolve(import.meta.dirname, '..');
if (!buildStale(['cli'])) process.exit(1);
/** @type {Record<string, string[]>} */
const samples = { clean: ['clean'], faulty: ['clean', 'faulty'] };
for (const [name, figures] of Object.entries(samples)) {
  const values = figures.flatMap((file) => ['--values', join(root, `samples/${file}.json`)]);
  const words = [
    'template',
    '--from',
    '2012',
    '--to',
    '2014',
    ...values,
    '-o',
    join(root, `samples/${name}.xlsx`),
  ];
  const { status } = spawnSync(process.execPath, [join(root, 'lib/cpreport.cjs'), ...words], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
