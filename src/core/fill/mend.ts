/** 补齐台账: years whose figures the ledger no longer gets, because their sheet was deleted or put in anew. */
import { isEquipped } from '../equipped';
import { ledgerIndicators, type Ledger } from '../ledger';
import { addressOf, type CellContent, isError, keyOf, quoteSheet } from '../model';
import type { Edit, Entry, Proposal } from '../plan';
import { type Book, figureOf, numberIn, positionIn, type Report, reportOf } from '../report';
import type { Step } from '../structure';
import { ledgerYearFormula } from './computed';
import { openYear } from './prior';

export const MEND = 'mend';

/** What is wrong with a year in the ledger, and how many indicators it concerns. */
export interface LedgerGap {
  readonly year: number;
  /**
   * `deleted`: its sheet is gone; `blank`: it never had one, figures are missing; `unlinked`: the sheet is there;
   * `apart`: it was copied here by hand and computes from another year (装入公式与标记 ties it in).
   */
  readonly kind: 'deleted' | 'blank' | 'unlinked' | 'apart';
  readonly count: number;
}

export function ledgerGaps(book: Book): LedgerGap[] {
  const { ledger } = book;
  if (!ledger) return [];
  return [...sheetsApart(book), ...gapsIn(book, ledger)];
}

/** Year sheets with formulas of ours that do not take their 累计 from their own year of the ledger. */
function sheetsApart(book: Book): LedgerGap[] {
  const first = book.ledger?.years[0] ?? Infinity;
  return book.reports.flatMap((report): LedgerGap[] => {
    const { year, judgedAt, unjudged } = report;
    const whole = judgedAt !== null && unjudged.length === 0;
    if (!whole || year === null || year < first || reportOf(book, year) !== report) return [];
    return isEquipped(report, book) ? [] : [{ year, kind: 'apart', count: 1 }];
  });
}

function gapsIn(book: Book, ledger: Ledger): LedgerGap[] {
  return ledger.years.flatMap((year): LedgerGap[] => {
    const report = reportOf(book, year);
    const contents = enteredIn(book, ledger).map(({ id }) => ({
      id,
      content: ledger.entry(id, year)!.year.content,
    }));
    if (report) {
      const count = contents.filter(({ id, content }) => isUnlinked(content, id, report)).length;
      return count > 0 ? [{ year, kind: 'unlinked', count }] : [];
    }
    const open = contents.filter(({ content }) => numberIn(content) === null || isDead(content));
    if (open.length === 0) return [];
    const deleted = open.some(({ content }) => isDead(content));
    return [{ year, kind: deleted ? 'deleted' : 'blank', count: open.length }];
  });
}

/**
 * Links the ledger to the sheets that are there. Where a sheet is gone, its figures are entered in the ledger as far
 * as they are known, and the others can be typed there.
 */
export function mendLedger(book: Book, known: (id: string, year: number) => number | null): Proposal {
  const { ledger } = book;
  if (!ledger) return { refused: 'noLedger' };
  const steps: Step[] = [];
  const edits: Edit[] = [];
  for (const { year, kind } of gapsIn(book, ledger)) {
    const report = reportOf(book, year);
    const column = ledger.columns(year)!.year;
    for (const { id } of enteredIn(book, ledger)) {
      const { at, content } = ledger.entry(id, year)!.year;
      const after = report ? linkTo(report, id, content) : figureFor(content, known(id, year));
      if (!after) continue;
      const before = { value: content.value, formula: content.formula };
      edits.push({ sheet: ledger.sheet, ...at, before, after, why: MEND });
    }
    if (kind !== 'unlinked') steps.push(...openYear(book, ledger, year));
    else steps.push(...lockedAgain(book, ledger, year, column));
  }
  if (edits.length === 0) return { refused: 'nothingToMend' };
  return { command: MEND, steps, edits };
}

/** Rows whose 本年 is not computed from others. */
const enteredIn = (book: Book, ledger: Ledger) =>
  ledgerIndicators(book.form).filter(({ id, sumOf }) => !sumOf && ledger.rows.has(id));

const isDead = ({ value, formula }: CellContent): boolean =>
  formula !== null && (formula.includes('#REF!') || isError(value));

function isUnlinked(content: CellContent, id: string, report: Report): boolean {
  if (content.formula !== null) return content.formula.includes('#REF!');
  const figure = figureOf(report, keyOf(id, 'year'));
  return numberIn(content) !== figure;
}

function linkTo(report: Report, id: string, content: CellContent): Entry | null {
  const at = positionIn(report, keyOf(id, 'year'));
  if (!at || !isUnlinked(content, id, report)) return null;
  return { value: null, formula: ledgerYearFormula(`${quoteSheet(report.sheet)}!${addressOf(at)}`) };
}

/** What a person typed stays; a link that leads nowhere gives way to the figure, or to a blank to be typed in. */
function figureFor(content: CellContent, known: number | null): Entry | null {
  if (isDead(content)) return { value: known, formula: null };
  const blank = content.formula === null && (content.value === null || content.value === '');
  return blank && known !== null ? { value: known, formula: null } : null;
}

/** A year with a sheet is not typed in the ledger: its cells look and lock as those of 累计 beside them do. */
function lockedAgain(book: Book, ledger: Ledger, year: number, column: number): Step[] {
  const locked = ledger.columns(year)!.cumulative;
  return openYear(book, ledger, year).flatMap((step): Step[] =>
    step.kind === 'unlock'
      ? [
          {
            kind: 'copyLooks',
            sheet: ledger.sheet,
            from: { ...step.area, left: locked, right: locked },
            to: { row: step.area.top, column },
          },
        ]
      : [],
  );
}
