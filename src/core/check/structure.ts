/** TPL-01, TPL-02, TPL-04: the sheet itself. */
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

/** TPL-04 on the cells that are no figures: head, list, texts. */
export const checkErrors = (rule: Rule, report: Report): Finding[] =>
  [...report.cells]
    .filter(([key, { value }]) => isError(value) && /^(?:head|documents|text)\./.test(key))
    .map(([key]) => finding(rule, report, { keys: [key] }));
