/** 汇总 as a person does it in a page: files chosen, read in a thread of their own, and looked at. */
import { type Finding, form } from '../../core';
import { type Child, type Failed } from '../../core/rollup/child';
import { absentIn, type Declared, type Expected, isSummed } from '../../core/rollup/reporters';
import type { RollUp } from '../../core/rollup/rollup';
import { findRegion, nameKey } from '../../core/values/region';
import type { Language } from '../../strings/messages';
import { dayIn } from '../day';
import { createValue } from '../store';
import { decodeList, ListError, type ListFault, parseExpected } from './expect';
import type { Changes } from '../contract';
import { openOf } from './culprits';
import { changesSince, isSameYear, type Recalled } from './previous';
import type { CrewOrder, CrewReport, Product, Source } from './protocol';
import { unique } from './pick';
import { type SumOptions, sumUp } from './sum';
import { dueWished, WISHES, type Wishes, yearWished } from './wishes';

/** The thread. It is stopped for good, and another one is started when it is needed. */
export interface Crew {
  send(order: CrewOrder): void;
  stop(): void;
}
export type StartCrew = (hear: (report: CrewReport) => void) => Crew;

export interface Picked {
  readonly blob: Blob;
  /** With its folders, as far as the browser tells. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

export type Tab = 'totals' | 'reporters' | 'findings' | 'changes' | 'save';

/** The last 汇总表; until it has been read `recalled` is null. */
export interface Earlier {
  readonly file: string;
  readonly recalled: Recalled | null;
}

export interface RoomState {
  readonly phase: 'choosing' | 'reading' | 'done';
  readonly sources: readonly Source[];
  /** So many files of a folder were passed over. */
  readonly skipped: number;
  readonly wishes: Wishes;
  readonly expected: { readonly file: string; readonly entries: readonly Expected[] } | null;
  readonly listFault: {
    readonly fault: ListFault | 'unread';
    readonly line: number;
    readonly text: string;
  } | null;
  readonly previous: Earlier | null;
  /** Name of a file that is no 汇总表. */
  readonly previousFault: string | null;
  readonly own: string | null;
  readonly progress: { readonly done: number; readonly total: number; readonly file: string };
  readonly rolled: RollUp | null;
  /** What is wrong with the form that comes of it; null until its check is done. */
  readonly parent: readonly Finding[] | null;
  /** Since the last roll-up; null where none was chosen, or it is of another year. */
  readonly changes: Changes | null;
  readonly chosen: readonly string[];
  readonly declared: ReadonlyMap<string, Declared>;
  readonly tab: Tab;
  /** Index of the figure that is taken apart; null for the list of all. */
  readonly slot: number | null;
  readonly making: Product | null;
  readonly message: {
    readonly code: 'noYear' | 'broken' | 'notLoaded' | 'notOpened' | 'saved' | 'cancelled' | 'done';
    readonly params: Readonly<Record<string, string | number>>;
    readonly serial: number;
  } | null;
}

export interface Room {
  readonly getState: () => RoomState;
  readonly subscribe: (listener: () => void) => () => void;
  add(picked: readonly Picked[], skipped?: number): void;
  remove(file: string): void;
  clear(): void;
  wish(change: Partial<Wishes>): void;
  setOwn(file: string | null): void;
  setList(file: string, bytes: Uint8Array): void;
  dropList(): void;
  setPrevious(file: string, blob: Blob): void;
  dropPrevious(): void;
  start(language: Language): void;
  cancel(): void;
  /** Back to the choice of files; they stay chosen. */
  again(): void;
  /** Of several files of one reporter this one counts. */
  take(file: string): void;
  declare(unit: string, declared: Declared | null): void;
  show(tab: Tab): void;
  open(slot: number | null): void;
  /** The bytes of a result; null where it could not be made. */
  make(
    product: Product,
    language: Language,
  ): Promise<{ name: string; type: string; bytes: Uint8Array } | null>;
  say(code: NonNullable<RoomState['message']>['code'], params?: Record<string, string | number>): void;
}

export interface RoomOptions {
  readonly start: StartCrew;
  readonly currentYear: number;
}

export function createRoom({ start: startCrew, currentYear }: RoomOptions): Room {
  const arrived = new Map<string, Child | Failed>();
  let crew: Crew | null = null;
  /** Reads the last 汇总表, and nothing else. */
  let clerk: Crew | null = null;
  let made: ((result: Extract<CrewReport, { kind: 'made' }> | null) => void) | null = null;
  let serial = 0;
  let judging = 0;
  /** Whether the person was told that it is done. */
  let told = false;
  let spoken: Language = 'zh-CN';
  let turn = 0;
  const store = createValue<RoomState>({
    phase: 'choosing',
    sources: [],
    skipped: 0,
    wishes: WISHES,
    expected: null,
    listFault: null,
    previous: null,
    previousFault: null,
    own: null,
    progress: { done: 0, total: 0, file: '' },
    rolled: null,
    parent: null,
    changes: null,
    chosen: [],
    declared: new Map(),
    tab: 'totals',
    slot: null,
    making: null,
    message: null,
  });
  const { update } = store;
  const state = (): RoomState => store.get();

  const say: Room['say'] = (code, params = {}) =>
    update({ message: { code, params, serial: (serial += 1) } });

  function hear(report: CrewReport): void {
    if (report.kind === 'step') {
      const { done, total, file } = report;
      update({ progress: { done, total, file } });
    } else if (report.kind === 'arrived') arrived.set(report.child.file, report.child);
    else if (report.kind === 'read') finish(report.year);
    else if (report.kind === 'judged') judged(report);
    else if (report.kind === 'made') settle(report);
    else if (report.kind === 'broken') fail(report.detail);
  }

  function finish(year: number | null): void {
    if (year === null) {
      stop();
      update({ phase: 'choosing' });
      say('noYear');
      return;
    }
    update({ wishes: { ...state().wishes, year: String(year) } });
    sum();
    update({ phase: 'done', tab: 'totals', slot: null });
  }

  function sum(): void {
    const options = sumOptions();
    const rolled = sumUp(arrived.values(), options);
    update({ rolled, parent: null, changes: changesIn(rolled) });
    judging += 1;
    crew?.send({ kind: 'judge', sum: options, language: spoken, currentYear, serial: judging });
  }

  /** Now it is known how much there is to look at. */
  function judged({ findings, serial: of }: Extract<CrewReport, { kind: 'judged' }>): void {
    const { rolled } = state();
    if (of !== judging || !rolled) return;
    update({ parent: findings });
    if (told) return;
    told = true;
    say('done', { ...countsOf(rolled), findings: rolled.findings.length + openOf(findings).length });
  }

  function changesIn(rolled: RollUp | null): Changes | null {
    const { previous } = state();
    if (!rolled || !previous?.recalled || !isSameYear(previous.recalled, rolled)) return null;
    return changesSince(previous.recalled, previous.file, rolled);
  }

  function dropPrevious(): void {
    clerk?.stop();
    clerk = null;
    update({ previous: null, previousFault: null, changes: null });
  }

  function sumOptions(): SumOptions {
    const { wishes, expected, declared, chosen, own } = state();
    return {
      year: yearWished(wishes)!,
      region: findRegion(wishes.region, form.regions) ?? (wishes.region.trim() || null),
      expected: expected?.entries ?? null,
      declared,
      chosen,
      own,
      stage: wishes.final ? 'final' : 'draft',
    };
  }

  function settle(result: Extract<CrewReport, { kind: 'made' }> | null): void {
    update({ making: null });
    made?.(result);
    made = null;
  }

  function fail(detail: string): void {
    if (state().making) settle(null);
    else if (state().phase === 'reading') {
      stop();
      update({ phase: 'choosing' });
    }
    if (detail === '') say('notLoaded');
    else say('broken', { detail });
  }

  function stop(): void {
    turn += 1;
    crew?.stop();
    crew = null;
    arrived.clear();
  }

  function again(): void {
    stop();
    update({ phase: 'choosing', rolled: null, parent: null, changes: null, slot: null, message: null });
  }

  return {
    getState: store.get,
    subscribe: store.subscribe,
    add(picked, skipped = 0) {
      if (state().phase === 'reading') return;
      if (state().phase === 'done') again();
      const known = new Set(state().sources.map(({ file }) => file));
      const sources = picked.map(({ blob, path, modified }): Source => {
        const file = unique(path, known);
        known.add(file);
        return { file, blob, modified: dayIn(new Date(modified)) };
      });
      update({ sources: [...state().sources, ...sources], skipped: state().skipped + skipped });
    },
    remove: (gone) =>
      update({
        sources: state().sources.filter(({ file }) => file !== gone),
        own: state().own === gone ? null : state().own,
      }),
    clear: () => update({ sources: [], skipped: 0, own: null }),
    wish: (change) => update({ wishes: { ...state().wishes, ...change } }),
    setOwn: (own) => update({ own }),
    setList(file, bytes) {
      try {
        update({ expected: { file, entries: parseExpected(decodeList(bytes)) }, listFault: null });
      } catch (error) {
        const { fault, line, text } =
          error instanceof ListError ? error : { fault: 'unread' as const, line: 0, text: '' };
        update({ expected: null, listFault: { fault, line, text } });
      }
    },
    dropList: () => update({ expected: null, listFault: null }),
    setPrevious(file, blob) {
      dropPrevious();
      update({ previous: { file, recalled: null } });
      const mine = startCrew((report) => {
        if (clerk !== mine) return;
        clerk = null;
        mine.stop();
        const recalled = report.kind === 'recalled' ? report.recalled : null;
        update(recalled ? { previous: { file, recalled } } : { previous: null, previousFault: file });
        update({ changes: changesIn(state().rolled) });
      });
      clerk = mine;
      mine.send({ kind: 'recall', file, blob });
    },
    dropPrevious,
    start(language) {
      const { sources, wishes } = state();
      const year = yearWished(wishes);
      if (sources.length === 0 || Number.isNaN(year)) return;
      stop();
      update({
        phase: 'reading',
        progress: { done: 0, total: sources.length, file: '' },
        rolled: null,
        parent: null,
        changes: null,
        chosen: [],
        declared: new Map(),
        message: null,
      });
      told = false;
      spoken = language;
      const mine = (turn += 1);
      // What a stopped thread said last is not heard any more.
      crew = startCrew((report) => (mine === turn ? hear(report) : undefined));
      const stage = wishes.final ? 'final' : 'draft';
      crew.send({ kind: 'read', sources, options: { year, stage, currentYear, language } });
    },
    cancel() {
      stop();
      update({ phase: 'choosing' });
      say('cancelled');
    },
    again,
    take(file) {
      const reporter = state().rolled?.reporters.find((one) => one.file === file);
      const rivals = new Set(
        state()
          .rolled?.reporters.filter(({ name }) => reporter && keyOf(name) === keyOf(reporter.name))
          .map((one) => one.file),
      );
      // Its own figures instead of those in the sum of another.
      if (reporter?.overlap?.kind === 'within') rivals.add(reporter.overlap.file);
      update({ chosen: [...state().chosen.filter((one) => !rivals.has(one)), file] });
      sum();
    },
    declare(unit, declared) {
      const all = new Map(state().declared);
      if (declared === null) all.delete(unit);
      else all.set(unit, declared);
      update({ declared: all });
      sum();
    },
    show: (tab) => update({ tab, slot: null }),
    open: (slot) => update({ slot, ...(slot === null ? {} : { tab: 'totals' as const }) }),
    make(product, language) {
      if (!crew || state().making) return Promise.resolve(null);
      const { wishes, changes } = state();
      update({ making: product, message: null });
      const result = new Promise<Extract<CrewReport, { kind: 'made' }> | null>((done) => (made = done));
      crew.send({
        kind: 'make',
        product,
        sum: sumOptions(),
        changes,
        due: dueWished(wishes, language).text,
        office: wishes.office.trim() || null,
        language,
        currentYear,
      });
      return result;
    },
    say,
  };
}

const keyOf = (name: string): string => nameKey(name, form.regions);

/** An earlier sum among the files is nobody's report. */
export const countsOf = (rolled: RollUp): { total: number; summed: number; absent: number } => ({
  total: new Set(rolled.reporters.filter(({ status }) => status !== 'parent').map(({ name }) => keyOf(name)))
    .size,
  summed: rolled.reporters.filter(isSummed).length,
  absent: absentIn(rolled).length,
});
