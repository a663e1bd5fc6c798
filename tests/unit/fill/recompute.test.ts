/** The results that we compute are those that a formula engine comes to. */
import { form } from '../../../src/core';
import { recompute } from '../../../src/core/fill/recompute';
import { ledgerIndicators } from '../../../src/core/ledger';
import { type CellKey, type CellValue, indexOf, keyOf } from '../../../src/core/model';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { makeTemplate } from '../../../src/template/template';
import type { LedgerValues } from '../../../src/template/values';
import { calculate } from '../expression/engine';

const HELD: readonly CellValue[] = [12, 0, null, '约30', 7.25, { error: '#DIV/0!' }, -4];

it('comes to what a formula engine does, for figures, blanks, texts and errors', async () => {
  const ids = ledgerIndicators(form).filter(({ sumOf }) => !sumOf);
  const years = new Map(
    [2012, 2013].map((year) => [
      year,
      new Map<CellKey, CellValue>(
        ids.map(({ id }, at) => [keyOf(id, 'year'), HELD[(at + year) % HELD.length]!]),
      ),
    ]),
  );
  const ledger = new Map<string, LedgerValues>(
    ids.map(({ id }, at) => [
      id,
      {
        base: at % 5 === 0 ? null : 10 * at,
        adjustments: new Map([[2013, [null, -2, '两家'][at % 3]!]]),
      },
    ]),
  );
  const bytes = await makeTemplate({ from: 2012, to: 2013, values: { years, ledger } });
  const sheets = readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot);
  const results = recompute(sheets, form);
  const engine = calculate(sheets);
  const differing = results.filter(({ sheet, row, column, value }) => {
    const wanted = engine.read(
      sheets.findIndex(({ name }) => name === sheet),
      indexOf(row, column),
    );
    return JSON.stringify(wanted) !== JSON.stringify(value);
  });
  expect(differing).toEqual([]);
  // 62 cumulatives and two totals of the year on each sheet; in the ledger 62 × 2 a year, two totals' adjustments, two bases.
  expect(results).toHaveLength(2 * 64 + 2 * (2 * 62 + 2) + 2);
});
