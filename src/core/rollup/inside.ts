/** Whose figures are in a sum: the files of those it names, and smaller sums of the same reporters. */
import type { Form } from '../form/schema';
import { bare, nameKey } from '../values/region';
import type { Child } from './child';
import { type Member, namesIn, printOf } from './members';
import { groupBy } from '../values/groups';

export interface Inside {
  /** By name, at any level. */
  readonly named: (sum: Child) => ReadonlySet<Child>;
  /** Those, and the sums that hold nobody whom this one does not hold with the same figures. */
  readonly all: (sum: Child) => ReadonlySet<Child>;
  /** The files of a reporter of this sum. */
  readonly filesOf: (name: string, sum: Child) => readonly Child[];
  readonly keyOf: (child: Child) => string;
  readonly keyOfName: (name: string) => string;
}

/** `own` is the collector's: nobody's reporter, though it may be a sum. */
export function insideOf(children: readonly Child[], own: Child | null, form: Form): Inside {
  const keyOfName = remembered((name: string) =>
    FILE.test(name) ? `/${baseName(name)}` : nameKey(name, form.regions),
  );
  const keyOf = ({ region, file }: Child): string => (region === null ? file : keyOfName(region));
  const byRegion = groupBy(
    children.filter(({ region }) => region !== null),
    keyOf,
  );
  // Where the head named no region, the file's name has stood for it.
  const byFile = groupBy(children, ({ file }) => `/${baseName(file)}`);
  const sums = children.filter(({ members }) => members.length > 0);
  const prints = new Map(
    [...sums, ...(own ? [own] : [])].map((sum) => [
      sum,
      new Map(sum.members.map(({ name, print }) => [keyOfName(name), print])),
    ]),
  );

  /** Another sum of the same region is another version of it, and no part. */
  const filesOf = (name: string, sum: Child): Child[] =>
    (byFile.get(keyOfName(name)) ?? byRegion.get(keyOfName(name)) ?? []).filter(
      (child) => child !== sum && !(child.members.length > 0 && keyOf(child) === keyOf(sum)),
    );

  const smaller = (sum: Child): Child[] =>
    sums.filter((other) => {
      const [own, theirs] = [prints.get(sum)!, prints.get(other)!];
      if (theirs.size >= own.size) return false;
      const same = [...theirs].every(([key, print]) => print !== null && own.get(key) === print);
      const telling = [...theirs.values()].some((print) => print !== '');
      return same && telling && keyOf(other) !== keyOf(sum);
    });

  function follow(sum: Child, next: (sum: Child) => Child[]): Set<Child> {
    const found = new Set<Child>();
    const open = [sum];
    for (let at = open.pop(); at; at = open.pop()) {
      for (const child of next(at)) {
        if (child === sum || found.has(child)) continue;
        found.add(child);
        if (child.members.length > 0) open.push(child);
      }
    }
    return found;
  }
  const named = (sum: Child): Child[] => namesIn(sum.members).flatMap((name) => filesOf(name, sum));
  return {
    named: remembered((sum: Child) => follow(sum, named)),
    all: remembered((sum: Child) => follow(sum, (at) => [...named(at), ...smaller(at)])),
    filesOf,
    keyOf,
    keyOfName,
  };
}

function remembered<Of, Value>(find: (of: Of) => Value): (of: Of) => Value {
  const known = new Map<Of, Value>();
  return (of) => {
    if (!known.has(of)) known.set(of, find(of));
    return known.get(of)!;
  };
}

const FILE = /\.(?:xlsx|docx)$/i;
export const baseName = (file: string): string => file.replace(/^.*[\\/]/, '');

/** Whether a file that cannot be read is named after a reporter. */
export const isNamedAfter = (file: string, name: string): boolean =>
  baseName(file).normalize('NFKC').replace(/\s+/g, '').includes(bare(name));

/** Whether the figures that a sum has of a reporter are those in its file; null where the sum does not say. */
export function agrees({ print }: Pick<Member, 'print'>, child: Child, form: Form): boolean | null {
  const figures = child.contribution?.figures;
  return print === null || !figures ? null : print === printOf(figures, form);
}
