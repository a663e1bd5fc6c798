/** DOC-02 in the workbook: what a formula makes of a date that stands in a cell as text. */
import type { CellValue } from '../core/model';
import { serialOf } from '../core/values/date';

const DIGITS = [...'０１２３４５６７８９'].map((wide, digit): [string, string] => [wide, String(digit)]);
/** Signs that come out as another; the rule itself is stricter about mixed separators. */
const SIGNS: readonly (readonly [string, string])[] = [
  ...DIGITS,
  [' ', ''],
  ['　', ''],
  ['年', '-'],
  ['月', '-'],
  ['日', ''],
  ['/', '-'],
  ['.', '-'],
  ['－', '-'],
  ['／', '-'],
  ['．', '-'],
];

/** 2014年5月6日 → 2014-5-6; "" for what is no text. */
export const tidyDate = (value: CellValue): string =>
  typeof value === 'string' ? SIGNS.reduce((text, [sign, plain]) => text.replaceAll(sign, plain), value) : '';

export const tidyDateFormula = (ref: string): string => {
  const tidy = SIGNS.reduce((text, [sign, plain]) => `SUBSTITUTE(${text},"${sign}","${plain}")`, ref);
  return `=IF(ISTEXT(${ref}),${tidy},"")`;
};

/** The serial of a date, or of a tidy text that is one; "" where there is none. */
export function serialIn(value: CellValue): number | '' {
  if (typeof value === 'number') return value;
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(tidyDate(value)) ?? [];
  return day === undefined ? '' : (serialOf(Number(year), Number(month), Number(day)) ?? '');
}

/** `tidy` is the cell with the tidied text. */
export function serialFormula(ref: string, tidy: string): string {
  const dash = `FIND("-",${tidy},6)`;
  const year = `VALUE(LEFT(${tidy},4))`;
  const month = `VALUE(MID(${tidy},6,${dash}-6))`;
  const day = `VALUE(MID(${tidy},${dash}+1,9))`;
  const date = `DATE(${year},${month},${day})`;
  const isDay = `AND(MID(${tidy},5,1)="-",YEAR(${date})=${year},MONTH(${date})=${month},DAY(${date})=${day})`;
  return `=IF(COUNT(${ref})=1,N(${ref}),IFERROR(IF(${isDay},${date},""),""))`;
}
