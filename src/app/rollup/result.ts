/** What a roll-up says, for programs (the JSON contract). */
import { type Finding, form as officialForm, readBook, type SheetSnapshot } from '../../core';
import { rowFor } from '../../core/check/texts';
import { TALLEST_ROW } from '../../core/form/layout';
import type { Contribution } from '../../core/rollup/child';
import type { Papers } from '../../core/rollup/papers';
import type { RollUpFinding } from '../../core/rollup/finding';
import { isSummed } from '../../core/rollup/reporters';
import { isOpen, type RollUp } from '../../core/rollup/rollup';
import type { Language } from '../../strings/messages';
import { rollUpMessage } from '../../strings/rollup';
import type { SheetDraft } from '../../core/draft';
import type { Changes, RollUpResult } from '../contract';
import { type Checked, checkBook, resultOf } from '../result';

const NATION = '全国';

/**
 * The parent's form as any reporter's: checked, with its own chain. What its sums lack the roll-up says itself, and here
 * only what follows from it.
 */
export function checkParent(
  drafts: readonly SheetDraft[],
  file: string,
  options: { readonly stage: 'draft' | 'final'; readonly currentYear: number },
  papers: Papers | null = null,
): Checked {
  const sheets = drafts.map(({ name, cells, merges }): SheetSnapshot => ({
    name,
    visible: true,
    merges,
    cells: new Map([...cells].map(([index, { value, formula }]) => [index, { value, formula }])),
  }));
  const checked = checkBook(file, { ...readBook(sheets, officialForm), papers }, options)[0]!;
  // No reporter is called so, but the sum of all of them is.
  const dropped = checked.report.region === NATION ? ['HDR-01', 'RUP-02'] : ['RUP-02'];
  const counts = { ...checked.counts };
  // Its rows are as tall as the texts that were put together need them (template/year.ts).
  const fits = (needed: unknown): boolean => rowFor(Number(needed), officialForm) < TALLEST_ROW;
  const findings = checked.findings.filter(({ rule, severity, params }) => {
    if (!dropped.includes(rule) && !(rule === 'TXT-02' && fits(params.needed))) return true;
    counts[severity] -= 1;
    return false;
  });
  return { ...checked, findings, counts };
}

export interface ResultParts {
  readonly parent: Checked;
  readonly output: string | null;
  readonly changes: Changes | null;
}

export function rollUpResult(
  rolled: RollUp,
  { parent, output, changes }: ResultParts,
  language: Language,
): RollUpResult {
  const { form, reporters, findings } = rolled;
  return {
    version: 1,
    year: rolled.year,
    region: rolled.region,
    output,
    counts: countRollUp(findings),
    reporters: reporters.map((reporter) => {
      const { child, failure } = reporter;
      const contribution = child?.contribution ?? null;
      return {
        name: reporter.name,
        status: reporter.status,
        summed: isSummed(reporter),
        file: reporter.file,
        sheet: contribution?.sheet ?? null,
        region: child?.region ?? null,
        years: [...(child?.years ?? [])],
        fingerprint: child?.fingerprint ?? null,
        late: reporter.late,
        counts: contribution?.counts ?? null,
        carried: carriedOf(contribution),
        reason: failure?.reason ?? null,
      };
    }),
    totals: rolled.totals.map((total) => ({
      id: total.slot.indicator.id,
      period: total.slot.field,
      unit: total.slot.indicator.unit,
      value: total.value,
      sum: total.sum,
      reporters: total.parts,
      open: total.open.map(({ reporter, why, text }) => ({ reporter: reporter.name, why, text })),
      complete: !isOpen(total, rolled),
    })),
    findings: findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      message: rollUpMessage(finding, form, language),
      id: finding.slot?.indicator.id ?? null,
      period: finding.slot?.field ?? null,
      value: finding.value,
      expected: finding.expected,
      difference: finding.difference,
      cells: [...finding.cites],
    })),
    parent: resultOf(parent, language),
    changes,
    failures: reporters.flatMap(({ failure }) => failure ?? []),
  };
}

function carriedOf(contribution: Contribution | null): RollUpResult['reporters'][number]['carried'] {
  if (!contribution) return null;
  const { open, absent, explained } = contribution.carried;
  return open.size + explained > 0 || absent !== '' ? { open: open.size, absent, explained } : null;
}

export function countRollUp(findings: readonly (RollUpFinding | Finding)[]): RollUpResult['counts'] {
  const counts = { hard: 0, soft: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** Of a parent: what makes the command end with 1. */
export const hasHard = (rolled: RollUp, parent: Checked): boolean =>
  rolled.findings.some(({ severity }) => severity === 'hard') || parent.counts.hard > 0;
