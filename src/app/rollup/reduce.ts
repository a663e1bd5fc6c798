/** One file of a roll-up: opened, checked and reduced at once, so that no workbook is kept. */
import { type Book, checkReport, type Finding, type Stage } from '../../core';
import { type Child, childOf, type FileFacts, reportIn } from '../../core/rollup/child';
import type { Form } from '../../core';
import type { WordForm } from '../../word/read';

export interface ReduceOptions {
  /** null: the latest year of the file. */
  readonly year: number | null;
  readonly stage: Stage;
  readonly currentYear: number;
  /** Whether the findings are kept with the file: for return lists, and to be shown. */
  readonly keepFindings?: boolean;
}

/** Is given the findings of a file before they are forgotten. */
export type Taker = (findings: readonly Finding[]) => void;

/** Checks the year's report with the file's own chain; what is kept of it is small. */
export function reduceBook(
  facts: FileFacts,
  book: Book,
  { year, stage, currentYear, keepFindings }: ReduceOptions,
  take: Taker = () => undefined,
): Child {
  const report = reportIn(book, year);
  const fileName = facts.file.replace(/^.*[\\/]/, '');
  const findings = report ? checkReport(report, book, { stage, currentYear, fileName }) : [];
  if (report) take(findings);
  // A piece of a text holds all of the text: copies do not.
  return structuredClone(childOf(facts, book, report && { report, findings }, keepFindings));
}

/** A Word file: no ledger, and no cells that a link could lead to. */
export function reduceWord(
  facts: FileFacts,
  { report, papers, explanations }: Pick<WordForm, 'report' | 'papers' | 'explanations'>,
  form: Form,
  options: ReduceOptions,
  take?: Taker,
): Child {
  const book: Book = {
    form,
    reports: [report],
    ledger: null,
    explanations,
    receipts: [],
    papers,
    nearest: null,
  };
  const child = reduceBook(facts, book, options, take);
  const { contribution } = child;
  if (!contribution) return child;
  const places = contribution.places.map(() => '');
  return { ...child, contribution: { ...contribution, sheet: '', places } };
}

/** Name by which a workbook of ours says which version of the form it is. */
const VERSION = 'CPREPORT_VERSION';

export const versionIn = (names: ReadonlyMap<string, string>): string | null =>
  names.get(VERSION)?.replace(/^=?"(.*)"$/, '$1') ?? null;
