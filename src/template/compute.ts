/** The results of the template's formulas, so that a reader without an engine sees the right figures. */
import { explanationKey } from '../core/explanations';
import { evaluate, type Operands } from '../core/expression/evaluate';
import type { Form, Indicator } from '../core/form/schema';
import { type LedgerField, ledgerIndicators } from '../core/ledger';
import { type CellKey, type CellValue, isError, keyOf, splitKey } from '../core/model';
import { sumOf } from '../core/values/number';
import { TOTAL_REASON, totalAdjustment } from '../core/fill/computed';
import type { MirrorCell } from './mirror';
import type { TemplateValues } from './values';

export interface Figures {
  /** What a cell of a year's sheet shows. */
  value(year: number, key: CellKey): CellValue;
  /** Whether a figure was given instead of the cell's formula. */
  entered(year: number, key: CellKey): boolean;
  ledger(id: string, year: number, field: LedgerField): CellValue;
  base(id: string): CellValue;
  /** c₋₁ as the mirror sees it: a number or "". */
  prior(id: string, year: number): CellValue;
  /** Blank is 0, "" where it cannot be read. */
  adjustment(id: string, year: number): CellValue;
  /** Whether a written reason answers the rule at a cell. */
  explained(year: number, rule: string, key: CellKey): boolean;
}

const isNumber = (value: CellValue): value is number => typeof value === 'number';
const isBlank = (value: CellValue): boolean => value === null || value === '';
const orEmpty = (value: CellValue): CellValue => (isBlank(value) ? '' : value);

/** IF(COUNT(parts)<n,"",SUM(parts)) */
const total = (parts: readonly CellValue[]): CellValue => (parts.every(isNumber) ? sumOf(parts) : '');

export function computeFigures(
  form: Form,
  years: readonly number[],
  region: string | undefined,
  values: TemplateValues,
): Figures {
  const sheets = new Map<string, CellValue>();
  const ledger = new Map<string, CellValue>();
  const bases = new Map<string, CellValue>();
  const at = (year: number, name: string): string => `${year}|${name}`;
  const cell = (year: number, key: CellKey): CellValue => sheets.get(at(year, key)) ?? null;
  const entry = (id: string, year: number, field: LedgerField): CellValue =>
    ledger.get(at(year, `${id}|${field}`)) ?? null;
  const enter = (id: string, year: number, field: LedgerField, value: CellValue): void =>
    void ledger.set(at(year, `${id}|${field}`), value);
  const given = (year: number, key: CellKey): CellValue | undefined => values.years?.get(year)?.get(key);
  const indicators = ledgerIndicators(form);
  const parts = indicators.filter((one) => !one.sumOf);
  const totals = indicators.filter((one) => one.sumOf);

  const startsAtZero = years[0] === form.since;
  for (const { id } of parts) bases.set(id, startsAtZero ? 0 : (values.ledger?.get(id)?.base ?? null));
  for (const { id, sumOf: ids } of totals) bases.set(id, total(ids!.map((part) => bases.get(part)!)));

  const priorIn = (id: string, year: number): CellValue =>
    year === years[0] ? (bases.get(id) ?? null) : entry(id, year - 1, 'cumulative');

  for (const year of years) {
    const put = (key: CellKey, computed: CellValue): void =>
      void sheets.set(at(year, key), given(year, key) ?? computed);
    put(keyOf('head.year', 'value'), year);
    put(keyOf('head.region', 'value'), region ?? null);
    for (const [key, value] of values.years?.get(year) ?? []) sheets.set(at(year, key), value);

    for (const { id } of parts) computeYear(id, year);
    for (const one of totals) computeTotal(one, year);
    for (const { id } of parts) {
      const figure = cell(year, keyOf(id, 'year'));
      const blank = isError(figure) ? figure : '';
      put(keyOf(id, 'cumulative'), isNumber(figure) ? orEmpty(entry(id, year, 'cumulative')) : blank);
    }
    for (const { id, sumOf: ids } of totals) {
      for (const period of ['year', 'cumulative'] as const) {
        put(keyOf(id, period), total(ids!.map((part) => cell(year, keyOf(part, period)))));
      }
    }
  }

  function computeYear(id: string, year: number): void {
    const own = orEmpty(cell(year, keyOf(id, 'year')));
    const adjustment = values.ledger?.get(id)?.adjustments?.get(year) ?? null;
    const prior = priorIn(id, year);
    enter(id, year, 'year', own);
    enter(id, year, 'adjustment', adjustment);
    enter(id, year, 'reason', values.ledger?.get(id)?.reasons?.get(year) ?? null);
    const known = isNumber(prior) && isNumber(own);
    if (values.ledger?.get(id)?.starts?.has(year))
      enter(id, year, 'cumulative', orEmpty(cell(year, keyOf(id, 'cumulative'))));
    else if (!known) enter(id, year, 'cumulative', '');
    else if (isError(adjustment)) enter(id, year, 'cumulative', adjustment);
    else if (isBlank(adjustment)) enter(id, year, 'cumulative', sumOf([prior, own]));
    else enter(id, year, 'cumulative', isNumber(adjustment) ? sumOf([prior, own, adjustment]) : '');
  }

  function computeTotal({ id, sumOf: ids }: Indicator, year: number): void {
    for (const field of ['year', 'cumulative'] as const) {
      enter(id, year, field, total(ids!.map((part) => entry(part, year, field))));
    }
    enter(id, year, 'adjustment', totalAdjustment(ids!.map((part) => entry(part, year, 'adjustment'))));
  }

  const keys = new Set((values.explanations ?? []).map((one) => explanationKey(one, form)));
  return {
    value: cell,
    entered: (year, key) => given(year, key) !== undefined,
    ledger: entry,
    base: (id) => bases.get(id) ?? null,
    prior(id, year) {
      const prior = priorIn(id, year);
      return isNumber(prior) ? prior : '';
    },
    adjustment(id, year) {
      const adjustment = entry(id, year, 'adjustment');
      if (isNumber(adjustment) || isError(adjustment)) return adjustment;
      return isBlank(adjustment) ? 0 : '';
    },
    explained(year, rule, key) {
      const reported = cell(year, keyOf('head.year', 'value'));
      const value = cell(year, key);
      if (keys.size === 0 || isError(reported) || isError(value)) return false;
      return keys.has(explanationKey({ rule, year: reported ?? '', value, ...splitKey(key) }, form));
    },
  };
}

/** 2 where a hard rule is violated, 1 where a soft one is, else 0. */
export function gradeCell(mirror: MirrorCell, figures: Figures, form: Form, year: number): number {
  const reported = figures.value(year, keyOf('head.year', 'value'));
  const reportYear = isNumber(reported) ? reported : null;
  const violated = ({ rule, subject: { indicator }, unit }: MirrorCell['hard'][number]): boolean => {
    const { years } = rule.scope!;
    if (years === 'first' && reportYear !== form.since) return false;
    if (years === 'later' && (reportYear === null || reportYear <= form.since)) return false;
    const idOf = (name: string): string => (name === 'self' ? indicator.id : name);
    const number = (value: CellValue): number | null => (isNumber(value) ? value : null);
    const operands: Operands = {
      value: (name, period) => figures.value(year, mirror.keyFor(idOf(name), period)),
      prior: (name) => number(figures.prior(idOf(name), year)),
      before: () => null,
      adjustment: (name) => number(figures.adjustment(idOf(name), year)),
      reason: (name) => reasonOf(idOf(name)),
      reportYear,
      unit,
    };
    return evaluate(rule.holds!, operands) === false;
  };
  const sums = new Set(form.indicators.filter((one) => one.sumOf).map((one) => one.id));
  const reasonOf = (id: string): string => {
    if (sums.has(id)) return TOTAL_REASON;
    const reason = figures.ledger(id, year, 'reason');
    return reason === null || isError(reason) ? '' : String(reason);
  };
  if (mirror.hard.some(violated)) return 2;
  const open = (check: MirrorCell['soft'][number]): boolean =>
    violated(check) && !figures.explained(year, check.rule.id, mirror.key);
  return mirror.soft.some(open) ? 1 : 0;
}
