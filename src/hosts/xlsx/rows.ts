/** Puts rows into a sheet part, and moves every reference to that sheet in the whole workbook. */
import { moveReferences } from '../../core/references';
import { addressOf } from '../../core/model';
import { HostError } from '../port';
import { readArea } from './area';
import { childrenOf } from './elements';
import { type CellSpan, type Outline, formulaOf, mastersOf, outlineOf } from './outline';
import { type Splice, type Tag, attribute, prefixOf, splice, tagsOf, textBetween, valueOf } from './scan';
import { escapeXml } from './xml';

/** A formula or a range as it reads after the change, seen from a sheet. */
export type Rewrite = (text: string, sheet: string) => string;

export const insertion =
  (name: string, above: number, count: number): Rewrite =>
  (text, sheet) =>
    moveReferences(text, ({ sheet: scope, row, column }) => ({
      row: (scope ?? sheet) === name && row >= above ? row + count : row,
      column,
    }));

/** What hangs on rows in parts of its own: moved by Excel, not by us. */
const ANCHORED = ['drawing', 'legacyDrawing', 'tableParts', 'oleObjects', 'controls'];

export function insertRowsIn(
  xml: string,
  part: string,
  sheet: string,
  { above, count, like }: { readonly above: number; readonly count: number; readonly like: number },
): string {
  const anchored = childrenOf(xml).find(({ name }) => ANCHORED.includes(name));
  if (anchored) throw new HostError('unsupported', `${sheet}: ${anchored.name}`);
  const rewritten = rewriteSheet(xml, part, sheet, insertion(sheet, above, count));
  const moved = moveRows(rewritten, part, above, count, like);
  return coverRows(moved, like < above ? like : like + count, above, count);
}

const COVERING = ['dataValidation', 'conditionalFormatting', 'protectedRange', 'ignoredError'];

/** What speaks of single cells of the row that the new ones look like speaks of theirs as well. */
function coverRows(xml: string, like: number, above: number, count: number): string {
  const pieces: Splice[] = [];
  for (const tag of tagsOf(xml)) {
    const found = tag.kind !== 'close' && COVERING.includes(tag.name) ? attribute(xml, tag, 'sqref') : null;
    if (!found) continue;
    const ranges = found.value.split(/\s+/).filter((range) => range !== '');
    const added = ranges.flatMap((range) => {
      const { top, bottom, left, right } = readArea(range, 'sqref');
      if (top !== like || bottom !== like) return [];
      const name = (row: number): string =>
        left === right
          ? addressOf({ row, column: left })
          : `${addressOf({ row, column: left })}:${addressOf({ row, column: right })}`;
      return Array.from({ length: count }, (_, index) => name(above + index));
    });
    if (added.length === 0) continue;
    pieces.push({ start: found.start, end: found.end, text: ` sqref="${[...ranges, ...added].join(' ')}"` });
  }
  return splice(xml, pieces);
}

/** The sheet with every formula and every range in it rewritten; rows and cells stay where they are. */
export function rewriteSheet(xml: string, part: string, sheet: string, rewrite: Rewrite): string {
  const outline = outlineOf(xml, part);
  return splice(xml, [
    ...rewriteCells(xml, outline, sheet, rewrite),
    ...rewriteAround(xml, outline, sheet, rewrite),
  ]);
}

/** A shared formula is written out: its cells may move apart. */
function rewriteCells(xml: string, outline: Outline, sheet: string, rewrite: Rewrite): Splice[] {
  const masters = mastersOf(outline);
  const changes = [...outline.cells.values()].flatMap((cell) => {
    const own = cell.formula && formulaOf(cell, masters);
    if (!own) return [];
    const next = rewrite(own, sheet);
    return [{ cell, own, next }];
  });
  if (changes.every(({ own, next }) => own === next)) return [];
  return changes.flatMap(({ cell, own, next }) => {
    const { start, end, tag, shared, area } = cell.formula!;
    if (shared === null && own === next) return [];
    const prefix = prefixOf(xml, tag);
    const opening = area ? moveAttributes(xml, tag, sheet, rewrite) : `<${prefix}f>`;
    return [{ start, end, text: `${opening.replace(/\/>$/, '>')}${escapeXml(next)}</${prefix}f>` }];
  });
}

const RANGES = ['ref', 'sqref', 'activeCell', 'topLeftCell', 'location'];

function moveAttributes(xml: string, tag: Tag, sheet: string, rewrite: Rewrite): string {
  const pieces = RANGES.flatMap((name): Splice[] => {
    const found = attribute(xml, tag, name);
    if (!found) return [];
    const value = escapeXml(rewrite(found.value, sheet)).replaceAll('"', '&quot;');
    return [{ start: found.start - tag.start, end: found.end - tag.start, text: ` ${name}="${value}"` }];
  });
  return splice(xml.slice(tag.start, tag.end), pieces);
}

const FORMULAS = ['formula', 'formula1', 'formula2', 'f', 'sqref'];

/** Merged areas, highlights, validations, links, filters, views: everything outside of the cells. */
function rewriteAround(xml: string, outline: Outline, sheet: string, rewrite: Rewrite): Splice[] {
  const pieces: Splice[] = [];
  let text: Tag | null = null;
  for (const tag of tagsOf(xml)) {
    if (tag.start >= outline.data.start && tag.start < outline.dataClose) continue;
    if (tag.kind === 'close') {
      if (text && tag.name === text.name) {
        const was = textBetween(xml, text.end, tag.start);
        const is = rewrite(was, sheet);
        if (was !== is) pieces.push({ start: text.end, end: tag.start, text: escapeXml(is) });
      }
      text = null;
      continue;
    }
    text = tag.kind === 'open' && FORMULAS.includes(tag.name) ? tag : null;
    const moved = moveAttributes(xml, tag, sheet, rewrite);
    if (moved !== xml.slice(tag.start, tag.end)) pieces.push({ start: tag.start, end: tag.end, text: moved });
  }
  return pieces;
}

/** Moves the rows and cells themselves, and page breaks; the new rows look like another. */
function moveRows(xml: string, part: string, above: number, count: number, like: number): string {
  const outline = outlineOf(xml, part);
  const pieces: Splice[] = [];
  for (const row of outline.rows) {
    if (row.row < above) continue;
    pieces.push(renumber(xml, row.tag, String(row.row + count + 1)));
    for (const cell of row.cells) {
      pieces.push(renumber(xml, cell.tag, addressOf({ row: cell.row + count, column: cell.column })));
    }
  }
  for (const tag of tagsOf(xml)) {
    if (tag.name !== 'brk' || tag.kind === 'close') continue;
    const id = attribute(xml, tag, 'id');
    const inColumns = Number(valueOf(xml, tag, 'max')) < 20_000; // of a column break it is the last row
    if (id && inColumns && Number(id.value) > above) {
      pieces.push({ start: id.start, end: id.end, text: ` id="${Number(id.value) + count}"` });
    }
  }
  const at = outline.rows.find(({ row }) => row >= above)?.tag.start ?? outline.dataClose;
  pieces.push({ start: at, end: at, text: newRows(xml, outline, above, count, like) });
  return splice(xml, pieces);
}

function renumber(xml: string, tag: Tag, reference: string): Splice {
  const found = attribute(xml, tag, 'r');
  if (found) return { start: found.start, end: found.end, text: ` r="${reference}"` };
  const at = tag.start + /^<[^\s/>]+/.exec(xml.slice(tag.start, tag.end))![0].length;
  return { start: at, end: at, text: ` r="${reference}"` };
}

function newRows(xml: string, outline: Outline, above: number, count: number, like: number): string {
  const model = outline.rows.find(({ row }) => row === like);
  if (!model) return '';
  const opening = (row: number): string => {
    const moved = splice(xml.slice(model.tag.start, model.tag.end), [
      shiftSplice(renumber(xml, model.tag, String(row + 1)), model.tag.start),
    ]);
    return moved.replace(/\s*\/?>$/, '');
  };
  const cell = (row: number, { column, style }: CellSpan): string =>
    `<${outline.prefix}c r="${addressOf({ row, column })}"${style === undefined ? '' : ` s="${style}"`}/>`;
  return Array.from({ length: count }, (_, index) => {
    const row = above + index;
    const cells = model.cells.map((span) => cell(row, span)).join('');
    return `${opening(row)}>${cells}</${outline.prefix}row>`;
  }).join('');
}

const shiftSplice = ({ start, end, text }: Splice, by: number): Splice => ({
  start: start - by,
  end: end - by,
  text,
});
