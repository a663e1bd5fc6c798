/** Year sheets made from the form itself, as a person's plain copy would hold them. */
import { form, layoutForm } from '../../src/core';
import {
  type CellContent,
  type CellKey,
  type CellValue,
  indexOf,
  type SheetSnapshot,
} from '../../src/core/model';

export interface SheetOptions {
  readonly name?: string;
  readonly listRows?: number;
  /** Year labels say the year; otherwise they stay ××年. */
  readonly labelled?: boolean;
}

/** A plain copy of the form: labels and what was typed, no formulas. */
export function makeSheet(
  values: Readonly<Record<CellKey, CellValue>>,
  options: SheetOptions = {},
): SheetSnapshot {
  const layout = layoutForm(form, { listRows: options.listRows ?? 3 });
  const cells = new Map<number, CellContent>();
  const year = values['head.year/value'] as string | number | null | undefined;
  const put = (row: number, column: number, value: CellValue) =>
    void cells.set(indexOf(row, column), { value, formula: null });
  for (const { area, role, text, key } of layout.boxes) {
    const label =
      role === 'year' && options.labelled !== false && year ? text.replace('××', String(year)) : text;
    if (label !== '') put(area.top, area.left, label);
    const value = key ? values[key] : undefined;
    if (value !== undefined && value !== null) put(area.top, area.left, value);
  }
  const merges = layout.boxes
    .map(({ area }) => area)
    .filter(({ top, bottom, left, right }) => bottom > top || right > left);
  return { name: options.name ?? `${String(year ?? '报送表')}年`, visible: true, cells, merges };
}

/**
 * A clean report: every figure filled in, every rule satisfied. `base` is the 累计 of the year before and `factor`
 * this year's figure, both in amounts of a usual year.
 */
export function cleanValues(
  year: number,
  options: { base?: number; region?: string; factor?: number } = {},
): Record<CellKey, CellValue> {
  const values: Record<CellKey, CellValue> = {
    'head.region/value': options.region ?? '山东省',
    'head.year/value': year,
    'head.organization/value': '山东省经济和信息化委员会',
    'head.preparer/value': '王芳',
    'head.contact/value': '0531-86062000',
    'capacity.hasExpertPool/value': '有',
    'text.otherWork/value': '无',
    'text.problems/value': '无',
  };
  const { base = 0, factor = 1 } = options;
  for (const { id, kind, periods } of form.indicators) {
    if (kind === 'choice') continue;
    const amount = amountOf(id);
    if (periods === 'value') values[`${id}/value`] = amount;
    else {
      values[`${id}/year`] = amount * factor;
      values[`${id}/cumulative`] = amount * factor + base * amount;
    }
  }
  return values;
}

/** Wholes hold more than their parts, totals exactly their parts. */
function amountOf(id: string): number {
  const indicator = form.indicators.find((one) => one.id === id)!;
  if (indicator.sumOf) return indicator.sumOf.reduce((sum, part) => sum + amountOf(part), 0);
  if (indicator.partsAre) return indicator.partsAre.reduce((sum, part) => sum + amountOf(part), 0) + 7;
  // The eleven industries of 六 are what was audited; funding is a part of the investment.
  return { 'audit.voluntary': 70, 'audit.mandatory': 70, 'retrofit.investment': 50 }[id] ?? 5;
}
