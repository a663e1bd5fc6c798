/** RUP-01…06: the examples of the rule data carried out, and what each says. */
import { form } from '../../../src/core';
import { type Case, examples } from '../../../src/core/form/examples';
import type { CellKey, CellValue } from '../../../src/core/model';
import type { Expected } from '../../../src/core/rollup/reporters';
import { isOpen, type RollUp } from '../../../src/core/rollup/rollup';
import { anatomyOf } from '../../../src/app/rollup/parts';
import { countsOf } from '../../../src/app/rollup/room';
import { collectedFrom } from '../../../src/app/rollup/returns';
import { rollUpMend, rollUpMendInPane } from '../../../src/strings/rollupMend';
import { rules } from '../../../src/strings/rules.zh-CN';
import type { RollUpFinding } from '../../../src/core/rollup/finding';
import { rollUpMessage } from '../../../src/strings/rollup';
import { aboutOf, LANGUAGES, mendOf } from '../../../src/strings/messages';
import { childFrom, rolled } from '../../support/children';
import { cleanValues, makeSheet } from '../../support/sheets';

const clean = (region: string, change: object = {}) => {
  const values = { ...cleanValues(2014, { base: 3, region }), ...change } as Record<CellKey, CellValue>;
  return childFrom([makeSheet(values)], { file: `${region}.xlsx` });
};
const awaited = (name: string, rest: Partial<Expected> = {}): Expected => ({
  name,
  due: null,
  received: null,
  declared: null,
  file: null,
  ...rest,
});

function carryOut({ rollUp: many }: Case): RollUp {
  const children = Object.entries(many!.reporters).map(([region, change]) => clean(region, change));
  const options = {
    expected: many!.expected?.map((name) => awaited(name)) ?? null,
    declared: new Map(Object.entries(many!.declared ?? {})),
  };
  const sum = rolled(children, options);
  if (!many!.parent) return sum;
  const sums = sum.totals.flatMap(({ slot, value }) => (slot.key ? [[slot.key, value] as const] : []));
  const parent = clean('山东省', { ...Object.fromEntries(sums), ...many!.parent });
  return rolled(children, { ...options, parent });
}

const own = examples.filter(({ fails }) => fails.rollUp);

test.each(own)(
  '$rule is raised by its failing example, and not by its passing one',
  ({ rule, at, fails, passes }) => {
    const { severity: grave } = form.rules.find(({ id }) => id === rule)!;
    const raised = carryOut(fails).findings.filter((one) => one.rule === rule && one.severity === grave);
    expect(raised).toHaveLength(1);
    expect(raised[0]!.slot?.key ?? undefined).toBe(at);
    const left = carryOut(passes).findings.filter(
      ({ severity, variant }) => severity === 'hard' || variant === '',
    );
    expect(left).toEqual([]);
    for (const language of LANGUAGES) {
      const texts = [
        rollUpMessage(raised[0]!, form, language),
        mendOf(rule, language),
        aboutOf(rule, language),
      ];
      for (const text of texts) expect(text).toMatch(/^[^{}—]{5,}$/);
    }
  },
);

const said = (result: RollUp) => result.findings.map((finding) => rollUpMessage(finding, form, 'zh-CN'));
const statuses = ({ reporters }: RollUp) => reporters.map(({ name, status }) => [name, status]);

test('whatever a roll-up finds says how to mend just that, in both languages', () => {
  const checkedAlone = /\.carried(?:Moved)?$/;
  for (const language of LANGUAGES) {
    const variants = Object.keys(rules).filter((key) => /^RUP-0\d\./.test(key) && !checkedAlone.test(key));
    expect(variants.length).toBeGreaterThan(20);
    for (const key of variants) {
      const [rule, variant] = key.split('.') as [string, string];
      const own = rollUpMend({ rule, variant } as RollUpFinding, language);
      expect([key, own === mendOf(rule, language)]).toEqual([key, false]);
      expect(own).toMatch(/^[^{}]{4,}[。.]$/);
      const inPane = rollUpMendInPane({ rule, variant } as RollUpFinding, language);
      expect(inPane).toMatch(/^[^{}]{4,}[。.]$/);
      expect(inPane).not.toMatch(/--|命令行|command line/);
    }
  }
});

describe('RUP-01', () => {
  test('two files that disagree are both named, and neither is added up until one is chosen', () => {
    const first = clean('济南市');
    const second = {
      ...clean('济南市', { 'effect.cod/year': 9, 'effect.cod/cumulative': 24 }),
      file: '更正.xlsx',
      fingerprint: 'b',
    };
    const result = rolled([first, second, clean('淄博市')]);
    expect(statuses(result)).toEqual([
      ['济南市', 'doubled'],
      ['济南市', 'doubled'],
      ['淄博市', 'summed'],
    ]);
    expect(said(result).filter((text) => text.startsWith('济南市'))).toEqual([
      '济南市报了不止一份，数不一样，一份也没有汇总：更正.xlsx，另有 济南市.xlsx。不一样的数有 2 个，' +
        '如 「五、实施效果 环境效果 COD（本年）」、「五、实施效果 环境效果 COD（累计）」。',
    ]);
    expect(countsOf(result)).toEqual({ total: 2, summed: 1, absent: 1 });
    expect(anatomyOf(result, 0).absent.map(({ name }) => name)).toEqual(['济南市']);
    const remarks = collectedFrom(result, 'zh-CN').map((one) => one.remarks);
    expect(remarks[1]![0]!.message).toMatch(
      /一份也没有汇总：济南市\.xlsx，另有 更正\.xlsx。不一样的数有 2 个/,
    );
    const asked = { mend: '请核实以哪一份为准，只重新报送那一份。' };
    expect(remarks).toMatchObject([[asked], [asked], []]);
    const chosen = rolled([first, second], { chosen: ['更正.xlsx'] });
    expect(statuses(chosen)).toEqual([
      ['济南市', 'summed'],
      ['济南市', 'replaced'],
    ]);
  });

  test('an earlier 汇总表 among the files is not added up as a reporter; 吉林市 reports to 吉林省 all the same', () => {
    const children = [clean('吉林省'), clean('吉林市'), clean('长春市')];
    const result = rolled(children, { region: '吉林省' });
    expect(statuses(result)).toEqual([
      ['吉林省', 'parent'],
      ['吉林市', 'summed'],
      ['长春市', 'summed'],
    ]);
    expect(result.totals[0]!.parts).toBe(2);
    expect(said(result)).toContain(
      '吉林省.xlsx 的地区就是汇总的地区（吉林省），是本级的表或以前的汇总表，没有当作下级汇总。',
    );
    expect(statuses(rolled(children, { region: '吉林省', own: children[0]! }))[0]).toEqual(['吉林省', 'own']);
  });

  test('吉林市 that is missing is missed, though 吉林省 has a file here, and no file of 吉林省 stands for it', () => {
    const expected = ['长春市', '吉林市', '四平市'].map((name) => awaited(name));
    const children = [clean('长春市'), clean('四平市'), clean('吉林省')];
    for (const [region, province] of [
      ['吉林省', 'parent'],
      [null, 'stranger'],
    ] as const) {
      const result = rolled(children, { region, expected });
      expect(statuses(result)).toEqual([
        ['长春市', 'summed'],
        ['吉林市', 'missing'],
        ['四平市', 'summed'],
        ['吉林省', province],
      ]);
      expect(result.totals[0]!.parts).toBe(2);
      expect(isOpen(result.totals[0]!, result)).toBe(true);
    }
  });

  test('the same report twice counts once', () => {
    const result = rolled([clean('济南市'), { ...clean('济南市'), file: 'b.xlsx', fingerprint: 'other' }]);
    expect(statuses(result)).toEqual([
      ['济南市', 'summed'],
      ['济南市', 'copy'],
    ]);
    expect(result.findings.filter(({ severity }) => severity === 'hard')).toEqual([]);
  });

  test('another year, another version, strangers, late and unreadable ones are named and not added up', () => {
    const old = childFrom([makeSheet(cleanValues(2013, { region: '淄博市' }))], {
      file: 'old.xlsx',
      year: 2014,
    });
    const children = [
      clean('济南市'),
      old,
      { ...clean('枣庄市'), version: '2' },
      clean('南京市'),
      { file: '烟台.xlsx', code: 'TRUNCATED', reason: '文件不完整。' },
      { ...clean('潍坊市'), modified: '2015-04-02' },
    ];
    const expected = ['济南市', '淄博市', '枣庄市', '烟台市', '潍坊市'].map((name) =>
      awaited(name, { due: '2015-03-31' }),
    );
    const result = rolled(children as never, { expected });
    expect(statuses(result)).toEqual([
      ['济南市', 'summed'],
      ['淄博市', 'year'],
      ['枣庄市', 'version'],
      ['烟台市', 'unreadable'],
      ['潍坊市', 'summed'],
      ['南京市', 'stranger'],
    ]);
    expect(said(result).slice(0, 5)).toEqual([
      '淄博市的 old.xlsx 没有 2014 年的报送表（有 2013 年），没有汇总。',
      '枣庄市的 枣庄市.xlsx 表样版本是 2，与本表样不同，没有汇总。',
      '烟台.xlsx 读不出，没有汇总：文件不完整。',
      '潍坊市迟报：应于 2015-03-31 前报送，2015-04-02 收到。',
      '南京市.xlsx 的「南京市」不在应报名单里，没有汇总。',
    ]);
  });
});

describe('RUP-04', () => {
  const national = ['辽宁省', '大连市', '山西省'].map((region) => clean(region));
  test('what is included in the figures of its province is not added a second time', () => {
    const result = rolled(national, { declared: new Map([['大连市', 'included']]) });
    expect(statuses(result)).toEqual([
      ['山西省', 'summed'],
      ['辽宁省', 'summed'],
      ['大连市', 'included'],
    ]);
    expect(result.totals[0]!.value).toBe(10);
  });
  test('the list may declare it too, on the line of the province or of the city', () => {
    for (const name of ['辽宁', '大连']) {
      const expected = ['辽宁省', '大连市', '山西省'].map((one) =>
        awaited(one, { declared: one.startsWith(name) ? 'separate' : null }),
      );
      const result = rolled(national, { expected });
      expect(result.findings.filter(({ rule }) => rule === 'RUP-04')).toEqual([]);
      expect(result.totals[0]!.value).toBe(15);
    }
  });
  test('a city within its province’s own roll-up needs no declaration', () => {
    const result = rolled(['青岛市', '济南市'].map((region) => clean(region)));
    expect(result.findings.filter(({ rule }) => rule === 'RUP-04')).toEqual([]);
  });
});
