/** The words that the form prints: what tells a heading from anything else in a sheet. */
import { isGroup } from '../form/layout';
import type { Band, Form } from '../form/schema';
import { foldLabel } from './labels';

export interface Vocabulary {
  /** Every heading, folded. */
  readonly headings: ReadonlySet<string>;
  /** The same without their units, which may stand in a cell of their own. */
  readonly stems: ReadonlySet<string>;
  readonly units: ReadonlySet<string>;
  /** Each stem as it may stand in a cell: by itself, or with its unit. */
  readonly spellings: readonly (readonly string[])[];
}

const known = new WeakMap<Form, Vocabulary>();

export function vocabularyOf(form: Form): Vocabulary {
  let words = known.get(form);
  if (!words) known.set(form, (words = collect(form)));
  return words;
}

function collect(form: Form): Vocabulary {
  const units = new Set(form.units.map(({ unit }) => foldLabel(unit)));
  const headings = new Set(
    [
      ...form.head.table.map(({ text }) => text),
      ...form.sections.flatMap(({ title, bands }) => [title, ...bands.flatMap(headingsOf)]),
      form.cumulativeLabel,
    ]
      .map(foldLabel)
      .filter((text) => text !== ''),
  );
  const stems = new Set([...headings].map((text) => splitUnit(text, units).stem));
  const spellings = [...stems].map((stem) => [
    stem,
    ...[...units].map((unit) => `${stem}(${unit})`).filter((text) => headings.has(text)),
  ]);
  return { headings, units, stems, spellings };
}

export function headingsOf(band: Band): string[] {
  switch (band.shape) {
    case 'pairs':
    case 'values':
      return band.headers.flatMap((node) => [
        node.label,
        ...(isGroup(node) ? node.children.map(({ label }) => label) : []),
      ]);
    case 'rows':
      return [
        band.label,
        ...band.headers.flatMap((node) => [
          node.label,
          ...(isGroup(node) ? node.children.map(({ label }) => label) : []),
        ]),
      ];
    case 'lines':
      return [...band.headers, ...band.lines].map(({ label }) => label);
    case 'list':
      return band.fields.map(({ label }) => label);
    case 'text':
      return [];
  }
}

export interface Named {
  readonly stem: string;
  /** Null where a heading names no unit. */
  readonly unit: string | null;
}

/** A heading of the form, taken apart: brackets that hold no unit belong to its name (发酵（含酿酒）). */
export function splitUnit(folded: string, units: ReadonlySet<string>): Named {
  const match = /^(.+)\(([^()]+)\)$/.exec(folded);
  return match && units.has(match[2]!) ? { stem: match[1]!, unit: match[2]! } : { stem: folded, unit: null };
}

const BARE =
  /^(.+?)[,、/:]?((?:[十百千万亿]*(?:吨(?:标准?煤)?|元|人次?|立方米|米|克|公斤)|个|家|户|项|件|次|kg|t|%))$/;

/** What a person made of a heading: any brackets at its end, or a unit without brackets. */
export function readUnit(folded: string): Named {
  const match = /^(.+)\(([^()]*)\)$/.exec(folded) ?? BARE.exec(folded);
  return match ? { stem: match[1]!, unit: match[2]! } : { stem: folded, unit: null };
}
