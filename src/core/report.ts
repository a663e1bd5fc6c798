import { type Explanations, readExplanations } from './explanations';
import { isComputed, startsFromSheet } from './formulas';
import { type FoundReceipt, readReceipt } from './finalise/receipt';
import type { Form, Indicator } from './form/schema';
import { type Ledger, readLedger } from './ledger';
import { type Located, locate, type MissingLabel } from './locate/locate';
import {
  type CellContent,
  type CellKey,
  cellAt,
  type CellValue,
  EMPTY,
  keyOf,
  type Position,
  type SheetSnapshot,
} from './model';
import { joinPapers, type Papers, readPapers } from './rollup/papers';
import { findRegion } from './values/region';
import { normalise, sumOf } from './values/number';
import { type Verdicts, verdictsIn } from './verdicts';
import { readChoice } from './values/choice';

/** One year sheet, read. */
export interface Report extends Verdicts {
  readonly sheet: string;
  /** Position among the workbook's sheets. */
  readonly order: number;
  readonly located: Located;
  /** head.year where it is a year, else the year that the sheet's name says. */
  readonly year: number | null;
  readonly region: string | null;
  readonly cells: ReadonlyMap<CellKey, CellContent>;
  /** The sheet computes or judges by itself: a 合计 or 累计 holds a formula, or hidden verdicts stand beside it. */
  readonly living: boolean;
}

/** Another workbook, and what a message calls it. */
export interface EarlierBook {
  readonly name: string;
  readonly book: Book;
}

/** A workbook as the core sees it: its reports from the earliest year on, the ledger and the explanations. */
export interface Book {
  readonly form: Form;
  readonly reports: readonly Report[];
  readonly ledger: Ledger | null;
  /** The written reasons of soft findings. */
  readonly explanations: Explanations | null;
  /** 定稿回执: what was finalised. */
  readonly receipts: readonly FoundReceipt[];
  /** 汇总底稿, where the form came of a roll-up. */
  readonly papers: Papers | null;
  /** Last year's file, where the caller has one: for what the workbook itself does not know. */
  readonly earlier?: EarlierBook | null;
  /** The sheet that comes nearest to being the form, where none is. */
  readonly nearest: {
    readonly sheet: string;
    readonly share: number;
    readonly missing: readonly MissingLabel[];
  } | null;
}

const indicatorsOf = new WeakMap<Form, ReadonlyMap<string, Indicator>>();
export function indicatorOf(form: Form, id: string): Indicator | undefined {
  let known = indicatorsOf.get(form);
  if (!known) {
    known = new Map(form.indicators.map((indicator) => [indicator.id, indicator]));
    indicatorsOf.set(form, known);
  }
  return known.get(id);
}

/**
 * Reads every sheet that is the form. What cannot be read is missing, and named: nothing is thrown but by the sheets'
 * reader. Each sheet is let go before the next one is asked for.
 */
export function readBook(sheets: Iterable<SheetSnapshot>, form: Form): Book {
  const reports: Report[] = [];
  let ledger: Ledger | null = null;
  let explanations: Explanations | null = null;
  const receipts: FoundReceipt[] = [];
  let papers: Papers | null = null;
  let nearest: Book['nearest'] = null;
  const seen: boolean[] = [];
  for (const sheet of sheets) {
    const order = seen.push(sheet.visible) - 1;
    const result = locate(sheet, form);
    if (result.found) {
      reports.push(readReport(sheet, result.located, order, form));
      continue;
    }
    ledger ??= readLedger(sheet, form);
    explanations ??= readExplanations(sheet, form);
    const receipt = readReceipt(sheet);
    if (receipt) receipts.push(receipt);
    papers = joinPapers(papers, readPapers(sheet, form));
    if (!nearest || result.share > nearest.share) {
      nearest = { sheet: sheet.name, share: result.share, missing: result.missing };
    }
  }
  // Of two sheets of the same year the one that people see comes first.
  const hidden = ({ order }: Report): number => Number(!seen[order]);
  reports.sort(
    (a, b) => (a.year ?? Infinity) - (b.year ?? Infinity) || hidden(a) - hidden(b) || a.order - b.order,
  );
  const book: Book = {
    form,
    reports,
    ledger,
    explanations,
    receipts,
    papers,
    nearest: reports.length > 0 ? null : nearest,
  };
  return { ...book, reports: reports.map((report) => compute(report, book)) };
}

/** The contents of a located sheet, as they stand. */
export function readReport(sheet: SheetSnapshot, located: Located, order: number, form: Form): Report {
  const cells = new Map<CellKey, CellContent>();
  located.cells.forEach(({ row, column }, key) => {
    const embedded = located.embedded.get(key);
    const content = cellAt(sheet, row, column);
    cells.set(key, embedded === undefined ? content : readEmbedded(key, embedded, content));
  });
  const computes = form.indicators.some((indicator) =>
    (['year', 'cumulative'] as const).some(
      (period) =>
        (period === 'cumulative' || indicator.sumOf) &&
        isComputed(cells.get(keyOf(indicator.id, period))?.formula),
    ),
  );
  const verdicts = verdictsIn(sheet, located, figureKeysOf(form));
  const year = yearOf(cells.get(keyOf('head.year', 'value'))?.value ?? null) ?? yearInName(sheet.name);
  const region = textOf(cells.get(keyOf('head.region', 'value'))?.value ?? null);
  return {
    sheet: sheet.name,
    order,
    located,
    cells,
    ...verdicts,
    living: computes || verdicts.judgedAt !== null,
    year,
    region: region && (findRegion(region, form.regions) ?? region),
  };
}

const figureKeys = new WeakMap<Form, readonly CellKey[]>();

/** Every numeric cell of the form, in its order. */
export function figureKeysOf(form: Form): readonly CellKey[] {
  let known = figureKeys.get(form);
  if (!known) {
    known = form.indicators
      .filter(({ kind }) => kind !== 'choice')
      .flatMap(({ id, periods }) =>
        periods === 'pair' ? [keyOf(id, 'year'), keyOf(id, 'cumulative')] : [keyOf(id, 'value')],
      );
    figureKeys.set(form, known);
  }
  return known;
}

function readEmbedded(key: CellKey, text: string, content: CellContent): CellContent {
  if (key === keyOf('head.year', 'value'))
    return { value: /^\d{4}$/.test(text) ? Number(text) : text || null, formula: null };
  if (key.startsWith('head.')) return { value: text === '' ? null : text, formula: null };
  if (content.value !== null && content.value !== '') return content;
  const choice = readChoice(text);
  return choice === 'none' || choice === 'unreadable'
    ? EMPTY
    : { value: choice === 'both' ? text : choice, formula: null };
}

const textOf = (value: CellValue): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

export function yearOf(value: CellValue): number | null {
  const year = typeof value === 'string' && /^\s*\d{4}\s*年?\s*$/.test(value) ? parseInt(value, 10) : value;
  return typeof year === 'number' && Number.isInteger(year) && year >= 1990 && year <= 2200 ? year : null;
}

function yearInName(name: string): number | null {
  const years = [...name.matchAll(/(?<!\d)(20\d{2})(?!\d)/g)].map((match) => Number(match[1]));
  return years.length === 1 ? years[0]! : null;
}

export const contentOf = (report: Report, key: CellKey): CellContent => report.cells.get(key) ?? EMPTY;
export const numberIn = (content: CellContent): number | null =>
  typeof content.value === 'number' ? normalise(content.value) : null;
export const figureOf = (report: Report, key: CellKey): number | null => numberIn(contentOf(report, key));
export const reportOf = (book: Book, year: number): Report | undefined =>
  book.reports.find((report) => report.year === year);

/** 本年 of an indicator: from the year's sheet, or where there is none from the ledger. */
export function yearFigure(book: Book, id: string, year: number): number | null {
  const sumOfParts = indicatorOf(book.form, id)?.sumOf;
  const report = reportOf(book, year);
  if (report) return figureOf(report, keyOf(id, 'year'));
  if (sumOfParts) return sumAll(sumOfParts.map((part) => yearFigure(book, part, year)));
  const entry = book.ledger?.entry(id, year);
  const known = entry ? numberIn(entry.year.content) : null;
  return known ?? (book.earlier ? yearFigure(book.earlier.book, id, year) : null);
}

/** The declared adjustment of a year: blank is 0, none in the first year, null where it cannot be read. */
export function adjustmentOf(book: Book, id: string, year: number): number | null {
  const sumOfParts = indicatorOf(book.form, id)?.sumOf;
  if (year <= book.form.since) return 0;
  if (sumOfParts) return sumAll(sumOfParts.map((part) => adjustmentOf(book, part, year)));
  const value = book.ledger?.entry(id, year)?.adjustment.content.value ?? null;
  if (value === null || value === '') return 0;
  return typeof value === 'number' ? normalise(value) : null;
}

/**
 * The 累计 at the end of a year, as the chain has it: 上年累计 + 本年 + 调整; null where it is not known.
 * It runs through the ledger; without one, from sheet to sheet.
 */
export function chainOf(book: Book, id: string, year: number): number | null {
  let years = chains.get(book);
  if (!years) chains.set(book, (years = new Map<number, Map<string, number | null>>()));
  let known = years.get(year);
  if (!known) years.set(year, (known = new Map<string, number | null>()));
  let figure = known.get(id);
  if (figure === undefined) known.set(id, (figure = follow(book, id, year)));
  return figure;
}

/** A book never changes, so neither does its chain. */
const chains = new WeakMap<Book, Map<number, Map<string, number | null>>>();

function follow(book: Book, id: string, year: number): number | null {
  if (year < book.form.since) return 0;
  return knownHere(book, id, year) ?? (book.earlier ? chainOf(book.earlier.book, id, year) : null);
}

function knownHere(book: Book, id: string, year: number): number | null {
  const sumOfParts = indicatorOf(book.form, id)?.sumOf;
  if (book.ledger) {
    if (sumOfParts) return sumAll(sumOfParts.map((part) => chainOf(book, part, year)));
    const base = book.ledger.base(id);
    if (base && base.year === year) return year < book.form.since ? 0 : numberIn(base.content);
    const start = startOf(book, id, year);
    if (start !== undefined) return start;
    if (book.ledger.years.includes(year)) {
      return goOn(chainOf(book, id, year - 1), yearFigure(book, id, year), adjustmentOf(book, id, year));
    }
  }
  const report = reportOf(book, year);
  return report ? figureOf(report, keyOf(id, 'cumulative')) : null;
}

/** Where the chain starts anew in the ledger: from a typed 累计, or from the one in the year's sheet. */
function startOf(book: Book, id: string, year: number): number | null | undefined {
  const content = book.ledger?.entry(id, year)?.cumulative.content;
  if (!content) return undefined;
  if (startsFromSheet(content.formula)) {
    const report = reportOf(book, year);
    return report ? figureOf(report, keyOf(id, 'cumulative')) : null;
  }
  return content.formula === null ? (numberIn(content) ?? undefined) : undefined;
}

/** c₋₁ as it is used for a year; in the first year it is 0 (note [1]). */
export const priorOf = (book: Book, id: string, year: number): number | null =>
  year <= book.form.since ? 0 : chainOf(book, id, year - 1);

const sumAll = (parts: readonly (number | null)[]): number | null =>
  parts.includes(null) ? null : sumOf(parts as number[]);

/** 上年累计 + 本年 + 调整. */
const goOn = (prior: number | null, year: number | null, adjustment: number | null): number | null =>
  prior === null || year === null || adjustment === null ? null : normalise(prior + year + adjustment);

/** Our own formulas whose results nobody has computed (files written by programs) get what they compute. */
function compute(report: Report, book: Book): Report {
  if (report.year === null || uncomputedIn(report).length === 0) return report;
  const cells = new Map(report.cells);
  const set = (key: CellKey, value: number | null): void => {
    const { uncomputed, formula = null } = cells.get(key) ?? {};
    if (uncomputed && isComputed(formula)) cells.set(key, { value: value ?? '', formula });
  };
  for (const indicator of book.form.indicators) {
    if (!indicator.sumOf) continue;
    set(
      keyOf(indicator.id, 'year'),
      sumAll(indicator.sumOf.map((part) => numberIn(cells.get(keyOf(part, 'year')) ?? EMPTY))),
    );
  }
  if (book.ledger) {
    for (const { id, sumOf: parts, periods } of book.form.indicators) {
      if (periods !== 'pair' || parts) continue;
      const year = numberIn(cells.get(keyOf(id, 'year')) ?? EMPTY);
      set(keyOf(id, 'cumulative'), year === null ? null : chainOf(book, id, report.year));
    }
  }
  for (const indicator of book.form.indicators) {
    if (!indicator.sumOf) continue;
    const parts = indicator.sumOf.map((part) => numberIn(cells.get(keyOf(part, 'cumulative')) ?? EMPTY));
    set(keyOf(indicator.id, 'cumulative'), sumAll(parts));
  }
  return { ...report, cells };
}

/** Cells whose formula nobody has computed, and that is none of ours: what they hold is not known. */
export function uncomputedIn({ cells }: Report): CellKey[] {
  const keys: CellKey[] = [];
  cells.forEach(({ uncomputed }, key) => {
    if (uncomputed) keys.push(key);
  });
  return keys;
}

/** Where a figure stands; null where its label is gone. */
export const positionIn = (report: Report, key: CellKey): Position | null =>
  report.located.cells.get(key) ?? null;
