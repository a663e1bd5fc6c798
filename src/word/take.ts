/** What a text of a Word form says, and whether a person should look at it. */
import type { Form, Indicator } from '../core/form/schema';
import { type CellKey, type CellValue, splitKey } from '../core/model';
import { indicatorOf, yearOf } from '../core/report';
import { readChoice } from '../core/values/choice';
import { readDate } from '../core/values/date';
import { fold, printNumber, readNumber } from '../core/values/number';

export type Doubt =
  | 'unit' // a number with a word: 2000万, 约30, 30家
  | 'dash' // — · / · 无
  | 'text' // no number at all, or one with more digits than can be kept
  | 'both' // 有☑ 无☑
  | 'choice' // neither 有 nor 无 can be told, or heading and cell disagree
  | 'date'
  | 'year' // no year in the head, or one that cannot be read
  | 'years' // headings of the table say another year than the head
  | 'missing' // its heading was changed or is gone
  | 'unplaced'; // a text of the table that belongs to no cell of the form

export interface Reading {
  readonly value: CellValue;
  readonly doubt: Doubt | null;
}

const sure = (value: CellValue): Reading => ({ value, doubt: null });

/** The value of a cell. What cannot be read stays the text that it is: never 0, never nothing. */
export function takeText(key: CellKey, text: string, isDate: boolean, form: Form): Reading {
  const { id } = splitKey(key);
  if (text.trim() === '') return sure(null);
  if (form.head.fields.some((field) => field.id === id && field.type === 'year')) return takeYear(text);
  const indicator = indicatorOf(form, id);
  if (indicator) return takeNumber(text, indicator);
  if (!isDate) return sure(text);
  const serial = readDate(text);
  return serial === null ? { value: text, doubt: 'date' } : sure(serial);
}

function takeYear(text: string): Reading {
  const year = yearOf(fold(text));
  return year === null ? { value: text, doubt: 'year' } : sure(year);
}

function takeNumber(text: string, { unit }: Indicator): Reading {
  const reading = readNumber(text, unit);
  switch (reading.kind) {
    case 'spelling':
      return printNumber(reading.value) === digitsOf(text)
        ? sure(reading.value)
        : { value: text, doubt: 'text' };
    case 'guess':
      return { value: text, doubt: 'unit' };
    case 'none':
      return { value: text, doubt: 'dash' };
    case 'unreadable':
      return { value: text, doubt: 'text' };
  }
}

/** A number as it would be printed: without separators and zeros that say nothing. */
const digitsOf = (text: string): string =>
  fold(text)
    .replace(/^['+]+|,/g, '')
    .replace(/。/g, '.')
    .replace(/^(-?)0+(?=\d)/, '$1')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
    .replace(/^-0$/, '0');

/** 有/无 from the cell below the heading, or from the ticks in the heading itself. */
export function takeChoice(text: string, heading: string): Reading & { readonly text: string } {
  const [cell, ticks] = [readChoice(text), readChoice(heading)];
  const chosen = ticks === '有' || ticks === '无';
  if (cell === 'none') {
    if (ticks === 'none') return { text: '', ...sure(null) };
    if (chosen) return { text: heading, ...sure(ticks) };
    return { text: heading, value: heading, doubt: ticks === 'both' ? 'both' : 'choice' };
  }
  if (cell === 'both') return { text, value: text, doubt: 'both' };
  if (cell === 'unreadable') return { text, value: text, doubt: 'choice' };
  const agree = ticks === 'none' || ticks === cell;
  return agree
    ? { text, ...sure(cell) }
    : { text: `${text} / ${heading}`, value: `${text} / ${heading}`, doubt: 'choice' };
}
