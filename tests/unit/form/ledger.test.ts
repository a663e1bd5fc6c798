import { form } from '../../../src/core/form/report';
import { ledgerIndicators, ledgerLabel, placeLedger, readLedger } from '../../../src/core/ledger';
import {
  type CellContent,
  indexOf,
  type Position,
  positionOf,
  type SheetSnapshot,
} from '../../../src/core/model';
import { draftTemplate } from '../../../src/template/template';

const LEDGER = 4;
const values = {
  ledger: new Map([
    [
      'audit.voluntary',
      { base: 700, adjustments: new Map([[2013, -12]]), reasons: new Map([[2013, '重复企业']]) },
    ],
  ]),
};

function snapshot(move: (at: Position) => Position | null = (at) => at): SheetSnapshot {
  const draft = draftTemplate({ from: 2012, to: 2014, values })[LEDGER]!;
  const cells = new Map<number, CellContent>();
  for (const [index, { value, formula }] of draft.cells) {
    const at = move(positionOf(index));
    if (at && (value !== null || formula !== null)) cells.set(indexOf(at.row, at.column), { value, formula });
  }
  return { name: draft.name, visible: true, cells, merges: [] };
}

describe('the ledger', () => {
  it('is read where the template writes it', () => {
    const ledger = readLedger(snapshot(), form)!;
    const place = placeLedger(form, 2012, 2014);
    expect(ledger.years).toEqual([2012, 2013, 2014]);
    expect(ledger.base('audit.voluntary')).toEqual({
      year: 2011,
      at: { row: place.row('audit.voluntary'), column: place.columns.base },
      content: { value: 700, formula: null },
    });
    const entry = ledger.entry('audit.voluntary', 2013)!;
    expect(entry.adjustment.content.value).toBe(-12);
    expect(entry.reason.content.value).toBe('重复企业');
    expect(entry.year.content.formula).toMatch(/^=IF\(LEN\('2013年'!/);
    expect(entry.cumulative.at).toEqual({
      row: place.row('audit.voluntary'),
      column: place.column(2013, 'cumulative'),
    });
  });

  it('has a row for each indicator with a 累计, named differently', () => {
    const labels = ledgerIndicators(form).map((indicator) => ledgerLabel(form, indicator));
    expect(new Set(labels).size).toBe(62);
    expect(labels).toContain('二、审核 合计');
    expect(labels).toContain('一、培训 规模以上工业企业 企业数');
  });

  it('is read by its headings and ids after rows and columns were inserted', () => {
    const moved = readLedger(
      snapshot(({ row, column }) => ({
        row: row > 10 ? row + 3 : row + 1,
        column: column > 6 ? column + 2 : column,
      })),
      form,
    )!;
    expect(moved.years).toEqual([2012, 2013, 2014]);
    expect(moved.entry('audit.voluntary', 2013)!.adjustment.content.value).toBe(-12);
    expect(moved.base('audit.voluntary')!.content.value).toBe(700);
  });

  it('is read by the names of the indicators where the ids are gone', () => {
    const ledger = readLedger(
      snapshot((at) => (at.column === 0 ? null : at)),
      form,
    )!;
    expect(ledger.entry('audit.voluntary', 2013)!.adjustment.content.value).toBe(-12);
    expect(ledger.base('acceptance.voluntary')!.content.value).toBeNull();
  });

  it('knows nothing of other years and other ids', () => {
    const ledger = readLedger(snapshot(), form)!;
    expect(ledger.entry('audit.voluntary', 2015)).toBeNull();
    expect(ledger.entry('capacity.experts', 2013)).toBeNull();
    expect(ledger.base('nothing')).toBeNull();
  });

  it('is not found in another sheet', () => {
    const [year] = draftTemplate({ from: 2012, to: 2012 });
    const cells = new Map(
      [...year!.cells].map(([index, { value, formula }]) => [index, { value, formula }] as const),
    );
    expect(readLedger({ name: '2012年', visible: true, cells, merges: [] }, form)).toBeNull();
    expect(readLedger({ name: '空', visible: true, cells: new Map(), merges: [] }, form)).toBeNull();
  });
});
