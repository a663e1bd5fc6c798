/** The parent's form from those of its reporters: pure, and the same in whatever order the files come. */
import type { Form, Indicator } from '../form/schema';
import { sumExactly } from '../values/decimal';
import type { Child, Contribution, Failed } from './child';
import { type United, unite } from './documents';
import type { RollUpFinding } from './finding';
import { judgeRollUp } from './findings';
import type { Shared } from './overlap';
import { isAbsent, isPartial, isSummed, type Reporter, type ReporterOptions, reportersOf } from './reporters';
import type { Unit } from './units';
import { type Slot, slotAt, slotsOf } from './slots';
import { groupBy } from '../values/groups';

/**
 * Why a reporter's figure is not in a sum: nothing stands there, it is no number, its heading is gone, or it is computed
 * from another that is no number (`waiting`). `partial` is in the sum: the reporter's figure is itself a sum that lacks
 * something.
 */
export type Why = 'blank' | 'unread' | 'gone' | 'waiting' | 'partial';
export interface Open {
  readonly reporter: Reporter;
  readonly why: Why;
  /** What stands there; of a partial one who is lacking. */
  readonly text: string;
}

/** One figure of the parent. */
export interface Total {
  readonly slot: Slot;
  /** null where nobody has a number. */
  readonly value: number | null;
  /** The sum, where `value` is the collector's own figure instead (九). */
  readonly sum: number | null;
  /** How many reporters are in it. */
  readonly parts: number;
  /** Reporters that are summed, but not here, or not with all. A blank is not 0. */
  readonly open: readonly Open[];
  /** 九: the same can be on several lists. */
  readonly overlaps: boolean;
}

export interface RollUp {
  readonly form: Form;
  readonly year: number;
  /** Of the parent. */
  readonly region: string | null;
  readonly reporters: readonly Reporter[];
  readonly units: readonly Unit[];
  /** Sums that have reporters in common, though both are added up. */
  readonly shared: readonly Shared[];
  /** By slot. */
  readonly totals: readonly Total[];
  readonly choice: '有' | '无' | null;
  readonly documents: readonly United[];
  /** Free texts by id, each with who wrote it; what says 无 only where nobody says more. */
  readonly texts: ReadonlyMap<string, readonly Said[]>;
  /** Reasons of adjustments by indicator. */
  readonly reasons: ReadonlyMap<string, readonly Said[]>;
  readonly findings: readonly RollUpFinding[];
}
export interface Said {
  readonly reporter: string;
  readonly text: string;
}

export interface RollUpOptions extends ReporterOptions {
  readonly own: Child | Failed | null;
  /** A parent's form that somebody filled in, to be held against the sum. */
  readonly parent?: Child | null;
  /** At 定稿 a blank is an error. */
  readonly final?: boolean;
}

/** The year that most files have; of several the latest. */
export function commonYear(files: readonly { readonly years: readonly number[] }[]): number | null {
  const counts = new Map<number, number>();
  for (const { years } of files) {
    for (const year of years) counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([a, many], [b, more]) => more - many || b - a);
  return best ? best[0] : null;
}

export function rollUp(children: readonly (Child | Failed)[], options: RollUpOptions): RollUp {
  const { form, year, region, own } = options;
  const { reporters, units, shared } = reportersOf(children, own, options);
  const summed = reporters.filter(isSummed);
  const totals = slotsOf(form).map((slot) => totalOf(slot, summed, form));
  const said = (of: (one: Contribution) => ReadonlyMap<string, string>): Map<string, Said[]> => {
    const all = summed.flatMap(({ name, child }) =>
      [...of(child!.contribution!)].map(([id, text]) => ({ id, said: { reporter: name, text } })),
    );
    return new Map([...groupBy(all, ({ id }) => id)].map(([id, own]) => [id, own.map(({ said }) => said)]));
  };
  const texts = said((one) => one.texts);
  for (const { id } of form.head.fields) texts.delete(id);
  const rolled = {
    form,
    year,
    region,
    reporters,
    units,
    shared,
    totals,
    choice: choiceOf(summed),
    documents: unite(summed.map(({ name, child }) => [name, child!.contribution!.documents] as const)),
    texts: new Map([...texts].map(([id, all]) => [id, withoutNone(all)])),
    reasons: said((one) => one.reasons),
  };
  return { ...rolled, findings: judgeRollUp(rolled, options) };
}

function totalOf(slot: Slot, summed: readonly Reporter[], form: Form): Total {
  const figures: number[] = [];
  const open: Open[] = [];
  let own: number | null = null;
  const stock = slot.indicator.kind === 'stock';
  for (const reporter of summed) {
    const contribution = reporter.child!.contribution!;
    const figure = contribution.figures[slot.index]!;
    const isOwn = reporter.status === 'own';
    if (!Number.isNaN(figure)) {
      if (stock && isOwn) own = figure;
      else figures.push(figure);
      const text = contribution.carried.open.get(slot.index);
      if (text !== undefined) open.push({ reporter, why: 'partial', text });
    } else if (!isOwn || contribution.unread.has(slot.index)) {
      open.push({ reporter, ...whyOpen(contribution, slot, form) });
    }
  }
  const sum = figures.length === 0 ? null : sumExactly(figures);
  return {
    slot,
    value: own ?? sum,
    sum,
    parts: figures.length,
    open,
    overlaps: stock && figures.filter((figure) => figure > 0).length > 1,
  };
}

function whyOpen(contribution: Contribution, slot: Slot, form: Form): { why: Why; text: string } {
  const text = contribution.unread.get(slot.index);
  if (text !== undefined) return { why: 'unread', text };
  if (contribution.gone.has(slot.index)) return { why: 'gone', text: '' };
  return { why: waitsFor(slot.indicator, slot.field, contribution, form) ? 'waiting' : 'blank', text: '' };
}

/** Whether what 累计 or 合计 is computed from is there and is no number. */
function waitsFor(
  { id, sumOf = [] }: Indicator,
  field: Slot['field'],
  { unread }: Contribution,
  form: Form,
): boolean {
  const isUnread = (of: string, at: Slot['field']): boolean => unread.has(slotAt(form, of, at) ?? -1);
  if (sumOf.some((part) => isUnread(part, field))) return true;
  if (field !== 'cumulative') return false;
  return [id, ...sumOf].some((of) => isUnread(of, 'year') || isUnread(of, 'adjustment'));
}

/** 有 where anyone has it; 无 where everyone says so; else it stays open. */
function choiceOf(summed: readonly Reporter[]): '有' | '无' | null {
  const choices = summed
    .filter(({ status, child }) => status !== 'own' || child!.contribution!.choice !== null)
    .map(({ child }) => child!.contribution!.choice);
  if (choices.includes('有')) return '有';
  return choices.length > 0 && choices.every((choice) => choice === '无') ? '无' : null;
}

const isNone = (text: string): boolean => /^无[。.]?$/.test(text);
const withoutNone = (all: readonly Said[]): readonly Said[] => {
  const more = all.filter(({ text }) => !isNone(text));
  return more.length > 0 ? more : all.slice(0, 1);
};

/** Whether a figure of the parent lacks something: of a reporter that is summed, or a whole reporter, at any level. */
export const isOpen = (total: Total, { reporters }: Pick<RollUp, 'reporters'>): boolean =>
  total.open.length > 0 || reporters.some((one) => isAbsent(one) || isPartial(one));

export const totalAt = (
  { form, totals }: Pick<RollUp, 'form' | 'totals'>,
  id: string,
  field: Slot['field'],
): Total => totals[slotAt(form, id, field)!]!;
