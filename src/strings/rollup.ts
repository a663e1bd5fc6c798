/** The words of a roll-up: where its reporters stand, its sheets, and what its rules say. */
import { type Field, slotsOf } from '../core/rollup/slots';
import type { RollUpFinding } from '../core/rollup/finding';
import type { Reporter, Status } from '../core/rollup/reporters';
import type { Form } from '../core/form/schema';
import type { Scalar } from '../core/model';
import { formatNumber, formatValue, pathOf } from './labels';
import { type Language, pathWords, put, ruleMessage } from './messages';

const zhCN = {
  status: {
    summed: '已汇总',
    faulty: '已汇总，有强制性错误',
    own: '本级',
    copy: '相同副本，不重复汇总',
    replaced: '另用其他文件',
    doubled: '重复，未汇总',
    included: '已含在所在省的数里',
    year: '年度不符，未汇总',
    version: '版本不符，未汇总',
    unreadable: '读不出，未汇总',
    parent: '本级的表或以前的汇总表，未汇总',
    within: '已含在另一份汇总表里，未再汇总',
    stranger: '不在名单，未汇总',
    missing: '缺报',
  } satisfies Record<Status, string>,
  field: {
    year: '本年',
    cumulative: '累计',
    value: '',
    prior: '上年累计',
    adjustment: '调整',
  } satisfies Record<Field, string>,
  why: {
    blank: '未填',
    unread: '不是数',
    gone: '找不到这一格',
    waiting: '本年或分项不是数，算不出',
    partial: '下级未汇总全',
  },
  declared: { included: '含', separate: '不含' },
  sheets: {
    figures: '汇总底稿',
    reporters: '汇总清单',
    review: '汇总审核',
    explanations: '单位审核说明',
  },
  title: '工业清洁生产工作情况报送表{name}',
  page: '第 &P 页 共 &N 页',
  columns: {
    severity: '严重程度',
    cell: '单元格',
    actual: '数值',
    expected: '应为',
    difference: '差',
    message: '问题',
    mend: '怎样改',
    serial: '序号',
    reporter: '单位',
    status: '状态',
    file: '文件',
    sheet: '工作表',
    region: '表头地区',
    year: '年度',
    carried: '未决数',
    late: '迟报',
    changed: '上次汇总以来',
    hard: '强制性审核',
    soft: '核实性审核',
    info: '提示',
    explained: '已说明',
    blank: '未填',
    fingerprint: '文件指纹（SHA-256）',
    reason: '说明',
    otherWork: '十一、其他相关工作',
    problems: '十三、问题和建议',
    indicator: '指标',
    period: '期间',
    unit: '单位',
    value: '填报值',
    rule: '规则',
    author: '填写人',
    date: '日期',
  },
  total: '合计',
  parts: '汇总单位数',
  open: '待定',
  partial: '{reporter}（其下级：{lacking}）',
  carried: {
    open: '含未决数 {count} 项',
    absent: '未计入其下级：{reporters}',
    explained: '未决数已说明 {count} 项',
  },
  late: '应于 {due}，{received} 收到',
  absent: '未计入：{reporters}',
  changes: {
    added: '新报',
    gone: '上次有 {file}，这次没有',
    same: '文件改过，数没有变',
    changed: '改了 {count} 个数：{cells}',
    rest: '……',
    change: '{where} {before} → {after}',
  },
  blank: '空白',
  explanation: '各单位说明：{text}',
  parent: '汇总表',
  ofForm: '汇总表：{text}',
  more: '{names}等 {count} 个',
  legend: '红：强制性审核未通过；黄：核实性审核；橙：待定，没有计入。点数字转到该单位文件的单元格。',
  heading: '{region} {year} 年汇总底稿',
  /** Of a reporter, whose file as a whole cannot be added up. */
  ask: {
    doubled: '请核实以哪一份为准，只重新报送那一份。',
    year: '请报送 {year} 年的报送表。',
    version: '请用现行表样重新填报。',
    unreadable: '请重新发送能打开的 .xlsx 或 .docx 文件。',
  },
  fromReporters: '{names}的表在这一处也没有通过审核，请退回更正后重新汇总，这一条一般也就没有了。',
  fromWord: '据 Word 报送表所附的“汇总情况”；各单位的数没有随 Word 报来。',
  and: '、',
};

export type RollUpWords = typeof zhCN;

const en: RollUpWords = {
  status: {
    summed: 'added up',
    faulty: 'added up, with hard findings',
    own: 'the collector’s own',
    copy: 'the same again, not added',
    replaced: 'another file was taken',
    doubled: 'doubled, not added',
    included: 'included in its province',
    year: 'another year, not added',
    version: 'another version, not added',
    unreadable: 'unreadable, not added',
    parent: 'of the collector itself or an earlier sum, not added',
    within: 'in another’s sum already, not added',
    stranger: 'not on the list, not added',
    missing: 'missing',
  },
  field: {
    year: 'year',
    cumulative: 'cumulative',
    value: '',
    prior: 'cumulative of last year',
    adjustment: 'adjustment',
  },
  why: {
    blank: 'blank',
    unread: 'no number',
    gone: 'cell not found',
    waiting: '本年 or a part is no number',
    partial: 'its own sum lacks something',
  },
  declared: { included: 'included', separate: 'separate' },
  sheets: {
    figures: '汇总底稿',
    reporters: '汇总清单',
    review: '汇总审核',
    explanations: '单位审核说明',
  },
  title: 'Form 工业清洁生产工作情况报送表: {name}',
  page: 'Page &P of &N',
  columns: {
    severity: 'Severity',
    cell: 'Cell',
    actual: 'Value',
    expected: 'Expected',
    difference: 'Difference',
    message: 'What is wrong',
    mend: 'How to mend it',
    serial: 'No.',
    reporter: 'Reporter',
    status: 'Status',
    file: 'File',
    sheet: 'Sheet',
    region: 'Region in the head',
    year: 'Year',
    carried: 'Open in it',
    late: 'Late',
    changed: 'Since the last roll-up',
    hard: 'Hard',
    soft: 'Soft',
    info: 'Info',
    explained: 'Explained',
    blank: 'Blank',
    fingerprint: 'Fingerprint (SHA-256)',
    reason: 'Why',
    otherWork: '11 Other work',
    problems: '13 Problems and proposals',
    indicator: 'Indicator',
    period: 'Period',
    unit: 'Unit',
    value: 'Reported',
    rule: 'Rule',
    author: 'By',
    date: 'Date',
  },
  total: 'Total',
  parts: 'Reporters in it',
  open: 'open',
  partial: '{reporter} (of its own reporters: {lacking})',
  carried: {
    open: 'open figures in it: {count}',
    absent: 'its own reporters not counted: {reporters}',
    explained: 'open figures explained: {count}',
  },
  late: 'due {due}, received {received}',
  absent: 'Not counted: {reporters}',
  changes: {
    added: 'new',
    gone: '{file} was there last time',
    same: 'the file has changed, but no figure',
    changed: '{count} other figures: {cells}',
    rest: ' …',
    change: '{where} {before} → {after}',
  },
  blank: 'blank',
  explanation: 'The reporters say: {text}',
  parent: 'The sum',
  ofForm: 'The sum’s form: {text}',
  more: '{names} and others, {count} in all',
  legend:
    'Red: hard finding; yellow: soft finding; orange: open, not counted. A number leads to its cell in the reporter’s file.',
  heading: '{region} {year}: figures of the roll-up',
  ask: {
    doubled: 'Please find out which one is right, and send that one alone.',
    year: 'Please send the form of {year}.',
    version: 'Please fill in the form in use.',
    unreadable: 'Please send the file again, as an .xlsx or .docx that opens.',
  },
  fromReporters:
    'The form of {names} has a finding at this place as well: return it, and add up again when it is mended; mostly this goes as well.',
  fromWord: 'As the Word form says of its roll-up; the reporters’ figures did not come with it.',
  and: ', ',
};

export const rollUpWords = (language: Language): RollUpWords => (language === 'en' ? en : zhCN);

/** Section, indicator and period of one of the figures: 二、审核 合计（上年累计）. */
export function slotName(id: string, field: Field, form: Form, language: Language): string {
  const words = pathWords(language);
  const name = pathOf(form, id, null, words);
  const period = rollUpWords(language).field[field];
  return period === '' ? name : name + words.brackets[0] + period + words.brackets[1];
}

/** A figure that is no longer what it was: 五、环境效果 COD（本年） 12 → 13. */
export function changeText(
  { id, period, before, after }: { id: string; period: Field; before: Scalar; after: Scalar },
  form: Form,
  language: Language,
): string {
  const { changes, blank } = rollUpWords(language);
  const where = slotName(id, period, form, language);
  return put(changes.change, { where, before: formatValue(before, blank), after: formatValue(after, blank) });
}

/** What a reporter's own roll-up lacks, and says so: 含未决数 3 项. */
export function carriedText({ child }: Reporter, { carried: words }: RollUpWords): string | null {
  const carried = child?.contribution?.carried;
  if (!carried) return null;
  const { open, absent, explained } = carried;
  const texts = [
    open.size > 0 ? put(words.open, { count: open.size }) : '',
    absent === '' ? '' : put(words.absent, { reporters: absent }),
    explained > 0 ? put(words.explained, { count: explained }) : '',
  ].filter(Boolean);
  return texts.length > 0 ? texts.join('\n') : null;
}

/** What a rule of the roll-up says, in one sentence. */
/** Of slots by their numbers. */
function namesOf(slots: string, form: Form, language: Language): string {
  const names = slots.split(' ').flatMap((number) => slotsOf(form)[Number(number || NaN)] ?? []);
  return names
    .map(({ indicator, field }) => slotName(indicator.id, field, form, language))
    .map((name) => (language === 'en' ? name : `「${name}」`))
    .join(rollUpWords(language).and);
}

/** The first of them, and how many there are where these are not all. */
export function fewOf<Item>(
  items: readonly Item[],
  most: number,
  { and, more }: RollUpWords,
  nameOf: (item: Item) => string,
): string {
  const names = items.slice(0, most).map(nameOf).join(and);
  return items.length > most ? put(more, { names, count: items.length }) : names;
}

export function rollUpMessage(finding: RollUpFinding, form: Form, language: Language): string {
  const { rule, variant, slot, value, expected, difference, params } = finding;
  const { blank } = rollUpWords(language);
  const figure = (number: number | null): string => (number === null ? blank : formatNumber(number));
  const name = slot && slotName(slot.indicator.id, slot.field, form, language);
  return put(ruleMessage(variant === '' ? rule : `${rule}.${variant}`, language), {
    where: name === null ? '' : language === 'en' ? name : `「${name}」`,
    value: figure(value),
    expected: figure(expected),
    difference: difference === null ? '—' : Math.abs(difference),
    names: namesOf(String(params.slots ?? ''), form, language),
    ...params,
  });
}
