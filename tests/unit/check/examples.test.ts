/** Every rule of rules.md has examples that are true, and words in both languages. */
import { form, ownCell } from '../../../src/core';
import { examples } from '../../../src/core/form/examples';
import { aboutOf, mendOf, messageOf, whyOf } from '../../../src/strings/messages';
import { findingsOf } from '../../support/examples';

/** The catalogue, without TPL-03 (never a finding). */
const CATALOGUE = [
  ...['TPL-01', 'TPL-02', 'TPL-04', 'TPL-05', 'TPL-07', 'TPL-08'],
  ...['HDR-01', 'HDR-02', 'HDR-03', 'HDR-04', 'HDR-05'],
  ...['TYP-01', 'TYP-02', 'TYP-03', 'TYP-04', 'TYP-05', 'TYP-06', 'TYP-07'],
  ...['CUM-01', 'CUM-02', 'CUM-03', 'CUM-04', 'CUM-05', 'CUM-06', 'CUM-07', 'CUM-08', 'CUM-09', 'CUM-10'],
  ...['CUM-11', 'CUM-12', 'SUM-01', 'SUM-02', 'SUM-03', 'SUM-04', 'SUM-05', 'SUM-06'],
  ...['TRN-01', 'TRN-02', 'TRN-03', 'ACC-01', 'RET-01', 'RET-02', 'RET-03', 'RET-04', 'RET-05'],
  ...['EFF-01', 'EFF-02', 'EFF-03', 'EFF-04', 'EFF-05', 'CAP-01', 'CAP-02', 'CAP-03', 'CAP-04'],
  ...['AGR-01', 'AGR-02', 'DOC-01', 'DOC-02', 'DOC-03', 'DOC-04', 'DOC-05', 'DOC-06', 'TXT-01', 'TXT-02'],
  ...['HIS-01', 'HIS-02', 'HIS-03', 'HIS-04'],
  ...['RUP-01', 'RUP-02', 'RUP-03', 'RUP-04', 'RUP-05', 'RUP-06'],
];
/** Those of one file; those of many are carried out in tests/unit/rollup. */
const alone = examples.filter(({ fails }) => !fails.rollUp);

test('the rules of the form are those of the catalogue, each with examples', () => {
  expect([...new Set(form.rules.map(({ id }) => id))].sort()).toEqual([...CATALOGUE].sort());
  expect([...new Set(examples.map(({ rule }) => rule))].sort()).toEqual([...CATALOGUE].sort());
});

test('clean reports raise nothing', () => {
  expect(findingsOf({})).toEqual([]);
  expect(findingsOf({ stage: 'final' })).toEqual([]);
  expect(findingsOf({ living: true })).toEqual([]);
});

test.each(alone)('$rule is raised by its failing example, and not by its passing one', (example) => {
  const { rule, at, fails, passes } = example;
  const raised = findingsOf(fails).find((finding) => finding.rule === rule);
  expect(raised).toBeDefined();
  const severities = form.rules.filter(({ id }) => id === rule).map(({ severity }) => severity);
  expect(severities).toContain(raised!.severity);
  const first = ownCell(raised!);
  expect(first!.id === null ? undefined : `${first!.id}/${first!.period}`).toBe(at);
  expect(findingsOf(passes).map((finding) => finding.rule)).not.toContain(rule);
});

test.each(alone)('$rule says what is wrong, how to mend it and why, in both languages', ({ rule, fails }) => {
  const raised = findingsOf(fails).find((finding) => finding.rule === rule)!;
  for (const language of ['zh-CN', 'en'] as const) {
    const words = [
      messageOf(raised, form, language),
      mendOf(rule, language),
      whyOf(raised, form, language).reason,
      aboutOf(rule, language),
    ];
    for (const text of words) {
      expect(text).not.toMatch(/[{}]|undefined/);
      expect(text).not.toBe(rule);
      expect(text.length).toBeGreaterThan(4);
    }
  }
});
