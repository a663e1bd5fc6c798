/** Sums among the files: whoever reports is counted once, whatever lies in the folder and in whatever order. */
import fc from 'fast-check';
import { form } from '../../../src/core';
import { indexOf } from '../../../src/core/model';
import type { Child } from '../../../src/core/rollup/child';
import { type Member, printOf } from '../../../src/core/rollup/members';
import { PLACE } from '../../../src/core/rollup/papers';
import { isSummed } from '../../../src/core/rollup/reporters';
import { type RollUp, type RollUpOptions, totalAt } from '../../../src/core/rollup/rollup';
import { rollUpMend } from '../../../src/strings/rollupMend';
import { rollUpMessage } from '../../../src/strings/rollup';
import { childFrom, rolled, templateSheets } from '../../support/children';
import { cityTemplate } from '../../support/province';
import { awaited, county, readAgain, sheetsOf, sumOf } from '../../support/sums';

const OFFICIALS = 'training.officials';
const figureOf = ({ contribution }: Child): number =>
  contribution!.figures[totalAt(rolled([]), OFFICIALS, 'year').slot.index]!;

/** As a county that has no children; its figures depend on its name alone. */
const plain = new Map<string, Child>();
const leaf = (name: string): Child => {
  plain.set(name, plain.get(name) ?? county(name));
  return plain.get(name)!;
};

interface SumMade {
  readonly file?: string;
  readonly own?: Child;
  /** Not a word of its reporters' figures, as in a Word file. */
  readonly silent?: boolean;
}

/** As readPapers would have read it: the figures are the sum, the members those added up. */
function sum(region: string | null, parts: readonly Child[], options: SumMade = {}): Child {
  const { file = `${region}汇总.xlsx`, own, silent = false } = options;
  const { totals } = rolled(parts, { own: own ?? null, region, chosen: parts.map((part) => part.file) });
  const figures = Float64Array.from(totals, ({ value }) => value ?? NaN);
  const members = [...parts, ...(own ? [own] : [])].map((part): Member => ({
    name: part.region ?? part.file,
    file: part.file,
    isOwn: part === own,
    below: part.members.flatMap(({ name, below }) => [name, ...below]),
    print: silent ? null : printOf(part.contribution!.figures, form),
  }));
  const first = parts[0]!;
  return {
    ...{ ...first, file, fingerprint: file, region, members },
    contribution: { ...first.contribution!, region, figures },
  };
}

const changed = (child: Child): Child => {
  const figures = child.contribution!.figures.slice();
  figures[0]! += 1;
  return { ...child, fingerprint: 'changed', contribution: { ...child.contribution!, figures } };
};
const another = (child: Child, file: string): Child => ({ ...child, file, fingerprint: file });
const unnamed = (child: Child): Child => ({
  ...child,
  region: null,
  contribution: { ...child.contribution!, region: null },
});

const statuses = (result: RollUp): Record<string, string> =>
  Object.fromEntries(result.reporters.map(({ name, file, status }) => [file ?? name, status]));
const saidBy = (result: RollUp): string[] =>
  result.findings
    .filter(({ rule }) => rule === 'RUP-01')
    .map((finding) => `${finding.severity} ${rollUpMessage(finding, form, 'zh-CN')}`);

const [a, b, c, d] = ['莱州市', '蓬莱市', '招远市', '海阳市'].map(leaf) as [Child, Child, Child, Child];
const [jinan, zibo, weihai] = ['济南市', '淄博市', '威海市'].map(leaf) as [Child, Child, Child];
const yantai = sum('烟台市', [a, b, c]);
const OLD = '烟台市汇总.xlsx';

interface Case {
  readonly what: string;
  readonly files: readonly Child[];
  readonly options?: Partial<RollUpOptions>;
  /** Whose figures make the sum. */
  readonly counts: readonly Child[];
  readonly statuses: Readonly<Record<string, string>>;
  readonly said: readonly string[];
}
const EARLIER = (file: string, names: string, count: number): string =>
  `soft ${file} 是本级的表或以前的汇总表，已含${names}等 ${count} 个单位的数，这些单位另有表在这里，没有当作下级汇总。`;
const WITHIN = (name: string, whole: string, file = `${whole}汇总.xlsx`): string =>
  `soft ${name}的 ${name}.xlsx 没有汇总：${whole}的汇总表 ${file} 里已有它的数。`;
const LACKING = (name: string, file = OLD): string =>
  `hard 以前的汇总表 ${file} 里有${name}的数，这次没有收到它的表，没有计入。`;

const province = sum('山东省', [yantai, jinan, zibo]);
const late = { ...c, contribution: null, years: [2013] };

const cases: readonly Case[] = [
  {
    what: 'an earlier result beside all of its reporters',
    files: [yantai, a, b, c],
    counts: [a, b, c],
    statuses: { [OLD]: 'parent', '莱州市.xlsx': 'summed' },
    said: [EARLIER(OLD, '莱州市、蓬莱市、招远市', 3)],
  },
  {
    what: 'an earlier result, and a reporter that is new',
    files: [yantai, a, b, c, d],
    counts: [a, b, c, d],
    statuses: { [OLD]: 'parent', '海阳市.xlsx': 'summed' },
    said: [EARLIER(OLD, '莱州市、蓬莱市、招远市', 3)],
  },
  {
    what: 'an earlier result that no region was written into',
    files: [unnamed(sum('烟台市', [a, b, c])), a, b, c],
    counts: [a, b, c],
    statuses: { [OLD]: 'parent' },
    said: [EARLIER(OLD, '莱州市、蓬莱市、招远市', 3)],
  },
  {
    what: 'an earlier result of exactly one reporter',
    files: [sum('烟台市', [a]), a, d],
    counts: [a, d],
    statuses: { [OLD]: 'parent' },
    said: [EARLIER(OLD, '莱州市', 1)],
  },
  {
    what: 'two earlier results, the one of them in Word',
    files: [another(sum('烟台市', [a, b], { silent: true }), '上周.docx'), yantai, a, b, c],
    counts: [a, b, c],
    statuses: { '上周.docx': 'parent', [OLD]: 'parent' },
    said: [EARLIER('上周.docx', '莱州市、蓬莱市', 2), EARLIER(OLD, '莱州市、蓬莱市、招远市', 3)],
  },
  {
    what: 'an earlier result whose reporters are written without 市',
    files: [
      { ...yantai, members: yantai.members.map((one) => ({ ...one, name: one.name.slice(0, -1) })) },
      a,
      b,
      c,
    ],
    counts: [a, b, c],
    statuses: { [OLD]: 'parent' },
    said: [EARLIER(OLD, '莱州市、蓬莱市、招远市', 3)],
  },
  {
    what: 'an earlier result, one of whose reporters has sent nothing this time',
    files: [yantai, a, b],
    counts: [a, b],
    statuses: { [OLD]: 'parent', 招远市: 'missing' },
    said: [LACKING('招远市'), EARLIER(OLD, '莱州市、蓬莱市', 2)],
  },
  {
    what: 'an earlier result, one of whose reporters sends another year',
    files: [yantai, a, b, late],
    counts: [a, b],
    statuses: { [OLD]: 'parent', '招远市.xlsx': 'year' },
    said: [
      'hard 招远市的 招远市.xlsx 没有 2014 年的报送表（有 2013 年），没有汇总。',
      EARLIER(OLD, '莱州市、蓬莱市、招远市', 3),
    ],
  },
  {
    what: 'a roll-up whose reporters’ files are not here',
    files: [yantai, jinan, zibo],
    counts: [yantai, jinan, zibo],
    statuses: { [OLD]: 'summed' },
    said: [],
  },
  {
    what: 'a city’s roll-up, and one of its counties among the files of other cities',
    files: [yantai, a, jinan, zibo],
    counts: [yantai, jinan, zibo],
    statuses: { [OLD]: 'summed', '莱州市.xlsx': 'within' },
    said: [WITHIN('莱州市', '烟台市')],
  },
  {
    what: 'the same, where that county has changed its figures since',
    files: [yantai, changed(a), jinan, zibo],
    counts: [yantai, jinan, zibo],
    statuses: { [OLD]: 'summed', '莱州市.xlsx': 'within' },
    said: [
      'hard 莱州市的 莱州市.xlsx 没有汇总：烟台市的汇总表 烟台市汇总.xlsx 里已有它的数，但与这份表不一样。',
    ],
  },
  {
    what: 'a city’s roll-up and all of its counties among the files of other cities',
    files: [yantai, a, b, c, jinan, zibo, weihai],
    counts: [a, b, c, jinan, zibo, weihai],
    statuses: { [OLD]: 'parent', '莱州市.xlsx': 'summed' },
    said: [EARLIER(OLD, '莱州市、蓬莱市、招远市', 3)],
  },
  {
    what: 'an earlier provincial result, its cities, and the counties of one of them',
    files: [province, yantai, jinan, zibo, a, b, c],
    counts: [yantai, jinan, zibo],
    statuses: { '山东省汇总.xlsx': 'parent', [OLD]: 'summed', '招远市.xlsx': 'within' },
    said: [
      EARLIER('山东省汇总.xlsx', '烟台市、济南市、淄博市', 3),
      ...['莱州市', '蓬莱市', '招远市'].map((name) => WITHIN(name, '烟台市')),
    ],
  },
  {
    what: 'an earlier provincial result, and the counties of a city that is not here itself',
    files: [province, jinan, zibo, a, b, c],
    counts: [jinan, zibo, a, b, c],
    statuses: { '山东省汇总.xlsx': 'parent', '莱州市.xlsx': 'summed' },
    said: [EARLIER('山东省汇总.xlsx', '莱州市、蓬莱市、招远市', 5)],
  },
  {
    what: 'the same, where one of the counties lacks',
    files: [province, jinan, zibo, a, b],
    counts: [jinan, zibo, a, b],
    statuses: { '山东省汇总.xlsx': 'parent', 招远市: 'missing' },
    said: [LACKING('招远市', '山东省汇总.xlsx'), EARLIER('山东省汇总.xlsx', '莱州市、蓬莱市、济南市', 4)],
  },
  {
    what: 'the collector’s own form that an earlier result had, and nobody names now',
    files: [sum('烟台市', [a, b], { own: leaf('烟台市') }), a, b],
    counts: [a, b],
    statuses: { [OLD]: 'parent', 烟台市: 'missing' },
    said: [
      'hard 以前的汇总表 烟台市汇总.xlsx 里有本级的数（烟台市），这次没有本级的表，没有计入。',
      EARLIER(OLD, '莱州市、蓬莱市', 2),
    ],
  },
  {
    what: 'two earlier results of a region that had its own form then',
    files: [
      another(sum('烟台市', [a, b], { own: leaf('烟台市') }), '上周.xlsx'),
      sum('烟台市', [a, b, c], { own: leaf('烟台市') }),
      ...[a, b, c],
    ],
    counts: [a, b, c],
    statuses: { '上周.xlsx': 'parent', [OLD]: 'parent', 烟台市: 'missing' },
    said: [
      'hard 以前的汇总表 上周.xlsx 里有本级的数（烟台市），这次没有本级的表，没有计入。',
      EARLIER('上周.xlsx', '莱州市、蓬莱市', 2),
      EARLIER(OLD, '莱州市、蓬莱市、招远市', 3),
    ],
  },
  {
    what: 'the collector’s own form that lies among the files',
    files: [sum('烟台市', [a, b], { own: leaf('烟台市') }), a, b, leaf('烟台市')],
    counts: [a, b, leaf('烟台市')],
    statuses: { [OLD]: 'parent', '烟台市.xlsx': 'summed' },
    said: [EARLIER(OLD, '莱州市、蓬莱市、烟台市', 3)],
  },
  {
    what: 'an earlier result that somebody takes for the collector’s own form',
    files: [a, b, c],
    options: { own: yantai, region: '烟台市' },
    counts: [a, b, c],
    statuses: { [OLD]: 'parent' },
    said: [
      'hard 指定为本级的 烟台市汇总.xlsx 是以前的汇总表，已含莱州市、蓬莱市、招远市等 3 个单位的数，这些单位另有表在这里，没有作为本级的数计入。',
    ],
  },
  {
    what: 'the collector’s own form that is a sum of others, one of whom has sent its form as well',
    files: [a, jinan, zibo],
    options: { own: yantai, region: '山东省' },
    counts: [yantai, jinan, zibo],
    statuses: { [OLD]: 'own', '莱州市.xlsx': 'within' },
    said: [WITHIN('莱州市', '烟台市')],
  },
  {
    what: 'the collector’s own region, whose earlier result has a reporter more',
    files: [yantai, a, b],
    options: { region: '烟台市' },
    counts: [a, b],
    statuses: { [OLD]: 'parent', 招远市: 'missing' },
    said: [LACKING('招远市'), EARLIER(OLD, '莱州市、蓬莱市', 2)],
  },
  {
    what: 'a sum of which a person says that it counts',
    files: [yantai, a, b, c, d],
    options: { chosen: [OLD] },
    counts: [yantai, d],
    statuses: { [OLD]: 'summed', '莱州市.xlsx': 'within' },
    said: ['莱州市', '蓬莱市', '招远市'].map((name) => WITHIN(name, '烟台市')),
  },
  {
    what: 'a county of which a person says that its own form counts, and a city that has more of them',
    files: [yantai, a, jinan, zibo],
    options: { chosen: ['莱州市.xlsx'] },
    counts: [a, jinan, zibo],
    statuses: { [OLD]: 'parent', '莱州市.xlsx': 'summed', 蓬莱市: 'missing', 招远市: 'missing' },
    said: [EARLIER(OLD, '莱州市', 1), LACKING('蓬莱市'), LACKING('招远市')],
  },
  {
    what: 'the same, where city and county are on the list and the other counties are not',
    files: [yantai, a, jinan],
    options: { chosen: ['莱州市.xlsx'], expected: ['烟台市', '济南市', '莱州市'].map(awaited) },
    counts: [a, jinan],
    statuses: { [OLD]: 'parent', '莱州市.xlsx': 'summed', 蓬莱市: 'missing' },
    said: [EARLIER(OLD, '莱州市', 1), LACKING('蓬莱市'), LACKING('招远市')],
  },
  {
    what: 'a sum on the list, whose reporters are not on it',
    files: [yantai, a, jinan],
    options: { expected: ['烟台市', '济南市'].map(awaited) },
    counts: [yantai, jinan],
    statuses: { [OLD]: 'summed', '莱州市.xlsx': 'stranger' },
    said: ['hard 莱州市.xlsx 的「莱州市」不在应报名单里，没有汇总。'],
  },
  {
    what: 'a sum on the list together with its reporters',
    files: [yantai, a, b, c, jinan],
    options: { expected: ['烟台市', '济南市', '莱州市', '蓬莱市', '招远市'].map(awaited) },
    counts: [yantai, jinan],
    statuses: { [OLD]: 'summed', '莱州市.xlsx': 'within' },
    said: ['莱州市', '蓬莱市', '招远市'].map((name) => WITHIN(name, '烟台市')),
  },
  {
    what: 'an earlier result that is not on the list of its reporters',
    files: [yantai, a, b],
    options: { expected: ['莱州市', '蓬莱市', '招远市'].map(awaited) },
    counts: [a, b],
    statuses: { [OLD]: 'parent', 招远市: 'missing' },
    said: ['hard 招远市没有上报。', EARLIER(OLD, '莱州市、蓬莱市', 2)],
  },
  {
    what: 'a city’s roll-up of another year, and some of its counties',
    files: [{ ...yantai, contribution: null, years: [2013] }, a, jinan, zibo, weihai],
    counts: [a, jinan, zibo, weihai],
    statuses: { [OLD]: 'year', '莱州市.xlsx': 'summed' },
    said: ['hard 烟台市的 烟台市汇总.xlsx 没有 2014 年的报送表（有 2013 年），没有汇总。'],
  },
  {
    what: 'two results of other names, the one with fewer of the same reporters',
    files: [another(unnamed(sum('烟台市', [a, b])), '一.xlsx'), another(unnamed(yantai), '二.xlsx')],
    counts: [yantai],
    statuses: { '一.xlsx': 'within', '二.xlsx': 'summed' },
    said: ['soft 一.xlsx的 一.xlsx 没有汇总：二.xlsx的汇总表 二.xlsx 里已有它的数。'],
  },
  {
    what: 'two sums that have a reporter in common',
    files: [sum('烟台市', [a, b]), sum('威海市', [b, d])],
    counts: [a, b, b, d],
    statuses: { [OLD]: 'summed', '威海市汇总.xlsx': 'summed' },
    said: [
      'hard 威海市的 威海市汇总.xlsx 与烟台市的 烟台市汇总.xlsx 都汇总了蓬莱市等 1 个单位，数也相同，重复计算了。',
    ],
  },
  {
    what: 'two sums with different reporters of the same name',
    files: [sum('烟台市', [a, leaf('市中区')]), sum('威海市', [d, changed(leaf('市中区'))])],
    counts: [sum('烟台市', [a, leaf('市中区')]), sum('威海市', [d, changed(leaf('市中区'))])],
    statuses: { [OLD]: 'summed' },
    said: [
      'info 威海市的 威海市汇总.xlsx 与烟台市的 烟台市汇总.xlsx 都汇总了名为市中区的单位（共 1 个），数不一样或无法比较，请确认没有重复计算。',
    ],
  },
  {
    what: 'provinces, one of which is a sum that has its 计划单列市',
    files: [sum('辽宁省', [leaf('大连市'), leaf('沈阳市')]), leaf('大连市'), leaf('山西省'), leaf('吉林省')],
    counts: [leaf('大连市'), leaf('沈阳市'), leaf('山西省'), leaf('吉林省')],
    statuses: { '辽宁省汇总.xlsx': 'summed', '大连市.xlsx': 'within' },
    said: [WITHIN('大连市', '辽宁省')],
  },
  {
    what: '吉林市 in the sum of 吉林省, whatever is bare in their names',
    files: [sum('吉林省', [leaf('吉林市'), leaf('长春市')]), leaf('吉林市'), leaf('长春市')],
    counts: [leaf('吉林市'), leaf('长春市')],
    statuses: { '吉林省汇总.xlsx': 'parent', '吉林市.xlsx': 'summed' },
    said: [EARLIER('吉林省汇总.xlsx', '吉林市、长春市', 2)],
  },
  {
    what: 'an earlier national result with the short names of its provinces',
    files: [
      {
        ...sum('全国', [leaf('山西省'), leaf('内蒙古自治区')]),
        members: ['山西', '内蒙古'].map((name) => ({
          ...{ name, file: '', isOwn: false, below: [], print: null },
        })),
      },
      leaf('山西省'),
      leaf('内蒙古自治区'),
    ],
    counts: [leaf('山西省'), leaf('内蒙古自治区')],
    statuses: { '全国汇总.xlsx': 'parent' },
    said: [EARLIER('全国汇总.xlsx', '山西省、内蒙古自治区', 2)],
  },
];

test.each(cases)('$what', ({ files, options, counts, statuses: expected, said }) => {
  const result = rolled(files, options);
  expect(statuses(result)).toMatchObject(expected);
  const total = totalAt(result, OFFICIALS, 'year').value;
  expect(total).toBe(counts.reduce((all, child) => all + figureOf(child), 0));
  const sorted = (texts: readonly string[]): string[] => [...texts].sort();
  expect(sorted(saidBy(result))).toEqual(sorted(said));
  for (const finding of result.findings) expect(rollUpMend(finding, 'zh-CN')).not.toBe('');
});

test('a province that is a sum answers by itself whether its 计划单列市 is in it', () => {
  const liaoning = sum('辽宁省', [leaf('大连市'), leaf('沈阳市')]);
  const nation = rolled([liaoning, leaf('大连市'), leaf('山西省'), leaf('吉林省')]);
  expect(nation.units.map(({ name, declared }) => [name, declared])).toEqual([['大连市', 'included']]);
  expect(nation.findings.filter(({ rule }) => rule === 'RUP-04')).toEqual([]);
});

const told = (result: RollUp): unknown => [
  result.reporters.map(({ name, status, file, overlap }) => [name, status, file, overlap]),
  result.totals.map(({ value, open, parts }) => [value, open.length, parts]),
  result.findings.map((finding) => [finding.severity, rollUpMessage(finding, form, 'zh-CN')]),
];

test.each(cases)('$what: the order of the files changes nothing', ({ files, options }) => {
  const known = told(rolled(files, options));
  fc.assert(
    fc.property(fc.shuffledSubarray([...files], { minLength: files.length }), (shuffled) => {
      expect(told(rolled(shuffled, options))).toEqual(known);
    }),
    { numRuns: 12 },
  );
});

const LEAVES = ['甲县', '乙县', '丙县', '丁县', '戊县', '己县'];

interface Folder {
  readonly files: readonly Child[];
  /** By file, the counties whose figures are in it, and how deep. */
  readonly holds: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Counties, and up to four sums of counties and of each other; any of them lies in the folder, or does not. */
const folders: fc.Arbitrary<Folder> = fc
  .tuple(
    fc.array(fc.array(fc.nat(9), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }),
    fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
    fc.boolean(),
  )
  .map(([sums, present, silent]): Folder => {
    const all: Child[] = LEAVES.map(leaf);
    const holds = new Map(LEAVES.map((name) => [`${name}.xlsx`, new Map([[name, 0]])]));
    sums.forEach((picks, index) => {
      const parts = new Map<string, Child>();
      const held = new Map<string, number>();
      for (const part of picks.map((pick) => all[pick % all.length]!)) {
        const own = holds.get(part.file)!;
        // A collector adds nobody up twice.
        if ([...own.keys()].some((name) => held.has(name))) continue;
        parts.set(part.file, part);
        own.forEach((depth, name) => held.set(name, depth + 1));
      }
      const made = sum(`第${index + 1}市`, [...parts.values()], { silent });
      holds.set(made.file, held);
      all.push(made);
    });
    return { files: all.filter((_, index) => present[index]), holds };
  });

test('whatever sums lie in a folder, each county counts once, or a finding says why not', () => {
  fc.assert(
    fc.property(folders, ({ files, holds }) => {
      const result = rolled(files);
      const summed = result.reporters.filter(isSummed).map(({ file }) => holds.get(file!)!);
      const found = result.findings.map(({ variant }) => variant);
      const missing = result.reporters.filter(({ status }) => status === 'missing').map((one) => one.name);
      const isMissing = (name: string): boolean =>
        missing.some((one) => holds.get(one.endsWith('县') ? `${one}.xlsx` : `${one}汇总.xlsx`)!.has(name));
      const wrong = LEAVES.flatMap((name) => {
        const depths = summed.flatMap((held) => held.get(name) ?? []);
        const isThere = files.some(({ file }) => holds.get(file)!.has(name));
        if (depths.length > 1 && depths.every((depth) => depth > 1)) return [];
        if (depths.length > 1) return found.some((one) => one.startsWith('shared')) ? [] : [name];
        return depths.length < Number(isThere) && !isMissing(name) ? [name] : [];
      });
      const tree = files.map(({ file, members }) => [file, members.map(({ name }) => name).join()]);
      expect({ tree, wrong, said: statuses(result) }).toMatchObject({ wrong: [] });
    }),
    { numRuns: 1500 },
  );
});

describe('what a workbook of ours says of who is in it', () => {
  const members = (child: Child): unknown =>
    child.members.map(({ name, isOwn, below }) => [name, isOwn, ...below]);

  test('are those added up, with those below them, and never who was missing or doubled', async () => {
    const city = await sumOf('烟台市', [a, b, d, another(changed(d), '另.xlsx')], {
      expected: ['莱州市', '蓬莱市', '海阳市', '招远市'],
      own: leaf('烟台市'),
    });
    const read = readAgain(city.bytes, OLD);
    expect(members(read)).toEqual([
      ['烟台市', true],
      ['莱州市', false],
      ['蓬莱市', false],
    ]);
    const above = readAgain((await sumOf('山东省', [read, jinan])).bytes, '山东省.xlsx');
    expect(members(above)).toEqual([
      ['济南市', false],
      ['烟台市', false, '烟台市', '莱州市', '蓬莱市'],
    ]);
    const again = rolled([above, read, jinan, a]);
    expect(statuses(again)).toEqual({
      ...{ '山东省.xlsx': 'parent', [OLD]: 'summed', '济南市.xlsx': 'summed' },
      '莱州市.xlsx': 'within',
    });
    expect(again.findings.filter(({ variant }) => variant === 'withinMoved')).toEqual([]);
    expect(statuses(rolled([read, changed(a), jinan, zibo]))['莱州市.xlsx']).toBe('within');
    expect(saidBy(rolled([read, changed(a), jinan, zibo])).join()).toMatch(/与这份表不一样/);
  });

  test('are told by more than one sheet where they are many', async () => {
    const many = Array.from({ length: 260 }, (_, index) =>
      another({ ...a, region: `第${index}县` }, `${index}.xlsx`),
    );
    const read = readAgain((await sumOf('烟台市', many)).bytes, OLD);
    expect(read.members).toHaveLength(260);
    expect(new Set(read.members.map(({ name }) => name)).size).toBe(260);
    expect(statuses(rolled([read, many[258]!, many[259]!]))[OLD]).toBe('parent');
  });

  test('are those with figures, where the sheet is an older one or somebody has moved its columns', async () => {
    const { bytes } = await sumOf('烟台市', [a, b], { expected: ['莱州市', '蓬莱市', '招远市'] });
    const older = sheetsOf(bytes).map((sheet) => {
      const cells = new Map(sheet.cells);
      if (sheet.name === '汇总底稿')
        for (const row of [PLACE.status, PLACE.file]) cells.delete(indexOf(row, PLACE.id));
      return { ...sheet, cells };
    });
    expect(members(childFrom(older, { file: OLD }))).toEqual([
      ['莱州市', false],
      ['蓬莱市', false],
    ]);
  });

  test('are of the year that was added up, and of no year that was begun in the same workbook', async () => {
    const { bytes } = await sumOf('烟台市', [a, b]);
    const next = templateSheets(cityTemplate('烟台市', { from: 2015, to: 2015 })).filter(
      ({ name }) => name === '2015年',
    );
    const both = [...sheetsOf(bytes), ...next];
    expect(childFrom(both, { file: OLD, year: 2015 }).members).toEqual([]);
    expect(childFrom(both, { file: OLD, year: 2014 }).members).toHaveLength(2);
  });
});
