/** What is said of a file: made where the file was checked, so that nothing else of it has to be kept. */
import type { ReportResult } from '../app/contract';
import { type Checked, resultOf } from '../app/result';
import type { Language } from '../strings/messages';
import { jsonOf } from './json';
import { textOf } from './text';
import { wordIn } from './words';

export interface Manner {
  readonly format: 'text' | 'json' | 'xlsx';
  readonly language: Language;
  readonly colours: boolean;
}

export type Counts = Required<ReportResult['counts']>;

export function sumCounts(all: readonly ReportResult['counts'][]): Counts {
  const sum = { hard: 0, soft: 0, info: 0, explained: 0, blank: 0 };
  for (const counts of all) {
    for (const key of Object.keys(counts) as (keyof Counts)[]) sum[key] += counts[key] ?? 0;
  }
  return sum;
}

export const tell = (checked: readonly Checked[], manner: Manner): Uint8Array =>
  new TextEncoder().encode(sayOf(checked, manner));

function sayOf(checked: readonly Checked[], { format, language, colours }: Manner): string {
  if (format === 'text') return textOf(checked, { say: wordIn(language), language, colours });
  const results = checked.map((one) => resultOf(one, language));
  return format === 'json' ? jsonOf(results) : JSON.stringify(results);
}
