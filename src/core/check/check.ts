import type { Rule } from '../form/schema';
import { cellKeyOf, type Finding, SEVERITIES, type Stage } from './finding';
import type { Book, Report } from '../report';
import { checkArithmetic } from './arithmetic';
import { checkRows, checkDates } from './documents';
import { checkRegion, checkReporter, checkYear } from './head';
import { checkErrors, checkLabels, checkYearLabels } from './structure';
import { checkBase, checkBlanks, checkChoice, checkDecimals, checkTypedOver } from './values';

export interface CheckOptions {
  readonly stage: Stage;
  /** No report can be of a later year (HDR-02). The core has no clock. */
  readonly currentYear: number;
}

type Check = (rule: Rule, report: Report, book: Book, options: CheckOptions) => Finding[];

/** The checks that are no arithmetic. Every rule without an expression has one. */
const checks: Readonly<Record<string, Check>> = {
  'TPL-01': checkLabels,
  'TPL-02': checkYearLabels,
  'TPL-04': checkErrors,
  'HDR-01': checkRegion,
  'HDR-02': (rule, report, book, { currentYear }) => checkYear(rule, report, book, currentYear),
  'HDR-03': checkReporter,
  'TYP-05': checkDecimals,
  'TYP-06': checkBlanks,
  'TYP-07': checkTypedOver,
  'CUM-10': checkBase,
  'CAP-01': (rule, report, book, { stage }) => checkChoice(rule, report, book, stage === 'final'),
  'DOC-01': checkRows,
  'DOC-02': checkDates,
};

/** All edit checks of the form on all reports of a workbook, in the form's order (design.md, law 7). */
export function check(book: Book, options: CheckOptions): Finding[] {
  return book.reports.flatMap((report) => checkReport(report, book, options));
}

export function checkReport(report: Report, book: Book, options: CheckOptions): Finding[] {
  const findings = book.form.rules
    .filter((rule) => rule.stage === 'draft' || options.stage === 'final')
    .flatMap((rule) => [
      ...checkArithmetic(rule, report, book),
      ...(checks[rule.id]?.(rule, report, book, options) ?? []),
    ]);
  return inFormOrder(findings, report);
}

/** As the eye goes over the form: by cell, and at one cell the gravest first. */
function inFormOrder(findings: readonly Finding[], report: Report): Finding[] {
  const order = new Map([...report.located.cells.keys()].map((key, index) => [key, index]));
  const place = (finding: Finding): number => {
    const first = finding.cells[0];
    const key = first && cellKeyOf(first);
    return key ? (order.get(key) ?? Infinity) : -1;
  };
  return findings
    .map((finding, index) => ({ finding, index, place: headFirst(finding) ? -1 : place(finding) }))
    .sort(
      (a, b) =>
        a.place - b.place ||
        SEVERITIES.indexOf(a.finding.severity) - SEVERITIES.indexOf(b.finding.severity) ||
        a.index - b.index,
    )
    .map(({ finding }) => finding);
}

const headFirst = (finding: Finding): boolean => finding.rule.startsWith('HDR') || finding.rule === 'TPL-01';
