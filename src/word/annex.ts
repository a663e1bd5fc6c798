/**
 * 附：汇总情况. A form that is a sum says behind its notes, on a page of its own, whose figures are in it and what it
 * lacks: what 汇总底稿 says in a workbook. Written to be read by people, and read back by the next roll-up.
 */
import type { Form } from '../core/form/schema';
import { explanationPeriods } from '../core/explanations';
import { ledgerLabel } from '../core/ledger';
import { type CellKey, keyOf, type Period, splitKey } from '../core/model';
import type { Member } from '../core/rollup/members';
import type { Papers } from '../core/rollup/papers';
import { printNumber } from '../core/values/number';
import type { Block } from './document';

export const ANNEX_TITLE = '附：汇总情况';
const NOTE = '本表是汇总表。以下各条上一级汇总时要用，请随表上报，不要改动。';
const [MEMBERS, ABSENT, OPEN, NONE] = ['已汇总单位', '没有计入的单位', '没有汇总全的数', '无'];
const OWN = '本级';
const BELOW = '含';

/** What stands below the title, line by line. */
export function annexLines({ members, absent, open }: Papers, form: Form): string[] {
  const names = new Map(form.indicators.map((one) => [one.id, ledgerLabel(form, one)]));
  const told = [...open].map(([key, { lacking, total }], index) => {
    const { id, period } = splitKey(key);
    const when = explanationPeriods[period];
    const sum = total === null ? '' : `，汇总数 ${printNumber(total)}`;
    return `${index + 1}．${names.get(id)}${when === '' ? '' : `（${when}）`}${sum}，缺：${oneLine(lacking)}`;
  });
  return [
    NOTE,
    `${MEMBERS}（${members.length} 个）：${members.map(memberText).join('；')}`,
    `${ABSENT}：${absent === '' ? NONE : oneLine(absent)}`,
    ...(told.length === 0 ? [`${OPEN}：${NONE}`] : [`${OPEN}（${told.length} 项）：`, ...told]),
  ];
}

function memberText({ name, isOwn, below }: Member): string {
  if (isOwn) return `${plain(name)}（${OWN}）`;
  return plain(name) + (below.length > 0 ? `（${BELOW}${below.map(plain).join('、')}）` : '');
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
/** Without the signs that part the names. */
const plain = (name: string): string => oneLine(name).replace(/[；;、（）()]/g, ' ');

/** Takes the annex off the end of a document, so that none of its words is taken for one of the form. */
export function takeAnnex(
  blocks: readonly Block[],
  form: Form,
): { readonly blocks: readonly Block[]; readonly annex: Omit<Papers, 'year'> | null } {
  const start = blocks.findIndex((block) => 'text' in block && TITLE.test(fold(block.text)));
  if (start < 0) return { blocks, annex: null };
  const end = blocks.findIndex((block, index) => index > start && 'rows' in block);
  const own = blocks.slice(start + 1, end < 0 ? undefined : end);
  const lines = own.flatMap((block) => ('text' in block ? block.text.split('\n') : []));
  const rest = [...blocks.slice(0, start), ...(end < 0 ? [] : blocks.slice(end))];
  return { blocks: rest, annex: readLines(lines.map((line) => oneLine(line).trim()).filter(Boolean), form) };
}

const fold = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');
const TITLE = /^(?:附:?)?汇总情况$/;

function readLines(lines: readonly string[], form: Form): Omit<Papers, 'year'> {
  const ids = new Map(form.indicators.map((one) => [fold(ledgerLabel(form, one)), one.id]));
  const open = new Map<CellKey, { lacking: string; total: number | null }>();
  const members: Member[] = [];
  let absent = '';
  let due = 0;
  for (const line of lines) {
    const [, title, count, text = ''] = HEAD.exec(line) ?? [];
    const figure = FIGURE.exec(line);
    if (title === MEMBERS) members.push(...membersIn(text));
    else if (title === ABSENT) absent = text === NONE ? '' : text;
    else if (title === OPEN) due = Number(count ?? 0);
    else if (figure) {
      const [, name = '', period, total, lacking = ''] = figure;
      const id = ids.get(fold(name));
      const key = id === undefined ? null : keyOf(id, periodIn(period));
      if (key) open.set(key, { lacking, total: total === undefined ? null : Number(total) });
    }
  }
  const unread = due - open.size;
  const lost = unread > 0 ? [`${OPEN}有 ${unread} 项读不出`] : [];
  return { sheet: '', open, absent: [absent, ...lost].filter(Boolean).join('；'), members };
}

/** In whatever width the signs are typed. */
const HEAD = new RegExp(
  `^(${MEMBERS}|${ABSENT}|${OPEN})\\s*(?:[（(]\\s*(\\d+)\\s*[个项]\\s*[）)])?\\s*[：:]\\s*(.*)$`,
);
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
