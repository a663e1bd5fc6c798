/** The words of 定稿. */
const zhCN = {
  title: '定稿',
  close: '退出定稿',
  steps: {
    blanks: '空白确认为 0',
    head: '表头填写完整',
    hard: '强制性审核全部通过',
    soft: '核实性审核全部说明',
    receipt: '生成定稿回执',
  },
  left: '还有 {count} 处',
  leftBlanks: '还有 {count} 格空白',
  done: '已完成',
  zero: '全部填 0',
  goTo: '转到',
  author: '定稿人',
  needed: '请填写定稿人。',
  finalise: '定稿',
  again: '再次定稿',
  waiting: '前四步完成后才能定稿。',
  settled: '已经定稿，数据没有再改动。请保存文件，然后上报。',
  where: '将新建工作表“定稿回执”（名称后带年份），并在表下方加一行打印标记。',
  isFinal: '已定稿 {date}（{author}）',
  changed: '定稿后有改动 {count} 处',
  change: '{was} → {now}',
  altered: '定稿回执本身被改动过，不能作为凭据。',
  revert: '改回定稿时的内容',
  adjust: '已经上报的数据请改回；确需更正的，在以后年度的累计台账中用“调整”登记并写明原因。',
  correct: '将更正记为 {year} 年调整',
  corrects: '本表改回定稿时的内容，改动的数作为调整记入 {year} 年台账，并写明更正的原因；写入前可以核对。',
};

export type FinaliseWords = typeof zhCN;

const en: FinaliseWords = {
  title: 'Make final',
  close: 'Leave',
  steps: {
    blanks: 'Blanks confirmed as 0',
    head: 'Head complete',
    hard: 'No mandatory finding left',
    soft: 'Every query explained',
    receipt: 'The receipt',
  },
  left: '{count} left',
  leftBlanks: '{count} blank',
  done: 'done',
  zero: 'Fill all with 0',
  goTo: 'Go to',
  author: 'Made final by',
  needed: 'Please say who makes it final.',
  finalise: 'Make final',
  again: 'Make final again',
  waiting: 'The four steps above come first.',
  settled: 'It is final, and nothing has changed since. Save the file and hand it in.',
  where: 'A sheet 定稿回执, with the year in its name, is added, and one printed line below the form.',
  isFinal: 'Final since {date} ({author})',
  changed: 'Changed since it was final: {count}',
  change: '{was} → {now}',
  altered: 'The receipt was itself changed and proves nothing.',
  revert: 'Put back what was final',
  correct: 'Make it an adjustment of {year}',
  corrects:
    'The sheet goes back to what was final; the differences become adjustments of {year} in the ledger, with their reason. You see it before it is written.',
  adjust:
    'What was handed in is best put back; a correction goes to 调整 of a later year in the ledger, with its reason.',
};

export const finaliseWords = (language: 'zh-CN' | 'en'): FinaliseWords => (language === 'en' ? en : zhCN);
