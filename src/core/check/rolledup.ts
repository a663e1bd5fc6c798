/** RUP-01 and RUP-02 of a form that came of a roll-up: what its 汇总底稿 says it lacks, until that is explained. */
import type { Rule } from '../form/schema';
import { keyOf } from '../model';
import { type Book, contentOf, figureOf, type Report } from '../report';
import { finding } from './cite';
import type { Finding } from './finding';

/** RUP-01: whole reporters are in none of the sums. */
export function checkReporters(rule: Rule, report: Report, { papers }: Book): Finding[] {
  if (papers?.year !== report.year || papers.absent === '') return [];
  const params = { lacking: papers.absent, sheet: papers.sheet };
  return [finding(rule, report, { keys: [keyOf('head.region', 'value')], severity: 'soft', params })];
}

/** RUP-02: a sum that lacks a figure, as it was added up, or as somebody has changed it since. */
export function checkSums(rule: Rule, report: Report, { papers }: Book): Finding[] {
  if (papers?.year !== report.year) return [];
  return [...papers.open].flatMap(([key, { lacking, total }]) => {
    if (!report.located.cells.has(key)) return [];
    const moved = figureOf(report, key) !== total && contentOf(report, key).formula === null;
    const params = { lacking, sheet: papers.sheet, ...(moved && total !== null ? { total } : {}) };
    return [finding(rule, report, { keys: [key], severity: 'soft', params })];
  });
}
