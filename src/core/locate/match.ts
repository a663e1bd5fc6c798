/** Finds a heading that people, copying and pasting have left their traces on. */
import { foldLabel, type Label, type LabelIndex, type Window, within } from './labels';
import { type Named, readUnit, splitUnit, type Vocabulary } from './vocabulary';

export interface Match {
  readonly label: Label;
  /** What its unit was changed into ('' where it is gone), and the one that is printed. */
  readonly unit: { readonly found: string; readonly expected: string } | null;
  /** Its words are not quite those of the form. */
  readonly changed: boolean;
}

/** Rows between two pieces of a label that was split over cells. */
const GAP = 3;

/**
 * The heading as printed; else one whose lines stand in cells below each other (Word tables pasted into a
 * sheet); else one with another unit; else one with a slip of the pen. Topmost first, then leftmost.
 */
export function matchLabel(
  index: LabelIndex,
  text: string,
  window: Window,
  words: Vocabulary,
): Match | undefined {
  const wanted = foldLabel(text);
  const exact =
    index.named(wanted).find((label) => within(label, window)) ?? findSplit(index, wanted, window);
  if (exact) return { label: exact, unit: null, changed: false };
  const named = splitUnit(wanted, words.units);
  return findOtherUnit(index, named, window) ?? findSlip(index, wanted, named, window, words);
}

function findSplit(index: LabelIndex, wanted: string, window: Window): Label | undefined {
  for (let length = wanted.length - 1; length > 0; length--) {
    for (const head of index.named(wanted.slice(0, length))) {
      if (!within(head, window)) continue;
      let whole: Label | undefined = head;
      while (whole && whole.folded.length < wanted.length && wanted.startsWith(whole.folded))
        whole = withNext(index, whole);
      if (whole?.folded === wanted) return whole;
    }
  }
  return undefined;
}

/** A label and the one below it, as one. */
function withNext(index: LabelIndex, label: Label): Label | undefined {
  const { area } = label;
  const next = index.first(
    { top: area.bottom + 1, bottom: area.bottom + GAP, left: area.left, right: area.left },
    () => true,
  );
  return (
    next && {
      area: { ...area, bottom: next.area.bottom, right: Math.max(area.right, next.area.right) },
      text: `${label.text}\n${next.text}`,
      folded: label.folded + next.folded,
      uncomputed: false,
    }
  );
}

function findOtherUnit(index: LabelIndex, wanted: Named, window: Window): Match | undefined {
  for (const label of index.labels) {
    if (!label.folded.startsWith(wanted.stem) || !within(label, window)) continue;
    if (label.folded === wanted.stem) {
      const both = withNext(index, label);
      const below = both && /^\(([^()]*)\)$/.exec(both.folded.slice(label.folded.length))?.[1];
      return below === undefined ? otherUnit(label, '', wanted) : otherUnit(both!, below, wanted);
    }
    const found = readUnit(label.folded);
    if (found.stem === wanted.stem) return otherUnit(label, found.unit!, wanted);
  }
  return undefined;
}

/** A unit where the form prints none is a changed heading, not a changed unit. */
const otherUnit = (label: Label, found: string, { unit }: Named): Match =>
  unit === null
    ? { label, unit: null, changed: true }
    : { label, unit: found === unit ? null : { found, expected: unit }, changed: false };

function findSlip(
  index: LabelIndex,
  wanted: string,
  named: Named,
  window: Window,
  words: Vocabulary,
): Match | undefined {
  const bound = slipsIn(named.stem);
  let best: { label: Label; distance: number; found: Named } | undefined;
  for (const label of index.labels) {
    if (Math.abs(label.folded.length - wanted.length) > bound + 4 || !within(label, window)) continue;
    if (words.headings.has(label.folded)) continue;
    const found = named.unit === null ? { stem: label.folded, unit: null } : readUnit(label.folded);
    const limit = best ? best.distance - 1 : bound;
    const distance = distanceOf(named.stem, found.stem, limit);
    if (distance <= limit && !isNearerToAnother(found.stem, named.stem, distance, words))
      best = { label, distance, found };
  }
  if (!best) return undefined;
  const unit = named.unit !== null && best.found.unit !== named.unit ? best.found.unit : null;
  return {
    label: best.label,
    unit: unit === null ? null : { found: unit, expected: named.unit! },
    changed: true,
  };
}

/** How many signs may be wrong: a name of one sign is that sign or another name. */
const slipsIn = (stem: string): number =>
  stem.length < 2 ? 0 : stem.length < 8 ? 1 : stem.length < 16 ? 2 : 3;

const isNearerToAnother = (found: string, wanted: string, distance: number, words: Vocabulary): boolean =>
  [...words.stems].some((stem) => stem !== wanted && distanceOf(stem, found, distance - 1) < distance);

/** Signs to put in, take out or replace; more than `bound` is Infinity. */
export function distanceOf(a: string, b: string, bound: number): number {
  if (bound < 0 || Math.abs(a.length - b.length) > bound) return Infinity;
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let at = 1; at <= b.length; at++) {
      const replaced = above[at - 1]! + (a[row - 1] === b[at - 1] ? 0 : 1);
      line.push(Math.min(replaced, above[at]! + 1, line[at - 1]! + 1));
    }
    if (Math.min(...line) > bound) return Infinity;
    above = line;
  }
  const distance = above[b.length]!;
  return distance <= bound ? distance : Infinity;
}
