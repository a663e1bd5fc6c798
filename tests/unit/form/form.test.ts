import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { layoutForm } from '../../../src/core/form/layout';
import { form } from '../../../src/core/form/report';
import { formSchema } from '../../../src/core/form/schema';
import { ledgerIndicators } from '../../../src/core/ledger';

const fixture = (name: string): string => readFileSync(join(__dirname, '../../fixtures', name), 'utf8');
const squeeze = (text: string): string => text.replace(/\s+/g, '');
const layout = layoutForm(form, { listRows: 3 });
const texts = layout.boxes.map((box) => box.text).filter((text) => text !== '');

describe('the form as data', () => {
  it('is a form in the sense of its schema', () => {
    expect(formSchema.parse(form)).toEqual(form);
  });

  it('prints every word of the original, in its order, notes included', () => {
    const printed = [...texts, form.notesTitle, ...form.notes].map(squeeze).join('');
    expect(printed).toBe(squeeze(fixture('form.txt')));
  });

  it('keeps each label of the original whole', () => {
    const original = squeeze(fixture('form.txt'));
    let from = 0;
    for (const text of [...texts, form.notesTitle, ...form.notes]) {
      expect([text, original.indexOf(squeeze(text), from)]).toEqual([text, from]);
      from += squeeze(text).length;
    }
  });

  it('has the indicators of the list, with label, unit, kind, group, section and note', () => {
    const [, ...rows] = fixture('indicators.csv').trim().split(/\r?\n/);
    const sections = new Map(
      layout.boxes.flatMap((box) =>
        box.key ? [[box.key.slice(0, box.key.lastIndexOf('/')), box.section] as const] : [],
      ),
    );
    const titleOf = (id: string): string =>
      form.sections.find((section) => section.id === sections.get(id))!.title.replace(/\[\d\]$/, '');
    const ours = form.indicators.map((one) => [
      one.id,
      one.label,
      titleOf(one.id),
      one.group,
      one.unit,
      one.kind,
      one.periods === 'pair' ? 'year+cumulative' : 'value',
      one.note === null ? '' : String(one.note),
    ]);
    expect(ours).toEqual(
      rows.map((row) => row.split(',').map((field) => (field === 'choice 有/无' ? 'choice' : field))),
    );
  });

  it('has 127 numeric cells: 62 pairs and 3 stocks, of 66 indicators', () => {
    const numeric = form.indicators.filter((one) => one.kind !== 'choice');
    const cells = [...layout.cells.keys()].filter((key) =>
      numeric.some((one) => key.startsWith(`${one.id}/`)),
    );
    expect(form.indicators).toHaveLength(66);
    expect(numeric).toHaveLength(65);
    expect(ledgerIndicators(form)).toHaveLength(62);
    expect(cells).toHaveLength(127);
    expect(form.indicators.filter((one) => one.kind === 'stock')).toHaveLength(3);
  });

  it('counts eight flows, 35 counts of enterprises, 13 effects and six titles among the pairs', () => {
    const count = (kind: string): number => form.indicators.filter((one) => one.kind === kind).length;
    expect(['flow', 'distinct', 'effect', 'title'].map(count)).toEqual([8, 35, 13, 6]);
  });

  it('has 28 year labels, the first of which carries the note mark', () => {
    const labels = layout.boxes.filter((box) => box.role === 'year');
    expect(labels).toHaveLength(28);
    expect(labels.map((box) => box.text)).toEqual(['××年[1]', ...Array<string>(27).fill('××年')]);
  });

  it('has no 四 and no 十二, as printed', () => {
    expect(texts.filter((text) => text.startsWith('四、') || text.startsWith('十二、'))).toEqual([]);
  });

  it('names every id once and gives every indicator its cells', () => {
    const ids = form.indicators.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    const missing = form.indicators.flatMap(({ id, periods }) =>
      (periods === 'pair' ? [`${id}/year`, `${id}/cumulative`] : [`${id}/value`]).filter(
        (key) => !(layout.cells as ReadonlyMap<string, unknown>).has(key),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('refers only to indicators, sections and units that it has', () => {
    const ids = new Set(form.indicators.map((one) => one.id));
    const referred = form.indicators.flatMap((one) => [...(one.sumOf ?? []), ...(one.partsAre ?? [])]);
    const scoped = form.rules.flatMap((rule) => rule.scope?.ids ?? []);
    expect([...referred, ...scoped].filter((id) => !ids.has(id))).toEqual([]);
    const sections = new Set(form.sections.map((section) => section.id));
    expect(
      form.rules.flatMap((rule) => rule.scope?.sections ?? []).filter((id) => !sections.has(id)),
    ).toEqual([]);
    const units = new Set(form.units.map(({ unit }) => unit));
    expect(form.indicators.filter((one) => one.kind !== 'choice' && !units.has(one.unit))).toEqual([]);
  });
});

describe('the layout', () => {
  it.each([1, 3, 8, 20])('covers its frame without overlap or hole with %d rows in the list', (listRows) => {
    const { boxes, heights, widths } = layoutForm(form, { listRows });
    const covered = heights.map(() => widths.map(() => 0));
    for (const { area } of boxes) {
      for (let row = area.top; row <= area.bottom; row++) {
        for (let column = area.left; column <= area.right; column++) covered[row]![column]! += 1;
      }
    }
    const wrong = covered.flatMap((row, at) =>
      row.flatMap((count, column) => (count === 1 ? [] : [[at, column, count]])),
    );
    expect(wrong).toEqual([]);
  });

  it('is the same for the same form', () => {
    expect(layoutForm(form, { listRows: 3 })).toEqual(layout);
  });

  it('breaks the page before 七 and keeps both pages within A4', () => {
    const { pageBreaks, heights, boxes, tableRow } = layoutForm(form, { listRows: 8 });
    const printable = ((297 - 28) / 25.4) * 72;
    const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);
    expect(pageBreaks).toHaveLength(1);
    const at = pageBreaks[0]!;
    expect(boxes.find((box) => box.area.top === at)!.text).toMatch(/^七、/);
    const first = sum(heights.slice(0, at));
    expect(first).toBeLessThanOrEqual(printable);
    // The page is full, so a program that ignores the break when it fits the width breaks there too.
    expect(first + heights[at]!).toBeGreaterThan(printable);
    expect(sum(heights.slice(at)) + heights[tableRow]!).toBeLessThanOrEqual(printable);
  });

  it('keeps most numeric cells single, so that Tab and paste work', () => {
    const areas = [...layout.cells].filter(([key]) =>
      form.indicators.some((one) => key.startsWith(`${one.id}/`)),
    );
    const merged = areas.filter(([, area]) => area.left !== area.right || area.top !== area.bottom);
    expect(merged.length).toBeLessThanOrEqual(24);
  });
});
