import type { Condition, Term, Tolerance } from '../expression/tree';
import { indicators } from './indicators';
import type { Rule } from './schema';

const cell = (id: string): Term => ({ cell: id });
const self = cell('self');
const y: Term = { cell: 'self', period: 'year' };
const c: Term = { cell: 'self', period: 'cumulative' };
const prior: Term = { prior: 'self' };
const adjustment: Term = { adjustment: 'self' };
const zero: Term = { number: 0 };
const sum = (...terms: Term[]): Term => ({ sum: terms });

const compare = (
  left: Term,
  is: '=' | '≠' | '≥' | '≤' | '>' | '<',
  right: Term,
  tolerance?: Tolerance,
): Condition => (tolerance === undefined ? { left, is, right } : { left, is, right, tolerance });
const all = (...conditions: Condition[]): Condition => ({ all: conditions });
const any = (...conditions: Condition[]): Condition => ({ any: conditions });
const not = (condition: Condition): Condition => ({ not: condition });
const reads = (id: string, ...oneOf: string[]): Condition => ({ cell: id, oneOf });

const both = ['year', 'cumulative'] as const;
const numeric = ['flow', 'distinct', 'effect', 'title', 'stock'] as const;
const counted = ['flow', 'distinct', 'title'] as const;
const each = { periods: [...both, 'value' as const] };
const chained = { periods: ['cumulative' as const], years: 'later' as const };
const chain = sum(prior, y, adjustment);

const partsOf = (id: string): Term[] => indicators.find((one) => one.id === id)!.partsAre!.map(cell);
const wholes = indicators.filter((one) => one.partsAre).map((one) => one.id);
const totals = indicators.filter((one) => one.sumOf);

/** The edit checks of rules.md, in its order. A rule that holds differently for different figures has several rows. */
export const rules: Rule[] = [
  { id: 'TPL-01', severity: 'hard', stage: 'draft', note: null },
  { id: 'TPL-02', severity: 'hard', stage: 'draft', note: 1 },
  {
    id: 'TPL-04',
    severity: 'hard',
    stage: 'draft',
    note: null,
    scope: { kinds: [...numeric, 'choice'], ...each },
    holds: not({ cell: 'self', kind: 'error' }),
  },
  { id: 'HDR-01', severity: 'hard', stage: 'draft', note: null },
  { id: 'HDR-02', severity: 'hard', stage: 'draft', note: 1 },
  { id: 'HDR-03', severity: 'hard', stage: 'final', note: null },
  {
    id: 'TYP-01',
    severity: 'hard',
    stage: 'draft',
    note: null,
    scope: { kinds: [...numeric], units: ['个', '人次', '人'], ...each },
    holds: all({ cell: 'self', kind: 'whole' }, compare(self, '≥', zero)),
  },
  {
    id: 'TYP-02',
    severity: 'hard',
    stage: 'draft',
    note: 5,
    scope: { sections: ['retrofit'], units: ['万元'], ...each },
    holds: compare(self, '≥', zero),
  },
  {
    id: 'TYP-03',
    severity: 'soft',
    stage: 'draft',
    note: 6,
    scope: { kinds: ['effect'], ...each },
    holds: compare(self, '≥', zero),
  },
  {
    id: 'TYP-04',
    severity: 'hard',
    stage: 'draft',
    note: null,
    scope: { kinds: [...numeric], ...each },
    holds: not({ cell: 'self', kind: 'text' }),
  },
  { id: 'TYP-05', severity: 'info', stage: 'draft', note: null },
  { id: 'TYP-06', severity: 'hard', stage: 'final', note: null },
  { id: 'TYP-07', severity: 'info', stage: 'draft', note: null },
  {
    id: 'CUM-01',
    severity: 'hard',
    stage: 'draft',
    note: 1,
    scope: { kinds: [...counted], periods: ['cumulative'] },
    holds: compare(c, '≥', y),
  },
  {
    id: 'CUM-01',
    severity: 'hard',
    stage: 'draft',
    note: 1,
    scope: { kinds: ['effect'], periods: ['cumulative'] },
    holds: any(compare(y, '<', zero), compare(prior, '<', zero), compare(c, '≥', y)),
  },
  {
    id: 'CUM-02',
    severity: 'hard',
    stage: 'draft',
    note: 1,
    scope: { kinds: ['flow', 'distinct', 'effect', 'title'], periods: ['cumulative'], years: 'first' },
    holds: compare(c, '=', y, 'unit'),
    expected: y,
  },
  {
    id: 'CUM-03',
    severity: 'soft',
    stage: 'draft',
    note: 1,
    scope: { kinds: ['flow', 'distinct', 'effect', 'title'], ...chained },
    holds: compare(c, '≥', prior),
  },
  {
    id: 'CUM-04',
    severity: 'hard',
    stage: 'draft',
    note: 1,
    scope: { kinds: ['flow'], ...chained },
    holds: compare(c, '=', chain, 'unit'),
    expected: chain,
  },
  {
    id: 'CUM-05',
    severity: 'soft',
    stage: 'draft',
    note: 1,
    scope: { kinds: ['effect'], ...chained },
    holds: compare(c, '=', chain, 'unit'),
    expected: chain,
  },
  {
    id: 'CUM-06',
    severity: 'hard',
    stage: 'draft',
    note: 1,
    scope: { kinds: ['distinct'], ...chained },
    holds: compare(c, '≤', sum(prior, y, { max: [adjustment, zero] })),
    expected: chain,
  },
  {
    id: 'CUM-07',
    severity: 'info',
    stage: 'draft',
    note: 1,
    scope: { kinds: ['distinct'], ...chained },
    holds: compare(c, '≥', chain),
    expected: chain,
  },
  {
    id: 'CUM-12',
    severity: 'soft',
    stage: 'draft',
    note: 1,
    scope: { kinds: ['distinct'], ...chained },
    holds: any(compare(adjustment, '≥', zero), compare(c, '≤', chain)),
    expected: chain,
  },
  {
    id: 'CUM-08',
    severity: 'soft',
    stage: 'draft',
    note: 1,
    scope: { kinds: ['title'], ...chained },
    holds: compare(c, '=', chain),
    expected: chain,
  },
  { id: 'CUM-10', severity: 'info', stage: 'draft', note: 1 },
  {
    id: 'CUM-11',
    severity: 'hard',
    stage: 'draft',
    note: null,
    scope: { kinds: ['flow', 'distinct', 'effect', 'title'], periods: ['cumulative'] },
    holds: any(compare(adjustment, '=', zero), { reasonOf: 'self' }),
  },
  ...totals.map((total, index): Rule => ({
    id: `SUM-0${index + 1}`,
    severity: 'hard',
    stage: 'draft',
    note: total.note,
    scope: { ids: [total.id], periods: [...both] },
    holds: compare(self, '=', sum(...total.sumOf!.map(cell))),
    expected: sum(...total.sumOf!.map(cell)),
  })),
  ...wholes.map((id): Rule => ({
    id: 'SUM-03',
    severity: 'hard',
    stage: 'draft',
    note: 7,
    scope: { ids: [id], periods: [...both] },
    holds: compare(self, '≥', { sumKnown: partsOf(id) }),
  })),
  ...wholes.map((id): Rule => ({
    id: 'SUM-04',
    severity: 'info',
    stage: 'draft',
    note: 7,
    scope: { ids: [id], periods: [...both] },
    holds: any(compare(sum(...partsOf(id)), '≤', zero), compare(self, '≠', sum(...partsOf(id)))),
  })),
  { id: 'CAP-01', severity: 'hard', stage: 'draft', note: null },
  {
    id: 'CAP-02',
    severity: 'hard',
    stage: 'draft',
    note: null,
    scope: { ids: ['capacity.experts'], periods: ['value'] },
    holds: all(
      any(not(reads('capacity.hasExpertPool', '有')), compare(self, '≥', { number: 1 })),
      any(not(reads('capacity.hasExpertPool', '无')), compare(self, '=', zero)),
    ),
  },
  {
    id: 'CAP-03',
    severity: 'hard',
    stage: 'draft',
    note: null,
    scope: { ids: ['capacity.consultants'], periods: ['value'] },
    holds: all(
      any(compare(cell('capacity.consultancies'), '≠', zero), compare(self, '=', zero)),
      any(compare(self, '≠', zero), compare(cell('capacity.consultancies'), '=', zero)),
    ),
  },
  { id: 'DOC-01', severity: 'hard', stage: 'draft', note: null },
  { id: 'DOC-02', severity: 'hard', stage: 'draft', note: null },
];
