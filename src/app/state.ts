/** What the pane shows. One immutable value, made by the session, read by React through subscribe/getState. */
import type { Finding, Stage } from '../core/check/finding';
import type { Finalised } from '../core/finalise/receipt';
import type { CellContent, CellKey, Position, SheetSnapshot } from '../core/model';
import type { EditPlan, Proposal } from '../core/plan';
import type { Book } from '../core/report';
import type { LedgerGap } from '../core/fill/mend';
import type { HostErrorCode, Mark, Selection } from '../hosts/port';
import type { NearMiss } from './reports';
import type { OpenedFile, PriorFile } from './prior';
import type { Waiting } from './waiting';

/** What is opened beside the findings when it is asked for. */
export type PanelId = 'prior' | 'chain' | 'adjust';

export type Phase =
  /** Looking for the form in the workbook. */
  | 'attaching'
  /** The form was found; findings are there. */
  | 'ready'
  /** No sheet of this workbook is the form. */
  | 'noForm'
  /** The host said no, or something broke: see fault. */
  | 'failed';

/** One year sheet that was recognised. */
export interface ReportView {
  readonly sheet: string;
  readonly year: number | null;
  readonly region: string | null;
  /** Where each cell of the form stands; a cell whose label is gone is absent. */
  readonly positions: ReadonlyMap<CellKey, Position>;
  readonly cells: ReadonlyMap<CellKey, CellContent>;
  /** Formulas and marks of the official workbook are all there. */
  readonly equipped: boolean;
  /** Its 定稿, and what has been changed since; null where it was not finalised. */
  readonly finalised: Finalised | null;
  /** What the workbook says of the roll-up that this form came of; null where it came of none. */
  readonly papers: Book['papers'];
  readonly explanations: Book['explanations'];
}

/** What can be asked for here at all. */
export interface Abilities {
  readonly write: boolean;
  /** Rows and sheets can be added. */
  readonly reshape: boolean;
  readonly mark: boolean;
  /** The page can save the open workbook as a file: with its formulas turned into values, too. */
  readonly copyValues: boolean;
}

/** c = prior + year + adjustment, as the pane explains a cumulative or (without prior) a total. */
export interface Explained {
  readonly key: CellKey;
  readonly kind: 'cumulative' | 'total';
  /** In order; a part that is not known is null. */
  readonly parts: readonly {
    readonly name: 'prior' | 'year' | 'adjustment' | string;
    readonly value: number | null;
  }[];
  readonly result: number | null;
}

export interface AppState {
  readonly phase: Phase;
  readonly fault: { readonly code: HostErrorCode; readonly detail: string } | null;
  readonly title: string;
  /** Where no sheet is the form: the one that comes nearest, and the first heading that it lacks. */
  readonly nearest: NearMiss | null;
  readonly stage: Stage;
  readonly reports: readonly ReportView[];
  /** Name of the sheet that the pane speaks of: the selected one if it is a report, else the last chosen. */
  readonly activeSheet: string | null;
  readonly findings: readonly Finding[];
  /** Something changed and has not been checked yet: the counts must not pretend. */
  readonly pending: boolean;
  readonly selection: (Selection & { readonly key: CellKey | null }) | null;
  /** A plan waiting for the person's yes. */
  readonly preview: EditPlan | null;
  /** Takes the last applied plan back, where the host has no undo of its own. */
  readonly undo: EditPlan | null;
  readonly panel: PanelId | null;
  /** Last year's file, where the person gave one: every check looks at it too. */
  readonly prior: PriorFile | null;
  /** Years that the ledger gets no figures of. */
  readonly gaps: readonly LedgerGap[];
  /** The last thing to say to the person, announced politely; code worded in strings/. */
  readonly notice: {
    readonly code: string;
    readonly params: Readonly<Record<string, string | number>>;
    readonly serial: number;
  } | null;
  readonly can: Abilities;
  /** Cells are marked in the sheets (标记). */
  readonly marked: boolean;
  /** Marks that wait for the person's yes, because the host's undo ends with them; none where they are to go. */
  readonly marking: readonly Mark[] | null;
}

/** What a person can make happen. Every one of them resolves; failures become `notice` or `fault`. */
export interface Session {
  readonly getState: () => AppState;
  readonly subscribe: (listener: () => void) => () => void;
  /** 重新审核: locate the form anew and check everything. */
  recheck(): Promise<void>;
  setStage(stage: Stage): void;
  /** Shows a cell in the sheet. `focus` gives the keyboard to the sheet as well. */
  goTo(at: Selection, options?: { focus?: boolean }): Promise<void>;
  /** Chooses the report (year sheet) that the pane speaks of, and shows it in the sheet. */
  openReport(sheet: string): Promise<void>;
  /** Puts a plan before the person. */
  propose(plan: EditPlan): void;
  /** Makes a plan from the workbook as it stands now and puts it before the person, or says why there is none. */
  plan(make: (book: Book, sheets: readonly SheetSnapshot[]) => Proposal): Promise<void>;
  /** 标记: shows what was found in the sheets that have no highlights of their own. */
  mark(): Promise<void>;
  clearMarks(): Promise<void>;
  /** Makes a plan and applies it at once: where what is written stands before the person already. */
  carryOut(make: (book: Book, sheets: readonly SheetSnapshot[]) => Proposal): Promise<boolean>;
  /** The workbook as it was read last. */
  book(): Book | null;
  cancel(): void;
  /** Applies the proposed plan, or the marks, in one batch. */
  confirm(): Promise<void>;
  /** 恢复: takes the last applied plan back. */
  restore(): Promise<void>;
  /** 另存为数值副本; the open workbook stays as it is. */
  copyValues(): Promise<void>;
  /** Opens a panel; null closes the one that is open. */
  show(panel: PanelId | null): void;
  /** Reads last year's file and holds the workbook against it from now on; null forgets it. */
  usePrior(file: OpenedFile | null): Promise<void>;
  /** 本年 of a year whose sheet is gone, as it was seen last; else as last year's file has it. */
  known(id: string, year: number): number | null;
  /** Says something to the person; the code is worded in strings/. */
  say(code: string, params?: Readonly<Record<string, string | number>>): void;
  explain(sheet: string, key: CellKey): Explained | null;
  /** What the rules on a cell wait for; null where none does. */
  waiting(sheet: string, key: CellKey): Waiting | null;
  /** The value of the same cell in the reports of earlier years, latest first. */
  history(sheet: string, key: CellKey): readonly { readonly year: number; readonly content: CellContent }[];
  dispose(): void;
}
