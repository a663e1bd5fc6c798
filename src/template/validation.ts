/** What a cell expects: a word beside it, and a warning that can always be overruled. */
import { isWhole } from '../core/check/scope';
import type { Validation } from '../core/draft';
import type { Form } from '../core/form/schema';
import { addressOf, type CellKey, keyOf } from '../core/model';
import { serialOf } from '../core/values/date';
import { listRows } from './native';
import { absolute, type Places } from './places';

const warn = (title: string, message: string): Partial<Validation> => ({
  allowBlank: true,
  showErrorMessage: true,
  errorStyle: 'warning',
  errorTitle: title,
  errorMessage: message,
});
const hint = (title: string, message: string): Partial<Validation> => ({
  showInputMessage: true,
  inputTitle: title,
  inputMessage: message,
});

/** `regions` is the reference of their names: too long for a list inside the validation. */
export function validationsOf(form: Form, places: Places, regions: string): Validation[] {
  const validations: Validation[] = [];
  const at = (key: CellKey): string[] => {
    const position = places.at(key);
    return position ? [addressOf(position)] : [];
  };
  const add = (range: readonly string[], rule: Omit<Validation, 'range'>): void => {
    if (range.length > 0) validations.push({ ...rule, range: range.join(' ') });
  };
  const field = (id: string): string[] => at(keyOf(id, 'value'));
  const yearRef = absolute(places.year);

  add(field('head.region'), {
    type: 'list',
    formula1: regions,
    allowBlank: true,
    showErrorMessage: false,
    ...hint('省（市、区）', '可从列表选取，也可填写市、州、县名称'),
  });
  add(field('head.year'), {
    type: 'whole',
    operator: 'between',
    formula1: String(form.since),
    formula2: '9999',
    ...warn('年度', `请填 ${form.since} 年起的年份`),
    ...hint('年度', '填四位年份'),
  });

  for (const { unit } of form.units) {
    const measured = form.indicators.filter(
      (one) => one.unit === unit && !one.sumOf && one.kind !== 'choice',
    );
    const whole = measured.some((one) => isWhole(form, one));
    const keys = (period: 'year' | 'cumulative' | 'value'): string[] =>
      measured.flatMap((one) => at(keyOf(one.id, period)));
    const rule = whole
      ? ({
          type: 'whole',
          operator: 'greaterThanOrEqual',
          formula1: '0',
          ...warn('应填整数', '请填不小于 0 的整数'),
        } as const)
      : ({
          type: 'decimal',
          operator: 'between',
          formula1: '-1E+15',
          formula2: '1E+15',
          ...warn('应填数字', '请填数字，不带单位'),
        } as const);
    add([...keys('year'), ...keys('value')], { ...rule, ...hint('单位', unit) });
    add(keys('cumulative'), { ...rule, ...hint('单位', `${unit}（自动累计）`) });
  }

  for (const choice of form.indicators.filter((one) => one.kind === 'choice')) {
    add(field(choice.id), {
      type: 'list',
      values: ['有', '无'],
      ...warn('有/无', '请填“有”或“无”'),
      ...hint('有/无', '选“有”或“无”'),
    });
  }

  const dates = listRows(form, places).flatMap((row) =>
    row.filter((cell) => cell.type === 'date').map((cell) => cell.at),
  );
  add(dates.map(addressOf), {
    type: 'date',
    operator: 'between',
    formula1: String(serialOf(form.since, 1, 1)),
    // The head's year, not this one: the sheet is copied for the next year.
    formula2: `IF(COUNT(${yearRef})=0,${serialOf(9999, 12, 31)},DATE(${yearRef},12,31))`,
    ...warn('发布日期', `请填 ${form.since}-01-01 至报告年度年底的日期`),
    ...hint('发布日期', '例如 2012-05-06'),
  });
  return validations;
}
