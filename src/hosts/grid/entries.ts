/**
 * What is typed is what it says. Univer makes a day of 3-5, a time of 3:30, other figures of 50% and (5), and tells of
 * it by a number format that no file is given. A plain number is a number, and a day is one where days are due.
 */
import { type ICellData, getNumfmtParseValueFilter, isBooleanString, numfmt } from '@univerjs/core';
import { AFTER_CELL_EDIT, SheetInterceptorService } from '@univerjs/sheets';
import { valueOf } from './block';
import { FORCED_TEXT, NUMBER } from './convert';
import type { Engine } from './engine';

/** Before Univer's own. */
const FIRST = 100;

export function readEntries({ injector }: Engine): () => void {
  return injector.get(SheetInterceptorService).writeCellInterceptor.intercept(AFTER_CELL_EDIT, {
    priority: FIRST,
    handler: (cell, { worksheet, row, col }, next) =>
      next(cell && entered(cell, worksheet.getComposedCellStyle(row, col)?.n?.pattern ?? '')),
  });
}

/** Where a type is given, the entry is a text already. */
function entered(cell: ICellData, format: string): ICellData {
  const text = cell.p?.body?.dataStream.replace(/\r\n$/, '') ?? String(cell.v ?? '');
  if (cell.f || cell.t || text === '') return cell;
  const value = valueOf(text);
  if (typeof value === 'number') return { ...cell, v: value, t: NUMBER, p: null };
  const read = getNumfmtParseValueFilter(text);
  if (!read && !isBooleanString(text)) return cell;
  if (read?.z && isTemporal(format) && temporalType(format) === temporalType(read.z)) return cell;
  return { ...cell, v: text, t: FORCED_TEXT, p: null };
}

const isTemporal = (format: string): boolean => numfmt.getFormatInfo(format).isDate;
const temporalType = (format: string): string => numfmt.getFormatInfo(format).type;
