/** The sheet 填报说明: the notes as printed. */
import type { Form } from '../core/form/schema';
import { type Area, columnName } from '../core/model';
import { SheetDraft } from '../core/draft';
import { linesOf, plainStyle, POINTS_PER_WIDTH } from './styles';

export const NOTES_SHEET = '填报说明';
/** Several columns: one as wide as the page could not be shrunk to it by every program. */
const COLUMNS = 8;
export const NOTES_WIDTH = COLUMNS;
const WIDTH = 11.5;
const SIZE = 12;

export function draftNotes(form: Form): SheetDraft {
  const sheet = new SheetDraft(NOTES_SHEET);
  const across = (row: number): Area => ({ top: row, bottom: row, left: 0, right: COLUMNS - 1 });
  sheet.columns = Array.from({ length: COLUMNS }, () => ({ width: WIDTH }));
  sheet.box(across(0), form.notesTitle, plainStyle({ align: 'center', size: 16, title: true }));
  sheet.heights.set(0, 36);
  form.notes.forEach((note, index) => {
    const lines = linesOf(note, COLUMNS * WIDTH * POINTS_PER_WIDTH - SIZE, SIZE);
    sheet.box(across(index + 1), note, plainStyle({ size: SIZE }));
    sheet.heights.set(index + 1, lines * SIZE * 1.5 + 6);
  });
  sheet.page = {
    landscape: false,
    pagesWide: 1,
    header: form.name,
    area: `$A$1:$${columnName(COLUMNS - 1)}$${form.notes.length + 1}`,
    titles: [],
    breaks: [],
  };
  return sheet;
}
