/** A sum that lacks something is added up again one level higher: nothing of it is silent. */
import { makeRollUp } from '../../../src/app/rollup/make';
import { check, type Finding, form, keyOf, readBook } from '../../../src/core';
import type { Explanation } from '../../../src/core/explanations';
import { isOpen, type RollUp, totalAt } from '../../../src/core/rollup/rollup';
import { mendOfFinding, messageOf } from '../../../src/strings/messages';
import { carriedText, rollUpMessage, rollUpWords } from '../../../src/strings/rollup';
import { rolled } from '../../support/children';
import { county, readAgain, sheetsOf, sumOf } from '../../support/sums';

const unread = { 'retrofit.investment/year': '2000万' } as const;
const blank = { 'effect.cod/year': null } as const;

const ownFindings = (bytes: Uint8Array): Finding[] =>
  check(readBook(sheetsOf(bytes), form), { stage: 'draft', currentYear: 2026 }).filter(({ rule }) =>
    rule.startsWith('RUP'),
  );
const said = (result: RollUp): string[] => result.findings.map((one) => rollUpMessage(one, form, 'zh-CN'));

/** A city of three counties, one of which wrote 2000万, one left COD blank; a fourth sent nothing. */
const city = sumOf(
  '烟台市',
  [county('莱州市'), county('蓬莱市', { change: unread }), county('招远市', { change: blank })],
  { expected: ['莱州市', '蓬莱市', '招远市', '海阳市'] },
);

test('the form says of itself what it lacks, softly, with what to do', async () => {
  const found = ownFindings((await city).bytes);
  expect(found.every(({ severity }) => severity === 'soft')).toBe(true);
  const texts = found.map((one) => messageOf(one, form, 'zh-CN'));
  expect(texts).toContain('这张表是汇总来的，没有包括全部下级单位：海阳市（缺报）。');
  expect(texts).toContain(
    '「技术改造项目 企业清洁生产技术改造投资额（本年）」没有汇总全，缺：蓬莱市「2000万」。',
  );
  expect(texts.filter((text) => text.includes('COD（本年）'))).toEqual([
    '「五、实施效果 环境效果 COD（本年）」没有汇总全，缺：招远市（未填）。',
  ]);
  for (const one of found) expect(mendOfFinding(one, 'zh-CN')).toMatch(/重新汇总.*审核说明/);
});

test('one level higher it is told by reporter and by figure, and no sum with it counts as complete', async () => {
  const children = [readAgain((await city).bytes, '烟台市.xlsx'), county('济南市')];
  const result = rolled(children, { region: '山东省' });
  const texts = said(result);
  expect(texts).toContain('烟台市报的是汇总表，没有包括它的全部下级单位：海阳市（缺报）。');
  expect(texts.filter((text) => /^烟台市的汇总表含未决数 \d+ 项，加起来也不全。$/.test(text))).toHaveLength(
    1,
  );
  expect(texts).toContain(
    '「五、实施效果 环境效果 COD（本年）」汇总不全：烟台市（招远市（未填））的数是汇总数，本身没有汇总全。',
  );
  const cod = totalAt(result, 'effect.cod', 'year');
  expect(cod).toMatchObject({ parts: 2, open: [{ why: 'partial', text: '招远市（未填）' }] });
  expect(result.totals.every((total) => isOpen(total, result))).toBe(true);
  const [yantai] = result.reporters.filter(({ name }) => name === '烟台市');
  expect(carriedText(yantai!, rollUpWords('zh-CN'))).toMatch(
    /^含未决数 \d+ 项\n未计入其下级：海阳市（缺报）$/,
  );
});

test('the workbook of the higher level carries it on, so that the next level hears of it as well', async () => {
  const children = [readAgain((await city).bytes, '烟台市.xlsx'), county('济南市')];
  const { bytes } = await sumOf('山东省', children);
  const texts = ownFindings(bytes).map((one) => messageOf(one, form, 'zh-CN'));
  expect(texts).toContain('这张表是汇总来的，没有包括全部下级单位：烟台市（其下级：海阳市（缺报））。');
  expect(texts).toContain(
    '「五、实施效果 环境效果 COD（本年）」没有汇总全，缺：烟台市（其下级：招远市（未填））。',
  );
  const list = sheetsOf(bytes).find(({ name }) => name === '汇总清单')!;
  const cells = [...list.cells.values()].map(({ value }) => value);
  expect(
    cells.some((value) =>
      /^含未决数 \d+ 项\n未计入其下级：海阳市（缺报）$/.test(typeof value === 'string' ? value : ''),
    ),
  ).toBe(true);
});

test('what the lower level has explained is closed, and said as a hint', async () => {
  const lacking = ownFindings(
    (await sumOf('烟台市', [county('莱州市'), county('蓬莱市', { change: unread })])).bytes,
  );
  const explanations = lacking.map(({ rule, cells: [cell] }): Explanation => ({
    ...{ rule, year: 2014, id: cell!.id!, period: cell!.period!, value: cell!.value },
    ...{ reason: '蓬莱市电话核实为 0。', author: '王芳', date: null },
  }));
  const children = [county('莱州市'), county('蓬莱市', { change: unread })];
  const explained = await sumOf('烟台市', children, { explanations });
  const result = rolled([readAgain(explained.bytes, '烟台市.xlsx'), county('济南市')]);
  expect(said(result)).toContain(`烟台市的汇总表有未决数 ${lacking.length} 项，已写明审核说明。`);
  expect(result.findings.filter(({ variant }) => /partial|carriedUp/.test(variant))).toEqual([]);
  expect(totalAt(result, 'retrofit.investment', 'year').open).toEqual([]);
});

test('a figure that was changed by hand afterwards is still asked for, with what the sum was', async () => {
  const { bytes, rolled: sum } = await city;
  const sheets = sheetsOf(bytes).map((sheet) => ({ ...sheet, cells: new Map(sheet.cells) }));
  const report = readBook(sheets, form).reports[0]!;
  const { row, column } = report.located.cells.get(keyOf('retrofit.investment', 'year'))!;
  const cells = sheets.find(({ name }) => name === report.sheet)!.cells;
  const index = [...cells.keys()].find((key) => Math.floor(key / 16384) === row && key % 16384 === column)!;
  cells.set(index, { value: 12345, formula: null });
  const texts = check(readBook(sheets, form), { stage: 'draft', currentYear: 2026 })
    .filter(({ rule }) => rule === 'RUP-02')
    .map((one) => messageOf(one, form, 'zh-CN'));
  const before = totalAt(sum, 'retrofit.investment', 'year').value!;
  expect(texts.join('\n')).toContain(`缺：蓬莱市「2000万」；汇总时是 ${before}，现为 12345。`);
});

test('a sum that lacks nothing carries nothing', async () => {
  const { bytes } = await sumOf('烟台市', [county('莱州市'), county('蓬莱市')], {
    expected: ['莱州市', '蓬莱市'],
  });
  expect(ownFindings(bytes)).toEqual([]);
  const { contribution } = readAgain(bytes, '烟台市.xlsx');
  expect(contribution!.carried).toEqual({ open: new Map(), absent: '', explained: 0 });
});

describe('what only follows from a figure that a sum lacks', () => {
  const change = { ...unread, 'retrofit.investment/cumulative': 99_999 };
  const sum = sumOf('烟台市', [county('莱州市'), county('蓬莱市', { change })]);
  const chainIn = (bytes: Uint8Array, name: string): Finding =>
    check(readBook(sheetsOf(bytes), form), { stage: 'draft', currentYear: 2026 }).find(
      ({ rule, cells: [cell] }) => rule === name && cell!.id === 'retrofit.investment',
    )!;

  test('says so, is no graver than that, and offers no figure of its own', async () => {
    const { bytes } = await sum;
    expect(chainIn(bytes, 'RUP-02').severity).toBe('soft');
    const chain = chainIn(bytes, 'CUM-04');
    expect(chain).toMatchObject({ severity: 'soft', fix: null, own: null, params: { follows: 'RUP-02' } });
    expect(messageOf(chain, form, 'zh-CN')).toMatch(
      /相差 [\d.]+。（其中有数没有汇总全，见“没有汇总全”那一条。）$/,
    );
    expect(mendOfFinding(chain, 'zh-CN')).toMatch(/补齐.*重新汇总.*说明/);
  });

  test('in the roll-up as in the workbook, which has one finding for the open figure and not two', () => {
    const children = [county('莱州市'), county('蓬莱市', { change })];
    const { parent } = makeRollUp(children, {
      ...{ form, year: 2014, region: '烟台市', own: null, expected: null, declared: new Map(), chosen: [] },
      ...{ stage: 'draft', currentYear: 2026, language: 'zh-CN', name: '烟台市' },
    });
    const found = parent.findings.filter(({ cells: [cell] }) => cell?.id === 'retrofit.investment');
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([['CUM-04', 'soft']]);
    expect(parent.counts.soft).toBe(parent.findings.filter(({ severity }) => severity === 'soft').length);
  });

  test('a chain that misses in a sum that lacks nothing is as hard as ever', async () => {
    const wrong = { 'retrofit.investment/cumulative': 99_999 };
    const { bytes } = await sumOf('烟台市', [county('莱州市'), county('蓬莱市', { change: wrong })]);
    expect(chainIn(bytes, 'CUM-04')).toMatchObject({ severity: 'hard' });
    expect(chainIn(bytes, 'CUM-04').params.follows).toBeUndefined();
  });
});
