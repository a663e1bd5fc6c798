/**
 * Unsaved work, kept in the browser (IndexedDB) until it is saved. Each page that is open has a draft of its
 * own and holds a lock on it, so that a draft without a lock is one that somebody lost.
 */
import type { Patch } from '../hosts/xlsx/write';

export interface Draft {
  readonly id: string;
  readonly title: string;
  readonly bytes: Uint8Array;
  readonly patches: readonly Patch[];
  readonly edited: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Drafts {
  keep(draft: Omit<Draft, 'id'>): Promise<void>;
  /** Nothing unsaved is left in this page. */
  drop(): Promise<void>;
  /** The latest draft that no open page owns. */
  findLost(): Promise<Draft | null>;
  forget(id: string): Promise<void>;
}

const DATABASE = 'cpreport';
const STORE = 'drafts';
const lockOf = (id: string): string => `cpreport-draft-${id}`;

export function openDrafts(): Drafts {
  const own = crypto.randomUUID();
  // Held for as long as the page lives.
  void navigator.locks?.request(lockOf(own), () => new Promise<void>(() => undefined));
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other, so that a draft dropped never comes back by an older write. */
  function inTurn<T>(work: (store: IDBObjectStore) => IDBRequest<T>, mode: IDBTransactionMode): Promise<T> {
    const next = last.then(() => run(mode, work));
    last = next.catch(() => undefined);
    return next;
  }

  return {
    keep: async (draft) => void (await inTurn((store) => store.put({ ...draft, id: own }), 'readwrite')),
    drop: () => inTurn((store) => store.delete(own), 'readwrite'),
    async findLost() {
      const all = await inTurn((store) => store.getAll() as IDBRequest<Draft[]>, 'readonly');
      const { held = [] } = (await navigator.locks?.query()) ?? {};
      const owned = new Set(held.map((lock) => lock.name));
      const lost = all.filter(({ id }) => id !== own && !owned.has(lockOf(id)));
      return lost.sort((a, b) => b.at - a.at)[0] ?? null;
    },
    forget: (id) => inTurn((store) => store.delete(id), 'readwrite'),
  };
}

function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((done, fail) => {
    const opening = indexedDB.open(DATABASE, 1);
    const failed = (error: DOMException | null): void => fail(error ?? new Error('IndexedDB'));
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'id' });
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => {
        database.close();
        done(request.result);
      };
      transaction.onabort = () => failed(transaction.error);
    };
  });
}
