/**
 * The words for findings. A message takes most of what it says from the finding itself:
 *   {where}      path of cells[0], with period            {indicator}   the same without period
 *   {actual}     value of cells[0]                        {address}     its address
 *   {expected}   finding.expected                         {difference}  |finding.difference|
 *   {year}       finding.year                             {unit}        unit of cells[0]
 *   {label}      label of cells[0], where params have none {period}      its period
 * and these from finding.params (numbers, unless said otherwise):
 *   TPL-01  label: string (the heading as the form has it, or in the plural joined); found?: string (what stands
 *           there instead); count?: how often it was found (> 1: double)
 *   TPL-02  found: string (the heading as it stands); finding.expected: string, e.g. "2014年"; severity info while ××年
 *   HDR-02  min, max: the years allowed
 *   TYP-04  nothing; expected is the number that is offered, fix.confirm where the unit has to be confirmed
 *   TYP-05  decimals: as many as the unit can mean
 *   CUM-01, CUM-02  y, c                                   CUM-03  c, prior
 *   CUM-04…08, 12   y, c, prior, adj; cells[0] is the cumulative; CUM-06: expected is the most that is possible,
 *           for which a negative adj counts as 0
 *   TYP-06  uncomputed?: 1 (its formula has no result)
 *   CUM-10  count, where one finding cites several cells; missing?: string (the year without figures)
 *   CUM-11  adj
 *   CAP-01  state: string 'none' | 'both' | 'unreadable'
 *   CAP-02  has: string 'yes' | 'no'; experts: number, absent while blank
 *   CAP-03  consultancies, consultants
 *   DOC-01  row (from 1), missing: string (title, number, date, joined by commas)
 *   TPL-05  formula: string                                TPL-08  count
 *   HDR-05  field: 'year' | 'region'; name: string (of sheet or file), told: string
 *   CUM-09  used, told, gap, source: string (sheet or file)
 *   TRN, ACC, RET, EFF, CAP-04, AGR: each operand by the last piece of its id; expected is the bound
 *   DOC-03  row; expected: the 文号 put right             DOC-04  row, numbered, date: string
 *   DOC-05  row, first, field: 'number' | 'title'          DOC-06  name: string, last
 *   RUP-01  lacking: string (reporters, as 汇总底稿 has them); RUP-02  lacking, total? (what the sum was)
 *   TXT-02  lines, needed, signs                           HIS-01, 03  y, before, prior
 *   HIS-02  count, total, last                             HIS-04  years
 *   DOC-02  row; date?: string (as read, 2014-05-06; absent where it is no date); from, to: strings
 */
import { type CitedCell, type Finding, type Guess, ownCell } from '../core/check/finding';
import type { Form } from '../core/form/schema';
import type { CellValue } from '../core/model';
import type { Words } from './en';
import { formatNumber, formatValue, pathOf, placeOf, spotOf, type PathWords } from './labels';
import * as rulesZh from './rules.zh-CN';
import { words as zhCN } from './zh-CN';

export type Language = 'zh-CN' | 'en';
export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

type RuleWords = Readonly<Record<string, string>>;
export interface Locale {
  readonly words: Words;
  readonly rules: RuleWords;
  readonly mend: RuleWords;
  readonly why: RuleWords;
  readonly about: RuleWords;
  readonly brackets: readonly [string, string];
  readonly quotes: readonly [string, string];
}
const chinese: Locale = { words: zhCN, ...rulesZh, brackets: ['（', '）'], quotes: ['「', '」'] };
const locales = new Map<Language, Locale>([['zh-CN', chinese]]);

/** Other languages come by themselves (english.ts): a pane that speaks Chinese need not load them. */
export const addLanguage = (language: Language, locale: Locale): void => void locales.set(language, locale);
export const hasLanguage = (language: Language): boolean => locales.has(language);
const localeOf = (language: Language): Locale => locales.get(language) ?? chinese;

export const wordsOf = (language: Language): Words => localeOf(language).words;

export type Params = Readonly<Record<string, string | number | undefined>>;

/**
 * Puts values in the places of a template; one that is missing shows as a dash, never as a brace. `{+name}` adds a
 * number to what stands before it: "15 − 3".
 */
export const put = (template: string, params: Params): string =>
  template.replace(/\{(\+?)(\w+)\}/g, (_, adds: string, name: string) => {
    const value = params[name];
    if (value === undefined) return adds === '' ? '—' : '+ —';
    if (typeof value !== 'number') return value;
    if (adds === '') return formatNumber(value);
    return `${value < 0 ? '−' : '+'} ${formatNumber(Math.abs(value))}`;
  });

export function pathWords(language: Language): PathWords {
  const { words, brackets } = localeOf(language);
  return { period: words.period, item: words.list.item, brackets };
}

/** The keys under which a rule's message may be found, the most special first. */
function variantOf(finding: Finding): string {
  const { rule, params, cells, severity, expected, fix } = finding;
  const value = cells[0]?.value ?? null;
  const blank = value === null || value === '';
  switch (rule) {
    case 'TPL-01':
      return Number(params.count) > 1 ? 'double' : params.found ? 'changed' : 'missing';
    case 'TPL-02':
      return severity === 'info' ? 'blank' : 'other';
    case 'HDR-01':
      return blank ? 'blank' : 'unknown';
    case 'HDR-02':
      return blank ? 'blank' : Number.isInteger(value) ? 'range' : 'whole';
    case 'TYP-01':
      return typeof value === 'number' && value < 0 ? 'negative' : 'fraction';
    case 'TYP-04':
      return expected === null ? 'other' : fix?.confirm ? 'confirm' : 'safe';
    case 'TYP-06':
      return params.uncomputed ? 'uncomputed' : 'blank';
    case 'CUM-10':
      return params.missing !== undefined ? 'gap' : cells.length > 1 ? 'many' : 'one';
    case 'CAP-01':
      return String(params.state);
    case 'CAP-02':
      return String(params.has);
    case 'HDR-05':
    case 'DOC-05':
      return String(params.field);
    case 'SUM-06':
      return params.follows === undefined ? '' : 'follows';
    case 'DOC-03':
      return expected === null ? 'other' : 'fix';
    case 'RUP-01':
      return 'carried';
    case 'RUP-02':
      return params.total === undefined ? 'carried' : 'carriedMoved';
    case 'DOC-02':
      return params.date === undefined ? 'unreadable' : 'range';
    default:
      return '';
  }
}

export interface MessageOptions {
  /** Under a heading that already names section and indicator: only the period is said. */
  readonly brief?: boolean;
}

/** Where, what and by how much, in one sentence; in a second one which cell to look at, where it is another. */
export function messageOf(
  finding: Finding,
  form: Form,
  language: Language,
  options: MessageOptions = {},
): string {
  if (finding.own) {
    const where = whereOf(finding.cells[0], form, language, false);
    const { lookFirst } = localeOf(language).words.findings;
    return messageOf(asRuled(finding), form, language) + put(lookFirst, { where, count: finding.own.count });
  }
  const { rules } = localeOf(language);
  const variant = variantOf(finding);
  const template = rules[variant === '' ? finding.rule : `${finding.rule}.${variant}`];
  if (template === undefined) return `${whereOf(finding.cells[0], form, language, false)}${finding.rule}`;
  const told = put(template, valuesOf(finding, form, language, options.brief ?? false));
  const text = restsOnOpen(finding) ? told + localeOf(language).words.findings.restsOnOpen : told;
  return text.replace(/^[:：\s]+/, '').replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

/** What should stand there, where nothing is said beside it; a bound is no figure to be copied. */
export function expectedOf(
  { expected, bound }: { readonly expected: Finding['expected']; readonly bound?: Finding['bound'] },
  language: Language,
): Finding['expected'] {
  if (!bound || expected === null) return expected;
  return put(localeOf(language).words.bound[bound], { expected });
}

/** A finding as its rule says it, the rule's own cell first. */
function asRuled(finding: Finding): Finding {
  const { own, cells } = finding;
  if (!own) return finding;
  const cell = ownCell(finding);
  return {
    ...finding,
    cells: cell ? [cell, ...cells.filter((one) => one !== cell)] : cells,
    expected: own.expected,
    difference: own.difference,
    own: null,
  };
}

/** What may have happened, and what the figures become: 可能是把元当作万元填了：32000000 → 3200. */
export function guessOf(finding: Finding, language: Language): string | null {
  const guess = finding.fix?.guess;
  if (!guess) return null;
  const { words } = localeOf(language);
  // Whoever compares figures counts their digits.
  const figure = (value: CellValue): string =>
    formatValue(value, words.pane.blank).replace(/\d(?=(?:\d{3})+(?:\.|$))/g, '$&\u00a0');
  const changes = finding.fix.edits.map(
    ({ before, after }) => `${figure(before.value)} → ${figure(after.value)}`,
  );
  return put(words.guess[guess.kind], { ...slipOf(guess), changes: changes.join(words.list.separator) });
}

const slipOf = (guess: Guess): Params =>
  guess.kind === 'unit' ? { slip: guess.slip, unit: guess.unit } : {};

function valuesOf(finding: Finding, form: Form, language: Language, brief: boolean): Params {
  const { words } = localeOf(language);
  const cell = finding.cells[0];
  const blank = words.pane.blank;
  const place = cell?.id ? placeOf(form, cell.id) : null;
  const { missing, ...params } = finding.params;
  return {
    where: whereOf(cell, form, language, brief),
    indicator: indicatorOf(cell, form, language, brief),
    actual: formatValue(cell?.value ?? null, blank),
    address: cell?.address ?? '',
    period: cell?.period ? words.period[cell.period] : '',
    label: place?.label ?? '',
    unit: place?.unit ?? '',
    experts: blank,
    consultancies: blank,
    consultants: blank,
    ...(finding.expected === null ? {} : { expected: finding.expected }),
    ...(finding.difference === null ? {} : { difference: Math.abs(finding.difference) }),
    ...(finding.year === null ? {} : { year: finding.year }),
    ...Object.fromEntries(Object.entries(params).map(([name, value]) => [name, signed(name, value)])),
    // The bound of CUM-06 takes no repeats off.
    ...(finding.rule === 'CUM-06' && Number(params.adj) < 0 ? { adj: 0 } : {}),
    ...(missing === undefined ? {} : { missing: fieldsOf(String(missing), words) }),
  };
}

/** A negative adjustment inside a sum stands in brackets: 713 + 187 + (-3). */
const signed = (name: string, value: string | number): string | number =>
  name === 'adj' && typeof value === 'number' && value < 0 ? `(${formatNumber(value)})` : value;

const fieldsOf = (names: string, words: Words): string =>
  names
    .split(',')
    .map((name) => (name in words.list ? words.list[name as 'title' | 'number' | 'date'] : name))
    .join(words.list.separator);

function whereOf(cell: CitedCell | undefined, form: Form, language: Language, brief: boolean): string {
  const { words, quotes } = localeOf(language);
  if (!cell) return '';
  if (cell.id === null) return spotOf(cell.sheet, cell);
  if (brief) return cell.period === null ? '' : words.period[cell.period];
  return quotes[0] + pathOf(form, cell.id, cell.period, pathWords(language)) + quotes[1];
}

function indicatorOf(cell: CitedCell | undefined, form: Form, language: Language, brief: boolean): string {
  const { quotes } = localeOf(language);
  if (!cell || brief) return '';
  if (cell.id === null) return spotOf(cell.sheet, cell);
  return quotes[0] + pathOf(form, cell.id, null, pathWords(language)) + quotes[1];
}

/** All that a rule may say, as templates. */
export const messagesOf = (rule: string, language: Language): string[] =>
  Object.entries(localeOf(language).rules)
    .filter(([key]) => key.split('.')[0] === rule)
    .map(([, text]) => text);

/** One message of a rule, as a template. */
export const ruleMessage = (key: string, language: Language): string => localeOf(language).rules[key] ?? key;

/** How to mend what a rule found; '' for a rule without words. Where its messages differ, so may this. */
export const mendOf = (rule: string, language: Language, variant = ''): string =>
  localeOf(language).mend[`${rule}.${variant}`] ?? localeOf(language).mend[rule] ?? '';

/** How to mend one finding. */
export const mendOfFinding = (finding: Finding, language: Language): string =>
  restsOnOpen(finding)
    ? localeOf(language).words.findings.completeFirst
    : mendOf(finding.rule, language, variantOf(finding));

/** One of its figures is a sum that lacks something, which is a finding of its own. */
const restsOnOpen = ({ params }: Finding): boolean => params.follows === 'RUP-02';

export interface Reason {
  /** Why the rule exists. */
  readonly reason: string;
  /** The form's own note, as printed. */
  readonly note: { readonly number: number; readonly text: string } | null;
}

export function whyOf(finding: Pick<Finding, 'rule' | 'note'>, form: Form, language: Language): Reason {
  return { reason: localeOf(language).why[finding.rule] ?? '', note: noteOf(form, finding.note) };
}

/** A note of the form without its number. */
export function noteOf(form: Form, number: number | null): Reason['note'] {
  const text = number === null ? undefined : form.notes[number - 1];
  return number === null || text === undefined ? null : { number, text: text.replace(/^\s*\[\d+\]\s*/, '') };
}

/** The words for a host's refusal. */
export const faultOf = (code: keyof Words['host'], language: Language): string =>
  localeOf(language).words.host[code];

/** The words for a file that cannot be read; an unknown code is a file that cannot be read. */
export function fileFaultOf(code: string, language: Language): string {
  const { file } = localeOf(language).words;
  const key = code.toUpperCase();
  return key in file ? file[key as keyof typeof file] : file.UNREADABLE;
}

/** A notice, by its code: a notice's own, or a host's refusal. */
export function noticeOf(code: string, params: Params, language: Language): string {
  const { notice, host } = localeOf(language).words;
  if (code in notice) return put(notice[code as keyof typeof notice], params);
  return code in host ? host[code as keyof typeof host] : host.failed;
}

/** A command or rule, as the reason of an edit. */
export function reasonOf(code: string, language: Language): string {
  const { commands } = localeOf(language).words;
  return code in commands ? commands[code as keyof typeof commands] : (localeOf(language).mend[code] ?? code);
}

/** A rule in one sentence, as the rule book has it. */
export const aboutOf = (rule: string, language: Language): string => localeOf(language).about[rule] ?? rule;
