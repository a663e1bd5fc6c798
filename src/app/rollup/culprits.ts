/** A finding of the sum mostly comes from a reporter's figure: whose that is, and what is then to be done. */
import { type Finding, isExplained, type Severity, SEVERITIES } from '../../core';
import { isSummed, type Reporter } from '../../core/rollup/reporters';
import type { RollUp } from '../../core/rollup/rollup';
import { slotAt } from '../../core/rollup/slots';
import { type Language, mendOfFinding, put } from '../../strings/messages';
import { fewOf, rollUpWords } from '../../strings/rollup';

const MOST_NAMES = 6;

/** The reporters of which the same cells were found wrong or doubtful, and not explained. */
export function culpritsOf(finding: Finding, { form, reporters }: RollUp): Reporter[] {
  const slots = finding.cells.flatMap(({ id, period }) =>
    id && period ? (slotAt(form, id, period) ?? []) : [],
  );
  return reporters.filter(
    (reporter) =>
      isSummed(reporter) && slots.some((slot) => isGrave(reporter.child!.contribution!.marks.get(slot))),
  );
}

const isGrave = (mark: Severity | undefined): boolean => mark === 'hard' || mark === 'soft';

/** A collector changes no reporter's figure. */
export function sumMend(finding: Finding, rolled: RollUp, language: Language): string {
  const own = mendOfFinding(finding, language);
  const culprits = culpritsOf(finding, rolled);
  if (finding.severity === 'info' || culprits.length === 0) return own;
  const words = rollUpWords(language);
  return put(words.fromReporters, { names: fewOf(culprits, MOST_NAMES, words, ({ name }) => name) });
}

/** What is still to be done about the form that came of the sum, the gravest first. */
export const openOf = (findings: readonly Finding[]): Finding[] =>
  findings
    .filter((finding) => !isExplained(finding))
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
