/** A province of 16 cities with real magnitudes: three of them faulty, one missing, one doubled. For roll-ups and e2e. */
import { form } from '../../src/core';
import { type CellKey, type CellValue, keyOf } from '../../src/core/model';
import { makeTemplate, type TemplateOptions } from '../../src/template/template';

export const PROVINCE = '山东省';
/** All of them; 青岛市 reports by itself. The number is a city's size. */
export const CITIES: Readonly<Record<string, number>> = {
  济南市: 1.6,
  淄博市: 1.4,
  枣庄市: 0.7,
  东营市: 0.9,
  烟台市: 1.7,
  潍坊市: 1.8,
  济宁市: 1.3,
  泰安市: 0.8,
  威海市: 0.7,
  日照市: 0.5,
  莱芜市: 0.4,
  临沂市: 1.5,
  德州市: 0.9,
  聊城市: 0.8,
  滨州市: 0.9,
  菏泽市: 0.6,
};
export const YEAR = 2014;

export const FAULTY = { unread: '烟台市', total: '潍坊市', chain: '临沂市' } as const;
export const MISSING = '菏泽市';
export const DOUBLED = '济宁市';

export interface MadeFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
type Values = Map<CellKey, CellValue>;

/** A number between 0 and 1 that is always the same for the same words. */
function chance(...words: readonly (string | number)[]): number {
  let hash = 2166136261;
  for (const sign of words.join('|')) hash = Math.imul(hash ^ sign.codePointAt(0)!, 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822519);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** A usual year of a city of size 1, in the units of the form. */
const USUAL: Readonly<Record<string, number>> = {
  'training.officials': 120,
  'training.enterprises': 60,
  'training.participants': 800,
  'training.leaders': 70,
  'acceptance.voluntary': 14,
  'acceptance.mandatory': 12,
  'retrofit.proposed': 150,
  'retrofit.implemented': 110,
  'retrofit.investment': 12500,
  'retrofit.funding.central': 180,
  'retrofit.funding.local': 420,
  'effect.cod': 900,
  'effect.ammonia': 60,
  'effect.so2': 1000,
  'effect.nox': 620,
  'effect.dust': 380,
  'effect.mercury': 0.02,
  'effect.chromium': 0.4,
  'effect.lead': 0.3,
  'effect.cadmium': 0.05,
  'effect.arsenic': 0.08,
  'effect.energy': 3.4,
  'effect.water': 240,
  'effect.benefit': 8200,
  'demonstration.enterprises.national': 1,
  'demonstration.enterprises.provincial': 4,
  'demonstration.parks.national': 1,
  'demonstration.parks.provincial': 1,
  'demonstration.projects.national': 1,
  'demonstration.projects.provincial': 2,
  'capacity.consultancies': 5,
  'capacity.consultants': 48,
  'capacity.experts': 26,
  'agreement.signed': 9,
  'agreement.rewarded': 6,
};

/** What a city enters for one year; every rule holds. 合计 and 累计 are left to the workbook's formulas. */
export function cityFigures(city: string, year: number, size = CITIES[city] ?? 0.3): Values {
  const values: Values = new Map();
  const set = (id: string, value: number): void => {
    const indicator = form.indicators.find((one) => one.id === id)!;
    const decimals =
      indicator.decimals ?? form.units.find(({ unit }) => unit === indicator.unit)?.decimals ?? 0;
    const rounded = Number(value.toFixed(decimals));
    values.set(keyOf(id, indicator.periods === 'pair' ? 'year' : 'value'), rounded);
  };
  const get = (id: string): number => values.get(keyOf(id, 'year')) as number;
  const growth = 1 + (year - 2012) * 0.08;
  for (const { id, kind, sumOf, partsAre } of form.indicators) {
    if (kind === 'choice' || sumOf || partsAre || id.startsWith('audit.')) continue;
    const usual = USUAL[id] ?? 2;
    set(id, Math.max(usual * size * growth * (0.8 + 0.4 * chance(city, id, year)), usual < 1 ? 0 : 1));
  }
  set('training.leaders', Math.min(get('training.leaders'), get('training.participants')));
  set('retrofit.implemented', Math.min(get('retrofit.implemented'), get('retrofit.proposed')));
  set('agreement.rewarded', Math.min(get('agreement.rewarded'), get('agreement.signed')));
  for (const { id, partsAre } of form.indicators) {
    if (partsAre) set(id, partsAre.reduce((sum, part) => sum + get(part), 0) + 3 + Math.round(4 * size));
  }
  // The industries of 六 are those that were audited, and no more are accepted than that.
  const industries = form.indicators.filter(
    ({ id, partsAre }) =>
      id.startsWith('coverage.') &&
      (partsAre !== undefined || !form.indicators.some((other) => other.partsAre?.includes(id))),
  );
  const audited = industries.reduce((sum, { id }) => sum + get(id), 0);
  set('audit.voluntary', Math.round(audited * 0.55));
  set('audit.mandatory', audited - get('audit.voluntary'));
  for (const kind of ['voluntary', 'mandatory']) {
    set(`acceptance.${kind}`, Math.min(get(`acceptance.${kind}`), get(`audit.${kind}`)));
  }
  return values;
}

/** Head, list and texts of a city. */
export function cityTexts(city: string, year: number): Values {
  const place = city.replace(/市$/, '');
  return new Map<CellKey, CellValue>([
    ['head.organization/value', `${city}经济和信息化委员会`],
    ['head.preparer/value', '王芳'],
    ['head.contact/value', '0531-86062000'],
    ['capacity.hasExpertPool/value', '有'],
    ['documents.1.title/value', '关于加强清洁生产工作的通知'],
    ['documents.1.number/value', `鲁经信节字〔2012〕18号`],
    ['documents.1.date/value', 41000],
    ['documents.2.title/value', `${city}清洁生产审核实施办法`],
    ['documents.2.number/value', `${place[0]}经信发〔2012〕${3 + Math.floor(90 * chance(city))}号`],
    ['documents.2.date/value', 41153],
    ['text.otherWork/value', chance(city, 'work') > 0.5 ? `${city}举办了清洁生产技术交流会。` : '无'],
    ['text.problems/value', year === YEAR ? `${city}咨询机构数量不足，专业人员缺乏。` : '无'],
  ]);
}

export interface CityOptions {
  readonly from?: number;
  readonly to?: number;
  readonly size?: number;
  /** Cells of the last year that are different. */
  readonly change?: Readonly<Partial<Record<CellKey, CellValue>>>;
}

/** What a city's workbook is made with: several years, and a ledger that begins the year before. */
export function cityTemplate(city: string, options: CityOptions = {}): TemplateOptions {
  const { from = 2012, to = YEAR, change = {}, size } = options;
  const years = new Map<number, Values>();
  for (let year = from; year <= to; year++) {
    years.set(year, new Map([...cityFigures(city, year, size), ...cityTexts(city, year)]));
  }
  for (const [key, value] of Object.entries(change)) years.get(to)!.set(key as CellKey, value ?? null);
  const before = cityFigures(city, from - 1, size);
  const ledger = new Map(
    form.indicators
      .filter(({ periods, sumOf }) => periods === 'pair' && !sumOf)
      .map(({ id }) => [id, { base: before.get(keyOf(id, 'year')) ?? 0 }]),
  );
  return { from, to, region: city, listRows: 3, values: { years, ledger } };
}

export const makeCity = (city: string, options: CityOptions = {}): Promise<Uint8Array> =>
  makeTemplate(cityTemplate(city, options));

/** What is wrong with each of the faulty ones. */
const FAULTS: Readonly<Record<string, CityOptions['change']>> = {
  // A unit typed along: no number, and never 0.
  [FAULTY.unread]: { 'retrofit.investment/year': '2000万' },
  // 合计 typed over its formula, and wrong.
  [FAULTY.total]: { 'audit.total/year': 999 },
  // 累计 typed over its formula: the chain misses.
  [FAULTY.chain]: { 'training.officials/cumulative': 100 },
};

/** The files of the province as they come in; `expect` is the list of who has to report. */
export async function makeProvince(): Promise<{ readonly files: MadeFile[]; readonly expect: string }> {
  const files: MadeFile[] = [];
  for (const city of Object.keys(CITIES)) {
    if (city === MISSING) continue;
    files.push({ name: `${city}.xlsx`, bytes: await makeCity(city, { change: FAULTS[city] ?? {} }) });
  }
  const corrected = { 'effect.cod/year': 1234.5, 'effect.so2/year': 987.25 };
  files.push({ name: `${DOUBLED}（更正）.xlsx`, bytes: await makeCity(DOUBLED, { change: corrected }) });
  const expect = ['name,due', ...Object.keys(CITIES).map((city) => `${city},2099-03-31`), ''].join('\r\n');
  return { files, expect };
}
