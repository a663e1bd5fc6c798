/** RUP-04: 计划单列市 and the 兵团, which a province's figures may include. */
import type { Form } from '../form/schema';
import { bare } from '../values/region';
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
  const names = new Set(reporters.map(({ name }) => bare(name)));
  const units = new Set(form.unitsWithin.map(({ region }) => bare(region)));
  const provinces = form.regions.filter((region) => !units.has(bare(region)) && names.has(bare(region)));
  if (provinces.length < 2) return [];
  const said = new Map((expected ?? []).map((one) => [bare(one.name), one.declared]));
  const option = new Map([...declared].map(([name, what]) => [bare(name), what]));
  const isWithin = (region: string, within: string): boolean =>
    reporters.some(
      ({ name, overlap }) =>
        overlap?.kind === 'within' && bare(name) === bare(region) && bare(overlap.whole) === bare(within),
    );
  return form.unitsWithin
    .filter(({ region, within }) => names.has(bare(within)) || names.has(bare(region)))
    .map(({ region, within }): Unit => ({
      name: region,
      within,
      declared:
        option.get(bare(region)) ??
        said.get(bare(region)) ??
        said.get(bare(within)) ??
        (isWithin(region, within) ? 'included' : null),
    }));
}

/** What is included in the province's figures is not added a second time. */
export function settle(reporter: Reporter, units: readonly Unit[], { unitsWithin }: Form): Reporter {
  const included = units.some(
    ({ name, declared }) => declared === 'included' && bare(name) === bare(reporter.name),
  );
  const isUnit = unitsWithin.some(({ region }) => bare(region) === bare(reporter.name));
  return included && isUnit && reporter.status !== 'stranger' && reporter.status !== 'within'
    ? { ...reporter, status: 'included' }
    : reporter;
}
