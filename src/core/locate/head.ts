import type { Form } from '../form/schema';
import { type CellKey, type CellValue, keyOf, type Position } from '../model';
import type { Label, LabelIndex } from './labels';
import { cornerOf, type Work } from './seek';

const REGION = '省(市、区)';
const YEAR = '年度工业清洁生产';
const TITLE = '工业清洁生产';

/**
 * Finds the head: region and year in the title, then what stands behind the printed words.
 * In a plain copy they stand inside the printed text (山东省（市、区）2014年度…): read there, and `embedded`.
 */
export function locateHead(form: Form, index: LabelIndex, before: number, work: Work): void {
  const labels = index.labelsAbove(before);
  work.wanted += 1;
  const region = locateRegion(labels, index, work);
  const year = locateYear(labels, index, work);
  if (!region && !year)
    work.missing.push({
      label: '省（市、区）　　年度工业清洁生产',
      section: null,
      near: { row: 0, column: 0 },
    });
  const fields = form.head.fields.filter(({ type }) => type === 'text');
  const names = fields.map(({ label }) => label.normalize('NFKC'));
  fields.forEach(({ id }, at) => locateField(id, names[at]!, names, labels, index, work));
}

/** Left of the printed 省（市、区）, or in front of it in the same cell; else what the title begins with. */
function locateRegion(labels: readonly Label[], index: LabelIndex, work: Work): boolean {
  const key = keyOf('head.region', 'value');
  const alone = labels.find((label) => label.folded.startsWith(REGION));
  if (alone && (!isTitle(alone) || filledBetween(index, alone.area.top, 0, alone.area.left - 1))) {
    work.cells.set(key, leftOf(index, alone));
    return true;
  }
  const line = labels.find((label) => label.folded.includes(REGION)) ?? labels.find(isTitle);
  if (!line) return false;
  const text = line.folded.includes(REGION)
    ? line.folded.slice(0, line.folded.indexOf(REGION))
    : line.folded.slice(0, line.folded.indexOf(TITLE));
  const name = text
    .replace(/^附件\d*/, '')
    .replace(/(?:\d{4}|[×x*○]+)年度?|年度$/g, '')
    .replace(/[_×x*○]+/g, '');
  if (name === '' && !line.folded.includes(REGION) && line.area.left > 0) return false;
  embed(work, key, cornerOf(line), name);
  return true;
}

/** In the cell left of the printed 年度工业清洁生产, or in front of it; else in any line of the head. */
function locateYear(labels: readonly Label[], index: LabelIndex, work: Work): boolean {
  const key = keyOf('head.year', 'value');
  const alone = labels.find((label) => label.folded.startsWith(YEAR));
  const region = labels.find((label) => label.folded.includes(REGION) && label.area.top === alone?.area.top);
  if (alone && alone.area.left > 0) {
    const from = region && region.area.right < alone.area.left ? region.area.right + 1 : 0;
    const { top, left } = alone.area;
    work.cells.set(key, filledBetween(index, top, from, left - 1) ?? leftOf(index, alone, from));
    return true;
  }
  const said = labels.find(
    (label) => /\d{4}年度?/.test(label.folded) && (isTitle(label) || label.folded.includes('年度')),
  );
  const line = said ?? labels.find((label) => label.folded.includes(YEAR)) ?? labels.find(isTitle);
  if (!line) return false;
  embed(work, key, cornerOf(line), /(\d{4})年度?/.exec(line.folded)?.[1] ?? '');
  return true;
}

const isTitle = (label: Label): boolean => label.folded.includes(TITLE);

/** What a person writes behind 填报单位（章）：, 填表人： or 联系方式：. */
function locateField(
  id: string,
  label: string,
  names: readonly string[],
  labels: readonly Label[],
  index: LabelIndex,
  work: Work,
): void {
  const key = keyOf(id, 'value');
  work.wanted += 1;
  const exact = labels.find((one) => one.folded === label);
  if (exact) {
    const { top, right } = exact.area;
    const next = labels.find(
      (one) =>
        one.area.top === top && one.area.left > right && names.some((name) => one.folded.startsWith(name)),
    );
    const limit = next ? next.area.left - 1 : Math.max(work.right, right + 1);
    work.cells.set(key, filledBetween(index, top, right + 1, limit) ?? { row: top, column: right + 1 });
    return;
  }
  const mixed = labels.find((one) => one.folded.includes(label));
  if (!mixed) {
    work.lost += 1;
    work.missing.push({ label, section: null, near: { row: 0, column: 0 } });
    return;
  }
  const text = mixed.text.normalize('NFKC').replace(/\s+/g, ' ');
  const others = names.filter((name) => name !== label).map(loosely);
  const value = text
    .slice(indexAfter(text, label))
    .replace(/^ ?:/, '')
    .replace(new RegExp(`(?:${others.join('|')}) ?:?.*$`), '')
    .trim();
  embed(work, key, cornerOf(mixed), value);
}

/** A label as a pattern: people put spaces between its signs. */
const loosely = (label: string): string => [...label].map((sign) => sign.replace(/[()]/, '\\$&')).join(' *');

function indexAfter(text: string, label: string): number {
  const match = new RegExp(loosely(label)).exec(text);
  return match ? match.index + match[0].length : text.length;
}

function embed(work: Work, key: CellKey, at: Position, value: string): void {
  work.cells.set(key, at);
  work.embedded.set(key, value);
}

/** The cell or merged area that ends just left of a label. */
function leftOf(index: LabelIndex, label: Label, from = 0): Position {
  const { top, left } = label.area;
  for (let column = left - 1; column >= from; column--) {
    if (isValue(index.contentAt({ row: top, column })?.value)) return { row: top, column };
  }
  const area = index.areaAt(top, Math.max(0, left - 1));
  return { row: area.top, column: area.left };
}

function filledBetween(index: LabelIndex, row: number, from: number, to: number): Position | null {
  for (let column = from; column <= to; column++) {
    const content = index.contentAt({ row, column });
    if (isValue(content?.value) || content?.formula) return { row, column };
  }
  return null;
}

const isValue = (value: CellValue | undefined): boolean =>
  value !== undefined && value !== null && value !== '';
