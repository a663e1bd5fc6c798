/** A block of cells on the clipboard, as Excel, WPS, Word and plain text put it there. */
import type { CellValue } from '../../core/model';

/** Row by row; null is a cell that holds nothing. */
export type Block = readonly (readonly CellValue[])[];

export function readBlock(html: string, text: string): Block {
  const cells = /<table[\s>]/i.test(html) ? tableOf(html) : [];
  const rows = cells.length > 0 ? cells : parseTsv(text);
  const width = Math.max(0, ...rows.map((row) => row.length));
  return rows.map((row) => Array.from({ length: width }, (_cell, at) => valueOf(row[at] ?? '')));
}

/** The first table of a page; what a spanning cell covers is blank. */
function tableOf(html: string): string[][] {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  const rows: string[][] = [];
  for (const [at, line] of [...(table?.rows ?? [])].entries()) {
    const row = (rows[at] ??= []);
    let column = 0;
    for (const cell of line.cells) {
      while (row[column] !== undefined) column += 1;
      for (let down = 0; down < cell.rowSpan && at + down < (table?.rows.length ?? 0); down += 1) {
        for (let right = 0; right < cell.colSpan; right += 1) {
          (rows[at + down] ??= [])[column + right] = down + right === 0 ? textOf(cell) : '';
        }
      }
    }
  }
  return rows.map((row) => Array.from(row, (text) => text ?? ''));
}

/** In HTML a line break of the source is a space, and <br> is a line break. */
function textOf(cell: Element): string {
  const copy = cell.cloneNode(true) as Element;
  for (const broken of copy.querySelectorAll('br')) broken.replaceWith('\u2028');
  return (copy.textContent ?? '')
    .replace(/[ \t\r\n]+/g, ' ')
    .trim()
    .replace(/ *\u2028 */g, '\n');
}

/** Tab-separated as Excel writes it: a cell with a tab, a quote or a line break stands in quotes. */
export function parseTsv(text: string): string[][] {
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  if (source === '') return [];
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/gy;
  for (let match = cell.exec(source); match; match = cell.exec(source)) {
    rows.at(-1)!.push(match[1] === undefined ? match[2]! : match[1].replaceAll('""', '"'));
    if (match[3] === '') break;
    if (match[3] === '\n') rows.push([]);
  }
  return rows;
}

/** Plain numbers become numbers: 1,234.5 and -3; everything else stays as it reads, as 1.2E+05, which is rounded. */
export function valueOf(text: string): CellValue {
  const plain = text.replace(/\u00a0/g, ' ').trim();
  if (plain === '') return null;
  const number = plain.replace(/^-?\d{1,3}(,\d{3})+(?=\.|$)/, (grouped) => grouped.replaceAll(',', ''));
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(number) && !/^[-+]?0\d/.test(number) && digits(number) <= 15
    ? Number(number)
    : plain;
}

const digits = (text: string): number => text.replace(/\D/g, '').length;
