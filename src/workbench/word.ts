/** Word files at the workbench: a filled form is read and shown first, and opened as a workbook when the person says so. */
import type { Session } from '../app/state';
import { downloadWord } from '../app/wordfile';
import { form } from '../core';
import { inWord, WordError } from '../word/error';
import type { WordForm } from '../word/read';
import type { Board, Message } from './board';
import { bytesOf } from './files';

/** A Word form that was read and waits for the person's yes. */
export interface Incoming {
  readonly name: string;
  readonly word: WordForm;
}

export const isWordFile = (name: string): boolean => /\.(docx?|docm)$/i.test(name);

/** Reads a Word form and puts it before the person, or says why it cannot be read. */
export async function receiveWord(file: File, { update, say }: Board): Promise<void> {
  update({ step: { code: 'reading', name: file.name } });
  try {
    const { readWord } = await import('../word/read');
    update({ incoming: { name: file.name, word: readWord(await bytesOf(file), form) } });
  } catch (error) {
    say('error', ...sayWordFailure(inWord(error), file.name));
  } finally {
    update({ step: null });
  }
}

export function sayWordFailure(error: unknown, name: string): [Message['code'], Message['params']] {
  if (!(error instanceof WordError)) throw error;
  const near = error.nearest !== null && error.nearest.share > 0.1;
  return ['notImported', { name, wordFault: error.code, ...(near ? { label: error.nearest.label } : {}) }];
}

/** The workbook that a Word form becomes. Throws WordError. */
export async function bookOfWord({ word }: Incoming, year: number): Promise<Uint8Array> {
  const { workbookFrom } = await import('../app/import');
  return workbookFrom(word, year, form);
}

/** Hands over the report that the pane speaks of. */
export async function exportWord(session: Session | null, { say }: Board): Promise<void> {
  try {
    const name = session && (await downloadWord(session, form));
    if (name) say('success', 'exported', { name });
    else say('warning', 'noReport');
  } catch (error) {
    say('error', 'notExported', { reason: error instanceof Error ? error.message : String(error) });
  }
}

export const titleOf = ({ name }: Incoming): string => `${name.replace(/\.[^.]*$/, '')}.xlsx`;
