/** The words for Word files: taking a filled form over, and handing one in. */
const zhCN = {
  elsewhere: '表内其他文字',
  annex: {
    label: '附：汇总情况',
    text: '汇总单位 {members} 个，没有汇总全的数 {open} 项',
    taken: '写入工作表“汇总底稿”',
  },
  doubts: {
    unit: '带有单位或文字，未改成数字，请核对后填写。',
    dash: '填的是“—”“/”或“无”，不等于 0，请确认。',
    text: '不是数字，原文保留，请核对。',
    both: '“有”“无”都打了勾，请选定一个。',
    choice: '看不出选的是“有”还是“无”，请选定。',
    date: '不是完整的日期，原文保留，请按 2014-05-06 填写。',
    year: '表头没有写明年度，请核对。',
    years: '表头的年度与表内“××年”不一致，请核对。',
    missing: '没有找到这一格：表头文字改过，或这一栏被删去。请对照 Word 原文补填。',
    unplaced: '不属于任何一格，没有导入。请对照 Word 原文核对。',
  },
  faults: {
    EMPTY: '文件是空的（0 字节），请重新获取文件。',
    NOT_DOCX: '这不是 Word 文档（.docx），请在 Word 或 WPS 中打开后另存为 .docx。',
    LEGACY_DOC: '这是旧格式（.doc），请在 Word 或 WPS 中打开后另存为 .docx。',
    EXCEL_FILE: '这是 Excel 工作簿，请直接打开，不必导入。',
    ENCRYPTED: '文件有打开密码，请在 Word 或 WPS 中取消密码后另存为 .docx。',
    DAMAGED: '文件不完整或已损坏，请重新获取文件，或在 Word 或 WPS 中修复后另存为 .docx。',
    XML: '文件内容不规范，请在 Word 或 WPS 中打开后另存为 .docx。',
    DTD: '文件含有不安全的内容（DTD），已拒绝打开。请在 Word 或 WPS 中打开后另存为 .docx。',
    TOO_BIG: '文件过大或内容过长，无法导入。请删去与报送表无关的内容后再试。',
    NO_FORM: '没有找到报送表：请确认文档里有《工业清洁生产工作情况报送表》。',
    nearest: '没有找到报送表：缺少“{label}”等表头。',
  },
  columns: { label: '报送表中的位置', text: 'Word 中的内容', taken: '取值', doubt: '疑' },
  blank: '（空）',
  summary: '有内容的 {count} 处，其中存疑 {doubtful} 处。',
  noYear: '没有找到年度，请填写。',
  dialog: {
    title: '导入 Word 报送表',
    body: '“{name}”中的内容将填入一个新的工作簿，Word 文件不变。请先核对存疑的各处。',
    year: '年度',
    yearBad: '年度应为 {since} 年起的四位年份。',
    ok: '确定导入',
    cancel: '取消',
    table: '导入对照表',
    doubtful: '存疑',
  },
};

type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };
export type WordWords = Shape<typeof zhCN>;

const en: WordWords = {
  elsewhere: 'Other text in the table',
  annex: {
    label: '附：汇总情况',
    text: 'reporters in the sum: {members}, figures that lack something: {open}',
    taken: 'goes into the sheet 汇总底稿',
  },
  doubts: {
    unit: 'Has a unit or words with it; kept as text. Please check it and enter the figure.',
    dash: 'A dash, a slash or 无 is not 0. Please confirm.',
    text: 'Not a number; kept as text. Please check it.',
    both: '有 and 无 are both ticked. Please choose one.',
    choice: 'Neither 有 nor 无 can be told. Please choose one.',
    date: 'Not a full date; kept as text. Please enter it like 2014-05-06.',
    year: 'The head names no year. Please check it.',
    years: 'The year of the head and those in the table differ. Please check them.',
    missing:
      'This cell was not found: its heading was changed or is gone. Please fill it in from the Word file.',
    unplaced: 'Belongs to no cell of the form and is not imported. Please check it against the Word file.',
  },
  faults: {
    EMPTY: 'The file is empty (0 bytes). Please get it again.',
    NOT_DOCX: 'This is no Word document (.docx). Open it in Word or WPS and save it as .docx.',
    LEGACY_DOC: 'This is the old format (.doc). Open it in Word or WPS and save it as .docx.',
    EXCEL_FILE: 'This is an Excel workbook: open it directly, there is nothing to import.',
    ENCRYPTED: 'The file has a password. Remove it in Word or WPS and save the file as .docx.',
    DAMAGED:
      'The file is incomplete or damaged. Get it again, or repair it in Word or WPS and save it as .docx.',
    XML: 'The file is malformed. Open it in Word or WPS and save it as .docx.',
    DTD: 'The file holds unsafe content (a DTD) and was refused. Open it in Word or WPS and save it as .docx.',
    TOO_BIG:
      'The file or one of its texts is too large. Remove what does not belong to the form and try again.',
    NO_FORM: 'The form 《工业清洁生产工作情况报送表》 was not found in this document.',
    nearest: 'The form was not found: “{label}” and other headings are missing.',
  },
  columns: { label: 'Place in the form', text: 'In the Word file', taken: 'Taken over', doubt: 'Doubt' },
  blank: '(blank)',
  summary: '{count} places with content, {doubtful} of them doubtful.',
  noYear: 'No year was found; please enter it.',
  dialog: {
    title: 'Import a Word form',
    body: 'What “{name}” says will be filled into a new workbook; the Word file stays as it is. Please look at the doubtful places first.',
    year: 'Year',
    yearBad: 'The year has four digits and is {since} or later.',
    ok: 'Import',
    cancel: 'Cancel',
    table: 'What is taken over',
    doubtful: 'Doubtful',
  },
};

const words: Readonly<Record<'zh-CN' | 'en', WordWords>> = { 'zh-CN': zhCN, en };
export const wordWords = (language: 'zh-CN' | 'en'): WordWords => words[language];

/** The words for a Word file that cannot be taken over. `label` is the first heading that it lacks, if it is near. */
export function wordFaultOf(code: string, label: string | null, language: 'zh-CN' | 'en'): string {
  const { faults } = words[language];
  if (code === 'NO_FORM' && label) return faults.nearest.replace('{label}', label);
  return code in faults ? faults[code as keyof typeof faults] : faults.NOT_DOCX;
}
