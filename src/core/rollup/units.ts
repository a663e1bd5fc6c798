/** RUP-04: 计划单列市 and the 兵团, which a province's figures may include. */
import type { Form } from '../form/schema';
import { nameKey } from '../values/region';
import type { Declared, Reporter, ReporterOptions } from './reporters';

/** A unit that a province's figures may include, and what was declared of it. */
export interface Unit {
  readonly name: string;
  readonly within: string;
  readonly declared: Declared | null;
}

/** Only where provinces are added up does it matter whether they include the 计划单列市 and the 兵团. */
export function unitsOf(
  reporters: readonly Reporter[],
  { form, expected, declared }: ReporterOptions,
): Unit[] {
  const keyOf = (name: string): string => nameKey(name, form.regions);
  const names = new Set(reporters.map(({ name }) => keyOf(name)));
  const units = new Set(form.unitsWithin.map(({ region }) => keyOf(region)));
  const provinces = form.regions.filter((region) => !units.has(keyOf(region)) && names.has(keyOf(region)));
  if (provinces.length < 2) return [];
  const said = new Map((expected ?? []).map((one) => [keyOf(one.name), one.declared]));
  const option = new Map([...declared].map(([name, what]) => [keyOf(name), what]));
  const isWithin = (region: string, within: string): boolean =>
    reporters.some(
      ({ name, overlap }) =>
        overlap?.kind === 'within' && keyOf(name) === keyOf(region) && keyOf(overlap.whole) === keyOf(within),
    );
  return form.unitsWithin
    .filter(({ region, within }) => names.has(keyOf(within)) || names.has(keyOf(region)))
    .map(({ region, within }): Unit => ({
      name: region,
      within,
      declared:
        option.get(keyOf(region)) ??
        said.get(keyOf(region)) ??
        said.get(keyOf(within)) ??
        (isWithin(region, within) ? 'included' : null),
    }));
}

/** What is included in the province's figures is not added a second time. */
export function settle(reporter: Reporter, units: readonly Unit[], { regions }: Form): Reporter {
  const key = nameKey(reporter.name, regions);
  const included = units.some(
    ({ name, declared }) => declared === 'included' && nameKey(name, regions) === key,
  );
  return included && reporter.status !== 'stranger' && reporter.status !== 'within'
    ? { ...reporter, status: 'included' }
    : reporter;
}
