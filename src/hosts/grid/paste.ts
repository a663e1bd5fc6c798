/** Pasting: values only, into the cells that may be written, keeping their format; one step of undo. */
import { CanceledError, type Worksheet } from '@univerjs/core';
import { SheetsSelectionsService } from '@univerjs/sheets';
import { type CellValue, type Position, isError, sameValue } from '../../core/model';
import { type Block, readBlock } from './block';
import type { Engine } from './engine';
import { Sheets } from './sheets';
import { type Put, putCells } from './write';

export interface PasteResult {
  readonly written: number;
  /** Values that met a locked cell, or one covered by a merged area. */
  readonly skipped: number;
}

const PASTE_KEY = 'sheet.command.paste-by-short-key';
const PASTE_MENU = new Set([
  'univer.command.paste',
  'sheet.command.paste-value',
  'sheet.command.paste-formula',
]);
const CUT = 'univer.command.cut';

/** Takes over every way of pasting; a cut is a copy and a deletion at once. */
export function watchPaste(engine: Engine, paste: (block: Block) => void): () => void {
  const { commands } = engine;
  const hook = commands.beforeCommandExecuted((info) => {
    if (info.id === PASTE_KEY) {
      const { htmlContent = '', textContent = '' } = info.params as Readonly<Record<string, string>>;
      paste(readBlock(htmlContent, textContent));
    } else if (PASTE_MENU.has(info.id)) {
      void readClipboard().then(paste);
    } else if (info.id === CUT) {
      void commands
        .executeCommand('univer.command.copy')
        .then(() => commands.executeCommand('sheet.command.clear-selection-content'));
    } else if (info.id !== 'sheet.command.optional-paste') return;
    throw new CanceledError();
  });
  return () => hook.dispose();
}

async function readClipboard(): Promise<Block> {
  const [item] = await navigator.clipboard.read().catch(() => []);
  const take = async (type: string): Promise<string> =>
    item?.types.includes(type) ? (await item.getType(type)).text() : '';
  return readBlock(await take('text/html'), await take('text/plain'));
}

export function pasteCells(
  engine: Engine,
  block: Block,
  isLocked: (sheet: Worksheet, at: Position) => boolean,
): PasteResult {
  const sheet = engine.workbook.getActiveSheet();
  if (!sheet || block.length === 0) return { written: 0, skipped: 0 };
  const sheets = new Sheets(engine);
  const sheetId = sheet.getSheetId();
  const puts: Put[] = [];
  let skipped = 0;
  for (const { row, column, value } of targetsOf(engine, sheet, block)) {
    const area = sheet.getMergedCell(row, column);
    const covered = !!area && (area.startRow !== row || area.startColumn !== column);
    const found = sheets.contentAt(sheet, row, column);
    if (covered || isLocked(sheet, { row, column })) {
      if (value !== null && (covered || !sameText(found.value, value))) skipped += 1;
    } else if (found.formula !== null || !sameValue(found.value, value)) {
      puts.push({ sheetId, row, column, content: { value, formula: null } });
    }
  }
  if (puts.length > 0) putCells(engine, puts);
  return { written: puts.length, skipped };
}

const textOf = (value: CellValue): string => (isError(value) ? value.error : String(value ?? '')).trim();
const sameText = (a: CellValue, b: CellValue): boolean => textOf(a) === textOf(b);

function* targetsOf(
  { workbook, injector }: Engine,
  sheet: Worksheet,
  block: Block,
): Generator<Position & { value: CellValue }> {
  const selections = injector
    .get(SheetsSelectionsService)
    .getWorkbookSelections(workbook.getUnitId())
    .getSelectionsOfWorksheet(sheet.getSheetId());
  const range = selections.at(-1)?.range;
  if (!range) return;
  const single = block.length === 1 && block[0]!.length === 1;
  const top = Math.max(0, range.startRow);
  const left = Math.max(0, range.startColumn);
  // One value fills the whole selection, but a merged area is only one cell.
  const area = sheet.getMergedCell(top, left);
  const merged = !!area && area.endRow >= range.endRow && area.endColumn >= range.endColumn;
  const height = single && !merged ? range.endRow - top + 1 : block.length;
  const width = single && !merged ? range.endColumn - left + 1 : block[0]!.length;
  for (let down = 0; down < height && top + down < sheet.getRowCount(); down += 1) {
    for (let right = 0; right < width && left + right < sheet.getColumnCount(); right += 1) {
      const value = (single ? block[0]![0] : block[down]?.[right]) ?? null;
      yield { row: top + down, column: left + right, value };
    }
  }
}
