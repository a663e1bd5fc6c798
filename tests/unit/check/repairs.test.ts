import fc from 'fast-check';
import {
  check,
  form,
  type CellKey,
  type CellValue,
  type Finding,
  indexOf,
  readBook,
  type SheetSnapshot,
} from '../../../src/core';
import { keystrokeBetween } from '../../../src/core/check/keystroke';
import { guessOf } from '../../../src/strings/messages';
import { cleanValues, makeSheet } from '../../support/sheets';

type Values = Record<CellKey, CellValue>;

/** Figures large enough that a slip shows; the chain holds, and last year's are a little smaller. */
const LAST: Values = {
  ...cleanValues(2013, { base: 2 }),
  'training.officials/year': 1180,
  'training.officials/cumulative': 3420,
  'coverage.textile/year': 88,
  'coverage.textile/cumulative': 240,
  'retrofit.implemented/year': 402,
  'retrofit.implemented/cumulative': 1190,
  'retrofit.proposed/year': 520,
  'retrofit.proposed/cumulative': 1560,
  'retrofit.investment/year': 3100,
  'retrofit.investment/cumulative': 9050,
  'retrofit.funding.central/year': 620,
  'retrofit.funding.central/cumulative': 1900,
  'retrofit.funding.local/year': 730,
  'retrofit.funding.local/cumulative': 2150,
  'effect.mercury/year': 0.135,
  'effect.mercury/cumulative': 0.39,
  'effect.water/year': 812.5,
  'effect.water/cumulative': 2400,
};
const NOW: Values = {
  ...cleanValues(2014, { base: 3, factor: 2 }),
  'training.officials/year': 1256,
  'training.officials/cumulative': 4676,
  'coverage.textile/year': 91,
  'coverage.textile/cumulative': 331,
  'retrofit.implemented/year': 431,
  'retrofit.implemented/cumulative': 1621,
  'retrofit.proposed/year': 548,
  'retrofit.proposed/cumulative': 2108,
  'retrofit.investment/year': 3200,
  'retrofit.investment/cumulative': 12250,
  'retrofit.funding.central/year': 700,
  'retrofit.funding.central/cumulative': 2600,
  'retrofit.funding.local/year': 785,
  'retrofit.funding.local/cumulative': 2935,
  'effect.mercury/year': 0.128,
  'effect.mercury/cumulative': 0.518,
  'effect.water/year': 846.3,
  'effect.water/cumulative': 3246.3,
};

function sheets(change: Values, before: Values = {}): SheetSnapshot[] {
  return [makeSheet({ ...LAST, ...before }), makeSheet({ ...NOW, ...change })];
}
function findIn(of: readonly SheetSnapshot[]): Finding[] {
  return check(readBook(of, form), { stage: 'draft', currentYear: 2026 }).filter(({ year }) => year === 2014);
}
const find = (change: Values, before?: Values): Finding[] => findIn(sheets(change, before));

/** What the findings say may have happened, each once. */
const guesses = (findings: readonly Finding[]): string[] => [
  ...new Set(findings.flatMap((finding) => guessOf(finding, 'zh-CN')?.replaceAll('\u00a0', ' ') ?? [])),
];

test('the workbook that the slips are made in raises nothing', () => {
  expect(find({}).filter(({ severity }) => severity !== 'info')).toEqual([]);
});

interface Slip {
  readonly what: string;
  readonly change: Values;
  readonly before?: Values;
  readonly says: string;
}
const slips: Slip[] = [
  {
    what: 'this year and cumulative in each other’s cells',
    change: { 'coverage.textile/year': 331, 'coverage.textile/cumulative': 91 },
    says: '可能是本年与累计填反了：331 → 91、91 → 331',
  },
  {
    what: 'the cumulative filled in as this year’s figure too',
    change: { 'training.officials/year': 4676 },
    says: '可能是把累计填到了本年：4 676 → 1 256',
  },
  {
    what: 'last year’s cumulative filled in as this year’s figure',
    change: { 'training.officials/year': 3420 },
    says: '可能是把累计填到了本年：3 420 → 1 256',
  },
  {
    what: '元 for 万元 in one figure',
    change: { 'retrofit.investment/year': 32000000 },
    says: '可能是把元当作万元填了：32 000 000 → 3 200',
  },
  {
    what: '元 for 万元 in a cumulative',
    change: { 'retrofit.investment/cumulative': 122500000 },
    says: '可能是把元当作万元填了：122 500 000 → 12 250',
  },
  {
    what: '吨 for 万吨',
    change: { 'effect.water/year': 8463000 },
    says: '可能是把吨当作万吨填了：8 463 000 → 846.3',
  },
  {
    what: '千克 for 吨',
    change: { 'effect.mercury/year': 128 },
    says: '可能是把千克当作吨填了：128 → 0.128',
  },
  {
    what: 'two digits transposed',
    change: { 'training.officials/cumulative': 4766 },
    says: '可能是相邻两位数字颠倒了：4 766 → 4 676',
  },
  {
    what: 'a digit left out',
    change: { 'training.officials/cumulative': 476 },
    says: '可能是漏打了一位数字：476 → 4 676',
  },
  {
    what: 'a digit doubled',
    change: { 'training.officials/cumulative': 46676 },
    says: '可能是多打了一位数字：46 676 → 4 676',
  },
  {
    what: 'a decimal point left out',
    change: { 'effect.water/cumulative': 32463 },
    says: '可能是小数点打错了：32 463 → 3 246.3',
  },
  {
    what: 'a digit mistyped for another',
    change: { 'retrofit.funding.central/cumulative': 2900 },
    // 700 → 1000 would take more than a keystroke
    says: '可能是打错了一位数字：2 900 → 2 600',
  },
  {
    what: 'a minus sign too many',
    change: { 'retrofit.investment/year': -3200 },
    says: '可能是正负号打错了：-3 200 → 3 200',
  },
];

test.each(slips)('$what: $says', ({ change, before, says }) => {
  expect(guesses(find(change, before))).toEqual([says]);
});

test.each(slips)('$what: the repair leaves nothing hard or soft behind', ({ change, before }) => {
  const findings = find(change, before);
  const { fix } = findings.find((finding) => finding.fix?.guess)!;
  const mended = sheets(change, before).map((sheet) => {
    const cells = new Map(sheet.cells);
    for (const edit of fix!.edits) {
      if (edit.sheet === sheet.name) cells.set(indexOf(edit.row, edit.column), edit.after);
    }
    return { ...sheet, cells };
  });
  expect(findIn(mended).filter(({ severity }) => severity !== 'info')).toEqual([]);
});

const refused: Omit<Slip, 'says'>[] = [
  {
    what: 'a swapped pair that does not continue the chain',
    change: { 'coverage.textile/year': 332, 'coverage.textile/cumulative': 91 },
  },
  {
    what: 'a cumulative as this year’s figure, with a cumulative that falls short',
    change: { 'training.officials/year': 3420, 'training.officials/cumulative': 3000 },
  },
  {
    what: '元 for 万元 without an earlier year to compare it with',
    change: { 'retrofit.investment/year': 32000000, 'retrofit.investment/cumulative': 40000 },
    before: { 'retrofit.investment/year': null, 'retrofit.investment/cumulative': null },
  },
  {
    what: 'a sum that one keystroke in either of two cells explains',
    change: { 'training.officials/cumulative': 4776 },
  },
  {
    what: 'two keystrokes',
    change: { 'training.officials/cumulative': 5777 },
  },
  {
    what: 'an excess that no slip explains',
    change: { 'retrofit.investment/year': 39999 },
  },
];

test.each(refused)('$what: nothing is offered', ({ change, before }) => {
  const findings = find(change, before);
  expect(findings).not.toEqual([]);
  expect(guesses(findings)).toEqual([]);
});

test('a formula is never repaired by a guess', () => {
  const made = sheets({ 'training.officials/cumulative': 4766 });
  const at = readBook(made, form).reports[1]!.located.cells.get('training.officials/cumulative')!;
  const cells = new Map(made[1]!.cells);
  cells.set(indexOf(at.row, at.column), { value: 4766, formula: '=4000+766' });
  const findings = findIn([made[0]!, { ...made[1]!, cells }]);
  expect(findings.map(({ rule }) => rule)).toContain('CUM-04');
  expect(guesses(findings)).toEqual([]);
});

test('whatever digits of a chain are transposed, the original comes back or nothing is offered', () => {
  const chain = fc
    .record({
      prior: fc.integer({ min: 100, max: 90_000 }),
      y: fc.integer({ min: 10, max: 30_000 }),
      which: fc.constantFrom('year' as const, 'cumulative' as const),
      at: fc.nat(),
    })
    .map(({ prior, y, which, at }) => {
      const right = { year: y, cumulative: prior + y };
      const digits = [...String(right[which])];
      const place = at % (digits.length - 1);
      [digits[place], digits[place + 1]] = [digits[place + 1]!, digits[place]!];
      return { prior, right, which, typed: Number(digits.join('')) };
    })
    .filter(({ right, which, typed }) => typed !== right[which]);
  fc.assert(
    fc.property(chain, ({ prior, right, which, typed }) => {
      const id = 'training.officials';
      const findings = find(
        {
          [`${id}/year`]: right.year,
          [`${id}/cumulative`]: right.cumulative,
          [`${id}/${which}`]: typed,
        },
        { [`${id}/cumulative`]: prior, [`${id}/year`]: Math.min(prior, right.year) },
      );
      const chained = findings.filter(({ rule }) => rule === 'CUM-04');
      expect(chained).toHaveLength(1);
      const { fix } = chained[0]!;
      if (!fix?.guess) return;
      expect(fix.edits).toMatchObject([{ before: { value: typed }, after: { value: right[which] } }]);
    }),
    {
      numRuns: 150,
      examples: [[{ prior: 101, right: { year: 2069, cumulative: 2170 }, which: 'year', typed: 2609 }]],
    },
  );
});

test.each([
  [178, 187, 'transposed'],
  [12.34, 12.43, 'transposed'],
  [12.34, 13.24, 'transposed'],
  [187, 17, 'extra'],
  [17, 187, 'missed'],
  [1887, 187, 'extra'],
  [187, 167, 'replaced'],
  [125, 12.5, 'point'],
  [12.5, 125, 'point'],
  [-40, 40, 'sign'],
  [5, 8, null],
  [187, 871, null],
  [187, 169, null],
  [187, 187, null],
  [1.25, 12.5, null],
  [-187, 178, null],
] as const)('%p for %p is %p', (typed, meant, kind) => {
  expect(keystrokeBetween(typed, meant)).toBe(kind);
});
