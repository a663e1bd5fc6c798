/** What a report says in the places of the printed form, as officials write it. */
import type { Box } from '../core/form/layout';
import type { Form } from '../core/form/schema';
import { type CellKey, type CellValue, isError, keyOf, splitKey } from '../core/model';
import type { Explanations } from '../core/explanations';
import type { Report } from '../core/report';
import type { Papers } from '../core/rollup/papers';
import { yearOf } from '../core/report';
import { dayOf } from '../core/values/date';
import { printNumber } from '../core/values/number';

/** As much of a report as is printed. */
export interface Filled extends Pick<Report, 'cells'> {
  /** Of the workbook, where the form came of a roll-up. */
  readonly papers?: Papers | null;
  /** Of the workbook: what is lacking in a roll-up may have been explained. */
  readonly explanations?: Explanations | null;
}

export interface Contents {
  /** The text of a box: a printed label, or what was filled in; '' where it is blank. */
  textOf(box: Box): string;
  valueOf(key: CellKey): string;
  isDate(key: CellKey): boolean;
  /** Rows that the open list needs: those printed, or as many as are filled. */
  readonly listRows: number;
}

export function contentsOf(report: Filled, form: Form): Contents {
  const at = (key: CellKey): CellValue => report.cells.get(key)?.value ?? null;
  const dates = dateFields(form);
  const choices = form.indicators.filter(({ kind }) => kind === 'choice');
  const year = yearOf(at(keyOf('head.year', 'value')));
  const isTicked = (id: string): boolean => ['有', '无'].includes(at(keyOf(id, 'value')) as string);

  const isDate = (key: CellKey): boolean => dates.has(fieldOf(key));

  function valueOf(key: CellKey): string {
    const value = at(key);
    if (value === null || isError(value)) return value?.error ?? '';
    if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
    if (typeof value === 'string') return value;
    return isDate(key) && value >= 1 ? dayOf(value) : printNumber(value);
  }

  return {
    valueOf,
    isDate,
    textOf({ role, text, key }) {
      if (role === 'year')
        return year === null ? text : text.replace(form.yearLabel.blank, `${year}${form.yearLabel.suffix}`);
      const choice = choices.find(({ label }) => key === undefined && label === text);
      if (choice && isTicked(choice.id)) {
        const chosen = at(keyOf(choice.id, 'value')) as string;
        return text.replace(`${chosen}□`, `${chosen}☑`);
      }
      if (key === undefined) return text;
      // A ticked heading has said it.
      return choices.some(({ id }) => keyOf(id, 'value') === key && isTicked(id)) ? '' : valueOf(key);
    },
    listRows: countRows(report, form),
  };
}

/** documents.2.date/value → documents.date */
export const fieldOf = (key: CellKey): string => splitKey(key).id.replace(/\.\d+(?=\.)/, '');

/** The columns of the lists that hold dates, e.g. documents.date. */
export function dateFields(form: Form): ReadonlySet<string> {
  return new Set(
    form.sections.flatMap(({ bands }) =>
      bands.flatMap((band) =>
        band.shape === 'list'
          ? band.fields.filter(({ type }) => type === 'date').map(({ id }) => `${band.id}.${id}`)
          : [],
      ),
    ),
  );
}

function countRows({ cells }: Filled, form: Form): number {
  let rows = 1;
  for (const band of form.sections.flatMap(({ bands }) => bands)) {
    if (band.shape !== 'list') continue;
    rows = Math.max(rows, band.printedRows);
    for (const [key, { value }] of cells) {
      const row = new RegExp(`^${band.id}\\.(\\d+)\\.`).exec(key);
      if (row && value !== null && value !== '') rows = Math.max(rows, Number(row[1]));
    }
  }
  return rows;
}
