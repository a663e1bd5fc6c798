/**
 * 附：汇总情况. A form that is a sum says behind its notes, on a page of its own, whose figures are in it and what it
 * lacks: what 汇总底稿 says in a workbook. Written to be read by people, and read back by the next roll-up.
 */
import type { Form } from '../core/form/schema';
import { dateText, explanationPeriods, type ExplanationSubject, sameFigure } from '../core/explanations';
import { ledgerLabel } from '../core/ledger';
import { type CellKey, type CellValue, keyOf, type Period, splitKey } from '../core/model';
import type { Member } from '../core/rollup/members';
import type { Papers } from '../core/rollup/papers';
import { printNumber } from '../core/values/number';
import { contentsOf, type Filled } from './contents';
import type { Block } from './document';

export const ANNEX_TITLE = '附：汇总情况';
const NOTE = '本表是汇总表。以下各条上一级汇总时要用，请随表上报，不要改动。';
const [MEMBERS, ABSENT, OPEN, NONE] = ['已汇总单位', '没有计入的单位', '没有汇总全的数', '无'];
const OWN = '本级';
const BELOW = '含';
const [REASON, BLANK] = ['说明', '空'];
/** What a reporter that is lacking is asked for, and a figure that lacks something. */
const RULES = { reporter: 'RUP-01', figure: 'RUP-02' } as const;
const REGION = keyOf('head.region', 'value');

/** What stands below the title, line by line. */
export function annexLines(filled: Filled & { readonly papers: Papers }, form: Form): string[] {
  const { members, absent, open } = filled.papers;
  const contents = contentsOf(filled, form);
  const names = new Map(form.indicators.map((one) => [one.id, ledgerLabel(form, one)]));
  const told = [...open].flatMap(([key, { lacking, total }], index) => {
    const { id, period } = splitKey(key);
    const when = explanationPeriods[period];
    const sum = total === null ? '' : `，汇总数 ${printNumber(total)}`;
    const reason = reasonFor(filled, RULES.figure, key);
    return [
      `${index + 1}．${names.get(id)}${when === '' ? '' : `（${when}）`}${sum}，缺：${oneLine(lacking)}`,
      ...(reason ? [`　　${REASON}（数为 ${contents.valueOf(key) || BLANK} 时）：${reason}`] : []),
    ];
  });
  const absentReason = absent === '' ? null : reasonFor(filled, RULES.reporter, REGION);
  return [
    NOTE,
    `${MEMBERS}（${members.length} 个）：${members.map(memberText).join('；')}`,
    `${ABSENT}：${absent === '' ? NONE : oneLine(absent)}`,
    ...(absentReason ? [`　　${REASON}：${absentReason}`] : []),
    ...(open.size === 0 ? [`${OPEN}：${NONE}`] : [`${OPEN}（${open.size} 项）：`, ...told]),
  ];
}

/** Written in 审核说明, of the figure as it stands. */
function reasonFor({ cells, papers, explanations }: Filled, rule: string, key: CellKey): string | null {
  const { id, period } = splitKey(key);
  const value = cells.get(key)?.value ?? null;
  const found = explanations?.entries
    .filter(
      (one) =>
        one.year === papers?.year &&
        one.rule === rule &&
        one.id === id &&
        one.period === period &&
        sameFigure(one.value, value),
    )
    .at(-1);
  if (!found) return null;
  const by = [found.author, dateText(found.date)].filter(Boolean).join('，');
  return oneLine(found.reason) + (by === '' ? '' : `（${by}）`);
}

function memberText({ name, isOwn, below }: Member): string {
  if (isOwn) return `${plain(name)}（${OWN}）`;
  return plain(name) + (below.length > 0 ? `（${BELOW}${below.map(plain).join('、')}）` : '');
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
/** Without the signs that part the names. */
const plain = (name: string): string => oneLine(name).replace(/[；;、（）()]/g, ' ');

/** What an annex says, before it is known of which year and region. */
export interface Annex extends Omit<Papers, 'year'> {
  readonly reasons: readonly (Omit<ExplanationSubject, 'year'> & { readonly reason: string })[];
}

/** Takes the annex off the end of a document, so that none of its words is taken for one of the form. */
export function takeAnnex(
  blocks: readonly Block[],
  form: Form,
): { readonly blocks: readonly Block[]; readonly annex: Annex | null } {
  const table = blocks.findIndex((block) => 'rows' in block);
  const start = blocks.map((block) => 'text' in block && TITLE.test(fold(block.text))).lastIndexOf(true);
  // The same words before the form are those of a cover.
  if (table < 0 || start < table) return { blocks, annex: null };
  const end = blocks.findIndex((block, index) => index > start && 'rows' in block);
  const own = blocks.slice(start + 1, end < 0 ? undefined : end);
  const lines = own.flatMap((block) => ('text' in block ? block.text.split('\n') : []));
  const rest = [...blocks.slice(0, start), ...(end < 0 ? [] : blocks.slice(end))];
  return { blocks: rest, annex: readLines(lines.map((line) => oneLine(line).trim()).filter(Boolean), form) };
}

const fold = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');
const TITLE = /^(?:附:?)?汇总情况$/;

function readLines(lines: readonly string[], form: Form): Annex {
  const ids = new Map(form.indicators.map((one) => [fold(ledgerLabel(form, one)), one.id]));
  const open = new Map<CellKey, { lacking: string; total: number | null }>();
  const members: Member[] = [];
  const reasons: Annex['reasons'][number][] = [];
  let absent = '';
  let due = 0;
  let last: CellKey | null = null;
  for (const line of lines) {
    const reason = WHY.exec(line);
    if (reason) {
      if (last) reasons.push(reasonIn(reason, last));
      continue;
    }
    last = null;
    const [, title, count, text = ''] = HEAD.exec(line) ?? [];
    const figure = FIGURE.exec(line);
    if (title === MEMBERS) members.push(...membersIn(text));
    else if (title === ABSENT) {
      absent = text === NONE ? '' : text;
      last = REGION;
    } else if (title === OPEN) due = Number(count ?? 0);
    else if (figure) {
      const [, name = '', period, total, lacking = ''] = figure;
      const id = ids.get(fold(name));
      const key = id === undefined ? null : keyOf(id, periodIn(period));
      if (key) open.set(key, { lacking, total: total === undefined ? null : Number(total) });
      last = key;
    }
  }
  const unread = due - open.size;
  const lost = unread > 0 ? [`${OPEN}有 ${unread} 项读不出`] : [];
  return { sheet: '', open, absent: [absent, ...lost].filter(Boolean).join('；'), members, reasons };
}

function reasonIn([, value, reason = '']: RegExpExecArray, key: CellKey): Annex['reasons'][number] {
  const rule = key === REGION ? RULES.reporter : RULES.figure;
  return { rule, ...splitKey(key), value: valueIn(value ?? BLANK), reason };
}

const valueIn = (text: string): CellValue =>
  text === BLANK ? null : /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;

/** In whatever width the signs are typed. */
const HEAD = new RegExp(
  `^(${MEMBERS}|${ABSENT}|${OPEN})\\s*(?:[（(]\\s*(\\d+)\\s*[个项]\\s*[）)])?\\s*[：:]\\s*(.*)$`,
);
const WHY = new RegExp(`^${REASON}\\s*(?:[（(]\\s*数为\\s*(.*?)\\s*时\\s*[）)])?\\s*[：:]\\s*(.+)$`);
const FIGURE =
  /^(?:\d+\s*[．.、]\s*)?(.+?)\s*(?:[（(](本年|累计)[）)])?\s*(?:[，,]\s*汇总数\s*(-?\d+(?:\.\d+)?)\s*)?[，,]\s*缺\s*[：:]\s*(.+)$/;

const periodIn = (text: string | undefined): Period =>
  text === undefined ? 'value' : text === explanationPeriods.year ? 'year' : 'cumulative';

function membersIn(text: string): Member[] {
  return text.split(/[；;]/).flatMap((one): Member[] => {
    const [, name = '', inside = ''] = /^\s*([^（(]+?)\s*(?:[（(]([^）)]*)[）)])?\s*[。.]?$/.exec(one) ?? [];
    if (name === '') return [];
    const below = inside.startsWith(BELOW) ? inside.slice(BELOW.length).split(/[、,，]/) : [];
    return [{ name, file: '', isOwn: inside === OWN, below: below.map((each) => each.trim()), print: null }];
  });
}
