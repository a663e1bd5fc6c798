/** The chain of years as the workbook's own formulas carry it, in a formula engine that is not ours. */
import fc from 'fast-check';
import { form, readBook } from '../../../src/core';
import { adjust } from '../../../src/core/fill/adjust';
import { ledgerGaps, mendLedger } from '../../../src/core/fill/mend';
import { ledgerIndicators } from '../../../src/core/ledger';
import {
  type CellKey,
  type CellValue,
  indexOf,
  keyOf,
  positionOf,
  type SheetSnapshot,
} from '../../../src/core/model';
import { isRefusal, type Proposal } from '../../../src/core/plan';
import { chainOf, figureOf, reportOf } from '../../../src/core/report';
import { deleteFrom, renameIn } from '../../../src/core/structure';
import { check } from '../../../src/core/check/check';
import { createMemoryHost } from '../../../src/hosts/memory/host';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { makeTemplate } from '../../../src/template/template';
import type { LedgerValues } from '../../../src/template/values';
import { calculate } from '../expression/engine';

const YEARS = [2012, 2013, 2014, 2015];
const IDS = ['audit.voluntary', 'audit.mandatory', 'training.enterprises', 'effect.cod'];
const TOTAL = 'audit.total';
type Figures = Readonly<Record<string, readonly (number | null)[]>>;

const figure = fc.integer({ min: 0, max: 9999 });
const figures: fc.Arbitrary<Figures> = fc.record(
  Object.fromEntries(IDS.map((id) => [id, fc.array(figure, { minLength: 4, maxLength: 4 })])),
);
const bases: fc.Arbitrary<Readonly<Record<string, number>>> = fc.record(
  Object.fromEntries(IDS.map((id) => [id, figure])),
);

/** The workbook's sheets, with formulas and without results. */
async function workbook(values: Figures, base: Readonly<Record<string, number>>): Promise<SheetSnapshot[]> {
  const years = new Map(
    YEARS.map((year, at) => [
      year,
      new Map<CellKey, CellValue>(IDS.map((id) => [keyOf(id, 'year'), values[id]![at]!])),
    ]),
  );
  const ledger = new Map<string, LedgerValues>(IDS.map((id) => [id, { base: base[id]! }]));
  const bytes = await makeTemplate({ from: 2012, to: 2015, values: { years, ledger } });
  return readWorkbook(bytes).sheets.map(({ snapshot }) => withoutVerdicts(snapshot));
}

/** The hidden block of rules beside the form takes most of an engine's time and none of the chain's. */
const withoutVerdicts = (sheet: SheetSnapshot): SheetSnapshot => ({
  ...sheet,
  cells: new Map(
    [...sheet.cells].filter(([index]) => !/^\d/.test(sheet.name) || positionOf(index).column < 12),
  ),
});

/** The sheets with the results that the engine comes to. */
function calculated(sheets: readonly SheetSnapshot[]): SheetSnapshot[] {
  const engine = calculate(sheets);
  return sheets.map((sheet, at) => ({
    ...sheet,
    cells: new Map(
      [...sheet.cells].map(([index, { value, formula }]) => [
        index,
        formula === null ? { value, formula } : { value: engine.read(at, index), formula },
      ]),
    ),
  }));
}

const shownIn = (sheets: readonly SheetSnapshot[], id: string, year: number): number | null =>
  figureOf(reportOf(readBook(sheets, form), year)!, keyOf(id, 'cumulative'));

const enter = (
  sheets: readonly SheetSnapshot[],
  id: string,
  year: number,
  value: number,
): SheetSnapshot[] => {
  const report = reportOf(readBook(sheets, form), year)!;
  const { row, column } = report.located.cells.get(keyOf(id, 'year'))!;
  return sheets.map((sheet) =>
    sheet.name === report.sheet
      ? { ...sheet, cells: new Map(sheet.cells).set(indexOf(row, column), { value, formula: null }) }
      : sheet,
  );
};

async function carryOut(sheets: readonly SheetSnapshot[], proposal: Proposal): Promise<SheetSnapshot[]> {
  if (isRefusal(proposal)) throw new Error(proposal.refused);
  const host = createMemoryHost(sheets);
  expect(await host.apply(proposal)).toEqual({ applied: true });
  return [...(await host.snapshot())];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

// Each run calculates whole workbooks.

describe('the chain of years', () => {
  it('adds every year to the base, in whatever order the sheets stand', async () => {
    await fc.assert(
      fc.asyncProperty(
        figures,
        bases,
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7, maxLength: 7 }),
        async (values, base, order) => {
          const sheets = await workbook(values, base);
          const shuffled = order.flatMap((at) => sheets[at] ?? []);
          const shown = calculated(shuffled);
          const book = readBook(shuffled, form);
          for (const id of IDS) {
            YEARS.forEach((year, at) => {
              const wanted = base[id]! + sum(values[id]!.slice(0, at + 1) as number[]);
              expect([chainOf(book, id, year), shownIn(shown, id, year)]).toEqual([wanted, wanted]);
            });
          }
        },
      ),
      { numRuns: 4 },
    );
  });

  it('moves every later 累计, and no earlier one, when a year is edited', async () => {
    await fc.assert(
      fc.asyncProperty(
        figures,
        bases,
        fc.constantFrom(...IDS),
        fc.constantFrom(...YEARS),
        fc.integer({ min: 1, max: 500 }),
        async (values, base, id, edited, more) => {
          const before = await workbook(values, base);
          const shown = calculated(before);
          const value = values[id]![YEARS.indexOf(edited)]! + more;
          const after = calculated(enter(before, id, edited, value));
          for (const year of YEARS) {
            const moved = year >= edited ? more : 0;
            expect(shownIn(after, id, year)).toBe(shownIn(shown, id, year)! + moved);
            if (id.startsWith('audit')) {
              expect(shownIn(after, TOTAL, year)).toBe(shownIn(shown, TOTAL, year)! + moved);
            }
          }
        },
      ),
      { numRuns: 4 },
    );
  });

  const values: Figures = Object.fromEntries(IDS.map((id, at) => [id, [10 + at, 20, 30, 40]]));
  const base = Object.fromEntries(IDS.map((id) => [id, 100]));

  it('carries an adjustment into every later year', async () => {
    const sheets = await workbook(values, base);
    const plan = adjust(readBook(sheets, form), [
      { id: 'audit.voluntary', year: 2013, amount: -4, reason: '重复企业4家' },
    ]);
    const shown = calculated(await carryOut(sheets, plan));
    expect(YEARS.map((year) => shownIn(shown, 'audit.voluntary', year))).toEqual([110, 126, 156, 196]);
    expect(shownIn(shown, TOTAL, 2015)).toBe(196 + 201);
  });

  it('stays whole when a year’s sheet gets another name', async () => {
    const sheets = await workbook(values, base);
    const renamed = renameIn(sheets, '2013年', '山东 13');
    expect(shownIn(calculated(renamed), 'audit.voluntary', 2015)).toBe(200);
    expect(ledgerGaps(readBook(calculated(renamed), form))).toEqual([]);
  });

  it('stops where a year is blank, and goes on once it is filled in', async () => {
    const blank = { ...values, 'audit.voluntary': [10, null, 30, 40] };
    const sheets = await workbook(blank, base);
    expect(shownIn(calculated(sheets), 'audit.voluntary', 2014)).toBeNull();
    const filled = enter(sheets, 'audit.voluntary', 2013, 20);
    expect(shownIn(calculated(filled), 'audit.voluntary', 2014)).toBe(160);
  });

  describe('after a year’s sheet was deleted', () => {
    const deleted = async (): Promise<SheetSnapshot[]> =>
      calculated(deleteFrom(await workbook(values, base), '2013年'));

    it('says which year is missing, and for how many indicators', async () => {
      const book = readBook(await deleted(), form);
      const count = ledgerIndicators(form).filter(({ sumOf }) => !sumOf).length;
      expect(ledgerGaps(book)).toEqual([{ year: 2013, kind: 'deleted', count }]);
      const found = check(book, { stage: 'draft', currentYear: 2026 });
      const unknown = found.filter(({ rule, year }) => rule === 'CUM-10' && year === 2014);
      expect(unknown).toMatchObject([{ params: { missing: '2013' } }]);
    });

    it('goes on when the figures are typed into the ledger', async () => {
      const sheets = await deleted();
      const ledger = readBook(sheets, form).ledger!;
      const typed = sheets.map((sheet) => {
        if (sheet.name !== ledger.sheet) return sheet;
        const cells = new Map(sheet.cells);
        for (const id of IDS) {
          const { row, column } = ledger.entry(id, 2013)!.year.at;
          cells.set(indexOf(row, column), { value: 20, formula: null });
        }
        return { ...sheet, cells };
      });
      const shown = calculated(typed);
      expect(YEARS.filter((year) => year !== 2013).map((year) => shownIn(shown, IDS[0]!, year))).toEqual([
        110, 160, 200,
      ]);
      expect(chainOf(readBook(shown, form), IDS[0]!, 2015)).toBe(200);
    });

    it('goes on when the figures that are known are put there, and the others can be typed', async () => {
      const sheets = await deleted();
      const known = (id: string): number | null => (id === 'effect.cod' ? null : (values[id]?.[1] ?? 0));
      const plan = mendLedger(readBook(sheets, form), known);
      const shown = calculated(await carryOut(sheets, plan));
      expect(shownIn(shown, 'audit.voluntary', 2015)).toBe(200);
      expect(shownIn(shown, 'effect.cod', 2014)).toBeNull();
      expect(ledgerGaps(readBook(shown, form))).toEqual([{ year: 2013, kind: 'blank', count: 1 }]);
    });

    it('is linked again once the year has a sheet again', async () => {
      const [, again] = (await workbook(values, base)).filter(({ name }) => /^\d/.test(name));
      const sheets = calculated([...(await deleted()), { ...again!, name: '2013年（补）' }]);
      expect(ledgerGaps(readBook(sheets, form))).toMatchObject([{ year: 2013, kind: 'unlinked' }]);
      const mended = calculated(
        await carryOut(
          sheets,
          mendLedger(readBook(sheets, form), () => null),
        ),
      );
      expect(shownIn(mended, 'audit.voluntary', 2015)).toBe(200);
      expect(ledgerGaps(readBook(mended, form))).toEqual([]);
    });

    it('has nothing to mend while every year is there', async () => {
      const book = readBook(await workbook(values, base), form);
      expect(mendLedger(book, () => null)).toEqual({ refused: 'nothingToMend' });
    });
  });
});
