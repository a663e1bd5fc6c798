/** 加一行 and 开始新年度, carried out on files. */
import { strFromU8, unzipSync } from 'fflate';
import { LEDGER_SHEET } from '../../../src/core/ledger';
import { form, readBook } from '../../../src/core';
import { addListRow } from '../../../src/core/fill/rows';
import { startYear } from '../../../src/core/fill/year';
import {
  type CellKey,
  type CellValue,
  type SheetSnapshot,
  indexOf,
  keyOf,
  parseAddress,
} from '../../../src/core/model';
import { type EditPlan, isRefusal, type Proposal } from '../../../src/core/plan';
import { chainOf, contentOf } from '../../../src/core/report';
import { createMemoryHost } from '../../../src/hosts/memory/host';
import { createXlsxHost, type XlsxHost } from '../../../src/hosts/xlsx/host';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { findLocked } from '../../../src/hosts/xlsx/write';
import { makeTemplate, type TemplateOptions } from '../../../src/template/template';
import { makeSheet } from '../../support/sheets';

const open = async (options: TemplateOptions): Promise<XlsxHost> =>
  createXlsxHost(await makeTemplate(options), 'a.xlsx');

async function carryOut(
  host: XlsxHost,
  plan: (book: ReturnType<typeof readBook>, sheets: readonly SheetSnapshot[]) => Proposal,
): Promise<EditPlan> {
  const sheets = await host.snapshot();
  const proposal = plan(readBook(sheets, form), sheets);
  if (isRefusal(proposal)) throw new Error(proposal.refused);
  expect(await host.apply(proposal)).toEqual({ applied: true });
  return proposal;
}

const formulasOf = (sheet: SheetSnapshot): Map<number, string> =>
  new Map([...sheet.cells].flatMap(([index, { formula }]) => (formula === null ? [] : [[index, formula]])));

const valuesOf = (entries: Record<CellKey, CellValue>): Map<CellKey, CellValue> =>
  new Map(Object.entries(entries) as [CellKey, CellValue][]);

describe('开始新年度', () => {
  const head = valuesOf({
    'head.organization/value': '山东省经济和信息化委员会',
    'documents.1.title/value': '关于推进清洁生产的意见',
    'documents.1.number/value': '鲁经信节字〔2013〕5号',
    'documents.1.date/value': 41400,
    'audit.voluntary/year': 103,
    'capacity.experts/value': 12,
    'text.problems/value': '无',
  });

  it.each([
    [2012, 2014],
    [2014, 2014],
    [2011, 2011],
  ])('makes of %i to %i what the template of one year more is', async (from, to) => {
    const host = await open({ from, to, region: '山东省' });
    await carryOut(host, startYear);
    const found = readWorkbook(host.save()).sheets.map((sheet) => sheet.snapshot);
    const wanted = readWorkbook(await makeTemplate({ from, to: to + 1, region: '山东省' })).sheets;
    expect(found.map(({ name }) => name)).toEqual(wanted.map(({ name }) => name));
    for (const { name, snapshot } of wanted) {
      expect(formulasOf(found.find((sheet) => sheet.name === name)!)).toEqual(formulasOf(snapshot));
    }
  });

  it('carries head and list over, and leaves inputs empty', async () => {
    const host = await open({
      from: 2014,
      to: 2014,
      region: '山东省',
      values: { years: new Map([[2014, head]]) },
    });
    await carryOut(host, startYear);
    const [, next] = readBook(await host.snapshot(), form).reports;
    const value = (key: CellKey): CellValue => contentOf(next!, key).value;
    expect(next).toMatchObject({ sheet: '2015年', year: 2015, region: '山东省', living: true });
    expect(value('head.organization/value')).toBe('山东省经济和信息化委员会');
    expect(value('documents.1.number/value')).toBe('鲁经信节字〔2013〕5号');
    expect([
      value('audit.voluntary/year'),
      value('capacity.experts/value'),
      value('text.problems/value'),
    ]).toEqual([null, null, null]);
  });

  it('does not say of the new year that it is final', async () => {
    const [year, ...others] = await (await open({ from: 2014, to: 2014 })).snapshot();
    const below = indexOf(70, 0);
    const cells = new Map(year!.cells).set(below, { value: '已定稿 2015-01-05  王芳', formula: null });
    const sheets = [{ ...year!, cells }, ...others];
    const host = createMemoryHost(sheets);
    await host.apply(startYear(readBook(sheets, form), sheets) as EditPlan);
    const [old, fresh] = await host.snapshot(['2014年', '2015年']);
    expect([old!, fresh!].map((sheet) => sheet.cells.get(below)?.value ?? null)).toEqual([
      '已定稿 2015-01-05  王芳',
      null,
    ]);
  });

  it('chains the 累计 of the new year to the old one', async () => {
    const base = new Map([['audit.voluntary', { base: 353 }]]);
    const values = { years: new Map([[2014, head]]), ledger: base };
    const host = await open({ from: 2014, to: 2014, values });
    await carryOut(host, startYear);
    const at = readBook(await host.snapshot(), form).reports[1]!.located.cells.get('audit.voluntary/year')!;
    const blank = { value: null, formula: null };
    const edit = { sheet: '2015年', ...at, before: blank, after: { value: 7, formula: null }, why: 'test' };
    await host.apply({ command: 'test', edits: [edit] });
    expect(chainOf(readBook(await host.snapshot(), form), 'audit.voluntary', 2015)).toBe(353 + 103 + 7);
  });

  it('opens the adjustments of the year after the first', async () => {
    const host = await open({ from: 2011, to: 2011 });
    await carryOut(host, startYear);
    const ledger = readBook(await host.snapshot(), form).ledger!;
    const cells = (id: string) => {
      const { adjustment, reason } = ledger.entry(id, 2012)!;
      return [adjustment, reason].map(({ at }) => ({ sheet: LEDGER_SHEET, ...at }));
    };
    expect(findLocked(host.save(), cells('audit.voluntary'))).toEqual([]);
    expect(findLocked(host.save(), cells('audit.total'))).toHaveLength(2);
  });

  it('takes what the ledger already knew of the year into its sheet', async () => {
    const host = await open({ from: 2013, to: 2014 });
    const sheets = (await host.snapshot()).filter(({ name }) => name !== '2014年');
    const ledger = readBook(sheets, form).ledger!;
    const { at, content } = ledger.entry('audit.voluntary', 2014)!.year;
    const memory = createMemoryHost(sheets);
    const typed = {
      sheet: LEDGER_SHEET,
      ...at,
      before: content,
      after: { value: 163, formula: null },
      why: 'test',
    };
    await memory.apply({ command: 'test', edits: [typed] });
    const known = await memory.snapshot();
    const plan = startYear(readBook(known, form), known) as EditPlan;
    expect(await memory.apply(plan)).toEqual({ applied: true });
    const book = readBook(await memory.snapshot(), form);
    expect(contentOf(book.reports[1]!, 'audit.voluntary/year').value).toBe(163);
    expect(book.ledger!.entry('audit.voluntary', 2014)!.year.content.formula).toContain("'2014年'");
  });

  it('makes a plain copy of a plain form: labels rolled, figures empty', () => {
    const values = {
      'head.year/value': 2014,
      'head.region/value': '即墨市',
      'audit.voluntary/year': 3,
      'audit.voluntary/cumulative': 9,
    };
    const sheet = makeSheet(values);
    const book = readBook([sheet], form);
    const plan = startYear(book, [sheet]) as EditPlan;
    const labels = plan.edits.filter(({ after }) =>
      /^2015年/.test(typeof after.value === 'string' ? after.value : ''),
    );
    expect(labels).toHaveLength(28);
    const after = (id: string, period: 'year' | 'cumulative'): unknown => {
      const at = book.reports[0]!.located.cells.get(keyOf(id, period))!;
      return plan.edits.find(({ row, column }) => row === at.row && column === at.column)?.after;
    };
    expect(after('audit.voluntary', 'year')).toEqual({ value: null, formula: null });
    expect(after('audit.voluntary', 'cumulative')).toEqual({ value: null, formula: null });
  });

  it('refuses where the year is there', () => {
    const sheets = [
      makeSheet({ 'head.year/value': 2014 }),
      { ...makeSheet({}), name: '2015年', cells: new Map() },
    ];
    expect(startYear(readBook(sheets, form), sheets)).toEqual({
      refused: 'yearExists',
      params: { sheet: '2015年' },
    });
    expect(startYear(readBook([], form), [])).toEqual({ refused: 'noReport' });
  });
});

describe('加一行', () => {
  const rows = (count: number): Map<CellKey, CellValue> =>
    valuesOf(
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          [`documents.${index + 1}.title/value`, `文件${index + 1}`],
          [`documents.${index + 1}.number/value`, `鲁经信〔2013〕${index + 1}号`],
          [`documents.${index + 1}.date/value`, 41400 + index],
        ]).flat() as [CellKey, CellValue][],
      ),
    );
  const full = (): Promise<XlsxHost> =>
    open({ from: 2014, to: 2014, listRows: 3, values: { years: new Map([[2014, rows(3)]]) } });

  it('gives the list a blank row at its end, and keeps the order', async () => {
    const host = await full();
    await carryOut(host, (book, sheets) => addListRow(book, sheets, '2014年', 2));
    const [report] = readBook(await host.snapshot(), form).reports;
    const titles = [1, 2, 3, 4, 5].map((row) => contentOf(report!, `documents.${row}.title/value`).value);
    expect(titles).toEqual(['文件1', '文件2', '文件3', null, null]);
    expect(report!.located.listRows).toBe(5);
  });

  it('makes of a list of three what the template with four is', async () => {
    const host = await full();
    await carryOut(host, (book, sheets) => addListRow(book, sheets, '2014年'));
    const values = { years: new Map([[2014, rows(3)]]) };
    const wanted = readWorkbook(await makeTemplate({ from: 2014, to: 2014, listRows: 4, values })).sheets[0]!;
    const [found] = readWorkbook(host.save()).sheets;
    expect(formulasOf(found!.snapshot)).toEqual(formulasOf(wanted.snapshot));
    const sorted = (sheet: SheetSnapshot): string[] =>
      sheet.merges.map((area) => JSON.stringify(area)).sort();
    expect(sorted(found!.snapshot)).toEqual(sorted(wanted.snapshot));
  });

  it('lets the new row be written: unlocked, with a date validation', async () => {
    const host = await full();
    await carryOut(host, (book, sheets) => addListRow(book, sheets, '2014年'));
    const [report] = readBook(await host.snapshot(), form).reports;
    const cells = ['title', 'number', 'date'].map((field) => ({
      sheet: '2014年',
      ...report!.located.cells.get(`documents.4.${field}/value`)!,
    }));
    expect(findLocked(host.save(), cells)).toEqual([]);
    expect(validatedIn(host.save())).toEqual(expect.arrayContaining(['K46']));
  });

  it('refuses where there is no list, and more rows than the form can have', async () => {
    const host = await full();
    const sheets = await host.snapshot();
    const book = readBook(sheets, form);
    expect(addListRow(book, sheets, '填报说明')).toEqual({ refused: 'noList' });
    expect(addListRow(book, sheets, '2014年', 500)).toEqual({ refused: 'longList', params: { most: 200 } });
  });
});

/** Cells with a date validation. */
function validatedIn(bytes: Uint8Array): string[] {
  const { part } = readWorkbook(bytes).sheets[0]!;
  const xml = strFromU8(unzipSync(bytes)[part]!);
  const ranges = /<dataValidation type="date" sqref="([^"]*)"/.exec(xml)![1]!.split(' ');
  return ranges.flatMap((range) => {
    const [first, last = first] = range.split(':');
    const from = parseAddress(first!)!;
    const to = parseAddress(last!)!;
    return Array.from({ length: to.row - from.row + 1 }, (_, row) => `K${from.row + row + 1}`);
  });
}
