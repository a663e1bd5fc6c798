/** The language of edit checks as zod schemas: apart from tree.ts, so that the pane is spared zod. */
import { z } from 'zod';
import type { Condition, Term } from './tree';

const period = z.enum(['year', 'cumulative', 'value']);

export const termSchema: z.ZodType<Term> = z.lazy(() =>
  z.union([
    z.strictObject({ number: z.number() }),
    z.strictObject({ cell: z.string(), period: period.optional() }),
    z.strictObject({ prior: z.string() }),
    z.strictObject({ before: z.string() }),
    z.strictObject({ adjustment: z.string() }),
    z.strictObject({ reportYear: z.literal(true) }),
    z.strictObject({ sum: z.array(termSchema).min(1) }),
    z.strictObject({ sumKnown: z.array(termSchema).min(1) }),
    z.strictObject({ max: z.array(termSchema).min(1) }),
    z.strictObject({ times: z.number(), of: termSchema }),
  ]),
);

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({
      left: termSchema,
      is: z.enum(['=', '≠', '≥', '≤', '>', '<']),
      right: termSchema,
      tolerance: z.union([z.number().nonnegative(), z.literal('unit')]).optional(),
    }),
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({
      cell: z.string(),
      period: period.optional(),
      kind: z.enum(['number', 'text', 'error', 'blank', 'whole']),
    }),
    z.strictObject({ reasonOf: z.string() }),
    z.strictObject({ cell: z.string(), period: period.optional(), oneOf: z.array(z.string()).min(1) }),
  ]),
);
