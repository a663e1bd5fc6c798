/** How to mend in a Word form what in a workbook is mended with formulas, sheets or 累计台账; it has none of them. */
import type { Language } from './messages';

const REVISED = '请核对本年与累计；上年数有修订的，请写明调整数和原因。';
const TOTAL = '请核对自愿性、强制性和合计三项，改正填错的一项。';

const zhCN = {
  'TPL-04': '请直接填写数字。',
  'TYP-07': '请核对这个数。',
  'CUM-04': REVISED,
  'CUM-06': REVISED,
  'CUM-07': '请写明有多少企业重复。',
  'CUM-08': '请核对累计；称号被撤销的，请写明数目和原因。',
  'CUM-09': '请以已上报的数为准；有修订的，请写明调整数和原因。',
  'CUM-10': '请对照上年已上报的表，核对累计。',
  'CUM-11': '请写明调整的原因。',
  'SUM-01': TOTAL,
  'SUM-02': TOTAL,
  'HDR-05': '请核对表头，或改正文件的名称。',
};

const REVISED_EN = 'Check both figures; if earlier years were revised, write by how much and why.';
const TOTAL_EN = 'Check 自愿性, 强制性 and 合计, and correct the one that is wrong.';

const en: Record<keyof typeof zhCN, string> = {
  'TPL-04': 'Type the number.',
  'TYP-07': 'Check the figure.',
  'CUM-04': REVISED_EN,
  'CUM-06': REVISED_EN,
  'CUM-07': 'Write how many enterprises recur.',
  'CUM-08': 'Check the cumulative; if titles were withdrawn, write how many and why.',
  'CUM-09': 'Keep to what was reported; if it was revised, write by how much and why.',
  'CUM-10': 'Check the cumulatives against the form reported last year.',
  'CUM-11': 'Write the reason of the adjustment.',
  'SUM-01': TOTAL_EN,
  'SUM-02': TOTAL_EN,
  'HDR-05': 'Check the head, or rename the file.',
};

const words: Readonly<Record<Language, Readonly<Record<string, string>>>> = { 'zh-CN': zhCN, en };

/** Undefined where the same is said as for a workbook. */
export const wordMend = (rule: string, language: Language): string | undefined => words[language][rule];
