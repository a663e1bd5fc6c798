/** Rules that cannot be decided yet: a blank is not 0, so they wait instead of failing. */
import { evaluate } from '../expression/evaluate';
import { priorsOf } from '../expression/tree';
import type { Rule } from '../form/schema';
import { type CellKey, splitKey } from '../model';
import { type Book, contentOf, positionIn, priorOf, type Report } from '../report';
import { operandsAt } from './operands';
import { type Involved, rulesOn } from './involved';
import { appliesIn } from './scope';

export interface Undecided {
  readonly rule: Rule;
  /** The blank cells of the form that it waits for. */
  readonly missing: readonly CellKey[];
  /** Indicators whose 上年累计 it waits for. */
  readonly unknown: readonly string[];
}

/** The hard and soft rules on a cell that wait for something; text and errors have findings of their own. */
export function undecidedAt(report: Report, book: Book, key: CellKey): Undecided[] {
  const { form } = book;
  return rulesOn(form, splitKey(key).id)
    .filter(({ keys }) => keys.has(key))
    .flatMap((involved) => waitingFor(involved, report, book) ?? []);
}

function waitingFor({ rule, subject, keys }: Involved, report: Report, book: Book): Undecided | null {
  if (rule.severity === 'info' || rule.stage === 'final') return null;
  if (!rule.holds || !appliesIn(rule, report.year, book.form.since)) return null;
  if (evaluate(rule.holds, operandsAt(subject, report, book)) !== null) return null;
  const missing = [...keys].filter((one) => isBlank(report, one));
  const readable = [...keys].every(
    (one) => missing.includes(one) || typeof contentOf(report, one).value !== 'object',
  );
  const unknown = priorsOf(rule.holds)
    .map((id) => (id === 'self' ? subject.indicator.id : id))
    .filter((id) => report.year !== null && priorOf(book, id, report.year) === null);
  return readable && missing.length + unknown.length > 0 ? { rule, missing, unknown } : null;
}

function isBlank(report: Report, key: CellKey): boolean {
  const { value } = contentOf(report, key);
  return positionIn(report, key) !== null && (value === null || value === '');
}
