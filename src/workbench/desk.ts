/** What lies on the workbench: the open workbook, its session, and what is being done with it. */
import { createSession } from '../app/session';
import type { Session } from '../app/state';
import { form, type SheetSnapshot } from '../core';
import { XlsxError } from '../hosts/xlsx/error';
import { kindNamed } from '../hosts/xlsx/kind';
import { WordError } from '../word/error';
import type { Selection } from '../hosts/port';
import { readWorkbook } from '../hosts/xlsx/read';
import { readSheets } from '../hosts/xlsx/sheets';
import type { Language } from '../strings/messages';
import { type Changes, type LoadedBook, loadBook, valuesCopy } from './book';
import { type Chapters, openChapters } from './chapters';
import { type Draft, openDrafts } from './drafts';
import { bytesOf, downloadBook, nameOfCopy, nameToSave } from './files';
import { bookOfWord, exportWord, isWordFile, receiveWord, sayWordFailure, titleOf } from './word';
import { type Board, type Message, createBoard } from './board';

export interface FreshOptions {
  readonly region: string;
  readonly from: number;
  readonly to: number;
  readonly listRows: number;
}
export type SampleId = 'clean' | 'faulty';

export interface Desk extends Pick<Board, 'getState' | 'subscribe'> {
  /** Draws into this element from now on, and opens the official template. */
  start(container: HTMLElement): Promise<void>;
  openFile(file: File): Promise<void>;
  /** Takes a file as last year's, and shows what differs. */
  takePrior(file: File): Promise<void>;
  /** The answer to what a Word form says: the year of the workbook to make of it, or null. */
  takeWord(year: number | null): Promise<void>;
  create(options: FreshOptions): Promise<void>;
  openSample(sample: SampleId): Promise<void>;
  /** Opens a file at a cell, or goes there where it is open already; false where it cannot be read. */
  visit(file: Blob, title: string, at: Selection): Promise<boolean>;
  /** Opens a workbook that lies in no file yet; so many of its cells are filled. */
  openMade(title: string, bytes: Uint8Array, filled: number): Promise<void>;
  save(): Promise<boolean>;
  /** Hands the report in front over as a Word file. */
  exportWord(): Promise<void>;
  undo(): void;
  redo(): void;
  recover(): Promise<void>;
  discard(): Promise<void>;
  /** The answer to "there is unsaved work". */
  answer(choice: 'save' | 'drop' | 'cancel'): void;
  dismiss(): void;
  readonly stage: Chapters | null;
}

const SETTLE = 400;

export function createDesk(language: Language, samples: Readonly<Record<SampleId, string>>): Desk {
  const board = createBoard();
  const { update, say } = board;
  const drafts = openDrafts();
  let container: HTMLElement | null = null;
  let stage: Chapters | null = null;
  let session: Session | null = null;
  let decide: ((choice: 'save' | 'drop' | 'cancel') => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  /** The file that was opened to see a cell of it. */
  let visited: { readonly file: Blob; readonly session: Session } | null = null;

  const unsaved = (): Changes => stage?.unsaved() ?? { edited: 0, patches: [] };

  /** Looks, once the person pauses, whether there is something to keep. */
  function keepSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void keep(), SETTLE);
  }

  async function keep(): Promise<void> {
    const { edited, patches } = unsaved();
    update({ edited });
    if (!stage) return;
    const { title, bytes } = stage.book;
    const work =
      edited === 0 ? drafts.drop() : drafts.keep({ title, bytes, patches, edited, at: Date.now() });
    await work.catch(() => {
      if (!board.getState().undrafted) say('warning', 'noDraft');
      update({ undrafted: true });
    });
  }

  /** True when the open workbook may be put away. */
  async function mayLeave(): Promise<boolean> {
    await stage?.grid.commit();
    const { edited } = unsaved();
    if (edited === 0) return true;
    update({ edited, asking: true });
    const choice = await new Promise<'save' | 'drop' | 'cancel'>((done) => (decide = done));
    update({ asking: false });
    if (choice === 'save') return desk.save();
    return choice === 'drop';
  }

  /** Reads, then replaces what is open; whatever can fail fails before anything is put away. */
  async function place(
    title: string,
    read: () => Promise<LoadedBook>,
    done?: () => void,
    carried = 0,
  ): Promise<void> {
    const turn = (asked += 1);
    update({ step: { code: stage ? 'reading' : 'starting', name: title } });
    await nextFrame();
    try {
      const loaded = await read();
      if (turn !== asked || !(await mayLeave())) return;
      await drafts.drop().catch(() => undefined);
      update({ step: { code: 'drawing', name: title } });
      await draw(loaded, carried);
      done?.();
    } catch (error) {
      if (turn === asked) say('error', ...sayFailure(error, title));
    } finally {
      if (turn === asked) update({ step: null });
    }
  }

  function sayFailure(error: unknown, title: string): [Message['code'], Message['params']] {
    if (error instanceof XlsxError)
      return [stage ? 'kept' : 'openFailed', { name: title, fault: kindNamed(error.code, title) }];
    if (error instanceof WordError) return sayWordFailure(error, title);
    if (error instanceof MissingSample) return ['noSample', {}];
    return ['startFailed', { reason: error instanceof Error ? error.message : String(error) }];
  }

  async function draw(loaded: LoadedBook, carried: number): Promise<void> {
    const { createGridHost } = await import('../hosts/grid/grid');
    clearAway();
    const opened = await openChapters(loaded, carried, {
      container: container!,
      draw: (place, { data }) => createGridHost(place, data, language),
      notice(notice) {
        if (typeof notice === 'string') say('warning', notice);
        else if (notice.skipped > 0) say('warning', 'partly', { ...notice });
        else if (notice.written > 0) say('info', 'pasted', { ...notice });
      },
      history: (undos, redos) => update({ undos, redos }),
    });
    stage = opened;
    opened.listen((event) => {
      if (event.type !== 'edited') return;
      if (event.source !== 'recalculation') board.calm();
      keepSoon();
    });
    session = createSession({
      host: opened,
      form,
      currentYear: new Date().getFullYear(),
      readSheets: (name, bytes) => Promise.resolve(readSheets(name, bytes)),
      async copyValues() {
        await opened.grid.commit();
        const name = nameOfCopy(opened.book.title);
        const { bytes, kept } = valuesCopy(opened.bytes());
        downloadBook(name, bytes);
        return { name, kept };
      },
    });
    update({ session, title: loaded.title, edited: 0 });
    await opened.grid.painted;
    void keep();
  }

  function clearAway(): void {
    clearTimeout(timer);
    session?.dispose();
    stage?.dispose();
    session = null;
    stage = null;
    update({ session: null, undos: 0, redos: 0 });
  }

  const desk: Desk = {
    getState: board.getState,
    subscribe: board.subscribe,
    get stage() {
      return stage;
    },
    async start(element) {
      container = element;
      const year = new Date().getFullYear() - 1;
      await desk.create({ region: '', from: year, to: year, listRows: 8 });
      // Not sooner: right after a reload the page that was left still holds its draft.
      update({ lost: await drafts.findLost().catch(() => null) });
    },
    openFile: (file) =>
      isWordFile(file.name)
        ? receiveWord(file, board)
        : place(file.name, async () => loadBook(file.name, await bytesOf(file))),
    async takePrior(file) {
      if (!session) return;
      session.show('prior');
      await session.usePrior({ name: file.name, bytes: await bytesOf(file) });
    },
    async takeWord(year) {
      const { incoming } = board.getState();
      update({ incoming: null });
      if (!incoming || year === null) return;
      const title = titleOf(incoming);
      const told = (): void => say('success', 'imported', { name: incoming.name });
      // None of it lies in a file yet.
      const carried = incoming.word.mapping.filter(({ value }) => value !== null).length;
      await place(title, async () => loadBook(title, await bookOfWord(incoming, year)), told, carried);
    },
    create({ region, from, to, listRows }) {
      const years = from === to ? `${from}` : `${from}-${to}`;
      const title = `${region || '工业清洁生产报送表'} ${years}年.xlsx`;
      return place(title, async () => {
        const { makeTemplate } = await import('../template/template');
        const bytes = await makeTemplate({ from, to, listRows, ...(region ? { region } : {}) });
        return loadBook(title, bytes);
      });
    },
    openSample(sample) {
      const title = decodeURIComponent(samples[sample].split('/').at(-1)!);
      return place(title, async () => {
        const answer = await fetch(samples[sample]).catch(() => null);
        if (!answer?.ok) throw new MissingSample(sample);
        return loadBook(title, new Uint8Array(await answer.arrayBuffer()));
      });
    },
    async visit(file, title, at) {
      if (!session || visited?.file !== file || visited.session !== session) {
        const before = session;
        const bytes = await bytesOf(file).catch(() => null);
        if (!bytes) return false;
        await place(title, async () => loadBook(title, bytes));
        // The person stays with the open workbook, or was told why the file does not open.
        if (!session || session === before) return true;
        visited = { file, session };
      }
      await session.goTo(at);
      return true;
    },
    openMade: (title, bytes, filled) => place(title, async () => loadBook(title, bytes), undefined, filled),
    async save() {
      if (!stage) return false;
      try {
        await stage.grid.commit();
        const name = nameToSave(stage.book.title);
        const bytes = stage.bytes();
        downloadBook(name, bytes);
        stage.saved({ title: name, bytes, sheets: snapshotsOf(bytes) });
        await keep();
        update({ title: name });
        say('success', 'saved', { name });
        return true;
      } catch (error) {
        const detail = error instanceof XlsxError ? error.detail : String(error);
        const fault = error instanceof XlsxError ? error.code : 'UNREADABLE';
        say('error', 'saveFailed', { fault, detail });
        return false;
      }
    },
    async exportWord() {
      await stage?.grid.commit();
      await exportWord(session, board);
    },
    undo: () => stage?.undo(),
    redo: () => stage?.redo(),
    async recover() {
      const { lost } = board.getState();
      if (!lost) return;
      const restore = (): Promise<LoadedBook> => loadBook(lost.title, lost.bytes, lost.patches);
      const told = (): void => {
        void settleLost(lost);
        say('success', 'recovered', { name: lost.title });
      };
      // Without patches the work lies in the file itself: its shape was changed.
      await place(lost.title, restore, told, lost.patches.length === 0 ? lost.edited : 0);
    },
    async discard() {
      const { lost } = board.getState();
      update({ lost: null });
      if (lost) await drafts.forget(lost.id).catch(() => undefined);
    },
    answer: (choice) => decide?.(choice),
    dismiss: () => board.calm(),
  };

  /** The lost draft goes only once the same work is kept as this page's own. */
  async function settleLost(lost: Draft): Promise<void> {
    update({ lost: null });
    await keep();
    await drafts.forget(lost.id).catch(() => undefined);
  }

  return desk;
}

class MissingSample extends Error {}

const snapshotsOf = (bytes: Uint8Array): SheetSnapshot[] =>
  readWorkbook(bytes).sheets.map((sheet) => sheet.snapshot);

const nextFrame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
