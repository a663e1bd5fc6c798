/** What is right raises nothing, however small or large the reporter; what is changed alike changes alike. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { check, type Finding, form, readBook, type SheetSnapshot } from '../../../src/core';
import { type CellKey, type CellValue, keyOf } from '../../../src/core/model';
import { round, sumOf } from '../../../src/core/values/number';
import { decimalsIn } from '../../../src/core/check/scope';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { makeSheet } from '../../support/sheets';

type Figures = Readonly<Record<string, number>>;

const look = (sheets: readonly SheetSnapshot[], stage: 'draft' | 'final' = 'final'): Finding[] =>
  check(readBook(sheets, form), { stage, currentYear: 2026 });
const grave = (findings: readonly Finding[]): string[] =>
  findings.filter(({ severity }) => severity !== 'info').map(({ rule, cells }) => `${rule} ${cells[0]?.id}`);

/** Plain year sheets of one reporter from 2011 on; a figure that is not given is 0. */
function chain(region: string, pool: '有' | '无', years: readonly Figures[]): SheetSnapshot[] {
  const cumulative = new Map<string, number>();
  return years.map((figures, index) => {
    const values: Record<CellKey, CellValue> = {
      'head.region/value': region,
      'head.year/value': 2011 + index,
      'head.organization/value': `${region}工业和信息化局`,
      'head.preparer/value': '李敏',
      'head.contact/value': '13853100000',
      'capacity.hasExpertPool/value': pool,
      'text.otherWork/value': '无',
      'text.problems/value': '无',
    };
    for (const { id, kind, periods, sumOf: parts } of form.indicators) {
      if (kind === 'choice') continue;
      const own = parts ? sumOf(parts.map((part) => figures[part] ?? 0)) : (figures[id] ?? 0);
      values[keyOf(id, periods === 'value' ? 'value' : 'year')] = own;
      if (periods === 'value') continue;
      cumulative.set(id, sumOf([cumulative.get(id) ?? 0, own]));
      values[keyOf(id, 'cumulative')] = cumulative.get(id)!;
    }
    return makeSheet(values);
  });
}

const trained = { 'training.enterprises': 1, 'training.participants': 2, 'training.leaders': 1 };
const COUNTY: Figures[] = [
  { 'training.officials': 1, ...trained, 'audit.mandatory': 1, 'coverage.other': 1 },
  {},
  { 'training.officials': 2, 'audit.voluntary': 1, 'coverage.textile': 1, 'acceptance.mandatory': 1 },
  { ...trained, 'audit.mandatory': 1, 'coverage.chemical.total': 1, 'coverage.chemical.pesticide': 0 },
];

/** A large province, after the magnitudes of rules.md. */
const PROVINCE: Figures = {
  'training.officials': 4210,
  'training.enterprises': 2360,
  'training.participants': 41_870,
  'training.leaders': 2205,
  'audit.voluntary': 702,
  'audit.mandatory': 520,
  'acceptance.voluntary': 431,
  'acceptance.mandatory': 398,
  'retrofit.proposed': 6120,
  'retrofit.implemented': 4870,
  'retrofit.investment': 1_286_400.5,
  'retrofit.funding.central': 18_200,
  'retrofit.funding.local': 36_450.25,
  'effect.cod': 21_350.4,
  'effect.ammonia': 1310.7,
  'effect.so2': 24_870.15,
  'effect.nox': 16_230.8,
  'effect.dust': 30_450,
  'effect.mercury': 0.0521,
  'effect.chromium': 1.2604,
  'effect.lead': 2.75,
  'effect.cadmium': 0.31,
  'effect.arsenic': 0.442,
  'effect.energy': 86.4312,
  'effect.water': 6150.75,
  'effect.benefit': 412_300.6,
  'coverage.steel': 61,
  'coverage.machinery.total': 264,
  'coverage.machinery.electroplating': 42,
  'coverage.buildingMaterials.total': 138,
  'coverage.buildingMaterials.cement': 51,
  'coverage.nonferrous.total': 57,
  'coverage.nonferrous.leadZinc': 9,
  'coverage.nonferrous.rareEarth': 3,
  'coverage.textile': 121,
  'coverage.pharmaceutical': 74,
  'coverage.chemical.total': 287,
  'coverage.chemical.nitrogenFertilizer': 18,
  'coverage.chemical.pesticide': 26,
  'coverage.chemical.chromate': 1,
  'coverage.chemical.carbidePvc': 4,
  'coverage.chemical.adcFoamingAgent': 2,
  'coverage.electrolyticManganese': 0,
  'coverage.electronics': 43,
  'coverage.lightIndustry.total': 144,
  'coverage.lightIndustry.fermentation': 38,
  'coverage.lightIndustry.paper': 41,
  'coverage.lightIndustry.sugar': 3,
  'coverage.lightIndustry.battery': 7,
  'coverage.lightIndustry.leather': 12,
  'coverage.lightIndustry.fluorescentLamp': 2,
  'coverage.other': 33,
  'demonstration.enterprises.national': 3,
  'demonstration.enterprises.provincial': 42,
  'demonstration.parks.national': 1,
  'demonstration.parks.provincial': 6,
  'demonstration.projects.national': 4,
  'demonstration.projects.provincial': 28,
  'capacity.consultancies': 62,
  'capacity.consultants': 1184,
  'capacity.experts': 436,
  'agreement.signed': 118,
  'agreement.rewarded': 64,
};

/** Another year of the same province: everything a little more or less, with the decimals its unit can mean. */
const scaled = (factor: number): Figures =>
  Object.fromEntries(
    form.indicators.map((one): [string, number] => {
      const value = PROVINCE[one.id] ?? 0;
      return [one.id, one.kind === 'stock' ? value : round(value * factor, decimalsIn(form, one))];
    }),
  );
const provinces = (): SheetSnapshot[] => chain('山东省', '有', [PROVINCE, scaled(1.25), scaled(0.75)]);

test("a small county's zeros and ones raise nothing hard or soft", () => {
  expect(grave(look(chain('长岛县', '无', COUNTY)))).toEqual([]);
});

test("a province's figures raise nothing hard or soft", () => {
  expect(grave(look(provinces()))).toEqual([]);
});

test('the clean sample raises nothing at all', () => {
  const bytes = readFileSync(join(resolve(__dirname, '../../..'), 'samples/clean.xlsx'));
  expect(look(readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot))).toEqual([]);
});

test('all money ten thousand times over raises the unit rules, and nothing where there is no money', () => {
  const money = new Set(form.indicators.filter(({ unit }) => unit === '万元').map(({ id }) => id));
  const yuan = (figures: Figures): Figures =>
    Object.fromEntries(
      Object.entries(figures).map(([id, value]) => [id, money.has(id) ? value * 10_000 : value]),
    );
  const every = look(chain('山东省', '有', [yuan(PROVINCE), yuan(scaled(1.25)), yuan(scaled(0.75))]));
  expect(new Set(grave(every))).toEqual(new Set(['RET-05 retrofit.investment']));
  expect(every.filter(({ rule }) => rule === 'RET-05')).toHaveLength(6);

  const last = look(chain('山东省', '有', [PROVINCE, scaled(1.25), yuan(scaled(0.75))]));
  expect(new Set(last.map(({ rule }) => rule))).toContain('RET-05');
  const swings = last.filter(({ rule }) => rule === 'HIS-01').map(({ cells }) => cells[0]!.id);
  expect(new Set(swings)).toEqual(money);
  const elsewhere = last.filter(({ cells }) => !cells.some(({ id }) => id !== null && money.has(id)));
  expect(grave(elsewhere)).toEqual([]);
});

test('the order of the sheets changes nothing', () => {
  const bytes = readFileSync(join(resolve(__dirname, '../../..'), 'samples/faulty.xlsx'));
  const sheets = readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot);
  const found = look(sheets);
  expect(found.length).toBeGreaterThan(20);
  fc.assert(
    fc.property(fc.shuffledSubarray(sheets, { minLength: sheets.length }), (shuffled) => {
      expect(look(shuffled)).toEqual(found);
    }),
    { numRuns: 8 },
  );
});
