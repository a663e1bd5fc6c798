/**
 * What a person may not do here: only values and formulas find their way back into the file, so structure
 * and formats stay as they are, and the locked cells of a protected sheet stay locked.
 */
import { CanceledError, type Worksheet } from '@univerjs/core';
import type { Position } from '../../core/model';
import { type Engine, SET_VALUES, type SetValues, cellsOf, isHistoryStep } from './engine';
import { selectionOf } from './select';

export type Refusal = 'structure' | 'format' | 'locked';

const COMMAND =
  '^(sheets?\\.command\\.|ui-sheet\\.command\\.|sheet\\.operation\\.|data-validation\\.command\\.)';
const STRUCTURE = new RegExp(
  COMMAND +
    '(insert-|append-row|remove-(row|col|sheet|worksheet-merge|defined-name)|delete-range-move|' +
    'move-(range|rows|cols)|reorder-range|add-worksheet-merge|copy-sheet|copy-worksheet|rename-sheet|' +
    'set-worksheet-(name|hidden|show|order|row-count|column-count|right-to-left)|set-workbook-name|' +
    'set-(rows|col|row)-hidden|hide-(row|col)-confirm|set-selected-(rows|cols)-visible|' +
    'set-(specific-rows|col)-visible|set-defined-name|(add|set|delete|change).*protection|split-text)',
);
const FORMAT = new RegExp(
  COMMAND +
    '(set-(style|bold|italic|underline|stroke|overline|font|text|background|border|horizontal|vertical|' +
    'range-(bold|italic|underline|stroke|font|text|sub|super)|tab-color|once-format|infinite-format|' +
    'worksheet-default-style|worksheet-range-theme)|reset-|clear-selection-(format|all)|' +
    'apply-format-painter|toggle-gridlines|numfmt\\.|paste-(format|col-width|besides)|' +
    '(add|set|delete|move|clear).*conditional|.*data-?validation|add-?rule|update-note|delete-note|' +
    'toggle-cell-checkbox|text-to-number)',
);
/** The net under the list above: whatever command leads here. */
const STRUCTURE_MUTATION = new RegExp(
  '^sheet\\.mutation\\.(insert-|remove-(row|col|sheet|worksheet-merge)|move-|reorder-|add-worksheet-merge|' +
    'copy-worksheet|set-worksheet-(name|hidden|order|row-count|column-count)|set-(row|col)-(hidden|visible))',
);
const EDITOR = 'sheet.operation.set-cell-edit-visible';

export function guardSheets(
  engine: Engine,
  isLocked: (sheet: Worksheet, at: Position) => boolean,
  isOwn: () => boolean,
  refused: (reason: Refusal) => void,
): () => void {
  const { commands, workbook } = engine;
  const refuse = (reason: Refusal): never => {
    refused(reason);
    throw new CanceledError();
  };

  const hook = commands.beforeCommandExecuted((info, options) => {
    if (isOwn()) return;
    if (STRUCTURE.test(info.id) || STRUCTURE_MUTATION.test(info.id)) refuse('structure');
    if (FORMAT.test(info.id)) refuse('format');
    if (info.id === EDITOR && (info.params as { visible?: boolean }).visible) {
      const at = selectionOf(engine);
      const sheet = workbook.getActiveSheet();
      if (at && sheet && isLocked(sheet, at)) refuse('locked');
    }
    if (info.id !== SET_VALUES || options?.applyFormulaCalculationResult) return;
    const { subUnitId, cellValue, trigger } = info.params as SetValues;
    const sheet = workbook.getSheetBySheetId(subUnitId);
    if (!sheet || isHistoryStep(trigger)) return;
    for (const { row, column, cell } of cellsOf(cellValue)) {
      if (changesContent(cell) && isLocked(sheet, { row, column })) refuse('locked');
    }
  });
  return () => hook.dispose();
}

const changesContent = (cell: object | null): boolean =>
  cell === null || 'v' in cell || 'f' in cell || 'p' in cell || 'si' in cell;
