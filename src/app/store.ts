import type { AppState } from './state';

/** One immutable value and those who look at it. */
export interface Value<State> {
  readonly get: () => State;
  readonly subscribe: (listener: () => void) => () => void;
  /** Makes the next state; those who listen hear of it once. */
  readonly update: (change: Partial<State>) => void;
  readonly clear: () => void;
}

export function createValue<State>(initial: State): Value<State> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    subscribe(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    update(change) {
      state = { ...state, ...change };
      for (const listener of [...listeners]) listener();
    },
    clear: () => listeners.clear(),
  };
}

export interface Store extends Value<AppState> {
  /** Puts something before the person; the same words twice are said twice. */
  readonly say: (code: string, params?: Readonly<Record<string, string | number>>) => void;
}

/** The state of a session. */
export function createStore(initial: AppState): Store {
  const value = createValue(initial);
  let serial = 0;
  return {
    ...value,
    say: (code, params = {}) => value.update({ notice: { code, params, serial: ++serial } }),
  };
}
