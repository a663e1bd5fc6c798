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
import { chainOf, contentOf, figureOf, isEquipped } from '../../../src/core/report';
import { createMemoryHost } from '../../../src/hosts/memory/host';
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
import { Engine } from '../expression/engine';
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
  const engine = new Engine(sheets);
  engine.load(sheets);
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
        return verdict === 0 ? [] : [`${addressOf(at)} ${String(verdict)}`];
      }),
    );
    const gravest = new Map<string, number>();
    for (const finding of findings) {
      const own = ownCell(finding)!;
      const here =
        own.sheet === report.sheet ? own : finding.cells.find((cell) => cell.sheet === report.sheet);
      const native = arithmetic.has(finding.rule) && finding.severity !== 'info';
      if (finding.sheet !== report.sheet || !native || !here || here.id === 'capacity.hasExpertPool')
        continue;
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
        else expect(foldLabel(String(now.cells.get(index)!.value))).toMatch(/^(201[34]|××)年$/);
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
}, 120_000);
