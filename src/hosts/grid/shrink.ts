/** "Shrink to fit", which Univer does not know: drawn smaller, never stored. */
import { type ICellData, InterceptorEffectEnum, type Nullable } from '@univerjs/core';
import { INTERCEPTOR_POINT, SheetInterceptorService } from '@univerjs/sheets';
import { indexOf } from '../../core/model';
import type { Fit, GridData } from './convert';
import type { Engine } from './engine';

const PADDING = 5;
const SMALLEST = 5;

export function shrinkTexts({ injector }: Engine, shrink: GridData['shrink']): void {
  injector.get(SheetInterceptorService).intercept(INTERCEPTOR_POINT.CELL_CONTENT, {
    effect: InterceptorEffectEnum.Style,
    priority: 1,
    handler(cell, { subUnitId, row, col, workbook, rawData }, next) {
      const fit = shrink.get(subUnitId)?.get(indexOf(row, col));
      const size = fit && sizeFor(textOf(cell ?? rawData), fit);
      if (size === undefined) return next(cell);
      const given = cell?.s ?? rawData?.s;
      const style = typeof given === 'string' ? workbook.getStyles().get(given) : given;
      return next({ ...(cell ?? rawData), s: { ...style, fs: size } });
    },
  });
}

const textOf = (cell: Nullable<ICellData>): string => String(cell?.v ?? '');

function sizeFor(text: string, { width, size }: Fit): number {
  let ems = 0;
  for (const letter of text) ems += letter > '\u2e7f' ? 1 : 0.56;
  const needed = ems * size * (4 / 3);
  const room = width - PADDING;
  return needed <= room ? size : Math.max(SMALLEST, Math.floor(((size * room) / needed) * 2) / 2);
}
