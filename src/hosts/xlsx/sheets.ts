import type { SheetSnapshot } from '../../core/model';
import { XlsxError } from './error';
import { kindNamed } from './kind';
import { readWorkbook } from './read';

/** The sheets of a file that is only looked at. Throws XlsxError, with what the file's name says of its kind. */
export function readSheets(name: string, bytes: Uint8Array): SheetSnapshot[] {
  try {
    return readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot);
  } catch (error) {
    if (error instanceof XlsxError)
      throw new XlsxError(kindNamed(error.code, name), error.detail, error.part);
    throw error;
  }
}
