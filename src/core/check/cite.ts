import type { Rule } from '../form/schema';
import { addressOf, type CellKey, EMPTY, splitKey } from '../model';
import type { Entry } from '../plan';
import { contentOf, positionIn, type Report } from '../report';
import type { CitedCell, Finding, Fix } from './finding';

/** A cell of a report as a finding cites it; null where its label is gone. */
export function cite(report: Report, key: CellKey): CitedCell | null {
  const at = positionIn(report, key);
  if (!at) return null;
  const { value } = contentOf(report, key);
  return { sheet: report.sheet, ...at, address: addressOf(at), ...splitKey(key), value };
}

export interface Details {
  readonly keys?: readonly CellKey[];
  readonly cells?: readonly CitedCell[];
  readonly severity?: Finding['severity'];
  readonly expected?: Finding['expected'];
  readonly bound?: Finding['bound'];
  readonly difference?: number | null;
  readonly params?: Finding['params'];
  readonly fix?: Fix | null;
}

/** A finding of a rule on a report. */
export function finding(rule: Rule, report: Report, details: Details): Finding {
  const cited = (details.keys ?? []).flatMap((key) => cite(report, key) ?? []);
  return {
    rule: rule.id,
    severity: details.severity ?? rule.severity,
    note: rule.note,
    sheet: report.sheet,
    year: report.year,
    cells: [...cited, ...(details.cells ?? [])],
    expected: details.expected ?? null,
    bound: details.bound ?? null,
    difference: details.difference ?? null,
    own: null,
    params: details.params ?? {},
    fix: details.fix ?? null,
    explanation: null,
  };
}

/** A fix that gives one cell another content; null where the cell cannot be written by itself. */
export function fixCell(
  report: Report,
  key: CellKey,
  after: Entry,
  why: string,
  confirm = false,
): Fix | null {
  const at = positionIn(report, key);
  if (!at || report.located.embedded.has(key)) return null;
  const { value, formula } = report.cells.get(key) ?? EMPTY;
  return { confirm, edits: [{ sheet: report.sheet, ...at, before: { value, formula }, after, why }] };
}

export const joinFixes = (fixes: readonly (Fix | null)[]): Fix | null =>
  fixes.includes(null)
    ? null
    : { confirm: fixes.some((fix) => fix!.confirm), edits: fixes.flatMap((fix) => fix!.edits) };

export const plain = (value: number | string): Entry => ({ value, formula: null });
