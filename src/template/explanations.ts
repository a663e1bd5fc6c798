/** The sheet 审核说明: why a figure that a soft rule questions is right. */
import type { Form } from '../core/form/schema';
import { ledgerLabel } from '../core/ledger';
import { columnName, type Period } from '../core/model';
import { SheetDraft } from '../core/draft';
import { plainStyle } from './styles';
import type { Explanation } from './values';

export const EXPLANATIONS_SHEET = '审核说明';
export const EXPLANATION_FIELDS = ['规则', '年度', '指标', '期间', '数值', '说明', '填写人', '日期'] as const;
const WIDTHS = [10, 8, 34, 8, 12, 50, 12, 13];
const PERIODS: Record<Period, string> = { year: '本年', cumulative: '累计', value: '' };
const BLANK_ROWS = 15;
const HEAD_ROW = 1;

/** Never an address: rows come and go. */
export const explanationKey = ({
  rule,
  year,
  id,
  period,
}: Pick<Explanation, 'rule' | 'year' | 'id' | 'period'>): string => [rule, year, id, period].join('|');

export function draftExplanations(form: Form, explanations: readonly Explanation[]): SheetDraft {
  const sheet = new SheetDraft(EXPLANATIONS_SHEET);
  const last = HEAD_ROW + Math.max(explanations.length, BLANK_ROWS);
  const title = plainStyle({ align: 'center', size: 16, title: true, wrap: false });
  sheet.box({ top: 0, bottom: 0, left: 1, right: EXPLANATION_FIELDS.length }, EXPLANATIONS_SHEET, title);
  sheet.heights.set(0, 30).set(HEAD_ROW, 18);
  EXPLANATION_FIELDS.forEach((field, index) =>
    sheet.put({ row: HEAD_ROW, column: index + 1 }, field, plainStyle({ align: 'center', frame: true })),
  );
  for (let row = HEAD_ROW + 1; row <= last; row++) {
    const explanation = explanations[row - HEAD_ROW - 1];
    const values = explanation ? wordsOf(explanation, form) : [];
    sheet.put(
      { row, column: 0 },
      explanation ? explanationKey(explanation) : null,
      plainStyle({ open: true }),
    );
    EXPLANATION_FIELDS.forEach((field, index) => {
      const long = field === '指标' || field === '说明';
      const look = {
        align: long ? 'left' : 'center',
        frame: true,
        open: true,
        date: field === '日期',
      } as const;
      sheet.put({ row, column: index + 1 }, values[index] ?? null, plainStyle(look));
    });
    sheet.heights.set(row, 28);
  }
  sheet.columns = [{ width: 12, hidden: true }, ...WIDTHS.map((width) => ({ width }))];
  sheet.frozen = { rows: HEAD_ROW + 1, columns: 0 };
  sheet.page = {
    landscape: true,
    pagesWide: 1,
    header: form.name,
    area: `$A$1:$${columnName(EXPLANATION_FIELDS.length)}$${last + 1}`,
    titles: [`$1:$${HEAD_ROW + 1}`],
    breaks: [],
  };
  return sheet;
}

function wordsOf(
  { rule, year, id, period, value, reason, author, date }: Explanation,
  form: Form,
): Explanation['value'][] {
  const indicator = form.indicators.find((one) => one.id === id);
  const name = indicator ? ledgerLabel(form, indicator) : id;
  return [rule, year, name, PERIODS[period], value, reason, author, date];
}
