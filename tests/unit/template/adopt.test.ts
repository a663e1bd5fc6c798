/** 装入公式与标记 on the copies that people hold. */
import { check, form, readBook } from '../../../src/core';
import { findingId, ownCell } from '../../../src/core/check/finding';
import { foldLabel } from '../../../src/core/locate/labels';
import {
  addressOf,
  type CellKey,
  cellAt,
  type CellValue,
  indexOf,
  isError,
  keyOf,
  positionOf,
  type SheetSnapshot,
} from '../../../src/core/model';
import { type EditPlan, inverse, isRefusal } from '../../../src/core/plan';
import { isEquipped } from '../../../src/core/equipped';
import { ledgerGaps, mendLedger } from '../../../src/core/fill/mend';
import { chainOf, contentOf, figureOf } from '../../../src/core/report';
import { createMemoryHost } from '../../../src/hosts/memory/host';
import { startYear } from '../../../src/core/fill/year';
import { deleteFrom, reshape } from '../../../src/core/structure';
import type { SheetDraft } from '../../../src/core/draft';
import { countedEdits } from '../../../src/strings/plans';
import { draftTemplate } from '../../../src/template/template';
import { adopt } from '../../../src/template/adopt';
import { isNative } from '../../../src/template/mirror';
import {
  type Damage,
  insert,
  moveTable,
  pasteFromWord,
  relabel,
  removeRows,
  rewrite,
  spread,
  unmerge,
} from '../../support/damage';
import { cleanValues, makeSheet } from '../../support/sheets';
import { calculate } from '../expression/engine';
import { fill } from '../expression/fillings';

type Values = Record<CellKey, CellValue>;
const all =
  (...damages: Damage[]): Damage =>
  (sheet) =>
    damages.reduce((damaged, damage) => damage(damaged), sheet);

const damages: Record<string, Damage> = {
  'as printed': (sheet) => sheet,
  'rows and columns inserted': all(
    insert('row', 0, 3),
    insert('column', 5),
    insert('row', 20),
    insert('column', 0, 2),
  ),
  'the table moved to another place': moveTable(17, 9),
  'no merged cells': unmerge,
  'every column three columns wide': spread(3),
  'the year labels not filled': rewrite((text) => text.replace(/^201[34]年/, '××年')),
  'a note beside the form': (sheet) => {
    const cells = new Map(sheet.cells);
    for (let row = 0; row < 60; row += 3) cells.set(indexOf(row, 14), { value: '附注', formula: null });
    return { ...sheet, cells };
  },
  'the ticked choice header': relabel('有□  无□', '有☑  无□'),
  'region and year in the title': (sheet) => {
    const cells = new Map(sheet.cells);
    for (const [index, { value }] of sheet.cells) {
      if (
        value === '山东省' ||
        value === '省（市、区）' ||
        (typeof value === 'number' && value < 2020 && value > 2010)
      )
        cells.delete(index);
      if (value === '年度工业清洁生产')
        cells.set(index, { value: `山东省${sheet.name}度工业清洁生产`, formula: null });
    }
    return { ...sheet, cells };
  },
};

async function adopted(sheets: readonly SheetSnapshot[]) {
  const host = createMemoryHost(sheets);
  const proposal = adopt(readBook(sheets, form), sheets);
  if (isRefusal(proposal)) throw new Error(proposal.refused);
  expect(await host.apply(proposal)).toEqual({ applied: true });
  return { host, plan: proposal, sheets: await host.snapshot() };
}

const options = { stage: 'draft', currentYear: 2026 } as const;

/** What the sheets show once another engine has calculated everything, and where it disagrees with us. */
function calculated(sheets: readonly SheetSnapshot[]): {
  readonly sheets: readonly SheetSnapshot[];
  readonly wrong: readonly unknown[];
} {
  const engine = calculate(sheets);
  const wrong: unknown[] = [];
  const shown = sheets.map((sheet, at) => {
    const cells = new Map(sheet.cells);
    for (const [index, { value, formula }] of sheet.cells) {
      if (formula === null) continue;
      const theirs = engine.read(at, index);
      if (!same(value, theirs))
        wrong.push([sheet.name, addressOf(positionOf(index)), formula, value, theirs]);
      cells.set(index, { value: theirs, formula });
    }
    return { ...sheet, cells };
  });
  return { sheets: shown, wrong };
}

const same = (ours: CellValue, theirs: CellValue): boolean => {
  if (isError(ours) && isError(theirs)) return ours.error === theirs.error;
  if (typeof ours === 'number' && typeof theirs === 'number')
    return Math.abs(ours - theirs) <= 1e-8 * Math.max(1, Math.abs(ours));
  return (ours ?? '') === theirs;
};

/** Cells whose verdict is not 0, and cells of which the core says so. */
function markedAndFound(sheets: readonly SheetSnapshot[]): { marked: string[]; found: string[] }[] {
  const arithmetic = new Set(form.rules.filter(isNative).map((rule) => rule.id));
  const book = readBook(sheets, form);
  const findings = check(book, options);
  return book.reports.map((report) => {
    const sheet = sheets.find(({ name }) => name === report.sheet)!;
    const marked = form.indicators.flatMap((one) =>
      (['year', 'cumulative', 'value'] as const).flatMap((period) => {
        const at = report.located.cells.get(keyOf(one.id, period));
        if (!at || one.kind === 'choice') return [];
        const verdict = cellAt(sheet, at.row, at.column + report.judgedAt!).value;
        return verdict === 0 ? [] : [`${addressOf(at)} ${Number(verdict)}`];
      }),
    );
    const gravest = new Map<string, number>();
    for (const finding of findings) {
      const own = ownCell(finding)!;
      const here =
        own.sheet === report.sheet ? own : finding.cells.find((cell) => cell.sheet === report.sheet);
      const native = arithmetic.has(finding.rule) && finding.severity !== 'info';
      if (finding.sheet !== report.sheet || !native || !here) continue;
      if (here.id === 'capacity.hasExpertPool' || here.id?.startsWith('documents.')) continue;
      const verdict = finding.severity === 'hard' ? 2 : 1;
      gravest.set(here.address, Math.max(gravest.get(here.address) ?? 0, verdict));
    }
    const found = [...gravest].map(([address, verdict]) => `${address} ${verdict}`);
    return { marked: marked.sort(), found: found.sort() };
  });
}

const typedIn = (year: number): Values => ({
  ...cleanValues(year, { base: year - 2010, factor: year === 2013 ? 2 : 1 }),
  'audit.voluntary/year': 71,
  'agreement.signed/cumulative': 9_999,
  'effect.lead/year': 2_000,
  'training.leaders/year': '约30',
});

describe.each(Object.entries(damages))('a copy of the form, %s', (_name, damage) => {
  const copies = (change: Partial<Values> = {}): SheetSnapshot[] =>
    [2013, 2014].map((year) => damage(makeSheet({ ...typedIn(year), ...change } as Values)));
  const blanks = {
    'audit.total/year': null,
    'audit.total/cumulative': null,
    'training.officials/cumulative': null,
    'effect.cod/cumulative': null,
  };

  it('keeps every value that a person entered', async () => {
    const before = copies(blanks);
    const after = await adopted(before);
    const labels = new Set(
      readBook(before, form).reports.flatMap(({ located }) =>
        located.yearLabels.map(({ at }) => indexOf(at.row, at.column)),
      ),
    );
    for (const sheet of before) {
      const now = after.sheets.find(({ name }) => name === sheet.name)!;
      for (const [index, content] of sheet.cells) {
        if (!labels.has(index)) expect([index, now.cells.get(index)]).toEqual([index, content]);
        else expect(foldLabel(now.cells.get(index)!.value as string)).toMatch(/^(201[34]|××)年$/);
      }
    }
  });

  it('has the same findings afterwards', async () => {
    const before = copies();
    const after = await adopted(before);
    const ids = (sheets: readonly SheetSnapshot[]): string[] =>
      check(readBook(sheets, form), options)
        .filter(({ rule }) => !/^TPL-02$|^TYP-07$/.test(rule))
        .map((finding) => `${findingId(finding)} ${String(finding.expected)} ${finding.severity}`);
    expect(ids(before).length).toBeGreaterThan(5);
    expect(ids(after.sheets)).toEqual(ids(before));
  });

  it('computes and marks in another engine what the core computes and finds', async () => {
    const after = calculated((await adopted(copies(blanks))).sheets);
    expect(after.wrong.slice(0, 3)).toEqual([]);
    const book = readBook(after.sheets, form);
    expect(book.reports.map((report) => isEquipped(report, book))).toEqual([true, true]);
    expect(figureOf(book.reports[1]!, 'audit.total/year')).toBe(71 + 70);
    for (const { marked, found } of markedAndFound(after.sheets)) {
      expect(found.length).toBeGreaterThan(1);
      expect(marked).toEqual(found);
    }
  });

  it('is as it was when the plan is taken back', async () => {
    const before = copies(blanks);
    const { host, plan } = await adopted(before);
    expect(await host.apply(inverse(plan))).toEqual({ applied: true });
    const back = await host.snapshot();
    expect(back.map(({ name }) => name)).toEqual(before.map(({ name }) => name));
    back.forEach((sheet, at) => expect(sheet.cells).toEqual(before[at]!.cells));
  });
});

it('marks in 8 random copies of three years exactly the cells that the core finds', async () => {
  for (let seed = 1; seed <= 8; seed++) {
    const from = 2011 + (seed % 2);
    const { years } = fill(seed * 15_485_863, from);
    const copies = [...years!].map(([year, cells]) =>
      makeSheet({ ...Object.fromEntries(cells), 'head.year/value': year } as Values, { name: `${year}年` }),
    );
    const damage = Object.values(damages)[seed % 6]!;
    const after = calculated((await adopted(copies.map(damage))).sheets);
    expect([seed, after.wrong.slice(0, 3)]).toEqual([seed, []]);
    for (const { marked, found } of markedAndFound(after.sheets))
      expect([seed, marked]).toEqual([seed, found]);
  }
});

const snapshotsOf = (drafts: readonly SheetDraft[]): SheetSnapshot[] =>
  drafts.map(({ name, cells, merges }) => ({
    name,
    visible: true,
    merges,
    cells: new Map(
      [...cells].flatMap(([at, { value, formula }]) =>
        value === null && formula === null ? [] : [[at, { value, formula }] as const],
      ),
    ),
  }));
const formulasIn = ({ cells }: SheetSnapshot): Map<number, string> =>
  new Map([...cells].flatMap(([at, { formula }]) => (formula === null ? [] : [[at, formula] as const])));
const refusal = (sheets: readonly SheetSnapshot[]): string => {
  const proposal = adopt(readBook(sheets, form), sheets);
  return isRefusal(proposal) ? proposal.refused : 'not refused';
};
const codes = ({ remarks = [] }: EditPlan): string[] => remarks.map(({ code }) => code);
const plain = (year: number, change: Partial<Values> = {}, name?: string): SheetSnapshot =>
  makeSheet(
    { ...cleanValues(year, { base: year - 2010 }), ...change } as Values,
    name === undefined ? {} : { name },
  );
const blankOf = (part: RegExp): Partial<Values> =>
  Object.fromEntries(Object.keys(cleanValues(2014)).flatMap((key) => (part.test(key) ? [[key, null]] : [])));

describe('a living workbook', () => {
  const living = (): SheetSnapshot[] =>
    snapshotsOf(draftTemplate({ from: 2013, to: 2014, region: '山东省', values: fill(77, 2013) }));

  it('needs nothing', () => {
    expect(refusal(living())).toBe('alreadyLiving');
  });

  it('gets back what was pasted over, and is as the template made it', async () => {
    const whole = living();
    const report = readBook(whole, form).reports[1]!;
    const row = report.located.cells.get('audit.total/year')!.row;
    const torn = whole.map((sheet) => {
      if (sheet.name !== '2014年') return sheet;
      const cells = new Map(sheet.cells);
      for (const index of sheet.cells.keys()) {
        const at = positionOf(index);
        if (at.row === row && at.column >= 14) cells.set(index, { value: 3, formula: null });
      }
      return { ...sheet, cells };
    });
    expect(check(readBook(torn, form), options).map(({ rule }) => rule)).toContain('TPL-08');
    const { plan, sheets } = await adopted(torn);
    expect(plan.steps?.map(({ kind }) => kind)).toEqual(['highlight']);
    expect(new Set(plan.edits.map((edit) => edit.row))).toEqual(new Set([row]));
    whole.forEach((sheet, at) => expect(formulasIn(sheets[at]!)).toEqual(formulasIn(sheet)));
    expect(check(readBook(sheets, form), options)).toEqual(check(readBook(whole, form), options));
  });

  it('takes a plain sheet of a later year into its ledger', async () => {
    const { sheets } = await adopted([...living(), plain(2016, blankOf(/cumulative/))]);
    const book = readBook(sheets, form);
    expect(book.ledger!.years).toEqual([2013, 2014, 2015, 2016]);
    expect(isEquipped(book.reports[2]!, book)).toBe(true);
    const { formula } = book.ledger!.entry('audit.voluntary', 2016)!.year.content;
    expect(formula).toContain("'2016年'!");
    expect(contentOf(book.reports[2]!, 'audit.voluntary/cumulative').formula).toContain('累计台账');
  });
});

describe('a year sheet that was copied by hand', () => {
  const living = (from = 2013): SheetSnapshot[] =>
    snapshotsOf(draftTemplate({ from, to: 2014, region: '山东省', values: fill(77, from) }));
  /** Excel's own copy of a sheet, into which the next year was typed. */
  const copied = (sheets: readonly SheetSnapshot[], from: string, year: number): SheetSnapshot => {
    const source = sheets.find(({ name }) => name === from)!;
    const { located } = readBook(sheets, form).reports.find(({ sheet }) => sheet === from)!;
    const { row, column } = located.cells.get('head.year/value')!;
    const cells = new Map(source.cells).set(indexOf(row, column), { value: year, formula: null });
    return { ...source, name: `${from} (2)`, cells };
  };
  const gapsOf = (sheets: readonly SheetSnapshot[]) => ledgerGaps(readBook(sheets, form));
  const renamed = (formulas: Map<number, string>): Map<number, string> =>
    new Map([...formulas].map(([at, formula]) => [at, formula.replaceAll("'2014年 (2)'!", "'2015年'!")]));

  it('is named, and tied into the ledger as 开始新年度 would have made it', async () => {
    const sheets = living();
    const held = [...sheets, copied(sheets, '2014年', 2015)];
    expect(gapsOf(held)).toEqual([{ year: 2015, kind: 'apart', count: 1 }]);
    const { plan, sheets: after } = await adopted(held);
    expect(plan.steps?.filter(({ kind }) => kind === 'highlight')).toEqual([]);
    expect(gapsOf(after)).toEqual([]);
    const host = createMemoryHost(sheets);
    expect(await host.apply(startYear(readBook(sheets, form), sheets) as EditPlan)).toEqual({
      applied: true,
    });
    const wanted = await host.snapshot();
    const sheet = (of: readonly SheetSnapshot[], name: string) => of.find((one) => one.name === name)!;
    // Figures that were typed over a formula stay.
    const own = formulasIn(held.at(-1)!);
    const made = [...formulasIn(sheet(wanted, '2015年'))].filter(([at]) => own.has(at));
    expect(formulasIn(sheet(after, '2014年 (2)'))).toEqual(new Map(made));
    expect(renamed(formulasIn(sheet(after, '累计台账')))).toEqual(formulasIn(sheet(wanted, '累计台账')));
    const typed = (one: SheetSnapshot) =>
      [...one.cells].filter(([, { formula, value }]) => formula === null && typeof value === 'number');
    expect(typed(sheet(after, '2014年 (2)'))).toEqual(typed(held.at(-1)!));
    expect(readBook(after, form).reports.map(({ year }) => year)).toEqual([2013, 2014, 2015]);
  });

  it('loses the printed line of the 定稿 that was not its own', async () => {
    const sheets = living();
    const copy = copied(sheets, '2014年', 2015);
    const line = indexOf(80, 0);
    const stamped = {
      ...copy,
      cells: new Map(copy.cells).set(line, {
        value: '已定稿 2015-01-05  王芳  数据指纹 7C3A',
        formula: null,
      }),
    };
    const { plan, sheets: after } = await adopted([...sheets, stamped]);
    expect(plan.edits.filter(({ why }) => why === 'stamp')).toHaveLength(1);
    expect(after.find(({ name }) => name === '2014年 (2)')!.cells.get(line)?.value ?? null).toBeNull();
    expect(countedEdits(plan, 'zh-CN').lines).toContain(
      '2014年 (2)：清除照抄来的“已定稿”字样（这个年度还没有定稿）',
    );
  });

  it('is tied in where the ledger knew its year from a sheet that is gone', async () => {
    const sheets = living();
    const held = [...deleteFrom(sheets, '2014年'), copied(sheets, '2013年', 2014)];
    expect(gapsOf(held).map(({ year, kind }) => [year, kind])).toEqual([
      [2014, 'apart'],
      [2014, 'unlinked'],
    ]);
    const { sheets: after } = await adopted(held);
    const mended = createMemoryHost(after);
    expect(await mended.apply(mendLedger(readBook(after, form), () => null) as EditPlan)).toEqual({
      applied: true,
    });
    const end = await mended.snapshot();
    expect(gapsOf(end)).toEqual([]);
    const formula = (id: string) =>
      contentOf(readBook(end, form).reports[1]!, keyOf(id, 'cumulative')).formula;
    const { at } = readBook(end, form).ledger!.entry('effect.cod', 2014)!.cumulative;
    expect(formula('effect.cod')).toContain(`!${addressOf(at)})`);
  });

  it('from another file is tied into the ledger of this one', async () => {
    const elsewhere = living(2013);
    const foreign = copied(elsewhere, '2014年', 2015);
    const cells = new Map(
      [...foreign.cells].map(([at, cell]) => [
        at,
        { ...cell, formula: cell.formula?.replaceAll("'累计台账'!", "'[乙.xlsx]累计台账'!") ?? null },
      ]),
    );
    const { sheets: after } = await adopted([...living(), { ...foreign, cells }]);
    const copy = after.find(({ name }) => name === '2014年 (2)')!;
    expect([...formulasIn(copy).values()].filter((formula) => formula.includes('[乙'))).toEqual([]);
    expect(gapsOf(after)).toEqual([]);
  });
});

describe('the chain of an adopted copy', () => {
  it('starts from the 累计 that stands in the earliest sheet, and goes on to the next year', async () => {
    const { sheets, plan } = await adopted([plain(2013), plain(2014, blankOf(/cumulative/))]);
    expect(codes(plan)).toContain('starts');
    const shown = calculated(sheets);
    const book = readBook(shown.sheets, form);
    expect(book.ledger!.base('audit.voluntary')!.content.value).toBeNull();
    const before = figureOf(book.reports[0]!, 'audit.voluntary/cumulative')!;
    expect(figureOf(book.reports[1]!, 'audit.voluntary/cumulative')).toBe(before + 70);
    expect(chainOf(book, 'audit.voluntary', 2014)).toBe(before + 70);
    const next = startYear(book, shown.sheets);
    expect(isRefusal(next)).toBe(false);
    const rolled = reshape(shown.sheets, (next as EditPlan).steps ?? []);
    expect(rolled.map(({ name }) => name)).toContain('2015年');
  });

  it('never points in a circle: the figure that it starts from stays a figure', async () => {
    const { sheets } = await adopted([plain(2013), plain(2014)]);
    const typedOver = check(readBook(sheets, form), options).filter(({ rule }) => rule === 'TYP-07');
    const where = new Set(typedOver.map(({ sheet, cells }) => `${sheet} ${String(cells[0]!.period)}`));
    expect(where).toEqual(new Set(['2013年 year', '2014年 year', '2013年 cumulative', '2014年 cumulative']));
    const sums = typedOver.filter(({ sheet }) => sheet === '2013年').map(({ cells }) => cells[0]!.id);
    expect(new Set(sums)).toEqual(new Set(['audit.total', 'acceptance.total']));
  });

  it('stays empty until the base is entered, and says so', async () => {
    const { sheets, plan } = await adopted([plain(2014, blankOf(/cumulative/))]);
    expect(plan.remarks).toContainEqual({
      code: 'openBase',
      params: { heading: '2013年底累计', count: 60 },
    });
    const shown = calculated(sheets).sheets;
    expect(contentOf(readBook(shown, form).reports[0]!, 'effect.cod/cumulative').value).toBe('');
    const book = readBook(shown, form);
    const { at } = book.ledger!.base('effect.cod')!;
    const entered = shown.map((sheet) =>
      sheet.name === '累计台账'
        ? {
            ...sheet,
            cells: new Map(sheet.cells).set(indexOf(at.row, at.column), { value: 9, formula: null }),
          }
        : sheet,
    );
    expect(figureOf(readBook(calculated(entered).sheets, form).reports[0]!, 'effect.cod/cumulative')).toBe(
      14,
    );
  });

  it('counts from 2011 without a base', async () => {
    const { sheets, plan } = await adopted([plain(2011, blankOf(/cumulative/))]);
    expect(codes(plan)).toEqual(expect.not.arrayContaining(['openBase', 'starts']));
    const book = readBook(calculated(sheets).sheets, form);
    expect(figureOf(book.reports[0]!, 'effect.cod/cumulative')).toBe(5);
  });

  it('leaves years without a sheet to be entered in the ledger', async () => {
    const { sheets } = await adopted([plain(2012), plain(2014)]);
    const book = readBook(sheets, form);
    expect(book.ledger!.entry('effect.cod', 2013)!.year.content).toEqual({ value: null, formula: null });
    expect(chainOf(book, 'effect.cod', 2014)).toBe(figureOf(book.reports[1]!, 'effect.cod/cumulative'));
  });
});

describe('what is left alone, and named', () => {
  it('a sheet pasted from Word is adopted as well', async () => {
    const { sheets } = await adopted([pasteFromWord(cleanValues(2014, { base: 1 }), 1)]);
    const book = readBook(calculated(sheets).sheets, form);
    expect(isEquipped(book.reports[0]!, book)).toBe(true);
  });

  it.each([
    ['a heading deleted', relabel('强制性（个）', '')],
    ['a section deleted with its rows', removeRows(10, 12)],
    ['累计 deleted', relabel('累计', '', 4)],
  ])('%s: the rest is adopted, and the engine agrees', async (_name, damage) => {
    const { sheets } = await adopted([damage(makeSheet(typedIn(2014)))]);
    const shown = calculated(sheets);
    expect(shown.wrong.slice(0, 3)).toEqual([]);
    for (const { marked, found } of markedAndFound(shown.sheets)) expect(marked).toEqual(found);
  });

  it('labels that name another year than the head', async () => {
    const sheet = rewrite((text) => text.replace(/^2014年/, '2013年'))(plain(2014));
    const { plan, sheets } = await adopted([sheet]);
    expect(plan.remarks).toContainEqual({ code: 'labelsKept', params: { sheet: '2014年', count: 28 } });
    const rules = check(readBook(sheets, form), options).map(({ rule }) => rule);
    expect(rules).toContain('TPL-02');
  });

  it('a sheet without a year, and a second one of the same year', async () => {
    const none = plain(2014, { 'head.year/value': null }, 'Sheet3');
    const { plan } = await adopted([plain(2014), plain(2014, {}, '副本'), none]);
    expect(codes(plan)).toEqual(expect.arrayContaining(['sameYear', 'noYear']));
    expect(new Set(plan.edits.map(({ sheet }) => sheet))).toEqual(new Set(['2014年']));
    expect(refusal([none])).toBe('noReport');
  });

  it('a formula of the person in a 累计', async () => {
    const sheet = plain(2014);
    const at = readBook([sheet], form).reports[0]!.located.cells.get('effect.cod/cumulative')!;
    const own = { value: 20, formula: '=E27+15' };
    const cells = new Map(sheet.cells).set(indexOf(at.row, at.column), own);
    const { sheets } = await adopted([{ ...sheet, cells }]);
    expect(cellAt(sheets[0]!, at.row, at.column)).toEqual(own);
  });
});

describe('refuses, and says why', () => {
  const other = (name: string): SheetSnapshot => ({ name, visible: true, merges: [], cells: new Map() });
  it('where another sheet has the name of the ledger', () => {
    expect(refusal([plain(2014), other('累计台账')])).toBe('ledgerTaken');
  });
  it('where something stands at the end of the sheet', () => {
    const sheet = plain(2014);
    const cells = new Map(sheet.cells).set(indexOf(3, 16_000), { value: 'x', formula: null });
    expect(refusal([{ ...sheet, cells }])).toBe('farContent');
  });
  it('where the years are too far apart', () => {
    expect(refusal([plain(2014), plain(2114)])).toBe('farYears');
  });
  it('where there is no form', () => {
    expect(refusal([other('Sheet1')])).toBe('noForm');
  });
});

it('leaves a sheet 审核说明 of the person as it is', async () => {
  const own: SheetSnapshot = {
    name: '审核说明',
    visible: true,
    merges: [],
    cells: new Map([[0, { value: '我的说明', formula: null }]]),
  };
  const { sheets } = await adopted([plain(2014), own]);
  expect(sheets.find(({ name }) => name === '审核说明')).toEqual(own);
});
