import { moveReferences, parseFormula, renameSheet, translate } from '../../src/core/references';

describe('references in a formula', () => {
  it.each([
    ['=A1', '=B3'],
    ['=$A1+A$1+$A$1', '=$A3+B$1+$A$1'],
    ['=SUM(A1:B2,C:C,$C:D,3:3,$3:4)', '=SUM(B3:C4,D:D,$C:E,5:5,$3:6)'],
    ['="A1"&"say ""A1"""&A1', '="A1"&"say ""A1"""&B3'],
    [`='A1'!A1+表A1!A1+'it''s A1'!A1:B1`, `='A1'!B3+表A1!B3+'it''s A1'!B3:C3`],
    ['=LOG10(A1)+ATAN2(A1,B1)', '=LOG10(B3)+ATAN2(B3,C3)'],
    ['=rate_A1+A1x+A1.b+年A1+A1年', '=rate_A1+A1x+A1.b+年A1+A1年'],
    ['=1E5+1.5E3+TRUE+XFE1', '=1E5+1.5E3+TRUE+XFE1'],
    ['=Table1[[#This Row],[A1]]+[1]Sheet1!A1', '=Table1[[#This Row],[A1]]+[1]Sheet1!B3'],
    ['=XFD1+A1048576', '=#REF!+#REF!'],
    ['=IF(A1>=-B1,{1,2;3,4},A1%)', '=IF(B3>=-C3,{1,2;3,4},B3%)'],
  ])('move with their cell: %s', (formula, expected) => {
    expect(translate(parseFormula(formula), 2, 1)).toBe(expected);
  });

  it('say which sheet they mean, both ends of a range alike', () => {
    const seen: unknown[] = [];
    moveReferences(`='2014年'!A1:B2+C3+表!D4`, ({ sheet, row, column }) => {
      seen.push([sheet, row, column]);
      return { row, column };
    });
    expect(seen).toEqual([
      ['2014年', 0, 0],
      ['2014年', 1, 1],
      [null, 2, 2],
      ['表', 3, 3],
    ]);
  });

  it('follow a sheet that gets another name, and break when it is deleted', () => {
    const formula = `='2014年'!A1+表!B2+"表!"&'2014年 x'!C3`;
    expect(renameSheet(formula, '表', "it's")).toBe(`='2014年'!A1+'it''s'!B2+"表!"&'2014年 x'!C3`);
    expect(renameSheet(formula, '2014年', null)).toBe(`=#REF!A1+表!B2+"表!"&'2014年 x'!C3`);
  });
});
