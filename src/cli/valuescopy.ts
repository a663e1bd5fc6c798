/** export --format values: the same workbook with its formulas turned into values. */
import { form, readBook } from '../core';
import { fixValues } from '../core/finalise/values';
import { XlsxError } from '../hosts/xlsx/error';
import { kindNamed } from '../hosts/xlsx/kind';
import { readWorkbook } from '../hosts/xlsx/read';
import { patchWorkbook } from '../hosts/xlsx/write';
import { fileFaultOf, type Language } from '../strings/messages';
import { readBytes, save } from './files';
import { EXIT, type Say, UsageError } from './usage';

export function exportValues(
  names: readonly string[],
  output: string | undefined,
  say: Say,
  language: Language,
): number {
  const [file] = names;
  if (file === undefined) throw new UsageError(say('noFiles'));
  if (names.length > 1) throw new UsageError(say('oneAtATime'));
  if (!output) throw new UsageError(say('noOutput'));
  const bytes = readBytes(file, language);
  const fail = (reason: string): number => {
    process.stderr.write(`${file}: ${say('failed', { reason })}\n`);
    return EXIT.failed;
  };
  if (!(bytes instanceof Uint8Array)) return fail(bytes.reason);
  try {
    const sheets = readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot);
    if (readBook(sheets, form).reports.length === 0) return fail(say('noForm'));
    const { cells, kept } = fixValues(sheets, form);
    save(output, patchWorkbook(bytes, cells), say);
    process.stderr.write(`${say('written', { file: output })}\n`);
    if (kept > 0) process.stderr.write(`${say('formulasKept', { count: kept })}\n`);
    return EXIT.done;
  } catch (error) {
    if (error instanceof XlsxError) return fail(fileFaultOf(kindNamed(error.code, file), language));
    throw error;
  }
}
