/**
 * The one port through which the product sees a workbook. Adapters: `memory` (tests), `grid` (Univer),
 * `xlsx` (a file), `excel` (Office.js, issue 4). Everything is asynchronous and batched.
 */
import type { Area, CellContent, Position, SheetSnapshot } from '../core/model';
import type { Edit, EditPlan } from '../core/plan';

/** Detected once, when the host is opened. */
export interface Capabilities {
  /** A plan applied is one step of the host's own undo. Where not, 恢复 (the inverse plan) is offered. */
  readonly undo: boolean;
  /** The host can show a cell to the person. */
  readonly select: boolean;
  /** The host tells of edits and selections. */
  readonly events: boolean;
  /** Formulas recalculate by themselves. */
  readonly recalculates: boolean;
  /** Rows, columns and sheets can come and go by a plan. */
  readonly reshapes: boolean;
  /** The workbook may be looked at but not written to. */
  readonly readOnly: boolean;
}

export interface SnapshotOptions {
  /** For what the person asks for: where they are typing in a cell, fails with `editing` instead of waiting. */
  readonly promptly?: boolean;
  /** What is settled (see `settle`) may be given as it was read before. */
  readonly swiftly?: boolean;
}

/** Of a sheet: the columns from here on, or what the formulas are (not what they result in). */
export type Settled = { readonly fromColumn: number } | 'formulas';

export interface SheetArea {
  readonly sheet: string;
  readonly area: Area;
}

export interface Selection extends Position {
  readonly sheet: string;
}

/** Row-major contents of an asked-for area: `cells[row - top][column - left]`. */
export interface AreaContent extends SheetArea {
  readonly cells: readonly (readonly CellContent[])[];
}

export interface SheetInfo {
  readonly name: string;
  readonly visible: boolean;
  readonly protected: boolean;
}

/** Events are hints: they say "look again", never what is there now. */
export type HostEvent =
  | { readonly type: 'edited'; readonly source: 'user' | 'self' | 'recalculation' | 'remote' }
  | { readonly type: 'selected'; readonly selection: Selection }
  /** Rows, columns or sheets came, went, or got another name: locate the form anew. */
  | { readonly type: 'structure' };

export type ApplyResult =
  | { readonly applied: true }
  /** Nothing was written: these cells no longer hold what the plan saw. */
  | { readonly applied: false; readonly moved: readonly { edit: Edit; found: CellContent }[] };

export type HostErrorCode =
  | 'editing' // the person is typing in a cell: press Enter first
  | 'protected' // the cell or sheet is locked
  | 'readOnly'
  | 'noSheet'
  | 'notInFront' // another workbook has the focus
  | 'unsupported'
  | 'noOffice' // office.js did not arrive
  | 'tooOld' // an Excel without what the pane needs
  | 'failed';

/** A host said no. `code` is worded in strings/; `detail` is for the log. */
export class HostError extends Error {
  override readonly name = 'HostError';
  constructor(
    readonly code: HostErrorCode,
    readonly detail = '',
  ) {
    super(detail === '' ? code : `${code}: ${detail}`);
  }
}

/** Why a host said no. */
export const codeOf = (reason: unknown): HostErrorCode =>
  reason instanceof HostError ? reason.code : 'failed';

export interface Mark extends Selection {
  readonly severity: 'hard' | 'soft' | 'info';
}

/** 标记 and 清除标记: findings shown in the sheet itself, for plain copies that have no highlights of their own. */
export interface Marker {
  /** Cells are marked, by this pane or by one that was open before. */
  readonly marked: boolean;
  /** Marks these cells and no others; the person's own looks stay. */
  mark(cells: readonly Mark[]): Promise<void>;
  clear(): Promise<void>;
}

export const MARK_COLORS = { hard: 'FFC7CE', soft: 'FFEB9C', info: 'DDEBF7' } as const;

export interface Host {
  readonly capabilities: Capabilities;
  /** How many times this host has written to the workbook: an edit by the person is answered with none. */
  readonly writes: number;
  /** Where the host can mark cells. */
  readonly marker?: Marker;

  /** The workbook's file name, as far as it is known. */
  title(): Promise<string>;
  sheets(): Promise<readonly SheetInfo[]>;
  /** Defined names and what they refer to: the identity of our template is among them. */
  names(): Promise<ReadonlyMap<string, string>>;
  /** All sheets, or those named, whole: contents and merged areas. Throws noSheet. */
  snapshot(sheets?: readonly string[], options?: SnapshotOptions): Promise<readonly SheetSnapshot[]>;
  /**
   * Where reading is dear: what of some sheets hardly ever changes, and need not be read again unless the host was told
   * of an edit there.
   */
  settle?(parts: ReadonlyMap<string, Settled>): void;
  /** The contents of some areas, in the order asked for, in one request. Throws noSheet. */
  read(areas: readonly SheetArea[]): Promise<readonly AreaContent[]>;
  /** All of the plan in one batch and one undo step, or nothing. Throws protected, editing, readOnly, noSheet. */
  apply(plan: EditPlan): Promise<ApplyResult>;
  /** Shows the cell: activates its sheet, selects it (its whole merged area), scrolls there. */
  select(at: Selection): Promise<void>;
  selection(): Promise<Selection | null>;
  /** Gives the keyboard back to the sheet, where the host can. */
  focus(): void;
  listen(listener: (event: HostEvent) => void): () => void;
  dispose(): void;
}
