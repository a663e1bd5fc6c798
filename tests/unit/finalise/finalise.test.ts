import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import {
  addressOf,
  type CellKey,
  cellAt,
  type CellValue,
  form,
  inverse,
  isRefusal,
  keyOf,
  parseAddress,
  type Proposal,
  readBook,
  type Scalar,
  type SheetSnapshot,
} from '../../../src/core';
import { finalise } from '../../../src/core/finalise/finalise';
import { finalisedOf, fingerprintOf, shortFingerprint } from '../../../src/core/finalise/receipt';
import { sha256 } from '../../../src/core/finalise/sha256';
import { createMemoryHost } from '../../../src/hosts/memory/host';
import { createXlsxHost } from '../../../src/hosts/xlsx/host';
import { checkBook, resultOf } from '../../../src/app/result';
import { checkSchema } from '../../../src/app/contract';
import { draftReceipt } from '../../../src/template/receipt';
import { makeTemplate } from '../../../src/template/template';
import { cleanValues, makeSheet } from '../../support/sheets';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const SHEET = '2014年';
const clean = (change: Partial<Record<CellKey, CellValue>> = {}): SheetSnapshot =>
  makeSheet({ ...cleanValues(2014, { base: 3 }), ...change } as Record<CellKey, CellValue>);

const options = { currentYear: 2026 };
const plan = (sheets: readonly SheetSnapshot[], author = '王芳'): Proposal =>
  finalise(readBook(sheets, form), sheets, {
    sheet: SHEET,
    date: '2015-01-05',
    author,
    check: options,
    draft: (receipt) => draftReceipt(receipt, form),
  });

async function finalised(sheets = [clean()]) {
  const host = createMemoryHost(sheets);
  const proposal = plan(sheets);
  if (isRefusal(proposal)) throw new Error(`${proposal.refused} ${JSON.stringify(proposal.params)}`);
  expect(await host.apply(proposal)).toEqual({ applied: true });
  const state = async () => {
    const book = readBook(await host.snapshot(), form);
    return finalisedOf(book.reports.at(-1)!, book);
  };
  const at = async (key: CellKey) =>
    addressOf(
      readBook(await host.snapshot(), form)
        .reports.at(-1)!
        .located.cells.get(key)!,
    );
  return { host, state, at, proposal };
}

describe('the hash', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('of %p is that of the standard', (text, hash) => expect(sha256(text)).toBe(hash));

  it('is SHA-256 of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(sha256(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
      }),
    );
  });
});

describe('the receipt', () => {
  it('is written in one step with the printed line, and taken back in one', async () => {
    const { host, state, proposal } = await finalised();
    const found = await state();
    expect(found).toMatchObject({
      changes: [],
      receipt: {
        year: 2014,
        serial: 1,
        date: '2015-01-05',
        author: '王芳',
        intact: true,
        sheet: '定稿回执2014',
      },
    });
    const [sheet] = await host.snapshot([SHEET]);
    const line = [...sheet!.cells.values()].find(({ value }) => textOf(value).startsWith('已定稿'));
    expect(line!.value).toBe(
      `已定稿 2015-01-05  王芳  数据指纹 ${shortFingerprint(found!.receipt.fingerprint)}`,
    );
    if (isRefusal(proposal)) throw new Error();
    expect(inverse(proposal).closing).toHaveLength(2);
    host.undo();
    expect(await state()).toBeNull();
    expect((await host.snapshot()).map(({ name }) => name)).toEqual([SHEET]);
  });

  it('names every cell that is changed afterwards, with what it was and is', async () => {
    const { host, state, at } = await finalised();
    host.type(SHEET, await at('audit.total/year'), 141);
    host.type(SHEET, await at('documents.1.title/value'), '关于推行清洁生产的通知');
    host.type(SHEET, await at('head.contact/value'), null);
    const changes = (await state())!.changes;
    expect(changes.map(({ key, was, now }) => [key, was, now])).toEqual([
      ['head.contact/value', '0531-86062000', null],
      ['audit.total/year', 140, 141],
      ['documents.1.title/value', null, '关于推行清洁生产的通知'],
    ]);
    host.type(SHEET, await at('audit.total/year'), 140);
    expect((await state())!.changes).toHaveLength(2);
  });

  it('notices a change of any figure', async () => {
    const { host, state, at } = await finalised();
    const keys = form.indicators.flatMap(({ id, periods, kind }) =>
      kind === 'choice'
        ? []
        : periods === 'pair'
          ? [keyOf(id, 'year'), keyOf(id, 'cumulative')]
          : [keyOf(id, 'value')],
    );
    for (const key of keys) {
      const address = await at(key);
      const { row, column } = parseAddress(address)!;
      const [sheet] = await host.snapshot([SHEET]);
      const { value } = cellAt(sheet!, row, column);
      host.type(SHEET, address, Number(value) + 0.01);
      expect((await state())!.changes.map((change) => change.key)).toEqual([key]);
      host.type(SHEET, address, value as Scalar);
    }
    expect((await state())!.changes).toEqual([]);
  });

  it('does not mind rows that come in and tables that move', async () => {
    const { host, state } = await finalised();
    host.insertRow(SHEET, 3);
    host.insertRow(SHEET, 9);
    expect((await state())!.changes).toEqual([]);
  });

  it('says so where it was itself changed', async () => {
    const { host, state } = await finalised();
    const [receipt] = await host.snapshot(['定稿回执2014']);
    const cells = new Map(receipt!.cells);
    const [at] = [...cells].find(([, { value }]) => value === 'audit.total/year')!;
    cells.set(at + 1, { value: 999, formula: null });
    const sheets = [...(await host.snapshot([SHEET])), { ...receipt!, cells }];
    const book = readBook(sheets, form);
    expect(finalisedOf(book.reports[0]!, book)).toMatchObject({
      receipt: { intact: false },
      changes: [{ key: 'audit.total/year', was: 999, now: 140 }],
    });
    expect((await state())!.receipt.intact).toBe(true);
  });

  it('of a second time stands beside the first and counts', async () => {
    const { host, state, at } = await finalised();
    host.type(SHEET, await at('head.preparer/value'), '李四');
    const again = plan(await host.snapshot());
    if (isRefusal(again)) throw new Error(again.refused);
    await host.apply(again);
    expect(await state()).toMatchObject({ changes: [], receipt: { serial: 2, sheet: '定稿回执2014（2）' } });
    const [sheet] = await host.snapshot([SHEET]);
    const lines = [...sheet!.cells.values()].filter(({ value }) => textOf(value).startsWith('已定稿'));
    expect(lines.map(({ value }) => textOf(value).slice(0, 8))).toEqual(['已定稿（第2次）']);
  });

  it('goes into the official workbook as a file, and what is printed grows by its line', async () => {
    const values = {
      years: new Map([
        [2014, new Map(Object.entries(cleanValues(2014, { base: 3 })) as [CellKey, CellValue][])],
      ]),
    };
    const host = createXlsxHost(
      await makeTemplate({ from: 2014, to: 2014, region: '山东省', values }),
      'a.xlsx',
    );
    const proposal = plan(await host.snapshot());
    if (isRefusal(proposal)) throw new Error(`${proposal.refused} ${JSON.stringify(proposal.params)}`);
    expect(await host.apply(proposal)).toEqual({ applied: true });
    const book = readBook(await host.snapshot(), form);
    expect(finalisedOf(book.reports[0]!, book)).toMatchObject({ changes: [], receipt: { intact: true } });
    const [print] = proposal.steps!.filter(({ kind }) => kind === 'printArea');
    expect(print).toMatchObject({ sheet: SHEET, to: { left: 0, right: 11 } });
    const names = strFromU8(unzipSync(host.save())['xl/workbook.xml']!);
    const bottom = print?.kind === 'printArea' ? print.to.bottom + 1 : 0;
    expect(names).toContain(`'2014年'!$A$1:$L$${bottom}</definedName>`);
    const [checked] = checkBook('a.xlsx', book, { stage: 'final', ...options });
    const result = resultOf(checked!, 'zh-CN');
    checkSchema.parse({ version: 1, reports: [result], failures: [] });
    expect(result.finalised).toMatchObject({ author: '王芳', receipt: '定稿回执2014', changes: [] });
  });
});

describe('is refused', () => {
  it.each<[string, Partial<Record<CellKey, CellValue>>, Record<string, number>]>([
    [
      'with blanks',
      { 'effect.cod/year': null, 'effect.cod/cumulative': null },
      { blank: 2, head: 0, hard: 0, soft: 0 },
    ],
    ['without a head', { 'head.preparer/value': null }, { blank: 0, head: 1, hard: 0, soft: 0 }],
    ['with a hard finding', { 'capacity.experts/value': 0 }, { blank: 0, head: 0, hard: 1, soft: 0 }],
    [
      'with a soft finding that nobody explained',
      { 'text.problems/value': null },
      { blank: 0, head: 0, hard: 0, soft: 1 },
    ],
  ])('%s, and says how many', (_, change, params) => {
    expect(plan([clean(change)])).toEqual({ refused: 'notReady', params });
  });

  it('where nobody is named', () => {
    expect(plan([clean()], ' ')).toEqual({ refused: 'noAuthor' });
  });
});

it('the same figures give the same fingerprint, others another', () => {
  const figures = fc.dictionary(
    fc.constantFrom('a/year', 'b/year', 'c/value'),
    fc.oneof(fc.integer(), fc.string()),
  );
  fc.assert(
    fc.property(figures, figures, (a, b) => {
      const of = (one: Record<string, CellValue>): string =>
        fingerprintOf('f', '1', new Map(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1))) as never);
      const text = (one: Record<string, CellValue>): string =>
        JSON.stringify(
          Object.entries(one)
            .map(([key, value]) => [key, typeof value === 'object' ? '' : String(value)])
            .sort(),
        );
      expect(of(a) === of(b)).toBe(text(a) === text(b));
    }),
  );
});
