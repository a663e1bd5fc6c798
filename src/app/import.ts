/** A filled Word form taken over into a workbook of our own. */
import type { CellKey, CellValue, Form } from '../core';
import { keyOf } from '../core/model';
import { computeFigures } from '../template/compute';
import { makeTemplate } from '../template/template';
import { contentsOf } from '../word/contents';
import { WordError } from '../word/error';
import type { WordForm } from '../word/read';

const LIST_ROWS = 8;
const MOST_ROWS = 200;
/** A cell of a workbook holds no more. */
const LONGEST = 32_767;

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
  const given = withoutComputed(values, year, form);
  return makeTemplate(
    {
      from: year,
      to: year,
      listRows: Math.max(LIST_ROWS, rows),
      values: { years: new Map([[year, given]]) },
    },
    form,
  );
}

type Values = ReadonlyMap<CellKey, CellValue>;

/** Leaves out what the template's own formulas result in: first the cumulatives, then the totals built on them. */
function withoutComputed(values: Values, year: number, form: Form): Values {
  const totals = form.indicators.filter(({ sumOf }) => sumOf);
  const parts = form.indicators.filter(({ sumOf, periods }) => !sumOf && periods === 'pair');
  const totalKeys = totals.flatMap(({ id }) => [keyOf(id, 'year'), keyOf(id, 'cumulative')]);
  const partKeys = parts.map(({ id }) => keyOf(id, 'cumulative'));
  return leaveOut(leaveOut(values, partKeys, year, form), totalKeys, year, form);
}

function leaveOut(values: Values, keys: readonly CellKey[], year: number, form: Form): Values {
  const entered = new Map(values);
  for (const key of keys) entered.delete(key);
  const figures = computeFigures(form, [year], undefined, { years: new Map([[year, entered]]) });
  for (const key of keys) {
    const value = values.get(key);
    if (value !== undefined && figures.value(year, key) !== value) entered.set(key, value);
  }
  return entered;
}
