/** Puts values and formulas into the text of a sheet part and leaves every other character where it is. */
import { type Area, type CellValue, type Position, addressOf, columnName, indexOf } from '../../core/model';
import { readArea } from './area';
import { writeCell, writeFormula } from './cell';
import { to1904 } from './dates';
import { fail } from './error';
import { isSlave } from './merges';
import {
  type CellSpan,
  type Outline,
  type RowSpan,
  formulaOf,
  mastersOf,
  outlineOf,
  styleAt,
} from './outline';
import { type Splice, attribute, prefixOf, splice, valueOf } from './scan';
import type { Styles } from './styles';

export interface CellPatch extends Position {
  /** The cached result where there is a formula; null where it is not known. */
  readonly value: CellValue;
  /** With "=". The formula that the cell has already stays as it is written, shared ones included. */
  readonly formula: string | null;
}

export interface PatchedSheet {
  readonly text: string;
  /** A cell that had a formula has none any more. */
  readonly lostFormula: boolean;
}

export interface PatchContext {
  readonly styles: Styles;
  readonly date1904: boolean;
}

export function patchSheet(
  xml: string,
  part: string,
  patches: readonly CellPatch[],
  context: PatchContext,
): PatchedSheet {
  const outline = outlineOf(xml, part);
  const masters = mastersOf(outline);
  const wanted = new Map(patches.map((patch) => [indexOf(patch.row, patch.column), patch]));
  const keeps = (patch: CellPatch, cell: CellSpan | undefined): boolean => {
    const own = cell ? formulaOf(cell, masters) : null;
    return own !== null && patch.formula === `=${own}`;
  };
  for (const patch of wanted.values()) demandWritable(outline, patch, keeps(patch, cellOf(patch)), part);

  const freed = unshare();
  const pieces: Splice[] = [];
  const missing: CellPatch[] = [];
  let lostFormula = false;
  for (const patch of wanted.values()) {
    const cell = cellOf(patch);
    if (cell) {
      lostFormula ||= cell.formula !== null && patch.formula === null;
      pieces.push({ start: cell.start, end: cell.end, text: write(patch, cell) });
    } else if (patch.formula !== null || (patch.value !== null && patch.value !== '')) missing.push(patch);
  }
  for (const [cell, text] of freed) {
    if (wanted.has(indexOf(cell.row, cell.column))) continue;
    pieces.push({ start: cell.formula!.start, end: cell.formula!.end, text });
  }
  const inserted = insertCells(xml, outline, missing, (patch) => write(patch, undefined));
  return { text: splice(xml, [...pieces, ...inserted]), lostFormula };

  function cellOf({ row, column }: Position): CellSpan | undefined {
    return outline.cells.get(indexOf(row, column));
  }

  /** Where a shared formula's first cell gets another content, the cells that shared it get it written out. */
  function unshare(): ReadonlyMap<CellSpan, string> {
    const lost = new Set<string>();
    for (const [shared, { cell: master }] of masters) {
      const patch = wanted.get(indexOf(master.row, master.column));
      if (patch && !keeps(patch, master)) lost.add(shared);
    }
    const written = new Map<CellSpan, string>();
    if (lost.size === 0) return written;
    for (const cell of outline.cells.values()) {
      const { shared = null, text = '' } = cell.formula ?? {};
      if (shared === null || text !== '' || !lost.has(shared)) continue;
      const own = formulaOf(cell, masters);
      if (own !== null) written.set(cell, writeFormula(prefixOf(xml, cell.tag), own));
    }
    return written;
  }

  function write(patch: CellPatch, cell: CellSpan | undefined): string {
    const style = styleAt(outline, patch.row, patch.column);
    const kept = cell?.formula && keeps(patch, cell) ? cell : null;
    const metadata = kept ? valueOf(xml, kept.tag, 'cm') : undefined;
    return writeCell(outline.prefix, {
      row: patch.row,
      column: patch.column,
      value: valueFor(patch, style),
      formula: kept
        ? formulaText(kept)
        : patch.formula === null
          ? ''
          : writeFormula(outline.prefix, bare(patch)),
      attributes: give('s', style) + give('cm', metadata),
    });
  }

  function formulaText(cell: CellSpan): string {
    return freed.get(cell) ?? xml.slice(cell.formula!.start, cell.formula!.end);
  }

  function valueFor({ value }: CellPatch, style: string | undefined): CellValue {
    if (!context.date1904 || typeof value !== 'number') return value;
    return to1904(value, context.styles.formatOf(Number(style ?? 0)));
  }
}

const bare = ({ formula }: CellPatch): string => (formula ?? '').replace(/^=/, '');
const give = (name: string, value: string | undefined): string =>
  value === undefined ? '' : ` ${name}="${value}"`;

function demandWritable(outline: Outline, patch: CellPatch, keepsFormula: boolean, part: string): void {
  const where = addressOf(patch);
  if (isSlave(outline.merges, patch)) fail('MERGED', where, part);
  if (keepsFormula) return;
  const inside = ({ top, left, bottom, right }: Area): boolean =>
    patch.row >= top && patch.row <= bottom && patch.column >= left && patch.column <= right;
  const single = ({ top, left, bottom, right }: Area): boolean => top === bottom && left === right;
  if (outline.arrays.some((area) => inside(area) && !single(area))) fail('ARRAY', where, part);
}

/** New cells in their order, in rows that are there or new ones; hints about the used range are brought in line. */
function insertCells(
  xml: string,
  outline: Outline,
  missing: readonly CellPatch[],
  write: (patch: CellPatch) => string,
): Splice[] {
  if (missing.length === 0) return [];
  const { prefix, data, dataClose, rows } = outline;
  const pieces: Splice[] = [];
  const fresh: { at: number; text: string }[] = [];
  const known = new Map<number, RowSpan>();
  for (const row of rows) if (!known.has(row.row)) known.set(row.row, row);

  for (const [number, patches] of [...groupByRow(missing)].sort(([a], [b]) => a - b)) {
    const row = known.get(number);
    if (row) pieces.push(...insertInRow(xml, prefix, row, patches, write));
    else {
      const next = rows.find((candidate) => candidate.row > number);
      const text = `<${prefix}row r="${number + 1}">${patches.map(write).join('')}</${prefix}row>`;
      fresh.push({ at: next?.tag.start ?? dataClose, text });
    }
  }
  if (data.kind === 'empty') {
    pieces.push(...reopen(xml, prefix, data, 'sheetData', fresh.map(({ text }) => text).join('')));
  } else pieces.push(...fresh.map(({ at, text }) => ({ start: at, end: at, text })));
  return [...pieces, ...widenDimension(xml, outline, missing)];
}

function groupByRow(patches: readonly CellPatch[]): Map<number, CellPatch[]> {
  const rows = new Map<number, CellPatch[]>();
  for (const patch of [...patches].sort((a, b) => a.column - b.column)) {
    const row = rows.get(patch.row);
    if (row) row.push(patch);
    else rows.set(patch.row, [patch]);
  }
  return rows;
}

function insertInRow(
  xml: string,
  prefix: string,
  row: RowSpan,
  patches: readonly CellPatch[],
  write: (patch: CellPatch) => string,
): Splice[] {
  const spans = attribute(xml, row.tag, 'spans');
  const pieces: Splice[] = spans ? [{ start: spans.start, end: spans.end, text: '' }] : [];
  if (row.tag.kind === 'empty')
    return [...pieces, ...reopen(xml, prefix, row.tag, 'row', patches.map(write).join(''))];
  for (const patch of patches) {
    const next = row.cells.find((cell) => cell.column > patch.column);
    const at = next?.start ?? row.close;
    pieces.push({ start: at, end: at, text: write(patch) });
  }
  return pieces;
}

/** Turns an empty tag into one that holds something. */
function reopen(xml: string, prefix: string, tag: { end: number }, name: string, inner: string): Splice[] {
  const slash = xml.lastIndexOf('/', tag.end - 1);
  return [{ start: slash, end: tag.end, text: `>${inner}</${prefix}${name}>` }];
}

function widenDimension(xml: string, { dimension }: Outline, patches: readonly CellPatch[]): Splice[] {
  const reference = dimension && attribute(xml, dimension, 'ref');
  if (!reference) return [];
  const area = readArea(reference.value, 'dimension');
  const rows = patches.map((patch) => patch.row);
  const columns = patches.map((patch) => patch.column);
  const top = Math.min(area.top, ...rows) + 1;
  const bottom = Math.max(area.bottom, ...rows) + 1;
  const left = columnName(Math.min(area.left, ...columns));
  const right = columnName(Math.max(area.right, ...columns));
  return [{ start: reference.start, end: reference.end, text: ` ref="${left}${top}:${right}${bottom}"` }];
}
