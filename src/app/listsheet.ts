/** Lists as sheets of a workbook: one table under a frozen, filtered heading, on A4 on its side. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { type Cell, writeXlsx, type WriteSheet } from 'hucre/xlsx';
import { columnName, quoteSheet, type Scalar, type Severity } from '../core';
import { LONGEST, shortened } from '../core/values/shortened';
import { FRAME, linesOf, TABLE_FONT, TITLE_FONT } from '../template/styles';
import type { NamedRange } from '../template/template';

export interface Link {
  /** Relative to the workbook. */
  readonly file: string;
  /** '2014年'!G14; the file as a whole where there is none. */
  readonly place?: string;
}
export interface Column<Item> {
  readonly title: string;
  /** In characters; together they fit a page of A4 on its side. */
  readonly width: number;
  readonly value: (item: Item, index: number) => Scalar;
  readonly link?: (item: Item) => Link | null;
  readonly severity?: (item: Item) => Severity | null;
  /** Only the program reads it. */
  readonly hidden?: boolean;
  /** Left for the person to fill in. */
  readonly open?: (item: Item) => boolean;
}
/** Words above or below the table, over its whole width. */
export interface Line {
  readonly text: string;
  readonly kind: 'title' | 'text' | 'strong' | 'right';
}
export interface ListSheet<Item> {
  readonly name: string;
  readonly items: readonly Item[];
  readonly columns: readonly Column<Item>[];
  /** At the top and at the foot of each printed page. */
  readonly header: string;
  readonly footer: string;
  readonly above?: readonly Line[];
  readonly below?: readonly Line[];
}
export interface DrawnSheet {
  readonly sheet: WriteSheet;
  /** Row of the heading, which each printed page repeats. */
  readonly heading: number;
}

export const FILLS: Readonly<Record<Severity, string>> = { hard: 'FFC7CE', soft: 'FFEB9C', info: 'DDEBF7' };
const SHADE = 'F2F2F2';
const SIZE = 10;
const LINE_HEIGHT = 13.5;
const TALLEST = 409;
/** Points of a column's width of 1, with room to spare. */
const POINTS = 4.6;
/** Excel takes no more links on a sheet. */
export const MOST_LINKS = 65_000;
/** The same findings give the same bytes. */
export const MADE = new Date(Date.UTC(2025, 0, 1));

/** What a person wrote stays text, whatever it begins with. */
export function drawList<Item>(list: ListSheet<Item>): DrawnSheet {
  const { name, items, columns, above = [], below = [] } = list;
  const cells = new Map<string, Partial<Cell>>();
  const heights = new Map<number, { height: number }>();
  const merges: NonNullable<WriteSheet['merges']> = [];
  const heading = above.length;
  const wide = columns.reduce((sum, { width }) => sum + width, 0);
  const write = (line: Line, row: number): void => {
    cells.set(`${row},0`, { value: line.text, style: lineStyle(line.kind) });
    merges.push({ startRow: row, startCol: 0, endRow: row, endCol: columns.length - 1 });
    const size = line.kind === 'title' ? 16 : SIZE;
    heights.set(row, { height: linesOf(line.text, wide * POINTS, size) * size * 1.35 + 6 });
  };
  above.forEach(write);
  columns.forEach(({ title }, column) =>
    cells.set(`${heading},${column}`, { value: title, style: cellStyle(true, true, SHADE) }),
  );
  heights.set(heading, { height: 20 });
  items.forEach((item, index) => {
    const row = heading + 1 + index;
    const values = columns.map((column) => column.value(item, index));
    columns.forEach((column, at) => {
      cells.set(`${row},${at}`, { value: fitting(values[at]!), ...looksOf(column, item, index) });
    });
    heights.set(row, { height: heightOf(values, columns) });
  });
  below.forEach((line, index) => write(line, heading + 1 + items.length + index));
  const last = `${columnName(columns.length - 1)}${heading + items.length + 1}`;
  return {
    heading,
    sheet: {
      name,
      rows: [],
      cells,
      merges,
      columns: columns.map(({ width, hidden }) => (hidden ? { width, hidden } : { width })),
      rowDefs: heights,
      freezePane: { rows: heading + 1, columns: 0 },
      autoFilter: { range: `A${heading + 1}:${last}` },
      pageSetup: {
        paperSize: 'a4',
        orientation: 'landscape',
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
        margins: { left: 0.4, right: 0.4, top: 0.55, bottom: 0.55, header: 0.24, footer: 0.24 },
      },
      headerFooter: { oddHeader: headerOf(list.header), oddFooter: `&C${list.footer}` },
    },
  };
}

/** Of a row, so that all of its texts are seen. */
export function heightOf(
  values: readonly Scalar[],
  columns: readonly { readonly width: number; readonly hidden?: boolean }[],
): number {
  let lines = 1;
  columns.forEach(({ width, hidden }, at) => {
    const value = values[at];
    if (typeof value === 'string' && !hidden) lines = Math.max(lines, linesOf(value, width * POINTS, SIZE));
  });
  return Math.min(TALLEST, lines * LINE_HEIGHT + 4);
}

const fitting = (value: Scalar): Scalar => (typeof value === 'string' ? shortened(value, LONGEST) : value);

/** In the middle; in a header or footer an ampersand begins a code. */
export const headerOf = (text: string): string => `&C${text.replaceAll('&', '&&')}`;

function looksOf<Item>(
  { width, link, severity, open }: Column<Item>,
  item: Item,
  index: number,
): Partial<Cell> {
  const worst = severity?.(item);
  const fill = worst ? FILLS[worst] : open && !open(item) ? SHADE : undefined;
  const style = cellStyle(width < 15, false, fill, link !== undefined);
  const target = index < MOST_LINKS ? link?.(item) : null;
  if (!target) return { style };
  const { file, place } = target;
  return { style, hyperlink: { target: encodePath(file), ...(place ? { tooltip: place } : {}) } };
}

export interface Properties {
  readonly title: string;
}

/** The workbook. The same lists give the same bytes. */
export async function writeLists(drawn: readonly DrawnSheet[], { title }: Properties): Promise<Uint8Array> {
  const bytes = await writeXlsx({
    sheets: drawn.map(({ sheet }) => sheet),
    namedRanges: printTitles(drawn),
    properties: { title, creator: 'cpreport', created: MADE, modified: MADE },
    defaultFont: { name: 'Arial', size: SIZE },
  });
  return placeLinks(bytes);
}

/** hucre's own would not quote the sheet's name. */
export const printTitles = (drawn: readonly DrawnSheet[]): NamedRange[] =>
  drawn.map(({ sheet: { name }, heading }) => ({
    name: '_xlnm.Print_Titles',
    range: `${quoteSheet(name)}!$${heading + 1}:$${heading + 1}`,
    scope: name,
  }));

const styles = new Map<string, Cell['style']>();

/** Thousands of cells look alike: they share what they look like. */
export function cellStyle(centered: boolean, bold: boolean, fill = '', link = false): Cell['style'] {
  const name = [centered, bold, fill, link].join();
  const style = styles.get(name) ?? styleOf(centered, bold, fill, link);
  styles.set(name, style);
  return style;
}

function styleOf(centered: boolean, bold: boolean, fill: string, link: boolean): Cell['style'] {
  return {
    font: {
      name: TABLE_FONT,
      size: SIZE,
      ...(bold ? { bold } : {}),
      ...(link ? { underline: true, color: { rgb: '0563C1' } } : {}),
    },
    alignment: { horizontal: centered ? 'center' : 'left', vertical: 'center', wrapText: true },
    border: FRAME,
    ...(fill ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: fill } } } : {}),
  };
}

const lineStyle = (kind: Line['kind']): Cell['style'] => ({
  font: {
    name: kind === 'title' ? TITLE_FONT : TABLE_FONT,
    size: kind === 'title' ? 16 : SIZE,
    ...(kind === 'strong' ? { bold: true } : {}),
  },
  alignment: {
    horizontal: kind === 'title' ? 'center' : kind === 'right' ? 'right' : 'left',
    vertical: 'center',
    wrapText: true,
  },
});

/** A path as the target of a relationship. */
export const encodePath = (path: string): string =>
  path.replace(/[%#?[\]{}^`"<>|\\ ]/g, (sign) => encodeURIComponent(sign));

/** A sheet of such lists in XML, its links put right. */
const withPlaces = (sheet: string): string => sheet.replace(/(<hyperlink [^>]*?)tooltip=/g, '$1location=');

/** hucre links to a file or to a place, not to a place in a file: the place comes as tooltip and is moved. */
function placeLinks(bytes: Uint8Array): Uint8Array {
  const parts = unzipSync(bytes);
  for (const [path, part] of Object.entries(parts)) {
    if (!path.startsWith('xl/worksheets/sheet')) continue;
    const text = strFromU8(part);
    if (text.includes('tooltip=')) parts[path] = strToU8(withPlaces(text));
  }
  return zipSync(parts, { level: 6, mtime: new Date(1980, 0, 1) });
}
