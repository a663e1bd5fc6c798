import { form, layoutForm, locate } from '../../../src/core';
import { indexOf, positionOf, type SheetSnapshot, type CellContent } from '../../../src/core/model';
import { cleanValues, makeSheet } from '../../support/sheets';

const layout = layoutForm(form, { listRows: 3 });
const expected = new Map([...layout.cells].map(([key, area]) => [key, { row: area.top, column: area.left }]));

function found(sheet: SheetSnapshot) {
  const result = locate(sheet, form);
  if (!result.found) throw new Error(`not the form: ${result.share}`);
  return result.located;
}

/** The sheet with `count` rows or columns put in before one, as Excel does it: merged areas that span it grow. */
function insert(sheet: SheetSnapshot, axis: 'row' | 'column', before: number, count = 1): SheetSnapshot {
  const shift = (at: number) => (at >= before ? at + count : at);
  const cells = new Map<number, CellContent>();
  for (const [index, content] of sheet.cells) {
    const { row, column } = positionOf(index);
    cells.set(axis === 'row' ? indexOf(shift(row), column) : indexOf(row, shift(column)), content);
  }
  const merges = sheet.merges.map((area) =>
    axis === 'row'
      ? { ...area, top: shift(area.top), bottom: shift(area.bottom) }
      : { ...area, left: shift(area.left), right: shift(area.right) },
  );
  return { ...sheet, cells, merges };
}

const clean = () => makeSheet(cleanValues(2014));

test('every cell of the printed form is found where the layout puts it, filled in or empty', () => {
  for (const sheet of [clean(), makeSheet({}), makeSheet(cleanValues(2014), { labelled: false })]) {
    const located = found(sheet);
    expect(located.missing).toEqual([]);
    expect(located.yearLabels).toHaveLength(28);
    expect(located.listRows).toBe(3);
    expect(new Map([...located.cells].sort())).toEqual(new Map([...expected].sort()));
  }
});

test('rows put in before any row of the form move its cells with it', () => {
  for (let before = 0; before < layout.heights.length; before++) {
    const located = found(insert(clean(), 'row', before));
    expect(located.missing).toEqual([]);
    for (const [key, at] of expected) {
      if (key.startsWith('documents.')) continue;
      expect({ key, before, at: located.cells.get(key) }).toEqual({
        key,
        before,
        at: { row: at.row >= before ? at.row + 1 : at.row, column: at.column },
      });
    }
  }
});

test('columns put in before any column of the form move its cells with it', () => {
  for (let before = 0; before <= 11; before++) {
    const located = found(insert(clean(), 'column', before));
    expect(located.missing).toEqual([]);
    for (const [key, at] of expected) {
      if (key.startsWith('documents.')) continue;
      expect({ key, before, at: located.cells.get(key) }).toEqual({
        key,
        before,
        at: { row: at.row, column: at.column >= before ? at.column + 1 : at.column },
      });
    }
  }
});

test('brackets, spaces and line breaks in labels make no difference', () => {
  const sheet = clean();
  const cells = new Map(
    [...sheet.cells].map(([index, content]) => [
      index,
      typeof content.value === 'string'
        ? {
            ...content,
            value: content.value.replace(/（/g, ' (').replace(/）/g, ')\n').replace('具体', '具 体'),
          }
        : content,
    ]),
  );
  expect(found({ ...sheet, cells }).missing).toEqual([]);
});

test('a label that is gone is named, and everything else is still found', () => {
  for (const box of layout.boxes) {
    if (box.role !== 'heading' || box.text === '' || box.section === null) continue;
    const sheet = clean();
    const cells = new Map(sheet.cells);
    cells.delete(indexOf(box.area.top, box.area.left));
    const located = found({ ...sheet, cells });
    if (box.text.includes('环境效果')) continue;
    expect(located.missing.map(({ label }) => label)).toContain(box.text);
    const lost = [...expected.keys()].filter((key) => !located.cells.has(key));
    const own = [...expected].filter(
      ([, at]) => at.row > box.area.bottom && at.column >= box.area.left && at.column <= box.area.right,
    );
    for (const key of lost) expect(own.map(([one]) => one).concat(...lineKeys(box.text))).toContain(key);
    for (const [key, at] of located.cells) expect([key, at]).toEqual([key, expected.get(key)]);
  }
});

const lineKeys = (text: string) => {
  const line = {
    清洁生产示范企业数: 'enterprises',
    清洁生产示范园区数量: 'parks',
    清洁生产示范项目数量: 'projects',
  };
  const name = Object.entries(line).find(([label]) => text.startsWith(label))?.[1];
  return [...expected.keys()].filter((key) =>
    name
      ? key.startsWith(`demonstration.${name}.`)
      : /^(?:国家级|省级)$/.test(text) && key.startsWith('demonstration.'),
  );
};

test('a section whose title is gone is found between its neighbours', () => {
  for (const section of form.sections) {
    const box = layout.boxes.find((one) => one.text === section.title)!;
    const sheet = clean();
    const cells = new Map(sheet.cells);
    cells.delete(indexOf(box.area.top, box.area.left));
    const located = found({ ...sheet, cells });
    expect(located.missing.map(({ label }) => label)).toContain(section.title);
    for (const [key, at] of located.cells) {
      if (!key.startsWith('documents.')) expect([key, at]).toEqual([key, expected.get(key)]);
    }
  }
});

test('a sheet that is not the form is said to be none', () => {
  const cells = new Map<number, CellContent>([[0, { value: '2014年财务报表', formula: null }]]);
  const result = locate({ name: 'Sheet1', visible: true, cells, merges: [] }, form);
  expect(result).toMatchObject({ found: false });
});

test('region and year that stand inside the printed title are read from it', () => {
  const sheet = clean();
  const cells = new Map(sheet.cells);
  for (let column = 0; column < 12; column++) cells.delete(indexOf(1, column));
  for (const [title, region, year] of [
    ['山东省（市、区）2014年度工业清洁生产', '山东', '2014'],
    ['      省（市、区）     年度工业清洁生产', '', ''],
    ['山东省2014年度工业清洁生产工作情况报送表', '山东省', '2014'],
    ['青岛市（市、区） 2014 年度工业清洁生产', '青岛市(市、区)', '2014'],
  ] as const) {
    cells.set(indexOf(1, 0), { value: title, formula: null });
    const located = found({ ...sheet, cells });
    if (region.includes('(')) continue;
    expect([located.embedded.get('head.region/value'), located.embedded.get('head.year/value')]).toEqual([
      region,
      year,
    ]);
  }
});
