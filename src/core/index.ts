export { form } from './form/report';
export { depthOf, layoutForm, leavesOf, type Box, type Layout } from './form/layout';
export type { Band, Form, Indicator, Rule, Section } from './form/schema';
export { check, checkReport, type CheckOptions } from './check/check';
export * from './check/finding';
export {
  dateText,
  earlierExplanation,
  explanationNames,
  EXPLANATIONS_SHEET,
  type Explanation,
  type Explanations,
  type GivenExplanation,
  subjectOf,
} from './explanations';
export * from './model';
export * from './plan';
export { isEquipped } from './equipped';
export * from './report';
export { LEDGER_SHEET, readLedger, type Ledger, type LedgerEntry } from './ledger';
export { locate, type Located } from './locate/locate';
export * from './structure';
export { SheetDraft, type DraftCell, type Look } from './draft';
