/** 从上年文件取数: what differs is listed one by one, and only what was chosen is taken. */
import { form, readBook } from '../../../src/core';
import { check } from '../../../src/core/check/check';
import { comparePrior, type Comparison, type Difference, takePrior } from '../../../src/core/fill/prior';
import { recompute } from '../../../src/core/fill/recompute';
import { readSources, SOURCE_BLANK, sourceLine, withSource } from '../../../src/core/fill/source';
import type { CellKey, CellValue, SheetSnapshot } from '../../../src/core/model';
import type { EditPlan, Proposal } from '../../../src/core/plan';
import { adjustmentOf, type Book, chainOf, type EarlierBook } from '../../../src/core/report';
import { createXlsxHost } from '../../../src/hosts/xlsx/host';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { makeTemplate, type TemplateOptions } from '../../../src/template/template';
import { cleanValues, makeSheet } from '../../support/sheets';

const mark = { date: '2014-03-05', file: '2011年.xlsx', fingerprint: '0123456789abcdef'.repeat(4) };
const ID = 'audit.voluntary';
const VOLUNTARY = 70;

const cells = (values: Record<string, CellValue>): Map<CellKey, CellValue> =>
  new Map(Object.entries(values) as [CellKey, CellValue][]);
const earlier = (...sheets: SheetSnapshot[]): EarlierBook => ({
  name: mark.file,
  book: readBook(sheets, form),
});
const plainCopy = (year: number): EarlierBook => earlier(makeSheet(cleanValues(year, { base: 2 })));
const bookOf = (sheets: readonly SheetSnapshot[]): Book => readBook(sheets, form);

async function open(options: TemplateOptions) {
  const host = createXlsxHost(await makeTemplate(options), 'a.xlsx', {
    recompute: (sheets) => recompute(sheets, form),
  });
  const compare = async (from: EarlierBook): Promise<Comparison> => {
    const compared = comparePrior(bookOf(await host.snapshot()), from);
    if ('refused' in compared) throw new Error(compared.refused);
    return compared;
  };
  const take = async (chosen: readonly Difference[]): Promise<Proposal> => {
    const plan = takePrior(bookOf(await host.snapshot()), chosen, mark);
    expect(await host.apply(plan as EditPlan)).toEqual({ applied: true });
    return plan;
  };
  return { host, compare, take, book: async () => bookOf(await host.snapshot()) };
}

describe('从上年文件取数', () => {
  it('offers the 累计 of a plain copy of the form as the base, every one of them', async () => {
    const { compare, take, book } = await open({ from: 2012, to: 2012 });
    const { differences, same, unknown } = await compare(plainCopy(2011));
    expect(differences).toHaveLength(60);
    expect([same, unknown]).toEqual([0, 0]);
    expect(differences.every(({ kind, year, blank }) => kind === 'base' && year === 2011 && blank)).toBe(
      true,
    );
    await take(differences);
    expect(chainOf(await book(), ID, 2011)).toBe(3 * VOLUNTARY);
    expect(chainOf(await book(), 'audit.total', 2011)).toBe(6 * VOLUNTARY);
  });

  it('takes what our own template of last year comes to', async () => {
    const values = {
      years: new Map([[2011, cells({ [`${ID}/year`]: 12 })]]),
    };
    const last = readWorkbook(await makeTemplate({ from: 2011, to: 2011, values })).sheets;
    const { compare } = await open({ from: 2012, to: 2012 });
    const { differences, unknown } = await compare(earlier(...last.map(({ snapshot }) => snapshot)));
    expect(differences).toMatchObject([{ kind: 'base', id: ID, told: 12, blank: true }]);
    expect(unknown).toBe(59);
  });

  it('takes nothing but what was chosen, and writes down where it came from', async () => {
    const { compare, take, book } = await open({ from: 2012, to: 2012 });
    const { differences } = await compare(plainCopy(2011));
    await take(differences.filter(({ id }) => id === ID || id === 'audit.mandatory'));
    const { ledger } = await book();
    expect(ledger!.base('effect.cod')!.content.value).toBeNull();
    const [source] = readSources(ledger!.source!.content.value as string);
    expect(source).toEqual({
      date: mark.date,
      file: mark.file,
      fingerprint: mark.fingerprint.slice(0, 16),
      taken: [{ kind: 'base', year: 2011, count: 2 }],
    });
  });

  it('shows a base that says otherwise beside what is there, and replaces it only when chosen', async () => {
    const ledger = new Map([[ID, { base: 200 }]]);
    const { compare, take, book } = await open({ from: 2012, to: 2012, values: { ledger } });
    const { differences } = await compare(plainCopy(2011));
    const other = differences.filter(({ blank }) => !blank);
    expect(other).toEqual([
      { kind: 'base', id: ID, year: 2011, held: 200, told: 3 * VOLUNTARY, blank: false },
    ]);
    await take(differences.filter(({ blank }) => blank));
    expect(chainOf(await book(), ID, 2011)).toBe(200);
    await take(other);
    expect(chainOf(await book(), ID, 2011)).toBe(3 * VOLUNTARY);
    expect((await compare(plainCopy(2011))).differences).toEqual([]);
  });

  it('lists a year’s figure that differs, and a 累计 that does not follow from the figures as an adjustment', async () => {
    const years = new Map([[2012, cells({ [`${ID}/year`]: 30, 'effect.cod/year': 5 })]]);
    const ledger = new Map([
      [ID, { base: 100 }],
      ['effect.cod', { base: 10 }],
    ]);
    const { compare, take, book } = await open({ from: 2012, to: 2013, values: { years, ledger } });
    const told = makeSheet({
      'head.year/value': 2012,
      [`${ID}/year`]: 31,
      [`${ID}/cumulative`]: 131,
      'effect.cod/year': 5,
      'effect.cod/cumulative': 12,
    });
    const { differences } = await compare(earlier(told));
    expect(differences).toEqual([
      { kind: 'year', id: ID, year: 2012, held: 30, told: 31, blank: false },
      { kind: 'adjustment', id: 'effect.cod', year: 2012, held: 15, told: 12, blank: false },
    ]);
    const findings = check(await book(), { stage: 'draft', currentYear: 2026, prior: earlier(told) });
    expect(findings.filter(({ rule, year }) => rule === 'CUM-09' && year === 2013)).toHaveLength(2);
    await take(differences);
    const now = await book();
    expect([chainOf(now, ID, 2012), chainOf(now, 'effect.cod', 2012)]).toEqual([131, 12]);
    expect(adjustmentOf(now, 'effect.cod', 2012)).toBe(-3);
    const after = check(now, { stage: 'draft', currentYear: 2026, prior: earlier(told) });
    expect(after.filter(({ rule }) => rule === 'CUM-09')).toEqual([]);
  });

  it('is refused without a ledger, and where the two share no year', async () => {
    const plain = bookOf([makeSheet({ 'head.year/value': 2012 })]);
    expect(comparePrior(plain, plainCopy(2011))).toEqual({ refused: 'noLedger' });
    const { book } = await open({ from: 2014, to: 2014 });
    expect(comparePrior(await book(), plainCopy(2011))).toEqual({ refused: 'priorYears' });
    expect(takePrior(await book(), [], mark)).toEqual({ refused: 'nothingChosen' });
  });
});

describe('来源', () => {
  const source = {
    ...mark,
    fingerprint: mark.fingerprint.slice(0, 16),
    taken: [
      { kind: 'base', year: 2011, count: 60 },
      { kind: 'adjustment', year: 2012, count: 1 },
    ] as const,
  };

  it('is read again as it was written, beside what a person wrote', () => {
    const own = '来源：王芳抄自 2010 年的档案';
    const text = withSource(withSource(own, source), { ...source, file: '省《报》.xlsx' });
    expect(readSources(text)).toEqual([source, { ...source, file: '省《报》.xlsx' }]);
    expect(text.split('\n')[0]).toBe(own);
  });

  it('takes the place of the hint', () => {
    expect(withSource(SOURCE_BLANK, source)).toBe(`来源：${sourceLine(source)}`);
    expect(readSources(SOURCE_BLANK)).toEqual([]);
  });
});
