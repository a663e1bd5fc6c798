/** Whether 汇总 is shown, and what the page around it can do for it. Small: all else is loaded when it is shown. */
import { createValue } from '../store';
import type { Picked, Room } from './room';

export interface Place {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

/** What a workbench can do: it has a spreadsheet that other files can be opened in. */
export interface RollUpDesk {
  /** Opens a file at a cell; false where it could not be read, or the person would rather not. */
  visit(name: string, file: Blob, at: Place): Promise<boolean>;
  /** Opens a result that lies in no file yet; so many of its cells are filled. */
  open(name: string, bytes: Uint8Array, filled: number): Promise<void>;
}

export interface RollUpPanel {
  readonly getState: () => { readonly shown: boolean };
  readonly subscribe: (listener: () => void) => () => void;
  show(): void;
  hide(): void;
  /** True once after it was asked for: then the keyboard goes there. */
  wantsFocus(): boolean;
  /** Files for it, whether it has been shown before or not. */
  give(picked: readonly Picked[], skipped: number): void;
  /** What goes on in it: made once, kept while the page is there. */
  room(make: () => Room): Room;
  readonly desk: RollUpDesk | null;
}

export function createRollUpPanel(desk: RollUpDesk | null = null): RollUpPanel {
  const value = createValue({ shown: false });
  let room: Room | null = null;
  let asked = false;
  let waiting: [readonly Picked[], number][] = [];
  return {
    getState: value.get,
    subscribe: value.subscribe,
    show() {
      asked = true;
      value.update({ shown: true });
    },
    hide: () => value.update({ shown: false }),
    wantsFocus() {
      const wanted = asked;
      asked = false;
      return wanted;
    },
    give(picked, skipped) {
      if (room) room.add(picked, skipped);
      else waiting.push([picked, skipped]);
    },
    room(make) {
      if (!room) {
        room = make();
        for (const [picked, skipped] of waiting) room.add(picked, skipped);
        waiting = [];
      }
      return room;
    },
    desk,
  };
}
