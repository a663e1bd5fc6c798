/** The hidden block beside the form: one cell a figure that says what the rules think of it. */
import { compileViolation, type References } from '../core/expression/compile';
import { looksBack } from '../core/expression/tree';
import type { Form, Rule } from '../core/form/schema';
import { type Subject, subjectsOf, unitStep } from '../core/check/scope';
import { addressOf, type CellKey, keyOf, type Period, type Position } from '../core/model';
import { absolute, beside, placeOf, type Places } from './places';

export interface MirrorCheck {
  readonly rule: Rule;
  readonly subject: Subject;
  readonly unit: number;
}
export interface MirrorCell {
  readonly key: CellKey;
  /** Where the formula stands. */
  readonly at: Position;
  readonly formula: string;
  readonly hard: readonly MirrorCheck[];
  readonly soft: readonly MirrorCheck[];
  keyFor(id: string, period: Period | undefined): CellKey;
}

/** Whether a rule is arithmetic enough to be in the workbook itself. */
export const isNative = (rule: Rule): boolean =>
  rule.holds !== undefined && rule.severity !== 'info' && rule.stage === 'draft' && !looksBack(rule.holds);

/** The formulas are the same on every year's sheet: all they need stands on it. */
export function compileMirror(form: Form, places: Places): MirrorCell[] {
  const checks = new Map<CellKey, { hard: MirrorCheck[]; soft: MirrorCheck[] }>();
  const units = new Map(form.indicators.map((one) => [one.id, unitStep(form, one)]));
  for (const rule of form.rules.filter(isNative)) {
    for (const subject of subjectsOf(rule, form)) {
      const key = keyOf(subject.indicator.id, subject.period);
      if (!checks.has(key)) checks.set(key, { hard: [], soft: [] });
      const check = { rule, subject, unit: units.get(subject.indicator.id)! };
      checks.get(key)![rule.severity === 'hard' ? 'hard' : 'soft'].push(check);
    }
  }
  const single = new Set(form.indicators.filter((one) => one.periods === 'value').map((one) => one.id));
  const era = absolute(places.era);

  return places.keys.flatMap((key): MirrorCell[] => {
    const found = checks.get(key);
    if (!found) return [];
    const { period } = (found.hard[0] ?? found.soft[0]!).subject;
    const keyFor = (id: string, at: Period | undefined): CellKey =>
      keyOf(id, at ?? (single.has(id) ? 'value' : period));
    const explained = addressOf(beside(placeOf(places, key), places.offsets.explained));
    const violation = ({ rule, subject, unit }: MirrorCheck): string => {
      const violated = compileViolation(rule.holds!, referencesFrom(subject, unit, keyFor));
      const years = rule.scope?.years;
      const conditions = [
        ...(years === undefined ? [] : [`${era}=${years === 'first' ? 1 : 2}`]),
        violated,
        ...(rule.severity === 'soft' ? [`ISERROR(FIND("${rule.id}",${explained}))`] : []),
      ];
      return conditions.length === 1 ? violated : `AND(${conditions.join(',')})`;
    };
    const violations = (list: readonly MirrorCheck[]): string =>
      list.length === 1 ? violation(list[0]!) : `OR(${list.map(violation).join(',')})`;
    const softly = found.soft.length > 0 ? `IF(${violations(found.soft)},1,0)` : '0';
    const formula = found.hard.length > 0 ? `=IF(${violations(found.hard)},2,${softly})` : `=${softly}`;
    return [{ key, at: beside(placeOf(places, key), places.offsets.mirror), formula, ...found, keyFor }];
  });

  function referencesFrom(
    { indicator }: Subject,
    unit: number,
    keyFor: (id: string, period: Period | undefined) => CellKey,
  ): References {
    const idOf = (name: string): string => (name === 'self' ? indicator.id : name);
    const cell = (key: CellKey): Position => places.at(key) ?? places.nothing;
    const helper = (name: string, offset: number): string => {
      const at = places.at(keyOf(idOf(name), 'cumulative'));
      return addressOf(at ? beside(at, offset) : places.nothing);
    };
    const { prior, adjustment, reason } = places.offsets;
    return {
      cell: (name, period) => addressOf(cell(keyFor(idOf(name), period))),
      prior: (name) => helper(name, prior),
      adjustment: (name) => helper(name, adjustment),
      reason: (name) => helper(name, reason),
      reportYear: absolute(places.year),
      unit,
    };
  }
}
