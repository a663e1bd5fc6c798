import { type CellValue, type Position } from '../../core/model';
import { fail } from './error';
import { outlineOf, styleAt } from './outline';
import { type Package, type SheetEntry, isTrue, openPackage, relationsPartOf } from './package';
import { type CellPatch, patchSheet } from './patch';
import { stylesOf } from './read';
import { type Splice, type Tag, attribute, prefixOf, splice, tagsOf, valueOf } from './scan';
import { decodeXml, encodeXml } from './xml';
import type { ZipLimits } from './zip';

export interface Patch extends CellPatch {
  readonly sheet: string;
}

export interface WriteOptions {
  readonly limits?: Partial<ZipLimits>;
}

export interface SheetCell extends Position {
  readonly sheet: string;
}

export interface SheetResult extends SheetCell {
  readonly value: CellValue;
}

const FULL = ' fullCalcOnLoad="1"';
const CONTENT_TYPES = '[Content_Types].xml';

/** The same file with some cells changed: only the parts that hold them are written anew. Throws XlsxError. */
export function patchWorkbook(
  bytes: Uint8Array,
  patches: readonly Patch[],
  { limits }: WriteOptions = {},
): Uint8Array {
  if (patches.length === 0) return bytes;
  const source = openPackage(bytes, limits);
  const context = { styles: stylesOf(source, source.date1904), date1904: source.date1904 };
  const parts = new Map<string, Uint8Array | null>();
  let lostFormula = false;
  for (const [name, own] of groupBySheet(patches)) {
    const { part } = sheetOf(source, name);
    const patched = patchSheet(source.textOf(part), part, own, context);
    parts.set(part, encodeXml(patched.text));
    lostFormula ||= patched.lostFormula;
  }
  const workbook = source.textOf(source.workbookPart);
  const calculated = demandCalculation(workbook);
  if (calculated !== workbook) parts.set(source.workbookPart, encodeXml(calculated));
  if (lostFormula) dropCalcChain(source, parts);
  return source.zip.replace(parts);
}

/** Which of the cells are locked; that matters only where their sheet is protected. */
export function findLocked(
  bytes: Uint8Array,
  cells: readonly SheetCell[],
  limits?: Partial<ZipLimits>,
): SheetCell[] {
  const source = openPackage(bytes, limits);
  const styles = stylesOf(source);
  return [...groupBySheet(cells)].flatMap(([name, own]) => {
    const { part } = sheetOf(source, name);
    const outline = outlineOf(source.textOf(part), part);
    return own.filter(
      ({ row, column }) => styles.formatOf(Number(styleAt(outline, row, column) ?? 0)).locked,
    );
  });
}

function sheetOf({ sheets }: Package, name: string): SheetEntry {
  return sheets.find((sheet) => sheet.name === name) ?? fail('NO_SHEET', name);
}

function groupBySheet<T extends SheetCell>(cells: readonly T[]): Map<string, T[]> {
  const sheets = new Map<string, T[]>();
  for (const cell of cells) {
    const own = sheets.get(cell.sheet);
    if (own) own.push(cell);
    else sheets.set(cell.sheet, [cell]);
  }
  return sheets;
}

/** Elements of a workbook part that stand before calcPr, as the schema orders them. */
const BEFORE_CALCULATION = new Set(['sheets', 'functionGroups', 'externalReferences', 'definedNames']);

/** Asks the program that opens the file to calculate everything. */
export function demandCalculation(xml: string): string {
  let depth = 0;
  let place: Tag | null = null;
  for (const tag of tagsOf(xml)) {
    if (tag.kind === 'close') depth -= 1;
    if (depth === 1) {
      if (tag.name === 'calcPr' && tag.kind !== 'close') return splice(xml, [switchOn(xml, tag)]);
      if (BEFORE_CALCULATION.has(tag.name) && tag.kind !== 'open') place = tag;
    }
    if (tag.kind === 'open') depth += 1;
  }
  if (!place) return xml;
  const text = `<${prefixOf(xml, place)}calcPr${FULL}/>`;
  return splice(xml, [{ start: place.end, end: place.end, text }]);
}

function switchOn(xml: string, tag: Tag): Splice {
  const present = attribute(xml, tag, 'fullCalcOnLoad');
  if (present) return isTrue(present.value) ? present : { ...present, text: FULL };
  const at = xml.slice(tag.start, tag.end).search(/[\s/>]/) + tag.start;
  return { start: at, end: at, text: FULL };
}

/** Excel takes a file for damaged whose calculation chain lists a cell without a formula; it makes a new one. */
function dropCalcChain(
  { zip, workbookPart, calcChain }: Package,
  parts: Map<string, Uint8Array | null>,
): void {
  if (!calcChain?.target) return;
  const path = calcChain.target;
  if (zip.has(path)) parts.set(path, null);
  const edit = (part: string, isGone: (xml: string, tag: Tag) => boolean): void => {
    const content = zip.get(part);
    if (content) parts.set(part, encodeXml(dropElements(decodeXml(content, part), isGone)));
  };
  edit(relationsPartOf(workbookPart), (xml, tag) => valueOf(xml, tag, 'Id') === calcChain.id);
  edit(
    CONTENT_TYPES,
    (xml, tag) => (valueOf(xml, tag, 'PartName') ?? '').toLowerCase() === `/${path}`.toLowerCase(),
  );
}

function dropElements(xml: string, isGone: (xml: string, tag: Tag) => boolean): string {
  const pieces: Splice[] = [];
  let opened: Tag | null = null;
  for (const tag of tagsOf(xml)) {
    if (opened && tag.kind === 'close' && tag.name === opened.name) {
      pieces.push({ start: opened.start, end: tag.end, text: '' });
      opened = null;
    } else if (tag.kind !== 'close' && isGone(xml, tag)) {
      if (tag.kind === 'open') opened = tag;
      else pieces.push({ start: tag.start, end: tag.end, text: '' });
    }
  }
  return splice(xml, pieces);
}
