/** Formulas that are none of ours and that nobody has computed: by IronCalc, loaded when a file has any. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { initSync, Model } from '@ironcalc/wasm';
import {
  addressOf,
  type CellContent,
  type CellValue,
  isError,
  positionOf,
  quoteSheet,
  type SheetSnapshot,
} from '../core';

/** Kinds of value as the engine numbers them. */
const KIND = { number: 1, boolean: 4, error: 16 } as const;
/** What Excel calls an error; the engine has others, for what it cannot compute. */
const ERRORS = ['#REF!', '#VALUE!', '#DIV/0!', '#N/A', '#NAME?', '#NUM!', '#NULL!', '#SPILL!', '#CALC!'];

/** The sheets with a result in every cell that lacked one; a cell that the engine cannot compute stays as it is. */
export function computeSheets(sheets: readonly SheetSnapshot[]): readonly SheetSnapshot[] {
  initSync({ module: readFileSync(fileURLToPath(new URL('@ironcalc/wasm/wasm_bg.wasm', import.meta.url))) });
  const model = new Model('cpreport', 'en', 'UTC', 'en');
  try {
    return compute(sheets, model);
  } catch {
    return sheets;
  } finally {
    model.free();
  }
}

function compute(sheets: readonly SheetSnapshot[], model: Model): readonly SheetSnapshot[] {
  model.pauseEvaluation();
  sheets.forEach(({ name }, index) => {
    if (index > 0) model.newSheet();
    model.renameSheet(index, name);
  });
  model.newSheet();
  const waiting = sheets.flatMap(({ name, cells }, sheet) => {
    for (const [at, content] of cells) enter(sheet, at, inputOf(content));
    return [...cells].flatMap(([at, { uncomputed }]) => (uncomputed ? [{ sheet, name, at }] : []));
  });
  // The engine shows numbers rounded and as dates; joined to a text they have all their digits.
  waiting.forEach(({ name, at }, row) =>
    model.setUserInput(sheets.length, row + 1, 1, `=${quoteSheet(name)}!${addressOf(positionOf(at))}&""`),
  );
  model.evaluate();
  const computed = sheets.map(({ cells }) => new Map(cells));
  waiting.forEach(({ sheet, at }, row) => {
    const value = resultAt(sheet, at, row);
    if (value !== undefined) computed[sheet]!.set(at, { value, formula: computed[sheet]!.get(at)!.formula });
  });
  return sheets.map((sheet, index) => ({ ...sheet, cells: computed[index]! }));

  function enter(sheet: number, at: number, input: string): void {
    const { row, column } = positionOf(at);
    if (input !== '') model.setUserInput(sheet, row + 1, column + 1, input);
  }

  function resultAt(sheet: number, at: number, copy: number): CellValue | undefined {
    const { row, column } = positionOf(at);
    const shown = model.getFormattedCellValue(sheet, row + 1, column + 1);
    const text = model.getFormattedCellValue(sheets.length, copy + 1, 1);
    switch (model.getCellType(sheet, row + 1, column + 1)) {
      case KIND.number:
        return Number(text);
      case KIND.boolean:
        return shown === 'TRUE';
      case KIND.error:
        return ERRORS.includes(shown) ? { error: shown } : undefined;
      default:
        return text;
    }
  }
}

/** As a person would type it; an error cannot be typed, so a formula that gives it stands for it. */
function inputOf({ value, formula }: CellContent): string {
  if (formula !== null) return formula;
  if (value === null || value === '') return '';
  if (isError(value)) return value.error === '#N/A' ? '=NA()' : '=1/0';
  return typeof value === 'string' ? `'${value}` : String(value);
}
