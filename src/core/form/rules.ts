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
const before: Term = { before: 'self' };
const times = (factor: number, of: Term): Term => ({ times: factor, of });
const positive = (term: Term): Condition => compare(term, '>', zero);
const some = (ids: readonly string[]): Condition => any(...ids.map((id) => positive(cell(id))));
const when = (condition: Condition, then: Condition): Condition => any(not(condition), then);
const pairs = ['flow', 'distinct', 'effect', 'title'] as const;

/** A soft rule across indicators, checked for one of them. */
const soft = (
  id: string,
  note: number | null,
  self: string,
  periods: readonly NonNullable<Rule['scope']>['periods'][number][],
  holds: Condition,
): Rule => ({
  id,
  severity: 'soft',
  stage: 'draft',
  note,
  scope: { ids: [self], periods: [...periods] },
  holds,
});

const effects = indicators.filter((one) => one.kind === 'effect').map((one) => one.id);
const metals = ['mercury', 'chromium', 'lead', 'cadmium', 'arsenic'].map((metal) => `effect.${metal}`);
/** The industries at the top level of 六. */
const industries = [
  'steel',
  'machinery.total',
  'buildingMaterials.total',
  'nonferrous.total',
  'textile',
  'pharmaceutical',
  'chemical.total',
  'electrolyticManganese',
  'electronics',
  'lightIndustry.total',
  'other',
].map((industry) => `coverage.${industry}`);

/** HIS-01: y / y₋₁ outside [1/3, 3], and further apart than what small numbers always are. */
const swing = (floor: number, which: Pick<NonNullable<Rule['scope']>, 'ids' | 'units'>): Rule => ({
  id: 'HIS-01',
  severity: 'soft',
  stage: 'draft',
  note: null,
  scope: { kinds: [...pairs], ...which, periods: ['year'], years: 'later' },
  holds: any(
    compare(y, '=', zero),
    compare(before, '=', zero),
    all(compare(y, '≤', times(3, before)), compare(times(3, y), '≥', before)),
    all(compare(y, '≤', sum(before, { number: floor })), compare(before, '≤', sum(y, { number: floor }))),
  ),
});

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
  { id: 'TPL-05', severity: 'soft', stage: 'draft', note: null },
  { id: 'TPL-07', severity: 'hard', stage: 'draft', note: null },
  { id: 'TPL-08', severity: 'info', stage: 'draft', note: null },
  { id: 'HDR-01', severity: 'hard', stage: 'draft', note: null },
  { id: 'HDR-02', severity: 'hard', stage: 'draft', note: 1 },
  { id: 'HDR-03', severity: 'hard', stage: 'final', note: null },
  { id: 'HDR-04', severity: 'soft', stage: 'draft', note: null },
  { id: 'HDR-05', severity: 'soft', stage: 'draft', note: null },
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
    follows: 'RUP-02',
  },
  {
    id: 'CUM-01',
    severity: 'hard',
    stage: 'draft',
    note: 1,
    scope: { kinds: ['effect'], periods: ['cumulative'] },
    holds: any(compare(y, '<', zero), compare(prior, '<', zero), compare(c, '≥', y)),
    follows: 'RUP-02',
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
    follows: 'RUP-02',
  },
  {
    id: 'CUM-05',
    severity: 'soft',
    stage: 'draft',
    note: 1,
    scope: { kinds: ['effect'], ...chained },
    holds: compare(c, '=', chain, 'unit'),
    expected: chain,
    follows: 'RUP-02',
  },
  {
    id: 'CUM-06',
    severity: 'hard',
    stage: 'draft',
    note: 1,
    scope: { kinds: ['distinct'], ...chained },
    holds: compare(c, '≤', sum(prior, y, { max: [adjustment, zero] })),
    expected: chain,
    follows: 'RUP-02',
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
  { id: 'CUM-09', severity: 'soft', stage: 'draft', note: 1 },
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
    follows: 'RUP-02',
  })),
  ...wholes.map((id): Rule => ({
    id: 'SUM-03',
    severity: 'hard',
    stage: 'draft',
    note: 7,
    scope: { ids: [id], periods: [...both] },
    holds: compare(self, '≥', { sumKnown: partsOf(id) }),
    follows: 'RUP-02',
  })),
  ...wholes.map((id): Rule => ({
    id: 'SUM-04',
    severity: 'info',
    stage: 'draft',
    note: 7,
    scope: { ids: [id], periods: [...both] },
    holds: any(compare(sum(...partsOf(id)), '≤', zero), compare(self, '≠', sum(...partsOf(id)))),
  })),
  soft('SUM-05', 7, 'audit.total', both, compare(sum(...industries.map(cell)), '≥', self)),
  {
    id: 'SUM-06',
    severity: 'info',
    stage: 'draft',
    note: 7,
    scope: { ids: ['audit.total'], periods: [...both] },
    holds: compare(sum(...industries.map(cell)), '=', self),
    follows: 'SUM-05',
  },
  soft('TRN-01', 2, 'training.participants', both, compare(self, '≥', cell('training.enterprises'))),
  soft('TRN-02', 2, 'training.leaders', both, compare(self, '≤', cell('training.participants'))),
  soft(
    'TRN-03',
    2,
    'training.participants',
    both,
    all(
      when(positive(cell('training.enterprises')), positive(self)),
      when(positive(self), positive(cell('training.enterprises'))),
    ),
  ),
  ...['voluntary', 'mandatory', 'total'].map((kind) =>
    soft('ACC-01', 4, `acceptance.${kind}`, ['cumulative'], compare(self, '≤', cell(`audit.${kind}`))),
  ),
  soft('RET-01', 5, 'retrofit.implemented', ['cumulative'], compare(self, '≤', cell('retrofit.proposed'))),
  soft(
    'RET-02',
    5,
    'retrofit.implemented',
    ['year'],
    when(positive(self), positive(cell('acceptance.total'))),
  ),
  soft(
    'RET-03',
    5,
    'retrofit.investment',
    both,
    all(
      when(positive(cell('retrofit.implemented')), positive(self)),
      when(positive(self), positive(sum(cell('retrofit.proposed'), cell('retrofit.implemented')))),
    ),
  ),
  soft(
    'RET-04',
    5,
    'retrofit.investment',
    both,
    compare(sum(cell('retrofit.funding.central'), cell('retrofit.funding.local')), '≤', self),
  ),
  soft(
    'RET-05',
    5,
    'retrofit.investment',
    both,
    when(
      all(positive(self), positive(cell('retrofit.implemented'))),
      all(
        compare(self, '≥', cell('retrofit.implemented')),
        compare(self, '≤', times(50_000, cell('retrofit.implemented'))),
      ),
    ),
  ),
  soft('EFF-01', 6, 'retrofit.implemented', ['year'], when(positive(self), some(effects))),
  soft(
    'EFF-02',
    6,
    'retrofit.implemented',
    ['year'],
    when(some(effects), any(positive(self), positive(cell('retrofit.investment')))),
  ),
  soft('EFF-03', 6, 'effect.ammonia', both, compare(self, '≤', cell('effect.cod'))),
  ...metals.map((metal) => soft('EFF-04', 6, metal, both, compare(self, '≤', { number: 1000 }))),
  soft('EFF-05', 6, 'effect.energy', both, compare(self, '≤', { number: 4932 })),
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
  soft('CAP-04', null, 'capacity.consultants', ['value'], compare(self, '≥', cell('capacity.consultancies'))),
  soft('AGR-01', null, 'agreement.rewarded', ['cumulative'], compare(self, '≤', cell('agreement.signed'))),
  soft('AGR-02', null, 'agreement.rewarded', ['year'], compare(self, '≤', cell('agreement.signed'))),
  { id: 'DOC-01', severity: 'hard', stage: 'draft', note: null },
  { id: 'DOC-02', severity: 'hard', stage: 'draft', note: null },
  { id: 'DOC-03', severity: 'soft', stage: 'draft', note: null },
  { id: 'DOC-04', severity: 'soft', stage: 'draft', note: null },
  { id: 'DOC-05', severity: 'soft', stage: 'draft', note: null },
  { id: 'DOC-06', severity: 'soft', stage: 'draft', note: null },
  { id: 'TXT-01', severity: 'soft', stage: 'final', note: null },
  { id: 'TXT-02', severity: 'info', stage: 'draft', note: null },
  swing(10, { units: ['个'] }),
  swing(100, { units: ['人次'] }),
  swing(1000, { units: ['万元'] }),
  swing(50, { ids: ['cod', 'ammonia', 'so2', 'nox', 'dust'].map((pollutant) => `effect.${pollutant}`) }),
  swing(0.05, { ids: metals }),
  swing(1, { units: ['万吨', '万吨标煤'] }),
  { id: 'HIS-02', severity: 'soft', stage: 'draft', note: null, share: 0.8, least: 12 },
  {
    id: 'HIS-03',
    severity: 'soft',
    stage: 'draft',
    note: null,
    scope: { kinds: [...pairs], periods: ['year'], years: 'later' },
    holds: any(compare(y, '≠', prior), compare(y, '<', { number: 10 }), compare(prior, '=', before)),
  },
  { id: 'HIS-04', severity: 'info', stage: 'draft', note: null },
  // Of many reporters' forms: core/rollup.
  { id: 'RUP-01', severity: 'hard', stage: 'draft', note: null },
  { id: 'RUP-02', severity: 'hard', stage: 'draft', note: null },
  { id: 'RUP-03', severity: 'hard', stage: 'draft', note: null },
  { id: 'RUP-04', severity: 'hard', stage: 'draft', note: null },
  { id: 'RUP-05', severity: 'hard', stage: 'draft', note: null },
  { id: 'RUP-06', severity: 'info', stage: 'draft', note: null },
];
