/** Takes the looks of one workbook into another: what is there keeps its numbers, what comes gets new ones. */
import { type Element, childrenOf, firstTag } from './elements';
import { type Splice, prefixOf, splice, valueOf } from './scan';
import { escapeXml } from './xml';

export interface Adopted {
  readonly styles: string;
  /** Number of a cell style in the source → in the target. */
  readonly cells: readonly number[];
  /** The same for the formats of highlights. */
  readonly highlights: readonly number[];
}

const LISTS = ['numFmts', 'fonts', 'fills', 'borders', 'cellXfs', 'dxfs'] as const;
type List = (typeof LISTS)[number];
/** Order of a style sheet's elements. */
const ORDER = ['numFmts', 'fonts', 'fills', 'borders', 'cellStyleXfs', 'cellXfs', 'cellStyles', 'dxfs'];
const FIRST_FORMAT = 164;

/** Both are texts of styles parts; the source must be one of our own, written without prefixes. */
export function adoptStyles(target: string, source: string): Adopted {
  const prefix = prefixOf(target, firstTag(target));
  const items = (xml: string, list: List): string[] => {
    const found = listIn(xml, list);
    return found ? childrenOf(xml, found).map(({ tag, end }) => xml.slice(tag.start, end)) : [];
  };
  const have = Object.fromEntries(LISTS.map((list) => [list, items(target, list)])) as Record<List, string[]>;
  const formats = adoptFormats(target, source, items);
  const offset = (list: List): number => have[list].length;
  const shift = (text: string, name: string, by: number): string =>
    text.replace(new RegExp(`\\b${name}="(\\d+)"`), (_all, id: string) => `${name}="${Number(id) + by}"`);
  const cells = items(source, 'cellXfs').map((xf) =>
    ['fontId', 'fillId', 'borderId']
      .reduce((text, name) => shift(text, name, offset(`${name.slice(0, -2)}s` as List)), xf)
      .replace(/\bxfId="\d+"/, 'xfId="0"')
      .replace(/\bnumFmtId="(\d+)"/, (_all, id: string) => `numFmtId="${formats.ids.get(Number(id)) ?? id}"`),
  );
  const added: Record<List, string[]> = {
    numFmts: formats.added,
    fonts: items(source, 'fonts'),
    fills: items(source, 'fills'),
    borders: items(source, 'borders'),
    cellXfs: cells,
    dxfs: items(source, 'dxfs'),
  };
  let styles = target;
  for (const list of LISTS)
    styles = append(
      styles,
      list,
      added[list].map((item) => withPrefix(item, prefix)),
      prefix,
    );
  return {
    styles,
    cells: cells.map((_xf, index) => offset('cellXfs') + index),
    highlights: added.dxfs.map((_dxf, index) => offset('dxfs') + index),
  };
}

function adoptFormats(
  target: string,
  source: string,
  items: (xml: string, list: List) => string[],
): { ids: Map<number, number>; added: string[] } {
  const codes = (xml: string): [number, string][] =>
    items(xml, 'numFmts').map((item) => {
      const tag = firstTag(item);
      return [Number(valueOf(item, tag, 'numFmtId')), valueOf(item, tag, 'formatCode') ?? ''];
    });
  const known = codes(target);
  let next = Math.max(FIRST_FORMAT - 1, ...known.map(([id]) => id)) + 1;
  const ids = new Map<number, number>();
  const added: string[] = [];
  for (const [id, code] of codes(source)) {
    const same = known.find(([, other]) => other === code)?.[0];
    ids.set(id, same ?? next);
    if (same !== undefined) continue;
    added.push(`<numFmt numFmtId="${next}" formatCode="${escapeXml(code).replaceAll('"', '&quot;')}"/>`);
    next += 1;
  }
  return { ids, added };
}

const listIn = (xml: string, list: string): Element | undefined =>
  childrenOf(xml).find((child) => child.name === list);

function append(xml: string, list: List, items: readonly string[], prefix: string): string {
  if (items.length === 0) return xml;
  const found = listIn(xml, list);
  const text = items.join('');
  const count = (found ? childrenOf(xml, found).length : 0) + items.length;
  const opening = `<${prefix}${list} count="${count}">`;
  if (!found || found.tag.kind === 'empty') {
    const rank = ORDER.indexOf(list);
    const before = childrenOf(xml)
      .filter((child) => ORDER.indexOf(child.name) < rank && ORDER.includes(child.name))
      .at(-1);
    const at = found?.tag.start ?? before?.end ?? firstTag(xml).end;
    return splice(xml, [{ start: at, end: found?.end ?? at, text: `${opening}${text}</${prefix}${list}>` }]);
  }
  const close = xml.lastIndexOf('<', found.end - 1);
  const pieces: Splice[] = [
    { start: found.tag.start, end: found.tag.end, text: opening },
    { start: close, end: close, text },
  ];
  return splice(xml, pieces);
}

export const withPrefix = (xml: string, prefix: string): string =>
  prefix === '' ? xml : xml.replace(/<(\/?)(?=[A-Za-z])/g, `<$1${prefix}`);

/** Cell styles once more, with their cells unlocked: number of a style → number of its twin. */
export function unlockStyles(
  xml: string,
  wanted: readonly number[],
): { readonly styles: string; readonly unlocked: ReadonlyMap<number, number> } {
  const prefix = prefixOf(xml, firstTag(xml));
  const list = listIn(xml, 'cellXfs');
  const have = list
    ? childrenOf(xml, list).map(({ tag, end }) => ({ tag, text: xml.slice(tag.start, end) }))
    : [];
  const twins = wanted.map((style) => unlockStyle(have[style]?.text ?? `<${prefix}xf/>`, prefix));
  return {
    styles: append(xml, 'cellXfs', twins, prefix),
    unlocked: new Map(wanted.map((style, index) => [style, have.length + index])),
  };
}

function unlockStyle(xf: string, prefix: string): string {
  const bare = dropProtection(xf).replace(/\sapplyProtection\s*=\s*("[^"]*"|'[^']*')/, '');
  const opening = firstTag(bare);
  const head = bare.slice(0, opening.end).replace(/\s*\/?>$/, ' applyProtection="1">');
  const inner = opening.kind === 'empty' ? '' : bare.slice(opening.end, bare.lastIndexOf('</'));
  const list = inner.indexOf(`<${prefix}extLst`);
  const [before, after] = list < 0 ? [inner, ''] : [inner.slice(0, list), inner.slice(list)];
  return `${head}${before}<${prefix}protection locked="0"/>${after}</${prefix}xf>`;
}

const dropProtection = (xf: string): string =>
  splice(
    xf,
    childrenOf(xf)
      .filter(({ name }) => name === 'protection')
      .map(({ tag, end }) => ({ start: tag.start, end, text: '' })),
  );
