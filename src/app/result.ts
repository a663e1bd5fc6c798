/** The command line's public contract (design.md): what a check says of each file, as JSON. */
import { z } from 'zod';
import {
  type Book,
  check,
  type CheckOptions,
  type CitedCell,
  type Finding,
  type Form,
  isError,
  type Report,
} from '../core';
import { type Language, messageOf } from '../strings/messages';
import { figuresOf } from '../core/check/values';

z.config({ jitless: true });

const value = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const severity = z.enum(['hard', 'soft', 'info']);

const cellSchema = z.strictObject({
  sheet: z.string(),
  address: z.string().describe('A1 notation'),
  id: z.string().nullable().describe('indicator, head field, list cell or text; null for a label'),
  period: z.enum(['year', 'cumulative', 'value']).nullable(),
  value: value.describe('as stored; an error value as its text'),
});

const findingSchema = z.strictObject({
  rule: z.string(),
  severity,
  note: z.number().int().nullable().describe('number of the note of the form'),
  cells: z.array(cellSchema).min(1).describe('cells[0] is the one to look at first'),
  expected: z.union([z.number(), z.string(), z.null()]),
  difference: z.number().nullable().describe('actual − expected'),
  message: z.string(),
  fix: z
    .strictObject({ address: z.string(), value: value.optional(), formula: z.string().optional() })
    .optional()
    .describe('what may be put into the first cell that the repair changes'),
});

const reportSchema = z.strictObject({
  file: z.string(),
  sheet: z.string(),
  region: z.string().nullable(),
  year: z.number().int().nullable(),
  counts: z.strictObject({
    hard: z.number().int(),
    soft: z.number().int(),
    info: z.number().int(),
    blank: z.number().int().describe('numeric cells without a figure'),
  }),
  findings: z.array(findingSchema),
});

export const resultSchema = z.strictObject({
  version: z.literal(1),
  reports: z.array(reportSchema),
  failures: z.array(z.strictObject({ file: z.string(), code: z.string(), reason: z.string() })),
});
export type Result = z.infer<typeof resultSchema>;
export type ReportResult = Result['reports'][number];

/** Checks every report of a workbook and words what was found. */
export function reportResults(
  file: string,
  book: Book,
  options: CheckOptions,
  language: Language,
): ReportResult[] {
  const findings = check(book, options);
  return book.reports.map((report) =>
    resultOf(
      file,
      report,
      findings.filter(({ sheet }) => sheet === report.sheet),
      book.form,
      language,
    ),
  );
}

function resultOf(
  file: string,
  report: Report,
  findings: Finding[],
  form: Form,
  language: Language,
): ReportResult {
  const count = (wanted: Finding['severity']): number =>
    findings.filter((one) => one.severity === wanted).length;
  return {
    file,
    sheet: report.sheet,
    region: report.region,
    year: report.year,
    counts: {
      hard: count('hard'),
      soft: count('soft'),
      info: count('info'),
      blank: countBlanks(report, form),
    },
    findings: findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      note: finding.note,
      cells: finding.cells.map(plainCell),
      expected: finding.expected,
      difference: finding.difference,
      message: messageOf(finding, form, language),
      ...fixOf(finding),
    })),
  };
}

const countBlanks = (report: Report, form: Form): number =>
  figuresOf(form).filter((key) => {
    const found = report.cells.get(key)?.value ?? null;
    return found === null || found === '';
  }).length;

const plainCell = ({
  sheet,
  address,
  id,
  period,
  value: stored,
}: CitedCell): ReportResult['findings'][number]['cells'][number] => ({
  sheet,
  address,
  id,
  period,
  value: isError(stored) ? stored.error : stored,
});

function fixOf({ fix, cells }: Finding): {
  fix?: { address: string; value?: string | number | boolean | null; formula?: string };
} {
  const edit = fix?.edits[0];
  if (!edit) return {};
  const cell = cells.find(({ row, column }) => row === edit.row && column === edit.column);
  const { value: after, formula } = edit.after;
  if (!cell || isError(after)) return {};
  return { fix: { address: cell.address, ...(formula === null ? { value: after } : { formula }) } };
}
