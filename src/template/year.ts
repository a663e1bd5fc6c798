/** The official form of one year. */
import { roomFor, rowFor, textKeys } from '../core/check/texts';
import { cumulativeFormula, totalFormula } from '../core/fill/computed';
import type { Box, Layout } from '../core/form/layout';
import { yearHeading } from '../core/ledger';
import { addressOf, type CellKey, columnName, keyOf, splitKey } from '../core/model';
import { SheetDraft } from '../core/draft';
import { type CompanionContext, companionsOf, highlightsOf, yearLabelFormula } from './companions';
import { listRows } from './native';
import { OFFSET, placeOf } from './places';
import { breakLabel, hiddenStyle, POINTS_PER_WIDTH, sizeFor, styleOf } from './styles';
import { validationsOf } from './validation';

export interface YearContext extends CompanionContext {
  readonly layout: Layout;
}

export function draftYear(year: number, context: YearContext): SheetDraft {
  const { form, layout, places, figures, ledger } = context;
  const sheet = new SheetDraft(yearHeading(year));
  const totals = new Map(form.indicators.filter((one) => one.sumOf).map((one) => [one.id, one.sumOf!]));
  const dates = new Set(
    listRows(form, places).flatMap((row) => row.filter((cell) => cell.type === 'date').map(({ key }) => key)),
  );
  const titleRows = new Set(layout.boxes.filter((box) => box.role === 'title').map((box) => box.area.top));

  layout.heights.forEach((height, row) => sheet.heights.set(row, height));
  const texts = new Set(textKeys(form));
  for (const box of layout.boxes) drawBox(box);
  for (const { at, value, formula } of companionsOf(year, context))
    sheet.put(at, value, hiddenStyle(), formula);
  sheet.validations.push(...validationsOf(form, places, context.regions.full));
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
      sheet.box(box.area, label + mark, style, yearLabelFormula(form, places, box.text, mark));
    } else if (box.key === undefined) {
      const text = box.role === 'heading' ? breakLabel(box.text, width, size) : box.text;
      sheet.box(box.area, text === '' ? null : text, style);
    } else {
      const formula = figures.entered(year, box.key) ? null : formulaOf(box);
      const value = figures.value(year, box.key);
      sheet.box(box.area, value, style, formula);
      if (texts.has(box.key) && typeof value === 'string') makeRoom(value, box.key, box.area.bottom);
    }
  }

  /** What several reporters wrote is printed in full, as far as a row can be as tall. */
  function makeRoom(text: string, key: CellKey, row: number): void {
    const { lines, needed } = roomFor(text, key, form);
    if (needed > lines) sheet.heights.set(row, rowFor(needed, form));
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
    const refer = (cell: CellKey): string => addressOf(placeOf(places, cell));
    if (parts) return totalFormula(parts.map((part) => refer(keyOf(part, period))));
    if (period !== 'cumulative') return null;
    return cumulativeFormula(refer(keyOf(id, 'year')), ledger.cell(id, year, 'cumulative')!);
  }

  function finish(): void {
    const last = layout.heights.length;
    const right = layout.widths.length - 1;
    const hidden = OFFSET.explained + layout.widths.length;
    sheet.columns = Array.from({ length: hidden }, (_, column) =>
      column <= right
        ? { width: layout.widths[column]! }
        : { width: column < OFFSET.mirror ? 2 : 4, hidden: column >= OFFSET.mirror },
    );
    const frame = { top: 0, left: 0, bottom: last - 1, right };
    sheet.highlights.push(...highlightsOf(frame, OFFSET.mirror));
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
