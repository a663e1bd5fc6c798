import type { EmulatedExcel } from './excel';
import { cellRect, LAST_COLUMN, LAST_ROW, parseRect } from './rect';

/** Who changed something: someone at this Excel, or a colleague in the same workbook elsewhere. */
export type Source = 'Local' | 'Remote';

/** The hands of a person in front of Excel, and those of a colleague in the same workbook. */
export class Person {
  constructor(private readonly excel: EmulatedExcel) {}

  /** Types into a cell (or pastes a block) and presses Enter. Throws where Excel refuses. */
  type(sheet: string, address: string, input: unknown, by: Source = 'Local'): void {
    const { book } = this.excel;
    const target = book.sheet(sheet);
    const { top, left } = parseRect(address)!;
    const block = Array.isArray(input) ? (input as unknown[][]) : [[input]];
    const rect = { top, left, bottom: top + block.length - 1, right: left + block[0]!.length - 1 };
    const cells = block.flatMap((row, down) =>
      row.flatMap((value, right) => (value === null ? [] : [{ row: top + down, column: left + right }])),
    );
    if (cells.some((at) => target.isLocked(at))) throw new Error(`${sheet}!${address} is locked`);
    book.remember(book.contentsNow());
    block.forEach((row, down) =>
      row.forEach((value, right) =>
        book.enter(target, { row: rect.top + down, column: rect.left + right }, value),
      ),
    );
    this.excel.changed(target, rect, { source: by, own: false });
    this.excel.settle();
    if (by === 'Local') this.excel.select(target, cellRect({ row: rect.bottom + 1, column: rect.left }));
  }

  typeRemotely(sheet: string, address: string, input: unknown): void {
    this.type(sheet, address, input, 'Remote');
  }

  /** Chooses from a drop-down list, of which Excel may tell nothing. */
  choose(sheet: string, address: string, value: string): void {
    const { book } = this.excel;
    const rect = parseRect(address)!;
    book.enter(book.sheet(sheet), { row: rect.top, column: rect.left }, value);
  }

  click(sheet: string, address: string): void {
    this.excel.select(this.excel.book.sheet(sheet), parseRect(address)!);
  }
  activate(sheet: string): void {
    this.excel.activate(this.excel.book.sheet(sheet));
  }

  undo(): void {
    const { book } = this.excel;
    const before = new Map(book.contentsNow());
    book.undo();
    for (const [sheet, contents] of book.contentsNow()) {
      if (before.get(sheet) !== contents)
        this.excel.changed(sheet, cellRect({ row: 0, column: 0 }), { source: 'Local', own: false });
    }
    this.excel.settle();
  }

  insertRows(sheet: string, above: number, count = 1): void {
    const target = this.excel.book.sheet(sheet);
    this.excel.book.insertRows(target, above, count);
    this.excel.book.forget();
    const rect = { top: above, bottom: above + count - 1, left: 0, right: LAST_COLUMN };
    this.excel.restructured(target, rect, 'RowInserted', false);
    this.excel.settle();
  }
  insertColumns(sheet: string, before: number, count = 1): void {
    const target = this.excel.book.sheet(sheet);
    this.excel.book.insertColumns(target, before, count);
    const rect = { top: 0, bottom: LAST_ROW, left: before, right: before + count - 1 };
    this.excel.restructured(target, rect, 'ColumnInserted', false);
    this.excel.settle();
  }
  rename(sheet: string, name: string): void {
    this.excel.rename(this.excel.book.sheet(sheet), name);
    this.excel.settle();
  }
  deleteSheet(sheet: string): void {
    this.excel.deleteSheet(this.excel.book.sheet(sheet));
    this.excel.settle();
  }
  addSheet(name: string): void {
    this.excel.sheetAdded(this.excel.book.add(name));
    this.excel.settle();
  }
}
