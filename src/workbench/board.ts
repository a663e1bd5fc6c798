/** What the workbench shows around sheet and pane: one immutable value, and those who look at it. */
import type { Session } from '../app/state';
import type { WorkbenchWords } from '../strings/workbench';
import type { Draft } from './drafts';
import type { Incoming } from './word';

export interface Message {
  readonly intent: 'info' | 'success' | 'warning' | 'error';
  readonly code: keyof WorkbenchWords['said'];
  /** `fault` is the code of a file that cannot be read or written, `wordFault` of a Word file: worded as {reason}. */
  readonly params: Readonly<Record<string, string | number>>;
  readonly serial: number;
}

export interface BoardState {
  readonly title: string;
  readonly session: Session | null;
  /** What is being waited for. */
  readonly step: { readonly code: keyof WorkbenchWords['steps']; readonly name: string } | null;
  /** How many cells are changed and not saved. */
  readonly edited: number;
  readonly undos: number;
  readonly redos: number;
  readonly message: Message | null;
  /** Unsaved work of a page that is gone. */
  readonly lost: Draft | null;
  /** The browser keeps no drafts. */
  readonly undrafted: boolean;
  /** The open workbook has unsaved changes and is about to be replaced. */
  readonly asking: boolean;
  /** A Word form that waits to be taken over. */
  readonly incoming: Incoming | null;
}

export interface Board {
  readonly getState: () => BoardState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly update: (change: Partial<BoardState>) => void;
  readonly say: (intent: Message['intent'], code: Message['code'], params?: Message['params']) => void;
  /** Takes away what was said. */
  readonly calm: () => void;
}

export function createBoard(): Board {
  let serial = 0;
  let state: BoardState = {
    title: '',
    session: null,
    step: { code: 'starting', name: '' },
    edited: 0,
    undos: 0,
    redos: 0,
    message: null,
    lost: null,
    undrafted: false,
    asking: false,
    incoming: null,
  };
  const listeners = new Set<() => void>();
  const update = (change: Partial<BoardState>): void => {
    state = { ...state, ...change };
    for (const listener of [...listeners]) listener();
  };
  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    update,
    say: (intent, code, params = {}) => update({ message: { intent, code, params, serial: (serial += 1) } }),
    calm() {
      if (state.message) update({ message: null });
    },
  };
}
