/** 汇总底稿 of a form that came as Word: what it says of its roll-up goes on with the workbook that it becomes. */
import type { Cell, WriteSheet } from 'hucre/xlsx';
import type { Form } from '../../core';
import { writeBelow } from '../../core/rollup/members';
import { type Papers, PLACE, slotId, STATUS_SEPARATOR } from '../../core/rollup/papers';
import { slotsOf } from '../../core/rollup/slots';
import { put } from '../../strings/messages';
import { rollUpWords, slotName } from '../../strings/rollup';
import { FRAME, TABLE_FONT, TITLE_FONT } from '../../template/styles';

const WIDTHS = [12, 38, 10, 9, 14, 11, 34];
const LANGUAGE = 'zh-CN';

export function papersSheet({ year, members, absent, open }: Papers, form: Form): WriteSheet {
  const words = rollUpWords(LANGUAGE);
  const cells = new Map<string, Partial<Cell>>();
  const set = (row: number, column: number, value: string | number | null, style = TEXT): void => {
    if (value !== null && value !== '') cells.set(`${row},${column}`, { value, style });
  };
  set(0, PLACE.id, year);
  set(0, PLACE.label, put(words.heading, { region: '', year }).trim(), TITLE);
  set(1, PLACE.label, words.fromWord);
  const { indicator, period, unit, status } = words.columns;
  const heads = [indicator, period, unit, words.total, words.parts, words.open];
  heads.forEach((head, index) => set(PLACE.head, PLACE.label + index, head, HEAD));
  const statuses = members.map(({ isOwn }) => (isOwn ? ('own' as const) : ('summed' as const)));
  set(PLACE.status, PLACE.id, statuses.join(STATUS_SEPARATOR));
  set(PLACE.status, PLACE.label, status);
  set(PLACE.status, PLACE.open, absent);
  set(PLACE.file, PLACE.id, writeBelow(members.map(({ name, below }) => [name, below])));
  members.forEach(({ name }, index) => {
    set(PLACE.head, PLACE.reporters + index, name, HEAD);
    set(PLACE.status, PLACE.reporters + index, words.status[statuses[index]!]);
  });
  slotsOf(form).forEach(({ indicator: one, field, key }, index) => {
    const row = PLACE.first + index;
    const lacking = key === null ? undefined : open.get(key);
    set(row, PLACE.id, slotId(one.id, field));
    set(row, PLACE.label, slotName(one.id, 'value', form, LANGUAGE));
    set(row, PLACE.period, words.field[field]);
    set(row, PLACE.unit, one.unit);
    set(row, PLACE.total, lacking?.total ?? null);
    set(row, PLACE.open, lacking?.lacking ?? '');
  });
  return {
    name: words.sheets.figures,
    rows: [],
    cells,
    columns: [
      ...WIDTHS.map((width, column) => ({ width, hidden: column === PLACE.id })),
      ...members.map(() => ({ width: 13 })),
    ],
  };
}

const TEXT: Cell['style'] = { font: { name: TABLE_FONT, size: 10 }, border: FRAME };
const HEAD: Cell['style'] = { ...TEXT, font: { name: TABLE_FONT, size: 10, bold: true } };
const TITLE: Cell['style'] = { font: { name: TITLE_FONT, size: 14 } };
