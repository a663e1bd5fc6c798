/** What a Word form says, line by line, for a person to look through before it is taken over. */
import type { CellKey, CellValue, Form, Scalar } from '../core';
import { isError, splitKey } from '../core/model';
import { dayOf } from '../core/values/date';
import { printNumber } from '../core/values/number';
import { pathOf } from '../strings/labels';
import { type Language, pathWords, put } from '../strings/messages';
import { wordFaultOf, type WordWords, wordWords } from '../strings/word';
import { dateFields, fieldOf } from '../word/contents';
import type { WordError } from '../word/error';
import type { WordForm } from '../word/read';

/** One line of the mapping as it is shown: where, what the Word file says, what is taken, and why to look at it. */
export interface MappingLine {
  readonly key: CellKey | null;
  readonly label: string;
  readonly text: string;
  readonly taken: string;
  readonly doubt: string | null;
}

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
  return [
    ...lines.filter(({ doubt }) => doubt !== null),
    ...lines.filter(({ doubt }) => doubt === null),
    ...annexLine(word, words),
  ];
}

/** What the form says of its roll-up, where it came of one. */
function annexLine({ papers }: WordForm, { annex }: WordWords): MappingLine[] {
  if (!papers) return [];
  const counts = { members: papers.members.length, open: papers.open.size };
  const { label, text, taken } = annex;
  return [{ key: null, label, text: put(text, counts), taken, doubt: null }];
}

/** A value as it is taken over, a date as 2014-05-06. */
export function plainValue(key: CellKey | null, value: CellValue, dates: ReadonlySet<string>): Scalar {
  if (isError(value)) return value.error;
  const isDate = key !== null && typeof value === 'number' && dates.has(fieldOf(key));
  return isDate ? dayOf(value) : value;
}

const textOf = (value: Scalar): string =>
  typeof value === 'number' ? printNumber(value) : String(value ?? '');
