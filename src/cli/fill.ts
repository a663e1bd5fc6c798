/** fill: 合计 and 累计 that are empty, and the base from last year's file; what a person typed is listed and stays. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type PriorFile, readPrior } from '../app/prior';
import {
  addressOf,
  type Book,
  cellAt,
  check,
  contentOf,
  type EditPlan,
  figureOf,
  form,
  isRefusal,
  keyOf,
  positionIn,
  type Proposal,
  readBook,
} from '../core';
import { fillComputed } from '../core/fill/fill';
import { comparePrior, type Difference, takePrior } from '../core/fill/prior';
import { recompute } from '../core/fill/recompute';
import { ledgerIndicators } from '../core/ledger';
import { adjustmentOf, priorOf, type Report } from '../core/report';
import { sumOf } from '../core/values/number';
import { readSheets } from '../hosts/xlsx/sheets';
import { createXlsxHost, type XlsxHost } from '../hosts/xlsx/host';
import { formatValue, nameOf, pathOf } from '../strings/labels';
import { fileFaultOf, type Language, noticeOf, pathWords, put } from '../strings/messages';
import { wordFaultOf } from '../strings/word';
import { yearWords } from '../strings/years';
import { openFile, save } from './files';
import { EXIT, type Run, type Say, UsageError } from './usage';

export const fill: Run = async (names, { output, prior: priors = [] }, say, language) => {
  const [file] = names;
  if (file === undefined) throw new UsageError(say('noFiles'));
  if (names.length > 1 || priors.length > 1) throw new UsageError(say('oneFilled'));
  if (!output) throw new UsageError(say('noOutput'));
  const opened = await openFile(file, language);
  if (!('book' in opened)) return failed(file, say('failed', { reason: opened.reason }));
  const prior = priors[0] === undefined ? null : await openPrior(priors[0], say);
  if (prior && 'fault' in prior)
    return failed(priors[0]!, say('failed', { reason: reasonOf(prior, language) }));

  const host = createXlsxHost(readFileSync(file), basename(file), {
    recompute: (sheets) => recompute(sheets, form),
  });
  const earlier = prior?.earlier ?? null;
  const look = async (): Promise<Book> => ({ ...readBook(await host.snapshot(), form), earlier });
  const paper = new Paper(say, language);
  if (prior) {
    const compared = comparePrior(await look(), prior.earlier);
    if ('refused' in compared) {
      if (compared.refused !== 'noLedger')
        return failed(priors[0]!, noticeOf(compared.refused, {}, language));
    } else {
      const blank = compared.differences.filter((one) => one.blank);
      if (blank.length > 0) await carryOut(host, takePrior(await look(), blank, prior.mark), paper);
      paper.leave(compared.differences.filter((one) => !one.blank));
    }
  }
  await carryOut(host, fillComputed(await look(), null), paper);
  const book = await look();
  paper.typed(book);
  save(output, host.save(), say);
  process.stdout.write(paper.text());
  process.stderr.write(`${say('written', { file: output })}\n`);
  const found = check(book, { stage: 'draft', currentYear: new Date().getFullYear(), prior: earlier });
  return found.some(({ severity }) => severity === 'hard') ? EXIT.hard : EXIT.done;
};

function failed(file: string, reason: string): number {
  process.stderr.write(`${file}: ${reason}\n`);
  return EXIT.failed;
}

async function openPrior(file: string, say: Say): Promise<PriorFile> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new UsageError(`${file}: ${say('cannotRead')}`);
  }
  return readPrior(
    { name: basename(file), bytes },
    (name, content) => Promise.resolve().then(() => readSheets(name, content)),
    form,
  );
}

function reasonOf({ fault, word, label }: Extract<PriorFile, { fault: string }>, language: Language): string {
  if (fault === 'NOT_FORM') return yearWords(language).prior.notForm;
  return word ? wordFaultOf(fault, label, language) : fileFaultOf(fault, language);
}

/** Applies a plan to the file, and notes each cell with what it holds then. Nothing to do is no failure. */
async function carryOut(host: XlsxHost, proposal: Proposal, paper: Paper): Promise<void> {
  if (isRefusal(proposal)) return;
  const result = await host.apply(proposal);
  if (!result.applied) throw new Error('the file changed while it was filled');
  paper.wrote(proposal, await host.snapshot());
}

/** What was done, cell by cell, and what was left as it is. */
class Paper {
  private readonly lines: string[] = [];
  private readonly left: string[] = [];

  constructor(
    private readonly say: Say,
    private readonly language: Language,
  ) {}

  wrote({ edits }: EditPlan, sheets: Awaited<ReturnType<XlsxHost['snapshot']>>): void {
    const book = readBook(sheets, form);
    for (const { sheet, row, column, before } of edits) {
      const now = cellAt(
        sheets.find(({ name }) => name === sheet)!,
        row,
        column,
      ).value;
      const change = `${this.value(before.value)} → ${this.value(now)}`;
      const place = `${sheet}!${addressOf({ row, column })}`;
      this.lines.push(
        `  ${place}  ${this.nameAt(book, sheet, row, column)}  ${change.replace(/\s*\n\s*/g, ' ')}`,
      );
    }
  }

  leave(differences: readonly Difference[]): void {
    const words = yearWords(this.language).prior;
    for (const { kind, id, year, held, told } of differences) {
      const what = `${nameOf(form, id, pathWords(this.language))} ${put(words[kind], { year: String(year) })}`;
      this.left.push(`  ${this.say('differs', { what, held: this.value(held), told: this.value(told) })}`);
    }
  }

  /** Typed numbers where the form computes, that are not what it computes. */
  typed(book: Book): void {
    for (const report of book.reports) {
      for (const { id, sumOf: parts } of ledgerIndicators(form)) {
        for (const period of ['year', 'cumulative'] as const) {
          const key = keyOf(id, period);
          const value = figureOf(report, key);
          const at = positionIn(report, key);
          if (!at || value === null || contentOf(report, key).formula !== null) continue;
          const wanted = parts
            ? totalOf(report, parts, period)
            : period === 'year'
              ? null
              : chainedIn(book, report, id);
          if (wanted === null || wanted === value) continue;
          const what = `${report.sheet}!${addressOf(at)} ${pathOf(form, id, period, pathWords(this.language))}`;
          this.left.push(
            `  ${this.say('typed', { what, held: this.value(value), told: this.value(wanted) })}`,
          );
        }
      }
    }
  }

  text(): string {
    const { lines, left, say } = this;
    const filled =
      lines.length === 0 ? [say('filledNone')] : [say('filled', { count: lines.length }), ...lines];
    const kept = left.length === 0 ? [] : [say('keptTyped', { count: left.length }), ...left];
    return `${[...filled, ...kept].join('\n')}\n`;
  }

  private nameAt(book: Book, sheet: string, row: number, column: number): string {
    const words = pathWords(this.language);
    const report = book.reports.find((one) => one.sheet === sheet);
    const key = [...(report?.located.cells ?? [])].find(
      ([, at]) => at.row === row && at.column === column,
    )?.[0];
    if (key)
      return pathOf(
        form,
        key.slice(0, key.lastIndexOf('/')),
        key.endsWith('cumulative') ? 'cumulative' : 'year',
        words,
      );
    const id = [...(book.ledger?.rows ?? [])].find(([, at]) => at === row)?.[0];
    return id === undefined ? this.say('sourceOf') : pathOf(form, id, null, words);
  }

  private value(value: Difference['held']): string {
    return formatValue(value, this.say('blankCell'));
  }
}

function totalOf(report: Report, parts: readonly string[], period: 'year' | 'cumulative'): number | null {
  const figures = parts.map((part) => figureOf(report, keyOf(part, period)));
  return figures.includes(null) ? null : sumOf(figures as number[]);
}

function chainedIn(book: Book, report: Report, id: string): number | null {
  if (report.year === null) return null;
  const parts = [
    priorOf(book, id, report.year),
    figureOf(report, keyOf(id, 'year')),
    adjustmentOf(book, id, report.year),
  ];
  return parts.includes(null) ? null : sumOf(parts as number[]);
}
