import type { Form } from '../form/schema';
import { type CellKey, type Position, type SheetSnapshot } from '../model';
import { locateSection } from './bands';
import { locateHead } from './head';
import { foldLabel, indexLabels, type Label, type LabelIndex, type Window, within } from './labels';
import { Observer } from './layout';
import { matchLabel } from './match';
import { cornerOf, type Work } from './seek';
import { type Vocabulary, vocabularyOf } from './vocabulary';

/** A heading that could not be found: its cells cannot be checked (TPL-01). */
export interface MissingLabel {
  readonly label: string;
  readonly section: string | null;
  /** Where it should be, as far as can be told: the section's title or the sheet's first cell. */
  readonly near: Position;
}

/** A heading whose words were changed a little: its cells are found all the same (TPL-01). */
export interface ChangedLabel {
  /** As the form prints it. */
  readonly label: string;
  readonly found: string;
  readonly section: string | null;
  readonly at: Position;
}

/** A heading that names another unit than the form: its cells are found all the same (TPL-07). */
export interface UnitChange {
  /** As the form prints it. */
  readonly label: string;
  /** As it stands; `split` where its lines stand in cells below each other. */
  readonly text: string;
  readonly split: boolean;
  readonly section: string | null;
  /** The unit that stands there, '' where it is gone. */
  readonly found: string;
  readonly expected: string;
  readonly at: Position;
  /** The indicators under the heading. */
  readonly ids: readonly string[];
}

/** One of the ××年. `uncomputed` where it is a formula without a result. */
export interface YearLabel {
  readonly at: Position;
  readonly text: string;
  readonly uncomputed: boolean;
}

/** Where everything of the form stands in one sheet. */
export interface Located {
  readonly sheet: string;
  readonly cells: ReadonlyMap<CellKey, Position>;
  /** Figures that stand inside a printed label instead of a cell of their own (山东省（市、区）2014年度…, 有☑ 无□). */
  readonly embedded: ReadonlyMap<CellKey, string>;
  readonly missing: readonly MissingLabel[];
  readonly changed: readonly ChangedLabel[];
  readonly unitChanged: readonly UnitChange[];
  readonly yearLabels: readonly YearLabel[];
  /** Rows of the open list (七). */
  readonly listRows: number;
  /** First and last row of the form. */
  readonly top: number;
  readonly bottom: number;
  /** The form stands on the sheet twice: where the second's first title is. The upper, or left, one is read. */
  readonly second: { readonly label: string; readonly at: Position } | null;
}

export type LocateResult =
  | { readonly found: true; readonly located: Located }
  /** Not the form. `share` of its headings was found, 0…1. */
  | { readonly found: false; readonly share: number; readonly missing: readonly MissingLabel[] };

/** Below this share of headings a sheet is not taken for the form. */
const ENOUGH = 0.5;
/** Below this share of the form's words it is not looked at any closer. */
const WORTH_A_LOOK = 0.2;

/** Finds every cell of the form by its labels, wherever the table stands (design.md, law 6). */
export function locate(sheet: SheetSnapshot, form: Form): LocateResult {
  const words = vocabularyOf(form);
  if (!hasWordsOf(sheet, words)) return { found: false, share: 0, missing: missingTitles(form, () => false) };
  const index = indexLabels(sheet);
  const observer = new Observer(form, words, index);
  const work: Work = {
    form,
    words,
    index: observer.index,
    cells: new Map(),
    embedded: new Map(),
    missing: [],
    changed: [],
    unitChanged: [],
    yearLabels: [],
    wanted: 0,
    lost: 0,
    listRows: 0,
    bottom: -1,
    right: 0,
  };
  let second: Located['second'] = null;
  let top = observer.recall(work);
  if (top === null) {
    const share = shareOf(index, words);
    if (share < WORTH_A_LOOK)
      return { found: false, share, missing: missingTitles(form, (title) => index.named(title).length > 0) };
    const first = frameOf(form, index);
    ({ second } = first);
    work.bottom = first.frame.top - 1;
    const titles = findTitles(first.frame, work);
    locateSections(titles, first.frame, work);
    const found = 1 - work.lost / work.wanted;
    if (found < ENOUGH) return { found: false, share: found, missing: work.missing };
    const tops = titles.flatMap((label) => label?.area.top ?? []);
    top = tops.length > 0 ? Math.min(...tops) : index.lastRow;
    if (!second) observer.keep(work, top);
  }
  locateHead(form, index, top, work);
  let first = Infinity;
  let last = 0;
  work.cells.forEach(({ row }) => {
    first = Math.min(first, row);
    last = Math.max(last, row);
  });
  return {
    found: true,
    located: {
      sheet: sheet.name,
      cells: work.cells,
      embedded: work.embedded,
      missing: work.missing,
      changed: work.changed,
      unitChanged: work.unitChanged,
      yearLabels: work.yearLabels,
      listRows: work.listRows,
      top: first,
      bottom: last,
      second,
    },
  };
}

/** A form's titles share a word of their own: a sheet that has it nowhere need not be read. */
const OWN_WORD = /清\s*洁\s*生\s*产/;
const OWN_WORDS_NEEDED = 3;

function hasWordsOf(sheet: SheetSnapshot, { stems }: Vocabulary): boolean {
  let count = 0;
  for (const stem of stems) if (OWN_WORD.test(stem)) count++;
  if (count < OWN_WORDS_NEEDED) return true;
  count = 0;
  for (const { value } of sheet.cells.values()) {
    if (typeof value === 'string' && OWN_WORD.test(value) && ++count === OWN_WORDS_NEEDED) return true;
  }
  return false;
}

/** How many of the form's words stand in the sheet at all. */
function shareOf(index: LabelIndex, { spellings }: Vocabulary): number {
  const hits = spellings.filter((texts) => texts.some((text) => index.named(text).length > 0));
  return hits.length / spellings.length;
}

const missingTitles = (form: Form, isThere: (title: string) => boolean): MissingLabel[] =>
  form.sections
    .filter(({ title }) => !isThere(foldLabel(title)))
    .map(({ id, title }) => ({ label: title, section: id, near: { row: 0, column: 0 } }));

/** Titles that have to stand twice before the form is taken to. */
const TWICE = 3;

/** Where the (first) form ends, if another begins below it or to its right. */
function frameOf(form: Form, index: LabelIndex): { frame: Window; second: Located['second'] } {
  const everywhere = { top: 0, bottom: index.lastRow, left: 0, right: index.lastColumn };
  const doubled = form.sections.flatMap(({ title }) => {
    const [first, other] = index.named(foldLabel(title));
    return first && other ? { label: title, first: cornerOf(first), other: cornerOf(other) } : [];
  });
  if (doubled.length < TWICE) return { frame: everywhere, second: null };
  const second = { label: doubled[0]!.label, at: doubled[0]!.other };
  const beside = doubled.every(({ first, other }) => first.row === other.row);
  const frame = beside
    ? { ...everywhere, right: Math.min(...doubled.map(({ other }) => other.column)) - 1 }
    : { ...everywhere, bottom: Math.min(...doubled.map(({ other }) => other.row)) - 1 };
  return { frame, second };
}

/** The sections' titles; of two that read the same, the one below the title before it. */
function findTitles(frame: Window, work: Work): (Label | undefined)[] {
  let top = frame.top;
  return work.form.sections.map(({ id, title }) => {
    const match =
      matchTitle(title, { ...frame, top }, work) ??
      (top > frame.top ? matchTitle(title, frame, work) : undefined);
    if (!match) return undefined;
    top = Math.max(top, match.label.area.top + 1);
    if (match.changed)
      work.changed.push({ label: title, found: match.label.text, section: id, at: cornerOf(match.label) });
    return match.label;
  });
}

function matchTitle(
  title: string,
  window: Window,
  { index, words }: Work,
): { label: Label; changed: boolean } | undefined {
  const match = matchLabel(index, title, window, words);
  if (match) return match;
  const short = index.labels.find(
    (label) => within(label, window) && isBeginning(label.folded, foldLabel(title)),
  );
  return short && { label: short, changed: false };
}

/** 十一、其他相关工作 without its example in brackets is still that title. */
const isBeginning = (folded: string, wanted: string): boolean =>
  wanted.includes('(例如') && folded.startsWith(wanted.slice(0, wanted.indexOf('(例如')));

function locateSections(titles: readonly (Label | undefined)[], frame: Window, work: Work): void {
  const left = Math.min(...titles.map((label) => label?.area.left ?? Infinity));
  const tops = titles.flatMap((label) => label?.area.top ?? []);
  work.form.sections.forEach((section, at) => {
    const title = titles[at];
    const named = work.missing.length;
    work.wanted++;
    const top = title ? title.area.top : work.bottom + 1;
    if (!title) {
      work.lost++;
      work.missing.push({
        label: section.title,
        section: section.id,
        near: { row: Math.max(0, top), column: 0 },
      });
    }
    const next = tops.filter((other) => (title ? other > top : other >= top));
    const bottom = next.length > 0 ? Math.min(...next) - 1 : frame.bottom;
    const window = { top, bottom, left: Number.isFinite(left) ? left : frame.left, right: frame.right };
    const before = work.cells.size;
    locateSection(section, title, window, work);
    // Where nothing of a section is left, its title says it all.
    if (!title && work.cells.size === before) work.missing.splice(named + 1);
  });
}
