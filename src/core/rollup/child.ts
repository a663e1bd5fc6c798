/** What is kept of a reporter's file once it has been read and checked: plain data, small, and no sheets. */
import type { Finding, Severity } from '../check/finding';
import { cellKeyOf, isExplained, ownCell, SEVERITIES } from '../check/finding';
import { figuresOf } from '../check/values';
import { type Explanation, subjectOf } from '../explanations';
import type { Form } from '../form/schema';
import { addressOf, type CellValue, isError, keyOf, splitKey } from '../model';
import { adjustmentOf, type Book, contentOf, numberIn, priorOf, type Report, reportOf } from '../report';
import { readChoice } from '../values/choice';
import { documentsOf, type Listed } from './documents';
import type { Member } from './members';
import { slotAt, slotsOf } from './slots';

/** What is known of a file before it is opened. */
export interface FileFacts {
  /** As the person calls it; unique in a roll-up. */
  readonly file: string;
  /** Of its bytes: who sends the same file again has changed nothing. */
  readonly fingerprint: string;
  /** Day of its last change, 2015-03-31; null where that is not known. */
  readonly modified: string | null;
  /** Version of the form that the workbook says it is; null in a plain copy. */
  readonly version: string | null;
}

/** One year's report of one file, as far as a roll-up needs it. */
export interface Contribution {
  readonly sheet: string;
  readonly region: string | null;
  readonly year: number;
  /** By slot; NaN where no number stands. */
  readonly figures: Float64Array;
  /** What stands where a number is due and is none: 2000万. By slot. */
  readonly unread: ReadonlyMap<number, string>;
  /** A1 addresses by slot; '' where there is none, as in a Word file. */
  readonly places: readonly string[];
  /** Slots whose heading is gone. */
  readonly gone: ReadonlySet<number>;
  /** The sheets that 上年累计 and 调整 stand on. */
  readonly priorSheet: string | null;
  readonly ledgerSheet: string | null;
  /** Reasons of adjustments by indicator. */
  readonly reasons: ReadonlyMap<string, string>;
  readonly choice: '有' | '无' | null;
  readonly documents: readonly Listed[];
  /** Head and free texts, as they stand. */
  readonly texts: ReadonlyMap<string, string>;
  /** `soft` without those that are explained. */
  readonly counts: Readonly<Record<Severity | 'explained' | 'blank', number>>;
  /** The written reasons that hold: they go up with the figures (RUP-03). */
  readonly explanations: readonly Explanation[];
  /** What this reporter's own roll-up lacks; nothing where its form is no sum. */
  readonly carried: Carried;
  /** The gravest finding whose first cell is this one, by slot. */
  readonly marks: ReadonlyMap<number, Severity>;
  /** All of them, where the caller asked for it. */
  readonly findings: readonly Finding[] | null;
}

/** What a form that is itself a sum says that it lacks, and has not explained. */
export interface Carried {
  /** By slot, who is lacking. */
  readonly open: ReadonlyMap<number, string>;
  /** Whole reporters; '' where there are none. */
  readonly absent: string;
  /** So many of these things have been explained. */
  readonly explained: number;
}

/** A file that could be read. Without a report of the year asked for, it says which years it has. */
export interface Child extends FileFacts {
  readonly years: readonly number[];
  readonly region: string | null;
  readonly contribution: Contribution | null;
  /** Who is in its figures, where its form is itself a sum. */
  readonly members: readonly Member[];
}

/** A file that could not. */
export interface Failed {
  readonly file: string;
  readonly code: string;
  readonly reason: string;
}

export const isFailed = (arrived: Child | Failed): arrived is Failed => 'reason' in arrived;

/** The report of a year (of the latest one where none is asked for), and what its check found. */
export function reportIn(book: Book, year: number | null): Report | null {
  if (year !== null) return reportOf(book, year) ?? null;
  return book.reports.filter((report) => report.year !== null).at(-1) ?? null;
}

export function childOf(
  facts: FileFacts,
  book: Book,
  checked: { readonly report: Report; readonly findings: readonly Finding[] } | null,
  keepFindings = false,
): Child {
  const years = [...new Set(book.reports.flatMap(({ year }) => year ?? []))];
  const region =
    checked?.report.region ?? book.reports.flatMap((report) => report.region ?? []).at(-1) ?? null;
  const contribution = checked && reduce(checked.report, checked.findings, book, keepFindings);
  return { ...facts, years, region, contribution, members: membersIn(book, contribution?.year ?? null) };
}

/** Of a year that was added to the workbook later nobody has made a sum. */
const membersIn = ({ papers }: Book, year: number | null): readonly Member[] =>
  papers && (year === null || year === papers.year) ? papers.members : [];

function reduce(
  report: Report,
  findings: readonly Finding[],
  book: Book,
  keepFindings: boolean,
): Contribution | null {
  const { form } = book;
  const { year } = report;
  if (year === null) return null;
  const slots = slotsOf(form);
  const figures = new Float64Array(slots.length).fill(NaN);
  const unread = new Map<number, string>();
  const places: string[] = [];
  const gone = new Set<number>();
  const reasons = new Map<string, string>();
  const prior = priorPlace(book, year);
  for (const { index, indicator, field, key } of slots) {
    const { id } = indicator;
    if (key !== null) {
      const content = contentOf(report, key);
      take(index, numberIn(content), content.uncomputed ? content.formula : content.value);
      const at = report.located.cells.get(key);
      places.push(at ? addressOf(at) : '');
      if (!at) gone.add(index);
    } else if (field === 'prior') {
      take(index, priorOf(book, id, year), null);
      places.push(prior.addressOf(id));
    } else {
      const entry = book.ledger?.entry(id, year);
      take(index, adjustmentOf(book, id, year), entry?.adjustment.content.value ?? null);
      places.push(entry ? addressOf(entry.adjustment.at) : '');
      const reason = textOf(entry?.reason.content.value ?? null);
      if (figures[index] !== 0 && reason !== '') reasons.set(id, reason);
    }
  }
  return {
    sheet: report.sheet,
    region: report.region,
    year,
    figures,
    unread,
    places,
    gone,
    priorSheet: prior.sheet,
    ledgerSheet: book.ledger?.sheet ?? null,
    reasons,
    choice: choiceOf(report, form),
    documents: documentsOf(report),
    texts: textsOf(report, form),
    counts: countsOf(report, findings, form),
    explanations: findings.flatMap(explanationIn),
    carried: carriedIn(findings, form),
    marks: marksOf(report, findings, form),
    findings: keepFindings ? findings : null,
  };

  function take(index: number, value: number | null, stored: CellValue): void {
    if (value !== null) figures[index] = value;
    else if (textOf(stored) !== '') unread.set(index, textOf(stored));
  }
}

/** 上年累计 stands in the ledger, else on last year's sheet, else in no cell of this file. */
function priorPlace(book: Book, year: number): { sheet: string | null; addressOf(id: string): string } {
  const { ledger } = book;
  const column = ledger?.priorColumn(year) ?? null;
  if (ledger && column !== null) {
    const place = (row: number | undefined): string => (row === undefined ? '' : addressOf({ row, column }));
    return { sheet: ledger.sheet, addressOf: (id) => place(ledger.rows.get(id)) };
  }
  const before = reportOf(book, year - 1);
  const at = (id: string): string => {
    const position = before?.located.cells.get(keyOf(id, 'cumulative'));
    return position ? addressOf(position) : '';
  };
  return { sheet: before?.sheet ?? null, addressOf: at };
}

export const textOf = (value: CellValue): string =>
  value === null ? '' : isError(value) ? value.error : String(value).trim();

function choiceOf(report: Report, form: Form): '有' | '无' | null {
  const choice = form.indicators.find(({ kind }) => kind === 'choice');
  const read = choice && readChoice(textOf(contentOf(report, keyOf(choice.id, 'value')).value));
  return read === '有' || read === '无' ? read : null;
}

function textsOf(report: Report, form: Form): Map<string, string> {
  const ids = [
    ...form.head.fields.filter(({ type }) => type === 'text').map(({ id }) => id),
    ...form.sections.flatMap(({ bands }) =>
      bands.flatMap((band) => (band.shape === 'text' ? [band.id] : [])),
    ),
  ];
  return new Map(
    ids
      .map((id) => [id, textOf(contentOf(report, keyOf(id, 'value')).value)] as const)
      .filter(([, text]) => text !== ''),
  );
}

function countsOf(report: Report, findings: readonly Finding[], form: Form): Contribution['counts'] {
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity && !isExplained(finding)).length;
  const blank = figuresOf(form).filter((key) => textOf(contentOf(report, key).value) === '').length;
  const explained = findings.filter(isExplained).length;
  return { hard: count('hard'), soft: count('soft'), info: count('info'), explained, blank };
}

function explanationIn(finding: Finding): Explanation[] {
  const subject = isExplained(finding) ? subjectOf(finding) : null;
  if (!subject || !finding.explanation) return [];
  const { reason, author, date } = finding.explanation;
  return [{ ...subject, reason, author, date }];
}

function carriedIn(findings: readonly Finding[], form: Form): Carried {
  const open = new Map<number, string>();
  let absent = '';
  let explained = 0;
  for (const finding of findings) {
    if (finding.rule !== 'RUP-01' && finding.rule !== 'RUP-02') continue;
    const lacking = String(finding.params.lacking);
    const cell = ownCell(finding);
    if (isExplained(finding)) explained++;
    else if (finding.rule === 'RUP-01') absent = lacking;
    else if (cell?.id && cell.period) open.set(slotAt(form, cell.id, cell.period)!, lacking);
  }
  return { open, absent, explained };
}

function marksOf(report: Report, findings: readonly Finding[], form: Form): Map<number, Severity> {
  const marks = new Map<number, Severity>();
  for (const finding of findings) {
    const { sheet, cells, severity } = finding;
    if (isExplained(finding)) continue;
    const key = sheet === report.sheet && cells[0] ? cellKeyOf(cells[0]) : null;
    if (key === null) continue;
    const { id, period } = splitKey(key);
    const index = slotAt(form, id, period);
    if (index === undefined) continue;
    const known = marks.get(index);
    if (!known || SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(known)) marks.set(index, severity);
  }
  return marks;
}
