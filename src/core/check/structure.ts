/** TPL-01…08: the sheet itself. */
import { addressOf, type CellValue, isError, keyOf, type Position } from '../model';
import { type Book, contentOf, type Report } from '../report';
import { foldLabel } from '../locate/labels';
import type { Rule } from '../form/schema';
import { finding } from './cite';
import type { CitedCell, Finding } from './finding';

/** TPL-01: every label found, as it is printed, and once. */
export function checkLabels(rule: Rule, report: Report): Finding[] {
  const { missing, changed, second } = report.located;
  const named = (at: Position, params: Finding['params'], value: CellValue = null): Finding => {
    const cell: CitedCell = {
      sheet: report.sheet,
      ...at,
      address: addressOf(at),
      id: null,
      period: null,
      value,
    };
    return finding(rule, report, { cells: [cell], params });
  };
  return [
    ...missing.map(({ label, near }) => named(near, { label: flat(label) })),
    ...changed.map(({ label, found, at }) => named(at, { label: flat(label), found: flat(found) }, found)),
    ...(second ? [named(second.at, { label: flat(second.label), count: 2 }, second.label)] : []),
  ];
}

const flat = (text: string): string => text.replace(/\s+/g, '');

/** TPL-02: all year labels say the report year. One finding for each kind of label; the fix mends them all. */
export function checkYearLabels(rule: Rule, report: Report, { form }: Book): Finding[] {
  const year = contentOf(report, keyOf('head.year', 'value')).value;
  if (typeof year !== 'number') return [];
  const expected = `${year}${form.yearLabel.suffix}`;
  const wrong = report.located.yearLabels.filter(
    ({ text, uncomputed }) => !uncomputed && foldLabel(text) !== expected,
  );
  const groups = {
    hard: wrong.filter(({ text }) => /\d/.test(foldLabel(text))),
    info: wrong.filter(({ text }) => !/\d/.test(foldLabel(text))),
  };
  return (['hard', 'info'] as const).flatMap((severity) => {
    const labels = groups[severity];
    if (labels.length === 0) return [];
    const cells = labels.map(({ at, text }): CitedCell => ({
      sheet: report.sheet,
      ...at,
      address: addressOf(at),
      id: null,
      period: null,
      value: text,
    }));
    const mark = /\[\d+\]/;
    const edits = labels.map(({ at, text }) => ({
      sheet: report.sheet,
      ...at,
      before: { value: text, formula: null },
      after: { value: expected + (mark.exec(text)?.[0] ?? ''), formula: null },
      why: rule.id,
    }));
    return [
      finding(rule, report, {
        severity,
        cells,
        expected,
        params: { found: labels[0]!.text },
        fix: { edits, confirm: false },
      }),
    ];
  });
}

/** TPL-07: a heading that is right but for its unit. */
export const checkUnits = (rule: Rule, report: Report): Finding[] =>
  report.located.unitChanged.map(({ at, text, label, split }) => {
    const cell: CitedCell = {
      sheet: report.sheet,
      ...at,
      address: addressOf(at),
      id: null,
      period: null,
      value: text,
    };
    const edit = {
      sheet: report.sheet,
      ...at,
      before: { value: text, formula: null },
      after: { value: label, formula: null },
      why: rule.id,
    };
    return finding(rule, report, {
      cells: [cell],
      expected: label,
      params: { found: text },
      fix: split ? null : { edits: [edit], confirm: true },
    });
  });

const OUTSIDE = /\[\d+\]|\[[^\]]*\.xl\w*\]|'[^']*\[[^\]]*\][^']*'!|https?:\/\//i;

/** TPL-05: an entry that is fetched from another file. */
export function checkForeign(rule: Rule, report: Report): Finding[] {
  const findings: Finding[] = [];
  report.cells.forEach(({ formula }, key) => {
    if (formula !== null && OUTSIDE.test(formula))
      findings.push(finding(rule, report, { keys: [key], params: { formula } }));
  });
  return findings;
}

/** TPL-08: hidden verdicts were pasted over; one finding for all. Highlights and locks cannot be seen here. */
export const checkHelpers = (rule: Rule, report: Report): Finding[] =>
  report.unjudged.length === 0
    ? []
    : [finding(rule, report, { keys: report.unjudged, params: { count: report.unjudged.length } })];

/** TPL-04 on the cells that are no figures: head, list, texts. */
export function checkErrors(rule: Rule, report: Report): Finding[] {
  const findings: Finding[] = [];
  report.cells.forEach(({ value }, key) => {
    if (isError(value) && /^(?:head|documents|text)\./.test(key))
      findings.push(finding(rule, report, { keys: [key] }));
  });
  return findings;
}
