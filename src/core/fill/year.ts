/** 开始新年度: next year's sheet, made from the latest one, and its columns in the ledger. */
import { isFinalLine } from '../finalise/line';
import { LEDGER_FIELDS, type Ledger, type LedgerField, ledgerIndicators, yearHeading } from '../ledger';
import {
  addressOf,
  type CellContent,
  type CellKey,
  cellAt,
  columnName,
  keyOf,
  type Position,
  positionOf,
  quoteSheet,
  type SheetSnapshot,
  splitKey,
} from '../model';
import type { Edit, Entry, Proposal } from '../plan';
import { moveReferences } from '../references';
import { type Book, numberIn, positionIn, type Report, reportOf } from '../report';
import { type Step } from '../structure';
import {
  cumulativeFormula,
  ledgerChainFormula,
  ledgerYearFormula,
  TOTAL_REASON,
  totalAdjustmentFormula,
  totalFormula,
} from './computed';

export const START_YEAR = 'startYear';

/**
 * The sheet of the year after the latest: labels rolled, inputs empty, 累计 chained through the ledger, head
 * and list of 七 carried over. Figures that the ledger already holds for the year become the sheet's.
 */
export function startYear(book: Book, sheets: readonly SheetSnapshot[]): Proposal {
  const latest = book.reports.filter(({ year }) => year !== null).at(-1);
  const source = latest && sheets.find(({ name }) => name === latest.sheet);
  if (!latest || !source) return { refused: 'noReport' };
  const year = latest.year! + 1;
  const name = yearHeading(year);
  if (sheets.some((sheet) => sheet.name === name)) return { refused: 'yearExists', params: { sheet: name } };

  const growth = book.ledger ? growLedger(book, book.ledger, sheets, latest, year) : NO_GROWTH;
  if ('refused' in growth) return growth;
  const steps: Step[] = [{ kind: 'copySheet', sheet: latest.sheet, as: name }, ...growth.steps];
  return {
    command: START_YEAR,
    steps,
    edits: [...rollSheet(book, latest, source, year, growth), ...growth.edits],
  };
}

export interface Growth {
  readonly steps: readonly Step[];
  readonly edits: readonly Edit[];
  /** Columns of a year in the ledger as it will be. */
  columns(year: number): Readonly<Record<LedgerField, number>> | null;
  priorColumn(year: number): number | null;
}
const NO_GROWTH: Growth = { steps: [], edits: [], columns: () => null, priorColumn: () => null };

/** The new sheet: a copy, and what has to be different in it. */
function rollSheet(book: Book, latest: Report, source: SheetSnapshot, year: number, growth: Growth): Edit[] {
  const sheet = yearHeading(year);
  const edits = new Map<string, Edit>();
  const put = (at: Position, after: Entry): void => {
    const { value, formula } = cellAt(source, at.row, at.column);
    const same = formula === after.formula && (formula !== null || value === after.value);
    if (!same) edits.set(addressOf(at), { sheet, ...at, before: { value, formula }, after, why: START_YEAR });
  };
  for (const [index, { value, formula }] of source.cells) {
    // The new year is not final because the old one is.
    if (isFinalLine(value)) put(positionOf(index), { value: null, formula: null });
    const moved = formula === null ? null : pointAt(formula, book.ledger, latest.year!, year, growth);
    if (moved !== null && moved !== formula) put(positionOf(index), { value: null, formula: moved });
  }
  for (const { at, text, uncomputed } of latest.located.yearLabels) {
    if (!uncomputed && cellAt(source, at.row, at.column).formula === null)
      put(at, { value: text.replace(String(latest.year), String(year)), formula: null });
  }
  for (const [key, at] of latest.located.cells) {
    const after = rolledEntry(key, at, { book, latest, source, year, growth });
    if (after) put(at, after);
  }
  return [...edits.values()];
}

interface Roll {
  readonly book: Book;
  readonly latest: Report;
  readonly source: SheetSnapshot;
  readonly year: number;
  readonly growth: Growth;
}

/** What a cell of the form holds in the new year; null where the copy is right already. */
function rolledEntry(key: CellKey, at: Position, { book, latest, source, year, growth }: Roll): Entry | null {
  const { id, period } = splitKey(key);
  const held = cellAt(source, at.row, at.column);
  const embedded = latest.located.embedded.has(key);
  if (key === 'head.year/value') {
    if (!embedded) return { value: year, formula: null };
    const text = textOf(held).normalize('NFKC');
    return { value: text.replace(String(latest.year), String(year)), formula: null };
  }
  if (id.startsWith('head.') || id.startsWith('documents.')) return null;
  const parts = book.form.indicators.find((one) => one.id === id)?.sumOf;
  if (parts) {
    if (held.formula !== null) return null;
    return { value: null, formula: latest.living ? totalAgain(latest, parts, period) : null };
  }
  if (period === 'cumulative') return cumulativeAgain(id, held, latest, year, growth, book.ledger);
  const entered = book.ledger?.entry(id, year)?.year.content;
  const figure = period === 'year' && entered ? numberIn(entered) : null;
  if (embedded) return { value: untick(textOf(held)), formula: null };
  return { value: figure, formula: null };
}

const textOf = ({ value }: CellContent): string => (typeof value === 'string' ? value : '');

/** 有☑ 无□ → 有□ 无□ */
const untick = (text: string): string => text.replace(/[☑☒√✓■Rþ]/g, '□');

function totalAgain(
  report: Report,
  parts: readonly string[],
  period: 'year' | 'cumulative' | 'value',
): string | null {
  const at = parts.map((part) => positionIn(report, keyOf(part, period)));
  return at.includes(null) ? null : totalFormula(at.map((part) => addressOf(part!)));
}

function cumulativeAgain(
  id: string,
  held: CellContent,
  latest: Report,
  year: number,
  growth: Growth,
  ledger: Ledger | null,
): Entry | null {
  const own = positionIn(latest, keyOf(id, 'year'));
  const column = growth.columns(year)?.cumulative;
  const row = ledger?.rows.get(id);
  const chained = own && ledger && column !== undefined && row !== undefined;
  if (!chained) return { value: null, formula: null };
  // A formula that points at the ledger was moved on with all others.
  if (held.formula?.includes(quoteSheet(ledger.sheet))) return null;
  const target = `${quoteSheet(ledger.sheet)}!${addressOf({ row, column })}`;
  return { value: null, formula: cumulativeFormula(addressOf(own), target) };
}

/** A formula of the year before, pointing at the new year's columns of the ledger. */
function pointAt(formula: string, ledger: Ledger | null, from: number, to: number, growth: Growth): string {
  if (!ledger || !formula.includes(ledger.sheet)) return formula;
  const moved = new Map<number, number>();
  const [old, fresh] = [ledger.columns(from), growth.columns(to)];
  const [oldPrior, freshPrior] = [ledger.priorColumn(from), growth.priorColumn(to)];
  if (oldPrior !== null && freshPrior !== null) moved.set(oldPrior, freshPrior);
  for (const field of FIELDS) if (old && fresh) moved.set(old[field], fresh[field]);
  const before = ledger.columns(from - 1);
  if (before && old)
    for (const field of FIELDS) if (!moved.has(before[field])) moved.set(before[field], old[field]);
  return moveReferences(formula, ({ sheet, row, column }) => ({
    row,
    column: sheet === ledger.sheet ? (moved.get(column) ?? column) : column,
  }));
}

const FIELDS = Object.keys(LEDGER_FIELDS) as LedgerField[];

/**
 * The ledger with columns for every year up to the new one, each linked to its sheet. The new one's is going to stand
 * as `model` does; null where it is there already.
 */
export function growLedger(
  book: Book,
  ledger: Ledger,
  sheets: readonly SheetSnapshot[],
  model: Report | null,
  year: number,
): Growth | { readonly refused: string } {
  const snapshot = sheets.find(({ name }) => name === ledger.sheet)!;
  const lastYear = ledger.years.at(-1);
  const last = lastYear === undefined ? null : ledger.columns(lastYear);
  if (!last || lastYear === undefined) return { refused: 'brokenLedger' };
  const right = Math.max(...FIELDS.map((field) => last[field]));
  const left = Math.min(...FIELDS.map((field) => last[field]));
  const width = right - left + 1;
  const bottom = Math.max(...ledger.rows.values());
  const fresh = Array.from({ length: Math.max(0, year - lastYear) }, (_, index) => lastYear + 1 + index);
  const end = right + fresh.length * width;
  const taken = [...snapshot.cells.keys()]
    .map(positionOf)
    .some(({ row, column }) => column > right && column <= end && row <= bottom);
  if (taken) return { refused: 'crowdedLedger' };

  const columns = (at: number): Readonly<Record<LedgerField, number>> | null => {
    if (at <= lastYear) return ledger.columns(at);
    if (at > year) return null;
    const shift = (at - lastYear) * width;
    return Object.fromEntries(FIELDS.map((field) => [field, last[field] + shift])) as Record<
      LedgerField,
      number
    >;
  };
  const priorColumn = (at: number): number | null =>
    at > lastYear ? (columns(at - 1)?.cumulative ?? null) : ledger.priorColumn(at);

  const area = { top: ledger.yearRow, left, bottom, right };
  const steps = fresh.flatMap((_year, index): Step[] => [
    {
      kind: 'copyLooks',
      sheet: ledger.sheet,
      from: area,
      to: { row: ledger.yearRow, column: right + 1 + index * width },
    },
  ]);
  if (fresh.length > 0) {
    // Nothing can be adjusted in the year that 累计 begins with: its cells are locked, those after it are not.
    if (lastYear === book.form.since) steps.push(...fresh.flatMap(openAdjustments));
    const printed = { top: 0, left: 0, bottom: ledger.bottom, right };
    steps.push({ kind: 'printArea', sheet: ledger.sheet, from: printed, to: { ...printed, right: end } });
  }
  const edits: Edit[] = [];
  const put = (row: number, column: number, after: Entry): void => {
    const { value, formula } = cellAt(snapshot, row, column);
    edits.push({ sheet: ledger.sheet, row, column, before: { value, formula }, after, why: START_YEAR });
  };
  for (const at of fresh) drawYear(at);
  if (fresh.length === 0) linkYear(year);
  return { steps, edits, columns, priorColumn };

  function openAdjustments(at: number): Step[] {
    const { adjustment, reason } = columns(at)!;
    const rows = ledgerIndicators(book.form).flatMap(({ id, sumOf }) =>
      sumOf ? [] : (ledger.rows.get(id) ?? []),
    );
    return runsOf(rows).map(({ top, bottom: end }) => ({
      kind: 'unlock',
      sheet: ledger.sheet,
      area: { top, bottom: end, left: adjustment, right: reason },
    }));
  }

  function drawYear(at: number): void {
    const own = columns(at)!;
    put(ledger.yearRow, own.year, { value: yearHeading(at), formula: null });
    for (const field of FIELDS)
      put(ledger.fieldRow, own[field], { value: LEDGER_FIELDS[field], formula: null });
    for (const { id, sumOf } of ledgerIndicators(book.form)) {
      const row = ledger.rows.get(id);
      if (row === undefined) continue;
      const ref = (column: number): string => addressOf({ row, column });
      const prior = priorColumn(at);
      if (sumOf) {
        const parts = (column: number): string[] =>
          sumOf.map((part) => columnName(column) + ((ledger.rows.get(part) ?? row) + 1));
        put(row, own.year, { value: null, formula: totalFormula(parts(own.year)) });
        put(row, own.adjustment, { value: null, formula: totalAdjustmentFormula(parts(own.adjustment)) });
        put(row, own.reason, { value: TOTAL_REASON, formula: null });
        put(row, own.cumulative, { value: null, formula: totalFormula(parts(own.cumulative)) });
      } else {
        linkFigure(id, row, own.year, at);
        if (prior === null) continue;
        const formula = ledgerChainFormula(ref(prior), ref(own.year), ref(own.adjustment));
        put(row, own.cumulative, { value: null, formula });
      }
    }
  }

  /** The ledger knew the year before it had a sheet: its figures go there, and come back as links. */
  function linkYear(at: number): void {
    for (const { id, sumOf } of ledgerIndicators(book.form)) {
      const row = ledger.rows.get(id);
      if (row !== undefined && !sumOf) linkFigure(id, row, columns(at)!.year, at);
    }
  }

  function linkFigure(id: string, row: number, column: number, at: number): void {
    const made = at === year ? model : null;
    const report = made ?? reportOf(book, at);
    const own = report && positionIn(report, keyOf(id, 'year'));
    if (!own) return;
    const sheet = made ? yearHeading(year) : report.sheet;
    put(row, column, { value: null, formula: ledgerYearFormula(`${quoteSheet(sheet)}!${addressOf(own)}`) });
  }
}

/** Consecutive numbers as ranges. */
function runsOf(rows: readonly number[]): { top: number; bottom: number }[] {
  const runs: { top: number; bottom: number }[] = [];
  for (const row of [...rows].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last.bottom === row - 1) last.bottom = row;
    else runs.push({ top: row, bottom: row });
  }
  return runs;
}
