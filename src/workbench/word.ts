/** Word files at the workbench: a filled form is read and shown first, and opened as a workbook when the person says so. */
import { downloadFile } from '../app/download';
import type { Session } from '../app/state';
import { WORD_TYPE, wordFileOf } from '../app/wordfile';
import { form } from '../core';
import type { Language } from '../strings/messages';
import { WordError } from '../word/error';
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
    say('error', ...sayWordFailure(error, file.name));
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

/** Hands over the report that the pane speaks of, as it stands now. */
export async function exportWord(session: Session | null, { say }: Board, language: Language): Promise<void> {
  try {
    if (session) await checked(session);
    const file = session && (await wordFileOf(session.getState(), form, language));
    if (!file) return say('warning', 'noReport');
    downloadFile(file.name, file.bytes, WORD_TYPE);
    say('success', 'exported', { name: file.name });
  } catch (error) {
    say('error', 'notExported', { reason: error instanceof Error ? error.message : String(error) });
  }
}

/** Until the last edit has been looked at, or cannot be. */
function checked({ getState, subscribe }: Session): Promise<void> {
  return new Promise((done) => {
    const stop = subscribe(() => look());
    const look = (): void => {
      const { pending, fault } = getState();
      if (pending && !fault) return;
      stop();
      done();
    };
    look();
  });
}

export const titleOf = ({ name }: Incoming): string => `${name.replace(/\.[^.]*$/, '')}.xlsx`;
