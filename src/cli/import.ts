/** import FILE.docx -o OUT.xlsx: a filled Word form into a workbook, and what was taken from where. */
import { readFileSync, statSync } from 'node:fs';
import type { ImportResult } from '../app/contract';
import { workbookFrom } from '../app/import';
import { faultOf, importYear, mappingLines, type MappingLine, plainValue } from '../app/mapping';
import { form } from '../core';
import { ZIP_LIMITS } from '../hosts/xlsx/zip';
import { splitKey } from '../core/model';
import { type Language, put } from '../strings/messages';
import { wordWords } from '../strings/word';
import { dateFields } from '../word/contents';
import { WordError } from '../word/error';
import { readWord, type WordForm } from '../word/read';
import { save } from './files';
import { choose, EXIT, type Say, UsageError, yearIn } from './usage';

export async function importFile(
  files: readonly string[],
  values: { readonly output?: string; readonly year?: string; readonly format?: string },
  say: Say,
  language: Language,
): Promise<number> {
  const [file] = files;
  const format = choose('--format', values.format, ['text', 'json'], say);
  if (file === undefined) throw new UsageError(say('noFiles'));
  if (files.length > 1) throw new UsageError(say('oneFile'));
  if (!values.output) throw new UsageError(say('noOutput'));
  const fallback = yearIn(values.year, say);
  try {
    const word = readWord(bytesOf(file, say), form);
    const year = importYear(word, form) ?? fallback;
    if (year === null) throw new UsageError(say('importYear'));
    save(values.output, await workbookFrom(word, year, form), say);
    const lines = mappingLines(word, form, language);
    const text = format === 'json' ? jsonOf(file, year, word) : textOf(file, lines, language);
    process.stdout.write(text);
    process.stderr.write(`${say('written', { file: values.output })}\n`);
    return lines.some(({ doubt }) => doubt !== null) ? EXIT.hard : EXIT.done;
  } catch (error) {
    if (!(error instanceof WordError)) throw error;
    process.stderr.write(`${file}: ${faultOf(error, language)}\n`);
    return EXIT.failed;
  }
}

function bytesOf(file: string, say: Say): Uint8Array {
  let size: number;
  try {
    ({ size } = statSync(file));
    if (size <= ZIP_LIMITS.file) return readFileSync(file);
  } catch {
    throw new UsageError(`${file}: ${say('cannotRead')}`);
  }
  throw new WordError('TOO_BIG', `${size} bytes`);
}

function jsonOf(file: string, year: number, { report, mapping }: WordForm): string {
  const dates = dateFields(form);
  const cells = mapping.map(({ key, text, value: taken, doubt }): ImportResult['cells'][number] => {
    const { id, period } = key === null ? { id: null, period: null } : splitKey(key);
    return { id, period, text, value: plainValue(key, taken, dates), doubt };
  });
  const doubtful = cells.filter(({ doubt }) => doubt !== null).length;
  const result: ImportResult = { version: 1, file, year, region: report.region, doubtful, cells };
  return `${JSON.stringify(result, null, 1)}\n`;
}

function textOf(file: string, lines: readonly MappingLine[], language: Language): string {
  const { columns, blank, summary } = wordWords(language);
  const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ⏎ ') || blank;
  const rows = lines.map(({ label, text, taken, doubt }) => {
    const same = text.trim() === taken;
    const parts = [label, oneLine(text), ...(same ? [] : [`→ ${oneLine(taken)}`]), ...(doubt ? [doubt] : [])];
    return `  ${doubt ? columns.doubt : '  '}  ${parts.join('  ')}`;
  });
  const doubtful = lines.filter(({ doubt }) => doubt !== null).length;
  return [file, ...rows, `  ${put(summary, { count: lines.length, doubtful })}`, ''].join('\n');
}
