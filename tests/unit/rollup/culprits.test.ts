/** A finding of the sum names the reporters whose figure it comes from. */
import { makeRollUp } from '../../../src/app/rollup/make';
import { culpritsOf, sumMend } from '../../../src/app/rollup/culprits';
import { form } from '../../../src/core';
import type { Child } from '../../../src/core/rollup/child';
import { mendOfFinding } from '../../../src/strings/messages';
import { county } from '../../support/sums';

const made = (children: readonly Child[]) =>
  makeRollUp(children, {
    ...{ form, year: 2014, region: '烟台市', own: null, expected: null, declared: new Map(), chosen: [] },
    ...{ stage: 'draft', currentYear: 2026, language: 'zh-CN', name: '汇总表' },
  });

test('one whose 合计 is wrong is to be returned; the collector is not told to mend what it may not', () => {
  const wrong = county('莱州市', { change: { 'audit.total/year': 999_999 } });
  const { rolled, parent } = made([county('蓬莱市'), wrong]);
  const found = parent.findings.find(({ rule }) => rule === 'SUM-01')!;
  expect(culpritsOf(found, rolled).map(({ name }) => name)).toEqual(['莱州市']);
  expect(sumMend(found, rolled, 'zh-CN')).toMatch(/^莱州市的表在这一处也没有通过审核，请退回更正后重新汇总/);
  expect(sumMend(found, rolled, 'en')).toMatch(/^The form of 莱州市 has a finding/);
});

test('where nobody’s own figure was found wrong, the rule’s own advice stands', () => {
  const { rolled, parent } = made([county('蓬莱市', { change: { 'head.region/value': '' } })]);
  const found = parent.findings.filter((finding) => culpritsOf(finding, rolled).length === 0);
  for (const finding of found)
    expect(sumMend(finding, rolled, 'zh-CN')).toBe(mendOfFinding(finding, 'zh-CN'));
});
