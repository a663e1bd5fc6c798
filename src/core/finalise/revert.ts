/** What was finalised is put back. A cell that computes itself follows the others and is left alone. */
import type { Edit, Proposal } from '../plan';
import { type Book, contentOf, positionIn } from '../report';
import { finalisedOf } from './receipt';

export const REVERT = 'revert';

export function revertChanges(book: Book, sheet: string): Proposal {
  const report = book.reports.find((one) => one.sheet === sheet);
  const finalised = report ? finalisedOf(report, book) : null;
  if (!report || !finalised) return { refused: 'noReport' };
  const edits = finalised.changes.flatMap(({ key, was }): Edit[] => {
    const at = positionIn(report, key);
    const { value, formula } = contentOf(report, key);
    if (!at || formula !== null || report.located.embedded.has(key)) return [];
    const before = { value, formula };
    return [{ sheet, ...at, before, after: { value: was, formula: null }, why: REVERT }];
  });
  return edits.length === 0 ? { refused: 'notRevertible' } : { command: REVERT, edits };
}
