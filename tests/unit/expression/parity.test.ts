import { form } from '../../../src/core/form/report';
import {
  addressOf,
  type CellValue,
  indexOf,
  isError,
  keyOf,
  positionOf,
  type SheetSnapshot,
} from '../../../src/core/model';

import { check } from '../../../src/core/check/check';
import { isExplained, ownCell } from '../../../src/core/check/finding';
import { readBook } from '../../../src/core/report';
import type { SheetDraft } from '../../../src/core/draft';
import { isNative } from '../../../src/template/mirror';
import { OFFSET } from '../../../src/template/places';
import { draftTemplate } from '../../../src/template/template';
import { calculate } from './engine';
import { explainSome, fill, SPAN } from './fillings';

/** Each of three year sheets: a thousand sheets. */
const FILLINGS = 336;
const SHARE = FILLINGS / 2;

const same = (ours: CellValue, theirs: CellValue): boolean => {
  if (isError(ours) && isError(theirs)) return ours.error === theirs.error;
  if (typeof ours === 'number' && typeof theirs === 'number') {
    return Math.abs(ours - theirs) <= 1e-8 * Math.max(1, Math.abs(ours));
  }
  return (ours ?? '') === theirs;
};

describe.each([
  ['a chain that begins in 2011', 2011, 1],
  ['a chain that goes on from a base', 2012, 1 + SHARE],
])('%s', (_, from, firstSeed) => {
  /** Verdicts of each cell of the mirror. */
  const seen = new Map<number, Set<CellValue>>();
  /** Cells with a soft rule that a reason has answered at least once. */
  const explained = new Set<number>();

  it(`comes out of another engine as we compute it, in ${SHARE} random fillings`, () => {
    const wrong: unknown[] = [];
    for (let seed = firstSeed; seed < firstSeed + SHARE; seed++) {
      const drafts = draftTemplate({
        from,
        to: from + SPAN - 1,
        listRows: 3,
        values: explainSome(seed * 104651, fill(seed * 7919, from), from, 3),
      });
      const engine = calculate(drafts);
      drafts.forEach((sheet, index) => {
        for (const [at, { value, formula }] of sheet.cells) {
          if (formula === null) continue;
          const position = positionOf(at);
          const theirs = engine.read(index, at);
          if (index < SPAN && position.column >= OFFSET.mirror && position.column < OFFSET.prior) {
            seen.set(at, (seen.get(at) ?? new Set()).add(value));
          }
          if (index < SPAN && position.column >= OFFSET.explained && value !== '') explained.add(at);
          if (!same(value, theirs))
            wrong.push([seed, sheet.name, addressOf(position), formula, value, theirs]);
        }
      });
      if (wrong.length > 0) break;
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  it('has met good and bad in every cell that is judged', () => {
    const never = [...seen].filter(([, verdicts]) => !verdicts.has(0) || verdicts.size < 2);
    expect(never.map(([at]) => addressOf(positionOf(at)))).toEqual([]);
    expect(seen.size).toBe(127 + 1 + 2 + 9);
    expect([...seen.values()].filter((verdicts) => verdicts.has(1)).length).toBeGreaterThan(50);
    expect(explained.size).toBeGreaterThan(50);
  });
});

const snapshotOf = ({ name, cells, merges }: SheetDraft): SheetSnapshot => ({
  name,
  visible: true,
  cells: new Map(
    [...cells].flatMap(([at, { value, formula }]) =>
      value === null && formula === null ? [] : [[at, { value, formula }] as const],
    ),
  ),
  merges,
});

it('marks in 40 random workbooks exactly the cells that the core finds', () => {
  const arithmetic = new Set(form.rules.filter(isNative).map((rule) => rule.id));
  for (let seed = 1; seed <= 40; seed++) {
    const from = 2011 + (seed % 2);
    const values = fill(seed * 104729, from);
    for (const [year, cells] of values.years!) (cells as Map<string, CellValue>).set('head.year/value', year);
    const given = explainSome(seed * 15485863, values, from, 8);
    const sheets = draftTemplate({ from, to: from + SPAN - 1, listRows: 8, values: given }).map(snapshotOf);
    const book = readBook(sheets, form);
    const findings = check(book, { stage: 'draft', currentYear: 2020 });
    for (const report of book.reports) {
      const judged = form.indicators.flatMap((one) =>
        one.kind === 'choice'
          ? []
          : (['year', 'cumulative', 'value'] as const).flatMap(
              (period) => report.located.cells.get(keyOf(one.id, period)) ?? [],
            ),
      );
      const snapshot = sheets.find((sheet) => sheet.name === report.sheet)!;
      const marked = judged.flatMap((at) => {
        const verdict = snapshot.cells.get(indexOf(at.row, at.column + OFFSET.mirror))?.value;
        return verdict === 0 ? [] : [`${addressOf(at)} ${Number(verdict)}`];
      });
      const gravest = new Map<string, number>();
      for (const finding of findings) {
        const { rule, sheet, severity, cells } = finding;
        if (
          sheet !== report.sheet ||
          severity === 'info' ||
          isExplained(finding) ||
          !arithmetic.has(rule) ||
          cells[0]!.id?.startsWith('documents.') ||
          cells[0]!.id === 'capacity.hasExpertPool'
        )
          continue;
        // The workbook marks the rule's own cell, whichever the core would look at first.
        const here = [ownCell(finding)!, ...cells].find((cell) => cell.sheet === sheet)!;
        const address = addressOf(here);
        gravest.set(address, Math.max(gravest.get(address) ?? 0, severity === 'hard' ? 2 : 1));
      }
      const found = [...gravest].map(([address, verdict]) => `${address} ${verdict}`);
      expect([seed, report.sheet, marked.sort()]).toEqual([seed, report.sheet, found.sort()]);
    }
  }
});
