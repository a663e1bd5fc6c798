/** A new sheet as it was drafted: contents, looks, page. */
import { type Look, type SheetDraft } from '../../core/draft';
import { type Area, indexOf, positionOf } from '../../core/model';
import { formatArea } from './areas';
import { inputOf } from './input';
import { addHighlights, addValidations, dress } from './looks';

/** Points of a column so many characters wide, in the default font. */
const widthOf = (characters: number): number => ((characters * 7 + 5) * 3) / 4;
const MARGIN = 1.4;

/** Draws on an empty sheet. Returns the highlights, whose ids can be read after a sync. */
export function drawSheet(sheet: Excel.Worksheet, draft: SheetDraft): ReturnType<typeof addHighlights> {
  for (const [look, areas] of areasByLook(draft)) {
    for (const area of areas) dress(rangeOf(sheet, area), look, area);
  }
  putContents(sheet, draft);
  for (const area of draft.merges) rangeOf(sheet, area).merge(false);
  draft.columns.forEach(({ width, hidden }, column) => {
    const range = rangeOf(sheet, { top: 0, bottom: 0, left: column, right: column });
    range.format.columnWidth = widthOf(width);
    if (hidden) range.columnHidden = true;
  });
  for (const [row, height] of draft.heights) {
    rangeOf(sheet, { top: row, bottom: row, left: 0, right: 0 }).format.rowHeight = height;
  }
  sheet.showGridlines = false;
  addValidations(sheet, draft.validations);
  setPage(sheet, draft);
  return addHighlights(sheet, draft.highlights);
}

function rangeOf(sheet: Excel.Worksheet, area: Area): Excel.Range {
  const range = sheet.getRange(formatArea(area));
  range.untrack();
  return range;
}

/** Office.js itself sends no more cells at once. */
const BLOCK_CELLS = 1500;

/** Blocks of contents; a null leaves a cell alone. */
function putContents(sheet: Excel.Worksheet, { cells }: SheetDraft): void {
  const filled = [...cells].filter(([, { value, formula }]) => value !== null || formula !== null);
  if (filled.length === 0) return;
  const at = filled.map(([index]) => positionOf(index));
  const bottom = Math.max(...at.map(({ row }) => row));
  const right = Math.max(...at.map(({ column }) => column));
  const inputs = Array.from({ length: bottom + 1 }, (_row, row) =>
    Array.from({ length: right + 1 }, (_column, column) => {
      const cell = cells.get(indexOf(row, column));
      if (!cell || (cell.value === null && cell.formula === null)) return null;
      return inputOf(cell, cell.style?.numFmt ?? 'General');
    }),
  );
  const rows = Math.max(1, Math.floor(BLOCK_CELLS / (right + 1)));
  for (let top = 0; top <= bottom; top += rows) {
    const block = inputs.slice(top, top + rows);
    rangeOf(sheet, { top, left: 0, bottom: top + block.length - 1, right }).formulas = block;
  }
}

/** Cells that look the same, as few areas as there are rectangles of them row by row. */
function areasByLook({ cells }: SheetDraft): Map<Look, Area[]> {
  const looks = new Map<string, Look>();
  const found = new Map<Look, Area[]>();
  for (const index of [...cells.keys()].sort((a, b) => a - b)) {
    const { style } = cells.get(index)!;
    if (!style) continue;
    const key = JSON.stringify(style);
    const look = looks.get(key) ?? style;
    looks.set(key, look);
    const { row, column } = positionOf(index);
    const areas = found.get(look) ?? [];
    const last = areas.at(-1);
    if (last?.bottom === row && last.right === column - 1)
      areas[areas.length - 1] = { ...last, right: column };
    else areas.push({ top: row, left: column, bottom: row, right: column });
    found.set(look, areas);
  }
  return new Map([...found].map(([look, areas]) => [look, stacked(areas)]));
}

/** Runs that stand right below each other become one area. */
function stacked(runs: readonly Area[]): Area[] {
  const open = new Map<string, Area>();
  const done: Area[] = [];
  for (const run of runs) {
    const key = `${run.left}:${run.right}`;
    const above = open.get(key);
    if (above?.bottom === run.top - 1) open.set(key, { ...above, bottom: run.bottom });
    else {
      if (above) done.push(above);
      open.set(key, run);
    }
  }
  return [...done, ...open.values()];
}

function setPage(sheet: Excel.Worksheet, { page, frozen }: SheetDraft): void {
  if (frozen) {
    const rows = Math.max(frozen.rows - 1, 0);
    const columns = Math.max(frozen.columns - 1, 0);
    if (frozen.columns === 0) sheet.freezePanes.freezeRows(frozen.rows);
    else sheet.freezePanes.freezeAt(rangeOf(sheet, { top: 0, left: 0, bottom: rows, right: columns }));
  }
  if (!page) return;
  const { pageLayout } = sheet;
  pageLayout.orientation = page.landscape ? 'Landscape' : 'Portrait';
  pageLayout.paperSize = 'A4';
  pageLayout.centerHorizontally = true;
  pageLayout.zoom = { horizontalFitToPages: page.pagesWide };
  const side = { left: MARGIN, right: MARGIN, top: MARGIN, bottom: MARGIN, header: 0.6, footer: 0.6 };
  pageLayout.setPrintMargins('Centimeters', side);
  pageLayout.headersFooters.defaultForAllPages.rightHeader = `&"宋体,常规"&8${page.header}`;
  pageLayout.headersFooters.defaultForAllPages.centerFooter = '&"宋体,常规"&9第 &P 页 共 &N 页';
  pageLayout.setPrintArea(page.area.replaceAll('$', ''));
  const rows = page.titles.find((title) => /^\$?\d+:\$?\d+$/.test(title));
  const columns = page.titles.find((title) => /^\$?[A-Z]+:\$?[A-Z]+$/.test(title));
  if (rows) pageLayout.setPrintTitleRows(rows);
  if (columns) pageLayout.setPrintTitleColumns(columns);
  for (const row of page.breaks) sheet.horizontalPageBreaks.add(`A${row + 1}`);
}
