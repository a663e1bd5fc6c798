/** The spreadsheet embedded in a page, as a host. */
import type { Position } from '../../core/model';
import type { Selection } from '../port';
import type { GridData } from './convert';
import { type GridHost, attachGrid } from './host';
import { type GridLanguage, startUniver } from './univer';

export interface DrawnGrid extends GridHost {
  /** Resolves when the sheet has been painted. */
  readonly painted: Promise<void>;
  /** The middle of a cell of the sheet in front, in the page's coordinates: the canvas has no elements. */
  readonly point: (at: Position) => { x: number; y: number } | null;
}

export async function createGridHost(
  container: HTMLElement,
  data: GridData,
  language: GridLanguage = 'zh-CN',
): Promise<DrawnGrid> {
  const { engine, painted, point } = await startUniver(container, data, language);
  // A spread would freeze the counter of writes.
  const host = attachGrid(engine, data);
  const select = host.select.bind(host);
  return Object.assign(host, {
    painted,
    point,
    // Before that there is nothing to scroll.
    select: (at: Selection) => painted.then(() => select(at)),
  });
}
