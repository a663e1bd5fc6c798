/**
 * A passing and a failing example of every rule: what is different from a clean report of 2014 (in which every
 * figure is 5, 累计 20, but audits 70, 累计 280, and investment 50) that follows a clean report of 2013 (10 and 15).
 * Tests carry them out; the rule book shows them.
 */
import type { CellKey, CellValue } from '../model';
import type { Stage } from '../check/finding';

export type Change = Readonly<Partial<Record<CellKey, CellValue>>>;

export interface Case {
  /** Cells of 2014. */
  readonly change?: Change;
  /** Cells of 2013. */
  readonly before?: Change;
  /** Headings that read differently; null where one is gone. */
  readonly labels?: Readonly<Record<string, string | null>>;
  /** Formulas in cells of 2014. */
  readonly formulas?: Readonly<Partial<Record<CellKey, string>>>;
  readonly stage?: Stage;
  /** A report of the year that 累计 begins with, alone. */
  readonly first?: true;
  /** In the official workbook, where the ledger knows these of 2014. */
  readonly adjustments?: Readonly<Record<string, { readonly by: number; readonly reason?: string }>>;
  /** The official workbook computes; nothing is typed over. */
  readonly living?: true;
  /** Nothing is known of 2013. */
  readonly alone?: true;
  /** 2013 had the same figures. */
  readonly repeated?: true;
  /** The hidden verdict beside this cell is gone. */
  readonly erased?: CellKey;
  readonly fileName?: string;
  /** A roll-up of clean reports of 2014 instead. */
  readonly rollUp?: RollUpCase;
}

export interface RollUpCase {
  /** Who reports, and what is different in its report. */
  readonly reporters: Readonly<Record<string, Change>>;
  /** Who has to report; nobody says so where absent. */
  readonly expected?: readonly string[];
  /** What is declared of a 计划单列市 or the 兵团. */
  readonly declared?: Readonly<Record<string, 'included' | 'separate'>>;
  /** Cells of a parent's form that is there already and says the sums but for these. */
  readonly parent?: Change;
}

export interface Example {
  readonly rule: string;
  /** The cell to look at first; absent where it is a heading. */
  readonly at?: CellKey;
  readonly fails: Case;
  readonly passes: Case;
}

const rule = (id: string, at: CellKey | undefined, fails: Case, passes: Case): Example => ({
  rule: id,
  ...(at ? { at } : {}),
  fails,
  passes,
});
const of = (change: Change): Case => ({ change });
const reported = (reporters: RollUpCase['reporters'], rest: Omit<RollUpCase, 'reporters'> = {}): Case => ({
  rollUp: { reporters, ...rest },
});

const notice = {
  'documents.1.title/value': '关于推行清洁生产的意见',
  'documents.1.number/value': '鲁经信节字〔2014〕2号',
  'documents.1.date/value': '2014-05-06',
} as const;
const second = {
  'documents.2.title/value': '清洁生产审核办法',
  'documents.2.number/value': '鲁经信节字〔2014〕3号',
  'documents.2.date/value': '2014-06-06',
} as const;

const long = '企业清洁生产工作进展顺利。'.repeat(60);

export const examples: readonly Example[] = [
  rule('TPL-01', undefined, { labels: { 氮肥: null } }, { labels: { 氮肥: '氮 肥' } }),
  rule('TPL-02', undefined, { labels: { '2014年': '2013年' } }, { labels: { '2014年': '２０１４ 年' } }),
  rule(
    'TPL-04',
    'effect.cod/year',
    of({ 'effect.cod/year': { error: '#REF!' } }),
    of({ 'effect.cod/year': 5 }),
  ),
  rule(
    'TPL-05',
    'audit.mandatory/year',
    { formulas: { 'audit.mandatory/year': "='D:\\汇总\\[即墨.xlsx]2014年'!G13" } },
    { formulas: { 'audit.mandatory/year': '=60+10' } },
  ),
  rule(
    'TPL-07',
    undefined,
    { labels: { '强制性（个）': '强制性（家次）' } },
    { labels: { '强制性（个）': '强制性(个)' } },
  ),
  rule('TPL-08', 'effect.cod/year', { living: true, erased: 'effect.cod/year' }, { living: true }),
  rule(
    'HDR-01',
    'head.region/value',
    of({ 'head.region/value': '某某公司' }),
    of({ 'head.region/value': '即墨市' }),
  ),
  rule('HDR-02', 'head.year/value', of({ 'head.year/value': 2010 }), of({ 'head.year/value': 2014 })),
  rule(
    'HDR-03',
    'head.preparer/value',
    { change: { 'head.preparer/value': ' ' }, stage: 'final' },
    of({ 'head.preparer/value': ' ' }),
  ),
  rule(
    'HDR-04',
    'head.contact/value',
    of({ 'head.contact/value': '860620' }),
    of({ 'head.contact/value': '139 0531 2345' }),
  ),
  rule('HDR-05', 'head.region/value', { fileName: '河北省2014.xlsx' }, { fileName: '山东省2014.xlsx' }),
  rule(
    'TYP-01',
    'agreement.signed/year',
    of({ 'agreement.signed/year': -5 }),
    of({ 'agreement.signed/year': 5 }),
  ),
  rule(
    'TYP-02',
    'retrofit.funding.local/year',
    of({ 'retrofit.funding.local/year': -5, 'retrofit.funding.local/cumulative': 10 }),
    of({ 'retrofit.funding.local/year': 0, 'retrofit.funding.local/cumulative': 15 }),
  ),
  rule(
    'TYP-03',
    'effect.lead/year',
    of({ 'effect.lead/year': -5, 'effect.lead/cumulative': 10 }),
    of({ 'effect.lead/year': 0, 'effect.lead/cumulative': 15 }),
  ),
  rule(
    'TYP-04',
    'capacity.consultants/value',
    of({ 'capacity.consultants/value': '约30' }),
    of({ 'capacity.consultants/value': 30 }),
  ),
  rule(
    'TYP-05',
    'effect.cod/year',
    of({ 'effect.cod/year': 5.001, 'effect.cod/cumulative': 20.001 }),
    of({ 'effect.cod/year': 5.01, 'effect.cod/cumulative': 20.01 }),
  ),
  rule(
    'TYP-06',
    'coverage.steel/year',
    { change: { 'coverage.steel/year': null }, stage: 'final' },
    of({ 'coverage.steel/year': null }),
  ),
  rule('TYP-07', 'audit.total/year', { living: true, change: { 'audit.total/year': 140 } }, { living: true }),
  rule(
    'CUM-01',
    'training.officials/cumulative',
    of({ 'training.officials/year': 20, 'training.officials/cumulative': 5 }),
    of({ 'training.officials/year': 5, 'training.officials/cumulative': 20 }),
  ),
  rule(
    'CUM-02',
    'training.officials/cumulative',
    { first: true, change: { 'training.officials/cumulative': 9 } },
    { first: true },
  ),
  rule(
    'CUM-03',
    'coverage.textile/cumulative',
    of({ 'coverage.textile/cumulative': 14 }),
    of({ 'coverage.textile/cumulative': 15 }),
  ),
  rule(
    'CUM-04',
    'training.officials/cumulative',
    of({ 'training.officials/cumulative': 21 }),
    of({ 'training.officials/cumulative': 20 }),
  ),
  rule(
    'CUM-05',
    'effect.benefit/cumulative',
    of({ 'effect.benefit/cumulative': 20.5 }),
    of({ 'effect.benefit/cumulative': 20.01 }),
  ),
  rule(
    'CUM-06',
    'coverage.other/cumulative',
    of({ 'coverage.other/cumulative': 21 }),
    of({ 'coverage.other/cumulative': 20 }),
  ),
  rule(
    'CUM-07',
    'coverage.other/cumulative',
    of({ 'coverage.other/cumulative': 18 }),
    of({ 'coverage.other/cumulative': 20 }),
  ),
  rule(
    'CUM-12',
    'coverage.other/cumulative',
    {
      living: true,
      adjustments: { 'coverage.other': { by: -2, reason: '重复企业' } },
      change: { 'coverage.other/cumulative': 20 },
    },
    { living: true, adjustments: { 'coverage.other': { by: -2, reason: '重复企业' } } },
  ),
  rule(
    'CUM-08',
    'demonstration.parks.national/cumulative',
    of({ 'demonstration.parks.national/cumulative': 19 }),
    of({ 'demonstration.parks.national/cumulative': 20 }),
  ),
  rule(
    'CUM-09',
    'training.officials/cumulative',
    { living: true, before: { 'training.officials/cumulative': 16 } },
    { living: true, before: { 'training.officials/cumulative': 15 } },
  ),
  rule('CUM-10', 'training.officials/cumulative', { alone: true }, {}),
  rule(
    'CUM-11',
    'coverage.other/cumulative',
    { living: true, adjustments: { 'coverage.other': { by: -2 } } },
    { living: true, adjustments: { 'coverage.other': { by: -2, reason: '重复企业' } } },
  ),
  rule('SUM-01', 'audit.total/year', of({ 'audit.total/year': 141 }), of({ 'audit.total/year': 140 })),
  rule(
    'SUM-02',
    'acceptance.total/year',
    of({ 'acceptance.total/year': 9 }),
    of({ 'acceptance.total/year': 10 }),
  ),
  rule(
    'SUM-03',
    'coverage.chemical.total/year',
    of({ 'coverage.chemical.total/year': 24 }),
    of({ 'coverage.chemical.total/year': 32 }),
  ),
  rule(
    'SUM-04',
    'coverage.chemical.total/year',
    of({ 'coverage.chemical.total/year': 25 }),
    of({ 'coverage.chemical.total/year': 32 }),
  ),
  rule('SUM-05', 'audit.total/year', of({ 'coverage.other/year': 4 }), of({ 'coverage.other/year': 6 })),
  rule('SUM-06', 'audit.total/year', of({ 'coverage.other/year': 6 }), of({ 'coverage.other/year': 5 })),
  rule(
    'TRN-01',
    'training.participants/year',
    of({ 'training.participants/year': 4 }),
    of({ 'training.participants/year': 6 }),
  ),
  rule(
    'TRN-02',
    'training.leaders/year',
    of({ 'training.leaders/year': 6 }),
    of({ 'training.leaders/year': 4 }),
  ),
  rule(
    'TRN-03',
    'training.participants/year',
    of({ 'training.enterprises/year': 0 }),
    of({ 'training.enterprises/year': 0, 'training.participants/year': 0, 'training.leaders/year': 0 }),
  ),
  rule(
    'ACC-01',
    'acceptance.voluntary/cumulative',
    of({ 'acceptance.voluntary/cumulative': 281 }),
    of({ 'acceptance.voluntary/cumulative': 280 }),
  ),
  rule(
    'RET-01',
    'retrofit.implemented/cumulative',
    of({ 'retrofit.implemented/cumulative': 21 }),
    of({ 'retrofit.implemented/cumulative': 20 }),
  ),
  rule(
    'RET-02',
    'retrofit.implemented/year',
    of({ 'acceptance.voluntary/year': 0, 'acceptance.mandatory/year': 0, 'acceptance.total/year': 0 }),
    of({ 'acceptance.voluntary/year': 0, 'acceptance.mandatory/year': 5, 'acceptance.total/year': 5 }),
  ),
  rule(
    'RET-03',
    'retrofit.investment/year',
    of({ 'retrofit.investment/year': 0 }),
    of({ 'retrofit.investment/year': 0, 'retrofit.implemented/year': 0 }),
  ),
  rule(
    'RET-04',
    'retrofit.investment/year',
    of({ 'retrofit.funding.local/year': 46 }),
    of({ 'retrofit.funding.local/year': 45 }),
  ),
  rule(
    'RET-05',
    'retrofit.investment/year',
    of({ 'retrofit.investment/year': 500_000 }),
    of({ 'retrofit.investment/year': 250_000 }),
  ),
  rule('EFF-01', 'retrofit.implemented/year', of(noEffects(0)), of(noEffects(0, { 'effect.water/year': 5 }))),
  rule(
    'EFF-02',
    'retrofit.implemented/year',
    of({ 'retrofit.implemented/year': 0, 'retrofit.investment/year': 0 }),
    of({ 'retrofit.implemented/year': 0, 'retrofit.investment/year': 50 }),
  ),
  rule('EFF-03', 'effect.ammonia/year', of({ 'effect.ammonia/year': 6 }), of({ 'effect.ammonia/year': 5 })),
  rule(
    'EFF-04',
    'effect.mercury/year',
    of({ 'effect.mercury/year': 1001 }),
    of({ 'effect.mercury/year': 1000 }),
  ),
  rule(
    'EFF-05',
    'effect.energy/year',
    of({ 'effect.energy/year': 4933 }),
    of({ 'effect.energy/year': 4932 }),
  ),
  rule(
    'CAP-01',
    'capacity.hasExpertPool/value',
    of({ 'capacity.hasExpertPool/value': '有☑ 无☑' }),
    of({ 'capacity.hasExpertPool/value': '有☑ 无□' }),
  ),
  rule(
    'CAP-02',
    'capacity.experts/value',
    of({ 'capacity.experts/value': 0 }),
    of({ 'capacity.experts/value': 1 }),
  ),
  rule(
    'CAP-03',
    'capacity.consultants/value',
    of({ 'capacity.consultants/value': 0 }),
    of({ 'capacity.consultants/value': 0, 'capacity.consultancies/value': 0 }),
  ),
  rule(
    'CAP-04',
    'capacity.consultants/value',
    of({ 'capacity.consultants/value': 4 }),
    of({ 'capacity.consultants/value': 6 }),
  ),
  rule(
    'AGR-01',
    'agreement.rewarded/cumulative',
    of({ 'agreement.rewarded/cumulative': 21 }),
    of({ 'agreement.rewarded/cumulative': 20 }),
  ),
  rule(
    'AGR-02',
    'agreement.rewarded/year',
    of({ 'agreement.rewarded/year': 6 }),
    of({ 'agreement.rewarded/year': 5 }),
  ),
  rule('DOC-01', 'documents.1.number/value', of({ ...notice, 'documents.1.number/value': null }), of(notice)),
  rule(
    'DOC-02',
    'documents.1.date/value',
    of({ ...notice, 'documents.1.date/value': '2014-02-30' }),
    of({ ...notice, 'documents.1.date/value': '2014年2月28日' }),
  ),
  rule(
    'DOC-03',
    'documents.1.number/value',
    of({ ...notice, 'documents.1.number/value': '鲁经信节字[2014]第02号' }),
    of({ ...notice, 'documents.1.number/value': '无' }),
  ),
  rule(
    'DOC-04',
    'documents.1.number/value',
    of({ ...notice, 'documents.1.number/value': '鲁经信节字〔2012〕2号' }),
    of({ ...notice, 'documents.1.number/value': '鲁经信节字〔2013〕2号' }),
  ),
  rule(
    'DOC-05',
    'documents.2.number/value',
    of({ ...notice, ...second, 'documents.2.number/value': '鲁经信节字［2014］2号' }),
    of({ ...notice, ...second }),
  ),
  rule(
    'DOC-06',
    'documents.1.title/value',
    { before: dated(notice, '2013-05-06', '〔2013〕') },
    {
      before: dated(notice, '2013-05-06', '〔2013〕'),
      change: dated(notice, '2013-05-06', '〔2013〕'),
    },
  ),
  rule(
    'TXT-01',
    'text.problems/value',
    { change: { 'text.problems/value': null }, stage: 'final' },
    { change: { 'text.problems/value': '无' }, stage: 'final' },
  ),
  rule(
    'TXT-02',
    'text.problems/value',
    of({ 'text.problems/value': long }),
    of({ 'text.problems/value': long.slice(0, 300) }),
  ),
  rule(
    'HIS-01',
    'effect.energy/year',
    of({ 'effect.energy/year': 50, 'effect.energy/cumulative': 65 }),
    of({ 'effect.energy/year': 30, 'effect.energy/cumulative': 45 }),
  ),
  rule('HIS-02', 'training.officials/year', { repeated: true }, {}),
  rule(
    'HIS-03',
    'training.officials/year',
    of({ 'training.officials/year': 15 }),
    of({ 'training.officials/year': 14 }),
  ),
  rule(
    'HIS-04',
    'coverage.textile/year',
    of({ 'coverage.textile/year': 0 }),
    of({ 'coverage.textile/year': 1 }),
  ),
  rule(
    'RUP-01',
    undefined,
    reported({ 济南市: {} }, { expected: ['济南市', '淄博市'] }),
    reported({ 济南市: {}, 淄博市: {} }, { expected: ['济南市', '淄博市'] }),
  ),
  rule(
    'RUP-02',
    'training.officials/year',
    reported({ 济南市: {}, 淄博市: {} }, { parent: { 'training.officials/year': 11 } }),
    reported({ 济南市: {}, 淄博市: {} }, { parent: { 'training.officials/year': 10 } }),
  ),
  rule(
    'RUP-02',
    'effect.cod/year',
    reported({ 济南市: { 'effect.cod/year': '2000万' }, 淄博市: {} }),
    reported({ 济南市: { 'effect.cod/year': 0 }, 淄博市: {} }),
  ),
  rule(
    'RUP-03',
    undefined,
    reported({ 济南市: { 'audit.total/year': 141 }, 淄博市: {} }),
    reported({ 济南市: {}, 淄博市: {} }),
  ),
  rule(
    'RUP-04',
    undefined,
    reported({ 辽宁省: {}, 大连市: {}, 山西省: {} }),
    reported({ 辽宁省: {}, 大连市: {}, 山西省: {} }, { declared: { 大连市: 'separate' } }),
  ),
  rule(
    'RUP-05',
    'effect.cod/year',
    reported({ 济南市: {}, 淄博市: {} }, { parent: { 'effect.cod/year': 10.02 } }),
    reported({ 济南市: {}, 淄博市: {} }, { parent: { 'effect.cod/year': 10.01 } }),
  ),
  rule(
    'RUP-06',
    undefined,
    reported({ 济南市: notice, 淄博市: { ...notice, 'documents.1.title/value': '关于清洁生产的意见' } }),
    reported({ 济南市: notice, 淄博市: notice }),
  ),
];

/** Every effect of the year, the same. */
function noEffects(value: number, rest: Change = {}): Change {
  const pollutants = [
    'cod',
    'ammonia',
    'so2',
    'nox',
    'dust',
    'mercury',
    'chromium',
    'lead',
    'cadmium',
    'arsenic',
  ];
  const effects = [...pollutants, 'energy', 'water', 'benefit'];
  return { ...Object.fromEntries(effects.map((effect) => [`effect.${effect}/year`, value])), ...rest };
}

function dated(row: Change, date: string, year: string): Change {
  const number = notice['documents.1.number/value'].replace('〔2014〕', year);
  return { ...row, 'documents.1.date/value': date, 'documents.1.number/value': number };
}
