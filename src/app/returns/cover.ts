/** 一览表: every reporter in one line, those with nothing to correct as well. */
import { type Form, type Severity, SEVERITIES } from '../../core';
import { put } from '../../strings/messages';
import { returnWords } from '../../strings/returns';
import { countBySeverity } from '../findings';
import type { Reporter, ReturnOptions } from './list';

export interface Covered {
  readonly region: string | null;
  readonly year: number | null;
  readonly file: string | null;
  readonly state: string;
  readonly worst: Severity | null;
  /** null where no file could be checked. */
  readonly counts: Readonly<Record<Severity, number>> | null;
  /** Name of the return list without its ending; null where there is none. */
  readonly name: string | null;
}

export function coverOf(
  reporter: Reporter,
  name: string | null,
  checked: boolean,
  language: ReturnOptions['language'],
): Covered {
  const { region, year, file, findings, remarks } = reporter;
  const { state } = returnWords(language);
  const counts = countBySeverity(findings);
  const worst = SEVERITIES.find((severity) => severity !== 'info' && counts[severity] > 0) ?? null;
  return {
    ...{ region, year, file, name },
    state: remarks.length > 0 ? remarks.join('\n') : name === null ? state.clean : state.returned,
    worst: remarks.length > 0 ? 'hard' : worst,
    counts: checked ? counts : null,
  };
}

/** The title of the list, and what stands above the table. */
export function coverLines(
  covered: readonly Covered[],
  form: Form,
  { language, due, office }: ReturnOptions,
): { title: string; lines: string[] } {
  const words = returnWords(language);
  const returned = covered.filter(({ worst }) => worst !== null).length;
  const counts = { total: covered.length, returned, clean: covered.length - returned };
  return {
    title: put(words.cover, { form: form.name }),
    lines: [
      put(words.coverBody, counts),
      [office === null ? '' : put(words.office, { office }), due === null ? '' : put(words.due, { due })]
        .filter(Boolean)
        .join('　　'),
    ].filter(Boolean),
  };
}
