/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, what stands behind it here is not */
import { type CellValue, type SheetSnapshot, cellAt, positionOf } from '../../src/core/model';
import { moveReferences } from '../../src/hosts/references';
import { type Computed, createMemoryHost } from '../../src/hosts/memory/host';
import { describeHost } from './host';

/** Enough of a calculation engine for the fixture: SUM of cells, and a plain reference. */
function calculate(sheets: readonly SheetSnapshot[]): Computed[] {
  return sheets.flatMap((sheet) =>
    [...sheet.cells].flatMap(([index, { formula }]) => {
      if (!formula || !/^=(SUM\(|['A-Z0-9年!]+$)/.test(formula)) return [];
      const operands: CellValue[] = [];
      moveReferences(formula, ({ sheet: scope, row, column }) => {
        operands.push(
          cellAt(
            sheets.find(({ name }) => name === (scope ?? sheet.name))!,
            row,
            column,
          ).value,
        );
        return { row, column };
      });
      const value = formula.startsWith('=SUM(')
        ? operands.reduce<number>((sum, operand) => sum + Number(operand ?? 0), 0)
        : operands[0]!;
      return [{ sheet: sheet.name, ...positionOf(index), value }];
    }),
  );
}

for (const [name, recalculate, undo] of [
  ['a memory workbook', undefined, true],
  ['a memory workbook that recalculates', calculate, true],
  ['a memory workbook without undo', undefined, false],
] as const) {
  describeHost(name, async (given) => {
    const host = createMemoryHost(given.sheets, { ...given, recalculate, capabilities: { undo } });
    return {
      host,
      type: (sheet, address, input) => host.type(sheet, address, input as string | number),
      undo: () => host.undo(),
    };
  });
}
