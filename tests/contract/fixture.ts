import {
  type Area,
  type CellContent,
  type CellValue,
  type SheetSnapshot,
  indexOf,
  parseAddress,
} from '../../src/core/model';

/** A workbook as data, for a host under test to be opened with. */
export interface Fixture {
  readonly title: string;
  readonly sheets: readonly SheetSnapshot[];
  /** Workbook-scoped defined names, without a leading "=". */
  readonly names: ReadonlyMap<string, string>;
  /** Protected sheets (no password), each with the areas that are unlocked. */
  readonly protection: ReadonlyMap<string, readonly Area[]>;
}

type Content = CellValue | readonly [formula: string, value: CellValue];

export function area(reference: string): Area {
  const [first, last = first] = reference.split(':');
  const start = parseAddress(first!)!;
  const end = parseAddress(last!)!;
  return { top: start.row, left: start.column, bottom: end.row, right: end.column };
}

export function sheetOf(
  name: string,
  contents: Readonly<Record<string, Content>>,
  merges: readonly string[] = [],
  visible = true,
): SheetSnapshot {
  const cells = new Map<number, CellContent>();
  for (const [address, content] of Object.entries(contents)) {
    const { row, column } = parseAddress(address)!;
    cells.set(
      indexOf(row, column),
      Array.isArray(content)
        ? { value: content[1] as CellValue, formula: content[0] as string }
        : { value: content as CellValue, formula: null },
    );
  }
  return { name, visible, cells, merges: merges.map(area) };
}

export const FORM = '2014年';
export const NOTES = '填报说明';
export const LEDGER = '累计台账';

/** Three sheets (one hidden and protected) with merged areas, numbers, texts, formulas, an error. */
export const fixture = (): Fixture => ({
  title: '山东省 2014.xlsx',
  sheets: [
    sheetOf(
      FORM,
      {
        A1: '工业清洁生产工作情况报送表',
        A2: '项目',
        B2: '本年',
        C2: '累计',
        D2: '合计',
        A3: '自愿性审核',
        B3: 103,
        C3: 210.5,
        D3: ['=SUM(B3,C3)', 313.5],
        A4: '强制性 <审核> & "评估"',
        B4: 84,
        D4: ['=SUM(B4,C4)', 84],
        A5: '有无政策',
        B5: '无',
        D5: true,
        A6: '备注',
        D7: ['=1/0', { error: '#DIV/0!' }],
        A8: ['=IF(B8=1,"是","否")', '否'],
      },
      ['A1:D1', 'A6:A7', 'B6:C7'],
    ),
    sheetOf(NOTES, { A1: '[1] 累计指自实施以来的总数。\n[2] 另起一行', B2: [`='${FORM}'!B3`, 103] }),
    sheetOf(LEDGER, { A1: '上年累计', B1: 107, C1: ['=B1', 107] }, [], false),
  ],
  names: new Map([['report.region', `'${FORM}'!$A$3`]]),
  protection: new Map([[LEDGER, [area('B1:B2')]]]),
});
