import { createSession } from '../../../src/app/session';
import type { Session } from '../../../src/app/state';
import {
  addressOf,
  type CellKey,
  cellAt,
  type CellValue,
  type Finding,
  form,
  inverse,
  isExplained,
  isRefusal,
  parseAddress,
  type Proposal,
  type Scalar,
  readBook,
  type SheetSnapshot,
  check,
} from '../../../src/core';
import { explainFindings, type Reason, withdrawReasons } from '../../../src/core/fill/explain';
import { createMemoryHost, type MemoryHost } from '../../../src/hosts/memory/host';
import { createXlsxHost } from '../../../src/hosts/xlsx/host';
import { draftExplanations } from '../../../src/template/explanations';
import { makeTemplate } from '../../../src/template/template';
import { cleanValues, makeSheet } from '../../support/sheets';

const SHEET = '审核说明';
const reason = (text = '属实', author = '王芳'): Reason => ({ reason: text, author, date: 42009 });
const blank = () => draftExplanations(form, []);

/** Negative effects are questioned one by one. */
const NEGATIVE: Partial<Record<CellKey, CellValue>> = {
  'effect.cod/year': -3,
  'effect.dust/year': -4,
  'effect.lead/year': -5,
};
const plain = (year: number, change = NEGATIVE): SheetSnapshot =>
  makeSheet({ ...cleanValues(year, { base: year - 2011 }), ...change } as Record<CellKey, CellValue>);

const findIn = (sheets: readonly SheetSnapshot[], rule = 'TYP-03'): Finding[] =>
  check(readBook(sheets, form), { stage: 'draft', currentYear: 2026 }).filter((one) => one.rule === rule);

interface Opened {
  readonly host: MemoryHost;
  readonly session: Session;
  readonly soft: () => Finding[];
  readonly type: (key: CellKey, value: Scalar) => Promise<void>;
}

async function open(sheets: readonly SheetSnapshot[]): Promise<Opened> {
  const host = createMemoryHost(sheets);
  const session = createSession({ host, form, currentYear: 2026 });
  await session.recheck();
  return {
    host,
    session,
    soft: () => session.getState().findings.filter(({ rule }) => rule === 'TYP-03'),
    async type(key, value) {
      const { positions, sheet } = session.getState().reports.at(-1)!;
      host.type(sheet, addressOf(positions.get(key)!), value);
      await session.recheck();
    },
  };
}

it('adds the sheet where there is none, closes the finding, and is one step to take back', async () => {
  const { host, session, soft } = await open([plain(2014)]);
  const before = await host.snapshot();
  const [first] = soft();
  await session.carryOut((book, sheets) => explainFindings(book, sheets, [first!], reason(), blank()));
  expect(soft().map(isExplained)).toEqual([true, false, false]);
  expect(host.writes).toBe(1);
  host.undo();
  await session.recheck();
  expect(soft().map(isExplained)).toEqual([false, false, false]);
  expect((await host.snapshot()).map(({ name }) => name)).toEqual(before.map(({ name }) => name));
});

it('opens again where the value moves, and closes with the same words for the new value in the same row', async () => {
  const { session, soft, type, host } = await open([plain(2014)]);
  await session.carryOut((book, sheets) => explainFindings(book, sheets, [soft()[0]!], reason(), blank()));
  await type('effect.cod/year', -30);
  const [moved] = soft();
  expect(moved!.explanation).toMatchObject({ reason: '属实', value: -3, holds: false });
  await session.carryOut((book, sheets) => explainFindings(book, sheets, [moved!], reason(), blank()));
  expect(soft().map(isExplained)).toEqual([true, false, false]);
  const [sheet] = await host.snapshot([SHEET]);
  expect(readBook([sheet!], form).explanations!.entries).toHaveLength(1);
});

it('is withdrawn as easily', async () => {
  const { session, soft, host } = await open([plain(2014)]);
  await session.carryOut((book, sheets) => explainFindings(book, sheets, soft(), reason(), blank()));
  expect(soft().map(isExplained)).toEqual([true, true, true]);
  await session.carryOut((book, sheets) => withdrawReasons(book, sheets, [soft()[1]!]));
  expect(soft().map(isExplained)).toEqual([true, false, true]);
  const [sheet] = await host.snapshot([SHEET]);
  expect(readBook([sheet!], form).explanations!.free).toContain(3);
});

it('writes into the row that is free again', async () => {
  const { session, soft } = await open([plain(2014)]);
  await session.carryOut((book, sheets) => explainFindings(book, sheets, soft(), reason(), blank()));
  await session.carryOut((book, sheets) => withdrawReasons(book, sheets, [soft()[1]!]));
  await session.carryOut((book, sheets) =>
    explainFindings(book, sheets, [soft()[1]!], reason('另一个'), blank()),
  );
  expect(session.book()!.explanations!.entries.map((one) => [one.row, one.reason])).toEqual([
    [2, '属实'],
    [3, '另一个'],
    [4, '属实'],
  ]);
});

it('reads what a person writes into the sheet by hand as soon as it is written', async () => {
  const { host, session, soft } = await open([plain(2014)]);
  await session.carryOut((book, sheets) => explainFindings(book, sheets, [soft()[0]!], reason(), blank()));
  ['TYP-03', 2014, '五、实施效果 环境效果 粉尘', '本年', -4, '新增生产线'].forEach((value, index) =>
    host.type(SHEET, addressOf({ row: 3, column: index + 1 }), value),
  );
  await session.recheck();
  expect(soft().map(isExplained)).toEqual([true, true, false]);
});

it('refuses where the headings of the sheet were typed over', () => {
  const sheets = [plain(2014), { name: SHEET, visible: true, cells: new Map(), merges: [] }];
  const plan = explainFindings(readBook(sheets, form), sheets, findIn(sheets), reason(), blank());
  expect(plan).toEqual({ refused: 'brokenExplanations', params: { sheet: SHEET } });
});

it('does not explain what has to be corrected', () => {
  const sheets = [plain(2014, { 'audit.total/year': 1 })];
  const plan = explainFindings(readBook(sheets, form), sheets, findIn(sheets, 'SUM-01'), reason(), blank());
  expect(plan).toEqual({ refused: 'notExplainable' });
});

it('follows columns that a person has moved, and needs no hidden key', () => {
  const cells = new Map<number, { value: CellValue; formula: null }>();
  ['年度', '规则', '指标', '期间', '说明', '数值'].forEach((text, column) =>
    cells.set(4 * 16384 + column + 3, { value: text, formula: null }),
  );
  const sheets = [plain(2014), { name: '说明', visible: true, cells, merges: [] }];
  const plan = explainFindings(readBook(sheets, form), sheets, [findIn(sheets)[0]!], reason(), blank());
  expect(isRefusal(plan) || plan.edits.map(({ row, column, after }) => [row, column, after.value])).toEqual([
    [5, 4, 'TYP-03'],
    [5, 3, 2014],
    [5, 5, '五、实施效果 环境效果 COD'],
    [5, 6, '本年'],
    [5, 8, -3],
    [5, 7, '属实'],
  ]);
});

describe('in the official workbook', () => {
  const values = {
    years: new Map([[2014, new Map(Object.entries(NEGATIVE) as [CellKey, CellValue][])]]),
  };

  async function file(count = 0) {
    const explanations = Array.from({ length: count }, (_, index) => ({
      rule: 'HIS-01',
      year: 2014,
      id: 'audit.total',
      period: 'year' as const,
      value: index,
      reason: '一',
      author: '',
      date: null,
    }));
    return createXlsxHost(
      await makeTemplate({ from: 2014, to: 2014, values: { ...values, explanations } }),
      'a.xlsx',
    );
  }
  const planFor = async (host: { snapshot: () => Promise<readonly SheetSnapshot[]> }): Promise<Proposal> => {
    const sheets = await host.snapshot();
    return explainFindings(readBook(sheets, form), sheets, findIn(sheets), reason(), blank());
  };

  it('a reason goes into the unlocked cells of a blank row and touches nothing else', async () => {
    const host = await file();
    const plan = await planFor(host);
    if (isRefusal(plan)) throw new Error(plan.refused);
    expect(plan.steps).toBeUndefined();
    expect(plan.edits.every(({ sheet, column }) => sheet === SHEET && column > 0)).toBe(true);
    expect(await host.apply(plan)).toEqual({ applied: true });
    expect(findIn(await host.snapshot()).map(isExplained)).toEqual([true, true, true]);
    await host.apply(inverse(plan));
    expect(findIn(await host.snapshot()).map(isExplained)).toEqual([false, false, false]);
  });

  it('a full sheet grows above its last row, and the year sheets look through the new rows too', async () => {
    const host = await file(13);
    const plan = await planFor(host);
    if (isRefusal(plan)) throw new Error(plan.refused);
    expect(plan.steps).toEqual([{ kind: 'insertRows', sheet: SHEET, above: 16, count: 2, like: 16 }]);
    expect(await host.apply(plan)).toEqual({ applied: true });
    const sheets = await host.snapshot();
    expect(findIn(sheets).map(isExplained)).toEqual([true, true, true]);
    const { explanations } = readBook(sheets, form);
    expect(explanations!.free).toEqual([18]);
    const helper = [...sheets[0]!.cells.values()].find(({ formula }) => formula?.includes(`'${SHEET}'!`));
    expect(helper!.formula).toContain(`'${SHEET}'!$A$2:$A$19`);
    const key = cellAt(
      sheets.find(({ name }) => name === SHEET)!,
      17,
      parseAddress('A18')!.column,
    );
    expect(key.formula).toContain('G18');
  });
});
