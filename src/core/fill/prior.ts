/** 从上年文件取数: what last year's file says and this workbook does not, one by one, to be taken or left. */
import type { Ledger, LedgerCell } from '../ledger';
import { type CellValue, keyOf, type Position } from '../model';
import { type Edit, isRefusal, type Proposal } from '../plan';
import {
  type Book,
  chainOf,
  contentOf,
  type EarlierBook,
  figureOf,
  numberIn,
  positionIn,
  reportOf,
  yearFigure,
} from '../report';
import type { Step } from '../structure';
import { sumOf } from '../values/number';
import { adjust, whyNoAdjustment } from './adjust';
import { type Source, type TakenKind, withSource } from './source';

export const PRIOR = 'prior';

/** A figure that the file knows better or otherwise. */
export interface Difference {
  /** Where it would be entered: 起点, 本年 (in the sheet or, without one, in the ledger), or as 调整. */
  readonly kind: TakenKind;
  readonly id: string;
  readonly year: number;
  /** What this workbook holds; for an adjustment, the 累计 that it comes to. */
  readonly held: CellValue;
  readonly told: number;
  /** Nothing stands there yet. */
  readonly blank: boolean;
}

/** What is known of a file that figures are taken from. */
export type FileMark = Pick<Source, 'date' | 'file' | 'fingerprint'>;

/** In the form's order; `unknown` counts the indicators of which the file does not say the 累计 that is needed. */
export interface Comparison {
  readonly differences: readonly Difference[];
  readonly same: number;
  readonly unknown: number;
}

/** Holds the workbook against last year's file. Refused where the one has no ledger or the two share no year. */
export function comparePrior(book: Book, { book: earlier }: EarlierBook): Comparison | { refused: string } {
  const { ledger } = book;
  if (!ledger) return { refused: 'noLedger' };
  const differences: Difference[] = [];
  let same = 0;
  let unknown = 0;
  for (const { id, periods, sumOf: parts } of book.form.indicators) {
    if (periods !== 'pair' || parts) continue;
    const compared = compareOne(book, ledger, earlier, id);
    if (compared.length === 0) unknown += 1;
    else if (compared.every(({ differs }) => !differs)) same += 1;
    differences.push(...compared.flatMap(({ differs, ...one }) => (differs ? [one] : [])));
  }
  return differences.length + same === 0 ? { refused: 'priorYears' } : { differences, same, unknown };
}

type Compared = Difference & { readonly differs: boolean };

function compareOne(book: Book, ledger: Ledger, earlier: Book, id: string): Compared[] {
  const compared: Compared[] = [];
  const add = (kind: TakenKind, year: number, held: CellValue, told: number | null): void => {
    if (told === null) return;
    const blank = held === null || held === '';
    const own = typeof held === 'number' ? numberIn({ value: held, formula: null }) : held;
    compared.push({ kind, id, year, held: own, told, blank, differs: own !== told });
  };
  const base = ledger.base(id);
  if (base && base.year >= book.form.since && base.content.formula === null) {
    add('base', base.year, base.content.value, toldCumulative(earlier, id, base.year));
  }
  for (const year of ledger.years) {
    const report = reportOf(book, year);
    const content = report ? contentOf(report, keyOf(id, 'year')) : ledger.entry(id, year)?.year.content;
    // What another formula says is the person's own; a dead link is as good as blank.
    if (!content || (content.formula !== null && (report || typeof content.value === 'number'))) continue;
    const dead = !report && content.formula !== null;
    add('year', year, dead ? null : content.value, yearFigure(earlier, id, year));
  }
  const year = ledger.years.filter((one) => reportOf(earlier, one)).at(-1);
  if (year !== undefined && whyNoAdjustment(book, id, year) === null) {
    const told = toldCumulative(earlier, id, year);
    const held = chainOf(book, id, year);
    const others = compared.filter((one) => one.year <= year).map(deltaOf);
    if (told !== null && held !== null && told !== sumOf([held, ...others])) {
      add('adjustment', year, held, told);
    }
  }
  return compared;
}

/** The 累计 as it was handed in; where the file only has its ledger, as that comes to. */
function toldCumulative(earlier: Book, id: string, year: number): number | null {
  const report = reportOf(earlier, year);
  return (report && figureOf(report, keyOf(id, 'cumulative'))) ?? chainOf(earlier, id, year);
}

const deltaOf = ({ held, told }: Difference): number => told - (typeof held === 'number' ? held : 0);

/** The plan that takes some of the differences, and writes down where they came from. */
export function takePrior(book: Book, chosen: readonly Difference[], mark: FileMark): Proposal {
  const { ledger } = book;
  if (!ledger) return { refused: 'noLedger' };
  if (chosen.length === 0) return { refused: 'nothingChosen' };
  const entered = chosen.filter(({ kind }) => kind !== 'adjustment');
  const adjustments = chosen
    .filter(({ kind }) => kind === 'adjustment')
    .map(({ id, year, held, told }) => {
      const others = entered.filter((one) => one.id === id && one.year <= year).map(deltaOf);
      const amount = sumOf([told, -Number(held), ...others.map((delta) => -delta)]);
      return { id, year, amount, reason: `上年修订：按《${mark.file}》的${year}年累计` };
    })
    .filter(({ amount }) => amount !== 0);
  const adjusted = adjust(book, adjustments);
  if (isRefusal(adjusted)) return adjusted;
  const source = sourceEdit(ledger, { ...mark, taken: countsOf(chosen) });
  const edits = [...entered.flatMap((one) => enter(book, ledger, one)), ...adjusted.edits, source.edit];
  const steps = [...unlockYears(book, ledger, entered), ...source.steps];
  return { command: PRIOR, ...(steps.length > 0 ? { steps } : {}), edits };
}

function enter(book: Book, ledger: Ledger, { kind, id, year, told }: Difference): Edit[] {
  const put = (sheet: string, { at, content }: LedgerCell): Edit[] => [
    {
      sheet,
      ...at,
      before: { value: content.value, formula: content.formula },
      after: { value: told, formula: null },
      why: PRIOR,
    },
  ];
  if (kind === 'base') return put(ledger.sheet, ledger.base(id)!);
  const report = reportOf(book, year);
  if (!report) return put(ledger.sheet, ledger.entry(id, year)!.year);
  const key = keyOf(id, 'year');
  const at = positionIn(report, key);
  return at ? put(report.sheet, { at, content: contentOf(report, key) }) : [];
}

/** A year without a sheet is typed in the ledger, where its cells were links and locked. */
function unlockYears(book: Book, ledger: Ledger, entered: readonly Difference[]): Step[] {
  const years = new Set(entered.flatMap(({ kind, year }) => (kind === 'year' ? [year] : [])));
  return [...years].flatMap((year) => (reportOf(book, year) ? [] : openYear(book, ledger, year)));
}

/** 本年 of a year in the ledger takes entries from now on. */
export function openYear(book: Book, ledger: Ledger, year: number): Step[] {
  const column = ledger.columns(year)?.year;
  if (column === undefined) return [];
  return [...ledger.rows]
    .filter(([id]) => !book.form.indicators.find((one) => one.id === id)?.sumOf)
    .map(([, row]) => row)
    .sort((a, b) => a - b)
    .reduce<{ top: number; bottom: number }[]>((runs, row) => {
      const last = runs.at(-1);
      if (last?.bottom === row - 1) last.bottom = row;
      else runs.push({ top: row, bottom: row });
      return runs;
    }, [])
    .map((run) => ({ kind: 'unlock', sheet: ledger.sheet, area: { ...run, left: column, right: column } }));
}

function countsOf(chosen: readonly Difference[]): Source['taken'] {
  const counts = new Map<string, Source['taken'][number]>();
  for (const { kind, year } of chosen) {
    const known = counts.get(`${kind}/${year}`);
    counts.set(`${kind}/${year}`, { kind, year, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => a.year - b.year);
}

/** Where the ledger has lost the place for it, it is made again below the table. */
function sourceEdit(ledger: Ledger, source: Source): { edit: Edit; steps: readonly Step[] } {
  const { sheet, source: found } = ledger;
  const left = Math.min(...ledger.years.flatMap((year) => Object.values(ledger.columns(year) ?? {})));
  const at: Position = found?.at ?? { row: ledger.bottom + 1, column: Math.max(0, left - 3) };
  const held = found?.content.value ?? null;
  const text = withSource(typeof held === 'string' ? held : '', source);
  const edit = {
    sheet,
    ...at,
    before: { value: held, formula: null },
    after: { value: text, formula: null },
    why: PRIOR,
  };
  const area = { top: at.row, bottom: at.row, left: at.column, right: at.column };
  return { edit, steps: found ? [] : [{ kind: 'unlock', sheet, area }] };
}
