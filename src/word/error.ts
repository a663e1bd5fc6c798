import type { XlsxErrorCode } from '../hosts/xlsx/error';
import { XlsxError } from '../hosts/xlsx/error';

export type WordErrorCode =
  | 'EMPTY' // no bytes at all
  | 'NOT_DOCX' // no Word file of the kind that is read
  | 'LEGACY_DOC' // .doc of Word 97–2003
  | 'EXCEL_FILE' // a workbook
  | 'ENCRYPTED'
  | 'DAMAGED' // cut off, or not what its checksums say
  | 'XML'
  | 'DTD'
  | 'TOO_BIG'
  | 'NO_FORM'; // a Word file, but not the form

/** The headings that come nearest, where a Word file is not the form. */
export interface Nearest {
  /** Share of the form's headings that were found, 0…1. */
  readonly share: number;
  /** The first heading that is missing. */
  readonly label: string;
}

/** A Word file that cannot be read. `code` is worded in strings/; `detail` is for the log. */
export class WordError extends Error {
  override readonly name = 'WordError';
  constructor(
    readonly code: WordErrorCode,
    readonly detail = '',
    readonly nearest: Nearest | null = null,
  ) {
    super([code, detail].filter(Boolean).join(': '));
  }
}

/** The zip reader speaks of workbooks; this is what it means for a Word file. */
const MEANING: Readonly<Partial<Record<XlsxErrorCode, WordErrorCode>>> = {
  EMPTY: 'EMPTY',
  LEGACY_DOC: 'LEGACY_DOC',
  ENCRYPTED: 'ENCRYPTED',
  TRUNCATED: 'DAMAGED',
  CRC: 'DAMAGED',
  BAD_ZIP: 'DAMAGED',
  BAD_REF: 'DAMAGED',
  XML: 'XML',
  DTD: 'DTD',
  TOO_BIG: 'TOO_BIG',
};

/** Runs a reader of zip and XML, so that it throws WordError and nothing else. */
export function asWord<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw inWord(error);
  }
}

/** What the readers of zip and XML throw, as it is said of a Word file. */
export const inWord = (error: unknown): unknown =>
  error instanceof XlsxError ? new WordError(MEANING[error.code] ?? 'NOT_DOCX', error.message) : error;
