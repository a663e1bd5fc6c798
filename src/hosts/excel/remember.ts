/** What was read of each sheet last, and where it was edited since: what is settled is not asked for again. */
import { type CellContent, columnAt, indexOf, positionOf } from '../../core/model';
import type { Settled } from '../port';
import { contentFrom } from './input';

type Cells = ReadonlyMap<number, CellContent>;

/** A reading of a sheet as far as it was asked for. */
export interface Block {
  readonly rowIndex: number;
  readonly columnIndex: number;
  readonly values: readonly (readonly unknown[])[];
  readonly formulas?: readonly (readonly unknown[])[];
}

export class Remembered {
  private clock = 0;
  private settled: ReadonlyMap<string, Settled> = new Map();
  private readonly whole = new Map<string, { readonly cells: Cells; readonly at: number }>();
  /** By sheet: when something was last edited whose last column this is. */
  private readonly edits = new Map<string, Map<number, number>>();

  /** By the sheets' names. */
  settle(parts: ReadonlyMap<string, Settled>): void {
    this.settled = parts;
  }

  /** When a reading begins: edits that are told of later may not be in it. */
  now(): number {
    return this.clock;
  }

  edited(id: string, address: string): void {
    const own = this.edits.get(id) ?? new Map<number, number>();
    this.edits.set(id, own.set(lastColumnOf(address), ++this.clock));
  }

  forget(): void {
    this.whole.clear();
  }

  keep(id: string, cells: Cells, at: number): void {
    this.whole.set(id, { cells, at });
  }

  /** How a sheet may be read that is read in passing; null where all of it has to be. */
  recall(id: string, name: string, formulasToo: boolean): Recalled | null {
    const known = this.whole.get(id);
    const parts = this.settled.get(name);
    if (!known || !parts || (formulasToo && parts === 'formulas')) return null;
    const from = parts === 'formulas' ? 0 : parts.fromColumn;
    for (const [right, at] of this.edits.get(id) ?? []) if (right >= from && at > known.at) return null;
    return { parts, cells: known.cells };
  }
}

export interface Recalled {
  readonly parts: Settled;
  readonly cells: Cells;
}

/** All of the sheet: what was asked for now, and what is known of the rest. */
export function complete({ parts, cells: known }: Recalled, block: Block | null): Map<number, CellContent> {
  if (parts === 'formulas') return block ? cellsOf(block, known) : new Map<number, CellContent>();
  const cells = block ? cellsOf(block) : new Map<number, CellContent>();
  for (const [index, content] of known) {
    if (positionOf(index).column >= parts.fromColumn) cells.set(index, content);
  }
  return cells;
}

/** Where formulas were not asked for, those are known. */
export function cellsOf(
  { rowIndex, columnIndex, values, formulas }: Block,
  known?: Cells,
): Map<number, CellContent> {
  const cells = new Map<number, CellContent>();
  values.forEach((row, down) =>
    row.forEach((value, right) => {
      const index = indexOf(rowIndex + down, columnIndex + right);
      const formula = formulas ? formulas[down]![right] : (known?.get(index)?.formula ?? value);
      const content = contentFrom(value, formula);
      if (content.value !== null || content.formula !== null) cells.set(index, content);
    }),
  );
  return cells;
}

/** "E10", "C3:D4,F5", "C:D"; whole rows, and what cannot be read, reach to the end of the sheet. */
function lastColumnOf(address: string): number {
  const columns = address.split(/[,:]/).map((end) => {
    const letters = /^\$?([A-Z]{1,3})/i.exec(end.trim().replace(/^.*!/, ''))?.[1];
    return letters ? columnAt(letters.toUpperCase()) : Infinity;
  });
  return Math.max(...columns);
}
