/** Random fillings of a template, the same on every run. */
import type { Explanation } from '../../../src/core/explanations';
import { layoutForm } from '../../../src/core/form/layout';
import { form } from '../../../src/core/form/report';
import { ledgerIndicators } from '../../../src/core/ledger';
import { type CellKey, type CellValue, indexOf, isError, keyOf, splitKey } from '../../../src/core/model';
import { compileMirror } from '../../../src/template/mirror';
import { placesOf } from '../../../src/template/places';
import { draftTemplate } from '../../../src/template/template';
import type { LedgerValues, TemplateValues } from '../../../src/template/values';

export const SPAN = 3;

/** Park and Miller's generator: the same fillings on every run. */
interface Dice {
  readonly next: () => number;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly chance: (share: number) => boolean;
}
function dice(seed: number): Dice {
  let state = seed;
  const next = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
  return {
    next,
    pick: (from) => from[Math.floor(next() * from.length)]!,
    chance: (share) => next() < share,
  };
}

const DATES: readonly CellValue[] = [
  ...[
    '2012-05-06',
    '2012年5月6日',
    '２０１２．５．６',
    '2012/2/30',
    '2012年13月2日',
    '12-5-6',
    '2012-5',
    '2012-5-6-1',
  ],
  ...['1999-01-01', '2030.1.1', '待定', '2012-05-06 10:00', { error: '#N/A' }, true],
];
const TEXTS = ['约30', '无', '1,234', '12．5', ' ', '2000万', '—', 'abc', '１２３'];

export function fill(seed: number, from: number): TemplateValues {
  const { next, pick, chance } = dice(seed);
  // Some fillings are tidy, so that the rules behind the guards are reached; others are a mess.
  const mess = pick([0, 0.02, 0.15, 0.5]);
  const figure = (): CellValue => {
    if (!chance(mess)) return chance(0.7) ? Math.floor(next() * 400) : Math.round(next() * 1e5) / 100;
    return pick<CellValue>([
      null,
      0,
      -Math.floor(next() * 50) - 1,
      Math.round(next() * 1e6) / 1e4,
      pick(TEXTS),
      { error: '#DIV/0!' },
      { error: '#N/A' },
    ]);
  };
  const years = new Map<number, Map<CellKey, CellValue>>();
  const ledger = new Map<string, LedgerValues>();
  for (const year of Array.from({ length: SPAN }, (_, index) => from + index)) {
    const cells = new Map<CellKey, CellValue>();
    years.set(year, cells);
    for (const one of form.indicators) {
      if (one.kind === 'choice')
        cells.set(
          keyOf(one.id, 'value'),
          pick<CellValue>(['有', '无', null, ' 有 ', '随便', 1, { error: '#N/A' }]),
        );
      else if (one.periods === 'value') cells.set(keyOf(one.id, 'value'), chance(0.3) ? 0 : figure());
      else if (!one.sumOf || chance(0.05)) cells.set(keyOf(one.id, 'year'), figure());
      if (one.periods === 'pair' && chance(0.15)) cells.set(keyOf(one.id, 'cumulative'), figure());
    }
    for (const row of [1, 2, 3]) {
      cells.set(`documents.${row}.title/value`, pick(['关于推行清洁生产的通知', null, null, ' ']));
      cells.set(`documents.${row}.number/value`, pick(['鲁经信循字〔2012〕104号', '无', null]));
      cells.set(
        `documents.${row}.date/value`,
        pick<CellValue>([41000, 40543, 40544, 41274.5, 50000, null, ' ', ...DATES]),
      );
    }
    cells.set(
      'head.region/value',
      pick(['山东省', '山东', '青岛市', '延边朝鲜族自治州', ' 山 东 ', '甲乙', null, 7, '市']),
    );
    if (chance(0.2))
      cells.set('head.year/value', pick<CellValue>([null, '2012', 2010, 2012.5, 2011, { error: '#N/A' }]));
  }
  for (const { id, sumOf } of ledgerIndicators(form)) {
    if (sumOf) continue;
    const adjustments = new Map<number, CellValue>();
    const reasons = new Map<number, CellValue>();
    for (const year of years.keys()) {
      if (year === form.since) continue;
      if (chance(0.3))
        adjustments.set(year, pick<CellValue>([-3, 5, -12, 0, 2.5, '?', { error: '#DIV/0!' }]));
      if (chance(0.2)) reasons.set(year, pick<CellValue>(['重复企业', ' ', '撤销', 3]));
    }
    ledger.set(id, {
      base: chance(0.8) ? Math.floor(next() * 900) : pick<CellValue>([null, '无', -4, 0]),
      adjustments,
      reasons,
    });
  }
  return { years, ledger };
}

const MOST_EXPLAINED = 14;

/** The same filling with reasons written for some of what its soft rules question: for its value, or for another. */
export function explainSome(
  seed: number,
  values: TemplateValues,
  from: number,
  listRows: number,
): TemplateValues {
  const { pick, chance, next } = dice(seed);
  const layout = layoutForm(form, { listRows });
  const mirror = compileMirror(form, placesOf(layout));
  const drafts = draftTemplate({ from, to: from + SPAN - 1, listRows, values });
  const explanations = drafts.slice(0, SPAN).flatMap(({ cells }, index) => {
    const at = (row: number, column: number): CellValue => cells.get(indexOf(row, column))?.value ?? null;
    return mirror.flatMap(({ key, at: verdict, soft }): Explanation[] => {
      const { top, left } = layout.cells.get(key)!;
      const questioned = at(verdict.row, verdict.column) === 1;
      return soft
        .filter(() => chance(questioned ? 0.6 : 0.01))
        .map(({ rule }) => {
          const value = at(top, left);
          return {
            rule: rule.id,
            year: from + index,
            ...splitKey(key),
            value: chance(0.8) && !isError(value) ? value : Math.floor(next() * 100),
            reason: '属实',
            author: pick(['张三', '']),
            date: pick<CellValue>([42009, null]),
          };
        });
    });
  });
  // As many as the sheet has rows for: a longer sheet is another formula in a thousand cells.
  const some = explanations.map((one) => ({ one, order: next() })).sort((a, b) => a.order - b.order);
  return { ...values, explanations: some.slice(0, MOST_EXPLAINED).map(({ one }) => one) };
}
