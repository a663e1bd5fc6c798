/** The words of the worklist: the findings of a check as a workbook. */
const zhCN = {
  sheets: { findings: '问题清单', failures: '未能读取', summary: '汇总' },
  columns: {
    serial: '序号',
    file: '文件',
    sheet: '工作表',
    region: '地区',
    year: '年度',
    severity: '严重程度',
    rule: '规则',
    indicator: '指标',
    cell: '单元格',
    actual: '填报值',
    expected: '应为',
    difference: '差',
    message: '问题',
    mend: '怎样改',
    basis: '依据',
    blank: '未填',
    code: '代码',
    reason: '原因',
  },
  note: '填报说明[{number}]',
  label: '表头文字',
  separator: '、',
  title: '工业清洁生产工作情况报送表审核问题清单',
  page: '第 &P 页 共 &N 页',
};

export type WorklistWords = typeof zhCN;

const en: WorklistWords = {
  sheets: { findings: 'Findings', failures: 'Not read', summary: 'Summary' },
  columns: {
    serial: 'No.',
    file: 'File',
    sheet: 'Sheet',
    region: 'Region',
    year: 'Year',
    severity: 'Severity',
    rule: 'Rule',
    indicator: 'Indicator',
    cell: 'Cell',
    actual: 'Reported',
    expected: 'Expected',
    difference: 'Difference',
    message: 'What is wrong',
    mend: 'How to mend it',
    basis: 'Basis',
    blank: 'Blank',
    code: 'Code',
    reason: 'Reason',
  },
  note: 'note [{number}]',
  label: 'heading',
  separator: ', ',
  title: 'Findings in the form 工业清洁生产工作情况报送表',
  page: 'Page &P of &N',
};

export const worklistWords = (language: 'zh-CN' | 'en'): WorklistWords => (language === 'en' ? en : zhCN);
