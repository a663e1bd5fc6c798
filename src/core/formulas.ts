/** How our own formulas (fill/computed) are told from others. */

/** A 合计 or 累计 that is our formula. */
export const isComputed = (formula: string | null | undefined): boolean =>
  formula?.startsWith('=IF(COUNT(') ?? false;

/** 累计 in the ledger where it is what the year's sheet says: the chain starts there. */
export const startsFromSheet = (formula: string | null): boolean => formula?.startsWith('=IF(LEN(') ?? false;
