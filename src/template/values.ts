import type { CellKey, CellValue, Period } from '../core/model';

/** One indicator in the ledger. */
export interface LedgerValues {
  readonly base?: CellValue;
  readonly adjustments?: ReadonlyMap<number, CellValue>;
  readonly reasons?: ReadonlyMap<number, CellValue>;
}

export interface Explanation {
  readonly rule: string;
  readonly year: number;
  readonly id: string;
  readonly period: Period;
  readonly value: CellValue;
  readonly reason: string;
  readonly author: string;
  /** Serial, or a date as text. */
  readonly date: CellValue;
}

/** What a template is filled with. A value given for 合计 or 累计 stands instead of its formula. */
export interface TemplateValues {
  readonly years?: ReadonlyMap<number, ReadonlyMap<CellKey, CellValue>>;
  readonly ledger?: ReadonlyMap<string, LedgerValues>;
  readonly explanations?: readonly Explanation[];
}
