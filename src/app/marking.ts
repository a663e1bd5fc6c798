/** 标记 and 清除标记: what was found, shown in sheets that have no highlights of their own. */
import { isExplained, SEVERITIES } from '../core';
import { codeOf, type Host, type Mark } from '../hosts/port';
import type { AppState } from './state';
import type { Store } from './store';

export interface Marking {
  readonly mark: () => Promise<void>;
  readonly clear: () => Promise<void>;
  /** The person's yes, where it was asked for. */
  readonly confirm: () => Promise<void>;
}

/** Whether a sheet of the workbook has no highlights of its own. */
export const hasPlain = ({ reports }: AppState): boolean => reports.some(({ equipped }) => !equipped);

export function createMarking({ marker, capabilities }: Host, { get, update, say }: Store): Marking {
  async function carryOut(cells: readonly Mark[]): Promise<void> {
    if (!marker) return;
    update({ marking: null });
    try {
      await (cells.length > 0 ? marker.mark(cells) : marker.clear());
      say(cells.length > 0 ? 'marked' : 'unmarked', { count: cells.length });
    } catch (reason) {
      say(codeOf(reason));
    }
    update({ marked: marker.marked });
  }

  /** Marks are a write as well: where it ends the host's undo, the person is asked first. */
  async function ask(cells: readonly Mark[]): Promise<void> {
    if (capabilities.undo) await carryOut(cells);
    else update({ marking: cells, preview: null });
  }

  return {
    async mark() {
      const cells = marksOf(get());
      if (cells.length === 0) say('nothingToMark');
      else await ask(cells);
    },
    async clear() {
      if (marker?.marked) await ask([]);
      else say('noMarks');
    },
    confirm: () => carryOut(get().marking ?? []),
  };
}

/** The cell that each finding looks at first; the gravest of a cell shows. */
function marksOf({ reports, findings }: AppState): Mark[] {
  const plain = new Set(reports.filter(({ equipped }) => !equipped).map(({ sheet }) => sheet));
  const marks = new Map<string, Mark>();
  for (const { cells, severity } of findings.filter((finding) => !isExplained(finding))) {
    const [cell] = cells;
    if (!cell || !plain.has(cell.sheet)) continue;
    const { sheet, row, column } = cell;
    const key = `${sheet}!${row},${column}`;
    const known = marks.get(key);
    if (!known || SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(known.severity))
      marks.set(key, { sheet, row, column, severity });
  }
  return [...marks.values()];
}
