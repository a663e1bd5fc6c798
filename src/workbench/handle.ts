/**
 * `window.__cpreport`, for browser tests and nobody else: the sheet is a canvas without elements, so a test
 * has to ask where a cell is before it can click there like a person. Everything here only reads.
 */
import { type CellContent, EMPTY, indexOf } from '../core';
import type { Selection } from '../hosts/port';
import type { Desk } from './desk';

export interface TestHandle {
  /** The middle of a cell of the sheet in front, in the page's coordinates. */
  point(row: number, column: number): { x: number; y: number } | null;
  read(sheet: string, row: number, column: number): CellContent;
  /** The sheet in front and the cell the person is at. */
  selection(): Promise<Selection | null>;
  /** How often the workbench itself has written. */
  writes(): number;
}

export const handleOf = (desk: Desk): TestHandle => ({
  point: (row, column) => desk.stage?.grid.point({ row, column }) ?? null,
  read: (name, row, column) =>
    desk.stage?.grid
      .contents()
      .find((sheet) => sheet.name === name)
      ?.cells.get(indexOf(row, column)) ?? EMPTY,
  selection: async () => (await desk.stage?.selection()) ?? null,
  writes: () => desk.stage?.writes ?? 0,
});
