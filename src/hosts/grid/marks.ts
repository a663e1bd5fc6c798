/** Marks are drawn over the cells and stored nowhere: neither in the workbook nor among the steps to undo. */
import { InterceptorEffectEnum } from '@univerjs/core';
import { INTERCEPTOR_POINT, SheetInterceptorService } from '@univerjs/sheets';
import { indexOf } from '../../core/model';
import { type Mark, MARK_COLORS, type Marker } from '../port';
import type { Engine } from './engine';

type Severity = Mark['severity'];
const GRAVEST: readonly Severity[] = ['hard', 'soft', 'info'];

export function createMarks({ injector, surface }: Engine, idOf: (sheet: string) => string): Marker {
  let marks = new Map<string, Map<number, Severity>>();

  injector.get(SheetInterceptorService).intercept(INTERCEPTOR_POINT.CELL_CONTENT, {
    effect: InterceptorEffectEnum.Style,
    priority: 5,
    handler(cell, { subUnitId, row, col, workbook, rawData }, next) {
      const severity = marks.get(subUnitId)?.get(indexOf(row, col));
      if (!severity) return next(cell);
      const given = cell?.s ?? rawData?.s;
      const style = typeof given === 'string' ? workbook.getStyles().get(given) : given;
      // The background alone: the cell editor would write the style of a text into the cell.
      return next({ ...(cell ?? rawData), s: { ...style, bg: { rgb: `#${MARK_COLORS[severity]}` } } });
    },
  });

  /* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, Univer's model is not */
  return {
    get marked() {
      return marks.size > 0;
    },
    async mark(cells) {
      marks = new Map();
      for (const { sheet, row, column, severity } of cells) {
        const id = idOf(sheet);
        const own = marks.get(id) ?? new Map<number, Severity>();
        const known = own.get(indexOf(row, column)) ?? severity;
        const [worst = severity] = GRAVEST.filter((one) => one === known || one === severity);
        marks.set(id, own.set(indexOf(row, column), worst));
      }
      surface.repaint();
    },
    async clear() {
      marks = new Map();
      surface.repaint();
    },
  };
}
