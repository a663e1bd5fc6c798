/** RUP-01…06: what is wrong with a roll-up. Data only; the words come from strings/. */
import type { Severity } from '../check/finding';
import { isWhole, unitStep } from '../check/scope';
import { dayOf } from '../values/date';
import { sumExactly } from '../values/decimal';
import { normalise } from '../values/number';
import { nameKey } from '../values/region';
import { groupBy } from '../values/groups';
import { shortened } from '../values/shortened';
import type { Child } from './child';
import type { United } from './documents';
import { nameOf, type Overlap, type Shared } from './overlap';
import { isPartial, isSummed, type Reporter, type Status } from './reporters';
import type { RollUpOptions, Total, Why } from './rollup';
import { slotsOf } from './slots';
import { judgeDoubts, judgeFar } from './doubts';
import { cite, type Cite, finding, firstOf, type Judged, type RollUpFinding, sheetOf } from './finding';

export function judgeRollUp(rolled: Judged, options: RollUpOptions): RollUpFinding[] {
  return [
    ...rolled.reporters.flatMap((reporter) => judgeReporter(reporter, rolled)),
    ...rolled.shared.map(judgeShared),
    ...judgeUnits(rolled),
    ...rolled.reporters.flatMap(judgeErrors),
    ...judgeDoubts(rolled),
    ...judgeFar(rolled),
    ...rolled.reporters.flatMap(judgeCarried),
    ...rolled.totals.flatMap((total) => judgeOpen(total, options.final ?? false)),
    ...judgeBase(rolled),
    ...rolled.totals.flatMap(judgeStock),
    ...(options.parent ? judgeParent(rolled, options.parent) : []),
    ...rolled.documents.flatMap(judgeDocument),
  ];
}

const ABOUT: Readonly<Partial<Record<Status, Severity>>> = {
  missing: 'hard',
  doubled: 'hard',
  year: 'hard',
  version: 'hard',
  unreadable: 'hard',
  stranger: 'hard',
  parent: 'soft',
  within: 'soft',
  copy: 'info',
  replaced: 'info',
};

/** RUP-01: each expected reporter once, of the same year and the same form. */
function judgeReporter(reporter: Reporter, rolled: Judged): RollUpFinding[] {
  const { year } = rolled;
  const { name, status, file, child, failure, late, others, overlap } = reporter;
  const severity = ABOUT[status];
  const params = {
    reporter: name,
    file: file ?? '',
    files: others.join('、'),
    year,
    ...(child ? yearsOf(child) : {}),
    version: child?.version ?? '',
    reason: failure?.reason ?? '',
    ...overlapParams(overlap),
  };
  const cites = [cite(reporter)];
  const { variant, grave } = overlapVariant(overlap);
  if (status === 'doubled') return judgeDoubled(reporter, rolled, params);
  return [
    ...(severity ? [finding('RUP-01', variant ?? status, grave ? 'hard' : severity, { cites, params })] : []),
    ...(late ? [finding('RUP-01', 'late', 'info', { cites, params: { ...params, ...late } })] : []),
  ];
}

/** RUP-01: of files that disagree one speaks for all. */
function judgeDoubled(
  reporter: Reporter,
  { reporters, form }: Judged,
  params: RollUpFinding['params'],
): RollUpFinding[] {
  const { name, file, late } = reporter;
  const all = reporters.filter((one) => one.status === 'doubled' && one.name === name);
  const lateness = late
    ? [finding('RUP-01', 'late', 'info', { cites: [cite(reporter)], params: { ...params, ...late } })]
    : [];
  if (all[0]!.file !== file) return lateness;
  const cites = all.map((one) => cite(one));
  const [first, ...others] = all.map(({ child }) => child!.contribution!);
  const differing = slotsOf(form).filter(
    ({ index, key }) =>
      key !== null &&
      others.some(
        ({ figures, unread }) =>
          !Object.is(figures[index], first!.figures[index]) || unread.get(index) !== first!.unread.get(index),
      ),
  );
  const shown = differing.slice(0, MOST_NAMES).map(({ index }) => index);
  const told = { count: differing.length, slots: shown.join(' ') };
  const variant = differing.length > 0 ? 'doubledFigures' : 'doubled';
  return [finding('RUP-01', variant, 'hard', { cites, params: { ...params, ...told } }), ...lateness];
}

function overlapVariant(overlap: Overlap | null): { variant: string | null; grave: boolean } {
  switch (overlap?.kind) {
    case 'earlier': {
      // What was to be the collector's own figures is not in the sum.
      const asOwn = overlap.known === 'asOwn';
      const told = asOwn ? 'earlierOwn' : 'earlier';
      return { variant: overlap.names.length > 0 ? told : null, grave: asOwn };
    }
    case 'within':
      return { variant: overlap.moved ? 'withinMoved' : 'within', grave: overlap.moved };
    case 'lacking':
      return { variant: overlap.isOwn ? 'lackingOwn' : 'lacking', grave: true };
    case undefined:
      return { variant: null, grave: false };
  }
}

const MOST_NAMES = 3;

function overlapParams(overlap: Overlap | null): RollUpFinding['params'] {
  if (overlap?.kind === 'earlier') {
    const { names } = overlap;
    return { names: names.slice(0, MOST_NAMES).join('、'), count: names.length };
  }
  return overlap?.kind === 'within'
    ? { whole: overlap.whole, files: overlap.file }
    : overlap
      ? { files: overlap.file }
      : {};
}

/** RUP-01: of two sums with a reporter in common no part can be left out. */
function judgeShared({ one, other, names, same }: Shared): RollUpFinding {
  const cites = [one, other].map((child): Cite => ({
    reporter: nameOf(child),
    file: child.file,
    sheet: child.contribution?.sheet ?? null,
    address: null,
  }));
  const params = {
    ...{ reporter: nameOf(one), file: one.file, other: nameOf(other), files: other.file },
    ...{ names: names.slice(0, MOST_NAMES).join('、'), count: names.length },
  };
  const severity = same === null ? 'soft' : same ? 'hard' : 'info';
  return finding('RUP-01', same ? 'shared' : 'sharedName', severity, { cites, params });
}

const yearsOf = ({ years }: Child): { years?: string } =>
  years.length > 0 ? { years: years.join('、') } : {};

/** RUP-04: whether a province's figures include its 计划单列市 or the 兵团 has to be known. */
function judgeUnits({ units, reporters, form }: Judged): RollUpFinding[] {
  const byKey = groupBy(reporters, ({ name }) => nameKey(name, form.regions));
  return units.flatMap(({ name, within, declared }) => {
    const unit = byKey.get(nameKey(name, form.regions))?.[0];
    const params = { reporter: name, within };
    const cites = unit ? [cite(unit)] : [];
    if (declared === null) return [finding('RUP-04', 'undeclared', 'hard', { cites, params })];
    if (declared === 'separate' && !unit) return [finding('RUP-04', 'apart', 'hard', { cites, params })];
    if (declared === 'included' && unit?.status === 'included' && unit.file)
      return [finding('RUP-04', 'included', 'info', { cites, params })];
    return [];
  });
}

/** RUP-03: none with an open hard finding. */
function judgeErrors(reporter: Reporter): RollUpFinding[] {
  const hard = isSummed(reporter) ? reporter.child!.contribution!.counts.hard : 0;
  if (hard === 0) return [];
  return [
    finding('RUP-03', '', 'hard', {
      cites: [cite(reporter)],
      params: { reporter: reporter.name, count: hard },
    }),
  ];
}

/** RUP-01 and RUP-02: a reporter's form that is a sum and lacks something of its own reporters. */
function judgeCarried(reporter: Reporter): RollUpFinding[] {
  if (!isSummed(reporter)) return [];
  const { open, absent, explained } = reporter.child!.contribution!.carried;
  const rest = { cites: [cite(reporter)] };
  const params = { reporter: reporter.name, count: open.size, absent, explained };
  return [
    ...(isPartial(reporter) ? [finding('RUP-01', 'partial', 'hard', { ...rest, params })] : []),
    ...(open.size > 0 ? [finding('RUP-02', 'carriedUp', 'soft', { ...rest, params })] : []),
    ...(explained > 0 ? [finding('RUP-02', 'carriedExplained', 'info', { ...rest, params })] : []),
  ];
}

/** RUP-02: a sum that lacks a figure is no sum. */
function judgeOpen({ slot, open, value }: Total, final: boolean): RollUpFinding[] {
  if (open.length === 0 || slot.field === 'prior') return [];
  return WHYS.flatMap((why) => {
    const lacking = open.filter((one) => one.why === why);
    if (lacking.length === 0) return [];
    const names = lacking.map(({ reporter, text }) => reporter.name + quoted(why, shortened(text)));
    const grave = why === 'unread' || why === 'gone' || final;
    return [
      finding('RUP-02', why, grave ? 'hard' : 'soft', {
        ...{ slot, value, cites: lacking.map(({ reporter }) => cite(reporter, slot)) },
        params: { count: lacking.length, reporters: firstOf(names, MOST_LACKING) },
      }),
    ];
  });
}

const MOST_LACKING = 100;

const WHYS: readonly Why[] = ['unread', 'gone', 'waiting', 'blank', 'partial'];
const quoted = (why: Why, text: string): string =>
  text === '' ? '' : why === 'partial' ? `（${text}）` : `「${text}」`;

/** Where 上年累计 is not known of all, the parent's chain has no beginning: one finding names them. */
function judgeBase({ totals, year, form }: Judged): RollUpFinding[] {
  if (year <= form.since) return [];
  const open = totals.filter(({ slot }) => slot.field === 'prior').flatMap((total) => total.open);
  const lacking = new Map(open.map(({ reporter }) => [reporter.name, reporter]));
  if (lacking.size === 0) return [];
  return [
    finding('RUP-02', 'base', 'info', {
      cites: [...lacking.values()].map((reporter) => cite(reporter)),
      params: {
        count: lacking.size,
        reporters: firstOf([...lacking.keys()], MOST_LACKING),
      },
    }),
  ];
}

/** RUP-02 of 九: consultancies and experts can be on several lists; the collector may have a figure of its own. */
function judgeStock({ slot, value, sum, overlaps, parts }: Total): RollUpFinding[] {
  if (slot.indicator.kind !== 'stock' || value === null || sum === null) return [];
  if (value !== sum) {
    const difference = sumExactly([value, -sum]);
    return [finding('RUP-02', 'own', 'soft', { slot, value, difference, params: { count: parts, sum } })];
  }
  return overlaps ? [finding('RUP-02', 'overlap', 'soft', { slot, value, params: { count: parts } })] : [];
}

/** RUP-02 and RUP-05: a parent's form that is there already, held against the sum. */
function judgeParent({ totals, form, year }: Judged, parent: Child): RollUpFinding[] {
  const { contribution } = parent;
  if (contribution?.year !== year) {
    const params = { file: parent.file, year, ...yearsOf(parent) };
    return [finding('RUP-02', 'parentYear', 'hard', { params })];
  }
  return totals.flatMap(({ slot, value, parts }): RollUpFinding[] => {
    const figure = contribution.figures[slot.index]!;
    const actual = Number.isNaN(figure) ? null : figure;
    const { indicator } = slot;
    const continuous = !isWhole(form, indicator);
    if (actual === value || (slot.field === 'adjustment' && !actual && !value)) return [];
    const difference = actual === null || value === null ? null : sumExactly([actual, -value]);
    const tolerance = continuous ? normalise((parts * unitStep(form, indicator)) / 2) : 0;
    if (difference !== null && Math.abs(difference) <= tolerance) return [];
    if (slot.field === 'prior' && (actual === null || value === null)) return [];
    const place: Cite = {
      reporter: contribution.region ?? parent.file,
      file: parent.file,
      sheet: sheetOf(contribution, slot),
      address: contribution.places[slot.index] || null,
    };
    const stock = indicator.kind === 'stock';
    return [
      finding(continuous ? 'RUP-05' : 'RUP-02', continuous ? '' : 'parent', stock ? 'soft' : 'hard', {
        slot,
        cites: [place],
        value: actual,
        expected: value,
        difference,
        params: { tolerance, count: parts },
      }),
    ];
  });
}

/** RUP-06: one document, told differently. */
function judgeDocument({ title, number, date, reporters, others }: United): RollUpFinding[] {
  if (others.length === 0) return [];
  const day = (of: number | string): string => (typeof of === 'number' && of >= 1 ? dayOf(of) : String(of));
  const told = others.map(
    ({ reporter, listed }) => `${reporter}：《${listed.title}》${listed.number} ${day(listed.date)}`,
  );
  return [
    finding('RUP-06', '', 'info', {
      params: { reporter: reporters[0]!, title, number, date: day(date), others: told.join('；') },
    }),
  ];
}
