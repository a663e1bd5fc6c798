/** What stands hidden beside a year's form: the verdicts, and what they need from the ledger. */
import { TOTAL_REASON } from '../core/fill/computed';
import type { Highlight } from '../core/draft';
import { explanationNames, explanationPeriods, figureText } from '../core/explanations';
import type { Form } from '../core/form/schema';
import { type LedgerField, ledgerIndicators, type LedgerPlace } from '../core/ledger';
import { addressOf, type Area, type CellKey, columnName, quoteSheet, splitKey } from '../core/model';
import { type Figures, gradeCell } from './compute';
import type { MirrorCell } from './mirror';
import { type NativeCell, nativeCells } from './native';
import { absolute, beside, placeOf, type Places } from './places';
import { HARD, SOFT } from './styles';

/** References into the ledger, with its sheet; null where it has no such cell. */
export interface LedgerLink {
  cell(id: string, year: number, field: LedgerField): string | null;
  /** c₋₁ of a year. */
  prior(id: string, year: number): string | null;
}

export interface CompanionContext {
  readonly form: Form;
  readonly places: Places;
  readonly ledger: LedgerLink;
  readonly mirror: readonly MirrorCell[];
  readonly figures: Figures;
  /** Where the names of the regions stand, in full and without suffix. */
  readonly regions: { readonly full: string; readonly bare: string };
  /** Where the keys of the written reasons stand, with their sheet; null where there is none. */
  readonly explanations: string | null;
}

/** The ledger as the template lays it out. */
export function linkTo(sheet: string, place: LedgerPlace): LedgerLink {
  const refer = (id: string, column: number): string =>
    `${quoteSheet(sheet)}!${addressOf({ row: place.row(id), column })}`;
  return {
    cell: (id, year, field) => refer(id, place.column(year, field)),
    prior: (id, year) => refer(id, place.prior(year)),
  };
}

export function companionsOf(year: number, context: CompanionContext): NativeCell[] {
  const { form, places, ledger, mirror, figures, regions } = context;
  const verdicts = mirror.map((cell) => ({
    at: cell.at,
    formula: cell.formula,
    value: gradeCell(cell, figures, form, year),
  }));
  const byHand = nativeCells(form, places, regions.bare, (key: CellKey) => figures.value(year, key));
  const fetched = ledgerIndicators(form).flatMap(({ id, sumOf }): NativeCell[] => {
    const at = places.at(`${id}/cumulative`);
    if (!at) return [];
    const prior = ledger.prior(id, year);
    const adjustment = ledger.cell(id, year, 'adjustment');
    const reason = ledger.cell(id, year, 'reason');
    const written = sumOf ? TOTAL_REASON : figures.ledger(id, year, 'reason');
    return [
      {
        at: beside(at, places.offsets.prior),
        value: figures.prior(id, year),
        formula: prior === null ? '=""' : `=IF(COUNT(${prior})=1,${prior},"")`,
      },
      {
        at: beside(at, places.offsets.adjustment),
        value: figures.adjustment(id, year),
        formula:
          adjustment === null
            ? '=0'
            : `=IF(COUNT(${adjustment})=1,${adjustment},IF(LEN(${adjustment})=0,0,""))`,
      },
      {
        at: beside(at, places.offsets.reason),
        value: written ?? '',
        formula: reason === null ? '=""' : `=IF(LEN(${reason})=0,"",${reason})`,
      },
    ];
  });
  return [...verdicts, ...byHand, ...fetched, ...explained(year, context)];
}

/** Which of its soft rules a written reason answers: the verdict passes over them. */
function explained(
  year: number,
  { form, places, mirror, figures, explanations }: CompanionContext,
): NativeCell[] {
  if (explanations === null) return [];
  const quoted = (text: string): string => text.replaceAll('"', '""');
  return mirror.flatMap(({ key, soft }): NativeCell[] => {
    if (soft.length === 0) return [];
    const { id, period } = splitKey(key);
    const at = placeOf(places, key);
    const name = quoted([explanationNames(form).get(id) ?? id, explanationPeriods[period], ''].join('|'));
    const parts = soft.map(({ rule }) => {
      const sought = `"${rule.id}|"&${absolute(places.year)}&"|${name}"&${figureText(addressOf(at))}`;
      return `IF(ISNUMBER(MATCH(${sought},${explanations},0)),"${rule.id} ","")`;
    });
    const held = soft.filter(({ rule }) => figures.explained(year, rule.id, key));
    return [
      {
        at: beside(at, places.offsets.explained),
        formula: `=${parts.join('&')}`,
        value: held.map(({ rule }) => `${rule.id} `).join(''),
      },
    ];
  });
}

/** Red where the verdict is 2, amber where it is 1. */
export function highlightsOf({ top, left, bottom, right }: Area, offset: number): Highlight[] {
  const range = `${addressOf({ row: top, column: left })}:${columnName(right)}${bottom + 1}`;
  const verdict = addressOf({ row: top, column: left + offset });
  return [
    { type: 'expression', formula: `${verdict}=2`, range, priority: 1, style: HARD, stopIfTrue: true },
    { type: 'expression', formula: `${verdict}=1`, range, priority: 2, style: SOFT },
  ];
}

/** ××年 until head.year is a number, then that year. */
export function yearLabelFormula(form: Form, { year }: Places, blank: string, mark: string): string {
  const ref = absolute(year);
  const text = blank.replaceAll('"', '""');
  return `=IF(COUNT(${ref})=0,"${text}",${ref}&"${form.yearLabel.suffix}${mark}")`;
}
