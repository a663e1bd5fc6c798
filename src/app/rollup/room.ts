/** 汇总 as a person does it in a page: files chosen, read in a thread of their own, and looked at. */
import { form } from '../../core';
import { type Child, type Failed } from '../../core/rollup/child';
import { type Declared, type Expected, isSummed } from '../../core/rollup/reporters';
import type { RollUp } from '../../core/rollup/rollup';
import { bare, findRegion } from '../../core/values/region';
import { dayOf, readDate } from '../../core/values/date';
import type { Language } from '../../strings/messages';
import { createValue } from '../store';
import { decodeList, ListError, type ListFault, parseExpected } from './expect';
import type { CrewOrder, CrewReport, Product, Source } from './protocol';
import { type SumOptions, sumUp } from './sum';

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

export interface Wishes {
  readonly year: string;
  readonly region: string;
  readonly final: boolean;
  readonly due: string;
  readonly office: string;
}

export type Tab = 'totals' | 'reporters' | 'findings' | 'save';

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
  readonly own: string | null;
  readonly progress: { readonly done: number; readonly total: number; readonly file: string };
  readonly rolled: RollUp | null;
  readonly chosen: readonly string[];
  readonly declared: ReadonlyMap<string, Declared>;
  readonly tab: Tab;
  /** Index of the figure that is taken apart; null for the list of all. */
  readonly slot: number | null;
  readonly making: Product | null;
  readonly message: {
    readonly code: 'noYear' | 'broken' | 'notOpened' | 'saved' | 'cancelled' | 'done';
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

const WISHES: Wishes = { year: '', region: '', final: false, due: '', office: '' };

/** null: not said; NaN: not a year of the form. */
export function yearWished({ year }: Wishes): number | null {
  const text = year.normalize('NFKC').trim().replace(/年$/, '');
  if (text === '') return null;
  return /^20\d\d$/.test(text) && Number(text) >= form.since ? Number(text) : NaN;
}

/** As it is said in the lists; null where it is not said or no date. */
export function dueWished({ due }: Wishes, language: Language): { text: string | null; bad: boolean } {
  const serial = due.trim() === '' ? null : readDate(due);
  if (serial === null) return { text: null, bad: due.trim() !== '' };
  const [year, month, day] = dayOf(serial).split('-').map(Number);
  return { text: language === 'en' ? dayOf(serial) : `${year}年${month}月${day}日`, bad: false };
}

export function createRoom({ start: startCrew, currentYear }: RoomOptions): Room {
  const arrived = new Map<string, Child | Failed>();
  let crew: Crew | null = null;
  let made: ((result: Extract<CrewReport, { kind: 'made' }> | null) => void) | null = null;
  let serial = 0;
  let turn = 0;
  const store = createValue<RoomState>({
    phase: 'choosing',
    sources: [],
    skipped: 0,
    wishes: WISHES,
    expected: null,
    listFault: null,
    own: null,
    progress: { done: 0, total: 0, file: '' },
    rolled: null,
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
    else if (report.kind === 'made') settle(report);
    else fail(report.detail);
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
    const { rolled } = state();
    update({ phase: 'done', tab: 'totals', slot: null });
    say('done', { ...countsOf(rolled!), findings: rolled!.findings.length });
  }

  function sum(): void {
    update({ rolled: sumUp(arrived.values(), sumOptions()) });
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
    else {
      stop();
      update({ phase: 'choosing' });
    }
    say('broken', { detail });
  }

  function stop(): void {
    turn += 1;
    crew?.stop();
    crew = null;
    arrived.clear();
  }

  function again(): void {
    stop();
    update({ phase: 'choosing', rolled: null, slot: null, message: null });
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
    start(language) {
      const { sources, wishes } = state();
      const year = yearWished(wishes);
      if (sources.length === 0 || Number.isNaN(year)) return;
      stop();
      update({
        phase: 'reading',
        progress: { done: 0, total: sources.length, file: '' },
        rolled: null,
        chosen: [],
        declared: new Map(),
        message: null,
      });
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
          .rolled?.reporters.filter(({ name }) => reporter && bare(name) === bare(reporter.name))
          .map((one) => one.file),
      );
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
      const { wishes } = state();
      update({ making: product, message: null });
      const result = new Promise<Extract<CrewReport, { kind: 'made' }> | null>((done) => (made = done));
      crew.send({
        kind: 'make',
        product,
        sum: sumOptions(),
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

export const countsOf = ({ reporters }: RollUp): { total: number; summed: number } => ({
  total: new Set(reporters.map(({ name }) => bare(name))).size,
  summed: reporters.filter(isSummed).length,
});

/** a.xlsx, and the second one of that name a (2).xlsx. */
function unique(path: string, known: ReadonlySet<string>): string {
  if (!known.has(path)) return path;
  const at = path.lastIndexOf('.');
  const [stem, ending] = at > 0 ? [path.slice(0, at), path.slice(at)] : [path, ''];
  let number = 2;
  while (known.has(`${stem} (${number})${ending}`)) number++;
  return `${stem} (${number})${ending}`;
}

/** As the calendar of this machine has it. */
const dayIn = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
