/** Writes docs/schema/*.schema.json: what the command line's JSON looks like, from src/app/contract.ts. */
import './typescript.mjs';
import { z } from 'zod';
import { keepGenerated } from './generated.mjs';

const contract = await import('../src/app/contract');
const schemas = {
  check: contract.checkSchema,
  export: contract.exportSchema,
  import: contract.importSchema,
  rollup: contract.rollupSchema,
  rules: contract.rulesSchema,
};
const files = Object.entries(schemas).map(([name, schema]) => [
  `docs/schema/${name}.schema.json`,
  JSON.stringify({ title: `cpreport ${name} --format json`, ...z.toJSONSchema(schema) }, null, 2),
]);
await keepGenerated(Object.fromEntries(files), 'node scripts/schema.mjs');
