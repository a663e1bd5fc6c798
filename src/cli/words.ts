/** What the command line says by itself, in both languages; findings and faults come from strings/. */
const zh = {
  usage: `用法：cpreport <命令> [选项]

命令：
  template   生成正式表样工作簿
  check      审核一个或多个工作簿
  export     导出明细长表（每格一行，空格也列出），或 Word 报送表
  import     把填好的 Word 报送表（.docx）导入工作簿
  help       显示本说明

template --from 年 --to 年 -o 文件 [--region 地区] [--documents 行数]
  --from、--to     第一个和最后一个年度（2011 起）
  --region         地区名称，如 山东省、青岛市
  --documents      第七项规范性文件的行数，默认 8
  --values         填入 JSON 文件中的数（可写多次，后面的盖过前面的；样例见 samples/）

check 文件… [--stage draft|final] [--format text|json] [-o 文件]
  --stage          draft 填报中（默认）；final 定稿：空格也算错误
  --format         text 供人阅读（默认）；json 供程序读取

export 文件… [--format csv] [-o 文件]
export 文件… --format docx -o 输出.docx 或文件夹 [--year 年]
  -o 输出.docx     一个文件的一个年度：--year 写明的，或最近的一年
  -o 文件夹        每个文件的每个年度各一份

import 文件.docx -o 输出.xlsx [--year 年] [--format text|json]
  --year           表头没有写明年度时用这一年
  列出每一处的原文和取值，存疑的在前；有存疑时退出码为 1

通用选项：
  -o, --output     写入文件；不写则输出到屏幕
  --lang zh|en     语言，默认中文
  -h, --help       显示本说明

退出码：0 完成；1 完成，有强制性审核错误；2 失败、文件无法读取或用法不对。
`,
  unknownCommand: '没有「{name}」这个命令。输入 cpreport --help 查看用法。',
  unknownOption: '选项不对：{detail}',
  noFiles: '请写明要处理的文件。',
  noOutput: '请用 -o 写明生成的文件。',
  badYears: '请用 --from 和 --to 写明年度：2011 ≤ from ≤ to。',
  badRows: '--documents 应为 1 至 200 的整数。',
  badValues: '无法读取 {file}：应为 JSON，格式见 samples/clean.json。',
  badStage: '--stage 只能是 draft 或 final。',
  badFormat: '--format 只能是 {formats}。',
  badYear: '--year 应为 2011 年起的四位年份。',
  importYear: 'Word 报送表没有写明年度，请用 --year 写明。',
  exportYear: '文件中没有这个年度的报送表。',
  oneDocx: '多个文件请用 -o 写明一个文件夹。',
  oneFile: '一次只能导入一个文件。',
  cannotRead: '找不到文件，或没有权限读取。',
  cannotWrite: '无法写入 {file}：请检查文件夹是否存在、文件是否正被打开。',
  noForm: '没有找到报送表：请确认工作簿里有《工业清洁生产工作情况报送表》。',
  nearest: '没有找到报送表：最接近的是工作表「{sheet}」，但缺少「{label}」等表头。',
  written: '已生成 {file}',
  clean: '没有发现问题。',
  counts: '强制性审核 {hard} · 核实性审核 {soft} · 提示 {info} · 未填 {blank}',
  failed: '无法读取：{reason}',
};

const en: Record<keyof typeof zh, string> = {
  usage: `Usage: cpreport <command> [options]

Commands:
  template   write the official workbook
  check      check one or more workbooks
  export     export the tidy long table (a row for every cell, blank ones too), or the form as a Word file
  import     take a filled Word form (.docx) over into a workbook
  help       show this text

template --from YEAR --to YEAR -o FILE [--region NAME] [--documents ROWS]
  --from, --to     first and last year (2011 or later)
  --region         name of the region, e.g. 山东省, 青岛市
  --documents      rows of the list in section 七, 8 unless said otherwise
  --values         fill in the figures of a JSON file (repeatable, later ones win; see samples/)

check FILE… [--stage draft|final] [--format text|json] [-o FILE]
  --stage          draft while filling in (default); final before handing in: blanks count
  --format         text for people (default); json for programs

export FILE… [--format csv] [-o FILE]
export FILE… --format docx -o OUT.docx or FOLDER [--year YEAR]
  -o OUT.docx      one year of one file: that of --year, or the latest
  -o FOLDER        a Word file for each year of each file

import FILE.docx -o OUT.xlsx [--year YEAR] [--format text|json]
  --year           the year, where the head of the form names none
  lists what stands where and what is taken, doubtful places first; with any of those the exit code is 1

Common options:
  -o, --output     write to a file; otherwise to standard output
  --lang zh|en     language, Chinese unless said otherwise
  -h, --help       show this text

Exit codes: 0 done; 1 done, with hard findings; 2 failed, a file could not be read, or wrong use.
`,
  unknownCommand: 'There is no command "{name}". See cpreport --help.',
  unknownOption: 'Wrong option: {detail}',
  noFiles: 'Please name the files.',
  noOutput: 'Please name the file to write with -o.',
  badYears: 'Please give the years with --from and --to: 2011 ≤ from ≤ to.',
  badRows: '--documents has to be a whole number from 1 to 200.',
  badValues: 'Cannot read {file}: it has to be JSON in the shape of samples/clean.json.',
  badStage: '--stage is draft or final.',
  badFormat: '--format is {formats}.',
  badYear: '--year has four digits and is 2011 or later.',
  importYear: 'The Word form names no year; please give it with --year.',
  exportYear: 'There is no report of this year in the file.',
  oneDocx: 'For several files, please name a folder with -o.',
  oneFile: 'One file can be imported at a time.',
  cannotRead: 'The file does not exist or may not be read.',
  cannotWrite: 'Cannot write {file}: does the folder exist, is the file open elsewhere?',
  noForm: 'No sheet of this workbook is the form 《工业清洁生产工作情况报送表》.',
  nearest: 'No sheet is the form: "{sheet}" comes nearest, but lacks "{label}" and other headings.',
  written: 'Wrote {file}',
  clean: 'Nothing found.',
  counts: 'hard {hard} · soft {soft} · info {info} · blank {blank}',
  failed: 'Cannot be read: {reason}',
};

export type Word = keyof typeof zh;
export const wordIn =
  (language: 'zh-CN' | 'en') =>
  (word: Word, params: Readonly<Record<string, string | number>> = {}): string =>
    (language === 'en' ? en : zh)[word].replace(/\{(\w+)\}/g, (_, name: string) =>
      String(params[name] ?? ''),
    );
