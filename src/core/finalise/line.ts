/** The line below a form that was finalised: every printed copy says which figures it shows. */
import type { CellValue } from '../model';

export const FINAL_LINE = '已定稿';
export const isFinalLine = (value: CellValue): boolean =>
  typeof value === 'string' && value.startsWith(FINAL_LINE);
