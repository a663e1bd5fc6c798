/** The official form of one year. */
import { cumulativeFormula, totalFormula, TOTAL_REASON } from '../core/fill/computed';
import type { Box, Layout } from '../core/form/layout';
import type { Form } from '../core/form/schema';
import {
  LEDGER_SHEET,
  type LedgerField,
  ledgerIndicators,
  type LedgerPlace,
  yearHeading,
} from '../core/ledger';
import {
  addressOf,
  type CellValue,
  columnName,
  keyOf,
  type Position,
  quoteSheet,
  splitKey,
} from '../core/model';
import { type Figures, gradeCell } from './compute';
import { SheetDraft } from '../core/draft';
import { absolute, beside, type MirrorCell, OFFSET, topLeft } from './mirror';
import { listRows, nativeCells } from './native';
import { breakLabel, HARD, hiddenStyle, POINTS_PER_WIDTH, sizeFor, SOFT, styleOf } from './styles';
import { validate } from './validation';

export interface YearContext {
  readonly form: Form;
  readonly layout: Layout;
  readonly place: LedgerPlace;
  readonly mirror: readonly MirrorCell[];
  readonly figures: Figures;
  /** Where the names of the regions stand, in full and without suffix. */
  readonly regions: { readonly full: string; readonly bare: string };
}

export function draftYear(year: number, context: YearContext): SheetDraft {
  const { form, layout, place, mirror, figures } = context;
  const sheet = new SheetDraft(yearHeading(year));
  const yearRef = absolute(topLeft(layout, keyOf('head.year', 'value')));
  const totals = new Map(form.indicators.filter((one) => one.sumOf).map((one) => [one.id, one.sumOf!]));
  const dates = new Set(
    listRows(form, layout).flatMap((row) => row.filter((cell) => cell.type === 'date').map(({ key }) => key)),
  );
  const titleRows = new Set(layout.boxes.filter((box) => box.role === 'title').map((box) => box.area.top));

  layout.heights.forEach((height, row) => sheet.heights.set(row, height));
  for (const box of layout.boxes) drawBox(box);
  drawMirror();
  validate(sheet, form, layout, context.regions.full);
  finish();
  return sheet;

  function drawBox(box: Box): void {
    const { width, height } = extentOf(box);
    const size = sizeFor(box.text, width, height);
    const style = styleOf(
      box,
      size,
      titleRows.has(box.area.top),
      box.key !== undefined && dates.has(box.key),
    );
    if (box.role === 'year') {
      const mark = box.text.slice(form.yearLabel.blank.length);
      const reported = figures.value(year, keyOf('head.year', 'value'));
      const label = typeof reported === 'number' ? reported + form.yearLabel.suffix : form.yearLabel.blank;
      const formula = `=IF(COUNT(${yearRef})=0,"${box.text}",${yearRef}&"${form.yearLabel.suffix}${mark}")`;
      sheet.box(box.area, label + mark, style, formula);
    } else if (box.key === undefined) {
      const text = box.role === 'heading' ? breakLabel(box.text, width, size) : box.text;
      sheet.box(box.area, text === '' ? null : text, style);
    } else {
      const formula = figures.entered(year, box.key) ? null : formulaOf(box);
      sheet.box(box.area, figures.value(year, box.key), style, formula);
    }
  }

  function extentOf({ area }: Box): { width: number; height: number } {
    const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);
    return {
      width: sum(layout.widths.slice(area.left, area.right + 1)) * POINTS_PER_WIDTH,
      height: sum(layout.heights.slice(area.top, area.bottom + 1)),
    };
  }

  function formulaOf({ key }: Box): string | null {
    const { id, period } = splitKey(key!);
    const parts = totals.get(id);
    if (parts) return totalFormula(parts.map((part) => addressOf(topLeft(layout, keyOf(part, period)))));
    if (period !== 'cumulative') return null;
    const own = addressOf(topLeft(layout, keyOf(id, 'year')));
    return cumulativeFormula(own, ledgerRef(id, place.column(year, 'cumulative')));
  }

  function ledgerRef(id: string, column: number): string {
    return `${quoteSheet(LEDGER_SHEET)}!${addressOf({ row: place.row(id), column })}`;
  }

  /** The verdicts, and what they need from the ledger. */
  function drawMirror(): void {
    const hide = (at: Position, value: CellValue, formula: string): void =>
      sheet.put(at, value, hiddenStyle(), formula);
    for (const cell of mirror) hide(cell.at, gradeCell(cell, figures, form, year), cell.formula);
    const valueOf = (key: Parameters<Figures['value']>[1]): CellValue => figures.value(year, key);
    for (const cell of nativeCells(form, layout, context.regions.bare, valueOf))
      hide(cell.at, cell.value, cell.formula);
    for (const { id } of ledgerIndicators(form)) {
      const at = topLeft(layout, keyOf(id, 'cumulative'));
      const field = (name: LedgerField): string => ledgerRef(id, place.column(year, name));
      const prior = ledgerRef(id, place.prior(year));
      const [adjustment, reason] = [field('adjustment'), field('reason')];
      const written = totals.has(id) ? TOTAL_REASON : figures.ledger(id, year, 'reason');
      hide(beside(at, OFFSET.prior), figures.prior(id, year), `=IF(COUNT(${prior})=1,${prior},"")`);
      hide(
        beside(at, OFFSET.adjustment),
        figures.adjustment(id, year),
        `=IF(COUNT(${adjustment})=1,${adjustment},IF(LEN(${adjustment})=0,0,""))`,
      );
      hide(beside(at, OFFSET.reason), written ?? '', `=IF(LEN(${reason})=0,"",${reason})`);
    }
  }

  function finish(): void {
    const last = layout.heights.length;
    const right = layout.widths.length - 1;
    const hidden = OFFSET.reason + layout.widths.length;
    sheet.columns = Array.from({ length: hidden }, (_, column) =>
      column <= right
        ? { width: layout.widths[column]! }
        : { width: column < OFFSET.mirror ? 2 : 4, hidden: column >= OFFSET.mirror },
    );
    const range = `A1:${columnName(right)}${last}`;
    const verdict = addressOf({ row: 0, column: OFFSET.mirror });
    sheet.highlights.push(
      { type: 'expression', formula: `${verdict}=2`, range, priority: 1, style: HARD, stopIfTrue: true },
      { type: 'expression', formula: `${verdict}=1`, range, priority: 2, style: SOFT },
    );
    sheet.page = {
      landscape: false,
      pagesWide: 1,
      header: form.name,
      area: `$A$1:$${columnName(right)}$${last}`,
      titles: [`$${layout.tableRow + 1}:$${layout.tableRow + 1}`],
      breaks: layout.pageBreaks,
    };
  }
}
