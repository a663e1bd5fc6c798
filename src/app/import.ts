/** A filled Word form taken over into a workbook of our own. */
import type { Form } from '../core';
import { keyOf } from '../core/model';
import { makeTemplate } from '../template/template';
import { contentsOf } from '../word/contents';
import { WordError } from '../word/error';
import type { WordForm } from '../word/read';
import { withoutComputed } from './computed';
import { papersSheet } from './rollup/papersheet';

const LIST_ROWS = 8;
const MOST_ROWS = 200;
/** A cell of a workbook holds no more. */
const LONGEST = 32_767;
/** Their statuses stand in one cell. */
const MOST_MEMBERS = 4_000;

/**
 * The official workbook of a year with everything in it that the Word file says. 合计 and 累计 stay formulas where
 * these come to the figure of the Word file; where they do not, the figure stands. Throws WordError where it cannot hold.
 */
export async function workbookFrom(word: WordForm, year: number, form: Form): Promise<Uint8Array> {
  const rows = contentsOf(word.report, form).listRows;
  const values = new Map(
    word.mapping.flatMap(({ key, value }) => (key === null || value === null ? [] : [[key, value]])),
  );
  values.delete(keyOf('head.year', 'value'));
  if (rows > MOST_ROWS) throw new WordError('TOO_BIG', `${rows} rows in the list`);
  if ([...values.values()].some((value) => typeof value === 'string' && value.length > LONGEST))
    throw new WordError('TOO_BIG', 'a text longer than a cell');
  if (isTooBig(word)) throw new WordError('TOO_BIG', 'a sum of too many');
  const given = withoutComputed(values, year, form);
  return makeTemplate(
    {
      from: year,
      to: year,
      listRows: Math.max(LIST_ROWS, rows),
      values: { years: new Map([[year, given]]), explanations: word.explanations?.entries ?? [] },
    },
    form,
    { sheets: word.papers ? [papersSheet(word.papers, form)] : [], names: [], notes: new Map() },
  );
}

function isTooBig({ papers, explanations }: WordForm): boolean {
  const texts = [
    papers?.absent ?? '',
    ...(papers?.members ?? []).map(({ name }) => name),
    ...[...(papers?.open.values() ?? [])].map(({ lacking }) => lacking),
    ...(explanations?.entries ?? []).map(({ reason }) => reason),
  ];
  return (papers?.members.length ?? 0) > MOST_MEMBERS || texts.some((text) => text.length > LONGEST);
}
