/** A workbook as it stands between a file and the embedded spreadsheet. */
import { strFromU8 } from 'fflate';
import type { Workbook } from 'hucre';
import { readXlsx } from 'hucre/xlsx';
import { EMPTY, form, type CellContent, type SheetSnapshot, isError, positionOf, sameValue } from '../core';
import { fixValues } from '../core/finalise/values';
import { type GridData, toGridData } from '../hosts/grid/convert';
import { readWorkbook } from '../hosts/xlsx/read';
import { openZip } from '../hosts/xlsx/zip';
import { type Patch, patchWorkbook } from '../hosts/xlsx/write';

export interface OpenBook {
  readonly title: string;
  /** What saving patches: the file as it was opened. */
  readonly bytes: Uint8Array;
  /** What stood in it. */
  readonly sheets: readonly SheetSnapshot[];
}

export interface LoadedBook extends OpenBook {
  readonly data: GridData;
}

/** Reads a file, and on top of it the changes that were not saved. Throws XlsxError. */
export async function loadBook(
  title: string,
  bytes: Uint8Array,
  unsaved: readonly Patch[] = [],
): Promise<LoadedBook> {
  const original = readWorkbook(bytes);
  const shown = unsaved.length > 0 ? readWorkbook(patchWorkbook(bytes, unsaved)) : original;
  const looks = await looksOf(bytes);
  return {
    title,
    bytes,
    sheets: original.sheets.map((sheet) => sheet.snapshot),
    data: toGridData({ title, sheets: shown.sheets, names: shown.names, looks }),
  };
}

/** A number format of Excel has 255 signs at most; hucre looks through a longer one again for every cell. */
const ENDLESS = /formatCode\s*=\s*(?:"[^"]{2000}|'[^']{2000})/;

/** How the file looks; null where only our own reader understands it: it is shown plainly. */
async function looksOf(bytes: Uint8Array): Promise<Workbook | null> {
  try {
    // hucre inflates every part without a bound: those that we have no use for are held to ours as well.
    const zip = openZip(bytes);
    zip.names.forEach((name) => zip.get(name));
    if (zip.names.some((name) => /style/i.test(name) && ENDLESS.test(strFromU8(zip.get(name)!)))) return null;
    return await readXlsx(bytes, { readStyles: true });
  } catch {
    return null;
  }
}

/** The file with values where its formulas were. */
export function valuesCopy(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly kept: number } {
  const sheets = readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot);
  const { cells, kept } = fixValues(sheets, form);
  return { bytes: patchWorkbook(bytes, cells), kept };
}

export interface Changes {
  /** Cells that a person (or a confirmed plan) changed. */
  readonly edited: number;
  /** These, and the formulas whose results changed with them. */
  readonly patches: readonly Patch[];
}

export function changesSince(before: readonly SheetSnapshot[], now: readonly SheetSnapshot[]): Changes {
  const patches: Patch[] = [];
  let edited = 0;
  for (const sheet of now) {
    const old = before.find((candidate) => candidate.name === sheet.name);
    if (!old || old === sheet) continue;
    for (const index of new Set([...old.cells.keys(), ...sheet.cells.keys()])) {
      const was = old.cells.get(index) ?? EMPTY;
      const is = sheet.cells.get(index) ?? EMPTY;
      const typed = isEdited(was, is);
      if (typed) edited += 1;
      if (typed || hasNewResult(was, is)) {
        patches.push({ sheet: sheet.name, ...positionOf(index), value: is.value, formula: is.formula });
      }
    }
  }
  return { edited, patches };
}

function isEdited(was: CellContent, is: CellContent): boolean {
  if (was.formula !== null || is.formula !== null) return was.formula !== is.formula;
  return !sameValue(was.value === '' ? null : was.value, is.value === '' ? null : is.value);
}

/** A function that the spreadsheet does not know is no reason to lose the result that Excel computed. */
const hasNewResult = (was: CellContent, is: CellContent): boolean =>
  is.formula !== null &&
  is.uncomputed !== true &&
  !sameValue(was.value, is.value) &&
  !(isError(is.value) && is.value.error === '#NAME?');

/** The file with the changes in it; the same bytes where there are none. Throws XlsxError. */
export const withChanges = (book: OpenBook, { edited, patches }: Changes): Uint8Array =>
  edited === 0 ? book.bytes : patchWorkbook(book.bytes, patches);
