import type { Form } from '../form/schema';
import { type CellKey, type Position } from '../model';
import type { Label, LabelIndex, Window } from './labels';
import type { ChangedLabel, MissingLabel, UnitChange, YearLabel } from './locate';
import { matchLabel } from './match';
import type { Vocabulary } from './vocabulary';

/** What is being put together while a sheet is read. */
export interface Work {
  readonly form: Form;
  readonly words: Vocabulary;
  readonly index: LabelIndex;
  readonly cells: Map<CellKey, Position>;
  readonly embedded: Map<CellKey, string>;
  readonly missing: MissingLabel[];
  readonly changed: ChangedLabel[];
  readonly unitChanged: UnitChange[];
  readonly yearLabels: YearLabel[];
  /** Headings looked for so far, and how many of them were not there. */
  wanted: number;
  lost: number;
  listRows: number;
  /** Last row that holds a cell found so far. */
  bottom: number;
  /** Last column of the headings found so far: what stands to the right of it is none of the form's figures. */
  right: number;
}

export const cornerOf = (label: Label): Position => ({ row: label.area.top, column: label.area.left });

/** Looks for the headings of one section. */
export class Seeker {
  constructor(
    readonly work: Work,
    private readonly section: string,
    private readonly near: Position,
  ) {}

  /** A heading; `ids` are the indicators whose unit it names. */
  find(text: string, window: Window, ids: readonly string[] = []): Label | undefined {
    const { index, words, changed, unitChanged } = this.work;
    const match = matchLabel(index, text, window, words);
    const label = this.or(text, match?.label);
    if (!match || !label) return undefined;
    const at = { label: text, section: this.section, at: cornerOf(label) };
    if (match.changed) changed.push({ ...at, found: label.text });
    if (match.unit) {
      const split = index.contentAt(at.at)?.value !== label.text;
      unitChanged.push({ ...at, ...match.unit, text: label.text, split, ids });
    }
    return label;
  }

  /** The first label of a kind; `text` is how it is called where it is missing. */
  findWhere(text: string, window: Window, is: (label: Label) => boolean): Label | undefined {
    return this.or(text, this.work.index.first(window, is));
  }

  put(key: CellKey, at: Position): void {
    this.work.cells.set(key, at);
    this.work.bottom = Math.max(this.work.bottom, at.row);
  }

  markYear(label: Label): void {
    this.work.yearLabels.push({ at: cornerOf(label), text: label.text, uncomputed: label.uncomputed });
  }

  private or(text: string, found: Label | undefined): Label | undefined {
    this.work.wanted++;
    if (found) this.work.right = Math.max(this.work.right, found.area.right);
    else {
      this.work.lost++;
      this.work.missing.push({ label: text, section: this.section, near: this.near });
    }
    return found;
  }
}
