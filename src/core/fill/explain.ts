/** 填写说明: the written reason of soft findings goes to the sheet 审核说明, and comes out of it again. */
import type { Finding } from '../check/finding';
import type { SheetDraft } from '../draft';
import {
  EXPLANATION_FIELDS,
  type ExplanationField,
  explanationNames,
  explanationPeriods,
  EXPLANATIONS_SHEET,
  type Explanations,
  type ExplanationSubject,
  keyFormula,
  readExplanations,
  sameFigure,
  sameSubject,
  subjectOf,
} from '../explanations';
import { addressOf, cellAt, type CellValue, type SheetSnapshot } from '../model';
import type { Edit, Entry, Proposal } from '../plan';
import type { Book } from '../report';
import { reshape, type Step } from '../structure';
import { dayOf } from '../values/date';

export const EXPLAIN = 'explain';
export const WITHDRAW = 'withdraw';

export interface Reason {
  readonly reason: string;
  readonly author: string;
  /** Serial. */
  readonly date: number;
}

/**
 * One row for each finding: the one that already speaks of it, else a blank one. Where the workbook has no such
 * sheet it gets `blank`.
 */
export function explainFindings(
  book: Book,
  sheets: readonly SheetSnapshot[],
  findings: readonly Finding[],
  reason: Reason,
  blank: SheetDraft,
): Proposal {
  const subjects = findings.flatMap((finding) => subjectOf(finding) ?? []);
  if (subjects.length === 0) return { refused: 'notExplainable' };
  const found = sheetFor(book, sheets, blank);
  if ('refused' in found) return found;
  const { explanations } = found;
  const used = new Set<number>();
  const known = subjects.map((subject) => {
    const row = rowOf(subject, explanations, used);
    if (row !== null) used.add(row);
    return row;
  });
  const room = makeRoom(explanations, known.filter((row) => row === null).length);
  const steps = [...found.steps, ...room.steps];
  const shaped = reshape(sheets, steps);
  const sheet = shaped.find(({ name }) => name === explanations.sheet)!;
  const fresh = [...room.rows];
  const rows = known.map((row) => (row === null ? fresh.shift()! : room.moved(row)));
  const edits = subjects.flatMap((subject, index) =>
    writeRow(sheet, explanations, rows[index]!, wordsOf(subject, reason, book), EXPLAIN),
  );
  return { command: EXPLAIN, ...(steps.length > 0 ? { steps } : {}), edits };
}

/** What was written about these findings goes; the rows stay, blank. */
export function withdrawReasons(
  book: Book,
  sheets: readonly SheetSnapshot[],
  findings: readonly Finding[],
): Proposal {
  const { explanations } = book;
  const sheet = sheets.find(({ name }) => name === explanations?.sheet);
  if (!explanations || !sheet) return { refused: 'noExplanation' };
  const subjects = findings.flatMap((finding) => subjectOf(finding) ?? []);
  const rows = explanations.entries.filter((entry) =>
    subjects.some(
      (subject) => entry.year === subject.year && sameSubject(entry, subject) && isOf(entry, subject),
    ),
  );
  if (rows.length === 0) return { refused: 'noExplanation' };
  const edits = rows.flatMap(({ row }) => writeRow(sheet, explanations, row, {}, WITHDRAW));
  return { command: WITHDRAW, edits };
}

/** Several entries of a list share an id: the value says which one is spoken of. */
const isOf = (entry: ExplanationSubject, subject: ExplanationSubject): boolean =>
  !isInList(subject.id) || sameFigure(entry.value, subject.value);
const isInList = (id: string): boolean => id.startsWith('documents.');

function sheetFor(
  book: Book,
  sheets: readonly SheetSnapshot[],
  blank: SheetDraft,
): { explanations: Explanations; steps: Step[] } | { refused: string; params: { sheet: string } } {
  if (book.explanations) return { explanations: book.explanations, steps: [] };
  const broken = { refused: 'brokenExplanations', params: { sheet: EXPLANATIONS_SHEET } };
  if (sheets.some(({ name }) => name === blank.name)) return broken;
  const steps: Step[] = [{ kind: 'addSheet', draft: blank, behind: null }];
  const made = reshape([], steps)[0];
  const explanations = made ? readExplanations(made, book.form) : null;
  return explanations ? { explanations, steps } : broken;
}

/** The row of the same rule, year and figure that no other finding takes. */
function rowOf(
  subject: ExplanationSubject,
  { entries }: Explanations,
  used: ReadonlySet<number>,
): number | null {
  const own = entries.filter(
    (entry) =>
      entry.year === subject.year &&
      sameSubject(entry, subject) &&
      isOf(entry, subject) &&
      !used.has(entry.row),
  );
  const holding = own.filter(({ value }) => sameFigure(value, subject.value)).at(-1);
  return (holding ?? own.at(-1))?.row ?? null;
}

interface Room {
  readonly rows: readonly number[];
  readonly steps: readonly Step[];
  /** Where a row stands afterwards. */
  readonly moved: (row: number) => number;
}

/** Blank rows; where they run out, new ones above the last, which stays blank: so everything that spans them grows. */
function makeRoom({ sheet, free, keyRows, lastRow }: Explanations, count: number): Room {
  const last = keyRows.at(-1);
  if (last === undefined) {
    const rows = Array.from({ length: count }, (_, index) => lastRow + 1 + index);
    return { rows, steps: [], moved: (row) => row };
  }
  const blank = free.filter((row) => row !== last).slice(0, count);
  const missing = count - blank.length;
  if (missing === 0) return { rows: blank, steps: [], moved: (row) => row };
  return {
    rows: [...blank, ...Array.from({ length: missing }, (_, index) => last + index)],
    steps: [{ kind: 'insertRows', sheet, above: last, count: missing, like: last }],
    moved: (row) => (row >= last ? row + missing : row),
  };
}

type RowWords = Partial<Readonly<Record<ExplanationField, CellValue>>>;

function wordsOf(subject: ExplanationSubject, given: Reason, { form }: Book): RowWords {
  const { rule, year, id, period, value } = subject;
  const day = id.endsWith('.date') && typeof value === 'number' ? dayOf(value) : value;
  return {
    rule,
    year,
    name: explanationNames(form).get(id) ?? id,
    period: explanationPeriods[period] || null,
    value: day === '' ? null : day,
    reason: given.reason.trim(),
    author: given.author.trim() || null,
    date: given.date,
  };
}

/** The row's cells as edits; a cell that holds the same already is left alone. */
function writeRow(
  sheet: SheetSnapshot,
  { columns }: Explanations,
  row: number,
  words: RowWords,
  why: string,
): Edit[] {
  const put = (column: number, after: Entry): Edit[] => {
    const { value, formula } = cellAt(sheet, row, column);
    const same = formula === after.formula && (formula !== null || (value ?? '') === (after.value ?? ''));
    return same ? [] : [{ sheet: sheet.name, row, column, before: { value, formula }, after, why }];
  };
  const fields = Object.keys(EXPLANATION_FIELDS) as ExplanationField[];
  const edits = fields.flatMap((field) => {
    const column = columns[field];
    return column === undefined ? [] : put(column, { value: words[field] ?? null, formula: null });
  });
  if (columns.key === undefined || fields.some((field) => columns[field] === undefined)) return edits;
  const formula = keyFormula((field) => addressOf({ row, column: columns[field]! }));
  return [...edits, ...put(columns.key, { value: null, formula })];
}
