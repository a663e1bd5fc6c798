/** What --help says, in both languages: the commands, and each by itself. */
import type { Language } from '../strings/messages';

export type CommandName =
  'template' | 'check' | 'fill' | 'adopt' | 'rollup' | 'export' | 'import' | 'finalise' | 'rules';

interface Help {
  /** In the list of commands. */
  readonly what: string;
  readonly usage: string;
}

type Words = Readonly<Record<'usage' | 'commands' | 'more' | 'common' | 'exit', string>>;

const zh: Readonly<Record<CommandName, Help>> = {
  template: {
    what: '生成正式表样工作簿',
    usage: `cpreport template --from 年 [--to 年] -o 文件.xlsx [--region 地区] [--documents 行数] [--values 文件.json]
                  [--addin 来源]

  --from、--to     第一个和最后一个年度（2011 起）
  --region         地区名称，如 山东省、青岛市
  --documents      第七项规范性文件的行数，默认 8
  --values         填入 JSON 文件中的数（可写多次，后面的盖过前面的；样例见 samples/）
  --addin          用 Excel 打开时自动显示本加载项的窗格（须已部署）：商店类型,商店,加载项 ID,版本
                   集中部署 EXCatalog,EXCatalog,…；共享目录 FileSystem,\\\\服务器\\共享,…；见部署说明
`,
  },
  check: {
    what: '审核工作簿，列出问题、原因和改法',
    usage: `cpreport check 文件… [--prior 上年文件] [--stage draft|final] [--format text|json|xlsx] [-o 文件]
cpreport check 文件… --returns 文件夹 [--due 日期] [--from-office 单位]

  文件             工作簿、文件夹（含各级子文件夹）或通配符（如 "上报/*.xlsx"）
  --prior          上年的工作簿（或文件夹、通配符，可写多次），按地区对应，用来核对累计和往年
  --stage          draft 填报中（默认）；final 定稿：空格也算错误
  --format         text 供人阅读（默认）；json 供程序读取；xlsx 生成问题清单工作簿，可筛选，可点击转到出错的单元格
  --returns        给每个有问题的报送单位生成退改单（Word、Excel 各一份），另有一览表，存入这个文件夹
  --due            退改单上的重新报送期限，如 2015-03-31
  --from-office    退改单上的退改单位名称
  --workers        用几个线程，默认用满处理器；线程数不影响结果
`,
  },
  adopt: {
    what: '给普通的报送表装入公式与标记（合计、累计、错误标记、累计台账）',
    usage: `cpreport adopt 文件.xlsx [-o 输出.xlsx]

  不写 -o 时只列出要做的改动，不写任何文件
  已填的数一律不动；只填空白的合计、累计。原文件不会被改写，除非 -o 写明同一个文件
`,
  },
  fill: {
    what: '填列空着的合计、累计，起点可取自上年文件',
    usage: `cpreport fill 文件.xlsx [--prior 上年文件] -o 输出.xlsx

  --prior          上年的报送表（.xlsx 或 .docx）：空着的起点从中取数，出处记入累计台账的“来源”
  只填空格，逐格列出；与上年文件或算式不一致的已填数原样保留，另行列出。文件的其余部分一个字节也不改
`,
  },
  rollup: {
    what: '汇总各单位的报送表，生成上级的报送表和汇总底稿',
    usage: `cpreport rollup 文件… [-o 汇总.xlsx] [--year 年] [--region 地区] [--expect 名单.csv] [--own 文件] [其他选项]
cpreport rollup 文件… --returns 文件夹 [--due 日期] [--from-office 单位] [其他选项]

  文件             工作簿、Word 报送表、文件夹（含各级子文件夹）或通配符；先后次序不影响结果
  -o 汇总.xlsx     上级的报送表，附汇总审核、汇总清单和汇总底稿（每个数都可点到各单位的单元格）
                   已有上一次的汇总结果时，列出各单位改了什么；有人改过的旧文件先另存一份
  --year           年度；不写用多数文件都有的最近一年
  --region         上级的地区名称，如 山东省；全国汇总写 全国
  --expect         应报单位名单，CSV（UTF-8 或 GBK），要有 name（单位）一列，还可以有
                   due（截止日期）、received（收到日期）、计划单列市（含／不含）、file（重复时用哪个文件）
  --own            本级的报送表：各项加入汇总，第九项的三个数以它为准
  --use            以这一份为准：同一单位有几份不同的文件，或与一份汇总表重复时（可写多次）
  --included       所在省的数已含这些计划单列市（兵团），如 青岛市、大连市；全部写 all
  --separate       所在省的数不含这些计划单列市（兵团）
  --against        已有的上级报送表，逐格与汇总数核对，不改动它
  --previous       上一次的汇总结果；不写时用 -o 已有的文件
  --returns        给每个有问题的报送单位生成退改单（Word、Excel 各一份），另有一览表（含缺报的单位），存入这个文件夹
  --due            退改单上的重新报送期限，如 2015-03-31
  --from-office    退改单上的退改单位名称
  --stage          draft 填报中（默认）；final 定稿：空格也算错误
  --format         text 供人阅读（默认）；json 供程序读取；csv、parquet 为明细长表（单位 × 指标）
  --workers        用几个线程，默认用满处理器；线程数不影响结果
`,
  },
  export: {
    what: '导出明细长表（每格一行，空格也列出），或 Word 报送表',
    usage: `cpreport export 文件… [--format csv|json] [--table cells|explanations|chain] [-o 文件]
cpreport export 文件… --format docx -o 输出.docx 或文件夹 [--year 年]
cpreport export 文件.xlsx --format values -o 副本.xlsx

  文件             工作簿、文件夹（含各级子文件夹）或通配符
  --format         csv（默认）、json、docx（Word 报送表）或 values（数值副本：公式换成数值，其余照旧）
  --table          cells 每格一行（默认）；explanations 审核说明每条一行；chain 各指标历年累计；json 含前两者
  -o 输出.docx     一个文件的一个年度：--year 写明的，或最近的一年
  -o 文件夹        每个文件的每个年度各一份
`,
  },
  import: {
    what: '把填好的 Word 报送表（.docx）导入工作簿',
    usage: `cpreport import 文件.docx -o 输出.xlsx [--year 年] [--format text|json]

  --year           表头没有写明年度时用这一年
  列出每一处的原文和取值，存疑的在前；有存疑时退出码为 1
`,
  },
  finalise: {
    what: '定稿：没有未处理的问题时，写入定稿回执和打印行',
    usage: `cpreport finalise 文件.xlsx --by 姓名 -o 输出.xlsx [--year 年] [--date 日期]

  --by             定稿人
  --year           哪一年，默认最近的一年
  --date           定稿日期（如 2015-01-05），默认今天
  还有未处理的问题时逐条列出，退出码为 1，不写文件；原文件不改动
`,
  },
  rules: {
    what: '列出全部审核规则',
    usage: `cpreport rules [--format md|json] [-o 文件]

  --format         md 供人阅读（默认）；json 供程序读取
`,
  },
};

const en: Readonly<Record<CommandName, Help>> = {
  template: {
    what: 'write the official workbook',
    usage: `cpreport template --from YEAR [--to YEAR] -o FILE.xlsx [--region NAME] [--documents ROWS] [--values FILE.json]
                  [--addin SOURCE]

  --from, --to     first and last year (2011 or later)
  --region         name of the region, e.g. 山东省, 青岛市
  --documents      rows of the list in section 七, 8 unless said otherwise
  --values         fill in the figures of a JSON file (repeatable, later ones win; see samples/)
  --addin          Excel shows this add-in's pane with the workbook (where it is deployed): STORETYPE,STORE,ID,VERSION
                   central deployment EXCatalog,EXCatalog,…; network share FileSystem,\\\\server\\share,…
`,
  },
  check: {
    what: 'check workbooks: what is wrong, why, and how to mend it',
    usage: `cpreport check FILE… [--prior FILE] [--stage draft|final] [--format text|json|xlsx] [-o FILE]
cpreport check FILE… --returns FOLDER [--due DATE] [--from-office NAME]

  FILE             workbooks, folders (with all folders in them) or globs (such as "reports/*.xlsx")
  --prior          last year's workbook (folder, glob; repeatable), matched by region: for cumulatives and history
  --stage          draft while filling in (default); final before handing in: blanks count
  --format         text for people (default); json for programs; xlsx a worklist with filters and links to the cells
  --returns        a return list (Word and Excel) for each reporter with findings, and a list of all, in this folder
  --due            the day by which to send again, on the return lists, e.g. 2015-03-31
  --from-office    who asks, on the return lists
  --workers        how many threads, as many as there are cores unless said; the result is the same
`,
  },
  adopt: {
    what: 'put formulas and marks into a plain copy of the form (totals, cumulatives, highlights, ledger)',
    usage: `cpreport adopt FILE.xlsx [-o OUT.xlsx]

  without -o, only lists what would be done and writes nothing
  what is filled in stays; only blank totals and cumulatives are filled. The file itself is not changed, unless -o names it
`,
  },
  fill: {
    what: 'fill in blank totals and cumulatives, the base from last year’s file',
    usage: `cpreport fill FILE.xlsx [--prior FILE] -o OUT.xlsx

  --prior          last year's form (.xlsx or .docx): a blank base is taken from it, and recorded under 来源 in the ledger
  only blanks are filled, and listed; figures that differ from last year's file or the form's sums stay and are listed
  too. The rest of the file stays byte for byte
`,
  },
  rollup: {
    what: 'add up the forms of many reporters into that of their parent',
    usage: `cpreport rollup FILE… [-o SUM.xlsx] [--year YEAR] [--region NAME] [--expect LIST.csv] [--own FILE] [more]
cpreport rollup FILE… --returns FOLDER [--due DATE] [--from-office NAME] [more]

  FILE             workbooks, Word forms, folders (with all folders in them) or globs, in any order
  -o SUM.xlsx      the parent's form, with what is wrong, who reported, and every figure linked to its cell;
                   where an earlier result stands there, what changed is listed, and what somebody wrote is kept
  --year           the year; otherwise the latest that most files have
  --region         name of the parent, e.g. 山东省; 全国 for all China
  --expect         who has to report: CSV (UTF-8 or GBK) with the column name, and as wanted due, received,
                   计划单列市 (含 or 不含) and file (which of several counts)
  --own            the collector's own form: added to the sum; the three figures of part 9 are taken from it
  --use            this one counts, of several files of a reporter or where a sum has the same figures (repeatable)
  --included       the figures of the province include these 计划单列市 (or 兵团), e.g. 青岛市; all for all six
  --separate       the figures of the province do not include these
  --against        a parent's form that is there already, held against the sum cell by cell; it is not changed
  --previous       the earlier result, where it is not the file of -o
  --returns        a return list (Word and Excel) for each reporter with findings, and a list of all (of those missing,
                   too), in this folder
  --due            the day by which to send again, on the return lists, e.g. 2015-03-31
  --from-office    who asks, on the return lists
  --stage          draft while filling in (default); final before handing in: blanks count
  --format         text for people (default); json for programs; csv or parquet, the long table reporter × figure
  --workers        how many threads, as many as there are cores unless said; the result is the same
`,
  },
  export: {
    what: 'export the tidy long table (a row for every cell, blank ones too), or the form as a Word file',
    usage: `cpreport export FILE… [--format csv|json] [--table cells|explanations|chain] [-o FILE]
cpreport export FILE… --format docx -o OUT.docx or FOLDER [--year YEAR]
cpreport export FILE.xlsx --format values -o COPY.xlsx

  FILE             workbooks, folders (with all folders in them) or globs
  --format         csv (default), json, docx (the form as a Word file) or values (a copy with values for formulas)
  --table          cells a row a cell (default); explanations a row an explanation; chain all years of each; json has the first two
  -o OUT.docx      one year of one file: that of --year, or the latest
  -o FOLDER        a Word file for each year of each file
`,
  },
  import: {
    what: 'take a filled Word form (.docx) over into a workbook',
    usage: `cpreport import FILE.docx -o OUT.xlsx [--year YEAR] [--format text|json]

  --year           the year, where the head of the form names none
  lists what stands where and what is taken, doubtful places first; with any of those the exit code is 1
`,
  },
  finalise: {
    what: 'make a report final: its receipt and the printed line, where nothing stands against it',
    usage: `cpreport finalise FILE.xlsx --by NAME -o OUT.xlsx [--year YEAR] [--date DATE]

  --by             who makes it final
  --year           which year; the latest unless said
  --date           the date (such as 2015-01-05); today unless said
  lists what stands against it and writes nothing then (exit code 1); the file itself is not changed
`,
  },
  rules: {
    what: 'list all edit checks',
    usage: `cpreport rules [--format md|json] [-o FILE]

  --format         md for people (default); json for programs
`,
  },
};

const words: Readonly<Record<Language, Words>> = {
  'zh-CN': {
    usage: '用法：',
    commands: 'cpreport <命令> [选项]\n\n命令：\n',
    more: '各命令的说明：cpreport <命令> --help\n',
    common: `  -o, --output     写入文件；不写则输出到屏幕
  --lang zh|en     语言，默认随系统，不是英文时用中文
  -h, --help       显示本说明
`,
    exit: '退出码：0 完成；1 完成，有强制性审核错误；2 失败、文件无法读取或用法不对。\n',
  },
  en: {
    usage: 'Usage: ',
    commands: 'cpreport <command> [options]\n\nCommands:\n',
    more: 'More on a command: cpreport <command> --help\n',
    common: `  -o, --output     write to a file; otherwise to standard output
  --lang zh|en     language: the system's where that is English, otherwise Chinese
  -h, --help       show this text
`,
    exit: 'Exit codes: 0 done; 1 done, with hard findings; 2 failed, a file could not be read, or wrong use.\n',
  },
};

/** Of one command, or the list of them. */
export function helpOf(name: CommandName | undefined, language: Language): string {
  const { usage, commands, more, common, exit } = words[language];
  const all = language === 'en' ? en : zh;
  if (name) return `${usage}${all[name].usage}${common}\n${exit}`;
  const list = Object.entries(all).map(([command, { what }]) => `  ${command.padEnd(10)} ${what}\n`);
  return `${usage}${commands}${list.join('')}\n${more}\n${common}\n${exit}`;
}
