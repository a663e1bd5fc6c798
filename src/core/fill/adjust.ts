/** 调整: a declared change of a 累计 in a year, with its reason, entered in the ledger. */
import type { Ledger } from '../ledger';
import { addressOf, type CellValue } from '../model';
import type { Edit, Proposal, Refusal } from '../plan';
import { type Book, indicatorOf } from '../report';
import { sumOf } from '../values/number';

export const ADJUST = 'adjust';

export interface Adjustment {
  readonly id: string;
  readonly year: number;
  /** Repeats and withdrawals are negative. */
  readonly amount: number;
  readonly reason: string;
}

/** Why no adjustment of an indicator can be entered for a year; null where one can. */
export function whyNoAdjustment(book: Book, id: string, year: number): Refusal | null {
  const { ledger } = book;
  const indicator = indicatorOf(book.form, id);
  if (!ledger) return { refused: 'noLedger' };
  if (year <= book.form.since) return { refused: 'adjustFirst', params: { year: String(year) } };
  if (indicator?.sumOf) return { refused: 'adjustTotal' };
  const entry = ledger.entry(id, year);
  if (!entry) return { refused: 'noLedgerYear', params: { year: String(year) } };
  const { value, formula } = entry.adjustment.content;
  if (formula === null && (typeof value === 'number' || isBlank(value))) return null;
  return { refused: 'adjustHeld', params: { address: addressOf(entry.adjustment.at) } };
}

/**
 * Enters adjustments. One that is there already is added to, and its reason stays in front of the new one; nobody's
 * words are lost.
 */
export function adjust(book: Book, adjustments: readonly Adjustment[]): Proposal {
  const { ledger } = book;
  if (!ledger) return { refused: 'noLedger' };
  const merged = new Map<string, Adjustment>();
  for (const one of adjustments) {
    const refused = refusalOf(book, one);
    if (refused) return refused;
    const known = merged.get(`${one.id}/${one.year}`);
    merged.set(`${one.id}/${one.year}`, known ? joined(known, one) : one);
  }
  return { command: ADJUST, edits: [...merged.values()].flatMap((one) => editsFor(ledger, one)) };
}

function refusalOf(book: Book, { id, year, amount, reason }: Adjustment): Refusal | null {
  if (!Number.isFinite(amount) || amount === 0) return { refused: 'adjustAmount' };
  if (reason.trim() === '') return { refused: 'adjustReason' };
  return whyNoAdjustment(book, id, year);
}

const joined = (known: Adjustment, one: Adjustment): Adjustment => ({
  ...known,
  amount: sumOf([known.amount, one.amount]),
  reason: joinReasons(known.reason, one.reason),
});

function editsFor(ledger: Ledger, { id, year, amount, reason }: Adjustment): Edit[] {
  const entry = ledger.entry(id, year)!;
  const held = entry.adjustment.content.value;
  const edit = (cell: typeof entry.adjustment, value: CellValue): Edit => ({
    sheet: ledger.sheet,
    ...cell.at,
    before: { value: cell.content.value, formula: cell.content.formula },
    after: { value, formula: null },
    why: ADJUST,
  });
  const total = sumOf([typeof held === 'number' ? held : 0, amount]);
  const known = entry.reason.content.value;
  const words = joinReasons(isBlank(known) || typeof known === 'object' ? '' : String(known), reason.trim());
  return [edit(entry.adjustment, total), ...(words === known ? [] : [edit(entry.reason, words)])];
}

const joinReasons = (known: string, reason: string): string => {
  const parts = known.split('；').map((part) => part.trim());
  return parts.includes(reason) ? known : [known.trim(), reason].filter((part) => part !== '').join('；');
};

const isBlank = (value: CellValue): boolean => value === null || value === '';
