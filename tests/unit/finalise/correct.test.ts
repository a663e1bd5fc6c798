/** A correction of a year that was finalised becomes 调整 of the latest year; the stamped sheet is put back. */
import fc from 'fast-check';
import {
  addressOf,
  type CellKey,
  type CellValue,
  form,
  isRefusal,
  keyOf,
  type Proposal,
  readBook,
  type Scalar,
  type SheetSnapshot,
} from '../../../src/core';
import { correctLater, yearToCorrectIn } from '../../../src/core/finalise/correct';
import { finalise } from '../../../src/core/finalise/finalise';
import { finalisedOf } from '../../../src/core/finalise/receipt';
import { adjustmentOf, type Book, chainOf, reportOf } from '../../../src/core/report';
import { createMemoryHost } from '../../../src/hosts/memory/host';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { draftReceipt } from '../../../src/template/receipt';
import { makeTemplate } from '../../../src/template/template';
import type { LedgerValues } from '../../../src/template/values';
import { cleanValues } from '../../support/sheets';

const PARTS = form.indicators
  .filter(({ periods, sumOf }) => periods === 'pair' && !sumOf)
  .map(({ id }) => id);
const ID = 'audit.voluntary';

/** 2012 to the last year, 2012 finalised; the figures of 2012 are what a usual year has. */
async function stamped(last = 2014, held: LedgerValues = {}): Promise<SheetSnapshot[]> {
  const clean = cleanValues(2012, { base: 3 });
  const figure = (key: CellKey): number => Number(clean[key]);
  const typed = Object.entries(clean).filter(
    ([key]) =>
      !key.endsWith('/cumulative') &&
      !form.indicators.some(({ id, sumOf }) => sumOf && key === keyOf(id, 'year')),
  ) as [CellKey, CellValue][];
  const years = new Map(
    Array.from({ length: last - 2011 }, (_, index): [number, Map<CellKey, CellValue>] => [
      2012 + index,
      new Map([...typed, ['head.year/value', 2012 + index]]),
    ]),
  );
  const ledger = new Map(
    PARTS.map((id): [string, LedgerValues] => [
      id,
      {
        base: figure(keyOf(id, 'cumulative')) - figure(keyOf(id, 'year')),
        ...(id === ID ? held : {}),
      },
    ]),
  );
  const bytes = await makeTemplate({ from: 2012, to: last, region: '山东省', values: { years, ledger } });
  const host = createMemoryHost(readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot));
  await stamp(host, '2012年');
  return [...(await host.snapshot())];
}

async function stamp(host: ReturnType<typeof createMemoryHost>, sheet: string): Promise<void> {
  const sheets = await host.snapshot();
  const plan = finalise(readBook(sheets, form), sheets, {
    sheet,
    date: '2013-01-05',
    author: '王芳',
    check: { currentYear: 2026 },
    draft: (receipt) => draftReceipt(receipt, form),
  });
  if (isRefusal(plan)) throw new Error(`${plan.refused} ${JSON.stringify(plan.params)}`);
  await host.apply(plan);
}

type Changes = Readonly<Record<CellKey, Scalar>>;

async function corrected(sheets: readonly SheetSnapshot[], changes: Changes) {
  const host = createMemoryHost(sheets);
  const now = async (): Promise<Book> => readBook(await host.snapshot(), form);
  const { located } = reportOf(await now(), 2012)!;
  for (const [key, value] of Object.entries(changes)) {
    host.type('2012年', addressOf(located.cells.get(key as CellKey)!), value);
  }
  const before = await now();
  const plan: Proposal = correctLater(before, await host.snapshot(), '2012年');
  if (!isRefusal(plan)) expect(await host.apply(plan)).toEqual({ applied: true });
  return { plan, before, after: await now() };
}

const changesIn = (book: Book): unknown => finalisedOf(reportOf(book, 2012)!, book)!.changes;
const reasonOf = (book: Book, id: string): CellValue => book.ledger!.entry(id, 2014)!.reason.content.value;

describe('a correction of a finalised year', () => {
  it('stands in the latest year with its reason, and the stamped sheet is as its receipt says', async () => {
    const { before, after } = await corrected(await stamped(), {
      [`${ID}/year`]: 72,
      'effect.cod/year': 4.5,
      'head.preparer/value': '李四',
    });
    expect(changesIn(before)).not.toEqual([]);
    expect(changesIn(after)).toEqual([]);
    expect([adjustmentOf(after, ID, 2014), reasonOf(after, ID)]).toEqual([2, '更正2012年：原 70，应为 72']);
    expect([adjustmentOf(after, 'effect.cod', 2014), reasonOf(after, 'effect.cod')]).toEqual([
      -0.5,
      '更正2012年：原 5，应为 4.5',
    ]);
    expect(adjustmentOf(after, 'audit.mandatory', 2014)).toBe(0);
    expect(chainOf(after, 'audit.total', 2012)).toBe(chainOf(before, 'audit.total', 2012)! - 2);
    expect(chainOf(after, 'audit.total', 2014)).toBe(chainOf(before, 'audit.total', 2014));
  });

  it('is added to what is declared there already', async () => {
    const held = { adjustments: new Map([[2014, -3]]), reasons: new Map([[2014, '重复企业3家']]) };
    const { after } = await corrected(await stamped(2014, held), { [`${ID}/year`]: 72 });
    expect([adjustmentOf(after, ID, 2014), reasonOf(after, ID)]).toEqual([
      -1,
      '重复企业3家；更正2012年：原 70，应为 72',
    ]);
  });

  it('leaves every 累计 of the latest year as it was, whatever is corrected', async () => {
    const sheets = await stamped();
    const figures = fc.dictionary(
      fc.constantFrom(...PARTS).map((id) => keyOf(id, 'year')),
      fc.integer({ min: 0, max: 99_999 }).map((n) => n / 100),
      { minKeys: 1, maxKeys: 6 },
    );
    await fc.assert(
      fc.asyncProperty(figures, async (changes) => {
        const { plan, before, after } = await corrected(sheets, changes);
        fc.pre(!isRefusal(plan));
        expect(changesIn(after)).toEqual([]);
        const latest = (book: Book): (number | null)[] =>
          form.indicators
            .filter(({ periods }) => periods === 'pair')
            .map(({ id }) => chainOf(book, id, 2014));
        expect(latest(after)).toEqual(latest(before));
        expect(latest(after)).not.toContain(null);
      }),
      { numRuns: 25 },
    );
  });

  it.each<[string, number, Changes]>([
    ['noLaterYear', 2012, { [`${ID}/year`]: 72 }],
    ['noCorrection', 2014, { 'head.preparer/value': '李四' }],
    ['notRevertible', 2014, {}],
  ])('is refused: %s', async (refused, last, changes) => {
    const { plan } = await corrected(await stamped(last), changes);
    expect(plan).toMatchObject({ refused });
  });

  it('does not go to a year that was itself finalised', () => {
    const report = (year: number | null, finalised = false) => ({ year, finalised });
    expect(yearToCorrectIn([report(2012, true), report(2014), report(2013)], 2012)).toBe(2014);
    expect(yearToCorrectIn([report(2012, true), report(2013, true)], 2012)).toBeNull();
    expect(yearToCorrectIn([report(2012, true), report(null)], 2012)).toBeNull();
  });

  it('that a 累计 typed in between keeps away from the latest year is named, not made up', async () => {
    const sheets = await stamped();
    const host = createMemoryHost(sheets);
    const { ledger } = readBook(sheets, form);
    host.type(ledger!.sheet, addressOf(ledger!.entry(ID, 2013)!.cumulative.at), 999);
    const typed = await host.snapshot();
    expect((await corrected(typed, { [`${ID}/year`]: 72 })).plan).toEqual({ refused: 'correctionIdle' });
    const { plan, after } = await corrected(typed, { [`${ID}/year`]: 72, 'effect.cod/year': 6 });
    expect(plan).toMatchObject({ remarks: [{ code: 'correctionIdle', params: { year: 2014 } }] });
    expect([adjustmentOf(after, ID, 2014), adjustmentOf(after, 'effect.cod', 2014)]).toEqual([0, 1]);
  });
});
