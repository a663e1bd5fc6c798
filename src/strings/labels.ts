/** How a cell of the form is called: section, group, label, period and unit, in the form's own printed words. */
import { addressOf, isError, type CellValue, type Period, type Position } from '../core/model';
import type { Form } from '../core/form/schema';

/** The words of the form for one id. */
export interface Place {
  /** Short title of its section; null in the head. */
  readonly section: string | null;
  readonly sectionId: string | null;
  /** Heading above the label, without what stands in brackets; '' where there is none. */
  readonly group: string;
  readonly label: string;
  readonly unit: string;
  readonly note: number | null;
}

/** The words that a path needs beside the form's. */
export interface PathWords {
  readonly period: Readonly<Record<Period, string>>;
  readonly item: string;
  /** How the period stands behind the label, e.g. （本年）. */
  readonly brackets: readonly [string, string];
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();
const withoutBrackets = (text: string): string => tidy(text.replace(/（[^）]*）/g, ''));

const placesOfForm = new WeakMap<Form, ReadonlyMap<string, Place>>();

/** Every id of the form and its words. */
export function placesOf(form: Form): ReadonlyMap<string, Place> {
  const known = placesOfForm.get(form);
  if (known) return known;
  const places = new Map<string, Place>();
  for (const field of form.head.fields) {
    places.set(field.id, {
      section: null,
      sectionId: null,
      group: '',
      label: field.label,
      unit: '',
      note: null,
    });
  }
  const indicators = new Map(form.indicators.map((indicator) => [indicator.id, indicator]));
  for (const section of form.sections) {
    const base = { section: section.short, sectionId: section.id, group: '', unit: '', note: null };
    const add = (id: string): void => {
      const indicator = indicators.get(id);
      if (!indicator) return;
      const { group, label, unit, note } = indicator;
      places.set(id, { ...base, group: withoutBrackets(group), label: tidy(label), unit, note });
    };
    for (const band of section.bands) {
      if (band.shape === 'text') places.set(band.id, { ...base, label: '' });
      else if (band.shape === 'list') {
        for (const field of band.fields)
          places.set(`${band.id}.${field.id}`, { ...base, label: field.label });
      } else if (band.shape === 'lines') for (const line of band.lines) line.indicators.forEach(add);
      else {
        for (const header of band.headers) {
          if ('children' in header) header.children.forEach((leaf) => add(leaf.indicator));
          else add(header.indicator);
        }
      }
    }
  }
  placesOfForm.set(form, places);
  return places;
}

const ROW = /^(.*)\.(\d+)\.([^.]+)$/;

/** The words for an id; rows of a list (documents.2.date) take those of their column. */
export function placeOf(form: Form, id: string): Place | null {
  const places = placesOf(form);
  const found = places.get(id);
  if (found) return found;
  const row = ROW.exec(id);
  return (row && places.get(`${row[1]}.${row[3]}`)) ?? null;
}

/** Number of the row in an open list, from 1; null elsewhere. */
export function rowOf(id: string): number | null {
  const row = ROW.exec(id);
  return row ? Number(row[2]) : null;
}

/** Group and label without section and period: 规模以上工业企业 企业数. */
export function nameOf(form: Form, id: string, words: PathWords): string {
  const place = placeOf(form, id);
  if (!place) return id;
  const row = rowOf(id);
  const item = row === null ? '' : words.item.replace('{row}', String(row));
  const group = place.group === place.label ? '' : place.group;
  return [group, item, place.label].filter((part) => part !== '').join(' ');
}

/** Section, group, label and period: 二、审核 合计（本年）. */
export function pathOf(form: Form, id: string, period: Period | null, words: PathWords): string {
  const place = placeOf(form, id);
  const name = [place?.section ?? '', nameOf(form, id, words)].filter((part) => part !== '').join(' ');
  const suffix = period === null ? '' : words.period[period];
  return suffix === '' ? name : name + words.brackets[0] + suffix + words.brackets[1];
}

/** Numbers as a person reads them: at most 15 significant digits, no exponent. */
export function formatNumber(value: number): string {
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  if (!text.includes('e')) return text;
  return Math.abs(rounded) < 1
    ? rounded.toFixed(15).replace(/\.?0+$/, '')
    : rounded.toLocaleString('en-US', { useGrouping: false });
}

export function formatValue(value: CellValue, blank: string): string {
  if (value === null || value === '') return blank;
  if (isError(value)) return value.error;
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return value;
}

/** Where a cell is that the form has no name for. */
export const spotOf = (sheet: string, position: Position): string => `${sheet}!${addressOf(position)}`;
