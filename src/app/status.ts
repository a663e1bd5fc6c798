import type { Form } from '../core';
import { countBySeverity, findingsOf } from './findings';
import { type Progress, progressOf, sumProgress } from './progress';
import { activeReport } from './reports';
import type { AppState } from './state';

/** What the pane may say of the report as a whole. A count is only said of what has been checked. */
export type Status =
  | { readonly kind: 'checking' | 'unchecked' }
  | {
      readonly kind: 'hard' | 'soft' | 'unfilled' | 'passed';
      readonly hard: number;
      readonly soft: number;
      readonly info: number;
      readonly blank: number;
    };

export function statusOf(state: AppState, form: Form): Status {
  const report = activeReport(state);
  if (state.fault) return { kind: 'unchecked' };
  if (state.pending || state.phase === 'attaching') return { kind: 'checking' };
  if (!report) return { kind: 'unchecked' };
  const findings = findingsOf(state);
  const counts = countBySeverity(findings);
  const { blank }: Progress = sumProgress(progressOf(report, findings, form));
  const kind = counts.hard > 0 ? 'hard' : counts.soft > 0 ? 'soft' : blank > 0 ? 'unfilled' : 'passed';
  return { kind, ...counts, blank };
}
