import { writeXlsx } from 'hucre/xlsx';

/** A small form as hucre writes it: protected, merged, formatted, with formulas between two sheets. */
export const writeWithHucre = (): Promise<Uint8Array> =>
  writeXlsx({
    sheets: [
      {
        name: '2014年',
        rows: [
          ['报送表', null, null],
          ['自愿性', 103, null],
          ['强制性', 84.5, null],
          ['填报日期', null, null],
        ],
        cells: new Map([
          ['1,1', { value: 103, style: { protection: { locked: false }, numFmt: '0' } }],
          ['1,2', { value: 187.5, type: 'formula', formula: 'SUM(B2,B3)', formulaResult: 187.5 }],
          ['2,2', { value: '', type: 'formula', formula: 'IF(COUNT(B2)=0,B2,"")', formulaResult: '' }],
          ['3,1', { value: new Date(Date.UTC(2014, 11, 31)), style: { numFmt: 'yyyy"年"m"月"d"日"' } }],
        ]),
        merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 2 }],
        columns: [{ width: 20 }, { width: 12 }, { width: 12 }],
        protection: { sheet: true },
        conditionalRules: [
          {
            type: 'expression',
            formula: 'B2>100',
            range: 'B2',
            priority: 1,
            style: { font: { bold: true } },
          },
        ],
      },
      {
        name: '台账',
        rows: [[null]],
        cells: new Map([
          ['0,0', { value: 103, type: 'formula', formula: "'2014年'!B2", formulaResult: 103 }],
        ]),
        hidden: true,
      },
    ],
    namedRanges: [{ name: 'report.region', range: "'2014年'!$A$1" }],
    properties: { created: new Date(Date.UTC(2025, 0, 1)), modified: new Date(Date.UTC(2025, 0, 1)) },
  });
