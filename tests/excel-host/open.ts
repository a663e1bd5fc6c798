/** Workbooks for the emulated Excel: from a test's data, or from a file's bytes. */
import { readXlsx } from 'hucre/xlsx';
import type { SheetSnapshot } from '../../src/core/model';
import { readWorkbook } from '../../src/hosts/xlsx/read';
import type { Fixture } from '../contract/fixture';
import { Book, type Sheet } from './book';

/** Protection as our template and most files have it: no password, formats of rows and columns allowed. */
const OPTIONS = { allowFormatRows: true, allowFormatColumns: true };

export function bookOf(given: Pick<Fixture, 'sheets'> & Partial<Fixture>): Book {
  const book = new Book();
  if (given.title) book.name = given.title;
  for (const snapshot of given.sheets) {
    take(book, snapshot);
    const unlocked = given.protection?.get(snapshot.name);
    const sheet = book.sheet(snapshot.name);
    if (unlocked) sheet.protection = { options: OPTIONS, password: '' };
    for (const { top, bottom, left, right } of unlocked ?? []) {
      for (let row = top; row <= bottom; row++) {
        for (let column = left; column <= right; column++) {
          sheet.setFormat({ row, column }, 'Protection/Locked', false);
        }
      }
    }
  }
  for (const [name, formula] of given.names ?? []) book.names.push({ name, formula: `=${formula}` });
  return book;
}

/** As Excel opens a file: contents, merged areas, protection, number formats, hidden columns. Gives a new book each time. */
export async function openFile(
  bytes: Uint8Array,
  title: string,
  { calculates = true } = {},
): Promise<() => Book> {
  const file = readWorkbook(bytes);
  const looks = await readXlsx(bytes, { readStyles: true });
  return () => {
    const book = new Book();
    book.name = title;
    book.calculates = calculates;
    for (const { name, snapshot, protected: locked } of file.sheets) {
      const sheet = take(book, snapshot);
      if (locked) sheet.protection = { options: OPTIONS, password: '' };
      const own = looks.sheets.find((one) => one.name === name);
      for (const [key, { style }] of own?.cells ?? []) {
        const [row = 0, column = 0] = key.split(',').map(Number);
        if (style?.numFmt) sheet.setFormat({ row, column }, 'NumberFormat', style.numFmt);
        if (style?.protection?.locked === false) sheet.setFormat({ row, column }, 'Protection/Locked', false);
      }
      own?.columns?.forEach((column, at) => {
        if (column.hidden) sheet.columns.set(at, { Hidden: true });
      });
    }
    for (const [name, formula] of file.names) book.names.push({ name, formula: `=${formula}` });
    book.recalculate();
    return book;
  };
}

function take(book: Book, { name, visible, cells, merges }: SheetSnapshot): Sheet {
  const sheet = book.add(name);
  sheet.visibility = visible ? 'Visible' : 'Hidden';
  sheet.contents = cells;
  sheet.merges = [...merges];
  return sheet;
}
