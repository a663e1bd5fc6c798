/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, what stands behind it here is not */
import { strFromU8, unzipSync } from 'fflate';
import { cellAt } from '../../src/core/model';
import { createXlsxHost } from '../../src/hosts/xlsx/host';
import { readWorkbook } from '../../src/hosts/xlsx/read';
import { bookOfFixture } from '../unit/xlsx/build';
import { FORM, fixture } from './fixture';
import { describeHost } from './host';

describeHost('a file', async (given) => ({ host: createXlsxHost(bookOfFixture(given), given.title) }));

describe('the file behind the host', () => {
  const plan = {
    command: 'test',
    edits: [
      {
        sheet: FORM,
        row: 2,
        column: 1,
        before: { value: 103, formula: null },
        after: { value: 3, formula: null },
        why: 'test',
      },
    ],
  };

  it('is saved byte for byte as it was opened when nothing was changed', () => {
    const bytes = bookOfFixture(fixture());
    expect(createXlsxHost(bytes, 'a.xlsx').save()).toBe(bytes);
  });

  it('is saved with what was applied', async () => {
    const host = createXlsxHost(bookOfFixture(fixture()), 'a.xlsx');
    await host.apply(plan);
    expect(cellAt(readWorkbook(host.save()).sheets[0]!.snapshot, 2, 1).value).toBe(3);
  });

  it('gets the computed results beside their formulas, and nothing where there is no formula', async () => {
    const host = createXlsxHost(bookOfFixture(fixture()), 'a.xlsx', {
      recompute: ([form]) => [
        { sheet: FORM, row: 2, column: 3, value: Number(cellAt(form!, 2, 1).value) + 210.5 },
        { sheet: FORM, row: 3, column: 3, value: 84 },
        { sheet: FORM, row: 3, column: 1, value: 999 },
      ],
    });
    await host.apply(plan);
    const [form] = await host.snapshot([FORM]);
    expect(cellAt(form!, 2, 3)).toEqual({ value: 213.5, formula: '=SUM(B3,C3)' });
    expect(cellAt(form!, 3, 1).value).toBe(84);
    expect(host.writes).toBe(1);
    expect(strFromU8(unzipSync(host.save())['xl/workbook.xml']!)).toContain('fullCalcOnLoad="1"');
  });

  it('answers what cannot be written with failed, and stays as it was', async () => {
    const host = createXlsxHost(bookOfFixture(fixture()), 'a.xlsx');
    const before = host.save();
    const edits = [{ ...plan.edits[0]!, after: { value: 'x'.repeat(40_000), formula: null } }];
    await expect(host.apply({ ...plan, edits })).rejects.toMatchObject({ code: 'failed' });
    expect(host.save()).toBe(before);
    expect(host.writes).toBe(0);
  });
});
