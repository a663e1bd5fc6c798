/** Where the cells of a section stand: each band by its own headings. */
import { isGroup, leavesOf, MOST_LIST_ROWS } from '../form/layout';
import type { Band, Header, HeaderLeaf, Section } from '../form/schema';
import { type Area, keyOf, type Position } from '../model';
import { isChoiceLabel, isCumulative, isFilled, isYearLabel, type Label, type Window } from './labels';
import { matchLabel } from './match';
import { cornerOf, Seeker, type Work } from './seek';

export function locateSection(section: Section, title: Label | undefined, window: Window, work: Work): void {
  const tops = section.bands.map((band) => topOf(band, window, work));
  const near = title ? cornerOf(title) : { row: Math.max(0, window.top), column: 0 };
  section.bands.forEach((band, at) => {
    const top = tops[at] ?? window.top;
    const below = tops.filter((other) => other !== undefined && other > top) as number[];
    const bottom = below.length > 0 ? Math.min(...below) - 1 : window.bottom;
    locateBand(band, { ...window, top, bottom }, title, new Seeker(work, section.id, near));
  });
}

/** A band begins at the topmost of its own headings. */
function topOf(band: Band, window: Window, { index, words }: Work): number | undefined {
  if (band.shape === 'text') return undefined;
  const labels =
    band.shape === 'list' ? band.fields.map((field) => field.label) : band.headers.map((node) => node.label);
  const tops = labels.flatMap((label) => matchLabel(index, label, window, words)?.label.area.top ?? []);
  return tops.length > 0 ? Math.min(...tops) : undefined;
}

/** Rows that may have been put in between headings and their figures. */
const FURTHEST = 200;

interface FoundLeaf {
  readonly leaf: HeaderLeaf;
  readonly label: Label;
  /** Columns that belong to this heading: up to the next one's. */
  readonly left: number;
  readonly right: number;
}

/** The column before the next of these labels to the right, or the edge. */
function edgeOf(label: Label, others: readonly (Label | undefined)[], edge: number): number {
  const { left } = label.area;
  return others.reduce(
    (least, other) =>
      other && other !== label && other.area.left > left ? Math.min(least, other.area.left - 1) : least,
    edge,
  );
}

/** Finds the headings of a band. A heading owns the columns up to the next heading of its level. */
function findLeaves(headers: readonly Header[], window: Window, seek: Seeker): FoundLeaf[] {
  const found: FoundLeaf[] = [];
  const tops = headers.map((node) => findHeading(node, window, seek));
  headers.forEach((node, at) => {
    const label = tops[at];
    if (!isGroup(node)) {
      if (label)
        found.push({ leaf: node, label, left: label.area.left, right: edgeOf(label, tops, window.right) });
      return;
    }
    // A heading that is gone is looked for between its neighbours.
    const before = tops
      .slice(0, at)
      .filter((other) => other !== undefined)
      .at(-1);
    const after = tops.slice(at + 1).find((other) => other !== undefined);
    const left = label?.area.left ?? (before ? before.area.right + 1 : window.left);
    const right = label ? edgeOf(label, tops, window.right) : after ? after.area.left - 1 : window.right;
    const below = { ...window, top: (label?.area.bottom ?? window.top - 1) + 1, left, right };
    const labels = node.children.map((leaf) => findHeading(leaf, below, seek));
    node.children.forEach((leaf, child) => {
      const own = labels[child];
      if (own) found.push({ leaf, label: own, left: own.area.left, right: edgeOf(own, labels, right) });
    });
  });
  return found;
}

function findHeading(node: Header, window: Window, seek: Seeker): Label | undefined {
  if (isGroup(node)) return seek.find(node.label, window, idsOf([node]));
  return node.label.includes('□')
    ? seek.findWhere(node.label, window, isChoiceLabel)
    : seek.find(node.label, window, [node.indicator]);
}

const idsOf = (headers: readonly Header[]): string[] => leavesOf(headers).map(({ indicator }) => indicator);
const flat = (label: string): string => label.replace(/\n/g, '');

function locateBand(band: Band, window: Window, title: Label | undefined, seek: Seeker): void {
  switch (band.shape) {
    case 'pairs':
      return locatePairs(band, window, seek);
    case 'rows':
      return locateRows(band, window, seek);
    case 'values':
      return locateValues(band, window, seek);
    case 'lines':
      return locateLines(band, window, seek);
    case 'list':
      return locateList(band, window, seek);
    case 'text':
      if (title) locateText(band.id, title, window, seek);
  }
}

type BandOf<Shape extends Band['shape']> = Extract<Band, { shape: Shape }>;

function locatePairs(band: BandOf<'pairs'>, window: Window, seek: Seeker): void {
  const leaves = findLeaves(band.headers, window, seek);
  const below = Math.max(window.top, ...leaves.map(({ label }) => label.area.bottom + 1));
  const pairs = leaves.map(({ leaf, left, right }) => {
    const own = { ...window, top: below, left, right };
    const year = seek.findWhere(`××年（${flat(leaf.label)}）`, own, isYearLabel);
    const cumulative = seek.findWhere(`累计（${flat(leaf.label)}）`, own, isCumulative);
    if (year) seek.markYear(year);
    return { leaf, year, cumulative, right };
  });
  const labels = pairs.flatMap(({ year, cumulative }) => [year, cumulative]);
  const reach = reachOf(leaves, band.headers, labels);
  const spans = pairs.flatMap(({ leaf, year, cumulative, right }) =>
    (['year', 'cumulative'] as const).flatMap((period) => {
      const label = period === 'year' ? year : cumulative;
      if (!label) return [];
      return { key: keyOf(leaf.indicator, period), right: reach(label, edgeOf(label, labels, right)), label };
    }),
  );
  putBelow(spans, window.bottom, seek);
}

function locateValues(band: BandOf<'values'>, window: Window, seek: Seeker): void {
  const leaves = findLeaves(band.headers, window, seek);
  const reach = reachOf(leaves, band.headers);
  const spans = leaves.map(({ leaf, label, right }) => ({
    key: keyOf(leaf.indicator, 'value'),
    right: reach(label, right),
    label,
  }));
  putBelow(spans, window.bottom, seek);
  for (const { leaf, label } of leaves) {
    if (leaf.label.includes('□')) seek.work.embedded.set(keyOf(leaf.indicator, 'value'), label.text);
  }
}

function locateRows(band: BandOf<'rows'>, window: Window, seek: Seeker): void {
  const leaves = findLeaves(band.headers, window, seek);
  const first = Math.min(...leaves.map(({ label }) => label.area.left));
  const below = Math.max(window.top, ...leaves.map(({ label }) => label.area.bottom + 1));
  const left = { ...window, top: below, right: Number.isFinite(first) ? first - 1 : window.right };
  const year = seek.findWhere(`××年（${nameOf(band)}）`, left, isYearLabel);
  const cumulative = seek.findWhere(`累计（${nameOf(band)}）`, left, isCumulative);
  if (year) seek.markYear(year);
  const reach = reachOf(leaves, band.headers);
  for (const { leaf, label, right } of leaves) {
    const span = { right: reach(label, right), label };
    if (year) seek.put(keyOf(leaf.indicator, 'year'), cellUnder(span, year.area.top, seek.work));
    if (cumulative)
      seek.put(keyOf(leaf.indicator, 'cumulative'), cellUnder(span, cumulative.area.top, seek.work));
  }
}

const nameOf = (band: BandOf<'rows'>): string =>
  leavesOf(band.headers)
    .slice(0, 2)
    .map((leaf) => leaf.label.replace(/\n.*/, ''))
    .join('、') + '…';

/** 八: a line an item, ××年 [ ] 累计 [ ] under each heading. */
function locateLines(band: BandOf<'lines'>, window: Window, seek: Seeker): void {
  const headers = band.headers.map((header) => seek.find(header.label, window));
  const starts = band.lines.map((line) => seek.find(line.label, window, line.indicators));
  band.lines.forEach((line, at) => {
    const start = starts[at];
    if (!start) return;
    const below = starts.flatMap((other) => (other && other.area.top > start.area.top ? other.area.top : []));
    const rows = {
      top: start.area.top,
      bottom: below.length > 0 ? Math.min(...below) - 1 : Math.max(start.area.bottom, start.area.top),
    };
    headers.forEach((header, side) => {
      if (!header) return;
      const own = { ...rows, left: header.area.left, right: edgeOf(header, headers, window.right) };
      const year = seek.findWhere(`××年（${line.label}）`, own, isYearLabel);
      const cumulative = seek.findWhere(`累计（${line.label}）`, own, isCumulative);
      const id = line.indicators[side]!;
      if (year) {
        seek.markYear(year);
        const limit = cumulative ? edgeOf(year, [cumulative], own.right) : year.area.right + 1;
        seek.put(keyOf(id, 'year'), cellBeside(year, limit, seek.work));
      }
      if (cumulative) {
        const limit = headers.includes(undefined) ? header.area.right : edgeOf(cumulative, [year], own.right);
        seek.put(keyOf(id, 'cumulative'), cellBeside(cumulative, limit, seek.work));
      }
    });
  });
}

function locateList(band: BandOf<'list'>, window: Window, seek: Seeker): void {
  const labels = band.fields.map((field) => seek.find(field.label, window));
  const below = Math.max(...labels.map((label) => label?.area.bottom ?? -1)) + 1;
  if (below === 0) return;
  const { index } = seek.work;
  const first = labels.find((label) => label !== undefined)!;
  const end = Math.min(beforeHeadings(below, window, seek.work), below + MOST_LIST_ROWS - 1);
  let number = 0;
  for (let row = below; row <= end; row++) {
    // One entry may stand in a merged area of several rows.
    if (index.areaAt(row, first.area.left).top < row) continue;
    number++;
    band.fields.forEach((field, at) => {
      const label = labels[at];
      if (!label) return;
      const edge = labels.includes(undefined) ? label.area.right : edgeOf(label, labels, seek.work.right);
      const span = { right: edge, label };
      seek.put(keyOf(`${band.id}.${number}.${field.id}`, 'value'), cellUnder(span, row, seek.work));
    });
  }
  seek.work.listRows = number;
}

function locateText(id: string, title: Label, window: Window, seek: Seeker): void {
  const { work } = seek;
  const { top, right } = title.area;
  const others = [...work.cells.values()].map(({ column }) => column).filter((column) => column > right);
  // An unmerged title says nothing about where the column of entries begins.
  const blank = right > title.area.left || others.length === 0 ? right + 1 : Math.min(...others);
  const filled = filledColumn(work, top, right + 1, Math.min(window.right, work.right));
  seek.put(keyOf(id, 'value'), { row: top, column: filled ?? blank });
}

/**
 * How far to the right of a label its figure may stand. Where a label is gone, its neighbours would take the
 * figures that it leaves alone: they keep to their own columns.
 */
function reachOf(
  leaves: readonly FoundLeaf[],
  headers: readonly Header[],
  labels: readonly (Label | undefined)[] = [],
): (label: Label, right: number) => number {
  const complete = leaves.length === leavesOf(headers).length && !labels.includes(undefined);
  return (label, right) => (complete ? right : label.area.right);
}

/** A label, and the last column in which what belongs to it may stand. */
interface Span {
  readonly right: number;
  readonly label: Label;
}

/** Puts cells in the row below their labels that holds the figures: the first, or where rows were put in, the fullest. */
function putBelow(
  spans: readonly (Span & { key: ReturnType<typeof keyOf> })[],
  bottom: number,
  seek: Seeker,
): void {
  if (spans.length === 0) return;
  const { index } = seek.work;
  const first = Math.max(...spans.map(({ label }) => label.area.bottom + 1));
  const left = Math.min(...spans.map(({ label }) => label.area.left));
  const right = Math.max(...spans.map((span) => span.right));
  const end = Math.min(bottom, first + FURTHEST);
  const last = beforeHeadings(first + 1, { top: first + 1, bottom: end, left, right }, seek.work);
  let best = first;
  let most = 0;
  for (let row = first; row <= last; row++) {
    const filled = spans.filter((span) => isFilled(index.contentAt(cellUnder(span, row, seek.work)))).length;
    if (filled > most) [best, most] = [row, filled];
  }
  for (const span of spans) seek.put(span.key, cellUnder(span, best, seek.work));
}

/** The last row before another heading of the form. */
function beforeHeadings(top: number, window: Window, { index, words, right }: Work): number {
  const own = { ...window, top, right: Math.min(window.right, right) };
  const next = index.first(own, (label) => words.headings.has(label.folded) || isCumulative(label));
  return next ? next.area.top - 1 : Math.min(window.bottom, index.lastRow);
}

/**
 * The cell of a row that belongs to a label above it. Columns need not be flush: the one that lies mostly below
 * the label; among several what is filled, else the one that covers most of it.
 */
function cellUnder({ right, label }: Span, row: number, { index, right: edge }: Work): Position {
  const { left } = label.area;
  const end = Math.max(label.area.right, Math.min(right, edge));
  const areas: Area[] = [];
  for (let column = left; column <= end;) {
    const area = index.areaAt(row, column);
    areas.push(area);
    column = area.right + 1;
  }
  const overlap = (area: Area): number => Math.min(area.right, end) - Math.max(area.left, left) + 1;
  const own = areas.filter((area) => area.top === row && overlap(area) * 2 > area.right - area.left + 1);
  const position = (area: Area): Position => ({ row: area.top, column: area.left });
  const filled = own.find((area) => isFilled(index.contentAt(position(area))));
  if (filled) return position(filled);
  const widest = own.reduce<Area | null>(
    (best, area) => (best && overlap(best) >= overlap(area) ? best : area),
    null,
  );
  return widest ? position(widest) : { row, column: left };
}

/** The cell right of a label, up to a column. */
function cellBeside({ area: { top, right } }: Label, limit: number, work: Work): Position {
  return { row: top, column: filledColumn(work, top, right + 1, Math.min(limit, work.right)) ?? right + 1 };
}

function filledColumn({ index }: Work, row: number, from: number, to: number): number | null {
  for (let column = from; column <= to; column++)
    if (isFilled(index.contentAt({ row, column }))) return column;
  return null;
}
