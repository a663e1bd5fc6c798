/**
 * 数值副本: the formulas of the year sheets, the ledger and the reasons become what they come to. The hidden verdicts
 * beside a form go, so that no mark stays behind that nothing moves any more.
 */
import { recompute } from '../fill/recompute';
import type { Form } from '../form/schema';
import { type CellValue, indexOf, type Position, positionOf, type SheetSnapshot } from '../model';
import { readBook, type Report } from '../report';

export interface FixedCell extends Position {
  readonly sheet: string;
  readonly value: CellValue;
  readonly formula: null;
}

export interface FixedValues {
  readonly cells: readonly FixedCell[];
  /** Formulas without a result that anybody knows: they stay. */
  readonly kept: number;
}

export function fixValues(sheets: readonly SheetSnapshot[], form: Form): FixedValues {
  const { reports, ledger, explanations } = readBook(sheets, form);
  const results = new Map(
    recompute(sheets, form).map((one) => [`${one.sheet}/${indexOf(one.row, one.column)}`, one.value]),
  );
  const beside = new Set([ledger?.sheet, explanations?.sheet]);
  const cells: FixedCell[] = [];
  let kept = 0;
  for (const sheet of sheets) {
    const report = reports.find((one) => one.sheet === sheet.name);
    if (!report && !beside.has(sheet.name)) continue;
    const verdictsFrom = report ? firstVerdict(report) : Infinity;
    for (const [index, content] of sheet.cells) {
      if (content.formula === null) continue;
      const at = positionOf(index);
      const own = results.get(`${sheet.name}/${index}`);
      const gone = at.column >= verdictsFrom;
      if (own === undefined && content.uncomputed && !gone) kept += 1;
      else
        cells.push({ sheet: sheet.name, ...at, value: gone ? null : (own ?? content.value), formula: null });
    }
  }
  return { cells, kept };
}

/** Column where what is hidden beside the form begins. */
function firstVerdict({ judgedAt, located }: Report): number {
  if (judgedAt === null) return Infinity;
  return Math.min(...[...located.cells.values()].map(({ column }) => column)) + judgedAt;
}
