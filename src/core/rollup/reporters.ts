/** Who reported: one entry a file, and one for each expected reporter that sent none (RUP-01, RUP-04). */
import type { Form } from '../form/schema';
import { groupBy } from '../values/groups';
import { nameKey } from '../values/region';
import { type Child, type Failed, isFailed } from './child';
import { isNamedAfter } from './inside';
import { nameOf, type Overlap, type Overlaps, overlapsOf, type Shared } from './overlap';
import { settle, type Unit, unitsOf } from './units';

export type Status =
  | 'summed'
  /** Summed, though it has hard findings (RUP-03). */
  | 'faulty'
  /** 本级: the collector's own. */
  | 'own'
  /** The same figures as another file of this reporter, which is summed. */
  | 'copy'
  /** Another file of this reporter was chosen. */
  | 'replaced'
  /** Several files that disagree, of which none was chosen. */
  | 'doubled'
  /** Its figures are in those of the province (RUP-04). */
  | 'included'
  | 'year'
  | 'version'
  | 'unreadable'
  /** Of the parent itself, though nobody said that it is 本级, or an earlier result that lies among the files. */
  | 'parent'
  /** Its figures are in the sum of another file. */
  | 'within'
  /** Not on the list of those expected. */
  | 'stranger'
  | 'missing';

const SUMMED: readonly Status[] = ['summed', 'faulty', 'own'];
/** The sum lacks these reporters. */
const ABSENT: readonly Status[] = ['doubled', 'year', 'version', 'unreadable', 'missing'];

export const isSummed = ({ status }: Reporter): boolean => SUMMED.includes(status);
export const isAbsent = ({ status }: Reporter): boolean => ABSENT.includes(status);

/** Added up, though its form is a sum that lacks reporters of its own. */
export const isPartial = (reporter: Reporter): boolean =>
  isSummed(reporter) && reporter.child!.contribution!.carried.absent !== '';

/** Whom the sum lacks, or of whom it lacks something: each once, however many files there are. */
export function absentIn({ reporters, form }: { reporters: readonly Reporter[]; form: Form }): Reporter[] {
  const absent = reporters.filter((one) => isAbsent(one) || isPartial(one));
  return [...groupBy(absent, ({ name }) => nameKey(name, form.regions)).values()].map(([first]) => first!);
}

/** A line of the list of those who have to report. */
export interface Expected {
  readonly name: string;
  /** Days, 2015-03-31. */
  readonly due: string | null;
  readonly received: string | null;
  /** Whether the figures of a province include this 计划单列市 (or 兵团), or its own. */
  readonly declared: Declared | null;
  /** Of several files of this reporter the one that counts. */
  readonly file: string | null;
}
/** 含 · 不含 */
export type Declared = 'included' | 'separate';

export interface Reporter {
  readonly name: string;
  readonly status: Status;
  readonly file: string | null;
  readonly child: Child | null;
  readonly failure: Failed | null;
  /** The day it came, where that was after the day it was due. */
  readonly late: { readonly due: string; readonly received: string } | null;
  /** The other files of the same reporter. */
  readonly others: readonly string[];
  /** Where a sum among the files has its figures. */
  readonly overlap: Overlap | null;
}

export interface ReporterOptions {
  readonly form: Form;
  readonly year: number;
  /** Of the parent. */
  readonly region: string | null;
  readonly expected: readonly Expected[] | null;
  /** By the unit's name, beside what the list says. */
  readonly declared: ReadonlyMap<string, Declared>;
  /** Of several files of a reporter these count. */
  readonly chosen: readonly string[];
}

/** Whether a file is of one of those on the list; null where there is none. */
type IsListed = ((child: Child) => boolean) | null;

/** In the order of the list, else of the form's regions, else of the names; whatever order the files came in. */
export function reportersOf(
  children: readonly (Child | Failed)[],
  own: Child | Failed | null,
  options: ReporterOptions,
): { reporters: Reporter[]; units: Unit[]; shared: readonly Shared[] } {
  const { form, expected } = options;
  const orderOf = orderIn(options);
  const sorted = [...children].sort((a, b) => compare(a.file, b.file));
  const keyOf = (name: string): string => nameKey(name, form.regions);
  const groups = new Map<string, Child[]>();
  const listed = new Map((expected ?? []).map((one) => [keyOf(one.name), one]));
  const isListed = expected && ((child: Child): boolean => listed.has(keyOf(nameOf(child))));
  const overlaps = overlapsIn(sorted, own, options, isListed);
  const overlapOf = (child: Child): Overlap | null => overlaps.of.get(child) ?? null;
  const reporters: Reporter[] = own ? [ownReporter(own, overlaps, options)] : [];

  for (const arrived of sorted) {
    if (isFailed(arrived)) {
      reporters.push(entry(nameInFile(arrived.file, expected) ?? arrived.file, 'unreadable', arrived));
      continue;
    }
    const name = nameOf(arrived);
    const overlap = overlapOf(arrived);
    const status = leftOut(arrived, overlap, options, isListed);
    if (status) {
      reporters.push({ ...entry(name, status, arrived), overlap });
      continue;
    }
    const group = groups.get(keyOf(name)) ?? [];
    group.push(arrived);
    groups.set(keyOf(name), group);
  }
  for (const [key, group] of groups) {
    const known = listed.get(key);
    reporters.push(...judge(known?.name ?? nameOf(group[0]!), group, known, options));
  }
  const heard = new Set(reporters.filter(({ status }) => status !== 'own').map(({ name }) => keyOf(name)));
  for (const { name } of expected ?? []) {
    if (!heard.has(keyOf(name))) reporters.push(entry(name, 'missing', null));
  }
  for (const { name, overlap } of overlaps.lacking) {
    if (!listed.has(keyOf(name))) reporters.push({ ...entry(name, 'missing', null), overlap });
  }
  const units = unitsOf(reporters, options);
  const ordered = reporters
    .map((reporter) => settle(reporter, units, form))
    .map((reporter) => ({ ...reporter, late: lateness(reporter, listed.get(keyOf(reporter.name))) }))
    .sort(
      (a, b) =>
        Number(b.status === 'own') - Number(a.status === 'own') ||
        orderOf(a.name) - orderOf(b.name) ||
        compare(a.name, b.name) ||
        compare(a.file ?? '', b.file ?? ''),
    );
  return { reporters: ordered, units, shared: overlaps.shared };
}

function overlapsIn(
  sorted: readonly (Child | Failed)[],
  own: Child | Failed | null,
  options: ReporterOptions,
  isListed: IsListed,
): Overlaps {
  return overlapsOf({
    children: sorted.filter((one): one is Child => !isFailed(one)),
    unreadable: sorted.filter(isFailed).map(({ file }) => file),
    own: own && !isFailed(own) ? own : null,
    form: options.form,
    isUsable: (child) => faultOf(child, options) === null,
    isListed,
    isChosen: ({ file }) => options.chosen.includes(file),
    isParent: (child) => isParent(child, options),
  });
}

/** Why a file is nobody's report that is to be added up. */
function leftOut(
  child: Child,
  overlap: Overlap | null,
  options: ReporterOptions,
  isListed: IsListed,
): Status | null {
  if (overlap?.kind === 'earlier' || isParent(child, options)) return 'parent';
  if (isListed && !isListed(child)) return 'stranger';
  return overlap?.kind === 'within' ? 'within' : null;
}

const isParent = (child: Child, { region, expected }: ReporterOptions): boolean =>
  isSameName(nameOf(child), region) && !(expected ?? []).some((one) => isSameName(nameOf(child), one.name));

/** To the letter: 吉林市 reports to 吉林省. */
const isSameName = (a: string, b: string | null): boolean => b !== null && plain(a) === plain(b);
const plain = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function orderIn({ expected, form }: ReporterOptions): (name: string) => number {
  const names = (expected ?? []).map(({ name }) => name).concat(form.regions);
  const places = new Map<string, number>();
  const keyOf = (name: string): string => nameKey(name, form.regions);
  names.forEach((name, index) => {
    if (!places.has(keyOf(name))) places.set(keyOf(name), index);
  });
  return (name) => places.get(keyOf(name)) ?? names.length;
}

const entry = (
  name: string,
  status: Status,
  from: Child | Failed | null,
  others: readonly string[] = [],
): Reporter => ({
  name,
  status,
  file: from?.file ?? null,
  child: from && !isFailed(from) ? from : null,
  failure: from && isFailed(from) ? from : null,
  late: null,
  others,
  overlap: null,
});

function ownReporter(own: Child | Failed, overlaps: Overlaps, options: ReporterOptions): Reporter {
  if (isFailed(own)) return entry(own.file, 'unreadable', own);
  const overlap = overlaps.of.get(own) ?? null;
  const status = overlap ? 'parent' : (faultOf(own, options) ?? 'own');
  return { ...entry(nameOf(own), status, own), overlap };
}

/** Why a file's figures are not of the year or the form asked for. */
function faultOf({ version, contribution }: Child, { form, year }: ReporterOptions): Status | null {
  if (version !== null && version !== form.version) return 'version';
  return contribution?.year === year ? null : 'year';
}

/** The files of one reporter: which counts. */
function judge(
  name: string,
  group: readonly Child[],
  known: Expected | undefined,
  options: ReporterOptions,
): Reporter[] {
  const faulty = group.filter((child) => faultOf(child, options) !== null);
  const usable = group.filter((child) => !faulty.includes(child));
  const othersOf = (child: Child): string[] =>
    usable.filter((other) => other !== child).map(({ file }) => file);
  const judged = faulty.map((child) => {
    // Last year's file beside this year's is no fault of the reporter.
    const status = usable.length > 0 ? 'replaced' : faultOf(child, options)!;
    return entry(name, status, child, othersOf(child));
  });
  const picked = usable.find(({ file }) => options.chosen.includes(file) || file === known?.file);
  const [first] = usable;
  const same = usable.every((child) => isSame(child, first!));
  for (const child of usable) {
    const { hard } = child.contribution!.counts;
    const counted: Status = hard > 0 ? 'faulty' : 'summed';
    const status =
      usable.length === 1 || child === picked || (same && !picked && child === first)
        ? counted
        : same
          ? 'copy'
          : picked
            ? 'replaced'
            : 'doubled';
    judged.push(entry(name, status, child, othersOf(child)));
  }
  return judged;
}

/** The same report twice: each figure, text and row of the list. */
function isSame(a: Child, b: Child): boolean {
  if (a.fingerprint === b.fingerprint) return true;
  const [one, other] = [a.contribution!, b.contribution!];
  return (
    one.figures.every((figure, index) => Object.is(figure, other.figures[index])) &&
    one.choice === other.choice &&
    sameEntries(one.unread, other.unread) &&
    sameEntries(one.texts, other.texts) &&
    JSON.stringify(one.documents) === JSON.stringify(other.documents)
  );
}

const sameEntries = <Key>(a: ReadonlyMap<Key, string>, b: ReadonlyMap<Key, string>): boolean =>
  a.size === b.size && [...a].every(([key, text]) => b.get(key) === text);

/** The one expected reporter that a file is named after. */
function nameInFile(file: string, expected: readonly Expected[] | null): string | null {
  const named = (expected ?? []).filter(({ name }) => isNamedAfter(file, name));
  return named.length === 1 ? named[0]!.name : null;
}

function lateness({ child, status }: Reporter, known: Expected | undefined): Reporter['late'] {
  const received = known?.received ?? child?.modified ?? null;
  if (status === 'missing' || !known?.due || received === null || received <= known.due) return null;
  return { due: known.due, received };
}
