/** Copies of the form as people really hold them: each cell is found where its figure stands, or TPL-01 says why not. */
import { form, layoutForm, locate } from '../../../src/core';
import type { Located } from '../../../src/core/locate/locate';
import {
  type CellKey,
  cellAt,
  indexOf,
  type CellContent,
  type CellValue,
  type SheetSnapshot,
} from '../../../src/core/model';
import { readBook, readReport } from '../../../src/core/report';
import {
  type Damage,
  distinctValues,
  insert,
  moveTable,
  pasteFromWord,
  relabel,
  removeRows,
  rewrite,
  spread,
  swapColumns,
  twice,
  unmerge,
} from '../../support/damage';
import { makeSheet } from '../../support/sheets';

const layout = layoutForm(form, { listRows: 3 });
const values = distinctValues();
const keys = Object.keys(values) as CellKey[];
const clean = (): SheetSnapshot => makeSheet(values);
const rowOf = (key: CellKey): number => layout.cells.get(key)!.top;
const sectionRows = (id: string): { first: number; last: number } => {
  const box = layout.boxes.find(({ section, role }) => section === id && role === 'section')!;
  return { first: box.area.top, last: box.area.bottom };
};

function find(sheet: SheetSnapshot): Located {
  const result = locate(sheet, form);
  if (!result.found) throw new Error(`not the form: ${result.share} ${JSON.stringify(result.missing)}`);
  return result.located;
}

const EMBEDDED = new Map<CellValue, CellValue>([['山东', '山东省']]);

/** The cells that do not hold what was put into them. */
function astray(sheet: SheetSnapshot, expected: readonly CellKey[] = keys): string[] {
  const located = find(sheet);
  const report = readReport(sheet, located, 0, form);
  return expected.flatMap((key) => {
    const at = located.cells.get(key);
    if (!at) return [`${key}: not found`];
    const held = report.cells.get(key)!.value;
    const value = EMBEDDED.get(held) ?? held;
    return value === values[key] ? [] : [`${key}: ${JSON.stringify(held)} in ${at.row},${at.column}`];
  });
}

const labels = (sheet: SheetSnapshot): string[] =>
  find(sheet).missing.map(({ label }) => label.replace(/\n/g, ''));

const isEntry = (text: string): boolean => text.startsWith('甲') || text === '山东省' || text === '有';
const NBSP = '\u00a0';
const all =
  (...damages: Damage[]): Damage =>
  (sheet) =>
    damages.reduce((damaged, damage) => damage(damaged), sheet);

const audit = rowOf('audit.voluntary/year');
const harmless: Record<string, Damage> = {
  'nothing happened': (sheet) => sheet,
  'three rows in front of the form': insert('row', 0, 3),
  'two columns in front of the form': insert('column', 0, 2),
  'a row inside a header': insert('row', sectionRows('training').first + 1),
  'two rows between a header and its figures': insert('row', audit, 2),
  'a row between two sections': insert('row', sectionRows('acceptance').first),
  'a row in every band of 五 and 六': all(
    insert('row', rowOf('coverage.other/year')),
    insert('row', rowOf('coverage.steel/cumulative')),
    insert('row', rowOf('effect.cadmium/year')),
    insert('row', rowOf('effect.cod/cumulative')),
  ),
  'a column between ××年 and 累计': insert('column', 5),
  'columns everywhere': all(
    insert('column', 11),
    insert('column', 8, 2),
    insert('column', 4),
    insert('column', 1),
  ),
  'the table moved to another place': moveTable(17, 9),
  'the sheet renamed': (sheet) => ({ ...sheet, name: 'Sheet1 (2)' }),
  'the sheet hidden': (sheet) => ({ ...sheet, visible: false }),
  'no merged cells at all': unmerge,
  'no merged cells, moved': all(unmerge, moveTable(4, 3)),
  'every column three columns wide': spread(3),
  'every column three columns wide, then unmerged': all(spread(3), unmerge),
  'half-width brackets and colons': rewrite((text) =>
    text.replace(/（/g, '(').replace(/）/g, ')').replace(/：/g, ':'),
  ),
  'full-width letters, digits and brackets': rewrite((text) =>
    isEntry(text)
      ? text
      : text.replace(/[A-Za-z0-9[\]]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  ),
  'spaces between the signs': rewrite((text) => (isEntry(text) ? text : [...text].join(' '))),
  'no-break and ideographic spaces': rewrite((text) =>
    isEntry(text) ? text : `${NBSP}${text.replace(/（/g, `　（${NBSP}`)}　`,
  ),
  'line breaks in labels': rewrite((text) => (isEntry(text) ? text : text.replace(/（/g, '\r\n（'))),
  'no line breaks in labels': rewrite((text) => text.replace(/\n/g, '')),
  'lower-case letters': rewrite((text) => (isEntry(text) ? text : text.toLowerCase())),
  'no note marks': rewrite((text) => text.replace(/\[\d\]/g, '')),
  'year labels XX年': rewrite((text) => text.replace(/^2014年/, 'XX年')),
  'year labels xx年, ＸＸ年, ＊＊年, 年': rewrite((text, { row }) =>
    text.replace(/^2014年/, ['xx年', 'ＸＸ年', '＊＊年', '年', '  年', '本年'][row % 6]!),
  ),
  'year labels of another year': rewrite((text) => text.replace(/^2014年/, '2013年')),
  'year labels with their note mark everywhere': rewrite((text) => text.replace(/^2014年/, '2014年[1]')),
  'a year label in Chinese numerals': rewrite((text) => text.replace(/^2014年/, '二〇一四年')),
  '累计 before ××年': swapColumns(audit - 1, audit, 4, 5, 1),
  '强制性 before 自愿性': swapColumns(audit - 2, audit, 4, 6, 2),
  'the ticked choice header': relabel('有□  无□', '有☑  无□'),
  '十一 without its example': rewrite((text) => text.replace(/（例如.*）/, '')),
  'a note beside the form': (sheet) => {
    const cells = new Map(sheet.cells);
    for (let row = 0; row < 60; row++) cells.set(indexOf(row, 14), { value: '合计', formula: null });
    return { ...sheet, cells };
  },
  'another table in front of the form': (sheet) => {
    const moved = insert('column', 0, 5)(sheet);
    const cells = new Map(moved.cells);
    for (let row = 0; row < 60; row++)
      ['合计', '累计', '2014年'].forEach((value, column) =>
        cells.set(indexOf(row, column), { value, formula: null }),
      );
    return { ...moved, cells };
  },
};

test.each(Object.entries(harmless))('every cell is found where its figure stands: %s', (_, damage) => {
  const sheet = damage(clean());
  expect(astray(sheet)).toEqual([]);
  const { missing, changed, unitChanged, yearLabels, second } = find(sheet);
  expect({ missing, changed, unitChanged, second }).toEqual({
    missing: [],
    changed: [],
    unitChanged: [],
    second: null,
  });
  expect(yearLabels).toHaveLength(28);
});

test.each([
  ['flush', 0],
  ['with edges that do not meet', 1],
])('the form pasted from Word, %s, is found with all its cells', (_, ragged) => {
  const sheet = pasteFromWord(values, ragged);
  expect(labels(sheet)).toEqual([]);
  expect(astray(sheet)).toEqual([]);
  expect(find(sheet).listRows).toBe(3);
});

test('a blank form pasted from Word shows each cell below its label', () => {
  const filled = find(pasteFromWord(values, 1));
  const blank = find(pasteFromWord({}, 1));
  for (const [key, at] of filled.cells) {
    if (!key.startsWith('head.')) expect([key, blank.cells.get(key)]).toEqual([key, at]);
  }
});

/** Cells that no label leads to any more. */
const isOf =
  (...ids: string[]) =>
  (key: CellKey): boolean =>
    ids.some((id) => key.startsWith(id));
const harmful: [string, Damage, readonly string[], (key: CellKey) => boolean][] = [
  ['a heading deleted', relabel('强制性（个）', ''), ['强制性（个）'], isOf('audit.mandatory')],
  ['a heading of another meaning', relabel('铅\n（吨）', '锌（吨）'), ['铅（吨）'], isOf('effect.lead')],
  ['a sub-heading deleted', relabel('水泥', ''), ['水泥'], isOf('coverage.buildingMaterials.cement')],
  ['a group heading deleted', relabel('建材（个）', ''), ['建材（个）'], () => false],
  ['累计 deleted', relabel('累计', '', 4), ['累计（自愿性（个））'], isOf('audit.voluntary/cumulative')],
  [
    'a title deleted',
    relabel('三、通过清洁生产实施效果评估验收企业数量[4]', ''),
    ['三、通过清洁生产实施效果评估验收企业数量[4]'],
    () => false,
  ],
  [
    'a line of 八 deleted',
    relabel('清洁生产示范园区数量（个）', ''),
    ['清洁生产示范园区数量（个）'],
    isOf('demonstration.parks'),
  ],
  ['填表人 deleted', relabel('填表人：', ''), ['填表人'], isOf('head.preparer')],
  ['the choice header deleted', relabel('有□  无□', ''), ['有□  无□'], isOf('capacity.hasExpertPool')],
];

test.each(harmful)('%s: it is named, and everything else is found', (_, damage, missing, isLost) => {
  const sheet = damage(clean());
  expect(labels(sheet)).toEqual(missing);
  const lost = keys.filter((key) => !find(sheet).cells.has(key));
  expect(lost).toEqual(keys.filter(isLost));
  expect(
    astray(
      sheet,
      keys.filter((key) => !isLost(key)),
    ),
  ).toEqual([]);
});

test('a section deleted with its rows is named by its title alone, and everything else is found', () => {
  for (const { id, title, bands } of form.sections) {
    const { first, last } = sectionRows(id);
    const sheet = removeRows(first, last)(clean());
    const own = layout.boxes.filter(({ section, key }) => section === id && key).map(({ key }) => key!);
    expect(labels(sheet)).toEqual([title]);
    expect(bands.length).toBeGreaterThan(0);
    expect(
      astray(
        sheet,
        keys.filter((key) => !own.includes(key)),
      ),
    ).toEqual([]);
    expect(own.filter((key) => find(sheet).cells.has(key))).toEqual([]);
  }
});

test.each([
  [
    '已开展清洁生产所覆盖行业的企业数',
    '六、已开展清洁生产所覆盖行业的企业数量[7]',
    '六、已开展清洁生产所覆盖行业的企业数',
  ],
  ['a number put in', '清洁生产技术改造项目情况[5]', '四、清洁生产技术改造项目情况[5]'],
  ['a slip in a long heading', '企业负责人参加培训人数（人次）', '企业负责人参加陪训人数（人次）'],
  ['其他 for 其它', '其它（个）', '其他（个）'],
  ['a unit where none is printed', '氮肥', '氮肥（个）'],
])('a heading that was changed a little leads to its cells and is named: %s', (_, from, to) => {
  const sheet = relabel(from, to)(clean());
  expect(find(sheet).changed.map(({ label, found }) => [label, found])).toEqual([[from, to]]);
  expect(find(sheet)).toMatchObject({ missing: [], unitChanged: [] });
  expect(astray(sheet)).toEqual([]);
});

test.each([
  ['汞\n（吨）', '汞（千克）', '吨', '千克', ['effect.mercury']],
  ['COD\n（吨）', 'COD吨', '吨', '吨', null],
  ['COD\n（吨）', 'COD（万吨）', '吨', '万吨', ['effect.cod']],
  ['企业数（个）', '企业数（家）', '个', '家', ['training.enterprises']],
  ['企业数（个）', '企业数', '个', '', ['training.enterprises']],
  ['获得经济效益\n（万元）', '获得经济效益（亿元）', '万元', '亿元', ['effect.benefit']],
  [
    '财政资金支持额度（万元）',
    '财政资金支持额度（元）',
    '万元',
    '元',
    ['retrofit.funding.central', 'retrofit.funding.local'],
  ],
  ['建材（个）', '建材', '个', '', ['coverage.buildingMaterials.total', 'coverage.buildingMaterials.cement']],
  [
    '清洁生产示范企业数（个）',
    '清洁生产示范企业数（家）',
    '个',
    '家',
    ['demonstration.enterprises.national', 'demonstration.enterprises.provincial'],
  ],
] as const)(
  'a heading with another unit leads to its cells, and both units are named: %s → %s',
  (from, to, expected, found, ids) => {
    const sheet = relabel(from, to)(clean());
    const { unitChanged, missing, changed } = find(sheet);
    expect({ missing, changed }).toEqual({ missing: [], changed: [] });
    expect(unitChanged.map((one) => [one.label, one.found, one.expected, one.ids])).toEqual(
      ids === null ? [] : [[from, found, expected, ids]],
    );
    expect(astray(sheet)).toEqual([]);
  },
);

test.each([
  ['above each other', 70, 0],
  ['side by side', 0, 15],
])('of two forms %s the first is read, and the second is told of', (_, down, right) => {
  const other = makeSheet(Object.fromEntries(keys.map((key) => [key, 77])));
  const sheet = twice(clean(), other, down, right);
  expect(astray(sheet)).toEqual([]);
  const { row, column } = find(sheet).second!.at;
  const first = sectionRows('training').first;
  expect([row, column]).toEqual([first + down, right]);
  expect(labels(sheet)).toEqual([]);
});

test('what the first of two forms lacks is not taken from the second', () => {
  const { first, last } = sectionRows('problems');
  const sheet = twice(removeRows(first, last)(clean()), clean(), 70, 0);
  expect(labels(sheet)).toEqual(['十三、清洁生产工作存在的问题和建议']);
});

test.each([
  ['2014年度山东省工业清洁生产工作情况报送表', '山东省', '2014'],
  ['山东省工业清洁生产工作情况报送表（2014年度）', '山东省', '2014'],
  ['附件1\n青岛市2014年度工业清洁生产\n工作情况报送表', '青岛市', '2014'],
  ['××省（市、区）××年度工业清洁生产', '', ''],
  ['＿＿＿省（市、区）＿＿＿年度工业清洁生产', '', ''],
  ['内蒙古自治区 2014 年度 工业清洁生产工作情况报送表', '内蒙古自治区', '2014'],
])('the title %j says region and year', (title, region, year) => {
  for (const column of [0, 3]) {
    const sheet = clean();
    const cells = new Map(sheet.cells);
    for (let at = 0; at < 12; at++) for (const row of [0, 1, 2]) cells.delete(indexOf(row, at));
    cells.set(indexOf(1, column), { value: title, formula: null });
    const { embedded, missing } = find({ ...sheet, cells });
    expect([embedded.get('head.region/value'), embedded.get('head.year/value'), missing]).toEqual([
      region,
      year,
      [],
    ]);
  }
});

test('region in the title, year in a cell of its own', () => {
  const sheet = all(relabel('省（市、区）', '山东省（市、区）'), relabel('山东省', ''))(clean());
  const { embedded, cells } = find(sheet);
  expect(embedded.get('head.region/value')).toBe('山东');
  expect(embedded.has('head.year/value')).toBe(false);
  expect(cellAt(sheet, cells.get('head.year/value')!.row, cells.get('head.year/value')!.column).value).toBe(
    2014,
  );
});

test('the sheets of several years are read in any order, visible copies before hidden ones', () => {
  const sheets = [2013, 2011, 2014, 2012].map((year) => makeSheet(distinctValues(year)));
  const hidden = { ...makeSheet(distinctValues(2012)), name: '备份', visible: false };
  const book = readBook([hidden, ...sheets], form);
  expect(book.reports.map(({ year, sheet }) => [year, sheet])).toEqual([
    [2011, '2011年'],
    [2012, '2012年'],
    [2012, '备份'],
    [2013, '2013年'],
    [2014, '2014年'],
  ]);
});

describe('a sheet that is not the form', () => {
  const big = (text: (row: number) => string): SheetSnapshot => {
    const cells = new Map<number, CellContent>();
    for (let row = 0; row < 10_000; row++)
      for (let column = 0; column < 10; column++)
        cells.set(indexOf(row, column), { value: `${text(row)}${column}`, formula: null });
    return { name: '明细', visible: true, cells, merges: [] };
  };

  test.each([
    ['ledgers', (row: number) => `记账凭证${row}`],
    ['a list of audited enterprises', (row: number) => `第${row}家清洁生产审核企业有限公司`],
  ])('is refused after one look at each of its 100 000 cells: %s', (_, text) => {
    const sheet = big(text);
    let looks = 0;
    const cells = new (class extends Map<number, CellContent> {
      override get(index: number): CellContent | undefined {
        looks++;
        return super.get(index);
      }
    })(sheet.cells);
    expect(locate({ ...sheet, cells }, form)).toMatchObject({ found: false });
    expect(looks).toBeLessThanOrEqual(sheet.cells.size);
  });

  test('half of the form is none, and what it lacks is named', () => {
    const { first } = sectionRows('effect');
    const last = sectionRows('problems').last;
    const result = locate(removeRows(first, last)(clean()), form);
    expect(result).toMatchObject({ found: false });
    if (result.found) return;
    expect(result.share).toBeGreaterThan(0.1);
    expect(result.missing.map(({ label }) => label)).toContain('五、清洁生产实施效果情况[6]');
  });
});

test('every damage is one: without the finder of labels the cells would be elsewhere or gone', () => {
  const still = Object.entries(harmless).filter(([, damage]) => {
    const sheet = damage(clean());
    return JSON.stringify([...sheet.cells]) === JSON.stringify([...clean().cells]) && sheet.merges.length > 0;
  });
  expect(still.map(([name]) => name)).toEqual(['nothing happened', 'the sheet renamed', 'the sheet hidden']);
});

test('a blank cell never takes the figure of a neighbour whose label is gone', () => {
  for (const box of layout.boxes) {
    if (!['heading', 'year', 'cumulative'].includes(box.role) || box.section === null || box.text === '')
      continue;
    for (const merged of [true, false]) {
      const sheet = merged ? clean() : unmerge(clean());
      const cells = new Map(sheet.cells);
      cells.delete(indexOf(box.area.top, box.area.left));
      // Every other figure is blank.
      keys.forEach((key, at) => {
        const { top, left } = layout.cells.get(key)!;
        if (at % 2 === 0 && !key.startsWith('head.')) cells.delete(indexOf(top, left));
      });
      const damaged = { ...sheet, cells };
      const report = readReport(damaged, find(damaged), 0, form);
      for (const [key, { value }] of report.cells) {
        if (value !== null && !key.startsWith('head.'))
          expect([box.text, key, value]).toEqual([box.text, key, values[key]]);
      }
    }
  }
});
