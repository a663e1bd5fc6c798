/**
 * Enter, Tab and arrows as everywhere: Enter goes back to below where the Tabs began, and a border is a border.
 * Univer also goes back to Tabs that were ended by a click elsewhere, moves nowhere with Shift, does not know Shift
 * while one types, and leads from the first cell to the last one of the empty sheet.
 */
import { CanceledError, Direction, type IRange, Rectangle } from '@univerjs/core';
import { DeviceInputEventType } from '@univerjs/engine-render';
import { type ISelectionWithStyle, SheetsSelectionsService } from '@univerjs/sheets';
import { whenSheetEditorActivated } from '@univerjs/sheets-ui';
import { IShortcutService, KeyCode, MetaKeys } from '@univerjs/ui';
import type { Position } from '../../core/model';
import type { Engine } from './engine';
import { selectionOf, showCell } from './select';

const ENTER_OR_TAB = 'sheet.command.move-selection-enter-tab';
const ARROW = 'sheet.command.move-selection';
const CLOSE_EDITOR = 'sheet.operation.set-cell-edit-visible';
const BACK = [
  [KeyCode.TAB, KeyCode.ARROW_LEFT],
  [KeyCode.ENTER, KeyCode.ARROW_UP],
] as const;

export function watchKeys(engine: Engine): void {
  const { commands, workbook, injector } = engine;
  let tabs: { readonly start: Position; end: Position } | null = null;

  const selections = (): readonly ISelectionWithStyle[] =>
    injector.get(SheetsSelectionsService).getWorkbookSelections(workbook.getUnitId()).getCurrentSelections();

  commands.beforeCommandExecuted(({ id, params }) => {
    if (id === ENTER_OR_TAB) enterOrTab((params as { direction: Direction }).direction);
    else if (id === ARROW) stayInside((params as { direction: Direction }).direction);
  });
  commands.onCommandExecuted(({ id }) => void (id === ENTER_OR_TAB && arrived()));

  function enterOrTab(direction: Direction): void {
    const here = hereOf();
    if (!here) return;
    const start = tabs && same(tabs.end, here) ? tabs.start : here;
    const sideways = direction === Direction.LEFT || direction === Direction.RIGHT;
    tabs = sideways ? { start, end: here } : null;
    if (direction === Direction.RIGHT) return;
    if (direction === Direction.DOWN && !same(start, here))
      showCell(engine, workbook.getActiveSheet(), start);
    void commands.executeCommand(ARROW, { direction }).then(arrived);
    throw new CanceledError();
  }

  /** Null within a larger selection: there both keys go around. */
  function hereOf(): Position | null {
    const [selection, more] = selections();
    const single = selection?.primary && !more && Rectangle.equals(selection.range, selection.primary);
    return single ? selectionOf(engine) : null;
  }

  function arrived(): void {
    const here = hereOf();
    if (tabs && here) tabs.end = here;
  }

  function stayInside(direction: Direction): void {
    const range = selections().at(-1)?.range;
    if (range && !hasNext(range, direction)) throw new CanceledError();
  }

  function hasNext({ startRow, endRow, startColumn, endColumn }: IRange, direction: Direction): boolean {
    const sheet = workbook.getActiveSheet();
    const upright = direction === Direction.UP || direction === Direction.DOWN;
    const back = direction === Direction.UP || direction === Direction.LEFT;
    const count = upright ? sheet.getRowCount() : sheet.getColumnCount();
    const from = upright ? (back ? startRow : endRow) : back ? startColumn : endColumn;
    for (let at = from + (back ? -1 : 1); at >= 0 && at < count; at += back ? -1 : 1) {
      if (upright ? sheet.getRowVisible(at) : sheet.getColVisible(at)) return true;
    }
    return false;
  }

  const shortcuts = injector.get(IShortcutService);
  for (const [key, arrow] of BACK) {
    shortcuts.registerShortcut({
      id: CLOSE_EDITOR,
      binding: key | MetaKeys.SHIFT,
      preconditions: whenSheetEditorActivated,
      staticParameters: { visible: false, eventType: DeviceInputEventType.Keyboard, keycode: arrow },
    });
  }
}

const same = (a: Position, b: Position): boolean => a.row === b.row && a.column === b.column;
