/** The roll-up: what the parent's form says, in whatever order the files come, however they are grouped. */
import fc from 'fast-check';
import { check, form, keyOf, readBook } from '../../../src/core';
import { MOST_LIST_ROWS } from '../../../src/core/form/layout';
import { textOf } from '../../../src/core/rollup/child';
import { reportOf } from '../../../src/core/report';
import { parentTemplate } from '../../../src/app/rollup/parent';
import { commonYear, isOpen, type RollUp, totalAt } from '../../../src/core/rollup/rollup';
import { slotsOf } from '../../../src/core/rollup/slots';
import { sumExactly } from '../../../src/core/values/decimal';
import { rollUpMessage } from '../../../src/strings/rollup';
import { childFrom, rolled, templateSheets } from '../../support/children';
import { CITIES, cityTemplate, type CityOptions } from '../../support/province';

const city = (name: string, options: CityOptions = {}) =>
  childFrom(templateSheets(cityTemplate(name, { from: 2014, ...options })), { file: `${name}.xlsx` });
const names = Object.keys(CITIES);
const cities = names.map((name) => city(name));
const figures = ({ totals }: RollUp) => totals.map(({ value }) => value);

test('the cities of the fixture violate no rule', () => {
  for (const name of names) {
    const found = check(readBook(templateSheets(cityTemplate(name)), form), {
      stage: 'draft',
      currentYear: 2026,
    });
    expect(found.filter(({ severity }) => severity !== 'info')).toEqual([]);
  }
});

test('each of the 127 values, each 上年累计 and each 调整 is the sum of the children', () => {
  const { totals } = rolled(cities);
  expect(slotsOf(form).filter(({ key }) => key !== null)).toHaveLength(127);
  for (const { slot, value, parts, open } of totals) {
    const hundredths = cities.map(({ contribution }) => Math.round(contribution!.figures[slot.index]! * 1e6));
    expect(value).toBeCloseTo(hundredths.reduce((sum, part) => sum + part, 0) / 1e6, 6);
    expect(parts).toBe(16);
    expect(open).toEqual([]);
  }
});

test('the order of the files never matters', () => {
  const usual = rolled(cities);
  fc.assert(
    fc.property(fc.shuffledSubarray(cities, { minLength: 16 }), (shuffled) => {
      const { findings, reporters, documents, texts, totals } = rolled(shuffled);
      expect({ findings, reporters, documents, texts, totals }).toEqual({
        findings: usual.findings,
        reporters: usual.reporters,
        documents: usual.documents,
        texts: usual.texts,
        totals: usual.totals,
      });
    }),
    { numRuns: 10 },
  );
});

test('sums of decimals are exact, whatever their order', () => {
  const decimal = fc
    .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 0, max: 6 }))
    .map(([digits, places]) => ({
      value: digits / 10 ** places,
      millionths: BigInt(digits) * 10n ** BigInt(6 - places),
    }));
  fc.assert(
    fc.property(fc.array(decimal, { maxLength: 40 }), (parts) => {
      const total = parts.reduce((sum, { millionths }) => sum + millionths, 0n);
      const sum = sumExactly(parts.map(({ value }) => value));
      expect(sum).toBe(sumExactly(parts.map(({ value }) => value).reverse()));
      expect(sum).toBe(Number((Number(total) / 1e6).toPrecision(15)));
    }),
  );
  expect(sumExactly([0.1, 0.2])).toBe(0.3);
  expect(sumExactly(Array.from({ length: 3000 }, () => 0.01))).toBe(30);
  expect(sumExactly([Number.MAX_SAFE_INTEGER, 2, -2])).toBe(Number.MAX_SAFE_INTEGER);
});

test('a blank is not 0: the sum is of what is there, and says who is missing', () => {
  const blank = city('济南市', { change: { 'effect.cod/year': null } });
  const unread = city('淄博市', { change: { 'effect.cod/year': '2000万' } });
  const result = rolled([blank, unread, city('烟台市')]);
  const cod = totalAt(result, 'effect.cod', 'year');
  expect(cod.value).toBe(totalAt(rolled([city('烟台市')]), 'effect.cod', 'year').value);
  expect(cod.open.map(({ reporter, why, text }) => [reporter.name, why, text])).toEqual([
    ['济南市', 'blank', ''],
    ['淄博市', 'unread', '2000万'],
  ]);
  expect(isOpen(cod, result)).toBe(true);
  expect(isOpen(totalAt(result, 'effect.so2', 'year'), result)).toBe(false);
  const none = rolled([blank]);
  expect(totalAt(none, 'effect.cod', 'year').value).toBeNull();
});

test('what is computed from a figure that is no number was not left blank: it waits for that one', () => {
  const blank = { 'effect.cod/year': null, 'audit.voluntary/year': null, 'audit.mandatory/year': null };
  const unread = { 'effect.cod/year': '2000万', 'audit.voluntary/year': '两家' };
  const result = rolled([city('济南市', { change: blank }), city('淄博市', { change: unread })]);
  const whys = (id: string, field: 'year' | 'cumulative') =>
    totalAt(result, id, field).open.map(({ reporter, why }) => [reporter.name, why]);
  const blankAndWaiting = [
    ['济南市', 'blank'],
    ['淄博市', 'waiting'],
  ];
  expect(whys('effect.cod', 'cumulative')).toEqual(blankAndWaiting);
  expect(whys('audit.total', 'year')).toEqual(blankAndWaiting);
  expect(whys('audit.total', 'cumulative')).toEqual(blankAndWaiting);
  expect(whys('effect.cod', 'year')).toEqual([
    ['济南市', 'blank'],
    ['淄博市', 'unread'],
  ]);
});

test('本级 is added to what the children have; of 九 it may be the figure itself', () => {
  const own = city('山东省', { size: 0.2 });
  const plain = rolled(cities);
  const withOwn = rolled(cities, { own });
  const ownFigure = (id: string, field: 'year' | 'value') =>
    own.contribution!.figures[totalAt(plain, id, field).slot.index]!;
  for (const id of ['effect.cod', 'audit.total']) {
    const sum = sumExactly([totalAt(plain, id, 'year').value!, ownFigure(id, 'year')]);
    expect(totalAt(withOwn, id, 'year').value).toBe(sum);
  }
  const experts = totalAt(withOwn, 'capacity.experts', 'value');
  expect(experts.value).toBe(ownFigure('capacity.experts', 'value'));
  expect(experts.sum).toBe(totalAt(plain, 'capacity.experts', 'value').value);
  const said = withOwn.findings.find(({ variant, slot }) => variant === 'own' && slot === experts.slot)!;
  // The sum with doubles is nothing that the figure should become.
  expect(said).toMatchObject({ expected: null, value: experts.value, params: { sum: experts.sum } });
  expect(rollUpMessage(said, form, 'zh-CN')).toContain(`之和 ${experts.sum} 相差`);
});

test('a figure of another unit is added up, and said: whose it is, where, and how far from the others', () => {
  const files = ['济南市', '淄博市', '枣庄市', '东营市', '潍坊市', '日照市'];
  const whose = (result: RollUp) =>
    result.findings
      .filter(({ variant }) => variant === 'far')
      .map(({ params, slot }) => [params, slot!.indicator.id]);
  const plain = rolled(files.map((name) => city(name)));
  expect(whose(plain)).toEqual([]);
  const { value } = totalAt(rolled([city('日照市')]), 'retrofit.investment', 'year');
  const wrong = city('日照市', { change: { 'retrofit.investment/year': value! * 10_000 } });
  const result = rolled([...files.slice(0, -1).map((name) => city(name)), wrong]);
  expect(whose(result)).toEqual([
    [expect.objectContaining({ reporter: '日照市', count: 1 }), 'retrofit.investment'],
  ]);
  const said = result.findings.find(({ variant }) => variant === 'far')!;
  expect(said.cites[0]).toMatchObject({ file: '日照市.xlsx', sheet: '2014年' });
  expect(said.cites[0]!.address).toMatch(/^[A-Z]+\d+$/);
  expect(rollUpMessage(said, form, 'zh-CN')).toMatch(
    /^日照市的「.*投资额（本年）」为 \d+.*，是各单位中位数的 \d+ 倍/,
  );
  const doubts = result.findings.find(({ variant }) => variant === 'doubts')!;
  expect(doubts.params.reporters).toMatch(/^日照市（\d+）$/);
});

test('the year is that of most files, of several the latest', () => {
  expect(commonYear([{ years: [2013, 2014] }, { years: [2013, 2014] }, { years: [2013, 2014, 2015] }])).toBe(
    2014,
  );
  expect(commonYear([{ years: [2013] }, { years: [2013] }, { years: [2014] }])).toBe(2013);
  expect(commonYear([])).toBeNull();
});

test('figures are what the form holds, in its order', () => {
  const one = city('济南市');
  const result = rolled([one]);
  expect(figures(result)).toEqual([...one.contribution!.figures]);
  expect(result.totals[0]!.slot.key).toBe(keyOf('training.officials', 'year'));
});

describe('the parent’s workbook', () => {
  const parentOf = (result: RollUp) => templateSheets(parentTemplate(result));

  test('holds the sums, has its own chain, and is a reporter like any other', () => {
    const result = rolled(cities, { region: '山东省' });
    const parent = childFrom(parentOf(result));
    expect([...parent.contribution!.figures]).toEqual(figures(result));
    expect(parent.contribution!.counts).toMatchObject({ hard: 0, blank: 0 });
    const report = reportOf(readBook(parentOf(result), form), 2014)!;
    const formulas = [...report.cells].filter(([, { formula }]) => formula !== null).map(([key]) => key);
    expect(formulas).toHaveLength(62 + 2);
  });

  test('county → city → province is county → province', () => {
    const counties = ['历下区', '市中区', '槐荫区', '天桥区', '章丘市', '平阴县', '济阳县', '商河县'].map(
      (name) => city(name),
    );
    const direct = figures(rolled(counties, { region: '山东省' }));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.shuffledSubarray(counties, { minLength: 8 }),
        (split, shuffled) => {
          const twoCities = [shuffled.slice(0, split), shuffled.slice(split)].map((part, index) => {
            const region = ['济南市', '淄博市'][index]!;
            return childFrom(parentOf(rolled(part, { region })), { file: region });
          });
          expect(figures(rolled(twoCities, { region: '山东省' }))).toEqual(direct);
        },
      ),
      { numRuns: 10 },
    );
  });

  test('七 has each document once, texts say who wrote them', () => {
    const result = rolled(cities, { region: '山东省' });
    const numbers = result.documents.map(({ number }) => number);
    expect(numbers.filter((number) => number === '鲁经信节字〔2012〕18号')).toHaveLength(1);
    expect(numbers).toHaveLength(17);
    const report = reportOf(readBook(parentOf(result), form), 2014)!;
    const text = textOf(report.cells.get('text.problems/value')!.value);
    expect(text.split('\n')).toHaveLength(16);
    expect(text).toContain('【烟台市】烟台市咨询机构数量不足');
    expect(report.cells.get('head.region/value')!.value).toBe('山东省');
  });
});

test('a united list too long for the form ends with how many documents more there are', () => {
  const listing = (count: number) => {
    const [first] = cities;
    const documents = Array.from({ length: count }, (_, at) => ({
      title: `文件${at}`,
      number: `鲁${at}号`,
      date: 41_000,
    }));
    return { ...first!, contribution: { ...first!.contribution!, documents } };
  };
  const titles = (count: number) => {
    const { listRows, values } = parentTemplate(rolled([listing(count)]));
    const own = values!.years!.get(2014)!;
    return [
      listRows,
      own.get(`documents.${listRows!}.title/value`),
      own.get(`documents.${listRows! - 1}.title/value`),
    ];
  };
  expect(titles(MOST_LIST_ROWS)[0]).toBe(MOST_LIST_ROWS);
  expect(titles(MOST_LIST_ROWS)[1]).toMatch(/^文件\d+$/);
  const [rows, last, before] = titles(MOST_LIST_ROWS + 7);
  expect([rows, last]).toEqual([MOST_LIST_ROWS, '……（另有 8 个文件，见各单位的报送表）']);
  expect(before).toMatch(/^文件\d+$/);
});
