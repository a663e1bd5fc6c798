import {
  addressOf,
  check,
  type CellKey,
  type CellValue,
  type Finding,
  form,
  readBook,
} from '../../../src/core';
import { formatNumber, pathOf } from '../../../src/strings/labels';
import {
  fileFaultOf,
  LANGUAGES,
  mendOf,
  messageOf,
  noteOf,
  noticeOf,
  pathWords,
  put,
  whyOf,
} from '../../../src/strings/messages';
import { rules } from '../../../src/strings/rules.zh-CN';
import { cleanValues, makeSheet } from '../../support/sheets';

/** What a rule finds in a three-year workbook whose last year is changed. */
function find(rule: string, change: Record<CellKey, CellValue>, stage: 'draft' | 'final' = 'draft'): Finding {
  const sheets = [
    makeSheet(cleanValues(2011)),
    makeSheet(cleanValues(2012, { base: 1 })),
    makeSheet({ ...cleanValues(2013, { base: 2 }), ...change }, { name: '2013年' }),
  ];
  const found = check(readBook(sheets, form), { stage, currentYear: 2026 }).find((one) => one.rule === rule);
  if (!found) throw new Error(`${rule} was not found`);
  return found;
}

const cases: [string, Record<CellKey, CellValue>, string][] = [
  ['SUM-01', { 'audit.total/year': 178 }, '「二、审核 合计（本年）」应为 140，现为 178，相差 38。'],
  [
    'CUM-04',
    { 'training.officials/cumulative': 16 },
    '「一、培训 政府管理人员（累计）」应为 15（10 + 5 + 0），现为 16，相差 1。',
  ],
  ['CUM-01', { 'coverage.steel/cumulative': 2 }, '「六、覆盖行业 钢铁」累计 2 小于本年 5。'],
  [
    'CUM-06',
    { 'coverage.steel/cumulative': 99 },
    '「六、覆盖行业 钢铁（累计）」最多为 15（10 + 5 + 0），现为 99，多出 84。',
  ],
  ['TYP-01', { 'audit.voluntary/year': -3 }, '「二、审核 自愿性（本年）」不能是负数，现为 -3。'],
  ['TYP-01', { 'audit.voluntary/year': 2.5 }, '「二、审核 自愿性（本年）」应为整数，现为 2.5。'],
  [
    'TYP-04',
    { 'audit.voluntary/year': '1,234' },
    '「二、审核 自愿性（本年）」应为数字，现为文本「1,234」，可改为 1234。',
  ],
  [
    'TYP-04',
    { 'retrofit.investment/year': '2000万元' },
    '「技术改造项目 企业清洁生产技术改造投资额（本年）」应为数字，现为「2000万元」，请确认是否为 2000 万元。',
  ],
  ['TYP-04', { 'audit.voluntary/year': '很多' }, '「二、审核 自愿性（本年）」应为数字，现为「很多」。'],
  ['TYP-04', { 'audit.voluntary/year': true }, '「二、审核 自愿性（本年）」应为数字，现为「TRUE」。'],
  [
    'TPL-04',
    { 'effect.cod/year': { error: '#REF!' } },
    '「五、实施效果 环境效果 COD（本年）」是错误值 #REF!，无法审核。',
  ],
  [
    'SUM-03',
    { 'coverage.nonferrous.total/year': 3 },
    '「六、覆盖行业 有色 总计（本年）」应不少于所列子行业之和 10，现为 3，少 7。',
  ],
  ['HDR-01', { 'head.region/value': null }, '没有填写省（市、区）名称。'],
  ['HDR-02', { 'head.year/value': 2099 }, '年度应在 2011 至 2026 之间，现为 2099。'],
  ['CAP-01', { 'capacity.hasExpertPool/value': '有☑ 无☑' }, '专家库一栏同时选了“有”和“无”。'],
  ['CAP-02', { 'capacity.experts/value': 0 }, '专家库为“有”，专家人数应至少为 1，现为 0。'],
  ['CAP-03', { 'capacity.consultants/value': 0 }, '咨询机构 5 个、从业人员 0 人：应同时为 0 或同时大于 0。'],
  ['DOC-01', { 'documents.1.title/value': '通知' }, '第 1 个文件缺少文号、发布日期。'],
  ['DOC-02', { 'documents.2.date/value': '去年' }, '第 2 个文件的发布日期「去年」不是日期。'],
];

describe('a message', () => {
  test.each(cases)('of %s on %j', (rule, change, message) => {
    expect(messageOf(find(rule, change), form, 'zh-CN')).toBe(message);
  });

  it('of a blank at 定稿 asks for a number or 0', () => {
    const found = find('TYP-06', { 'capacity.experts/value': null }, 'final');
    expect(messageOf(found, form, 'zh-CN')).toContain('还没有填写，没有发生的请填 0。');
  });

  it('under a heading says only the period', () => {
    const found = find('SUM-01', { 'audit.total/year': 178 });
    expect(messageOf(found, form, 'zh-CN', { brief: true })).toBe('本年应为 140，现为 178，相差 38。');
    expect(messageOf(found, form, 'en', { brief: true })).toBe('This year should be 140, is 178, off by 38.');
  });

  it('never shows a placeholder or a missing value', () => {
    for (const [rule, change] of cases) {
      for (const language of LANGUAGES) {
        for (const brief of [true, false]) {
          expect(messageOf(find(rule, change), form, language, { brief })).not.toMatch(
            /[{}—]|undefined|null/,
          );
        }
      }
    }
  });
});

describe('every rule of the form', () => {
  const ids = [...new Set(form.rules.map(({ id }) => id))];

  test.each(ids)('%s has a message, a way to mend it and a reason', (id) => {
    expect(Object.keys(rules).some((key) => key.split('.')[0] === id)).toBe(true);
    for (const language of LANGUAGES) {
      const example = find('SUM-01', { 'audit.total/year': 178 });
      expect(mendOf(id, language)).not.toBe('');
      expect(whyOf({ ...example, rule: id }, form, language).reason).not.toBe('');
    }
  });
});

it('a note is told in the form’s own words, without its mark', () => {
  expect(noteOf(form, 3)?.text).toMatch(/^开展清洁生产审核企业：/);
  expect(noteOf(form, null)).toBeNull();
});

it('a path takes section, group, label and period', () => {
  const words = pathWords('zh-CN');
  expect(pathOf(form, 'training.enterprises', 'cumulative', words)).toBe(
    '一、培训 规模以上工业企业 企业数（累计）',
  );
  expect(pathOf(form, 'capacity.consultants', 'value', words)).toBe('九、基础能力 咨询机构 从业人数');
  expect(pathOf(form, 'documents.2.date', 'value', words)).toBe('七、规范性文件 第 2 个 发布日期');
});

it('numbers have at most 15 digits and no exponent', () => {
  expect([1005.6999999999999, 1e-7, 1e21, -0.5].map(formatNumber)).toEqual([
    '1005.7',
    '0.0000001',
    '1000000000000000000000',
    '-0.5',
  ]);
});

it('a file that cannot be read is told what to do, whatever its code', () => {
  expect(fileFaultOf('legacy_xls', 'zh-CN')).toContain('另存为 .xlsx');
  expect(fileFaultOf('SOMETHING_NEW', 'zh-CN')).toContain('另存为 .xlsx');
});

it('a notice is a notice’s own or a host’s refusal', () => {
  expect(noticeOf('applied', { count: 2 }, 'zh-CN')).toBe('已写入 2 处。');
  expect(noticeOf('editing', {}, 'zh-CN')).toContain('Enter');
  expect(put('{a} {b}', { a: 1 })).toBe('1 —');
});

it('a cell that is none of the form’s is named by its address', () => {
  const found = find('SUM-01', { 'audit.total/year': 178 });
  const cell = { ...found.cells[0]!, id: null, period: null };
  expect(messageOf({ ...found, cells: [cell] }, form, 'zh-CN')).toContain(`2013年!${addressOf(cell)}`);
});
