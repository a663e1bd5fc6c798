/** TPL-01…08: the sheet itself. */
import { addressOf, isError, keyOf } from '../model';
import { type Book, contentOf, type Report } from '../report';
import { foldLabel } from '../locate/labels';
import type { Rule } from '../form/schema';
import { finding } from './cite';
import type { CitedCell, Finding } from './finding';

/** TPL-01: every label found. */
export const checkLabels = (rule: Rule, report: Report): Finding[] =>
  report.located.missing.map(({ label, near }) => {
    const cell: CitedCell = {
      sheet: report.sheet,
      ...near,
      address: addressOf(near),
      id: null,
      period: null,
      value: null,
    };
    return finding(rule, report, { cells: [cell], params: { label: label.replace(/\s+/g, '') } });
  });

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
  report.located.units.map(({ at, found, expected }) => {
    const cell: CitedCell = {
      sheet: report.sheet,
      ...at,
      address: addressOf(at),
      id: null,
      period: null,
      value: found,
    };
    const edit = {
      sheet: report.sheet,
      ...at,
      before: { value: found, formula: null },
      after: { value: expected, formula: null },
      why: rule.id,
    };
    return finding(rule, report, {
      cells: [cell],
      expected,
      params: { found },
      fix: { edits: [edit], confirm: true },
    });
  });

const OUTSIDE = /\[\d+\]|\[[^\]]*\.xl\w*\]|'[^']*\[[^\]]*\][^']*'!|https?:\/\//i;

/** TPL-05: an entry that is fetched from another file. */
export const checkForeign = (rule: Rule, report: Report): Finding[] =>
  [...report.cells].flatMap(([key, { formula }]) =>
    formula !== null && OUTSIDE.test(formula)
      ? [finding(rule, report, { keys: [key], params: { formula } })]
      : [],
  );

/** TPL-08: hidden verdicts were pasted over; one finding for all. Highlights and locks cannot be seen here. */
export const checkHelpers = (rule: Rule, report: Report): Finding[] =>
  report.unjudged.length === 0
    ? []
    : [finding(rule, report, { keys: report.unjudged, params: { count: report.unjudged.length } })];

/** TPL-04 on the cells that are no figures: head, list, texts. */
export const checkErrors = (rule: Rule, report: Report): Finding[] =>
  [...report.cells]
    .filter(([key, { value }]) => isError(value) && /^(?:head|documents|text)\./.test(key))
    .map(([key]) => finding(rule, report, { keys: [key] }));
