/** What every adapter of the host port must do. Each adapter has a test file that calls describeHost. */
import { type CellContent, type CellValue, EMPTY, cellAt, parseAddress } from '../../src/core/model';
import { type Edit, type EditPlan, type Entry, inverse } from '../../src/core/plan';
import type { Host, HostEvent } from '../../src/hosts/port';
import { FORM, type Fixture, LEDGER, NOTES, area, fixture } from './fixture';

/** A host opened with the fixture, and the hands of a person as far as the host can be driven by them. */
export interface Harness {
  readonly host: Host;
  /** A person enters a value or (text beginning with "=") a formula. */
  readonly type?: (sheet: string, address: string, input: CellValue) => void | Promise<void>;
  /** A person presses Ctrl+Z. */
  readonly undo?: () => void | Promise<void>;
  /** Resolves when the host has told all it has to tell. */
  readonly settle?: () => void | Promise<void>;
}

export interface Differences {
  /** False where the host cannot be given the fixture's protected sheet. */
  readonly protects?: boolean;
  /** False where the host cannot be given the fixture's defined names. */
  readonly names?: boolean;
  /** False where the host cannot tell which cells are merged. */
  readonly merges?: boolean;
}

const blank: Entry = { value: null, formula: null };
const value = (input: CellValue): Entry => ({ value: input, formula: null });
const formula = (text: string, result: CellValue = null): Entry => ({ value: result, formula: text });

function edit(sheet: string, address: string, before: Entry, after: Entry): Edit {
  return { sheet, ...parseAddress(address)!, before, after, why: 'test' };
}
const planOf = (...edits: Edit[]): EditPlan => ({ command: 'test', edits });

async function contentAt(host: Host, sheet: string, address: string): Promise<CellContent> {
  const [content] = await host.read([{ sheet, area: area(address) }]);
  return content!.cells[0]![0]!;
}

export function describeHost(
  name: string,
  make: (given: Fixture) => Promise<Harness>,
  { protects = true, names = true, merges = true }: Differences = {},
): void {
  describe(`the host port on ${name}`, () => {
    let harness: Harness;
    let host: Host;
    let events: HostEvent[];
    const settled = async (): Promise<void> => void (await harness.settle?.());
    const edits = (source: string): number =>
      events.filter((event) => event.type === 'edited' && event.source === source).length;

    beforeEach(async () => {
      harness = await make(fixture());
      host = harness.host;
      await settled();
      events = [];
      host.listen((event) => events.push(event));
    });
    afterEach(() => host.dispose());

    describe('tells what the workbook is', () => {
      it('has the title it was opened with', async () => {
        expect(await host.title()).toBe(fixture().title);
      });

      it('lists the sheets in order, the hidden ones marked', async () => {
        const sheets = await host.sheets();
        expect(sheets.map((sheet) => sheet.name)).toEqual([FORM, NOTES, LEDGER]);
        expect(sheets.map((sheet) => sheet.visible)).toEqual([true, true, false]);
        if (protects) expect(sheets.map((sheet) => sheet.protected)).toEqual([false, false, true]);
      });

      it('knows the defined names', async () => {
        const found = await host.names();
        const plain = (text: string | undefined): string | undefined =>
          text?.replace(/^=/, '').replaceAll("'", '');
        if (names) expect(plain(found.get('report.region'))).toBe(`${FORM}!$A$3`);
        expect(found.get('toString')).toBeUndefined();
      });
    });

    describe('reads', () => {
      it('gives whole sheets as they were put in: values, formulas, merged areas', async () => {
        const snapshot = await host.snapshot();
        const order = (areas: readonly object[]): string[] =>
          areas.map((item) => JSON.stringify(item)).sort();
        for (const [at, given] of fixture().sheets.entries()) {
          const found = snapshot[at]!;
          expect([found.name, found.visible]).toEqual([given.name, given.visible]);
          expect(new Map([...found.cells].sort(([a], [b]) => a - b))).toEqual(given.cells);
          expect(order(found.merges)).toEqual(merges ? order(given.merges) : []);
        }
      });

      it('gives only the sheets asked for, in the order asked for', async () => {
        const snapshot = await host.snapshot([LEDGER, FORM]);
        expect(snapshot.map((sheet) => sheet.name)).toEqual([LEDGER, FORM]);
      });

      it('reads several areas at once, row by row, blank cells included', async () => {
        const [first, second] = await host.read([
          { sheet: FORM, area: area('B3:D4') },
          { sheet: NOTES, area: area('A2:B2') },
        ]);
        expect(first).toMatchObject({ sheet: FORM, area: area('B3:D4') });
        expect(first!.cells.map((row) => row.map((cell) => cell.value))).toEqual([
          [103, 210.5, 313.5],
          [84, null, 84],
        ]);
        expect(first!.cells[0]![2]!.formula).toBe('=SUM(B3,C3)');
        expect(second!.cells).toEqual([[EMPTY, { value: 103, formula: `='${FORM}'!B3` }]]);
      });

      it('reads nothing under a merged cell', async () => {
        const [content] = await host.read([{ sheet: FORM, area: area('A1:D1') }]);
        expect(content!.cells[0]!.slice(1)).toEqual([EMPTY, EMPTY, EMPTY]);
      });

      it('reads blank cells far outside of what is used', async () => {
        expect(await contentAt(host, FORM, 'J90')).toEqual(EMPTY);
      });

      it('says noSheet for a sheet that is not there', async () => {
        await expect(host.snapshot([FORM, '2099年'])).rejects.toMatchObject({ code: 'noSheet' });
        await expect(host.read([{ sheet: '2099年', area: area('A1') }])).rejects.toMatchObject({
          code: 'noSheet',
        });
      });

      it('keeps a snapshot as it was when the workbook changes', async () => {
        const [before] = await host.snapshot([FORM]);
        await host.apply(planOf(edit(FORM, 'B3', value(103), value(1))));
        expect(cellAt(before!, 2, 1).value).toBe(103);
      });
    });

    describe('applies a plan', () => {
      it('writes numbers, texts, formulas and blanks over several sheets in one batch', async () => {
        const result = await host.apply(
          planOf(
            edit(FORM, 'B3', value(103), value(-0.25)),
            edit(FORM, 'C4', blank, value(12)),
            edit(FORM, 'B5', value('无'), value('有 <1> & 2')),
            edit(FORM, 'B4', value(84), blank),
            edit(NOTES, 'B3', blank, formula(`='${FORM}'!C4`, 12)),
          ),
        );
        expect(result).toEqual({ applied: true });
        const [form, notes] = await host.snapshot([FORM, NOTES]);
        expect(cellAt(form!, 2, 1)).toEqual(value(-0.25));
        expect(cellAt(form!, 3, 2)).toEqual(value(12));
        expect(cellAt(form!, 4, 1)).toEqual(value('有 <1> & 2'));
        expect(cellAt(form!, 3, 1)).toEqual(EMPTY);
        expect(cellAt(notes!, 2, 1)).toEqual(formula(`='${FORM}'!C4`, 12));
        expect(host.writes).toBe(1);
      });

      it('keeps a text a text, however much it looks like something else', async () => {
        const texts = ['007', '=1+1', '2014-12-31', 'TRUE', '+5', "'quoted", '12%', ' 空格 '];
        await host.apply(planOf(...texts.map((text, row) => edit(NOTES, `D${row + 1}`, blank, value(text)))));
        const [content] = await host.read([{ sheet: NOTES, area: area(`D1:D${texts.length}`) }]);
        expect(content!.cells.map(([cell]) => cell)).toEqual(texts.map((text) => value(text)));
      });

      it('writes booleans and long numbers exactly', async () => {
        const inputs = [true, false, 0.1 + 0.2, 123456789012345, 1e-7, -0.5];
        await host.apply(
          planOf(...inputs.map((input, row) => edit(NOTES, `D${row + 1}`, blank, value(input)))),
        );
        const [content] = await host.read([{ sheet: NOTES, area: area(`D1:D${inputs.length}`) }]);
        expect(content!.cells.map(([cell]) => cell!.value)).toEqual(inputs);
      });

      it('takes an empty text for a blank', async () => {
        await host.apply(planOf(edit(FORM, 'B5', value('无'), value(''))));
        expect(await contentAt(host, FORM, 'B5')).toEqual(EMPTY);
      });

      it('replaces a formula by a value and a value by a formula', async () => {
        await host.apply(
          planOf(
            edit(FORM, 'D3', formula('=SUM(B3,C3)'), value(1)),
            edit(FORM, 'B4', value(84), formula('=SUM(B3,C4)', 103)),
          ),
        );
        expect(await contentAt(host, FORM, 'D3')).toEqual(value(1));
        expect(await contentAt(host, FORM, 'B4')).toEqual(formula('=SUM(B3,C4)', 103));
      });

      it('writes into the first cell of a merged area, and keeps the area', async () => {
        await host.apply(planOf(edit(FORM, 'B6', blank, value('见附件'))));
        const [form] = await host.snapshot([FORM]);
        expect(cellAt(form!, 5, 1)).toEqual(value('见附件'));
        if (merges) expect(form!.merges).toContainEqual(area('B6:C7'));
      });

      it('does nothing, and counts no write, for an empty plan', async () => {
        expect(await host.apply(planOf())).toEqual({ applied: true });
        expect(host.writes).toBe(0);
      });

      it('takes it back by the inverse plan', async () => {
        const before = await host.snapshot();
        const plan = planOf(
          edit(FORM, 'B3', value(103), value(5)),
          edit(FORM, 'C4', blank, value(7)),
          edit(FORM, 'D4', formula('=SUM(B4,C4)', 84), value(0)),
        );
        await host.apply(plan);
        expect(await host.apply(inverse(plan))).toEqual({ applied: true });
        const bare = (cells: ReadonlyMap<number, CellContent>): string[] =>
          [...cells]
            .sort(([a], [b]) => a - b)
            .map(([at, cell]) => `${at} ${cell.formula ?? JSON.stringify(cell.value)}`);
        const after = await host.snapshot();
        expect(after.map((sheet) => bare(sheet.cells))).toEqual(before.map((sheet) => bare(sheet.cells)));
        expect(host.writes).toBe(2);
      });
    });

    describe('refuses a plan as a whole', () => {
      const unchanged = async (): Promise<void> => {
        expect(await contentAt(host, FORM, 'B3')).toEqual(value(103));
        expect(host.writes).toBe(0);
      };

      it('names the cells that hold something else than the plan saw', async () => {
        const good = edit(FORM, 'B3', value(103), value(1));
        const stale = edit(FORM, 'B4', value(83), value(2));
        const result = await host.apply(planOf(good, stale));
        expect(result).toEqual({ applied: false, moved: [{ edit: stale, found: value(84) }] });
        await unchanged();
      });

      it('does not take a formula for its result', async () => {
        const result = await host.apply(planOf(edit(FORM, 'D3', value(313.5), value(1))));
        expect(result.applied).toBe(false);
        await unchanged();
      });

      it('says noSheet where one of the sheets is gone', async () => {
        const plan = planOf(edit(FORM, 'B3', value(103), value(1)), edit('2099年', 'A1', blank, value(1)));
        await expect(host.apply(plan)).rejects.toMatchObject({ code: 'noSheet' });
        await unchanged();
      });

      it('says failed for a cell hidden under a merged one', async () => {
        if (!merges) return;
        const plan = planOf(edit(FORM, 'B3', value(103), value(1)), edit(FORM, 'C7', blank, value(1)));
        await expect(host.apply(plan)).rejects.toMatchObject({ code: 'failed' });
        await unchanged();
      });

      if (protects) {
        it('says protected for a locked cell, and writes the unlocked one of the same sheet', async () => {
          const plan = planOf(
            edit(FORM, 'B3', value(103), value(1)),
            edit(LEDGER, 'A1', value('上年累计'), value(1)),
          );
          await expect(host.apply(plan)).rejects.toMatchObject({ code: 'protected' });
          await unchanged();
          expect(await host.apply(planOf(edit(LEDGER, 'B1', value(107), value(108))))).toEqual({
            applied: true,
          });
          expect((await contentAt(host, LEDGER, 'B1')).value).toBe(108);
        });
      }
    });

    describe('tells of events', () => {
      it('tells of an own write as its own, and only of that', async () => {
        if (!host.capabilities.events) return;
        await host.apply(planOf(edit(FORM, 'B3', value(103), value(1))));
        await settled();
        expect(edits('self')).toBeGreaterThan(0);
        expect(edits('user') + edits('remote')).toBe(0);
      });

      it('tells nothing of a plan it refused', async () => {
        await host.apply(planOf(edit(FORM, 'B3', value(0), value(1))));
        await settled();
        expect(events).toEqual([]);
      });

      it('tells every listener until it leaves, and nobody once it is disposed of', async () => {
        if (!host.capabilities.events) return;
        let heard = 0;
        const leave = host.listen(() => (heard += 1));
        await host.apply(planOf(edit(FORM, 'B3', value(103), value(1))));
        await settled();
        expect(heard).toBe(events.length);
        leave();
        leave();
        const until = heard;
        await host.apply(planOf(edit(FORM, 'B3', value(1), value(2))));
        await settled();
        expect(heard).toBe(until);
        expect(events.length).toBeGreaterThan(until);
      });

      it("tells of a person's edit, and answers it with no write", async () => {
        if (!harness.type) return;
        await harness.type(FORM, 'B3', 104);
        await settled();
        expect(edits('user')).toBeGreaterThan(0);
        expect(edits('self')).toBe(0);
        expect(host.writes).toBe(0);
        expect(await contentAt(host, FORM, 'B3')).toEqual(value(104));
      });

      it("refuses a plan that a person's edit has overtaken", async () => {
        if (!harness.type) return;
        await harness.type(FORM, 'B3', 104);
        const stale = edit(FORM, 'B3', value(103), value(1));
        expect(await host.apply(planOf(stale))).toEqual({
          applied: false,
          moved: [{ edit: stale, found: value(104) }],
        });
      });
    });

    describe('does what its capabilities say', () => {
      it('recalculates after an edit, where it says so', async () => {
        if (!host.capabilities.recalculates) return;
        await host.apply(planOf(edit(FORM, 'B3', value(103), value(3))));
        await settled();
        expect((await contentAt(host, FORM, 'D3')).value).toBe(213.5);
        expect((await contentAt(host, NOTES, 'B2')).value).toBe(3);
        if (!harness.type) return;
        await harness.type(FORM, 'C4', 16);
        await settled();
        expect((await contentAt(host, FORM, 'D4')).value).toBe(100);
      });

      it('takes a whole plan back in one step, where it says so', async () => {
        if (!host.capabilities.undo || !harness.undo) return;
        await host.apply(
          planOf(edit(FORM, 'B3', value(103), value(1)), edit(FORM, 'B4', value(84), value(2))),
        );
        await harness.undo();
        await settled();
        expect((await contentAt(host, FORM, 'B3')).value).toBe(103);
        expect((await contentAt(host, FORM, 'B4')).value).toBe(84);
      });

      it('shows a cell, and a merged area by its first cell, where it says so', async () => {
        if (!host.capabilities.select) {
          await expect(host.select({ sheet: FORM, row: 2, column: 1 })).rejects.toMatchObject({
            code: 'unsupported',
          });
          expect(await host.selection()).toBeNull();
          return;
        }
        await host.select({ sheet: NOTES, row: 4, column: 2 });
        await settled();
        expect(await host.selection()).toEqual({ sheet: NOTES, row: 4, column: 2 });
        await host.select({ sheet: FORM, row: 6, column: 2 });
        await settled();
        expect(await host.selection()).toEqual({ sheet: FORM, row: 5, column: 1 });
        await expect(host.select({ sheet: '2099年', row: 0, column: 0 })).rejects.toMatchObject({
          code: 'noSheet',
        });
        expect(host.writes).toBe(0);
      });

      it('takes a wish for the keyboard calmly', () => {
        expect(() => host.focus()).not.toThrow();
      });
    });
  });
}
