/** 装入公式与标记: what the official workbook does by itself, put into a copy that somebody else made. */
import { isEquipped } from '../core/equipped';
import { EXPLANATIONS_SHEET } from '../core/explanations';
import { growLedger } from '../core/fill/year';
import { isFinalLine } from '../core/finalise/line';
import { finalisedOf } from '../core/finalise/receipt';
import { startsFromSheet } from '../core/formulas';
import type { Form } from '../core/form/schema';
import { baseHeading, LEDGER_SHEET, type Ledger, ledgerIndicators, placeLedger } from '../core/ledger';
import {
  addressOf,
  type CellKey,
  type CellValue,
  keyOf,
  positionOf,
  quoteSheet,
  type SheetSnapshot,
} from '../core/model';
import type { Edit, Proposal, Remark } from '../core/plan';
import { type Book, contentOf, figureOf, positionIn, type Report } from '../core/report';
import type { Step } from '../core/structure';
import { type LedgerLink, linkTo } from './companions';
import { computeFigures, type Figures } from './compute';
import { entered, equip } from './equip';
import { draftExplanations, keysIn, keysOf } from './explanations';
import { draftLedger, type LedgerSources } from './ledger';
import type { LedgerValues, TemplateValues } from './values';

export const ADOPT = 'adopt';
/** So many years have a place in a ledger of our making; more are a slip of the keyboard in one of the years. */
const MOST_YEARS = 40;

/**
 * Formulas for 合计 and 累计 where these are empty, year labels that follow head.year, the hidden verdicts with their
 * highlights, validations, and the sheets 累计台账 and 审核说明 where they are missing. A sheet that has lost some of it
 * gets back what is gone. What a person entered stays as it is.
 */
export function adopt(book: Book, sheets: readonly SheetSnapshot[]): Proposal {
  const { chosen, left } = chooseReports(book);
  const reports = chosen.filter((report) => !isEquipped(report, book));
  if (chosen.length === 0) return book.reports.length === 0 ? { refused: 'noForm' } : { refused: 'noReport' };
  if (reports.length === 0) return { refused: 'alreadyLiving' };
  if (!book.ledger && sheets.some(({ name }) => name === LEDGER_SHEET))
    return { refused: 'ledgerTaken', params: { sheet: LEDGER_SHEET } };
  const ledger = book.ledger ? keepLedger(book, book.ledger, sheets, chosen) : newLedger(book, chosen);
  if ('refused' in ledger) return ledger;

  const steps: Step[] = [...ledger.steps];
  const edits: Edit[] = [...ledger.edits];
  const remarks: Remark[] = [...left, ...ledger.remarks];
  const explanations = keysFor(book, sheets);
  for (const report of reports) {
    const sheet = sheets.find(({ name }) => name === report.sheet)!;
    const equipped = equip(report, sheet, sheets, { form: book.form, ...ledger, explanations });
    if (equipped === null) return { refused: 'farContent', params: { sheet: report.sheet } };
    steps.push(...equipped.steps);
    edits.push(...equipped.edits, ...takeStampOff(report, sheet, book));
    remarks.push(...equipped.remarks);
  }
  if (lacksExplanations(book, sheets))
    steps.push({ kind: 'addSheet', draft: draftExplanations(book.form, []), behind: null });
  return { command: ADOPT, steps, edits, remarks };
}

/** A year sheet that was copied of a finalised one still has the line that is printed below it, of figures not its own. */
const takeStampOff = (report: Report, { name, cells }: SheetSnapshot, book: Book): Edit[] =>
  finalisedOf(report, book)
    ? []
    : [...cells]
        .filter(([, { value }]) => isFinalLine(value))
        .map(([index, before]) => ({
          sheet: name,
          ...positionOf(index),
          before: { value: before.value, formula: before.formula },
          after: { value: null, formula: null },
          why: 'stamp',
        }));

const lacksExplanations = ({ explanations }: Book, sheets: readonly SheetSnapshot[]): boolean =>
  !explanations && !sheets.some(({ name }) => name === EXPLANATIONS_SHEET);

/** Where the keys of the written reasons stand, or are going to. */
function keysFor(book: Book, sheets: readonly SheetSnapshot[]): string | null {
  const { explanations } = book;
  if (explanations)
    return keysIn(
      explanations,
      sheets.find(({ name }) => name === explanations.sheet)!,
    );
  return lacksExplanations(book, sheets) ? keysOf([]) : null;
}

/** One sheet a year; the others are named, and left alone. */
function chooseReports(book: Book): { chosen: Report[]; left: Remark[] } {
  const chosen: Report[] = [];
  const left: Remark[] = [];
  for (const report of book.reports) {
    const { sheet, year } = report;
    const other = chosen.find((one) => one.year === year);
    if (year === null) left.push({ code: 'noYear', params: { sheet } });
    else if (year < book.form.since) left.push({ code: 'earlyYear', params: { sheet, year } });
    else if (other) left.push({ code: 'sameYear', params: { sheet, year, other: other.sheet } });
    else if (book.ledger && year < book.ledger.years[0]!)
      left.push({ code: 'beforeLedger', params: { sheet, year, from: book.ledger.years[0]! } });
    else chosen.push(report);
  }
  return { chosen, left };
}

interface LedgerPart {
  readonly ledger: LedgerLink;
  readonly figures: Figures;
  /** Makes the sheet where there is none, or columns for later years. */
  readonly steps: readonly Step[];
  readonly edits: readonly Edit[];
  readonly remarks: readonly Remark[];
}

function newLedger(
  { form, explanations }: Book,
  reports: readonly Report[],
): LedgerPart | { readonly refused: string; readonly params: { from: number; to: number } } {
  const years = reports.map(({ year }) => year!);
  const [from, to] = [Math.min(...years), Math.max(...years)];
  if (to - from >= MOST_YEARS) return { refused: 'farYears', params: { from, to } };
  const place = placeLedger(form, from, to);
  const starts = startsOf(form, reports, place.years);
  const ledger = new Map([...starts].map(([id, set]): [string, LedgerValues] => [id, { starts: set }]));
  const figures = computeFigures(form, place.years, undefined, {
    years: enteredIn(form, reports),
    ledger,
    explanations: explanations?.entries ?? [],
  });
  const refer = (id: string, year: number, period: 'year' | 'cumulative'): string | null => {
    const report = reports.find((one) => one.year === year);
    const at = report && positionIn(report, keyOf(id, period));
    return at ? `${quoteSheet(report.sheet)}!${addressOf(at)}` : null;
  };
  const sources: LedgerSources = {
    year: (id, year) => refer(id, year, 'year'),
    start: (id, year) => (starts.get(id)?.has(year) ? refer(id, year, 'cumulative') : null),
  };
  const last = [...reports].sort((a, b) => a.order - b.order).at(-1)!;
  const draft = draftLedger(form, place, figures, sources);
  return {
    ledger: linkTo(LEDGER_SHEET, place),
    figures,
    steps: [{ kind: 'addSheet', draft, behind: last.sheet }],
    edits: [],
    remarks: remarksOn(form, from, starts),
  };
}

/**
 * Where nothing before a 累计 is known, the chain starts from the figure that stands in the year's sheet, as it does in
 * a workbook without a ledger. What was before that is not derived (docs/decisions/adopt.md).
 */
function startsOf(
  form: Form,
  reports: readonly Report[],
  years: readonly number[],
): Map<string, ReadonlySet<number>> {
  const starts = new Map<string, ReadonlySet<number>>();
  for (const { id, sumOf } of ledgerIndicators(form)) {
    if (sumOf) continue;
    const own = new Set<number>();
    let known = years[0] === form.since;
    for (const year of years) {
      const report = reports.find((one) => one.year === year);
      const chained = known && report !== undefined && figureOf(report, keyOf(id, 'year')) !== null;
      const typed = report !== undefined && isTyped(report, keyOf(id, 'cumulative'));
      if (!chained && typed) own.add(year);
      known = chained || typed;
    }
    if (own.size > 0) starts.set(id, own);
  }
  return starts;
}

const isTyped = (report: Report, key: CellKey): boolean =>
  figureOf(report, key) !== null && contentOf(report, key).formula === null;

function remarksOn(form: Form, from: number, starts: ReadonlyMap<string, ReadonlySet<number>>): Remark[] {
  if (from <= form.since) return [];
  const parts = ledgerIndicators(form).filter(({ sumOf }) => !sumOf);
  const started = parts.filter(({ id }) => starts.get(id)?.has(from)).length;
  const open = parts.length - started;
  return [
    ...(started > 0 ? [{ code: 'starts', params: { year: from, count: started } }] : []),
    ...(open > 0 ? [{ code: 'openBase', params: { heading: baseHeading(from - 1), count: open } }] : []),
  ];
}

/** The ledger is there, and grows by the years that it lacks. Broken links are mended by 补齐台账 (core/fill/mend). */
function keepLedger(
  book: Book,
  ledger: Ledger,
  sheets: readonly SheetSnapshot[],
  reports: readonly Report[],
): LedgerPart | { readonly refused: string } {
  const { form } = book;
  const [from, known] = [ledger.years[0]!, ledger.years.at(-1)!];
  const to = Math.max(known, ...reports.map(({ year }) => year!));
  const growth = to > known ? growLedger(book, ledger, sheets, null, to) : null;
  if (growth && 'refused' in growth) return growth;
  const at = growth ?? ledger;
  const refer = (id: string, column: number | null | undefined): string | null => {
    const row = ledger.rows.get(id);
    if (row === undefined || column === null || column === undefined) return null;
    return `${quoteSheet(ledger.sheet)}!${addressOf({ row, column })}`;
  };
  const years = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const written = { explanations: book.explanations?.entries ?? [] };
  return {
    ledger: {
      cell: (id, year, field) => refer(id, at.columns(year)?.[field]),
      prior: (id, year) => refer(id, at.priorColumn(year)),
    },
    figures: computeFigures(form, years, undefined, {
      ...ledgerValues(form, ledger, reports),
      ...written,
    }),
    steps: growth?.steps ?? [],
    edits: growth?.edits ?? [],
    remarks: [],
  };
}

function ledgerValues(form: Form, ledger: Ledger, reports: readonly Report[]): TemplateValues {
  const years = enteredIn(form, reports);
  const values = new Map<string, LedgerValues>();
  for (const { id, sumOf } of ledgerIndicators(form)) {
    if (sumOf) continue;
    const adjustments = new Map<number, CellValue>();
    const reasons = new Map<number, CellValue>();
    const starts = new Set<number>();
    for (const year of ledger.years) {
      const entry = ledger.entry(id, year);
      if (!entry) continue;
      adjustments.set(year, entry.adjustment.content.value);
      reasons.set(year, entry.reason.content.value);
      if (startsFromSheet(entry.cumulative.content.formula)) starts.add(year);
      if (reports.some((report) => report.year === year)) continue;
      const own = years.get(year) ?? new Map<CellKey, CellValue>();
      years.set(year, own.set(keyOf(id, 'year'), entry.year.content.value));
    }
    values.set(id, { base: ledger.base(id)?.content.value ?? null, adjustments, reasons, starts });
  }
  return { years, ledger: values };
}

const enteredIn = (form: Form, reports: readonly Report[]): Map<number, Map<CellKey, CellValue>> =>
  new Map(reports.map((report) => [report.year!, entered(report, form)]));
