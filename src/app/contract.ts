/** What the command line says as JSON: a public, versioned contract, published in docs/schema. */
import { z } from 'zod';

z.config({ jitless: true });

const value = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const severity = z.enum(['hard', 'soft', 'info']);
const period = z.enum(['year', 'cumulative', 'value']);
const count = z.number().int().nonnegative();
const year = z.number().int().nullable();
const region = z.string().nullable();

const cellSchema = z.strictObject({
  sheet: z.string(),
  address: z.string().describe('A1 notation'),
  id: z.string().nullable().describe('indicator, head field, list cell or text; null for a label'),
  period: period.nullable(),
  value: value.describe('as stored; an error value as its text'),
});

const explanationSchema = z.strictObject({
  reason: z.string(),
  author: z.string(),
  date: z.string().describe('2014-05-06, or as it was written'),
  value: value.describe('what was explained'),
});

const findingSchema = z.strictObject({
  rule: z.string(),
  severity,
  note: z.number().int().nullable().describe('number of the note of the form'),
  cells: z.array(cellSchema).min(1).describe('cells[0] is the one to look at first'),
  expected: z.union([z.number(), z.string(), z.null()]),
  bound: z
    .enum(['least', 'most', 'usual'])
    .optional()
    .describe(
      'where the rule does not fix cells[0]: expected is the least or the most that it can be, or what it usually is',
    ),
  difference: z.number().nullable().describe('actual − expected'),
  message: z.string(),
  fix: z
    .strictObject({ address: z.string(), value: value.optional(), formula: z.string().optional() })
    .optional()
    .describe('what may be put into the first cell that the repair changes'),
  explanation: explanationSchema
    .extend({
      holds: z.boolean().describe('false where the value has moved since: the finding is open again'),
    })
    .optional()
    .describe('the reason written for a soft finding'),
});

const finalisedSchema = z.strictObject({
  date: z.string(),
  author: z.string(),
  fingerprint: z.string().describe('SHA-256 of the figures'),
  receipt: z.string().describe('the sheet that has the receipt'),
  intact: z.boolean().describe('false where the receipt itself was changed'),
  changes: z
    .array(
      cellSchema.omit({ value: true, address: true }).extend({
        address: z.string().nullable().describe('null where the cell is gone from the sheet'),
        was: value,
        now: value,
      }),
    )
    .describe('cells that no longer hold what was finalised'),
});

const reportSchema = z.strictObject({
  file: z.string(),
  sheet: z.string(),
  region,
  year,
  counts: z.strictObject({
    hard: count,
    soft: count.describe('without those that a written reason has closed'),
    info: count,
    explained: count.optional().describe('soft findings that a written reason has closed'),
    blank: count.describe('numeric cells without a figure'),
  }),
  uncomputed: z
    .array(z.string())
    .optional()
    .describe('addresses of cells whose formula has no result in the file and could not be computed'),
  findings: z.array(findingSchema),
  finalised: finalisedSchema.optional().describe('定稿, where there is a receipt'),
});

const failureSchema = z.strictObject({
  file: z.string(),
  code: z.string(),
  reason: z.string().describe('a sentence for the person'),
});

/** `check --format json` */
export const checkSchema = z.strictObject({
  version: z.literal(1),
  reports: z.array(reportSchema),
  failures: z.array(failureSchema),
});
export type CheckResult = z.infer<typeof checkSchema>;
export type ReportResult = CheckResult['reports'][number];
export type Failure = z.infer<typeof failureSchema>;

const rowSchema = z.strictObject({
  file: z.string(),
  sheet: z.string(),
  region,
  year,
  id: z.string(),
  period,
  unit: z.string(),
  value,
  address: z.string().describe('A1 notation; empty where the label of the cell is gone'),
});

const writtenSchema = explanationSchema.extend({
  file: z.string(),
  rule: z.string(),
  year: z.number().int(),
  id: z.string().describe('a column of the list has no number of its row: documents.number'),
  period,
});

/** `export --format json`: a row for every cell of the form, and the written explanations. */
export const exportSchema = z.strictObject({
  version: z.literal(1),
  rows: z.array(rowSchema),
  explanations: z.array(writtenSchema).optional(),
  failures: z.array(failureSchema),
});
export type ExportResult = z.infer<typeof exportSchema>;
export type TableRow = Readonly<ExportResult['rows'][number]>;
export type WrittenExplanation = Readonly<z.infer<typeof writtenSchema>>;

/** `import --format json` */
export const importSchema = z.strictObject({
  version: z.literal(1),
  file: z.string(),
  year: z.number().int(),
  region,
  doubtful: count,
  cells: z.array(
    z.strictObject({
      id: z.string().nullable().describe('null for a text that belongs to no cell of the form'),
      period: period.nullable(),
      text: z.string().describe('as it stands in the Word file'),
      value: value.describe('as taken over; a date as 2014-05-06'),
      doubt: z.string().nullable().describe('code of what a person should look at'),
    }),
  ),
});
export type ImportResult = z.infer<typeof importSchema>;

/** `rules --format json` */
export const rulesSchema = z.strictObject({
  version: z.literal(1),
  form: z.strictObject({ id: z.string(), version: z.string(), name: z.string() }),
  rules: z.array(
    z.strictObject({
      id: z.string(),
      severity,
      stage: z.enum(['draft', 'final']).describe('the stage from which it is checked'),
      note: z.number().int().nullable().describe('number of the note of the form'),
      about: z.string().describe('what holds where nothing is wrong, in one sentence'),
      why: z.string(),
      messages: z.array(z.string()).min(1).describe('×× stands for what the figures are'),
      mend: z.string(),
      examples: z.strictObject({ fails: z.array(z.string()), passes: z.array(z.string()) }),
      native: z.boolean().describe('shown by the workbook itself, without an add-in'),
      foreign: z.enum(['info', 'final', 'words']).nullable().describe('why it is not native'),
    }),
  ),
});
export type RulesResult = z.infer<typeof rulesSchema>;

const slotField = z.enum(['year', 'cumulative', 'value', 'prior', 'adjustment']);

const citeSchema = z.strictObject({
  reporter: z.string(),
  file: z.string().nullable(),
  sheet: z.string().nullable(),
  address: z.string().nullable().describe('A1 notation'),
});

const changeSchema = z.strictObject({
  id: z.string(),
  period: slotField,
  before: z.union([z.number(), z.string(), z.null()]),
  after: z.union([z.number(), z.string(), z.null()]),
});

/** `rollup --format json` */
export const rollupSchema = z.strictObject({
  version: z.literal(1),
  year: z.number().int(),
  region: region.describe('of the parent'),
  output: z.string().nullable().describe('the workbook that was written'),
  counts: z.strictObject({ hard: count, soft: count, info: count }).describe('of the findings below'),
  reporters: z.array(
    z.strictObject({
      name: z.string(),
      status: z.enum([
        'summed',
        'faulty',
        'own',
        'copy',
        'replaced',
        'doubled',
        'included',
        'year',
        'version',
        'unreadable',
        'parent',
        'within',
        'stranger',
        'missing',
      ]),
      summed: z.boolean(),
      file: z.string().nullable(),
      sheet: z.string().nullable(),
      region,
      years: z.array(z.number().int()).describe('that the file has'),
      fingerprint: z.string().nullable().describe('SHA-256 of the bytes of the file'),
      late: z.strictObject({ due: z.string(), received: z.string() }).nullable(),
      counts: z
        .strictObject({ hard: count, soft: count, info: count, explained: count, blank: count })
        .nullable(),
      carried: z
        .strictObject({ open: count, absent: z.string(), explained: count })
        .nullable()
        .describe(
          'what the form, itself a sum, says it lacks: figures, and reporters; null where it lacks nothing',
        ),
      reason: z.string().nullable().describe('why the file could not be read'),
    }),
  ),
  totals: z.array(
    z.strictObject({
      id: z.string(),
      period: slotField.describe('prior: 上年累计; adjustment: 调整'),
      unit: z.string(),
      value: z.number().nullable(),
      sum: z.number().nullable().describe('of the reporters, where value is an own figure of 九 instead'),
      reporters: count.describe('that are in the sum'),
      open: z
        .array(
          z.strictObject({
            reporter: z.string(),
            why: z
              .enum(['blank', 'unread', 'gone', 'waiting', 'partial'])
              .describe(
                'waiting: computed from another that is no number; partial: in the sum, and itself a sum that lacks something',
              ),
            text: z.string(),
          }),
        )
        .describe('whose figure is lacking; a blank is not 0'),
      complete: z.boolean(),
    }),
  ),
  findings: z.array(
    z.strictObject({
      rule: z.string(),
      severity,
      message: z.string(),
      id: z.string().nullable(),
      period: slotField.nullable(),
      value: z.number().nullable(),
      expected: z.number().nullable(),
      difference: z.number().nullable(),
      cells: z.array(citeSchema),
    }),
  ),
  parent: reportSchema.describe('the parent’s form, checked as any other'),
  changes: z
    .strictObject({
      since: z.string().describe('the earlier result'),
      files: z.array(
        z.strictObject({
          file: z.string(),
          reporter: z.string(),
          what: z.enum(['changed', 'added', 'gone']),
          cells: z.array(changeSchema),
        }),
      ),
      totals: z
        .array(changeSchema)
        .describe('sums that are otherwise now, whatever the reason: a file, or which of them count'),
      edited: z.array(changeSchema).describe('figures of the earlier result that somebody changed by hand'),
    })
    .nullable(),
  failures: z.array(failureSchema),
});
export type RollUpResult = z.infer<typeof rollupSchema>;
export type Changes = NonNullable<RollUpResult['changes']>;
export type Change = Changes['edited'][number];
