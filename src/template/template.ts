/** The official workbook: the form of each year, its notes, the ledger and the explanations. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { writeXlsx, type WriteSheet } from 'hucre/xlsx';
import { type Layout, layoutForm, MOST_LIST_ROWS } from '../core/form/layout';
import { form as officialForm } from '../core/form/report';
import type { Form } from '../core/form/schema';
import { LEDGER_SHEET, placeLedger, yearHeading } from '../core/ledger';
import { addressOf, type CellKey, isError, keyOf, quoteSheet } from '../core/model';
import { type AddinReference, nameAddin } from './addin';
import { computeFigures } from './compute';
import type { SheetDraft } from '../core/draft';
import { writeDraft } from '../hosts/xlsx/draft';
import { draftExplanations, keysOf } from './explanations';
import { draftLedger, type LedgerSources } from './ledger';
import { linkTo } from './companions';
import { compileMirror, type MirrorCell } from './mirror';
import { draftNotes } from './notes';
import { placeOf, type Places, placesOf } from './places';
import { drawRegions, regionRanges } from './regions';
import type { TemplateValues } from './values';
import { draftYear } from './year';

export interface TemplateOptions {
  /** First and last year, both with a sheet. */
  readonly from: number;
  readonly to: number;
  readonly region?: string;
  /** Rows of the open list (七). */
  readonly listRows?: number;
  readonly values?: TemplateValues;
  /** The add-in whose pane opens with the workbook. */
  readonly addin?: AddinReference;
}

/** Names by which a workbook is recognised. */
export const IDENTITY = { form: 'CPREPORT_FORM', version: 'CPREPORT_VERSION' } as const;
const LIST_ROWS = 8;
const MADE = new Date(Date.UTC(2025, 0, 1));

/** The sheets, with the formulas' results: what is written, and what the tests recalculate. */
export function draftTemplate(options: TemplateOptions, form: Form = officialForm): SheetDraft[] {
  const { from, to, region, listRows = LIST_ROWS, values = {} } = options;
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < form.since || to < from || to > 9999) {
    throw new RangeError(`years have to be ${form.since} ≤ from ≤ to: ${from}, ${to}`);
  }
  if (!Number.isInteger(listRows) || listRows < 1 || listRows > MOST_LIST_ROWS) {
    throw new RangeError(`rows of the list have to be 1 to ${MOST_LIST_ROWS}: ${listRows}`);
  }
  const { layout, places, mirror } = prepare(form, listRows);
  const place = placeLedger(form, from, to);
  const figures = computeFigures(form, place.years, region, values);
  const regions = regionRanges(form);
  const ledger = linkTo(LEDGER_SHEET, place);
  const sources: LedgerSources = {
    year: (id, year) => `${quoteSheet(yearHeading(year))}!${addressOf(placeOf(places, keyOf(id, 'year')))}`,
    start: () => null,
  };
  const explanations = keysOf(values.explanations ?? []);
  const context = { form, layout, places, ledger, mirror, figures, regions, explanations };
  return [
    ...place.years.map((year) => draftYear(year, context)),
    drawRegions(draftNotes(form), form),
    draftLedger(form, place, figures, sources),
    draftExplanations(form, values.explanations ?? []),
  ];
}

interface Prepared {
  readonly layout: Layout;
  readonly places: Places;
  readonly mirror: readonly MirrorCell[];
}
const prepared = new WeakMap<Form, Map<number, Prepared>>();

/** What is the same in all templates of a form. */
function prepare(form: Form, listRows: number): Prepared {
  const bySize = prepared.get(form) ?? new Map<number, Prepared>();
  prepared.set(form, bySize);
  const known = bySize.get(listRows);
  if (known) return known;
  const layout = layoutForm(form, { listRows });
  const places = placesOf(layout);
  const made = { layout, places, mirror: compileMirror(form, places) };
  bySize.set(listRows, made);
  return made;
}

/** What a workbook is to hold beside the form's own. */
export interface Added {
  /** Behind the form's sheets, as hucre takes them. */
  readonly sheets: readonly WriteSheet[];
  readonly names: readonly NamedRange[];
  /** Notes on cells of the first year's sheet. */
  readonly notes: ReadonlyMap<CellKey, string>;
}
export type NamedRange = Readonly<{ name: string; range: string; scope: string }>;

/** The workbook as .xlsx, byte for byte the same for the same options. */
export async function makeTemplate(
  options: TemplateOptions,
  form: Form = officialForm,
  added: Added = { sheets: [], names: [], notes: new Map() },
): Promise<Uint8Array> {
  const drafts = draftTemplate(options, form);
  const [first, ...others] = drafts.map(writeDraft);
  annotate(first!, added.notes, prepare(form, options.listRows ?? LIST_ROWS).layout);
  const bytes = await writeXlsx({
    sheets: [first!, ...others, ...added.sheets],
    namedRanges: [
      { name: IDENTITY.form, range: `"${form.id}"` },
      { name: IDENTITY.version, range: `"${form.version}"` },
      ...drafts.flatMap(printNames),
      ...added.names,
    ],
    properties: { title: form.name, creator: 'cpreport', created: MADE, modified: MADE },
    // Arial's digits are as wide as those of its substitutes, so columns are equally wide everywhere.
    defaultFont: { name: 'Arial', size: 10 },
    activeSheet: options.to - options.from,
  });
  const marked = drafts.some(showsError) ? markErrors(bytes) : bytes;
  return options.addin ? nameAddin(marked, options.addin) : marked;
}

function annotate(sheet: WriteSheet, notes: Added['notes'], layout: Layout): void {
  for (const [key, text] of notes) {
    const area = layout.cells.get(key);
    const at = area && `${area.top},${area.left}`;
    const cell = at && sheet.cells?.get(at);
    if (cell) sheet.cells!.set(at, { ...cell, comment: { author: '', text } });
  }
}

/** hucre writes no quotes around a sheet that begins with a digit, so these names are given by hand. */
function printNames({ name, page }: SheetDraft): { name: string; range: string; scope: string }[] {
  if (!page) return [];
  const refer = (parts: readonly string[]): string =>
    parts.map((part) => `${quoteSheet(name)}!${part}`).join(',');
  const titles =
    page.titles.length > 0 ? [{ name: '_xlnm.Print_Titles', range: refer(page.titles), scope: name }] : [];
  return [{ name: '_xlnm.Print_Area', range: refer([page.area]), scope: name }, ...titles];
}

const showsError = ({ cells }: SheetDraft): boolean =>
  [...cells.values()].some(({ formula, value }) => formula !== null && isError(value));

/** hucre writes an error that a formula results in as a text. */
function markErrors(bytes: Uint8Array): Uint8Array {
  const parts = unzipSync(bytes);
  for (const [path, part] of Object.entries(parts)) {
    if (!path.startsWith('xl/worksheets/sheet')) continue;
    const text = strFromU8(part).replace(
      / t="str"(><f>[^<]*<\/f><v>#(?:VALUE!|REF!|N\/A|NAME\?|NULL!|DIV\/0!|NUM!)<\/v>)/g,
      ' t="e"$1',
    );
    parts[path] = strToU8(text);
  }
  return zipSync(parts, { level: 6, mtime: new Date(1980, 0, 1) });
}
