import { type Area, type CellKey, keyOf } from '../model';
import type { Band, Form, Header, HeaderGroup, HeaderLeaf } from './schema';

/** What a box of the printed form is. */
export type Role =
  | 'attachment'
  | 'title'
  | 'plain' // the printed words of the head
  | 'field' // what is filled into the head
  | 'heading' // any header cell of the table
  | 'section'
  | 'year' // one of the 28 ××年
  | 'cumulative' // its 累计
  | 'input'
  | 'computed' // 合计 of 二 and 三: never entered
  | 'list'
  | 'text';

export interface Box {
  readonly area: Area;
  readonly role: Role;
  readonly text: string;
  /** Section that the box belongs to; null in the head. */
  readonly section: string | null;
  readonly key?: CellKey;
  readonly align?: 'left' | 'center' | 'right';
}

/** The printed grid: boxes in reading order, without gaps or overlaps inside the frame. */
export interface Layout {
  readonly boxes: readonly Box[];
  /** Row heights in points. */
  readonly heights: readonly number[];
  /** Column widths in characters. */
  readonly widths: readonly number[];
  /** Row before which a new page begins. */
  readonly pageBreaks: readonly number[];
  /** Rows of the table's own head (指标名称, 具体信息). */
  readonly tableRow: number;
  readonly cells: ReadonlyMap<CellKey, Area>;
}

/** Points: Excel allows no more. */
export const TALLEST_ROW = 409;

/** As a province that unites the lists of its counties may have; more is not read. */
export const MOST_LIST_ROWS = 10_000;

export interface LayoutOptions {
  /** Rows of each open list (七). */
  readonly listRows: number;
}

const columnOf = (letter: string): number => letter.charCodeAt(0) - 65;
function span(columns: string): { left: number; right: number } {
  const [first, last = first] = columns.split(':');
  return { left: columnOf(first!), right: columnOf(last!) };
}

const LAYOUTS_KEPT = 8;
const layouts = new WeakMap<Form, Map<number, Layout>>();

/** Lays the form out on its grid. Pure: the same form and options give the same boxes. */
export function layoutForm(form: Form, options: LayoutOptions): Layout {
  let known = layouts.get(form);
  if (!known) layouts.set(form, (known = new Map<number, Layout>()));
  let layout = known.get(options.listRows);
  if (layout) return layout;
  if (known.size >= LAYOUTS_KEPT) known.clear();
  known.set(options.listRows, (layout = layOut(form, options)));
  return layout;
}

function layOut(form: Form, options: LayoutOptions): Layout {
  const boxes: Box[] = [];
  const heights: number[] = [];
  const pageBreaks: number[] = [];
  let section: string | null = null;
  let yearLabels = 0;

  const put = (
    top: number,
    bottom: number,
    columns: string,
    role: Role,
    text: string,
    extra: Partial<Box> = {},
  ) => void boxes.push({ area: { top, bottom, ...span(columns) }, role, text, section, ...extra });
  const putYear = (row: number, columns: string) =>
    put(
      row,
      row,
      columns,
      'year',
      form.yearLabel.blank + (yearLabels++ === 0 ? form.yearLabel.firstMark : ''),
    );
  const putCumulative = (row: number, columns: string) =>
    put(row, row, columns, 'cumulative', form.cumulativeLabel);
  const summed = new Set(form.indicators.filter((one) => one.sumOf).map((one) => one.id));
  const putInput = (row: number, columns: string, id: string, period: 'year' | 'cumulative' | 'value') =>
    put(row, row, columns, summed.has(id) ? 'computed' : 'input', '', { key: keyOf(id, period) });

  for (const row of form.head.rows) {
    for (const item of row.items) {
      const top = heights.length;
      const role = item.field ? 'field' : item.style;
      const key = item.field ? { key: keyOf(item.field, 'value') } : {};
      put(top, top, item.columns, role, item.text ?? '', { align: item.align, ...key });
    }
    heights.push(row.height);
  }
  const tableRow = heights.length;
  for (const cell of form.head.table) put(tableRow, tableRow, cell.columns, 'heading', cell.text);
  heights.push(form.head.tableHeight);

  for (const part of form.sections) {
    section = part.id;
    const top = heights.length;
    if (part.pageBreakBefore) pageBreaks.push(top);
    const title = boxes.push({
      area: { top, bottom: top, ...span(part.titleColumns) },
      role: 'section',
      text: part.title,
      section,
    });
    for (const band of part.bands) {
      const rows = layBand(band, heights.length);
      heights.push(...rows);
    }
    const placed = boxes[title - 1]!;
    boxes[title - 1] = { ...placed, area: { ...placed.area, bottom: heights.length - 1 } };
  }

  /** Places one band from a row on and returns its row heights. */
  function layBand(band: Band, top: number): number[] {
    switch (band.shape) {
      case 'pairs': {
        const depth = depthOf(band.headers);
        putHeaders(band.headers, top, depth);
        for (const leaf of leavesOf(band.headers)) {
          putYear(top + depth, leaf.columns);
          putCumulative(top + depth, leaf.cumulative!);
        }
        for (const leaf of leavesOf(band.headers)) {
          putInput(top + depth + 1, leaf.columns, leaf.indicator, 'year');
          putInput(top + depth + 1, leaf.cumulative!, leaf.indicator, 'cumulative');
        }
        return band.heights;
      }
      case 'rows': {
        const depth = depthOf(band.headers);
        put(top, top + depth - 1, band.labelColumns, 'heading', band.label);
        putHeaders(band.headers, top, depth);
        putYear(top + depth, band.labelColumns);
        for (const leaf of leavesOf(band.headers))
          putInput(top + depth, leaf.columns, leaf.indicator, 'year');
        putCumulative(top + depth + 1, band.labelColumns);
        for (const leaf of leavesOf(band.headers)) {
          putInput(top + depth + 1, leaf.columns, leaf.indicator, 'cumulative');
        }
        return band.heights;
      }
      case 'values': {
        const depth = depthOf(band.headers);
        putHeaders(band.headers, top, depth);
        for (const leaf of leavesOf(band.headers))
          putInput(top + depth, leaf.columns, leaf.indicator, 'value');
        return band.heights;
      }
      case 'lines':
        band.lines.forEach((line, index) => {
          const row = top + 1 + index;
          put(index === 0 ? top : row, row, band.labelColumns, 'heading', line.label);
          if (index === 0)
            for (const header of band.headers) put(top, top, header.columns, 'heading', header.label);
          band.headers.forEach((header, at) => {
            const [year, yearInput, cumulative, cumulativeInput] = header.cells;
            const id = line.indicators[at]!;
            putYear(row, year!);
            putInput(row, yearInput!, id, 'year');
            putCumulative(row, cumulative!);
            putInput(row, cumulativeInput!, id, 'cumulative');
          });
        });
        return band.heights;
      case 'list': {
        for (const field of band.fields) put(top, top, field.columns, 'heading', field.label);
        for (let row = 1; row <= options.listRows; row++) {
          for (const field of band.fields) {
            const key = keyOf(`${band.id}.${row}.${field.id}`, 'value');
            put(top + row, top + row, field.columns, 'list', '', { key });
          }
        }
        const [head, each] = band.heights;
        return [head!, ...Array<number>(options.listRows).fill(each!)];
      }
      case 'text':
        put(top, top, band.columns, 'text', '', { key: keyOf(band.id, 'value') });
        return band.heights;
    }
  }

  function putHeaders(headers: readonly Header[], top: number, depth: number): void {
    for (const node of headers) {
      if (isGroup(node)) put(top, top, across(node.children), 'heading', node.label);
      else put(top, top + depth - 1, across([node]), 'heading', node.label);
    }
    for (const node of headers) {
      if (isGroup(node))
        for (const leaf of node.children)
          put(top + 1, top + depth - 1, across([leaf]), 'heading', leaf.label);
    }
  }

  const cells = new Map(boxes.flatMap((box) => (box.key ? [[box.key, box.area] as const] : [])));
  return { boxes, heights, widths: form.grid.widths, pageBreaks, tableRow, cells };
}

export const isGroup = (node: Header): node is HeaderGroup => 'children' in node;

const leaves = new WeakMap<readonly Header[], readonly HeaderLeaf[]>();

export function leavesOf(headers: readonly Header[]): readonly HeaderLeaf[] {
  let known = leaves.get(headers);
  if (!known)
    leaves.set(headers, (known = headers.flatMap((node) => (isGroup(node) ? node.children : [node]))));
  return known;
}

export const depthOf = (headers: readonly Header[]): number => (headers.some(isGroup) ? 2 : 1);

/** From the first leaf's first column to the last leaf's last one. */
function across(leaves: readonly HeaderLeaf[]): string {
  const all = leaves.flatMap((leaf) => [leaf.columns, ...(leaf.cumulative ? [leaf.cumulative] : [])]);
  return `${all[0]![0]!}:${all.at(-1)!.at(-1)!}`;
}
