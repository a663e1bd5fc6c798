/** The JSON of a check piece by piece; put together it is what JSON.stringify makes of the whole, a space a level. */
import type { CheckResult, ReportResult } from '../app/contract';

/** The reports of one file. */
export const jsonOf = (reports: readonly ReportResult[]): string =>
  reports.map((report) => indented(report, 2)).join(',\n');

/** Before the first report, and between two files. */
export const JSON_START = '{\n "version": 1,\n "reports": [';
export const jsonBefore = (isFirst: boolean): string => (isFirst ? '\n' : ',\n');

export const jsonEnd = (isEmpty: boolean, failures: CheckResult['failures']): string =>
  `${isEmpty ? '' : '\n '}],\n "failures": ${indented(failures, 1).trimStart()}\n}\n`;

/** Any object in pieces: each of its lists element by element. */
export function* jsonPieces(whole: object): Generator<string> {
  let isFirst = true;
  for (const [key, value] of Object.entries(whole) as [string, unknown][]) {
    yield `${isFirst ? '{' : ','}\n ${JSON.stringify(key)}: `;
    isFirst = false;
    if (Array.isArray(value) && value.length > 0) {
      for (const [at, element] of value.entries()) {
        yield (at === 0 ? '[\n' : ',\n') + indented(element, 2);
      }
      yield '\n ]';
    } else yield indented(value, 1).trimStart();
  }
  yield isFirst ? '{}\n' : '\n}\n';
}

/** Line breaks in JSON stand between its parts only. */
const indented = (value: unknown, depth: number): string => {
  const margin = ' '.repeat(depth);
  return margin + JSON.stringify(value, null, 1).replaceAll('\n', `\n${margin}`);
};
