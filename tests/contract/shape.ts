/** What a host must do with a plan that changes the workbook's shape. */
import { SheetDraft } from '../../src/core/draft';
import { type CellContent, type SheetSnapshot, addressOf, cellAt, parseAddress } from '../../src/core/model';
import { type Edit, type EditPlan, type Entry, inverse } from '../../src/core/plan';
import { type Step, reshape } from '../../src/core/structure';
import type { Host, HostEvent } from '../../src/hosts/port';
import { FORM, type Fixture, LEDGER, NOTES, area, fixture } from './fixture';

const blank: Entry = { value: null, formula: null };
const value = (input: Entry['value']): Entry => ({ value: input, formula: null });
const edit = (sheet: string, address: string, before: Entry, after: Entry): Edit => ({
  sheet,
  ...parseAddress(address)!,
  before,
  after,
  why: 'test',
});
const planOf = (steps: readonly Step[], ...edits: Edit[]): EditPlan => ({ command: 'test', steps, edits });

/** What can be compared on every host: values of plain cells, formulas of the others, merged areas. */
function contentsOf(sheets: readonly SheetSnapshot[]): Record<string, unknown> {
  const plain = ({ value: own, formula }: CellContent): unknown => formula ?? own;
  return Object.fromEntries(
    sheets.map((sheet): [string, unknown] => [
      sheet.name,
      {
        cells: Object.fromEntries<unknown>(
          [...sheet.cells]
            .sort(([a], [b]) => a - b)
            .map(([index, content]): [number, unknown] => [index, plain(content)])
            .filter(([, shown]) => shown !== null),
        ),
        merges: sheet.merges
          .map(({ top, left, bottom, right }) =>
            [addressOf({ row: top, column: left }), addressOf({ row: bottom, column: right })].join(':'),
          )
          .sort(),
      },
    ]),
  );
}

export function describeShape(
  name: string,
  make: (given: Fixture) => Promise<Host>,
  { takesBack = true }: { readonly takesBack?: boolean } = {},
): void {
  describe(`the shape of a workbook on ${name}`, () => {
    let host: Host;
    let events: HostEvent[];
    let before: readonly SheetSnapshot[];

    beforeEach(async () => {
      host = await make(fixture());
      before = await host.snapshot();
      events = [];
      host.listen((event) => events.push(event));
    });
    afterEach(() => host.dispose());

    async function applied(plan: EditPlan): Promise<void> {
      expect(await host.apply(plan)).toEqual({ applied: true });
      expect(host.writes).toBe(1);
      expect(events).toContainEqual({ type: 'structure' });
    }

    const draft = new SheetDraft('审核说明');
    draft.box({ top: 0, left: 0, bottom: 0, right: 2 }, '审核说明', { font: { size: 16, bold: true } });
    draft.put({ row: 1, column: 0 }, '规则', { protection: { locked: false } });
    draft.put({ row: 1, column: 1 }, 12.5);
    draft.put({ row: 2, column: 1 }, 25, undefined, '=B2*2');
    draft.columns = [{ width: 12 }, { width: 20, hidden: true }];

    const table: { readonly what: string; readonly steps: readonly Step[] }[] = [
      {
        what: 'rows come in, and every reference to them moves',
        steps: [{ kind: 'insertRows', sheet: FORM, above: 3, count: 2, like: 2 }],
      },
      {
        what: 'rows come in within a merged area, which grows',
        steps: [{ kind: 'insertRows', sheet: FORM, above: 6, count: 1, like: 5 }],
      },
      {
        what: 'a new row is merged as the row it looks like',
        steps: [{ kind: 'insertRows', sheet: FORM, above: 1, count: 1, like: 0 }],
      },
      {
        what: 'new rows look like the row that moves down',
        steps: [{ kind: 'insertRows', sheet: FORM, above: 0, count: 2, like: 0 }],
      },
      { what: 'a sheet is copied', steps: [{ kind: 'copySheet', sheet: FORM, as: '2015年' }] },
      {
        what: 'a protected, hidden sheet is copied',
        steps: [{ kind: 'copySheet', sheet: LEDGER, as: '台账' }],
      },
      { what: 'a sheet is added behind another', steps: [{ kind: 'addSheet', draft, behind: FORM }] },
      { what: 'a sheet is added at the end', steps: [{ kind: 'addSheet', draft, behind: null }] },
      {
        what: 'looks are copied, merged areas with them',
        steps: [
          { kind: 'copyLooks', sheet: FORM, from: area('A1:D1'), to: { row: 0, column: 5 } },
          { kind: 'hideColumns', sheet: FORM, first: 9, last: 10, hidden: true },
          { kind: 'printArea', sheet: FORM, from: area('A1:D8'), to: area('A1:I8') },
        ],
      },
      {
        what: 'highlights and validations come in',
        steps: [
          {
            kind: 'highlight',
            sheet: FORM,
            highlights: [
              {
                type: 'expression',
                formula: 'B3<0',
                range: 'B3:C4',
                priority: 1,
                style: { fill: { type: 'pattern', pattern: 'solid', bgColor: { rgb: 'FFC7CE' } } },
              },
            ],
          },
          {
            kind: 'validate',
            sheet: FORM,
            validations: [
              {
                type: 'list',
                formula1: '"有,无"',
                range: 'B5',
                showErrorMessage: true,
                errorStyle: 'warning',
              },
            ],
          },
        ],
      },
    ];

    it.each(table)('changes: $what', async ({ steps }) => {
      await applied(planOf(steps));
      expect(contentsOf(await host.snapshot())).toEqual(contentsOf(reshape(before, steps)));
      expect((await host.snapshot()).map((sheet) => sheet.name)).toEqual(
        reshape(before, steps).map((sheet) => sheet.name),
      );
    });

    it('puts values where they stand after the change', async () => {
      const steps: Step[] = [{ kind: 'insertRows', sheet: FORM, above: 3, count: 1, like: 2 }];
      await applied(planOf(steps, edit(FORM, 'B4', blank, value(7)), edit(FORM, 'B5', value(84), value(85))));
      const [form] = await host.snapshot([FORM]);
      expect(cellAt(form!, 3, 1).value).toBe(7);
      expect(cellAt(form!, 4, 1).value).toBe(85);
    });

    it('writes into a sheet that comes with it, protected as it is', async () => {
      const steps: Step[] = [{ kind: 'copySheet', sheet: LEDGER, as: '台账' }];
      await applied(planOf(steps, edit('台账', 'C1', { value: 107, formula: '=B1' }, value('锁着的'))));
      const [copied] = await host.snapshot(['台账']);
      expect(cellAt(copied!, 0, 2).value).toBe('锁着的');
      const found = (await host.sheets()).find((sheet) => sheet.name === '台账');
      expect(found).toMatchObject({ protected: true });
    });

    it('writes nothing where a cell has moved meanwhile', async () => {
      const steps: Step[] = [{ kind: 'insertRows', sheet: FORM, above: 3, count: 1, like: 2 }];
      const result = await host.apply(planOf(steps, edit(FORM, 'B5', value(83), value(85))));
      expect(result).toMatchObject({ applied: false });
      expect(contentsOf(await host.snapshot())).toEqual(contentsOf(before));
      expect(host.writes).toBe(0);
    });

    it('opens cells of a protected sheet, and no others', async () => {
      await applied(planOf([{ kind: 'unlock', sheet: LEDGER, area: area('C1') }]));
      const change = edit(LEDGER, 'C1', { value: 107, formula: '=B1' }, value(1));
      expect(await host.apply({ command: 'test', edits: [change] })).toEqual({ applied: true });
      await expect(
        host.apply({ command: 'test', edits: [edit(LEDGER, 'D1', blank, value(1))] }),
      ).rejects.toMatchObject({ code: 'protected' });
    });

    it('leaves a protected sheet protected when its shape has changed', async () => {
      await applied(planOf([{ kind: 'insertRows', sheet: LEDGER, above: 0, count: 1, like: 0 }]));
      const found = (await host.sheets()).find((sheet) => sheet.name === LEDGER);
      expect(found).toMatchObject({ protected: true });
      const [ledger] = await host.snapshot([LEDGER]);
      expect(cellAt(ledger!, 1, 1).value).toBe(107);
    });

    it('refuses a step on a sheet that is not there', async () => {
      await expect(
        host.apply(planOf([{ kind: 'copySheet', sheet: '没有', as: '2015年' }])),
      ).rejects.toMatchObject({ code: 'noSheet' });
      expect(contentsOf(await host.snapshot())).toEqual(contentsOf(before));
    });

    if (!takesBack) return;
    it.each(table)('takes back: $what', async ({ steps }) => {
      const plan = planOf(steps, edit(NOTES, 'C1', blank, value('记')));
      await applied(plan);
      expect(await host.apply(inverse(plan))).toEqual({ applied: true });
      expect(contentsOf(await host.snapshot())).toEqual(contentsOf(before));
    });
  });
}
