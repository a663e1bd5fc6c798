/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, what stands behind it here is not */
import {
  type CellContent,
  type CellValue,
  type SheetSnapshot,
  cellAt,
  parseAddress,
  positionOf,
} from '../../src/core/model';
import type { EditPlan } from '../../src/core/plan';
import { moveReferences } from '../../src/core/references';
import { type Computed, type MemoryHost, createMemoryHost } from '../../src/hosts/memory/host';
import { FORM, LEDGER, NOTES, fixture } from './fixture';
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

describe('what a test can do to a memory workbook', () => {
  const open = (options = {}): MemoryHost => {
    const given = fixture();
    return createMemoryHost(given.sheets, { ...given, recalculate: calculate, ...options });
  };
  const heard = (host: MemoryHost): string[] => {
    const events: string[] = [];
    host.listen((event) => events.push(event.type === 'edited' ? event.source : event.type));
    return events;
  };
  const contentOf = async (host: MemoryHost, sheet: string, address: string): Promise<CellContent> => {
    const [found] = await host.snapshot([sheet]);
    const { row, column } = parseAddress(address)!;
    return cellAt(found!, row, column);
  };
  const plan: EditPlan = {
    command: 'test',
    edits: [
      {
        sheet: FORM,
        row: 2,
        column: 1,
        before: { value: 103, formula: null },
        after: { value: 1, formula: null },
        why: 'test',
      },
    ],
  };

  it("tells a person's edit and what was calculated from it", async () => {
    const host = open();
    const events = heard(host);
    host.type(FORM, 'B3', 3);
    host.typeRemotely(FORM, 'C4', 16);
    expect(events).toEqual(['user', 'recalculation', 'remote', 'recalculation']);
    expect((await contentOf(host, FORM, 'D3')).value).toBe(213.5);
    expect((await contentOf(host, FORM, 'D4')).value).toBe(100);
    expect(host.writes).toBe(0);
  });

  it("takes back a person's edits and applied plans, one step at a time", async () => {
    const host = open();
    host.type(FORM, 'B4', '=B3');
    await host.apply(plan);
    host.undo();
    expect((await contentOf(host, FORM, 'B3')).value).toBe(103);
    host.undo();
    expect(await contentOf(host, FORM, 'B4')).toEqual({ value: 84, formula: null });
    host.undo();
  });

  it('forgets the steps before a plan where the host has no undo for it', async () => {
    const host = open({ capabilities: { undo: false } });
    host.type(FORM, 'B4', 1);
    await host.apply(plan);
    host.undo();
    expect((await contentOf(host, FORM, 'B4')).value).toBe(1);
  });

  it.each([
    ['editing', 'editing'],
    ['readOnly', 'readOnly'],
    ['notInFront', 'notInFront'],
    ['failing', 'failed'],
  ] as const)('refuses to write with %s switched on', async (fault, code) => {
    const host = open();
    host.faults[fault] = true;
    await expect(host.apply(plan)).rejects.toMatchObject({ code });
    host.faults[fault] = false;
    expect(await host.apply(plan)).toEqual({ applied: true });
    expect(host.writes).toBe(1);
  });

  it('echoes own writes and loses events when told to', async () => {
    const host = open();
    const events = heard(host);
    host.faults.echo = true;
    await host.apply(plan);
    expect(events).toEqual(['self', 'user']);
    host.faults.silent = true;
    host.type(FORM, 'B4', 1);
    expect(events).toHaveLength(2);
  });

  it('lets nobody type into a locked cell or under a merged one', () => {
    const host = open();
    expect(() => host.type(LEDGER, 'A1', 1)).toThrow(expect.objectContaining({ code: 'protected' }) as Error);
    expect(() => host.type(FORM, 'C6', 1)).toThrow(expect.objectContaining({ code: 'failed' }) as Error);
  });

  it('tells of clicks', async () => {
    const host = open();
    const events = heard(host);
    host.click(NOTES, 'B2');
    expect(events).toEqual(['selected']);
    expect(await host.selection()).toEqual({ sheet: NOTES, row: 1, column: 1 });
  });

  it('moves cells, merged areas and formulas of all sheets down with inserted rows', async () => {
    const host = open();
    const events = heard(host);
    host.insertRow(FORM, 2, 2);
    expect(events).toEqual(['structure']);
    expect(await contentOf(host, FORM, 'D5')).toEqual({ value: 313.5, formula: '=SUM(B5,C5)' });
    expect((await contentOf(host, NOTES, 'B2')).formula).toBe(`='${FORM}'!B5`);
    expect((await contentOf(host, LEDGER, 'C1')).formula).toBe('=B1');
    const [form] = await host.snapshot([FORM]);
    expect(form!.merges).toContainEqual({ top: 7, left: 1, bottom: 8, right: 2 });
  });

  it('renames, deletes and adds sheets, and formulas follow or break', async () => {
    const host = open();
    host.renameSheet(FORM, '2015年');
    expect((await contentOf(host, NOTES, 'B2')).formula).toBe(`='2015年'!B3`);
    host.deleteSheet('2015年');
    expect((await contentOf(host, NOTES, 'B2')).formula).toBe('=#REF!B3');
    host.addSheet({ name: '新', visible: true, cells: new Map(), merges: [] });
    expect((await host.sheets()).map(({ name }) => name)).toEqual([NOTES, LEDGER, '新']);
    host.renameSheet(LEDGER, '账');
    expect(() => host.type('账', 'A1', 1)).toThrow(expect.objectContaining({ code: 'protected' }) as Error);
  });
});
