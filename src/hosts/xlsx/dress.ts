/** Highlights and validations, as the library writes them, taken over into a sheet. */
import { type Highlight, SheetDraft, type Validation } from '../../core/draft';
import type { Area } from '../../core/model';
import { readArea } from './area';
import type { Changes } from './directory';
import { adopt, draw } from './drawn';
import { addToList, childrenOf, firstTag, placeIn } from './elements';
import type { Package } from './package';
import { type Splice, attribute, prefixOf, splice, tagsOf, valueOf } from './scan';
import { withPrefix } from './styling';
import { encodeXml, escapeXml } from './xml';

interface Dress {
  readonly highlights?: readonly Highlight[];
  readonly validations?: readonly Validation[];
}

/** What is there stays: ours come on top of other highlights, and leave cells alone that have a validation. */
export async function dress(part: string, wanted: Dress, source: Package, changes: Changes): Promise<void> {
  const xml = source.textOf(part);
  const draft = new SheetDraft('dress');
  draft.highlights.push(...(wanted.highlights ?? []).filter((one) => !isHighlighted(xml, one)));
  draft.validations.push(...besideOthers(xml, part, wanted.validations ?? []));
  if (draft.highlights.length === 0 && draft.validations.length === 0) return;
  const drawn = await draw(draft);
  const prefix = prefixOf(xml, firstTag(xml));
  const adopted = adopt(drawn, source, changes);
  const lowered = lowerPriorities(xml, draft.highlights.length);
  const pieces = childrenOf(adopted)
    .filter(({ name }) => name === 'conditionalFormatting')
    .map(({ tag, end }) => withPrefix(adopted.slice(tag.start, end), prefix));
  const at = placeIn(lowered, 'conditionalFormatting');
  const highlighted = splice(lowered, [{ start: at, end: at, text: pieces.join('') }]);
  const list = childrenOf(adopted).find(({ name }) => name === 'dataValidations');
  const items = list
    ? childrenOf(adopted, list).map(({ tag, end }) => withPrefix(adopted.slice(tag.start, end), prefix))
    : [];
  changes.set(part, encodeXml(addToList(highlighted, 'dataValidations', items)));
}

/** The very same highlight need not come a second time. */
function isHighlighted(xml: string, { range, formula }: Highlight): boolean {
  const text = `formula>${escapeXml(formula)}</`;
  return childrenOf(xml).some(
    ({ name, tag, end }) =>
      name === 'conditionalFormatting' &&
      valueOf(xml, tag, 'sqref') === range &&
      xml.slice(tag.end, end).includes(text),
  );
}

/** The first of a sheet's highlights stands on top. */
function lowerPriorities(xml: string, by: number): string {
  const pieces: Splice[] = [];
  for (const tag of by > 0 ? tagsOf(xml) : []) {
    const found = tag.kind !== 'close' && tag.name === 'cfRule' ? attribute(xml, tag, 'priority') : null;
    if (found) pieces.push({ ...found, text: ` priority="${Number(found.value) + by}"` });
  }
  return splice(xml, pieces);
}

/** Two validations on one cell make a file that Excel repairs: what is there goes before. */
function besideOthers(xml: string, part: string, validations: readonly Validation[]): Validation[] {
  const taken = validatedIn(xml, part);
  if (taken.length === 0) return [...validations];
  return validations.flatMap((validation) => {
    const free = validation.range
      .split(' ')
      .filter((range) => !taken.some((area) => meets(area, readArea(range, part))));
    return free.length === 0 ? [] : [{ ...validation, range: free.join(' ') }];
  });
}

const meets = (a: Area, b: Area): boolean =>
  a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;

/** Newer programs keep some validations in a list of their own (x14), with their cells as text. */
const NEWER =
  /<(?:\w+:)?dataValidation\b[^>]*[^/]>(?:(?!<\/(?:\w+:)?dataValidation>)[\s\S])*?<(?:\w+:)?sqref>([^<]*)</g;

function validatedIn(xml: string, part: string): Area[] {
  const ranges = [...xml.matchAll(NEWER)].map((match) => match[1]!);
  for (const tag of tagsOf(xml)) {
    if (tag.kind !== 'close' && tag.name === 'dataValidation') ranges.push(valueOf(xml, tag, 'sqref') ?? '');
  }
  return ranges
    .flatMap((text) => text.split(/\s+/))
    .flatMap((text) => (text === '' ? [] : [readArea(text, part)]));
}
