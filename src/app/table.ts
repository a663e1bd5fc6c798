/** The tidy long table of a workbook: a row for every cell of the form, the blank ones too. */
import { addressOf, type Book, type CellKey, isError, keyOf, type Report, splitKey } from '../core';
import { periodsOf } from '../core/check/scope';
import type { TableRow, WrittenExplanation } from './contract';

export const TABLE_COLUMNS = [
  'file',
  'sheet',
  'region',
  'year',
  'id',
  'period',
  'unit',
  'value',
  'address',
] as const satisfies readonly (keyof TableRow)[];

export const EXPLANATION_COLUMNS = [
  'file',
  'rule',
  'year',
  'id',
  'period',
  'value',
  'reason',
  'author',
  'date',
] as const satisfies readonly (keyof WrittenExplanation)[];

/** In the form's order: head, indicators, list, texts. */
export function tableOf(file: string, book: Book): TableRow[] {
  const units = new Map(book.form.indicators.map(({ id, unit }) => [id, unit]));
  return book.reports.flatMap((report) =>
    keysOf(report, book).map((key) => {
      const { id, period } = splitKey(key);
      const position = report.located.cells.get(key);
      const value = report.cells.get(key)?.value ?? null;
      return {
        file,
        sheet: report.sheet,
        region: report.region,
        year: report.year,
        id,
        period,
        unit: units.get(id) ?? '',
        value: isError(value) ? value.error : value,
        address: position ? addressOf(position) : '',
      };
    }),
  );
}

function keysOf(report: Report, { form }: Book): CellKey[] {
  const lists = form.sections.flatMap(({ bands }) => bands.filter((band) => band.shape === 'list'));
  const texts = form.sections.flatMap(({ bands }) => bands.filter((band) => band.shape === 'text'));
  return [
    ...form.head.fields.map(({ id }) => keyOf(id, 'value')),
    ...form.indicators.flatMap((indicator) =>
      periodsOf(indicator).map((period) => keyOf(indicator.id, period)),
    ),
    ...lists.flatMap((list) =>
      Array.from({ length: report.located.listRows }, (_, row) =>
        list.fields.map((field) => keyOf(`${list.id}.${row + 1}.${field.id}`, 'value')),
      ).flat(),
    ),
    ...texts.map(({ id }) => keyOf(id, 'value')),
  ];
}

/** RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe; numbers stay numbers. */
export function csvOf<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, string | number | boolean | null>>[],
): string {
  const lines = rows.map((row) => columns.map((column) => field(row[column])).join(','));
  return [columns.join(','), ...lines, ''].join('\r\n');
}

export function field(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = seemsFormula(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What spreadsheets of some language or other compute; a dash that stands for "none" is none of it. */
const seemsFormula = (text: string): boolean =>
  /^[\s\u200b\ufeff]*[=+\-@＝＋－＠]/.test(text) ? !/^[-－—\s]+$/.test(text) : /^[\t\r\n]/.test(text);
