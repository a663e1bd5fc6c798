/** What stands in a cell that computes itself: 合计 of 二 and 三, and every 累计. */
import type { Indicator } from '../form/schema';
import { addressOf, type CellValue, isError, keyOf, type Period, quoteSheet } from '../model';
import { startsFromSheet } from '../formulas';
import type { Entry } from '../plan';
import { type Book, positionIn, type Report } from '../report';
import { sumOf } from '../values/number';

/** A total stays empty until all its parts are numbers (reference/native.md). */
export const totalFormula = (parts: readonly string[]): string =>
  `=IF(COUNT(${parts.join(',')})<${parts.length},"",SUM(${parts.join(',')}))`;

/** The chain runs through the ledger; an error in the year's figure shows, a blank leaves the cell empty. */
export const cumulativeFormula = (year: string, ledger: string): string =>
  `=IF(COUNT(${year})=0,IF(ISERROR(${year}),${year},""),${ledger})`;

/** 本年 in the ledger: what the year's sheet says; a blank stays blank. */
export const ledgerYearFormula = (own: string): string => `=IF(LEN(${own})=0,"",${own})`;

/** 累计 in the ledger: 上年累计 + 本年 + 调整; empty until the first two are numbers and 调整 can be read. */
export const ledgerChainFormula = (prior: string, year: string, adjustment: string): string =>
  `=IF(COUNT(${prior},${year})<2,"",` +
  `IF(COUNT(${adjustment})+(LEN(${adjustment})=0)=1,SUM(${prior},${year},${adjustment}),""))`;

/** 调整 of a total: blanks add nothing; a text is passed on, so that it cannot be taken for 0. */
export function totalAdjustmentFormula(parts: readonly string[]): string {
  const count = `COUNT(${parts.join(',')})`;
  const read = [count, ...parts.map((one) => `(LEN(${one})=0)`)].join('+');
  return `=IF(AND(${count}>0,${read}=${parts.length}),SUM(${parts.join(',')}),${parts.join('&')})`;
}

/** What is blank adds nothing; what cannot be read is shown, so that it cannot be taken for 0. */
export function totalAdjustment(parts: readonly CellValue[]): CellValue {
  const error = parts.find(isError);
  if (error) return error;
  const numbers = parts.filter((part) => typeof part === 'number');
  if (numbers.length > 0 && parts.every((part) => typeof part === 'number' || part === null || part === ''))
    return sumOf(numbers);
  return parts.map((part) => (typeof part === 'string' || typeof part === 'number' ? part : '')).join('');
}

/** A total's adjustment is explained where its parts' are. */
export const TOTAL_REASON = '见分项';

/** 合计 again: as a formula where the sheet computes, else as a figure. */
export function totalEntry(report: Report, indicator: Indicator, period: Period, value: number): Entry {
  const parts = (indicator.sumOf ?? []).map((part) => positionIn(report, keyOf(part, period)));
  if (!report.living || parts.includes(null)) return { value, formula: null };
  return { value, formula: totalFormula(parts.map((part) => addressOf(part!))) };
}

/** 累计 again: its formula where the ledger carries the year, else the figure. */
export function cumulativeEntry(report: Report, book: Book, id: string, value: number): Entry {
  const year = positionIn(report, keyOf(id, 'year'));
  const entry = report.year === null ? null : book.ledger?.entry(id, report.year);
  if (!report.living || !year || !entry || !book.ledger) return { value, formula: null };
  // The ledger takes this very figure for the start of its chain.
  if (startsFromSheet(entry.cumulative.content.formula)) return { value, formula: null };
  const ledger = `${quoteSheet(book.ledger.sheet)}!${addressOf(entry.cumulative.at)}`;
  return { value, formula: cumulativeFormula(addressOf(year), ledger) };
}
