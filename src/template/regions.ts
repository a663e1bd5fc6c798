/** The names of the regions, hidden beside the notes: the validation suggests them, HDR-01 looks them up. */
import type { SheetDraft } from '../core/draft';
import type { Form } from '../core/form/schema';
import { cellAt, quoteSheet, type SheetSnapshot } from '../core/model';
import { bareRegions } from './native';
import { absolute } from './places';
import { NOTES_SHEET, NOTES_WIDTH } from './notes';
import { hiddenStyle } from './styles';

const FULL = NOTES_WIDTH + 1;
const BARE = NOTES_WIDTH + 2;

/** Where the names stand, in full and without suffix. */
export function regionRanges(form: Form): { full: string; bare: string } {
  const range = (column: number): string =>
    `${quoteSheet(NOTES_SHEET)}!${absolute({ row: 0, column })}:${absolute({ row: form.regions.length - 1, column })}`;
  return { full: range(FULL), bare: range(BARE) };
}

/** Whether a workbook has them there. */
export const regionsStandIn = (sheets: readonly SheetSnapshot[], form: Form): boolean =>
  sheets.some(
    (sheet) =>
      sheet.name === NOTES_SHEET &&
      form.regions.every((region, row) => cellAt(sheet, row, FULL).value === region),
  );

export function drawRegions(notes: SheetDraft, form: Form): SheetDraft {
  const bare = bareRegions(form);
  form.regions.forEach((region, row) => {
    notes.put({ row, column: FULL }, region, hiddenStyle());
    notes.put({ row, column: BARE }, bare[row]!, hiddenStyle());
  });
  const hidden = { width: 12, hidden: true };
  notes.columns = [...notes.columns, { width: 2 }, hidden, hidden];
  return notes;
}
