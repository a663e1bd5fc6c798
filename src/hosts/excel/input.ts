/** What is written into a cell so that Excel keeps it as it is meant, and what is read from it. */
import type { CellContent, CellValue, ErrorValue } from '../../core/model';
import type { Entry } from '../../core/plan';

const ERRORS =
  /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!|FIELD!|GETTING_DATA|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!)$/;
/** Texts that Excel takes for nothing but texts: they begin with a letter or a Chinese character and hold no digit. */
const PLAIN_TEXT = /^[\p{L}（(《“【、。—][^\p{Nd}]*$/u;
const KEYWORD = /^(?:true|false|是|否)$/i;

/** Excel makes numbers and dates of texts unless an apostrophe goes before; a cell formatted as text needs none. */
export function inputOf({ value, formula }: Entry, numberFormat: string): string | number | boolean {
  if (formula !== null) return formula;
  if (value === null) return '';
  if (typeof value === 'object') return value.error;
  if (typeof value !== 'string' || value === '') return value;
  if (numberFormat === '@' && !value.startsWith("'")) return value;
  return PLAIN_TEXT.test(value) && !KEYWORD.test(value) ? value : `'${value}`;
}

/** The contents of a cell from what Excel gives as its value and its formula. */
export function contentFrom(value: unknown, formula: unknown): CellContent {
  const isFormula = typeof formula === 'string' && formula.startsWith('=') && formula !== value;
  if (isFormula) return { value: valueFrom(value), formula };
  return { value: value === '' ? null : valueFrom(value), formula: null };
}

function valueFrom(value: unknown): CellValue {
  if (typeof value === 'string' && ERRORS.test(value)) return { error: value } satisfies ErrorValue;
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  return null;
}
