import type { Form, Indicator, Rule } from '../form/schema';
import type { Period } from '../model';

/** A figure that a rule is checked for. */
export interface Subject {
  readonly indicator: Indicator;
  readonly period: Period;
}

export const periodsOf = (indicator: Indicator): readonly Period[] =>
  indicator.periods === 'pair' ? ['year', 'cumulative'] : ['value'];

const sectionsOfForm = new WeakMap<Form, ReadonlyMap<string, string>>();

/** Section of each indicator. */
export function sectionsOf(form: Form): ReadonlyMap<string, string> {
  const known = sectionsOfForm.get(form);
  if (known) return known;
  const sections = new Map<string, string>();
  for (const section of form.sections) {
    for (const band of section.bands) {
      if (band.shape === 'lines')
        band.lines.forEach((line) => line.indicators.forEach((id) => sections.set(id, section.id)));
      else if ('headers' in band) {
        for (const node of band.headers) {
          for (const leaf of 'children' in node ? node.children : [node])
            sections.set(leaf.indicator, section.id);
        }
      }
    }
  }
  sectionsOfForm.set(form, sections);
  return sections;
}

/** The figures a rule speaks of, in the form's order. */
export function subjectsOf(rule: Rule, form: Form): readonly Subject[] {
  const { scope } = rule;
  if (!scope) return [];
  const sections = sectionsOf(form);
  return form.indicators
    .filter(
      (indicator) =>
        (scope.ids?.includes(indicator.id) ?? true) &&
        (scope.kinds?.includes(indicator.kind) ?? true) &&
        (scope.units?.includes(indicator.unit) ?? true) &&
        (scope.sections?.includes(sections.get(indicator.id)!) ?? true),
    )
    .flatMap((indicator) =>
      periodsOf(indicator)
        .filter((period) => scope.periods.includes(period))
        .map((period) => ({ indicator, period })),
    );
}

const STEPS: readonly number[] = [0, ...Array.from({ length: 15 }, (_, at) => Number(`1e-${at + 1}`))];

/** One unit of the last decimal that a figure can mean (rules.md, TYP-05); 0 for counts. */
export function unitStep(form: Form, indicator: Indicator): number {
  return STEPS[decimalsIn(form, indicator)]!;
}

export const decimalsIn = (form: Form, indicator: Indicator): number =>
  indicator.decimals ?? unitOf(form, indicator)?.decimals ?? 0;

export const isWhole = (form: Form, indicator: Indicator): boolean => unitOf(form, indicator)?.whole ?? false;

type Unit = Form['units'][number];
const unitsOf = new WeakMap<Form, ReadonlyMap<string, Unit>>();

function unitOf(form: Form, { unit }: Indicator): Unit | undefined {
  let units = unitsOf.get(form);
  if (!units) unitsOf.set(form, (units = new Map(form.units.map((one) => [one.unit, one]))));
  return units.get(unit);
}

/** Whether a rule is checked in a year. */
export const appliesIn = (rule: Rule, year: number | null, since: number): boolean =>
  rule.scope?.years === undefined ||
  (year !== null && (rule.scope.years === 'first' ? year === since : year > since));
