/** The sheet 填报说明: the notes as printed. */
import type { Form } from '../core/form/schema';
import { SheetDraft } from './draft';
import { linesOf, plainStyle, POINTS_PER_WIDTH } from './styles';

export const NOTES_SHEET = '填报说明';
const WIDTH = 95;
const SIZE = 12;

export function draftNotes(form: Form): SheetDraft {
  const sheet = new SheetDraft(NOTES_SHEET);
  sheet.columns = [{ width: WIDTH }];
  sheet.put({ row: 0, column: 0 }, form.notesTitle, plainStyle({ align: 'center', size: 16, title: true }));
  sheet.heights.set(0, 36);
  form.notes.forEach((note, index) => {
    const lines = linesOf(note, WIDTH * POINTS_PER_WIDTH - SIZE, SIZE);
    sheet.put({ row: index + 1, column: 0 }, note, plainStyle({ size: SIZE }));
    sheet.heights.set(index + 1, lines * SIZE * 1.5 + 8);
  });
  sheet.page = {
    landscape: false,
    pagesWide: 1,
    header: form.name,
    area: `$A$1:$A$${form.notes.length + 1}`,
    titles: [],
    breaks: [],
  };
  return sheet;
}
