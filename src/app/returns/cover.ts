/** 一览表: every reporter in one line, those with nothing to correct as well. */
import { type Form, type Severity, SEVERITIES } from '../../core';
import { put } from '../../strings/messages';
import { returnWords } from '../../strings/returns';
import type { Collected } from './bundle';
import type { ReturnList, ReturnOptions } from './list';

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
  { region, year, file, remarks, checked, note }: Omit<Collected, 'findings'>,
  counts: ReturnList['counts'],
  name: string | null,
  language: ReturnOptions['language'],
): Covered {
  const { state } = returnWords(language);
  const worst = SEVERITIES.find((severity) => severity !== 'info' && counts[severity] > 0) ?? null;
  const said =
    remarks.length > 0
      ? remarks.map(({ message }) => message)
      : [name !== null ? state.returned : note ? '' : state.clean];
  return {
    ...{ region, year, file, name },
    state: [...said, note ?? ''].filter(Boolean).join('\n'),
    worst: remarks.length > 0 || file === null ? 'hard' : worst,
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
