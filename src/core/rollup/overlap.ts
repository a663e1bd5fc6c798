/** Sums among the files that are added up: nobody is to be counted twice, and nobody to be lost. */
import type { Form } from '../form/schema';
import type { Child } from './child';
import { agrees, type Inside, insideOf, isNamedAfter } from './inside';
import type { Member } from './members';
import { groupBy } from '../values/groups';

/** Why a reporter's own figures are not added, or not there to be added. */
export type Overlap =
  /** An earlier result: these of its reporters are here. Where they alone say so, a person may know better. */
  | {
      readonly kind: 'earlier';
      readonly names: readonly string[];
      readonly known: 'byMembers' | 'byName' | 'asOwn';
    }
  /** Its figures are in the sum of another reporter; `moved` where that one has other figures of it. */
  | { readonly kind: 'within'; readonly whole: string; readonly file: string; readonly moved: boolean }
  /** An earlier result has it, and it is not here. */
  | { readonly kind: 'lacking'; readonly file: string; readonly isOwn: boolean };

/** Two that are added up both have reporters of these names; with the same figures or not, null where that is not known. */
export interface Shared {
  readonly one: Child;
  readonly other: Child;
  readonly names: readonly string[];
  readonly same: boolean | null;
}

export interface Overlaps {
  readonly of: ReadonlyMap<Child, Overlap>;
  readonly lacking: readonly { readonly name: string; readonly overlap: Overlap }[];
  readonly shared: readonly Shared[];
}

export interface Files {
  /** In an order that does not depend on how they came. */
  readonly children: readonly Child[];
  readonly unreadable: readonly string[];
  readonly own: Child | null;
  readonly form: Form;
  /** Of the year and the form asked for. */
  readonly isUsable: (child: Child) => boolean;
  /** On the list of those expected; null where there is none. */
  readonly isListed: ((child: Child) => boolean) | null;
  /** A person said that this file counts. */
  readonly isChosen: (child: Child) => boolean;
  /** Of the collector itself, by its name. */
  readonly isParent: (child: Child) => boolean;
}

/**
 * A sum is an earlier result of this very roll-up, and left out, where all its reporters are here, or where most of
 * the files are of its reporters. Any other sum counts, and its reporters' own files do not.
 */
export function overlapsOf(files: Files): Overlaps {
  if ([...files.children, files.own].every((one) => !one || one.members.length === 0)) return NONE;
  const inside = insideOf(files.children, files.own, files.form);
  const { earlier, within } = decide(files, inside);
  const of = new Map<Child, Overlap>();
  within.forEach((wholes, child) => of.set(child, withinOf(child, wholes, files, inside)));
  for (const sum of earlier) {
    const here = [...inside.named(sum)].filter((child) => !earlier.has(child) && !within.has(child));
    const names = [...new Set(here.map(nameOf))];
    const byName = files.isListed !== null || files.isParent(sum);
    const known = sum === files.own ? 'asOwn' : byName ? 'byName' : 'byMembers';
    of.set(sum, { kind: 'earlier', names, known });
  }
  const left = [...files.children, ...(files.own ? [files.own] : [])].filter(
    (child) => !of.has(child) && files.isUsable(child) && (files.isListed?.(child) ?? true),
  );
  return {
    of,
    lacking: lackingIn(earlier, files, inside),
    shared: sharedBy(left, inside),
  };
}

const NONE: Overlaps = { of: new Map(), lacking: [], shared: [] };
export const nameOf = ({ region, file }: Child): string => region ?? file;

interface Decided {
  readonly earlier: ReadonlySet<Child>;
  /** By file left out: the sums that it is in. */
  readonly within: ReadonlyMap<Child, readonly Child[]>;
}

/** From the top: a reporter of an earlier result is one of this roll-up, though it be a sum itself. */
function decide(files: Files, inside: Inside): Decided {
  const { children, own, isUsable, isListed, isChosen } = files;
  const counts = (child: Child): boolean => child === own || (isListed?.(child) ?? true);
  const sums = [...children, ...(own ? [own] : [])].filter(({ members }) => members.length > 0);
  const all = new Map(sums.map((sum) => [sum, inside.all(sum)]));
  const earlier = new Set(children.filter(files.isParent));
  const within = new Map<Child, Child[]>();

  let open = sums.filter((sum) => !earlier.has(sum));
  while (open.length > 0) {
    const known = new Set(earlier);
    const tops = open.filter(
      (sum) => !open.some((other) => all.get(other)!.has(sum) && !all.get(sum)!.has(other)),
    );
    for (const sum of tops) {
      if (within.has(sum)) continue;
      if (isEarlier(sum, known)) earlier.add(sum);
      else if (counts(sum) && isUsable(sum)) swallow(sum);
    }
    open = open.filter((sum) => !tops.includes(sum));
  }
  return { earlier, within };

  function isEarlier(sum: Child, known: ReadonlySet<Child>): boolean {
    const here = [...inside.named(sum)].filter((child) => counts(child) && isUsable(child));
    if (!counts(sum)) return here.length > 0;
    if (isChosen(sum)) return false;
    if (here.some(isChosen)) return true;
    const isReporter = [...known].some(({ members }) =>
      members.some(({ name }) => inside.keyOfName(name) === inside.keyOf(sum)),
    );
    if (sum !== own && (isListed || isReporter)) return false;
    const others = children.filter(
      (child) =>
        isUsable(child) &&
        !known.has(child) &&
        !(child.members.length > 0 && inside.keyOf(child) === inside.keyOf(sum)),
    );
    const keys = (some: readonly Child[]): number => new Set(some.map(inside.keyOf)).size;
    const most = 2 * keys(here.filter((child) => !known.has(child))) > keys(others);
    return most || sum.members.every((member) => isHere(member, sum, files, inside));
  }

  function swallow(sum: Child): void {
    for (const child of all.get(sum)!) {
      if (!counts(child) || earlier.has(child)) continue;
      within.set(child, [...(within.get(child) ?? []), sum]);
    }
  }
}

/** Added up by itself, or by a smaller sum; or its file is here and cannot be read, which is said. */
function isHere(member: Member, sum: Child, files: Files, inside: Inside): boolean {
  const { name, isOwn } = member;
  if (isOwn && files.own && files.own !== sum) return true;
  const has = (one: string): boolean =>
    inside.filesOf(one, sum).some(files.isUsable) ||
    files.unreadable.some((file) => isNamedAfter(file, one)) ||
    [...inside.all(sum)].some((child) => holds(child, one, inside));
  return has(name) || (member.below.length > 0 && member.below.every(has));
}

const holds = ({ members }: Child, name: string, { keyOfName }: Inside): boolean =>
  members.some((member) => keyOfName(member.name) === keyOfName(name));

function withinOf(child: Child, wholes: readonly Child[], files: Files, inside: Inside): Overlap {
  const told = wholes.flatMap((whole) =>
    whole.members
      .filter(({ name }) => inside.filesOf(name, whole).includes(child))
      .map((member) => ({ whole, agreed: agrees(member, child, files.form) })),
  );
  // There are districts of the same name in several cities.
  const best = told.find(({ agreed }) => agreed) ?? told[0];
  const whole = best?.whole ?? wholes[0]!;
  const moved = files.isUsable(child) && best?.agreed === false;
  return { kind: 'within', whole: nameOf(whole), file: whole.file, moved };
}

/** Reporters of an earlier result of this year that have sent nothing now. What is not on the list had not to report. */
function lackingIn(earlier: ReadonlySet<Child>, files: Files, inside: Inside): Overlaps['lacking'] {
  const lacking = new Map<string, Overlaps['lacking'][number]>();
  const told = [...earlier].filter((sum) => files.isUsable(sum) && (files.isListed?.(sum) ?? true));
  for (const sum of told) {
    for (const member of sum.members) {
      const { name, isOwn, below } = member;
      if (inside.filesOf(name, sum).length > 0 || isHere(member, sum, files, inside)) continue;
      const there = below.filter((one) => inside.filesOf(one, sum).length > 0);
      const names = there.length > 0 ? below.filter((one) => !there.includes(one)) : [name];
      for (const one of names) {
        const key = inside.keyOfName(one);
        if (!lacking.has(key))
          lacking.set(key, { name: one, overlap: { kind: 'lacking', file: sum.file, isOwn } });
      }
    }
  }
  return [...lacking.values()];
}

/** What may still be twice in the sum, though no file of it is here that could be left out. */
function sharedBy(left: readonly Child[], { keyOf, keyOfName }: Inside): Shared[] {
  interface Holder {
    readonly child: Child;
    readonly name: string;
    /** Below another of its reporters. */
    readonly isDeep: boolean;
    readonly print: string | null;
  }
  const held = left.flatMap((child) =>
    child.members.flatMap(({ name, print, below }): Holder[] => [
      { child, name, isDeep: false, print },
      ...below.map((one) => ({ child, name: one, isDeep: true, print: null })),
    ]),
  );
  const holders = groupBy(
    held.filter(({ child, name }) => keyOfName(name) !== keyOf(child)),
    ({ name }) => keyOfName(name),
  );
  const pairs = new Map<string, Shared>();
  for (const all of holders.values()) {
    // Districts of the same name are many in a country: deep ones say nothing of each other.
    const first = all.find(({ isDeep }) => !isDeep);
    for (const { child, name, print } of first ? all : []) {
      const { child: one } = first!;
      if (keyOf(child) === keyOf(one)) continue;
      const same = print === null || first!.print === null ? null : print === first!.print && print !== '';
      const pair = [one.file, child.file, same].join('\n');
      const names = new Set([...(pairs.get(pair)?.names ?? []), name]);
      pairs.set(pair, { one, other: child, names: [...names], same });
    }
  }
  return [...pairs.values()];
}
