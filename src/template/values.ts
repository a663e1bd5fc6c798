import type { Explanation } from '../core/explanations';
import type { CellKey, CellValue } from '../core/model';

/** One indicator in the ledger. */
export interface LedgerValues {
  readonly base?: CellValue;
  readonly adjustments?: ReadonlyMap<number, CellValue>;
  readonly reasons?: ReadonlyMap<number, CellValue>;
  /** Years whose 累计 as entered the chain starts from. */
  readonly starts?: ReadonlySet<number>;
}

/** What a template is filled with. A value given for 合计 or 累计 stands instead of its formula. */
export interface TemplateValues {
  readonly years?: ReadonlyMap<number, ReadonlyMap<CellKey, CellValue>>;
  readonly ledger?: ReadonlyMap<string, LedgerValues>;
  readonly explanations?: readonly Explanation[];
}
