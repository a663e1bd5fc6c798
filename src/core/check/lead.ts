/** Findings worth reading: the likely culprit first, and what may have happened. */
import type { Form } from '../form/schema';
import { type Book, figureOf, type Report } from '../report';
import { sumExactly } from '../values/decimal';
import { cite } from './cite';
import { type Culprit, findCulprit } from './culprit';
import { cellKeyOf, type Finding, type Fix, type Stage } from './finding';
import { addsUp } from './involved';
import { guessRepair } from './repairs';
import { makeTrials, type Trials } from './trial';

const expressedRules = new WeakMap<Form, ReadonlySet<string>>();

function expressedIn(form: Form): ReadonlySet<string> {
  let known = expressedRules.get(form);
  if (!known) {
    known = new Set(form.rules.flatMap(({ id, holds }) => (holds ? [id] : [])));
    expressedRules.set(form, known);
  }
  return known;
}

/** Adds to the findings of rules with an expression what can be proven beyond the rule itself. */
export function leadToCulprits(
  findings: readonly Finding[],
  report: Report,
  book: Book,
  stage: Stage,
): readonly Finding[] {
  if (findings.length === 0) return findings;
  const expressed = expressedIn(book.form);
  if (!findings.some(({ rule }) => expressed.has(rule))) return findings;
  const trials = makeTrials(report, book, stage);
  return findings.map((finding) =>
    expressed.has(finding.rule) && finding.params.follows === undefined ? lead(finding, trials) : finding,
  );
}

function lead(finding: Finding, trials: Trials): Finding {
  const guess = guessRepair(finding, trials);
  const [edit, ...more] = guess?.edits ?? [];
  if (!guess || !edit) {
    const adds = trials.book.form.rules.some((rule) => rule.id === finding.rule && addsUp(rule));
    const culprit = adds ? findCulprit(finding, trials) : null;
    // The rule's own repair mends another cell than the one that is likely wrong.
    return culprit ? { ...lookFirstAt(culprit, finding, trials), fix: null } : finding;
  }
  if (more.length > 0) return { ...finding, fix: guess };
  const { report } = trials;
  const key = [...report.located.cells].find(
    ([, at]) => at.row === edit.row && at.column === edit.column,
  )?.[0];
  const value = Number(edit.after.value);
  const first = finding.cells[0] && cellKeyOf(finding.cells[0]);
  if (!key || key === first) return { ...finding, fix: sameRepair(finding.fix, guess) };
  const { fixed } = trials.try(new Map([[key, value]]));
  return { ...lookFirstAt({ key, value, count: fixed.length }, finding, trials), fix: guess };
}

/** The rule's own repair of the same cell may be a formula; the guess tells how the figure came about. */
function sameRepair(own: Fix | null, { edits, confirm, guess }: Fix): Fix {
  const [edit] = edits;
  const [other] = own?.edits ?? [];
  const same =
    own?.edits.length === 1 &&
    other?.row === edit?.row &&
    other?.column === edit?.column &&
    other?.after.value === edit?.after.value;
  return same && own && guess ? { ...own, guess } : { edits, confirm, ...(guess ? { guess } : {}) };
}

function lookFirstAt({ key, value, count }: Culprit, finding: Finding, { report }: Trials): Finding {
  const cell = cite(report, key);
  if (!cell) return finding;
  const others = finding.cells.filter((one) => cellKeyOf(one) !== key);
  const actual = figureOf(report, key);
  return {
    ...finding,
    cells: [cell, ...others],
    expected: value,
    bound: null,
    difference: actual === null ? null : sumExactly([actual, -value]),
    own: { cell: 1, expected: finding.expected, difference: finding.difference, count },
  };
}
