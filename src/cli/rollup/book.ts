/** The workbook of a roll-up: an earlier one is read back, and nothing that somebody wrote into it is lost. */
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Made } from '../../app/rollup/make';
import { type Previous, readPrevious } from '../../app/rollup/previous';
import { reduceBook } from '../../app/rollup/reduce';
import { isSealed } from '../../app/returns/seal';
import { form, readBook } from '../../core';
import type { Child } from '../../core/rollup/child';
import { XlsxError } from '../../hosts/xlsx/error';
import { readWorkbook } from '../../hosts/xlsx/read';
import { openZip } from '../../hosts/xlsx/zip';
import type { Language } from '../../strings/messages';
import { save } from '../files';
import { type Say, UsageError } from '../usage';

export interface OpenedPrevious {
  readonly record: Previous;
  /** The form in it, as it stands now. */
  readonly earlier: Child | null;
  /** Nobody has changed it since it was written. */
  readonly untouched: boolean;
}

/** Refused where the file is no result of a roll-up: it would be lost. */
export function openPrevious(file: string, say: Say): OpenedPrevious {
  try {
    const bytes = readFileSync(file);
    const sheets = readWorkbook(bytes, { limits: LIMITS }).sheets.map(({ snapshot }) => snapshot);
    const record = readPrevious(sheets, form);
    if (!record) throw new UsageError(say('noRollup', { file }));
    const facts = { file, fingerprint: '', modified: null, version: null };
    const book = readBook(
      sheets.filter(({ name }) => !name.startsWith(FIGURES)),
      form,
    );
    const earlier = reduceBook(facts, book, { year: null, stage: 'draft', currentYear: 9999 });
    return { record, earlier, untouched: isSealed(openZip(bytes, LIMITS)) };
  } catch (error) {
    if (error instanceof XlsxError) throw new UsageError(say('noRollup', { file }));
    throw error;
  }
}
/** 汇总底稿 of thousands of reporters is large, and nobody else's. */
const LIMITS = { cells: 3_000_000, file: 256 << 20, part: 128 << 20, total: 1 << 30 };
const FIGURES = '汇总底稿';

/** Where somebody worked in the earlier result, that is kept beside the new one. */
export async function saveWorkbook(
  file: string,
  made: Made,
  previous: OpenedPrevious | null,
  options: { readonly language: Language; readonly linkTo: (file: string) => string },
  say: Say,
): Promise<void> {
  const { rollUpWorkbook } = await import('../../app/rollup/workbook');
  const bytes = await rollUpWorkbook(made.rolled, made.template, made.parent, options);
  if (existsSync(file) && !previous?.untouched) {
    const copy = freeName(file, say('kept'));
    copyFileSync(file, copy);
    process.stderr.write(`${say('keptAs', { file, copy })}\n`);
  }
  save(file, bytes, say);
  process.stderr.write(`${say('written', { file })}\n`);
}

function freeName(file: string, word: string): string {
  const extension = extname(file);
  for (let number = 1; ; number++) {
    const name = join(dirname(file), `${basename(file, extension)}（${word}${number}）${extension}`);
    if (!existsSync(name)) return name;
  }
}
