/** The sheet 审核说明: why a figure that a soft rule questions is right. */
import {
  EXPLANATION_FIELDS,
  type ExplanationField,
  explanationKey,
  explanationNames,
  explanationPeriods,
  EXPLANATIONS_SHEET,
  type Explanation,
  type Explanations,
  keyFormula,
} from '../core/explanations';
import type { Form } from '../core/form/schema';
import {
  addressOf,
  type CellValue,
  columnName,
  positionOf,
  quoteSheet,
  type SheetSnapshot,
} from '../core/model';
import { SheetDraft } from '../core/draft';
import { absolute } from './places';
import { plainStyle } from './styles';

const WIDTHS: Readonly<Record<ExplanationField, number>> = {
  rule: 10,
  year: 8,
  name: 34,
  period: 8,
  value: 12,
  reason: 50,
  author: 12,
  date: 13,
};
const FIELDS = Object.keys(EXPLANATION_FIELDS) as ExplanationField[];
const ROWS = 15;
const HEAD_ROW = 1;

/** The last row is kept blank: rows that come in above it are within what the year sheets look through. */
const lastRowOf = (explanations: readonly Explanation[]): number =>
  HEAD_ROW + Math.max(explanations.length + 1, ROWS);

/** Where the keys of its rows stand. */
export const keysOf = (explanations: readonly Explanation[]): string =>
  `${quoteSheet(EXPLANATIONS_SHEET)}!$A$${HEAD_ROW + 1}:$A$${lastRowOf(explanations) + 1}`;

/** Where they stand in a workbook that has the sheet; null where it has no such column. */
export function keysIn({ sheet, headRow, columns }: Explanations, { cells }: SheetSnapshot): string | null {
  const { key } = columns;
  if (key === undefined) return null;
  const rows = [...cells.keys()].map(positionOf).filter((at) => at.column === key && at.row > headRow);
  const bottom = rows.reduce((most, { row }) => Math.max(most, row), headRow + 1);
  const range = [headRow, bottom].map((row) => absolute({ row, column: key })).join(':');
  return `${quoteSheet(sheet)}!${range}`;
}

export function draftExplanations(form: Form, explanations: readonly Explanation[]): SheetDraft {
  const sheet = new SheetDraft(EXPLANATIONS_SHEET);
  const last = lastRowOf(explanations);
  const title = plainStyle({ align: 'center', size: 16, title: true, wrap: false });
  sheet.box({ top: 0, bottom: 0, left: 1, right: FIELDS.length }, EXPLANATIONS_SHEET, title);
  sheet.heights.set(0, 30).set(HEAD_ROW, 18);
  FIELDS.forEach((field, index) =>
    sheet.put(
      { row: HEAD_ROW, column: index + 1 },
      EXPLANATION_FIELDS[field],
      plainStyle({ align: 'center', frame: true }),
    ),
  );
  for (let row = HEAD_ROW + 1; row <= last; row++) {
    const explanation = explanations[row - HEAD_ROW - 1];
    const words = explanation && wordsOf(explanation, form);
    const formula = keyFormula((field) => addressOf({ row, column: FIELDS.indexOf(field) + 1 }));
    sheet.put(
      { row, column: 0 },
      explanation ? explanationKey(explanation, form) : '',
      plainStyle({}),
      formula,
    );
    FIELDS.forEach((field, index) => {
      const long = field === 'name' || field === 'reason';
      const look = {
        align: long ? 'left' : 'center',
        frame: true,
        open: true,
        date: field === 'date',
      } as const;
      sheet.put({ row, column: index + 1 }, words?.[field] ?? null, plainStyle(look));
    });
    sheet.heights.set(row, 28);
  }
  sheet.columns = [{ width: 12, hidden: true }, ...FIELDS.map((field) => ({ width: WIDTHS[field] }))];
  sheet.frozen = { rows: HEAD_ROW + 1, columns: 0 };
  sheet.page = {
    landscape: true,
    pagesWide: 1,
    header: form.name,
    area: `$A$1:$${columnName(FIELDS.length)}$${last + 1}`,
    titles: [`$1:$${HEAD_ROW + 1}`],
    breaks: [],
  };
  return sheet;
}

function wordsOf(explanation: Explanation, form: Form): Readonly<Record<ExplanationField, CellValue>> {
  const { id, period } = explanation;
  return { ...explanation, name: explanationNames(form).get(id) ?? id, period: explanationPeriods[period] };
}
