import type { Book } from '../../core';

const KEY = 'cpreport.author';

/** Who explains: the one who did last at this machine, else in this workbook, else who prepared the report. */
export function authorFor(book: Book | null, sheet: string): string {
  const written = book?.explanations?.entries.filter(({ author }) => author !== '').at(-1)?.author;
  const preparer = book?.reports
    .find((report) => report.sheet === sheet)
    ?.cells.get('head.preparer/value')?.value;
  return readAuthor() ?? written ?? (typeof preparer === 'string' ? preparer.trim() : '');
}

function readAuthor(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Storage can be full or blocked: then the name is asked for again. */
export function keepAuthor(author: string): void {
  try {
    localStorage.setItem(KEY, author);
  } catch {
    // Nothing is lost but the convenience.
  }
}
