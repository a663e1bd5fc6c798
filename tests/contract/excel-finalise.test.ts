/** 审核说明 and 定稿 in Excel: a reason, the receipt, a later correction that becomes 调整; each can be taken back. */
import { type Finding, form, isExplained, keyOf } from '../../src/core';
import { explainFindings, withdrawReasons } from '../../src/core/fill/explain';
import { correctLater } from '../../src/core/finalise/correct';
import { finalise } from '../../src/core/finalise/finalise';
import { finalisedOf } from '../../src/core/finalise/receipt';
import { addressOf, type CellKey, type CellValue, type Scalar } from '../../src/core/model';
import { adjustmentOf, type Book, chainOf, contentOf, reportOf } from '../../src/core/report';
import { draftExplanations } from '../../src/template/explanations';
import { draftReceipt } from '../../src/template/receipt';
import { makeTemplate } from '../../src/template/template';
import type { LedgerValues } from '../../src/template/values';
import { type Desk, openDesk } from '../excel-host/desk';
import type { Edition } from '../excel-host/excel';
import { bookOf, openFile } from '../excel-host/open';
import { Person } from '../excel-host/person';
import { cleanValues, makeSheet } from '../support/sheets';

jest.setTimeout(120_000);

const ID = 'audit.voluntary';
const REASON = '上年未开展，已核实';
let desk: Desk;
afterEach(async () => {
  await desk.close();
  expect(desk.excel.unknown).toEqual([]);
});

/** 2012 holds a usual year and a negative effect, which is questioned; 2013 is blank. */
async function open(edition: Edition): Promise<void> {
  const clean = cleanValues(2012, { base: 3 });
  const parts = form.indicators.filter(({ periods, sumOf }) => periods === 'pair' && !sumOf);
  const totals = form.indicators.filter(({ sumOf }) => sumOf).map(({ id }) => keyOf(id, 'year'));
  const typed = Object.entries(clean).filter(
    ([key]) => !key.endsWith('/cumulative') && !totals.some((total) => total === key),
  ) as [CellKey, CellValue][];
  const base = ({ id }: { readonly id: string }): LedgerValues => ({
    base: Number(clean[keyOf(id, 'cumulative')]) - Number(clean[keyOf(id, 'year')]),
  });
  const values = {
    years: new Map([[2012, new Map<CellKey, CellValue>([...typed, ['effect.cod/year', -2]])]]),
    ledger: new Map(parts.map((one) => [one.id, base(one)] as const)),
  };
  const bytes = await makeTemplate({ from: 2012, to: 2013, region: '山东省', values });
  desk = await openDesk({ edition, book: (await openFile(bytes, 'a.xlsx'))() });
}

const book = (): Book => desk.session.book()!;
const soft = (): readonly Finding[] =>
  desk.session
    .getState()
    .findings.filter((one) => one.sheet === '2012年' && one.severity === 'soft' && !isExplained(one));
const notice = (): string | undefined => desk.session.getState().notice?.code;

async function type(key: CellKey, value: Scalar): Promise<void> {
  const { located } = reportOf(book(), 2012)!;
  new Person(desk.excel).type('2012年', addressOf(located.cells.get(key)!), value);
  await desk.settle();
}

async function explain(findings: readonly Finding[]): Promise<void> {
  await desk.session.carryOut((now, sheets) =>
    explainFindings(
      now,
      sheets,
      findings,
      { reason: REASON, author: '王芳', date: 41_280 },
      draftExplanations(form, []),
    ),
  );
  await desk.settle();
}

/** Excel's own undo where it has one, else 恢复. */
async function takeBack(): Promise<void> {
  if (desk.session.getState().undo) await desk.session.restore();
  else new Person(desk.excel).undo();
  await desk.settle();
}

it.each<Edition>(['Microsoft 365', 'LTSC 2024'])(
  'in %s, a year is explained, made final, corrected later and put back',
  async (edition) => {
    await open(edition);
    const questioned = soft();
    expect(questioned.length).toBeGreaterThan(0);
    await explain(questioned);
    expect(notice()).toBe('explained');
    expect(soft()).toEqual([]);
    await takeBack();
    expect(soft()).toHaveLength(questioned.length);
    await explain(soft());
    await type('effect.cod/year', -3);
    expect(soft().map(({ explanation }) => explanation)).toContainEqual(
      expect.objectContaining({ reason: REASON, value: -2, holds: false }),
    );
    await explain(soft());

    await desk.session.carryOut((now, sheets) =>
      finalise(now, sheets, {
        sheet: '2012年',
        date: '2013-01-05',
        author: '王芳',
        check: { currentYear: 2026 },
        draft: (receipt) => draftReceipt(receipt, form),
      }),
    );
    await desk.settle();
    expect(notice()).toBe('finalised');
    const final = (): unknown => finalisedOf(reportOf(book(), 2012)!, book());
    expect(final()).toMatchObject({ changes: [], receipt: { intact: true, author: '王芳' } });

    await type(`${ID}/year`, 72);
    const later = chainOf(book(), ID, 2012);
    expect(final()).toHaveProperty(
      'changes',
      expect.arrayContaining([expect.objectContaining({ was: 70, now: 72 })]),
    );
    await desk.session.plan((now, sheets) => correctLater(now, sheets, '2012年'));
    await desk.session.confirm();
    await desk.settle();
    expect(notice()).toBe('corrected');
    expect(final()).toMatchObject({ changes: [] });
    expect(contentOf(reportOf(book(), 2012)!, `${ID}/year`).value).toBe(70);
    expect([chainOf(book(), ID, 2012), adjustmentOf(book(), ID, 2013)]).toEqual([later! - 2, 2]);
    await takeBack();
    expect(contentOf(reportOf(book(), 2012)!, `${ID}/year`).value).toBe(72);
    expect(adjustmentOf(book(), ID, 2013)).toBe(0);
  },
);

it('brings the sheet 审核说明 with the first reason where a plain copy has none; withdrawn, the finding is open again', async () => {
  const sheet = makeSheet({ ...cleanValues(2012, { base: 3 }), 'text.problems/value': null });
  desk = await openDesk({ book: bookOf({ sheets: [{ ...sheet, name: '2012年' }] }) });
  desk.session.setStage('final');
  const questioned = soft();
  expect(questioned.length).toBeGreaterThan(0);
  await explain(questioned);
  expect(soft()).toEqual([]);
  expect(desk.excel.book.sheets.map(({ name }) => name)).toEqual(['2012年', '审核说明']);
  const closed = desk.session.getState().findings.filter(isExplained);
  await desk.session.carryOut((now, sheets) => withdrawReasons(now, sheets, closed));
  await desk.settle();
  expect(notice()).toBe('withdrawn');
  expect(soft()).toHaveLength(questioned.length);
});
