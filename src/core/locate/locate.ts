import { isGroup, leavesOf } from '../form/layout';
import type { Band, Form, Header, HeaderLeaf, Section } from '../form/schema';
import { type CellContent, type CellKey, keyOf, type Position, type SheetSnapshot } from '../model';
import { locateHead } from './head';
import {
  findLabel,
  foldLabel,
  indexLabels,
  isChoiceLabel,
  isYearLabel,
  findOtherUnit,
  type Label,
  type LabelIndex,
  within,
  type Window,
} from './labels';

/** A heading that could not be found: its cells cannot be checked (TPL-01). */
export interface MissingLabel {
  readonly label: string;
  readonly section: string | null;
  /** Where it should be, as far as can be told: the section's title or the sheet's first cell. */
  readonly near: Position;
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
  readonly yearLabels: readonly YearLabel[];
  /** Headings that are right but for their unit (TPL-07). */
  readonly units: readonly { readonly at: Position; readonly found: string; readonly expected: string }[];
  /** Rows of the open list (七). */
  readonly listRows: number;
  /** First and last row of the form. */
  readonly top: number;
  readonly bottom: number;
}

export type LocateResult =
  | { readonly found: true; readonly located: Located }
  /** Not the form. `share` of its headings was found, 0…1. */
  | { readonly found: false; readonly share: number; readonly missing: readonly MissingLabel[] };

/** Below this share of headings a sheet is not taken for the form. */
const ENOUGH = 0.5;

/** Finds every cell of the form by its labels, wherever the table stands (design.md, law 6). */
export function locate(sheet: SheetSnapshot, form: Form): LocateResult {
  const index = indexLabels(sheet);
  const work: Work = {
    index,
    cells: new Map(),
    embedded: new Map(),
    missing: [],
    units: [],
    yearLabels: [],
    wanted: 0,
    listRows: 0,
    bottom: 0,
  };

  const titles = findTitles(form, index);
  let from = 0;
  form.sections.forEach((section, at) => {
    const title = titles[at];
    const next = titles.slice(at + 1).find((label) => label !== undefined);
    work.wanted++;
    const top = title ? title.area.top : from;
    if (!title)
      work.missing.push({ label: section.title, section: section.id, near: { row: top, column: 0 } });
    const bottom = next ? next.area.top - 1 : index.lastRow;
    const window = { top, bottom, left: 0, right: index.lastColumn };
    locateSection(section, title, window, work);
    from = Math.max(from, top, work.bottom + 1);
  });

  const share = 1 - work.missing.length / work.wanted;
  if (share < ENOUGH) return { found: false, share, missing: work.missing };

  const firstTitle = titles.find((label) => label !== undefined);
  locateHead(form, index, firstTitle?.area.top ?? index.lastRow, work);
  const rows = [...work.cells.values()].map(({ row }) => row);
  return {
    found: true,
    located: {
      sheet: sheet.name,
      cells: work.cells,
      embedded: work.embedded,
      missing: work.missing,
      units: work.units,
      yearLabels: work.yearLabels,
      listRows: work.listRows,
      top: rows.reduce((least, row) => Math.min(least, row), Infinity),
      bottom: rows.reduce((most, row) => Math.max(most, row), 0),
    },
  };
}

export interface Work {
  readonly index: LabelIndex;
  readonly cells: Map<CellKey, Position>;
  readonly embedded: Map<CellKey, string>;
  readonly missing: MissingLabel[];
  readonly units: { at: Position; found: string; expected: string }[];
  readonly yearLabels: YearLabel[];
  /** Headings looked for so far. */
  wanted: number;
  listRows: number;
  /** Last row that holds a cell found so far. */
  bottom: number;
}

/** The sections' titles in order; a title counts only below the one before it. */
function findTitles(form: Form, index: LabelIndex): (Label | undefined)[] {
  let top = 0;
  return form.sections.map((section) => {
    const wanted = foldLabel(section.title);
    const everywhere = { top, bottom: index.lastRow, left: 0, right: index.lastColumn };
    const title =
      findLabel(index, section.title, everywhere) ??
      index.labels.find((label) => within(label, everywhere) && isBeginning(label.folded, wanted));
    if (title) top = title.area.top + 1;
    return title;
  });
}

/** 十一、其他相关工作 without its example in brackets is still that title. */
const isBeginning = (folded: string, wanted: string): boolean =>
  wanted.includes('(例如') && folded.startsWith(wanted.slice(0, wanted.indexOf('(例如')));

function locateSection(section: Section, title: Label | undefined, window: Window, work: Work): void {
  const tops = section.bands.map((band) => topOf(band, window, work));
  section.bands.forEach((band, at) => {
    const later = tops.slice(at + 1).find((top) => top !== undefined);
    const area = {
      ...window,
      top: tops[at] ?? window.top,
      bottom: later === undefined ? window.bottom : later - 1,
    };
    const near = title ? { row: title.area.top, column: title.area.left } : { row: window.top, column: 0 };
    locateBand(band, area, title, new Seeker(work, section.id, near));
  });
}

/** A band begins at the topmost of its own headings. */
function topOf(band: Band, window: Window, work: Work): number | undefined {
  if (band.shape === 'text') return undefined;
  const labels =
    band.shape === 'list' ? band.fields.map((field) => field.label) : band.headers.map((node) => node.label);
  const found = labels.flatMap((label) => findLabel(work.index, label, window)?.area.top ?? []);
  return found.length > 0 ? Math.min(...found) : undefined;
}

/** Looks for headings and remembers which are missing. */
class Seeker {
  constructor(
    readonly work: Work,
    private readonly section: string,
    private readonly near: Position,
  ) {}

  find(text: string, window: Window): Label | undefined {
    const exact = findLabel(this.work.index, text, window);
    const other = exact ?? findOtherUnit(this.work.index, text, window);
    if (!exact && other) {
      const { area, text: found } = other;
      this.work.units.push({ at: { row: area.top, column: area.left }, found, expected: text });
    }
    return this.or(text, other);
  }

  /** The first label of a kind; `text` is how it is called where it is missing. */
  findWhere(text: string, window: Window, is: (label: Label) => boolean): Label | undefined {
    return this.or(
      text,
      this.work.index.labels.find((label) => within(label, window) && is(label)),
    );
  }

  put(key: CellKey, at: Position): void {
    this.work.cells.set(key, at);
    this.work.bottom = Math.max(this.work.bottom, at.row);
  }

  private or(text: string, found: Label | undefined): Label | undefined {
    this.work.wanted++;
    if (!found) this.work.missing.push({ label: text, section: this.section, near: this.near });
    return found;
  }
}

interface FoundLeaf {
  readonly leaf: HeaderLeaf;
  readonly label: Label;
  /** Columns that belong to this heading: up to the next one's. */
  readonly left: number;
  readonly right: number;
}

/** Finds the headings of a band. A heading owns the columns up to the next heading of its level. */
function findLeaves(headers: readonly Header[], window: Window, seek: Seeker): FoundLeaf[] {
  const found: FoundLeaf[] = [];
  const tops = headers.map((node) => {
    if (isGroup(node) || !node.label.includes('□')) return seek.find(node.label, window);
    return seek.findWhere(node.label, window, isChoiceLabel);
  });
  headers.forEach((node, at) => {
    const label = tops[at];
    const before = tops
      .slice(0, at)
      .filter((other) => other !== undefined)
      .at(-1);
    const after = tops.slice(at + 1).find((other) => other !== undefined);
    const left = label?.area.left ?? (before ? before.area.right + 1 : window.left);
    const right = after ? after.area.left - 1 : window.right;
    if (!isGroup(node)) {
      if (label) found.push({ leaf: node, label, left, right });
      return;
    }
    const below = { ...window, top: (label?.area.bottom ?? window.top - 1) + 1, left, right };
    const labels = node.children.map((leaf) =>
      leaf.label.includes('□')
        ? seek.findWhere(leaf.label, below, isChoiceLabel)
        : seek.find(leaf.label, below),
    );
    node.children.forEach((leaf, child) => {
      const own = labels[child];
      const next = labels.slice(child + 1).find((other) => other !== undefined);
      if (own)
        found.push({ leaf, label: own, left: own.area.left, right: next ? next.area.left - 1 : right });
    });
  });
  return found;
}

function locateBand(band: Band, window: Window, title: Label | undefined, seek: Seeker): void {
  const { index } = seek.work;
  switch (band.shape) {
    case 'pairs': {
      const leaves = findLeaves(band.headers, window, seek);
      const below = Math.max(window.top, ...leaves.map(({ label }) => label.area.bottom + 1));
      const pairs = leaves.map(({ leaf, left, right }) => {
        const own = { ...window, top: below, left, right };
        const year = seek.findWhere(`××年（${leaf.label.replace(/\n/g, '')}）`, own, isYearLabel);
        const cumulative = seek.findWhere(`累计（${leaf.label.replace(/\n/g, '')}）`, own, isCumulative);
        if (year) seek.work.yearLabels.push(yearLabel(year));
        return { leaf, year, cumulative };
      });
      const labels = pairs.flatMap(({ year, cumulative }) =>
        [year, cumulative].filter((one) => one !== undefined),
      );
      const row = inputRow(index, labels, window.bottom);
      for (const { leaf, year, cumulative } of pairs) {
        if (year) seek.put(keyOf(leaf.indicator, 'year'), { row, column: year.area.left });
        if (cumulative) seek.put(keyOf(leaf.indicator, 'cumulative'), { row, column: cumulative.area.left });
      }
      return;
    }
    case 'rows': {
      const leaves = findLeaves(band.headers, window, seek);
      const first = Math.min(...leaves.map(({ label }) => label.area.left));
      const below = Math.max(window.top, ...leaves.map(({ label }) => label.area.bottom + 1));
      const left = { ...window, top: below, right: Number.isFinite(first) ? first - 1 : window.right };
      const year = seek.findWhere(`××年（${nameOf(band)}）`, left, isYearLabel);
      const cumulative = seek.findWhere(`累计（${nameOf(band)}）`, left, isCumulative);
      if (year) seek.work.yearLabels.push(yearLabel(year));
      for (const { leaf, label } of leaves) {
        const column = label.area.left;
        if (year) seek.put(keyOf(leaf.indicator, 'year'), { row: year.area.top, column });
        if (cumulative) seek.put(keyOf(leaf.indicator, 'cumulative'), { row: cumulative.area.top, column });
      }
      return;
    }
    case 'values': {
      const leaves = findLeaves(band.headers, window, seek);
      const row = inputRow(
        index,
        leaves.map(({ label }) => label),
        window.bottom,
      );
      for (const { leaf, label } of leaves) {
        const key = keyOf(leaf.indicator, 'value');
        seek.put(key, { row, column: label.area.left });
        if (leaf.label.includes('□')) seek.work.embedded.set(key, label.text);
      }
      return;
    }
    case 'lines':
      locateLines(band, window, seek);
      return;
    case 'list': {
      const fields = band.fields.map((field) => ({ field, label: seek.find(field.label, window) }));
      const below = Math.max(...fields.map(({ label }) => label?.area.bottom ?? -1)) + 1;
      if (below === 0) return;
      seek.work.listRows = Math.max(0, window.bottom - below + 1);
      for (let row = 1; row <= seek.work.listRows; row++) {
        for (const { field, label } of fields) {
          if (label)
            seek.put(keyOf(`${band.id}.${row}.${field.id}`, 'value'), {
              row: below + row - 1,
              column: label.area.left,
            });
        }
      }
      return;
    }
    case 'text': {
      if (!title) return;
      const { top, right } = title.area;
      seek.put(keyOf(band.id, 'value'), {
        row: top,
        column: filledColumn(index, top, right + 1, index.lastColumn) ?? right + 1,
      });
    }
  }
}

/** 八: a line an item, ××年 [ ] 累计 [ ] under each heading. */
function locateLines(band: Extract<Band, { shape: 'lines' }>, window: Window, seek: Seeker): void {
  const { index } = seek.work;
  const headers = band.headers.map((header) => seek.find(header.label, window));
  const starts = band.lines.map((line) => seek.find(line.label, window));
  band.lines.forEach((line, at) => {
    const start = starts[at];
    if (!start) return;
    const next = starts.slice(at + 1).find((label) => label !== undefined);
    const rows = {
      top: start.area.top,
      bottom: next ? next.area.top - 1 : Math.max(start.area.bottom, start.area.top),
    };
    headers.forEach((header, side) => {
      if (!header) return;
      const after = headers.slice(side + 1).find((label) => label !== undefined);
      const own = { ...rows, left: header.area.left, right: after ? after.area.left - 1 : window.right };
      const year = seek.findWhere(`××年（${line.label}）`, own, isYearLabel);
      const cumulative = seek.findWhere(`累计（${line.label}）`, own, isCumulative);
      const id = line.indicators[side]!;
      if (year) {
        seek.work.yearLabels.push(yearLabel(year));
        const { top, right } = year.area;
        const limit = cumulative ? cumulative.area.left - 1 : own.right;
        seek.put(keyOf(id, 'year'), {
          row: top,
          column: filledColumn(index, top, right + 1, limit) ?? right + 1,
        });
      }
      if (cumulative) {
        const { top, right } = cumulative.area;
        const limit = Math.max(header.area.right, right + 1);
        seek.put(keyOf(id, 'cumulative'), {
          row: top,
          column: filledColumn(index, top, right + 1, limit) ?? right + 1,
        });
      }
    });
  });
}

const isCumulative = (label: Label): boolean => label.folded === '累计';
const yearLabel = (label: Label): YearLabel => ({
  at: cornerOf(label),
  text: label.text,
  uncomputed: label.uncomputed,
});
const cornerOf = (label: Label): Position => ({ row: label.area.top, column: label.area.left });
const nameOf = (band: Extract<Band, { shape: 'rows' }>): string =>
  leavesOf(band.headers)
    .slice(0, 2)
    .map((leaf) => leaf.label.replace(/\n.*/, ''))
    .join('、') + '…';

/** The row below the labels that holds the figures: the first, or where rows were put in between, the fullest. */
function inputRow(index: LabelIndex, labels: readonly Label[], bottom: number): number {
  const first = Math.max(0, ...labels.map((label) => label.area.bottom + 1));
  let best = first;
  let most = 0;
  for (let row = first; row <= Math.min(bottom, index.lastRow); row++) {
    const filled = labels.filter(({ area }) => isFilled(index.contentAt({ row, column: area.left }))).length;
    if (filled > most) [best, most] = [row, filled];
  }
  return best;
}

function filledColumn(index: LabelIndex, row: number, from: number, to: number): number | null {
  for (let column = from; column <= to; column++)
    if (isFilled(index.contentAt({ row, column }))) return column;
  return null;
}

const isFilled = (content: CellContent | undefined): boolean =>
  content !== undefined && (content.formula !== null || (content.value !== null && content.value !== ''));
