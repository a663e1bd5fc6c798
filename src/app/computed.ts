/** Figures on their way into the official workbook: what its formulas come to is left to them. */
import { type CellKey, type CellValue, type Form, keyOf } from '../core';
import { computeFigures } from '../template/compute';
import type { TemplateValues } from '../template/values';

type Values = ReadonlyMap<CellKey, CellValue>;

/** Leaves out what the template's own formulas result in: first the cumulatives, then the totals built on them. */
export function withoutComputed(
  values: Values,
  year: number,
  form: Form,
  ledger: TemplateValues['ledger'] = new Map(),
): Values {
  const totals = form.indicators.filter(({ sumOf }) => sumOf);
  const parts = form.indicators.filter(({ sumOf, periods }) => !sumOf && periods === 'pair');
  const totalKeys = totals.flatMap(({ id }) => [keyOf(id, 'year'), keyOf(id, 'cumulative')]);
  const partKeys = parts.map(({ id }) => keyOf(id, 'cumulative'));
  const leaveOut = (from: Values, keys: readonly CellKey[]): Values => {
    const entered = new Map(from);
    for (const key of keys) entered.delete(key);
    const figures = computeFigures(form, [year], undefined, { years: new Map([[year, entered]]), ledger });
    for (const key of keys) {
      const value = from.get(key);
      if (value !== undefined && figures.value(year, key) !== value) entered.set(key, value);
    }
    return entered;
  };
  return leaveOut(leaveOut(values, partKeys), totalKeys);
}
