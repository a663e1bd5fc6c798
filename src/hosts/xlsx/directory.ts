/** The workbook's list of sheets: puts one in, with everything that counts sheets brought in line. */
import { quoteSheet } from '../../core/model';
import { type Element, addToList, childrenOf, firstTag } from './elements';
import { fail } from './error';
import { type Package, relationsPartOf } from './package';
import { type Splice, attribute, prefixOf, splice, textBetween, valueOf } from './scan';
import { encodeXml, escapeXml } from './xml';

const WORKSHEET = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml';
const CONTENT_TYPES = '[Content_Types].xml';

export type Changes = Map<string, Uint8Array | null>;

/** A name that belongs to one sheet: print area, print titles. */
export interface LocalName {
  readonly name: string;
  readonly refers: string;
}

/** Adds a sheet behind another (null: at the end) and returns where its part has to stand. */
export function addSheet(
  source: Package,
  changes: Changes,
  sheet: { readonly name: string; readonly text: string; readonly names: readonly LocalName[] },
  behind: string | null,
): void {
  const { zip, workbookPart, sheets } = source;
  const folder = sheets[0]!.part.slice(0, sheets[0]!.part.lastIndexOf('/') + 1);
  let number = sheets.length + 1;
  while (zip.has(`${folder}sheet${number}.xml`)) number += 1;
  const part = `${folder}sheet${number}.xml`;
  changes.set(part, encodeXml(sheet.text));

  const relations = relationsPartOf(workbookPart);
  const relationsText = source.textOf(relations);
  const id = freeId(relationsText);
  const relation = `<${prefixOf(relationsText, firstTag(relationsText))}Relationship Id="${id}" Type="${WORKSHEET}" Target="/${part}"/>`;
  changes.set(relations, encodeXml(appendChild(relationsText, relation)));

  const types = source.textOf(CONTENT_TYPES);
  const override = `<${prefixOf(types, firstTag(types))}Override PartName="/${part}" ContentType="${CONTENT}"/>`;
  changes.set(CONTENT_TYPES, encodeXml(appendChild(types, override)));

  changes.set(workbookPart, encodeXml(listSheet(source.textOf(workbookPart), sheet, id, behind)));
}

function freeId(relations: string): string {
  let number = 1;
  while (relations.includes(`"rId${number}"`)) number += 1;
  return `rId${number}`;
}

function appendChild(xml: string, child: string): string {
  const close = xml.lastIndexOf('</');
  return splice(xml, [{ start: close, end: close, text: child }]);
}

function listSheet(
  xml: string,
  { name, names }: { readonly name: string; readonly names: readonly LocalName[] },
  relation: string,
  behind: string | null,
): string {
  const list = childrenOf(xml).find((child) => child.name === 'sheets') ?? fail('NOT_XLSX', 'no sheets');
  const entries = childrenOf(xml, list);
  const numbers = entries.map(({ tag }) => Number(valueOf(xml, tag, 'sheetId') ?? 0));
  const after = behind === null ? -1 : entries.findIndex(({ tag }) => valueOf(xml, tag, 'name') === behind);
  const position = after < 0 ? entries.length : after + 1;
  const at = position === 0 ? list.tag.end : entries[position - 1]!.end;
  const prefix = prefixOf(xml, list.tag);
  const quoted = escapeXml(name).replaceAll('"', '&quot;');
  const entry = `<${prefix}sheet name="${quoted}" sheetId="${Math.max(0, ...numbers) + 1}" rr:id="${relation}" xmlns:rr="${RELATIONS}"/>`;
  const listed = splice(xml, [
    { start: at, end: at, text: entry },
    ...shiftLocalNames(xml, position),
    ...shiftViews(xml, position),
  ]);
  const definitions = names.map(
    (own) =>
      `<${prefix}definedName name="${own.name}" localSheetId="${position}">${escapeXml(own.refers)}</${prefix}definedName>`,
  );
  return addNames(listed, definitions, prefix);
}

/** localSheetId counts sheets: those behind the new one move on. */
const shiftLocalNames = (xml: string, position: number): Splice[] =>
  namesIn(xml).flatMap(({ tag }): Splice[] => shiftCount(xml, tag, 'localSheetId', position));

function shiftViews(xml: string, position: number): Splice[] {
  const views = childrenOf(xml).find((child) => child.name === 'bookViews');
  if (!views) return [];
  return childrenOf(xml, views).flatMap(({ tag }) => [
    ...shiftCount(xml, tag, 'activeTab', position),
    ...shiftCount(xml, tag, 'firstSheet', position),
  ]);
}

function shiftCount(xml: string, tag: Element['tag'], name: string, position: number): Splice[] {
  const found = attribute(xml, tag, name);
  if (!found || Number(found.value) < position) return [];
  return [{ start: found.start, end: found.end, text: ` ${name}="${Number(found.value) + 1}"` }];
}

const namesIn = (xml: string): Element[] => {
  const list = childrenOf(xml).find((child) => child.name === 'definedNames');
  return list ? childrenOf(xml, list) : [];
};

/** definedNames stands behind sheets, functionGroups and externalReferences. */
function addNames(xml: string, definitions: readonly string[], prefix: string): string {
  if (definitions.length === 0) return xml;
  const children = childrenOf(xml);
  if (children.some((child) => child.name === 'definedNames'))
    return addToList(xml, 'definedNames', definitions, false);
  const before = children
    .filter((child) => ['sheets', 'functionGroups', 'externalReferences'].includes(child.name))
    .at(-1)!;
  const text = `<${prefix}definedNames>${definitions.join('')}</${prefix}definedNames>`;
  return splice(xml, [{ start: before.end, end: before.end, text }]);
}

/** Names that belong to a sheet, with what they refer to. */
export function localNames(source: Package, sheet: string): LocalName[] {
  const xml = source.textOf(source.workbookPart);
  const position = positionOf(xml, sheet);
  return namesIn(xml)
    .filter(({ tag }) => valueOf(xml, tag, 'localSheetId') === String(position))
    .map(({ tag, end }) => ({
      name: valueOf(xml, tag, 'name') ?? '',
      refers: textBetween(xml, tag.end, xml.lastIndexOf('<', end - 1)),
    }));
}

const positionOf = (xml: string, sheet: string): number => {
  const list = childrenOf(xml).find((child) => child.name === 'sheets')!;
  return childrenOf(xml, list).findIndex(({ tag }) => valueOf(xml, tag, 'name') === sheet);
};

/** The texts of all names, rewritten; null where nothing changes. */
export function rewriteNames(xml: string, rewrite: (text: string) => string): string {
  const pieces = namesIn(xml).flatMap(({ tag, end }): Splice[] => {
    if (tag.kind === 'empty') return [];
    const close = xml.lastIndexOf('<', end - 1);
    const was = textBetween(xml, tag.end, close);
    const is = rewrite(was);
    return was === is ? [] : [{ start: tag.end, end: close, text: escapeXml(is) }];
  });
  return splice(xml, pieces);
}

/** The printed area of a sheet, as `$A$1:$L$62`. */
export function setPrintArea(xml: string, sheet: string, area: string): string {
  const position = positionOf(xml, sheet);
  const refers = escapeXml(`${quoteSheet(sheet)}!${area}`);
  const own = namesIn(xml).find(
    ({ tag }) =>
      valueOf(xml, tag, 'name') === '_xlnm.Print_Area' &&
      valueOf(xml, tag, 'localSheetId') === String(position),
  );
  if (own) {
    const close = xml.lastIndexOf('<', own.end - 1);
    return splice(xml, [{ start: own.tag.end, end: close, text: refers }]);
  }
  const prefix = prefixOf(xml, firstTag(xml));
  const name = `<${prefix}definedName name="_xlnm.Print_Area" localSheetId="${position}">${refers}</${prefix}definedName>`;
  return addNames(xml, [name], prefix);
}
