/** The elements right below a part's root: where they stand, and where a new one belongs. */
import { fail } from './error';
import { type Splice, type Tag, nextTag, prefixOf, splice, tagsOf } from './scan';

export interface Element {
  readonly name: string;
  /** The opening tag, and where the element ends. */
  readonly tag: Tag;
  readonly end: number;
}

/** Children of the root, or of the element given. */
export function childrenOf(xml: string, parent?: Element): Element[] {
  const found: Element[] = [];
  let depth = parent ? 1 : 0;
  let open: Tag | null = null;
  for (let tag = nextTag(xml, parent ? parent.tag.end : 0); tag; tag = nextTag(xml, tag.end)) {
    if (parent && tag.start >= parent.end) break;
    if (tag.kind === 'close') {
      depth -= 1;
      if (depth === 1 && open) {
        found.push({ name: open.name, tag: open, end: tag.end });
        open = null;
      }
      if (depth === 0) break;
      continue;
    }
    if (depth === 1) {
      if (tag.kind === 'empty') found.push({ name: tag.name, tag, end: tag.end });
      else open = tag;
    }
    if (tag.kind === 'open') depth += 1;
  }
  return found;
}

/** Elements of a worksheet in the order that the schema demands. */
const ORDER = [
  'sheetPr', 'dimension', 'sheetViews', 'sheetFormatPr', 'cols', 'sheetData', 'sheetCalcPr', 'sheetProtection',
  'protectedRanges', 'scenarios', 'autoFilter', 'sortState', 'dataConsolidate', 'customSheetViews', 'mergeCells',
  'phoneticPr', 'conditionalFormatting', 'dataValidations', 'hyperlinks', 'printOptions', 'pageMargins', 'pageSetup',
  'headerFooter', 'rowBreaks', 'colBreaks', 'customProperties', 'cellWatches', 'ignoredErrors', 'smartTags',
  'drawing', 'legacyDrawing', 'legacyDrawingHF', 'drawingHF', 'picture', 'oleObjects', 'controls',
  'webPublishItems', 'tableParts', 'extLst',
]; // prettier-ignore

/** A place for an element that the worksheet does not have yet (or has several of: behind the last). */
export function placeIn(xml: string, name: string): number {
  const children = childrenOf(xml);
  const rank = ORDER.indexOf(name);
  // Elements of other schemas, such as a form's controls, stand anywhere.
  const before = children.filter(({ name: own }) => ORDER.includes(own) && ORDER.indexOf(own) <= rank).at(-1);
  return before?.end ?? children[0]?.tag.start ?? fail('NOT_XLSX', 'empty worksheet');
}

/** Puts children into a list element (mergeCells, dataValidations, cols …), which is made where it is missing. */
export function addToList(xml: string, list: string, items: readonly string[], counted = true): string {
  if (items.length === 0) return xml;
  const found = childrenOf(xml).find((child) => child.name === list);
  const prefix = prefixOf(xml, firstTag(xml));
  const text = items.join('');
  if (!found || found.tag.kind === 'empty') {
    const count = counted ? ` count="${items.length}"` : '';
    const whole = `<${prefix}${list}${count}>${text}</${prefix}${list}>`;
    const at = found ? found.tag.start : placeIn(xml, list);
    return splice(xml, [{ start: at, end: found ? found.end : at, text: whole }]);
  }
  const close = xml.lastIndexOf('<', found.end - 1);
  const count = childrenOf(xml, found).length + items.length;
  const opened = xml
    .slice(found.tag.start, found.tag.end)
    .replace(/\scount\s*=\s*(["'])\d*\1/, counted ? ` count="${count}"` : '');
  return splice(xml, [
    { start: found.tag.start, end: found.tag.end, text: opened },
    { start: close, end: close, text },
  ]);
}

export function firstTag(xml: string): Tag {
  for (const tag of tagsOf(xml)) return tag;
  return fail('XML', 'no element');
}

/** The text without some elements of the root. */
export const dropChildren = (xml: string, isGone: (element: Element) => boolean): string =>
  splice(
    xml,
    childrenOf(xml)
      .filter(isGone)
      .map(({ tag, end }): Splice => ({ start: tag.start, end, text: '' })),
  );
