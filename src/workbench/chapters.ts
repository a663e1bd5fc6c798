/**
 * The open workbook through its changes of shape. Each begins a chapter: a file of its own, drawn into a
 * spreadsheet of its own. Undo at the beginning of a chapter turns the page back, and what was typed before can
 * still be undone there.
 */
import { type EditPlan, isStructural, type SheetSnapshot } from '../core';
import type { DrawnGrid } from '../hosts/grid/grid';
import type { GridNotice } from '../hosts/grid/host';
import { demandTargets, findMoved, Listeners, shapeFor } from '../hosts/book';
import type { ApplyResult, Host, Selection } from '../hosts/port';
import { createXlsxHost } from '../hosts/xlsx/host';
import { type Changes, changesSince, type LoadedBook, loadBook, type OpenBook, withChanges } from './book';

/** Older chapters are closed: each holds a whole spreadsheet. */
const MOST_OPEN = 4;

interface Chapter {
  readonly grid: DrawnGrid;
  readonly place: HTMLElement;
  book: OpenBook;
  /** Changes since the file was saved that came before this chapter began. */
  carried: number;
  /** What it held when the next one began. */
  left: readonly SheetSnapshot[] | null;
  undos: number;
  redos: number;
  readonly close: () => void;
}

export interface Chapters extends Host {
  readonly grid: DrawnGrid;
  readonly book: OpenBook;
  /** What is not saved: `edited` counts earlier chapters too, the patches are those of this one. */
  unsaved(): Changes;
  bytes(): Uint8Array;
  saved(book: OpenBook): void;
  undo(): void;
  redo(): void;
}

export interface ChapterOptions {
  readonly container: HTMLElement;
  draw(place: HTMLElement, book: LoadedBook): Promise<DrawnGrid>;
  readonly notice: (notice: GridNotice) => void;
  readonly history: (undos: number, redos: number) => void;
}

/** `carried` changes lie in the first chapter's file already and are not saved. */
export async function openChapters(
  first: LoadedBook,
  carried: number,
  options: ChapterOptions,
): Promise<Chapters> {
  const { container, history } = options;
  const listeners = new Listeners();
  const chapters: Chapter[] = [];
  let at = 0;
  let shapes = 0;
  const current = (): Chapter => chapters[at]!;

  /** Later chapters can be turned to as long as this one stands as it did when the next began. */
  function goesOn(): boolean {
    const { left, grid } = current();
    return at < chapters.length - 1 && left !== null && changesSince(left, grid.contents()).edited === 0;
  }

  const tellHistory = (): void => {
    const later = current().redos > 0 || goesOn() ? chapters.length - 1 - at : 0;
    history(current().undos + at, current().redos + later);
  };

  async function begin(book: LoadedBook, before: number): Promise<void> {
    const place = document.createElement('div');
    place.style.cssText = 'position:absolute;inset:0';
    container.append(place);
    const grid = await options.draw(place, book);
    const stops: (() => void)[] = [];
    const close = (): void => {
      stops.forEach((stop) => stop());
      grid.dispose();
      place.remove();
    };
    const chapter: Chapter = { grid, place, book, carried: before, left: null, undos: 0, redos: 0, close };
    stops.push(
      grid.listen((event) => {
        if (current() !== chapter) return;
        if (event.type === 'edited') tellHistory();
        listeners.tell(event);
      }),
      grid.watchNotices((notice) => current() === chapter && options.notice(notice)),
      grid.watchHistory((undos, redos) => {
        Object.assign(chapter, { undos, redos });
        if (chapters.includes(chapter)) tellHistory();
      }),
    );
    if (chapters.length > 0) closeFrom(at + 1);
    chapters.push(chapter);
    while (chapters.length > MOST_OPEN) chapters.shift()!.close();
    turnTo(chapters.length - 1);
  }

  function closeFrom(index: number): void {
    const gone = chapters.splice(index);
    gone.forEach((chapter) => chapter.close());
    if (gone.length > 0 && chapters.length > 0) tellHistory();
  }

  function turnTo(index: number): void {
    at = index;
    chapters.forEach((chapter, number) => {
      // Not display: none: a spreadsheet that has no size draws nothing when it comes back.
      chapter.place.style.visibility = number === index ? 'visible' : 'hidden';
      chapter.place.style.zIndex = number === index ? '1' : '0';
      chapter.place.toggleAttribute('inert', number !== index);
    });
    tellHistory();
    current().grid.focus();
  }

  function turn(by: 1 | -1): void {
    turnTo(at + by);
    listeners.tell({ type: 'structure' });
    listeners.tell({ type: 'edited', source: 'user' });
  }

  function unsaved(): Changes {
    const { book, grid, carried } = current();
    const changes = changesSince(book.sheets, grid.contents());
    return { ...changes, edited: changes.edited + carried };
  }

  const bytes = (): Uint8Array => {
    const { book, grid } = current();
    return withChanges(book, changesSince(book.sheets, grid.contents()));
  };

  /** The file as it stands, changed in its shape, is drawn anew. */
  async function reshape(plan: EditPlan): Promise<ApplyResult> {
    const { grid, book } = current();
    await grid.commit();
    const sheets: readonly SheetSnapshot[] = grid.contents();
    const shaped = shapeFor(sheets, plan);
    demandTargets(shaped, plan);
    const moved = findMoved(shaped, plan);
    if (moved.length > 0) return { applied: false, moved };
    const file = createXlsxHost(bytes(), book.title);
    const result = await file.apply(plan);
    if (!result.applied) return result;
    const front = await grid.selection();
    current().left = sheets;
    const changed = unsaved().edited + plan.edits.length + 1;
    await begin(await loadBook(book.title, file.save()), changed);
    if (front)
      await current()
        .grid.select(front)
        .catch(() => undefined);
    shapes += 1;
    listeners.tell({ type: 'structure' });
    listeners.tell({ type: 'edited', source: 'self' });
    return result;
  }

  /** Univer undoes what was typed in this chapter; before its first step the page is turned. */
  function pressed(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const back = key === 'z' && !event.shiftKey && current().undos === 0 && at > 0;
    const on = (key === 'y' || (key === 'z' && event.shiftKey)) && current().redos === 0 && goesOn();
    if (!back && !on) return;
    event.preventDefault();
    event.stopPropagation();
    turn(back ? -1 : 1);
  }
  container.addEventListener('keydown', pressed, true);

  await begin(first, carried);
  return {
    capabilities: current().grid.capabilities,
    get writes() {
      return chapters.reduce((sum, { grid }) => sum + grid.writes, shapes);
    },
    get marker() {
      return current().grid.marker;
    },
    get grid() {
      return current().grid;
    },
    get book() {
      return current().book;
    },
    title: () => current().grid.title(),
    sheets: () => current().grid.sheets(),
    names: () => current().grid.names(),
    snapshot: (names) => current().grid.snapshot(names),
    read: (areas) => current().grid.read(areas),
    apply: (plan) => (isStructural(plan) ? reshape(plan) : current().grid.apply(plan)),
    select: (target: Selection) => current().grid.select(target),
    selection: () => current().grid.selection(),
    focus: () => current().grid.focus(),
    listen: (listener) => listeners.add(listener),
    dispose() {
      container.removeEventListener('keydown', pressed, true);
      closeFrom(0);
      listeners.clear();
    },

    unsaved,
    bytes,
    saved(book) {
      chapters.forEach((chapter) => (chapter.carried = 1));
      Object.assign(current(), { book, carried: 0 });
    },
    undo() {
      if (current().undos > 0) void current().grid.undo();
      else if (at > 0) turn(-1);
    },
    redo() {
      if (current().redos > 0) void current().grid.redo();
      else if (goesOn()) turn(1);
    },
  };
}
