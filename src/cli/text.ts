import type { ReportResult, Result } from '../app/result';
import { type Language, mendOf, wordsOf } from '../strings/messages';
import type { Word } from './words';

const COLOURS = { hard: 31, soft: 33, info: 36 } as const;

/** A check's result for a person at a terminal: by file and sheet, message first, rule last. */
export function textOf(
  result: Result,
  say: (word: Word, params?: Record<string, string | number>) => string,
  language: Language,
  colour: boolean,
): string {
  const severity = wordsOf(language).severity;
  const paint = (text: string, code: number): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const lineOf = (finding: ReportResult['findings'][number]): string => {
    const mark = paint(severity[finding.severity], COLOURS[finding.severity]);
    const [first] = finding.cells;
    return `  ${mark}  ${first!.address}  ${finding.message}${mendOf(finding.rule, language)}  [${finding.rule}]`;
  };
  const reports = result.reports.map((report) => {
    const title = [report.file, report.sheet, report.region].filter(Boolean).join('  ');
    const lines = report.findings.length === 0 ? [`  ${say('clean')}`] : report.findings.map(lineOf);
    return [paint(title, 1), ...lines, `  ${say('counts', report.counts)}`].join('\n');
  });
  const failures = result.failures.map(
    ({ file, reason }) => `${paint(file, 1)}\n  ${say('failed', { reason })}`,
  );
  return [...reports, ...failures].join('\n\n') + '\n';
}
