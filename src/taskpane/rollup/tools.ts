import { createContext, useContext, useSyncExternalStore } from 'react';
import type { RollUpPanel } from '../../app/rollup/panel';
import type { Room, RoomState } from '../../app/rollup/room';
import type { Form } from '../../core';
import type { Language } from '../../strings/messages';
import { rollUpWords, type RollUpWords } from '../../strings/rollup';
import { rollUpPanelWords, type RollUpPanelWords } from '../../strings/rollupPanel';
import { usePane } from '../shell/context';

export interface RoomValue {
  readonly room: Room;
  readonly panel: RollUpPanel;
}
export const RoomContext = createContext<RoomValue | null>(null);

export interface RoomTools extends RoomValue {
  readonly state: RoomState;
  readonly form: Form;
  readonly language: Language;
  readonly words: RollUpPanelWords;
  /** Of the roll-up itself: statuses, periods. */
  readonly terms: RollUpWords;
}

/** What every part of the roll-up needs. */
export function useRoom(): RoomTools {
  const value = useContext(RoomContext);
  if (!value) throw new Error('useRoom is used outside RollUp');
  const state = useSyncExternalStore(value.room.subscribe, value.room.getState);
  const { form, language } = usePane();
  return {
    ...value,
    state,
    form,
    language,
    words: rollUpPanelWords(language),
    terms: rollUpWords(language),
  };
}
