import { explanationOf } from '../explanations';
import type { Rule } from '../form/schema';
import { cellKeyOf, type Finding, SEVERITIES, type Stage } from './finding';
import type { Book, EarlierBook, Report } from '../report';
import { checkArithmetic } from './arithmetic';
import { checkDates, checkDoubles, checkGone, checkNumbers, checkNumberYears, checkRows } from './documents';
import { sayWhatFollows } from './follow';
import { checkContact, checkNames, checkRegion, checkReporter, checkYear } from './head';
import { checkPrior, checkRepeated, checkVanished } from './history';
import { leadToCulprits } from './lead';
import { FigureOperands } from './operands';
import {
  checkErrors,
  checkForeign,
  checkHelpers,
  checkLabels,
  checkUnits,
  checkYearLabels,
} from './structure';
import { checkReporters, checkSums } from './rolledup';
import { checkRoom, checkText } from './texts';
import { checkBase, checkBlanks, checkChoice, checkDecimals, checkTypedOver } from './values';

export interface CheckOptions {
  readonly stage: Stage;
  /** No report can be of a later year (HDR-02). The core has no clock. */
  readonly currentYear: number;
  /** Last year's file: for what the workbook itself does not know, and to be compared with it. */
  readonly prior?: EarlierBook | null;
  /** The file's name without its folder (HDR-05). */
  readonly fileName?: string;
}

type Check = (rule: Rule, report: Report, book: Book, options: CheckOptions) => Finding[];

/** The checks that are no arithmetic. Every rule without an expression has one. */
const checks: Readonly<Record<string, Check>> = {
  'TPL-01': checkLabels,
  'TPL-02': checkYearLabels,
  'TPL-04': checkErrors,
  'HDR-01': checkRegion,
  'HDR-02': (rule, report, book, { currentYear }) => checkYear(rule, report, book, currentYear),
  'TPL-05': checkForeign,
  'TPL-07': checkUnits,
  'TPL-08': checkHelpers,
  'HDR-03': checkReporter,
  'HDR-04': checkContact,
  'HDR-05': (rule, report, book, { fileName = '' }) => checkNames(rule, report, book, fileName),
  'TYP-05': checkDecimals,
  'TYP-06': checkBlanks,
  'TYP-07': checkTypedOver,
  'CUM-09': checkPrior,
  'CUM-10': checkBase,
  'CAP-01': (rule, report, book, { stage }) => checkChoice(rule, report, book, stage === 'final'),
  'DOC-01': checkRows,
  'DOC-02': checkDates,
  'DOC-03': checkNumbers,
  'DOC-04': checkNumberYears,
  'DOC-05': checkDoubles,
  'DOC-06': checkGone,
  'TXT-01': checkText,
  'TXT-02': checkRoom,
  'HIS-02': checkRepeated,
  'HIS-04': checkVanished,
  'RUP-01': checkReporters,
  'RUP-02': checkSums,
};

/** All edit checks of the form on all reports of a workbook, in the form's order (design.md, law 7). */
export function check(book: Book, options: CheckOptions): Finding[] {
  const whole = options.prior ? { ...book, earlier: options.prior } : book;
  return whole.reports.flatMap((report) => checkReport(report, whole, options));
}

const NONE: readonly Finding[] = [];

export function checkReport(report: Report, book: Book, options: CheckOptions): Finding[] {
  const findings: Finding[] = [];
  const operands = new FigureOperands(report, book);
  for (const rule of book.form.rules) {
    if (rule.stage !== 'draft' && options.stage !== 'final') continue;
    for (const found of checkArithmetic(rule, report, book, operands)) findings.push(found);
    for (const found of checks[rule.id]?.(rule, report, book, options) ?? NONE) findings.push(found);
  }
  if (findings.length === 0) return findings;
  const explained = leadToCulprits(sayWhatFollows(findings, book.form), report, book, options.stage).map(
    (finding) => {
      const explanation = explanationOf(finding, book.explanations);
      return explanation ? { ...finding, explanation } : finding;
    },
  );
  return inFormOrder(explained, report);
}

/** As the eye goes over the form: by cell, and at one cell the gravest first. */
function inFormOrder(findings: Finding[], report: Report): Finding[] {
  if (findings.length < 2) return findings;
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
