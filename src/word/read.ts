/** Reads a filled Word form: where each figure stands is found by the labels, as in a workbook. */
import { layoutForm } from '../core/form/layout';
import type { Explanations } from '../core/explanations';
import type { Form } from '../core/form/schema';
import { foldLabel, indexLabels, isChoiceLabel, isCumulative, isYearLabel } from '../core/locate/labels';
import { type Located, locate } from '../core/locate/locate';
import { type CellKey, cellAt, type CellValue, indexOf, keyOf, type SheetSnapshot } from '../core/model';
import { figureKeysOf, readReport, type Report, yearOf } from '../core/report';
import type { Papers } from '../core/rollup/papers';
import { relationsOf } from '../hosts/xlsx/package';
import { decodeXml } from '../hosts/xlsx/xml';
import { openZip, type ZipLimits } from '../hosts/xlsx/zip';
import { type Annex, takeAnnex } from './annex';
import { dateFields, fieldOf } from './contents';
import { type Block, readDocument } from './document';
import { asWord, WordError } from './error';
import { toSheet } from './grid';
import { type Doubt, takeChoice, takeText } from './take';

/** One cell of the form, as it stands in the Word file and as it is taken over. */
export interface Taken {
  /** Null for a text that belongs to no cell of the form. */
  readonly key: CellKey | null;
  readonly text: string;
  /** A date is a serial. What could not be read is the text itself. */
  readonly value: CellValue;
  readonly doubt: Doubt | null;
}

export interface WordForm {
  readonly report: Report;
  /** Every cell of the form in the order of print, then what has no place in it. */
  readonly mapping: readonly Taken[];
  /** What the form says of the roll-up that it came of; null where it says nothing of one. */
  readonly papers: Papers | null;
  /** Why what is lacking there is right. */
  readonly explanations: Explanations | null;
}

/** Reads a .docx. Throws WordError, and nothing else, whatever the bytes are. */
export function readWord(bytes: Uint8Array, form: Form, limits?: Partial<ZipLimits>): WordForm {
  const { sheet, annex } = asWord(() => {
    const { blocks, annex } = takeAnnex(openDocument(bytes, limits), form);
    return { sheet: toSheet(blocks, form), annex };
  });
  const result = locate(sheet, form);
  if (!result.found) {
    const { share, missing } = result;
    throw new WordError('NO_FORM', '', { share, label: missing[0]?.label.replace(/\s+/g, '') ?? '' });
  }
  const { located } = result;
  const taken = takeAll(sheet, located, form);
  const cells = new Map(taken.map(({ key, value }) => [key, { value, formula: null }]));
  const year = yearOf(cells.get(keyOf('head.year', 'value'))?.value ?? null);
  const named = { ...sheet, name: year === null ? '' : `${year}${form.yearLabel.suffix}` };
  return {
    report: { ...readReport(named, located, 0, form), cells, year },
    mapping: [...taken, ...findUnplaced(sheet, located, form)],
    ...(annex && year !== null ? toldBy(annex, year, cells.get(REGION)?.value ?? null) : NOTHING_TOLD),
  };
}

const REGION = keyOf('head.region', 'value');
const NOTHING_TOLD = { papers: null, explanations: null };

/** What the annex says, as a workbook would have it in 汇总底稿 and 审核说明. */
function toldBy(
  { reasons, ...papers }: Annex,
  year: number,
  region: CellValue,
): Pick<WordForm, 'papers' | 'explanations'> {
  const entries = reasons.map((one, row) => ({
    ...{ ...one, year, author: '', date: null, row },
    value: keyOf(one.id, one.period) === REGION ? region : one.value,
  }));
  const places = { sheet: '', headRow: 0, columns: {}, unread: [], lastRow: 0, keyRows: [], free: [] };
  return { papers: { ...papers, year }, explanations: entries.length > 0 ? { ...places, entries } : null };
}

function openDocument(bytes: Uint8Array, limits: Partial<ZipLimits> | undefined): Block[] {
  const zip = openZip(bytes, limits);
  const textOf = (part: string): string => decodeXml(zip.get(part)!, part);
  const root = relationsOf(zip, '', textOf).find(({ type }) => type === 'officeDocument')?.target;
  if (!root || !zip.has(root)) throw new WordError('NOT_DOCX', 'no document part');
  if (/\.bin$/i.test(root)) throw new WordError('EXCEL_FILE', root);
  return readDocument(textOf(root), root);
}

type Placed = Taken & { readonly key: CellKey };

function takeAll(sheet: SheetSnapshot, located: Located, form: Form): Placed[] {
  const dates = dateFields(form);
  const choices = new Set(
    form.indicators.filter(({ kind }) => kind === 'choice').map(({ id }) => keyOf(id, 'value')),
  );
  const figures = new Set<CellKey>(figureKeysOf(form));
  const isWordOfForm = wordsOfForm(form);
  const printed = layoutForm(form, { listRows: Math.max(1, located.listRows) }).cells;
  const taken = [...printed.keys()].map((key): Placed => {
    const at = located.cells.get(key);
    if (!at) return { key, text: '', value: null, doubt: 'missing' };
    const inside = located.embedded.get(key);
    const stored = cellAt(sheet, at.row, at.column).value;
    const text = typeof stored === 'string' ? stored : '';
    if (choices.has(key)) return { key, ...takeChoice(text, inside ?? '') };
    const found = inside ?? text;
    if (figures.has(key) && isWordOfForm(found)) return { key, text: found, value: null, doubt: 'text' };
    return { key, text: found, ...takeText(key, found, dates.has(fieldOf(key)), form) };
  });
  return taken.map((one) => (one.key === keyOf('head.year', 'value') ? withHeadings(one, located) : one));
}

/** A heading that slipped into a figure's cell: taken over, it would be found as a heading there. */
function wordsOfForm(form: Form): (text: string) => boolean {
  const headings = new Set(layoutForm(form, { listRows: 1 }).boxes.map(({ text }) => foldLabel(text)));
  return (text) => {
    const folded = foldLabel(text);
    return folded !== '' && (headings.has(folded) || isYearLabel({ folded }) || isCumulative({ folded }));
  };
}

/** The year of the head against the year that the headings of the table say. */
function withHeadings(head: Placed, { yearLabels }: Located): Placed {
  const years = new Set(
    yearLabels.flatMap(({ text }) => /\d{4}/.exec(foldLabel(text))?.[0] ?? []).map(Number),
  );
  if (head.value === null || head.doubt === 'missing') {
    const [only = null] = years.size === 1 ? years : [];
    return { ...head, value: only, doubt: 'year' };
  }
  const agrees = [...years].every((year) => year === head.value);
  return agrees || head.doubt ? head : { ...head, doubt: 'years' };
}

/** Texts of the table that are neither its headings nor anything that was taken. */
function findUnplaced(sheet: SheetSnapshot, located: Located, form: Form): Taken[] {
  const headings = new Set(layoutForm(form, { listRows: 1 }).boxes.map(({ text }) => foldLabel(text)));
  const used = new Set([...located.cells.values()].map(({ row, column }) => indexOf(row, column)));
  const titles = form.sections.map(({ title }) => foldLabel(title));
  const isTitle = (folded: string): boolean =>
    titles.some((title) => folded.length > 2 && title.startsWith(folded));
  const { labels } = indexLabels(sheet);
  const top = labels.find(({ folded }) => isTitle(folded))?.area.top ?? located.bottom;
  return labels
    .filter(
      (label) =>
        label.area.top >= top &&
        label.area.top <= located.bottom &&
        !used.has(indexOf(label.area.top, label.area.left)) &&
        !headings.has(label.folded) &&
        !isTitle(label.folded) &&
        !isYearLabel(label) &&
        !isChoiceLabel(label),
    )
    .map(({ text }) => ({ key: null, text, value: null, doubt: 'unplaced' }));
}
