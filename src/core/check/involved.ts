/** Which rules speak of which figures. */
import type { Condition, Term } from '../expression/tree';
import { operandsOf } from '../expression/tree';
import type { Form, Rule } from '../form/schema';
import { type CellKey, keyOf } from '../model';
import { indicatorOf } from '../report';
import { type Subject, subjectsOf } from './scope';

/** A rule, and one of the figures that it is checked for. */
export interface Involved {
  readonly rule: Rule;
  readonly subject: Subject;
  /** The cells of the sheet that it looks at. */
  readonly keys: ReadonlySet<CellKey>;
}

const known = new WeakMap<Form, ReadonlyMap<string, readonly Involved[]>>();

/** Every rule with an expression that speaks of an indicator: of its cells, of its earlier years or its adjustment. */
export function rulesOn(form: Form, id: string): readonly Involved[] {
  let index = known.get(form);
  if (!index) known.set(form, (index = indexRules(form)));
  return index.get(id) ?? [];
}

function indexRules(form: Form): ReadonlyMap<string, readonly Involved[]> {
  const index = new Map<string, Involved[]>();
  for (const rule of form.rules) {
    if (!rule.holds) continue;
    const trees = [rule.holds, ...(rule.expected ? [rule.expected] : [])];
    const names = [...new Set(trees.flatMap((tree) => idsIn(tree, form)))];
    for (const subject of subjectsOf(rule, form)) {
      const involved = { rule, subject, keys: keysOf(trees, subject, form) };
      const ids = new Set(names.map((name) => (name === 'self' ? subject.indicator.id : name)));
      for (const id of ids) {
        const list = index.get(id);
        if (list) list.push(involved);
        else index.set(id, [involved]);
      }
    }
  }
  return index;
}

/** Every indicator that a tree names, whatever it wants of it. */
const idsIn = (tree: Condition | Term, form: Form): string[] =>
  Object.values(tree).flatMap((part: unknown) => {
    if (typeof part === 'string') return part === 'self' || indicatorOf(form, part) ? [part] : [];
    const parts = Array.isArray(part) ? part : [part];
    return parts.flatMap((one: unknown) =>
      typeof one === 'object' && one !== null ? idsIn(one as Condition | Term, form) : [],
    );
  });

const keysOf = (
  trees: readonly (Condition | Term)[],
  { indicator, period }: Subject,
  form: Form,
): Set<CellKey> =>
  new Set(
    trees.flatMap(operandsOf).map(({ cell, period: at }) => {
      const id = cell === 'self' ? indicator.id : cell;
      return keyOf(id, at ?? (indicatorOf(form, id)?.periods === 'value' ? 'value' : period));
    }),
  );

/** The comparisons of a rule, and what it expects of its own cell as one more. */
export function comparisonsOf({ holds, expected }: Rule): Compared[] {
  const own = expected ? [{ left: { cell: 'self' }, is: '=' as const, right: expected }] : [];
  return [...own, ...(holds ? comparedIn(holds) : [])];
}

type Compared = Extract<Condition, { left: Term }>;

/** The comparisons of a condition. */
export function comparedIn(part: Condition): Compared[] {
  if ('left' in part) return [part];
  if ('all' in part) return part.all.flatMap(comparedIn);
  if ('any' in part) return part.any.flatMap(comparedIn);
  return 'not' in part ? comparedIn(part.not) : [];
}

/** A sum or a chain: figures that are added up, or go on from last year's, are held against another. */
export const addsUp = (rule: Rule): boolean =>
  comparisonsOf(rule).some(
    ({ left, right }) => !('number' in left) && !('number' in right) && [left, right].some(isSum),
  );

const isSum = (term: Term): boolean => 'sum' in term || 'sumKnown' in term || 'prior' in term;
