/** A filled Word form taken over into a workbook of our own. */
import type { CellKey, CellValue, Form, Scalar } from '../core';
import { isError, keyOf, splitKey } from '../core/model';
import { dayOf } from '../core/values/date';
import { printNumber } from '../core/values/number';
import { pathOf } from '../strings/labels';
import { type Language, pathWords } from '../strings/messages';
import { wordFaultOf, wordWords } from '../strings/word';
import { computeFigures } from '../template/compute';
import { makeTemplate } from '../template/template';
import { contentsOf, dateFields, fieldOf } from '../word/contents';
import { WordError } from '../word/error';
import type { WordForm } from '../word/read';

/** One line of the mapping as it is shown: where, what the Word file says, what is taken, and why to look at it. */
export interface MappingLine {
  readonly key: CellKey | null;
  readonly label: string;
  readonly text: string;
  readonly taken: string;
  readonly doubt: string | null;
}

const LIST_ROWS = 8;
const MOST_ROWS = 200;
/** A cell of a workbook holds no more. */
const LONGEST = 32_767;

/** Year that the workbook is made for; null where the form says none that can have a sheet. */
export function importYear({ report }: WordForm, { since }: Form): number | null {
  const { year } = report;
  return year !== null && year >= since ? year : null;
}

/** Words for what readWord and workbookFrom throw. Headings are named only where the file comes near to being the form. */
export const faultOf = ({ code, nearest }: WordError, language: Language): string =>
  wordFaultOf(code, nearest && nearest.share > 0.1 ? nearest.label : null, language);

/** What is in the Word file, doubtful lines first; cells that are blank there are left out. */
export function mappingLines(word: WordForm, form: Form, language: Language): MappingLine[] {
  const words = wordWords(language);
  const dates = dateFields(form);
  const labelled = pathWords(language);
  const labelOf = (key: CellKey): string => {
    const { id, period } = splitKey(key);
    return pathOf(form, id, period, labelled);
  };
  const lines = word.mapping
    .filter(({ text, value, doubt }) => text.trim() !== '' || value !== null || doubt !== null)
    .map(({ key, text, value, doubt }): MappingLine => ({
      key,
      label: key === null ? words.elsewhere : labelOf(key),
      text,
      taken: textOf(plainValue(key, value, dates)),
      doubt: doubt && words.doubts[doubt],
    }));
  return [...lines.filter(({ doubt }) => doubt !== null), ...lines.filter(({ doubt }) => doubt === null)];
}

/** A value as it is taken over, a date as 2014-05-06. */
export function plainValue(key: CellKey | null, value: CellValue, dates: ReadonlySet<string>): Scalar {
  if (isError(value)) return value.error;
  const isDate = key !== null && typeof value === 'number' && dates.has(fieldOf(key));
  return isDate ? dayOf(value) : value;
}

const textOf = (value: Scalar): string =>
  typeof value === 'number' ? printNumber(value) : String(value ?? '');

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
