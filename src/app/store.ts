import type { AppState } from './state';

export interface Store {
  readonly get: () => AppState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Makes the next state; those who listen hear of it once. */
  readonly update: (change: Partial<AppState>) => void;
  /** Puts something before the person; the same words twice are said twice. */
  readonly say: (code: string, params?: Readonly<Record<string, string | number>>) => void;
  readonly clear: () => void;
}

/** One immutable value and those who look at it. */
export function createStore(initial: AppState): Store {
  let state = initial;
  let serial = 0;
  const listeners = new Set<() => void>();
  const update = (change: Partial<AppState>): void => {
    state = { ...state, ...change };
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => state,
    subscribe(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    update,
    say: (code, params = {}) => update({ notice: { code, params, serial: ++serial } }),
    clear: () => listeners.clear(),
  };
}
