/** From the reporters to everything that a roll-up hands over. For the command line and for the browser's worker. */
import type { Stage } from '../../core';
import type { Explanation } from '../../core/explanations';
import { type Child, type Failed, isFailed } from '../../core/rollup/child';
import { rollUp, type RollUp, type RollUpOptions } from '../../core/rollup/rollup';
import { isSummed } from '../../core/rollup/reporters';
import type { Language } from '../../strings/messages';
import { put } from '../../strings/messages';
import { rollUpWords } from '../../strings/rollup';
import { draftTemplate, type TemplateOptions } from '../../template/template';
import { keyOf, ownCell } from '../../core';
import type { Papers } from '../../core/rollup/papers';
import type { Checked } from '../result';
import { parentTemplate } from './parent';
import { checkParent } from './result';

export interface MakeOptions extends Omit<RollUpOptions, 'final'> {
  readonly stage: Stage;
  readonly currentYear: number;
  readonly language: Language;
  /** What messages call the parent's form. */
  readonly name: string;
}

export interface Made {
  readonly rolled: RollUp;
  readonly template: TemplateOptions;
  /** The parent's form, checked as any other. */
  readonly parent: Checked;
}

export function makeRollUp(children: readonly (Child | Failed)[], options: MakeOptions): Made {
  const { stage, own, region } = options;
  const named = region ?? (own && !isFailed(own) ? own.region : null);
  const rolled = rollUp(children, { ...options, region: named, final: stage === 'final' });
  const plain = parentTemplate(rolled);
  const checked = checkTemplate(plain);
  const explanations = reasonsFrom(rolled, checked, options.language);
  if (explanations.length === 0) return { rolled, template: plain, parent: checked };
  const template = { ...plain, values: { ...plain.values, explanations } };
  return { rolled, template, parent: checkTemplate(template) };

  function checkTemplate(made: TemplateOptions): Checked {
    return checkParent(draftTemplate(made, options.form), options.name, options, papersOf(rolled));
  }
}

/** As 汇总底稿 will say it: which sums lack something. An adjustment that is not known is one that the 累计 rests on. */
function papersOf({ totals, year }: RollUp): Papers {
  const open = totals.flatMap(({ slot, open: lacking, value }) => {
    if (lacking.length === 0 || slot.field === 'prior') return [];
    const key = slot.key ?? keyOf(slot.indicator.id, 'cumulative');
    const names = lacking.map(({ reporter }) => reporter.name).join(' ');
    return [[key, { lacking: names, total: slot.key === null ? null : value }] as const];
  });
  return { sheet: '', year, open: new Map(open), absent: '', members: [] };
}

/** What the reporters have explained explains the same finding of the sum: their words, with who wrote them. */
function reasonsFrom(rolled: RollUp, parent: Checked, language: Language): Explanation[] {
  const { explanation } = rollUpWords(language);
  const said = rolled.reporters
    .filter(isSummed)
    .flatMap(({ name, child }) => child!.contribution!.explanations.map((one) => ({ name, one })));
  return parent.findings.flatMap((finding): Explanation[] => {
    const cell = ownCell(finding);
    if (finding.severity !== 'soft' || finding.year === null || !cell?.id || !cell.period) return [];
    const { id, period, value } = cell;
    const own = said.filter(({ one }) => one.rule === finding.rule && one.id === id && one.period === period);
    if (own.length === 0) return [];
    const text = own.map(({ name, one }) => `${name}：${one.reason}`).join('；');
    const reason = put(explanation, { text }).slice(0, 32_000);
    return [{ rule: finding.rule, year: finding.year, id, period, value, reason, author: '', date: null }];
  });
}
