/** Changes of a workbook's shape, carried out in the file: only the parts concerned are written anew. */
import type { SheetDraft } from '../../core/draft';
import { type Area, addressOf, columnName, indexOf, quoteSheet } from '../../core/model';
import { renameSheet } from '../../core/references';
import { type Step, targetOf } from '../../core/structure';
import { HostError } from '../port';
import { type Changes, addSheet, localNames, rewriteNames, setPrintArea } from './directory';
import { adopt, draw } from './drawn';
import { dress } from './dress';
import { addToList, childrenOf, dropChildren, firstTag } from './elements';
import { fail } from './error';
import { type CellSpan, outlineOf, styleAt } from './outline';
import { type Package, isTrue, openPackage } from './package';
import { insertRowsIn, insertion, rewriteSheet } from './rows';
import { type Splice, attribute, prefixOf, splice, tagsOf, valueOf } from './scan';
import { unlockStyles } from './styling';
import { encodeXml } from './xml';
import type { ZipLimits } from './zip';

/** Throws XlsxError where the file cannot be understood, HostError unsupported where a step cannot be taken. */
export async function reshapeWorkbook(
  bytes: Uint8Array,
  steps: readonly Step[],
  limits?: Partial<ZipLimits>,
): Promise<Uint8Array> {
  let file = bytes;
  for (const step of steps) {
    const source = openPackage(file, limits);
    demandOpen(step, source);
    const changes: Changes = new Map();
    await take(step, source, changes);
    file = source.zip.replace(changes);
  }
  return file;
}

/** A password, or a workbook whose sheets are not to change, is somebody's no; bare protection is not. */
function demandOpen(step: Step, source: Package): void {
  if (step.kind === 'addSheet' || step.kind === 'copySheet') {
    const workbook = source.textOf(source.workbookPart);
    const lock = childrenOf(workbook).find(({ name }) => name === 'workbookProtection');
    if (lock && isTrue(valueOf(workbook, lock.tag, 'lockStructure') ?? undefined))
      throw new HostError('protected', 'the structure of the workbook');
  }
  if (!('sheet' in step)) return;
  const xml = source.textOf(sheetOf(source, step.sheet).part);
  const lock = childrenOf(xml).find(({ name }) => name === 'sheetProtection');
  if (!lock || !isTrue(valueOf(xml, lock.tag, 'sheet') ?? undefined)) return;
  if (valueOf(xml, lock.tag, 'password') || valueOf(xml, lock.tag, 'hashValue'))
    throw new HostError('protected', step.sheet);
}

async function take(step: Step, source: Package, changes: Changes): Promise<void> {
  const edit = (sheet: string, change: (xml: string, part: string) => string): void => {
    const { part } = sheetOf(source, sheet);
    changes.set(part, encodeXml(change(source.textOf(part), part)));
  };
  switch (step.kind) {
    case 'copySheet':
      return copySheet(step.sheet, step.as, source, changes);
    case 'addSheet':
      return drawSheet(step.draft, step.behind, source, changes);
    case 'insertRows':
      return insertRows(step, source, changes);
    case 'copyLooks':
      return edit(step.sheet, (xml, part) => copyLooks(xml, part, step));
    case 'unlock':
      return edit(step.sheet, (xml, part) => unlock(xml, part, step.area, source, changes));
    case 'hideColumns':
      return edit(step.sheet, (xml) => hideColumns(xml, step.first, step.last, step.hidden));
    case 'highlight':
      return dress(sheetOf(source, step.sheet).part, { highlights: step.highlights }, source, changes);
    case 'validate':
      return dress(sheetOf(source, step.sheet).part, { validations: step.validations }, source, changes);
    case 'printArea': {
      const { top, left, bottom, right } = step.to;
      const area = `$${columnName(left)}$${top + 1}:$${columnName(right)}$${bottom + 1}`;
      const workbook = source.textOf(source.workbookPart);
      changes.set(source.workbookPart, encodeXml(setPrintArea(workbook, step.sheet, area)));
      return;
    }
    case 'removeSheet':
    case 'removeRows':
    case 'clearLooks':
    case 'lock':
    case 'unhighlight':
    case 'unvalidate':
      // A file is taken back by its bytes.
      throw new HostError('unsupported', step.kind);
  }
}

const sheetOf = ({ sheets }: Package, name: string) =>
  sheets.find((sheet) => sheet.name === name) ?? fail('NO_SHEET', name);

/** What hangs on parts of its own stays with the original: pictures, comments, tables, printer settings. */
const OWN_PARTS = new Set([
  'customProperties', 'drawing', 'legacyDrawing', 'legacyDrawingHF', 'drawingHF', 'picture', 'oleObjects', 'controls',
  'webPublishItems', 'tableParts',
]); // prettier-ignore

function copySheet(name: string, as: string, source: Package, changes: Changes): void {
  const xml = source.textOf(sheetOf(source, name).part);
  const bare = dropChildren(xml, (element) => OWN_PARTS.has(element.name));
  const pieces: Splice[] = [];
  for (const tag of tagsOf(bare)) {
    if (tag.kind === 'close') continue;
    if (tag.name === 'hyperlink' && /\s[\w.-]+:id\s*=/.test(bare.slice(tag.start, tag.end))) {
      pieces.push({ start: tag.start, end: tag.end, text: '' });
      continue;
    }
    const gone = tag.name === 'sheetPr' ? 'codeName' : tag.name === 'sheetView' ? 'tabSelected' : null;
    const found = gone === null ? null : attribute(bare, tag, gone);
    if (found) pieces.push({ start: found.start, end: found.end, text: '' });
    if (tag.name === 'pageSetup') {
      const text = bare.slice(tag.start, tag.end).replace(/\s[\w.-]+:id\s*=\s*("[^"]*"|'[^']*')/, '');
      pieces.push({ start: tag.start, end: tag.end, text });
    }
  }
  const copied = forgetResults(splice(bare, pieces), as);
  const names = localNames(source, name).map((own) => ({
    ...own,
    refers: renameSheet(own.refers, name, as),
  }));
  // A list of links that lost all of them would make the file invalid.
  const text = dropChildren(
    copied,
    (element) => element.name === 'hyperlinks' && childrenOf(copied, element).length === 0,
  );
  addSheet(source, changes, { name: as, text, names }, name);
}

/** Results were computed for the original: whoever opens the copy computes its own. */
function forgetResults(xml: string, part: string): string {
  const pieces: Splice[] = [];
  for (const { formula, tag, end } of outlineOf(xml, part).cells.values()) {
    if (!formula) continue;
    const type = attribute(xml, tag, 't');
    if (type) pieces.push({ start: type.start, end: type.end, text: '' });
    pieces.push({ start: formula.end, end: xml.lastIndexOf('<', end - 1), text: '' });
  }
  return splice(xml, pieces);
}

function insertRows(step: Extract<Step, { kind: 'insertRows' }>, source: Package, changes: Changes): void {
  const rewrite = insertion(step.sheet, step.above, step.count);
  for (const { name, part } of source.sheets) {
    const xml = source.textOf(part);
    const text =
      name === step.sheet
        ? mergeRows(insertRowsIn(xml, part, name, step), part, step)
        : rewriteSheet(xml, part, name, rewrite);
    if (text !== xml) changes.set(part, encodeXml(text));
  }
  const workbook = source.textOf(source.workbookPart);
  const renamed = rewriteNames(workbook, (text) => rewrite(text, ''));
  if (renamed !== workbook) changes.set(source.workbookPart, encodeXml(renamed));
}

function mergeRows(xml: string, part: string, step: Extract<Step, { kind: 'insertRows' }>): string {
  const model = step.like < step.above ? step.like : step.like + step.count;
  const like = outlineOf(xml, part).merges.filter(({ top, bottom }) => top === model && bottom === model);
  const rows = Array.from({ length: step.count }, (_, index) => step.above + index);
  return merge(
    xml,
    rows.flatMap((row) => like.map((area) => ({ ...area, top: row, bottom: row }))),
  );
}

const rangeOf = ({ top, left, bottom, right }: Area): string =>
  `${addressOf({ row: top, column: left })}:${addressOf({ row: bottom, column: right })}`;

function merge(xml: string, areas: readonly Area[]): string {
  const prefix = prefixOf(xml, firstTag(xml));
  return addToList(
    xml,
    'mergeCells',
    areas.map((area) => `<${prefix}mergeCell ref="${rangeOf(area)}"/>`),
  );
}

/** Each cell gets its own style once more, unlocked. */
function unlock(xml: string, part: string, area: Area, source: Package, changes: Changes): string {
  if (!source.stylesPart) return fail('NOT_XLSX', 'no styles');
  const outline = outlineOf(xml, part);
  const cells = [...outline.cells.values()].filter(
    ({ row, column }) => row >= area.top && row <= area.bottom && column >= area.left && column <= area.right,
  );
  const wanted = [...new Set(cells.map(({ style }) => Number(style ?? 0)))];
  const { styles, unlocked } = unlockStyles(source.textOf(source.stylesPart), wanted);
  changes.set(source.stylesPart, encodeXml(styles));
  return splice(
    xml,
    cells.map((cell) => restyle(xml, cell, String(unlocked.get(Number(cell.style ?? 0))!))),
  );
}

function restyle(xml: string, cell: CellSpan, style: string): Splice {
  const found = attribute(xml, cell.tag, 's');
  const at = cell.tag.start + /^<[^\s/>]+/.exec(xml.slice(cell.start, cell.tag.end))![0].length;
  return { start: found?.start ?? at, end: found?.end ?? at, text: ` s="${style}"` };
}

/** Formats of an area onto another, cell by cell; widths of columns that had none of their own. */
function copyLooks(xml: string, part: string, step: Extract<Step, { kind: 'copyLooks' }>): string {
  const { from, to } = step;
  const target = targetOf(step);
  const [down, right] = [to.row - from.top, to.column - from.left];
  const outline = outlineOf(xml, part);
  const pieces: Splice[] = [];
  for (let row = target.top; row <= target.bottom; row++) {
    const missing: string[] = [];
    const span = outline.rows.find((one) => one.row === row);
    if (!span) continue;
    for (let column = target.left; column <= target.right; column++) {
      const style = styleAt(outline, row - down, column - right);
      if (style === undefined) continue;
      const cell = outline.cells.get(indexOf(row, column));
      if (!cell) {
        missing.push(`<${outline.prefix}c r="${addressOf({ row, column })}" s="${style}"/>`);
        continue;
      }
      pieces.push(restyle(xml, cell, style));
    }
    const next = span.cells.find((cell) => cell.column > target.right);
    if (missing.length > 0 && span.tag.kind === 'open') {
      const at = next?.start ?? span.close;
      pieces.push({ start: at, end: at, text: missing.join('') });
    }
  }
  const merges = outline.merges
    .filter(
      ({ top, bottom, left, right: end }) =>
        top >= from.top && bottom <= from.bottom && left >= from.left && end <= from.right,
    )
    .map((area) => ({
      top: area.top + down,
      bottom: area.bottom + down,
      left: area.left + right,
      right: area.right + right,
    }));
  return copyWidths(merge(splice(xml, pieces), merges), from, to.column);
}

interface ColumnSpan {
  readonly first: number;
  readonly last: number;
  /** The element without min and max. */
  readonly rest: string;
}

/** The cols element, one entry a run of columns. */
function columnsOf(xml: string): ColumnSpan[] {
  const list = childrenOf(xml).find(({ name }) => name === 'cols');
  if (!list) return [];
  return childrenOf(xml, list).map(({ tag }) => ({
    first: Number(valueOf(xml, tag, 'min')) - 1,
    last: Number(valueOf(xml, tag, 'max')) - 1,
    rest: xml
      .slice(tag.start, tag.end)
      .replace(/^<[^\s/>]+|\/?>$/g, '')
      .replace(/\s(min|max)\s*=\s*("[^"]*"|'[^']*')/g, ''),
  }));
}

function writeColumns(xml: string, spans: readonly ColumnSpan[]): string {
  const prefix = prefixOf(xml, firstTag(xml));
  const bare = dropChildren(xml, ({ name }) => name === 'cols');
  const runs: ColumnSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.first - b.first)) {
    const before = runs.at(-1);
    if (before?.last === span.first - 1 && before.rest === span.rest)
      runs[runs.length - 1] = { ...before, last: span.last };
    else runs.push(span);
  }
  const items = runs.map(
    ({ first, last, rest }) => `<${prefix}col min="${first + 1}" max="${last + 1}"${rest}/>`,
  );
  return addToList(bare, 'cols', items, false);
}

/** Changes the columns of a range one by one. */
function changeColumns(
  xml: string,
  first: number,
  last: number,
  change: (column: number, rest: string | null) => string | null,
): string {
  const spans = columnsOf(xml);
  const outside = spans.flatMap((span): ColumnSpan[] => [
    ...(span.first < first ? [{ ...span, last: Math.min(span.last, first - 1) }] : []),
    ...(span.last > last ? [{ ...span, first: Math.max(span.first, last + 1) }] : []),
  ]);
  const inside = Array.from({ length: last - first + 1 }, (_, index) => first + index).flatMap((column) => {
    const rest = change(
      column,
      spans.find((span) => span.first <= column && span.last >= column)?.rest ?? null,
    );
    return rest === null ? [] : [{ first: column, last: column, rest }];
  });
  return writeColumns(xml, [...outside, ...inside]);
}

function copyWidths(xml: string, from: Area, to: number): string {
  const spans = columnsOf(xml);
  if (to === from.left) return xml;
  return changeColumns(xml, to, to + from.right - from.left, (column) => {
    const source = column - to + from.left;
    return spans.find((span) => span.first <= source && span.last >= source)?.rest ?? null;
  });
}

const hideColumns = (xml: string, first: number, last: number, hidden: boolean): string =>
  changeColumns(xml, first, last, (_column, rest) => {
    const bare = (rest ?? '').replace(/\shidden\s*=\s*("[^"]*"|'[^']*')/, '');
    const width = /\swidth\s*=/.test(bare) ? '' : ' width="9" customWidth="1"';
    return `${bare}${width}${hidden ? ' hidden="1"' : ''}`;
  });

async function drawSheet(
  draft: SheetDraft,
  behind: string | null,
  source: Package,
  changes: Changes,
): Promise<void> {
  const drawn = await draw(draft);
  const text = adopt(drawn, source, changes);
  const { page, name } = draft;
  const refer = (parts: readonly string[]): string =>
    parts.map((part) => `${quoteSheet(name)}!${part}`).join(',');
  const names = page
    ? [
        { name: '_xlnm.Print_Area', refers: refer([page.area]) },
        ...(page.titles.length > 0 ? [{ name: '_xlnm.Print_Titles', refers: refer(page.titles) }] : []),
      ]
    : [];
  addSheet(source, changes, { name, text, names }, behind);
}
