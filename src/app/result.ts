/** What a check says of each file, for the formats of the command line. */
import {
  addressOf,
  type Book,
  type CellValue,
  check,
  type CheckOptions,
  type CitedCell,
  dateText,
  type Finding,
  type Form,
  isError,
  positionIn,
  type Report,
  type Scalar,
  uncomputedIn,
  splitKey,
} from '../core';
import { type Language, messageOf } from '../strings/messages';
import { type Finalised, finalisedOf } from '../core/finalise/receipt';
import { figuresOf } from '../core/check/values';
import type { ReportResult, WrittenExplanation } from './contract';
import { countBySeverity } from './findings';

/** A report of a file, and what was found in it. */
export interface Checked {
  readonly file: string;
  readonly report: Report;
  readonly form: Form;
  readonly findings: readonly Finding[];
  readonly counts: ReportResult['counts'];
  readonly finalised: Finalised | null;
}

/** Checks every report of a workbook. */
export function checkBook(file: string, book: Book, options: CheckOptions): Checked[] {
  const all = check(book, options);
  return book.reports.map((report) => {
    const findings = all.filter(({ sheet }) => sheet === report.sheet);
    const counts = { ...countBySeverity(findings), blank: countBlanks(report, book.form) };
    return { file, report, form: book.form, findings, counts, finalised: finalisedOf(report, book) };
  });
}

/** As the JSON contract has it. */
export const resultOf = (
  { file, report, form, findings, counts, finalised }: Checked,
  language: Language,
): ReportResult => ({
  file,
  sheet: report.sheet,
  region: report.region,
  year: report.year,
  counts,
  ...uncomputedOf(report),
  findings: findings.map((finding) => ({
    rule: finding.rule,
    severity: finding.severity,
    note: finding.note,
    cells: finding.cells.map(plainCell),
    expected: finding.expected,
    ...(finding.bound === null ? {} : { bound: finding.bound }),
    difference: finding.difference,
    message: messageOf(finding, form, language),
    ...fixOf(finding),
    ...explanationOf(finding),
  })),
  ...(finalised ? { finalised: finalisedIn(finalised, report) } : {}),
});

function uncomputedOf(report: Report): Pick<ReportResult, 'uncomputed'> {
  const addresses = uncomputedIn(report).map((key) => addressOf(positionIn(report, key)!));
  return addresses.length === 0 ? {} : { uncomputed: addresses };
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
  value: plainValue(stored),
});

const plainValue = (stored: CellValue): Scalar => (isError(stored) ? stored.error : stored);

function explanationOf({ explanation }: Finding): Pick<ReportResult['findings'][number], 'explanation'> {
  if (!explanation) return {};
  const { date, value } = explanation;
  return { explanation: { ...explanation, date: dateText(date), value: plainValue(value) } };
}

const finalisedIn = (
  { receipt, changes }: Finalised,
  { sheet }: Report,
): NonNullable<ReportResult['finalised']> => ({
  date: receipt.date,
  author: receipt.author,
  fingerprint: receipt.fingerprint,
  receipt: receipt.sheet,
  intact: receipt.intact,
  changes: changes.map(({ key, address, was, now }) => ({
    sheet,
    address,
    ...splitKey(key),
    was: plainValue(was),
    now: plainValue(now),
  })),
});

/** Every written reason of a workbook, for the exports. */
export const explanationsOf = (file: string, { explanations }: Book): WrittenExplanation[] =>
  (explanations?.entries ?? []).map(({ rule, year, id, period, value, reason, author, date }) => ({
    file,
    rule,
    year,
    id,
    period,
    value: plainValue(value),
    reason,
    author,
    date: dateText(date),
  }));

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
