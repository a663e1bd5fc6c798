/** The workbook of a roll-up: an earlier one is read back, and nothing that somebody wrote into it is lost. */
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Made } from '../../app/rollup/make';
import { PREVIOUS_LIMITS, type Recalled, recallFrom } from '../../app/rollup/previous';
import type { WorkbookOptions } from '../../app/rollup/workbook';
import { isSealed } from '../../app/returns/seal';
import { form } from '../../core';
import { XlsxError } from '../../hosts/xlsx/error';
import { openSheets } from '../../hosts/xlsx/read';
import { openZip } from '../../hosts/xlsx/zip';
import { clearOften } from '../garbage';
import { openBeside } from '../outlet';
import { type Say, UsageError } from '../usage';

export interface OpenedPrevious extends Recalled {
  /** Nobody has changed it since it was written. */
  readonly untouched: boolean;
}

/** An earlier result of some hundred files. */
const LARGE = 1 << 20;

/** Refused where the file is no result of a roll-up: it would be lost. */
export function openPrevious(file: string, say: Say): OpenedPrevious {
  try {
    const bytes = readFileSync(file);
    if (bytes.length > LARGE) clearOften();
    const recalled = recallFrom(file, openSheets(bytes, { limits: PREVIOUS_LIMITS }).sheets, form);
    if (!recalled) throw new UsageError(say('noRollup', { file }));
    return { ...recalled, untouched: isSealed(openZip(bytes, PREVIOUS_LIMITS)) };
  } catch (error) {
    if (error instanceof XlsxError) throw new UsageError(say('noRollup', { file }));
    throw error;
  }
}

/** To be asked for before many files are read: then V8 is told other things, and takes no kept code any more (garbage.ts). */
export const loadWriting = () => Promise.all([import('../../app/rollup/workbook'), import('../zip')]);

/** Where somebody worked in the earlier result, that is kept beside the new one. */
export async function saveWorkbook(
  file: string,
  made: Made,
  previous: OpenedPrevious | null,
  options: WorkbookOptions,
  say: Say,
): Promise<void> {
  const [{ packRollUp }, { createZip }] = await loadWriting();
  const written = openBeside(file, say);
  try {
    const zip = createZip((bytes) => written.write(bytes));
    await packRollUp(made.rolled, made.template, made.parent, options, zip);
    await zip.end();
  } catch (error) {
    written.drop();
    throw error;
  }
  if (existsSync(file) && !previous?.untouched) {
    const copy = freeName(file, say('kept'));
    copyFileSync(file, copy);
    process.stderr.write(`${say('keptAs', { file, copy })}\n`);
  }
  written.end();
  process.stderr.write(`${say('written', { file })}\n`);
}

function freeName(file: string, word: string): string {
  const extension = extname(file);
  for (let number = 1; ; number++) {
    const name = join(dirname(file), `${basename(file, extension)}（${word}${number}）${extension}`);
    if (!existsSync(name)) return name;
  }
}
