/**
 * Year sheets look alike: what was found in one is found in the next where all that was looked at is the same. A
 * layout keeps what that was; who writes what into free cells is none of it.
 */
import type { Form } from '../form/schema';
import { type Area, type CellContent, type CellKey, indexOf, type Position, positionOf } from '../model';
import { copied } from '../values/copied';
import {
  foldLabel,
  isChoiceLabel,
  isCumulative,
  isFilled,
  isYearLabel,
  type Label,
  type LabelIndex,
  textIn,
  type Window,
} from './labels';
import type { Work } from './seek';
import type { Vocabulary } from './vocabulary';

/** What a sheet shows to somebody who knows the form's words only. */
interface Outline {
  /** Headings, 累计, ××年 and 有□ 无□, in reading order. */
  readonly labels: readonly OutlineLabel[];
  readonly merges: readonly Area[];
  readonly lastRow: number;
  readonly lastColumn: number;
}

interface OutlineLabel {
  readonly at: number;
  readonly content: CellContent;
  /** ××年 is the same in every year. */
  readonly says: string;
}

interface Layout {
  readonly outline: Outline;
  /** Cells that were looked at, and whether something stood in them. */
  readonly seen: readonly { readonly at: number; readonly filled: boolean }[];
  readonly cells: ReadonlyMap<CellKey, Position>;
  readonly embedded: ReadonlyMap<CellKey, string>;
  /** Of the labels of the outline. */
  readonly years: readonly number[];
  readonly wanted: number;
  readonly listRows: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

const KEPT = 6;
const layouts = new WeakMap<Form, Layout[]>();

/** An index that takes down what is looked at in it. */
class ObservedIndex implements LabelIndex {
  readonly seen = new Map<number, boolean>();
  /** Somebody looked at labels that are none of the form's words. */
  strayed = false;

  constructor(
    private readonly index: LabelIndex,
    private readonly words: Vocabulary,
  ) {}

  get sheet() {
    return this.index.sheet;
  }

  get labels() {
    this.strayed = true;
    return this.index.labels;
  }

  labelsAbove(row: number) {
    this.strayed = true;
    return this.index.labelsAbove(row);
  }

  named(folded: string) {
    if (!this.words.headings.has(folded)) this.strayed = true;
    return this.index.named(folded);
  }

  first(window: Window, is: (label: Label) => boolean) {
    if (is(STRANGER)) this.strayed = true;
    return this.index.first(window, is);
  }

  areaAt(row: number, column: number) {
    return this.index.areaAt(row, column);
  }

  contentAt(at: Position) {
    const content = this.index.contentAt(at);
    this.seen.set(indexOf(at.row, at.column), isFilled(content));
    return content;
  }

  get lastRow() {
    return this.index.lastRow;
  }

  get lastColumn() {
    return this.index.lastColumn;
  }
}

/** Knows what was found in sheets that look the same, and keeps what is found in this one. */
export class Observer {
  readonly index: ObservedIndex;
  private readonly outline: Outline;

  constructor(
    private readonly form: Form,
    words: Vocabulary,
    index: LabelIndex,
  ) {
    this.outline = outlineOf(index, words);
    this.index = new ObservedIndex(index, words);
  }

  /** What is known of a sheet that looks the same; the head is not part of it. */
  recall(work: Work): number | null {
    const known = layouts.get(this.form) ?? [];
    const layout = known.find((one) => this.isLike(one));
    if (!layout) return null;
    layout.cells.forEach((at, key) => work.cells.set(key, at));
    layout.embedded.forEach((text, key) => work.embedded.set(key, text));
    for (const year of layout.years) work.yearLabels.push(yearLabelOf(this.outline.labels[year]!));
    const { wanted, listRows, bottom, right } = layout;
    Object.assign(work, { wanted, listRows, bottom, right });
    return layout.top;
  }

  /** Keeps what was found, where all was as printed. */
  keep(work: Work, top: number): void {
    const { missing, changed, unitChanged, yearLabels, wanted, listRows, bottom, right } = work;
    if (this.index.strayed || missing.length + changed.length + unitChanged.length > 0) return;
    const places = this.outline.labels.map(({ at }) => at);
    const years = yearLabels.map(({ at }) => places.indexOf(indexOf(at.row, at.column)));
    const layout: Layout = {
      outline: this.outline,
      seen: [...this.index.seen].map(([at, filled]) => ({ at, filled })),
      cells: new Map(work.cells),
      embedded: new Map(work.embedded),
      ...{ years, wanted, listRows, bottom, right, top },
    };
    layouts.set(this.form, [layout, ...(layouts.get(this.form) ?? [])].slice(0, KEPT));
  }

  private isLike({ outline, seen }: Layout): boolean {
    if (!sameOutline(outline, this.outline)) return false;
    const { cells } = this.index.sheet;
    return seen.every(({ at, filled }) => isFilled(cells.get(at)) === filled);
  }
}

/** No predicate that asks for a word of the form takes it for one. */
const STRANGER: Label = {
  area: { top: 0, left: 0, bottom: 0, right: 0 },
  text: '某',
  folded: '某',
  uncomputed: false,
};

const yearLabelOf = ({ at, content }: OutlineLabel): Work['yearLabels'][number] => ({
  at: positionOf(at),
  text: textIn(content) ?? '',
  uncomputed: content.uncomputed ?? false,
});

function outlineOf({ sheet, lastRow, lastColumn }: LabelIndex, words: Vocabulary): Outline {
  const labels: OutlineLabel[] = [];
  let sorted = true;
  sheet.cells.forEach((content, at) => {
    const text = textIn(content);
    const says = text === null ? null : sayingOf(text, words);
    if (says === null) return;
    sorted &&= labels.length === 0 || labels.at(-1)!.at < at;
    labels.push({ at, content, says });
  });
  if (!sorted) labels.sort((one, other) => one.at - other.at);
  return { labels, merges: sheet.merges, lastRow, lastColumn };
}

const sayings = new WeakMap<Vocabulary, Map<string, string | null>>();
const SAYINGS_KEPT = 2000;

function sayingOf(text: string, words: Vocabulary): string | null {
  let known = sayings.get(words);
  if (!known || known.size >= SAYINGS_KEPT) sayings.set(words, (known = new Map<string, string | null>()));
  let saying = known.get(text);
  if (saying === undefined) {
    const own = copied(text);
    known.set(own, (saying = whatSays(own, words)));
  }
  return saying;
}

function whatSays(text: string, { headings }: Vocabulary): string | null {
  const label = { text, folded: foldLabel(text) };
  if (label.folded === '') return null;
  if (isChoiceLabel(label)) return text;
  if (headings.has(label.folded)) return label.folded;
  if (isYearLabel(label)) return '××年';
  return isCumulative(label) ? label.folded : null;
}

/** Where the merged areas are the same, so are those of the labels. */
const sameOutline = (one: Outline, other: Outline): boolean =>
  one.lastRow === other.lastRow &&
  one.lastColumn === other.lastColumn &&
  one.labels.length === other.labels.length &&
  one.merges.length === other.merges.length &&
  one.labels.every(({ at, says }, index) => {
    const label = other.labels[index]!;
    return at === label.at && says === label.says;
  }) &&
  (one.merges === other.merges || one.merges.every((area, at) => sameArea(area, other.merges[at]!)));

const sameArea = (one: Area, other: Area): boolean =>
  one.top === other.top &&
  one.left === other.left &&
  one.bottom === other.bottom &&
  one.right === other.right;
