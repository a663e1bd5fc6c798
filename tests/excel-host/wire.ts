/** What goes over Office.js' wire, and what stands behind its object paths. */
export const ACTION = { instantiate: 1, query: 2, method: 3, set: 4, trace: 5 } as const;
export const PATH = {
  root: 1,
  create: 2,
  method: 3,
  property: 4,
  indexer: 5,
  reference: 6,
  none: 7,
} as const;

export interface ArgumentInfo {
  readonly Arguments?: readonly unknown[];
  readonly ReferencedObjectPathIds?: readonly (number | readonly number[])[];
}
export interface Action {
  readonly Id: number;
  readonly ActionType: number;
  readonly Name: string;
  readonly ObjectPathId: number;
  readonly ArgumentInfo?: ArgumentInfo;
  readonly QueryInfo?: {
    Select?: readonly string[];
    Expand?: readonly string[];
    Top?: number;
    Skip?: number;
  };
}
export interface ObjectPath {
  readonly Id: number;
  readonly ObjectPathType: number;
  readonly Name: string;
  readonly ParentObjectPathId: number;
  readonly ArgumentInfo?: ArgumentInfo;
  /** Not to be kept: untrack() was called. */
  readonly D?: boolean;
}
export interface Batch {
  readonly Actions: readonly Action[];
  readonly ObjectPaths: Readonly<Record<string, ObjectPath>>;
  readonly AutoKeepReference?: boolean;
}
export interface Answer {
  Results?: readonly unknown[];
  ProcessedResults?: { readonly Results: readonly unknown[] };
  TraceIds?: readonly number[];
  Error?: {
    readonly Code: string;
    readonly Message: string;
    readonly Location?: string;
    readonly ActionIndex: number;
  };
}
export interface Entry {
  readonly messageCategory: number;
  readonly messageType: number;
  readonly targetId: string;
  readonly message: string;
  readonly id: number;
}
/** One request as it was metered. */
export interface Trip {
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly actions: number;
  /** Only gives references back: sent by the client itself after Excel.run. */
  readonly cleanup: boolean;
  /** Something in the workbook was set or changed. */
  readonly writes: boolean;
  readonly flags: number;
  readonly error: string | undefined;
}

/** What the host says; the client makes an OfficeExtension.Error of it. */
export class RichApiError extends Error {
  constructor(
    readonly code: string,
    readonly location?: string,
    message = code,
  ) {
    super(message);
  }
}

export interface HostClass {
  readonly name: string;
  /** What load() without names gives. */
  readonly scalars: readonly string[];
  readonly collection: boolean;
  /** Range-like: the client keeps a reference unless untracked. */
  readonly keeps: boolean;
  readonly events: Readonly<Record<string, number>>;
  /** ExcelApi 1.N that brought a member. */
  readonly since: Readonly<Record<string, number>>;
  /** Methods that change the workbook. */
  readonly writers: readonly string[];
}

export abstract class HostObject {
  static readonly scalars: readonly string[] = [];
  static readonly collection: boolean = false;
  static readonly keeps: boolean = false;
  static readonly events: Readonly<Record<string, number>> = {};
  static readonly since: Readonly<Record<string, number>> = {};
  static readonly writers: readonly string[] = [];

  get kind(): HostClass {
    return this.constructor as unknown as HostClass;
  }
  /** What an Instantiate gives, e.g. {Id}. */
  identity(): Record<string, unknown> {
    return {};
  }
  eventTarget(): string {
    return '';
  }
  items(): HostObject[] {
    throw missing(this, 'items');
  }
  item(key: unknown): HostObject {
    throw missing(this, `getItem(${JSON.stringify(key)})`);
  }
}

/** A test that needs what the emulated Excel lacks must never pass silently. */
export const missing = (target: HostObject, member: string): RichApiError =>
  new RichApiError(
    'EmulatorNotImplemented',
    `${target.kind.name}.${member}`,
    `The emulated Excel has no ${target.kind.name}.${member}.`,
  );

export const isSetter = ({ ActionType }: Action): boolean => ActionType === ACTION.set;
