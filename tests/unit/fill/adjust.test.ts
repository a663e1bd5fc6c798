/** 调整: what is declared, and what is refused. */
import fc from 'fast-check';
import { form, readBook } from '../../../src/core';
import { adjust, type Adjustment } from '../../../src/core/fill/adjust';
import type { CellKey, CellValue, SheetSnapshot } from '../../../src/core/model';
import type { EditPlan } from '../../../src/core/plan';
import { adjustmentOf, chainOf } from '../../../src/core/report';
import { createMemoryHost } from '../../../src/hosts/memory/host';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { makeTemplate } from '../../../src/template/template';
import type { LedgerValues } from '../../../src/template/values';
import { makeSheet } from '../../support/sheets';

const ID = 'audit.voluntary';
async function sheetsOf(ledger: LedgerValues = { base: 100 }, from = 2012): Promise<SheetSnapshot[]> {
  const years = new Map([[2013, new Map<CellKey, CellValue>([[`${ID}/year`, 20]])]]);
  const values = { years, ledger: new Map([[ID, ledger]]) };
  return readWorkbook(await makeTemplate({ from, to: 2013, values })).sheets.map(({ snapshot }) => snapshot);
}
const one: Adjustment = { id: ID, year: 2013, amount: -3, reason: '重复企业3家' };

async function adjusted(sheets: readonly SheetSnapshot[], ...adjustments: Adjustment[]) {
  const host = createMemoryHost(sheets);
  const plan = adjust(readBook(sheets, form), adjustments) as EditPlan;
  expect(await host.apply(plan)).toEqual({ applied: true });
  return readBook(await host.snapshot(), form);
}
const reasonOf = (book: ReturnType<typeof readBook>): CellValue =>
  book.ledger!.entry(ID, 2013)!.reason.content.value;

describe('调整', () => {
  it('stands in the ledger with its reason, and moves the 累计', async () => {
    const book = await adjusted(await sheetsOf({ base: 100 }, 2013), one);
    expect(adjustmentOf(book, ID, 2013)).toBe(-3);
    expect(reasonOf(book)).toBe('重复企业3家');
    expect(chainOf(book, ID, 2013)).toBe(100 + 20 - 3);
  });

  it('adds to one that is there, and keeps both reasons', async () => {
    const held = { adjustments: new Map([[2013, 5]]), reasons: new Map([[2013, '上年修订']]) };
    const book = await adjusted(await sheetsOf(held), one, { ...one, amount: -1, reason: '撤销1家' });
    expect(adjustmentOf(book, ID, 2013)).toBe(1);
    expect(reasonOf(book)).toBe('上年修订；重复企业3家；撤销1家');
  });

  it('says a reason once', async () => {
    const held = { adjustments: new Map([[2013, -2]]), reasons: new Map([[2013, '重复企业3家']]) };
    const book = await adjusted(await sheetsOf(held), one);
    expect(reasonOf(book)).toBe('重复企业3家');
  });

  it('comes to the same in any order', async () => {
    const sheets = await sheetsOf();
    const amounts = fc.array(
      fc.integer({ min: -99, max: 99 }).filter((n) => n !== 0),
      { minLength: 1, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(amounts, async (numbers) => {
        const all = numbers.map((amount) => ({ ...one, amount }));
        const book = await adjusted(sheets, ...all);
        const back = await adjusted(sheets, ...[...all].reverse());
        const total = numbers.reduce((sum, amount) => sum + amount, 0);
        expect([adjustmentOf(book, ID, 2013), adjustmentOf(back, ID, 2013)]).toEqual([total, total]);
      }),
      { numRuns: 20 },
    );
  });

  it.each<[string, Partial<Adjustment>, LedgerValues]>([
    ['adjustReason', { reason: ' ' }, {}],
    ['adjustAmount', { amount: 0 }, {}],
    ['adjustAmount', { amount: NaN }, {}],
    ['adjustTotal', { id: 'audit.total' }, {}],
    ['noLedgerYear', { year: 2017 }, {}],
    ['adjustFirst', { year: 2011 }, {}],
    ['adjustHeld', {}, { adjustments: new Map([[2013, '约3家']]) }],
  ])('is refused: %s', async (refused, change, held) => {
    const book = readBook(await sheetsOf(held), form);
    expect(adjust(book, [{ ...one, ...change }])).toMatchObject({ refused });
  });

  it('is refused where there is no ledger', () => {
    const book = readBook([makeSheet({ 'head.year/value': 2013 })], form);
    expect(adjust(book, [one])).toEqual({ refused: 'noLedger' });
  });
});
