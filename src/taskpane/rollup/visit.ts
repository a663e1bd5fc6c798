import type { Spot } from '../../app/rollup/parts';
import { parseAddress } from '../../core';
import { useRoom } from './tools';

/** Opens a reporter's file at a cell, where there is a spreadsheet beside the pane. */
export function useVisit(): (spot: Pick<Spot, 'file' | 'sheet' | 'address'>) => Promise<void> {
  const { panel, room, state } = useRoom();
  return async ({ file, sheet, address }) => {
    const source = state.sources.find((one) => one.file === file);
    const at = address === null ? null : parseAddress(address);
    if (!panel.desk || !source || !at || sheet === null) return;
    const opened = await panel.desk.visit(file, source.blob, { sheet, ...at });
    if (!opened) room.say('notOpened', { file });
  };
}
