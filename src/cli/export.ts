/** export: every cell of the form as a row of a table, or the filled form as a Word file. */
import type { ExportResult } from '../app/contract';
import { CHAIN_COLUMNS, chainLines } from '../app/chain';
import { explanationsOf } from '../app/result';
import { csvOf, EXPLANATION_COLUMNS, TABLE_COLUMNS, tableOf } from '../app/table';
import { check } from '../core';
import { listFiles, type Opened, openFile, save } from './files';
import { choose, EXIT, type Run, UsageError } from './usage';
import { exportWord } from './word';

export const exportTable: Run = async (names, values, say, language) => {
  const format = choose('--format', values.format, ['csv', 'json', 'docx', 'values'], say);
  if (format === 'values') {
    const { exportValues } = await import('./valuescopy');
    return exportValues(names, values.output, say, language);
  }
  const table = choose('--table', values.table, ['cells', 'explanations', 'chain'], say);
  if (table !== 'cells' && format !== 'csv') throw new UsageError(say('tableIsCsv'));
  const files = await listFiles(names, say);
  const opened = await Promise.all(files.map((file) => openFile(file, language)));
  if (format === 'docx') return exportWord(opened, values, say);
  const rows = opened.flatMap((one) => ('book' in one ? tableOf(one.file, one.book) : []));
  const explanations = opened.flatMap((one) => ('book' in one ? explanationsOf(one.file, one.book) : []));
  const failures = opened.filter((one) => 'code' in one);
  if (format === 'json') {
    const result: ExportResult = { version: 1, rows, explanations, failures };
    save(values.output, `${JSON.stringify(result, null, 1)}\n`, say);
  } else {
    for (const { file, reason } of failures) {
      process.stderr.write(`${file}: ${say('failed', { reason })}\n`);
    }
    // Excel takes a CSV file for the local code page unless it begins with a byte order mark.
    const csv =
      table === 'cells'
        ? csvOf(TABLE_COLUMNS, rows)
        : table === 'explanations'
          ? csvOf(EXPLANATION_COLUMNS, explanations)
          : csvOf(CHAIN_COLUMNS, opened.flatMap(chainRowsOf));
    save(values.output, (values.output ? '\ufeff' : '') + csv, say);
  }
  return failures.length > 0 ? EXIT.failed : EXIT.done;
};

function chainRowsOf(one: Opened) {
  if (!('book' in one)) return [];
  const currentYear = new Date().getFullYear();
  return chainLines(one.file, one.book, check(one.book, { stage: 'draft', currentYear }));
}
