/** How to mend what a roll-up found, message by message; where a rule has but one, its own words are meant. */
import type { RollUpFinding } from '../core/rollup/finding';
import { type Language, mendOf } from './messages';

const zhCN = {
  'RUP-01.missing': '请催报；不必报的，请从应报名单里删去。',
  'RUP-01.doubled': '请问清以哪一份为准，用“采用这一份”（命令行用 --use）指明，或者移走另一份。',
  'RUP-01.doubledFigures': '请问清以哪一份为准，用“采用这一份”（命令行用 --use）指明，或者移走另一份。',
  'RUP-01.copy': '不用处理，多出的一份可以移走。',
  'RUP-01.replaced': '不用处理；要用这一份，请重新指明。',
  'RUP-01.year': '请该单位补报这个年度的报送表。',
  'RUP-01.version': '请退回，用现行表样重新填报。',
  'RUP-01.unreadable': '请该单位重新发送能打开的 .xlsx 或 .docx 文件。',
  'RUP-01.parent': '是以前的汇总表，请移走；是本级自己的数，请指定为本级文件（命令行用 --own）。',
  'RUP-01.earlier':
    '不用处理，可以把它移走；“单位”页里有“采用这一份”的，也可以改为汇总它（命令行用 --use）。',
  'RUP-01.earlierOwn': '请把本级自己的报送表指定为本级文件；没有的，不用指定。',
  'RUP-01.within':
    '不用处理；要改为汇总它自己的表，请用“采用这一份”（命令行用 --use）指明，或者移走那份汇总表。',
  'RUP-01.withinMoved':
    '请问清以哪一份为准：请汇总的单位重新汇总后再报；要改为汇总它自己的表，请用“采用这一份”（命令行用 --use）指明。',
  'RUP-01.lacking': '请催报；确实不再报的，请移走以前的汇总表。',
  'RUP-01.lackingOwn': '请把本级的表指定为本级文件（命令行用 --own）；确实没有的，请移走以前的汇总表。',
  'RUP-01.shared': '请只留一份，或者请其中一个单位去掉重复的部分，重新汇总后再报。',
  'RUP-01.sharedName': '是同名的不同单位，不用处理；是同一个单位，请其中一方去掉它，重新汇总后再报。',
  'RUP-01.stranger': '该报的请加进名单，名称写法不同的请改成一致；不该报的请移走文件。',
  'RUP-01.late': '已经汇总，不用处理。',
  'RUP-01.partial': '请该单位催齐下级，重新汇总后再报；确实不必报的，请它写明审核说明。',
  'RUP-03.doubts': '请把退改单发给这些单位：数不对的改正，数无误的写明审核说明。',
  'RUP-03.far': '请与该单位核对单位是否填错（如把元当作万元、千克当作吨）；数无误的不用改。',
  'RUP-02.unread': '请退回该单位改成数字后重新汇总，汇总人不改单位的数。',
  'RUP-02.gone': '请退回该单位，用完整的表样重新填报。',
  'RUP-02.waiting': '请该单位把填的不是数的那一格改成数字，这一格随之算出，然后重新汇总。',
  'RUP-02.blank': '请该单位填写，没有的填 0，然后重新汇总。',
  'RUP-02.partial': '请该单位的下级填好、重新汇总后再报，或请它写明审核说明。',
  'RUP-02.carriedUp': '请该单位的下级填好、重新汇总后再报，或请它写明审核说明。',
  'RUP-02.carriedExplained': '不用处理，说明列在“单位审核说明”里。',
  'RUP-02.base': '请这些单位在累计台账里补填上年累计；补齐后累计才能核对。',
  'RUP-02.overlap': '有重复的，请在本级的报送表里填去掉重复后的数，作为本级文件一起汇总；没有重复的不用改。',
  'RUP-02.own': '请核对去掉重复后的数；确认无误的不用改。',
  'RUP-02.parent': '请核对是汇总表改过还是单位的数改过，以各单位的报送表为准。',
  'RUP-02.parentYear': '请换成同一年度的汇总表再核对。',
  'RUP-04.undeclared':
    '请在名单的“计划单列市”一列写明“含”或“不含”，或者在“单位”页（命令行用 --included、--separate）指明。',
  'RUP-04.apart': '请催报；其实已含在省里的，请改为“含”。',
  'RUP-04.included': '不用处理。',
};

const en: Record<keyof typeof zhCN, string> = {
  'RUP-01.missing': 'Ask for it; take it off the list if it need not report.',
  'RUP-01.doubled':
    'Find out which one counts and take that one (--use on the command line), or move the other away.',
  'RUP-01.doubledFigures':
    'Find out which one counts and take that one (--use on the command line), or move the other away.',
  'RUP-01.copy': 'Nothing to do; the second file can be moved away.',
  'RUP-01.replaced': 'Nothing to do; say so if this one is to count.',
  'RUP-01.year': 'Ask for the form of this year.',
  'RUP-01.version': 'Return it, to be filled in on the form in use.',
  'RUP-01.unreadable': 'Ask for the file again, as an .xlsx or .docx that opens.',
  'RUP-01.parent': 'Move it away if it is an earlier sum; say that it is your own file (--own) if it is.',
  'RUP-01.earlier':
    'Nothing to do; it can be moved away. Where the list of reporters offers it, it can be taken instead (--use).',
  'RUP-01.earlierOwn': 'Name your own form as your own file; name none if there is none.',
  'RUP-01.within':
    'Nothing to do; take this one (--use) or move that sum away if its own form is to be added instead.',
  'RUP-01.withinMoved':
    'Find out which figures count: have the sum made and reported again, or take this one (--use).',
  'RUP-01.lacking': 'Ask for it; move the earlier sum away if it need not report any more.',
  'RUP-01.lackingOwn':
    'Say which file is your own (--own); move the earlier sum away if there is none any more.',
  'RUP-01.shared': 'Keep one of them, or have one of them made and reported again without what both have.',
  'RUP-01.sharedName':
    'Nothing to do if they are different reporters of the same name; else have one of the sums made again without it.',
  'RUP-01.stranger':
    'Put it on the list if it has to report, with the name written alike; else move the file away.',
  'RUP-01.late': 'It has been added up; nothing to do.',
  'RUP-01.partial':
    'Have it collect what is missing, add up and report again; or explain why nothing is due.',
  'RUP-03.doubts': 'Send them their return lists: to be corrected where wrong, explained where right.',
  'RUP-03.far':
    'Ask the reporter whether the unit was mistaken (元 for 万元, 千克 for 吨); leave it if it is right.',
  'RUP-02.unread': 'Return it, to be entered as a number, and add up again; a collector changes no figure.',
  'RUP-02.gone': 'Return it, to be filled in on a whole form.',
  'RUP-02.waiting':
    'Have the cell that is no number entered as one, which computes this one, and add up again.',
  'RUP-02.blank': 'Have it filled in, 0 where there is none, and add up again.',
  'RUP-02.partial': 'Have its reporters fill in theirs, and the sum made and reported again; or explained.',
  'RUP-02.carriedUp': 'Have its reporters fill in theirs, and the sum made and reported again; or explained.',
  'RUP-02.carriedExplained': 'Nothing to do; the reasons are in 单位审核说明.',
  'RUP-02.base':
    'Have last year’s cumulatives filled into the ledgers; until then the cumulatives cannot be checked.',
  'RUP-02.overlap':
    'Where they overlap, fill in your own form without the doubles and add it as your own; else leave it.',
  'RUP-02.own': 'Verify the figure without the doubles; leave it if it is right.',
  'RUP-02.parent': 'Find out whether the sum or a reporter’s figure was changed; the reporters’ forms count.',
  'RUP-02.parentYear': 'Take the parent’s form of the same year.',
  'RUP-04.undeclared':
    'Write 含 or 不含 into the column 计划单列市 of the list, or declare it among the reporters (--included, --separate).',
  'RUP-04.apart': 'Ask for it; declare it included if it is.',
  'RUP-04.included': 'Nothing to do.',
};

const words: Readonly<Record<Language, Readonly<Record<string, string>>>> = { 'zh-CN': zhCN, en };

export const rollUpMend = ({ rule, variant }: RollUpFinding, language: Language): string =>
  words[language][`${rule}.${variant}`] ?? mendOf(rule, language);

/** What the pane says: it has buttons, and no command line. */
export const rollUpMendInPane = (finding: RollUpFinding, language: Language): string =>
  rollUpMend(finding, language).replace(/ ?[（(][^（()）]*--[^（()）]*[）)]/g, '');
