/** The words around a written reason (审核说明). */
const zhCN = {
  title: '审核说明',
  write: '填写说明',
  rewrite: '修改说明',
  withdraw: '撤回说明',
  stillApplies: '仍然适用',
  takeOver: '沿用',
  save: '写入说明',
  reason: '说明',
  author: '填写人',
  date: '日期',
  needed: '请写明原因。',
  given: '已说明：{reason}',
  givenBy: '已说明：{reason}（{by}）',
  moved: '说明时为 {was}，现为 {now}，请重新核实。原说明：{reason}',
  movedBy: '说明时为 {was}，现为 {now}，请重新核实。原说明：{reason}（{by}）',
  lastYear: '{year} 年的说明：{reason}',
  lastYearBy: '{year} 年的说明：{reason}（{by}）',
  where: '说明写入工作表“审核说明”；数值再变动时须重新说明。',
  many: '同一说明用于这 {count} 处。',
  separator: '，',
};

export type ExplanationWords = typeof zhCN;

const en: ExplanationWords = {
  title: 'Explanation',
  write: 'Explain',
  rewrite: 'Change the explanation',
  withdraw: 'Withdraw',
  stillApplies: 'Still applies',
  takeOver: 'Use again',
  save: 'Write it',
  reason: 'Reason',
  author: 'By',
  date: 'Date',
  needed: 'Please write the reason.',
  given: 'Explained: {reason}',
  givenBy: 'Explained: {reason} ({by})',
  moved: 'It was {was} when explained and is {now}: please look again. It said: {reason}',
  movedBy: 'It was {was} when explained and is {now}: please look again. It said: {reason} ({by})',
  lastYear: 'In {year} it said: {reason}',
  lastYearBy: 'In {year} it said: {reason} ({by})',
  where: 'It goes to the sheet 审核说明; if the value moves it has to be explained again.',
  many: 'The same explanation for all {count}.',
  separator: ', ',
};

export const explanationWords = (language: 'zh-CN' | 'en'): ExplanationWords =>
  language === 'en' ? en : zhCN;
