/** Three years in Excel, from an empty start: last year's file, repeats, a later correction; each can be taken back. */
import { form, keyOf, readBook } from '../../src/core';
import { adjust } from '../../src/core/fill/adjust';
import { comparePrior, takePrior } from '../../src/core/fill/prior';
import { startYear } from '../../src/core/fill/year';
import { addressOf, type CellKey, type CellValue, type Period } from '../../src/core/model';
import type { Proposal } from '../../src/core/plan';
import { type Book, chainOf, contentOf, reportOf } from '../../src/core/report';
import { readSources } from '../../src/core/fill/source';
import { makeTemplate } from '../../src/template/template';
import { type Desk, openDesk } from '../excel-host/desk';
import type { Edition } from '../excel-host/excel';
import { openFile } from '../excel-host/open';
import { Person } from '../excel-host/person';

jest.setTimeout(120_000);

const ID = 'audit.voluntary';
let desk: Desk;
afterEach(() => desk.close());

const book = (): Book =>
  readBook(
    desk.excel.book.sheets.map(({ snapshot }) => snapshot),
    form,
  );
const shown = (year: number, id: string, period: Period = 'cumulative'): CellValue =>
  contentOf(reportOf(book(), year)!, keyOf(id, period)).value;

/** Asks for a plan as the pane does, reads its preview, and says yes. */
async function carryOut(
  make: (book: Book, sheets: Parameters<typeof startYear>[1]) => Proposal,
): Promise<number> {
  const { session } = desk;
  await session.plan(make);
  const count = session.getState().preview?.edits.length ?? 0;
  await session.confirm();
  await desk.settle();
  return count;
}

async function type(year: number, figures: Readonly<Record<string, number>>): Promise<void> {
  const person = new Person(desk.excel);
  for (const [id, value] of Object.entries(figures)) {
    const report = reportOf(book(), year)!;
    person.type(report.sheet, addressOf(report.located.cells.get(keyOf(id, 'year'))!), value);
  }
  await desk.settle();
}

it.each<Edition>(['Microsoft 365', 'LTSC 2024'])(
  'in %s, goes from an empty 2012 to 2014: base, repeats, a correction; what was written last is taken back',
  async (edition) => {
    const last = await makeTemplate({
      from: 2011,
      to: 2011,
      values: {
        years: new Map([
          [
            2011,
            new Map<CellKey, CellValue>([
              [`${ID}/year`, 100],
              ['audit.mandatory/year', 50],
              ['effect.cod/year', 7.5],
            ]),
          ],
        ]),
      },
    });
    const empty = await makeTemplate({ from: 2012, to: 2012, region: '山东省' });
    desk = await openDesk({ edition, book: (await openFile(empty, '2012.xlsx'))() });
    const { session } = desk;
    await session.usePrior({ name: '2011年报送表.xlsx', bytes: last });
    const prior = session.getState().prior;
    if (!prior || !('earlier' in prior)) throw new Error('last year’s file was not read');
    const compared = comparePrior(book(), prior.earlier);
    const differences = 'refused' in compared ? [] : compared.differences;
    expect(await carryOut((now) => takePrior(now, differences, prior.mark))).toBe(4);
    expect(chainOf(book(), 'audit.total', 2011)).toBe(150);
    expect(readSources(book().ledger!.source!.content.value as string)).toMatchObject([
      { file: '2011年报送表.xlsx', fingerprint: prior.mark.fingerprint.slice(0, 16) },
    ]);

    await type(2012, { [ID]: 20, 'audit.mandatory': 10, 'effect.cod': 1 });
    expect([shown(2012, ID), shown(2012, 'audit.total'), shown(2012, 'effect.cod')]).toEqual([120, 180, 8.5]);

    await carryOut(startYear);
    await type(2013, { [ID]: 30, 'audit.mandatory': 5 });
    expect(
      await carryOut((now) =>
        adjust(now, [{ id: ID, year: 2013, amount: -3, reason: '与往年重复的企业3家' }]),
      ),
    ).toBe(2);
    expect([shown(2013, ID), shown(2013, 'audit.total')]).toEqual([147, 212]);

    await carryOut(startYear);
    await type(2014, { [ID]: 40 });
    await carryOut((now) =>
      adjust(now, [{ id: ID, year: 2014, amount: 2, reason: '上年修订：2012年漏报2家' }]),
    );
    expect(shown(2014, ID)).toBe(147 + 40 + 2);
    // The sheet that was handed in is as it was.
    expect([shown(2012, ID, 'year'), shown(2012, ID)]).toEqual([20, 120]);

    // One step back: Excel's own where it has one, else 恢复.
    expect(session.getState().undo === null).toBe(desk.host.capabilities.undo);
    if (desk.host.capabilities.undo) new Person(desk.excel).undo();
    else await session.restore();
    await desk.settle();
    expect(shown(2014, ID)).toBe(147 + 40);

    // An earlier year edited moves every later one, and what the pane knows with it.
    await type(2012, { [ID]: 21 });
    expect([2012, 2013, 2014].map((year) => shown(year, ID))).toEqual([121, 148, 188]);
    expect(session.explain('2014年', `${ID}/cumulative`)).toMatchObject({ result: 188 });
    expect(desk.excel.unknown).toEqual([]);
  },
);

it('names a year whose sheet was deleted, and puts the figures that it saw into the ledger', async () => {
  const values = {
    years: new Map(
      [2012, 2013].map((year) => [year, new Map<CellKey, CellValue>([[`${ID}/year`, year - 2000]])] as const),
    ),
    ledger: new Map([[ID, { base: 100 }]]),
  };
  const bytes = await makeTemplate({ from: 2012, to: 2013, region: '山东省', values });
  desk = await openDesk({ book: (await openFile(bytes, 'a.xlsx'))() });
  const { session } = desk;
  expect(shown(2013, ID)).toBe(125);
  await desk.host.apply({ command: 'test', steps: [{ kind: 'removeSheet', sheet: '2012年' }], edits: [] });
  await session.recheck();
  await desk.settle();
  expect(session.getState().gaps).toMatchObject([{ year: 2012, kind: 'deleted' }]);
  const { commandOf } = await import('../../src/app/commands');
  await commandOf('mend').perform({ session, form });
  await session.confirm();
  await desk.settle();
  expect(shown(2013, ID)).toBe(125);
});
