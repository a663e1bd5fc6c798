/** Ties a host to the checks: listens, reads, checks everything, and writes only what was confirmed. */
import {
  type Book,
  check,
  type Form,
  inverse,
  isEquipped,
  isRefusal,
  isStructural,
  readBook,
  yearFigure,
} from '../core';
import type { EditPlan, Proposal, SheetSnapshot } from '../core';
import { ledgerGaps } from '../core/fill/mend';
import { finalisedOf } from '../core/finalise/receipt';
import { type Host, HostError, codeOf, type HostEvent, type Selection } from '../hosts/port';
import { explainCell, historyOf } from './explain';
import { countBySeverity } from './findings';
import { createMarking } from './marking';
import { countDiffering } from './readback';
import { createMemory } from './memory';
import { type ReadSheets, readPrior } from './prior';
import { keyAt, nearMissIn, settledIn, sheetsBeside } from './reports';
import type { AppState, ReportView, Session } from './state';
import { createStore } from './store';
import { markEdit } from './timing';
import { waitingAt } from './waiting';

export interface SessionOptions {
  readonly host: Host;
  readonly form: Form;
  /** No report can be of a later year. */
  readonly currentYear: number;
  /** When to look again after an edit; bursts in between cost one look. */
  readonly schedule?: (task: () => void) => void;
  /** How a workbook file is read; loaded when it is first asked for. */
  readonly readSheets?: ReadSheets;
  /** Saves a copy without formulas, where the page can; returns the file's name and how many formulas stayed. */
  readonly copyValues?: () => Promise<{ readonly name: string; readonly kept: number }>;
}

const INITIAL: AppState = {
  phase: 'attaching',
  fault: null,
  title: '',
  nearest: null,
  stage: 'draft',
  reports: [],
  activeSheet: null,
  findings: [],
  pending: true,
  selection: null,
  preview: null,
  undo: null,
  notice: null,
  can: { write: true, reshape: true, mark: false, copyValues: false },
  marked: false,
  marking: null,
  panel: null,
  prior: null,
  gaps: [],
};

/** What is said of plans that people know by a name. */
const DONE: Readonly<Record<string, string>> = {
  explain: 'explained',
  withdraw: 'withdrawn',
  finalise: 'finalised',
  correct: 'corrected',
  revert: 'reverted',
};

/** Opens a session on a workbook and begins to look for the form. */
export function createSession({
  host,
  form,
  currentYear,
  schedule = queueMicrotask,
  readSheets = () => Promise.reject(new HostError('unsupported')),
  copyValues,
}: SessionOptions): Session {
  const { readOnly, reshapes } = host.capabilities;
  const can = {
    write: !readOnly,
    reshape: reshapes,
    mark: host.marker !== undefined,
    copyValues: copyValues !== undefined,
  };
  const store = createStore({ ...INITIAL, can, marked: host.marker?.marked ?? false });
  const { update, say } = store;
  const marking = createMarking(host, store);
  let book: Book | null = null;
  const memory = createMemory();
  let disposed = false;
  /** What the next look has to cover; null while nothing has changed. */
  let wanted: 'cells' | 'everything' | null = null;
  /** The person asked for this look: it does not wait until they have left the cell they are typing in. */
  let promptly = false;
  let scheduled = false;
  let looking: Promise<void> | null = null;

  const checked = (
    from: Book,
    stage = store.get().stage,
  ): Pick<AppState, 'findings' | 'gaps' | 'pending' | 'fault'> => ({
    findings: check(from, { stage, currentYear }),
    gaps: ledgerGaps(from),
    pending: wanted !== null,
    fault: null,
  });

  /** Marks what has been seen as stale and looks again soon; any number of calls cost one look. */
  function lookSoon(scope: 'cells' | 'everything'): void {
    if (wanted !== 'everything') wanted = scope;
    if (!store.get().pending) update({ pending: true });
    if (scheduled) return;
    scheduled = true;
    schedule(() => {
      scheduled = false;
      void look();
    });
  }

  /** Looks until nothing has changed meanwhile. Never rejects. */
  function look(): Promise<void> {
    looking ??= lookOn().finally(() => (looking = null));
    return looking;
  }

  async function lookOn(): Promise<void> {
    while (wanted !== null && !disposed) {
      const scope = wanted;
      const asked = promptly;
      wanted = null;
      promptly = false;
      try {
        const anew = scope === 'everything' || !book || book.reports.length === 0;
        await (anew ? attach(asked) : readAgain(book!));
      } catch (reason) {
        const code = codeOf(reason);
        if (code === 'noSheet' && scope === 'cells') wanted = 'everything';
        else if (code === 'editing' && asked) {
          say(code);
          wanted = scope;
        } else fail(reason);
      }
    }
  }

  async function attach(asked: boolean): Promise<void> {
    const [sheets, title, selection] = await Promise.all([
      host.snapshot(undefined, { promptly: asked }),
      host.title(),
      host.selection(),
    ]);
    if (disposed) return;
    take(sheets, title);
    forgetLost(new Set(sheets.map(({ name }) => name)));
    if (selection) select(selection);
  }

  /** What was written on a sheet that is gone cannot be taken back. */
  function forgetLost(sheets: ReadonlySet<string>): void {
    const { undo } = store.get();
    if (undo && !isStructural(undo) && !undo.edits.every(({ sheet }) => sheets.has(sheet)))
      update({ undo: null });
  }

  /** A look that is under way may wait for the person to leave a cell. */
  async function sayWhyWaiting(): Promise<void> {
    try {
      await host.snapshot(undefined, { promptly: true });
    } catch (reason) {
      if (codeOf(reason) === 'editing') say('editing');
    }
  }

  /** Reads the sheets of the form once more, in one request; labels may have been typed over as well. */
  async function readAgain(known: Book): Promise<void> {
    const names = [...known.reports].sort((a, b) => a.order - b.order).map(({ sheet }) => sheet);
    const beside = sheetsBeside(known);
    const sheets = await host.snapshot([...names, ...beside], { swiftly: true });
    // 汇总底稿 is large, and nobody works in it.
    if (!disposed) take(sheets, store.get().title, known.papers);
  }

  function withPrior(read: Book): Book {
    const { prior } = store.get();
    return prior && 'earlier' in prior ? { ...read, earlier: prior.earlier } : read;
  }

  function take(sheets: readonly SheetSnapshot[], title: string, papers: Book['papers'] = null): void {
    const fresh = readBook(sheets, form);
    const read = withPrior(fresh.papers || !papers ? fresh : { ...fresh, papers });
    memory.see(read);
    book = read;
    host.settle?.(settledIn(read));
    const reports = read.reports.map((report): ReportView => {
      const { sheet, year, region, located, cells } = report;
      return {
        sheet,
        year,
        region,
        positions: located.cells,
        cells,
        equipped: isEquipped(report, read),
        finalised: finalisedOf(report, read),
        papers: read.papers?.year === year ? read.papers : null,
        explanations: read.explanations,
      };
    });
    const { activeSheet, selection } = store.get();
    const known = (sheet: string | undefined): sheet is string =>
      reports.some((report) => report.sheet === sheet);
    const active = [activeSheet ?? undefined, selection?.sheet].find(known) ?? reports.at(-1)?.sheet ?? null;
    update({
      ...checked(read),
      title,
      nearest: nearMissIn(read),
      reports,
      marked: host.marker?.marked ?? false,
      phase: reports.length > 0 ? 'ready' : 'noForm',
      activeSheet: active,
      selection: selection && { ...selection, key: keyAt(reports, selection) },
    });
  }

  function fail(reason: unknown): void {
    const fault = { code: codeOf(reason), detail: reason instanceof Error ? reason.message : String(reason) };
    // What was found before stays, but as something that has not been checked again.
    if (store.get().phase === 'ready') update({ fault, pending: true });
    else update({ fault, phase: 'failed', pending: false });
  }

  function select(selection: Selection): void {
    const { reports, activeSheet } = store.get();
    const isReport = reports.some(({ sheet }) => sheet === selection.sheet);
    update({
      selection: { ...selection, key: keyAt(reports, selection) },
      activeSheet: isReport ? selection.sheet : activeSheet,
    });
  }

  function hear(event: HostEvent): void {
    if (event.type === 'edited') {
      markEdit();
      lookSoon('cells');
    } else if (event.type === 'structure') lookSoon('everything');
    else select(event.selection);
  }

  async function goTo(at: Selection, { focus = false }: { focus?: boolean } = {}): Promise<void> {
    try {
      await host.select(at);
      // The host tells of it as well, later: who goes on quickly goes on from here.
      select(at);
      if (focus) host.focus();
    } catch (reason) {
      const code = codeOf(reason);
      say(code);
      if (code === 'noSheet') lookSoon('everything');
    }
  }

  async function openReport(sheet: string): Promise<void> {
    const { reports, selection } = store.get();
    const report = reports.find((one) => one.sheet === sheet);
    if (!report) return;
    update({ activeSheet: sheet });
    const same = selection?.key ? report.positions.get(selection.key) : undefined;
    const at = same ?? report.positions.values().next().value ?? { row: 0, column: 0 };
    await goTo({ sheet, ...at });
  }

  /** Writes a plan and reads back what stands there now. Returns whether it was written. */
  async function write(plan: EditPlan, done: 'applied' | 'restored'): Promise<boolean> {
    try {
      const result = await host.apply(plan);
      if (!result.applied) {
        say('moved', { count: result.moved.length });
        return false;
      }
      const differing = await countDiffering(host, plan);
      const count = differing > 0 ? differing : plan.edits.length;
      const own = done === 'applied' ? DONE[plan.command] : undefined;
      say(differing > 0 ? 'differs' : (own ?? (isStructural(plan) ? `${done}Shape` : done)), { count });
      return true;
    } catch (reason) {
      say(codeOf(reason));
      return false;
    } finally {
      lookSoon(isStructural(plan) ? 'everything' : 'cells');
    }
  }

  async function finish(plan: EditPlan): Promise<boolean> {
    const written = await write(plan, 'applied');
    if (written) update({ undo: host.capabilities.undo ? null : inverse(plan) });
    // A sheet that was asked for is the one to go on with: blank, and no longer at 定稿.
    const made = plan.steps?.find((one) => one.kind === 'copySheet');
    if (written && made) update({ stage: 'draft' });
    await look();
    if (written && made) await openReport(made.as);
    return written;
  }

  /** The plan for the workbook as it stands now; where there is none the person is told why. */
  async function planFrom(
    make: (book: Book, sheets: readonly SheetSnapshot[]) => Proposal,
  ): Promise<EditPlan | null> {
    try {
      const sheets = await host.snapshot(undefined, { promptly: true });
      const proposal = make(withPrior(readBook(sheets, form)), sheets);
      if (!isRefusal(proposal)) return proposal;
      say(proposal.refused, proposal.params);
    } catch (reason) {
      say(codeOf(reason));
    }
    return null;
  }

  function propose(plan: EditPlan): void {
    if (plan.edits.length === 0 && !isStructural(plan)) say('nothing');
    else update({ preview: plan, notice: null });
  }

  const unlisten = host.listen(hear);
  wanted = 'everything';
  void look();

  return {
    getState: store.get,
    subscribe: store.subscribe,
    async recheck() {
      if (store.get().phase !== 'ready') update({ phase: 'attaching', fault: null });
      promptly = true;
      if (looking) void sayWhyWaiting();
      lookSoon('everything');
      await look();
      const { phase, fault, findings } = store.get();
      if (fault || phase !== 'ready') return;
      const { hard, soft, info } = countBySeverity(findings);
      say(hard + soft + info === 0 ? 'clear' : 'checked', { hard, soft, info });
    },
    setStage(stage) {
      update({ stage, ...(book ? { findings: check(book, { stage, currentYear }) } : {}) });
    },
    goTo,
    openReport,
    propose,
    async plan(make) {
      const plan = await planFrom(make);
      if (plan) propose(plan);
    },
    async carryOut(make) {
      const plan = await planFrom(make);
      if (!plan) return false;
      update({ preview: null });
      return finish(plan);
    },
    mark: marking.mark,
    clearMarks: marking.clear,
    cancel: () => update({ preview: null, marking: null }),
    async confirm() {
      if (store.get().marking) return marking.confirm();
      const plan = store.get().preview;
      if (!plan) return;
      update({ preview: null });
      await finish(plan);
    },
    async restore() {
      const plan = store.get().undo;
      if (!plan) return;
      if (await write(plan, 'restored')) update({ undo: null });
      await look();
    },
    async copyValues() {
      try {
        if (!copyValues) throw new HostError('unsupported');
        const { name, kept } = await copyValues();
        say(kept > 0 ? 'copiedPartly' : 'copied', { name, count: kept });
      } catch (reason) {
        say(reason instanceof HostError ? reason.code : 'notCopied');
      }
    },
    say,
    show: (panel) => update(panel === null ? { panel } : { panel, notice: null }),
    async usePrior(file) {
      update({ prior: file && (await readPrior(file, readSheets, form)) });
      if (!book) return;
      book = withPrior({ ...book, earlier: null });
      update(checked(book));
    },
    known: (id, year) =>
      memory.figure(id, year) ?? (book?.earlier ? yearFigure(book.earlier.book, id, year) : null),
    explain: (sheet, key) => book && explainCell(book, sheet, key),
    waiting(sheet, key) {
      const report = book?.reports.find((one) => one.sheet === sheet);
      return book && report ? waitingAt(report, book, key) : null;
    },
    book: () => book,
    history: (sheet, key) => (book ? historyOf(book, sheet, key) : []),
    dispose() {
      disposed = true;
      unlisten();
      store.clear();
    },
  };
}
