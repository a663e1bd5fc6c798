/** One file of a roll-up in a page: opened, checked and reduced, or why it cannot be. */
import { faultOf } from '../app/mapping';
import { nearMissIn } from '../app/reports';
import type { ReadOptions, Source } from '../app/rollup/protocol';
import { reduceBook, reduceWord, versionIn } from '../app/rollup/reduce';
import { form, readBook } from '../core';
import type { Child, Failed, FileFacts } from '../core/rollup/child';
import { sha256 } from '../core/finalise/sha256';
import { XlsxError } from '../hosts/xlsx/error';
import { kindNamed } from '../hosts/xlsx/kind';
import { openSheets } from '../hosts/xlsx/read';
import { ZIP_LIMITS } from '../hosts/xlsx/zip';
import { fileFaultOf, put } from '../strings/messages';

export async function arrive(source: Source, options: ReadOptions): Promise<Child | Failed> {
  const { file, blob, modified } = source;
  const { language } = options;
  const refuse = (code: string): Failed => ({ file, code, reason: fileFaultOf(code, language) });
  if (blob.size > ZIP_LIMITS.file) return refuse('TOO_BIG');
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await blob.arrayBuffer());
  } catch {
    // It was moved, or is held by another program.
    return refuse('NO_FILE');
  }
  const facts = { file, fingerprint: sha256(bytes), modified, version: null };
  const reduce = { ...options, keepFindings: true };
  try {
    const { sheets, names } = openSheets(bytes);
    const book = readBook(sheets, form);
    if (book.reports.length > 0) return reduceBook({ ...facts, version: versionIn(names) }, book, reduce);
    const near = nearMissIn(book);
    if (!near) return refuse('NOT_FORM');
    return { file, code: 'NOT_FORM', reason: put(fileFaultOf('NEAR_FORM', language), { ...near }) };
  } catch (error) {
    const code = error instanceof XlsxError ? kindNamed(error.code, file) : 'UNREADABLE';
    return code === 'WORD_FILE' ? arriveWord(bytes, facts, options) : refuse(code);
  }
}

async function arriveWord(
  bytes: Uint8Array,
  facts: FileFacts,
  options: ReadOptions,
): Promise<Child | Failed> {
  const [{ readWord }, { WordError }] = await Promise.all([import('../word/read'), import('../word/error')]);
  try {
    return reduceWord(facts, readWord(bytes, form), form, { ...options, keepFindings: true });
  } catch (error) {
    if (!(error instanceof WordError))
      return { file: facts.file, code: 'UNREADABLE', reason: fileFaultOf('UNREADABLE', options.language) };
    return { file: facts.file, code: error.code, reason: faultOf(error, options.language) };
  }
}
