import { createContext, useContext, useSyncExternalStore } from 'react';
import type { RollUpPanel } from '../../app/rollup/panel';
import type { AppState, Session } from '../../app/state';
import type { Form } from '../../core';
import { type Language, type Params, put, wordsOf } from '../../strings/messages';
import type { Words } from '../../strings/en';
import type { Drafts } from '../explain/drafts';

export interface PaneValue {
  readonly session: Session;
  readonly form: Form;
  readonly language: Language;
  /** The host has no undo of its own: the person is told before something is written. */
  readonly endsUndo: boolean;
  readonly rollUp: RollUpPanel;
  readonly drafts: Drafts;
  /** The person is writing in a form of the list, which needs the room of the inspector. */
  readonly writing: boolean;
  readonly setWriting: (writing: boolean) => void;
}

export const PaneContext = createContext<PaneValue | null>(null);

export interface PaneTools extends PaneValue {
  readonly state: AppState;
  readonly words: Words;
  readonly put: (template: string, params: Params) => string;
}

/** What every part of the pane needs. */
export function usePane(): PaneTools {
  const value = useContext(PaneContext);
  if (!value) throw new Error('usePane is used outside Pane');
  const state = useSyncExternalStore(value.session.subscribe, value.session.getState);
  return { ...value, state, words: wordsOf(value.language), put };
}
