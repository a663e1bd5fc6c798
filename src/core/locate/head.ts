import type { Form } from '../form/schema';
import { type CellKey, type CellValue, keyOf, type Position } from '../model';
import type { Label, LabelIndex } from './labels';
import type { Work } from './locate';

const REGION = '省(市、区)';
const YEAR = '年度工业清洁生产';

/**
 * Finds the head: region and year in the title, then what stands behind the printed words.
 * In a plain copy they stand inside the printed text (山东省（市、区）2014年度…): read there, and `embedded`.
 */
export function locateHead(form: Form, index: LabelIndex, before: number, work: Work): void {
  const labels = index.labels.filter((label) => label.area.top < before);
  locateTitle(labels, index, work);
  for (const field of form.head.fields) {
    if (field.type === 'text') locateField(field.id, field.label.normalize('NFKC'), labels, index, work);
  }
}

function locateTitle(labels: readonly Label[], index: LabelIndex, work: Work): void {
  const region = keyOf('head.region', 'value');
  const year = keyOf('head.year', 'value');
  const regionLabel = labels.find((label) => label.folded.startsWith(REGION));
  const yearLabel = labels.find((label) => label.folded.startsWith(YEAR));
  work.wanted += 1;
  if (regionLabel && yearLabel && regionLabel !== yearLabel) {
    work.cells.set(region, leftOf(index, regionLabel));
    const { top, left } = yearLabel.area;
    work.cells.set(
      year,
      filledBetween(index, top, regionLabel.area.right + 1, left - 1) ??
        leftOf(index, yearLabel, regionLabel.area.right + 1),
    );
    return;
  }
  const title = labels.find((label) => label.folded.includes(YEAR) || label.folded.includes(REGION));
  if (!title) {
    work.missing.push({
      label: '省（市、区）　　年度工业清洁生产',
      section: null,
      near: { row: 0, column: 0 },
    });
    return;
  }
  const at = { row: title.area.top, column: title.area.left };
  const parts = /^(.*?)(?:省\(市、区\)|$|(?=\d{4}年度))(\d{4})?/.exec(
    title.folded.replace(/年度工业清洁生产.*$/, ''),
  );
  const whole = /^(.*?)(?:省\(市、区\))?_*(\d{4})?年度工业清洁生产/.exec(title.folded) ?? parts;
  embed(work, region, at, whole?.[1]?.replace(/_+/g, '') ?? '');
  embed(work, year, at, whole?.[2] ?? '');
}

function locateField(
  id: string,
  label: string,
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
      (one) => one.area.top === top && one.area.left > right && /:$/.test(one.text.normalize('NFKC').trim()),
    );
    const limit = next ? next.area.left - 1 : index.lastColumn;
    work.cells.set(key, filledBetween(index, top, right + 1, limit) ?? { row: top, column: right + 1 });
    return;
  }
  const mixed = labels.find((one) => one.folded.includes(`${label}:`) || one.folded.endsWith(label));
  if (!mixed) {
    work.missing.push({ label, section: null, near: { row: 0, column: 0 } });
    return;
  }
  const rest = mixed.text.normalize('NFKC').replace(/\s+/g, ' ');
  const tail = rest.slice(rest.replace(/ /g, '').includes(label) ? indexAfter(rest, label) : rest.length);
  const value = tail
    .replace(/^ ?:/, '')
    .replace(/(?:填报单位\(章\)|填表人|联系方式) ?:.*$/, '')
    .trim();
  embed(work, key, { row: mixed.area.top, column: mixed.area.left }, value);
}

/** Position in a text behind a label that may have spaces inside. */
function indexAfter(text: string, label: string): number {
  const pattern = [...label].map((sign) => sign.replace(/[()]/, '\\$&')).join(' *');
  const match = new RegExp(pattern).exec(text);
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
