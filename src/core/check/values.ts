/** TYP-05…07: what a figure may look like beyond its rule's arithmetic; CUM-10; CAP-01. */
import { cumulativeEntry, totalEntry } from '../fill/computed';
import type { Rule } from '../form/schema';
import { keyOf, splitKey } from '../model';
import { type Book, contentOf, figureKeysOf, figureOf, priorOf, type Report, yearFigure } from '../report';
import { readChoice } from '../values/choice';
import { decimalsOf, sumOf } from '../values/number';
import { adjustmentOf } from '../report';
import { finding, fixCell, plain } from './cite';
import type { Finding } from './finding';
import { decimalsIn, isWhole, periodsOf } from './scope';

/** Every numeric cell of the form, in its order. */
export const figuresOf = figureKeysOf;

/** TYP-05: more decimals than the unit can mean. A computed cell only passes on what its parts have. */
export const checkDecimals = (rule: Rule, report: Report, { form }: Book): Finding[] =>
  form.indicators
    .filter((indicator) => indicator.kind !== 'choice' && !isWhole(form, indicator))
    .flatMap((indicator) => {
      const decimals = decimalsIn(form, indicator);
      return periodsOf(indicator)
        .map((period) => keyOf(indicator.id, period))
        .filter(
          (key) =>
            contentOf(report, key).formula === null && decimalsOf(figureOf(report, key) ?? 0) > decimals,
        )
        .map((key) => finding(rule, report, { keys: [key], params: { decimals } }));
    });

/** TYP-06: at 定稿 no figure is blank; the person confirms the blanks as 0. */
export const checkBlanks = (rule: Rule, report: Report, { form }: Book): Finding[] =>
  figuresOf(form)
    .filter((key) => report.located.cells.has(key))
    .filter((key) => {
      const { value } = contentOf(report, key);
      return value === null || value === '';
    })
    .map((key) => {
      const { formula, uncomputed } = contentOf(report, key);
      const computed = formula !== null;
      return finding(rule, report, {
        keys: [key],
        params: uncomputed ? { uncomputed: 1 } : {},
        fix: computed ? null : fixCell(report, key, plain(0), rule.id, true),
      });
    });

/** TYP-07: a typed figure where the template computes, though equal to what it would compute. */
export function checkTypedOver(rule: Rule, report: Report, book: Book): Finding[] {
  const { year } = report;
  if (!report.living || year === null) return [];
  return book.form.indicators.flatMap((indicator) =>
    periodsOf(indicator).flatMap((period) => {
      if (!indicator.sumOf && period !== 'cumulative') return [];
      const key = keyOf(indicator.id, period);
      const value = figureOf(report, key);
      if (value === null || contentOf(report, key).formula !== null) return [];
      const parts = indicator.sumOf
        ? indicator.sumOf.map((part) => figureOf(report, keyOf(part, period)))
        : [
            priorOf(book, indicator.id, year),
            figureOf(report, keyOf(indicator.id, 'year')),
            adjustmentOf(book, indicator.id, year),
          ];
      if (parts.includes(null) || sumOf(parts as number[]) !== value) return [];
      const entry = indicator.sumOf
        ? totalEntry(report, indicator, period, value)
        : cumulativeEntry(report, book, indicator.id, value);
      if (entry.formula === null) return [];
      return [finding(rule, report, { keys: [key], fix: fixCell(report, key, entry, rule.id) })];
    }),
  );
}

/** CUM-10: the chain cannot be checked where c₋₁ is unknown. One finding names all such cells. */
export function checkBase(rule: Rule, report: Report, book: Book): Finding[] {
  const { year } = report;
  if (year === null || year <= book.form.since) return [];
  const keys = book.form.indicators
    .filter(({ id, periods }) => {
      const figures = [figureOf(report, keyOf(id, 'year')), figureOf(report, keyOf(id, 'cumulative'))];
      return (
        periods === 'pair' && figures.some((figure) => figure !== null) && priorOf(book, id, year) === null
      );
    })
    .map(({ id }) => keyOf(id, 'cumulative'));
  if (keys.length === 0) return [];
  const breaks = new Set(keys.map((key) => breakBefore(book, splitKey(key).id, year)));
  const [missing] = breaks;
  const params = { count: keys.length, ...(breaks.size === 1 && missing ? { missing: `${missing}` } : {}) };
  return [finding(rule, report, { keys, params })];
}

/** The year of the ledger whose 本年 the chain waits for; null where it never began. */
function breakBefore(book: Book, id: string, year: number): number | null {
  for (const at of book.ledger?.years ?? []) {
    if (at >= year) break;
    if (priorOf(book, id, at) !== null && yearFigure(book, id, at) === null) return at;
  }
  return null;
}

/** CAP-01: exactly one of 有 and 无. Both is wrong at once; none only at 定稿. */
export function checkChoice(rule: Rule, report: Report, { form }: Book, final: boolean): Finding[] {
  return form.indicators
    .filter(({ kind }) => kind === 'choice')
    .map(({ id }) => keyOf(id, 'value'))
    .filter((key) => report.located.cells.has(key))
    .flatMap((key) => {
      const { value } = contentOf(report, key);
      const state = typeof value === 'string' ? readChoice(value) : value === null ? 'none' : 'unreadable';
      if (state === '有' || state === '无' || (state === 'none' && !final)) return [];
      return [finding(rule, report, { keys: [key], params: { state } })];
    });
}
