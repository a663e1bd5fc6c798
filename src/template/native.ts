/** The rules of the head and of the open list that the workbook checks by itself; their formulas are written by hand. */
import type { Form } from '../core/form/schema';
import { addressOf, type CellKey, type CellValue, isError, keyOf, type Position } from '../core/model';
import { serialOf } from '../core/values/date';
import { bare } from '../core/values/region';
import { serialFormula, serialIn, tidyDate, tidyDateFormula } from './dates';
import { isNative } from './mirror';
import { absolute, beside, type Places } from './places';

const BY_HAND = ['HDR-01', 'HDR-02', 'DOC-01', 'DOC-02'];

/** Ids of the rules that the workbook shows without an add-in. */
export const nativeRules = (form: Form): string[] => [
  ...new Set(form.rules.filter((rule) => BY_HAND.includes(rule.id) || isNative(rule)).map((rule) => rule.id)),
];

export interface NativeCell {
  readonly at: Position;
  readonly formula: string;
  readonly value: CellValue;
}

const PLACES = ['市', '州', '盟', '区', '县', '旗'];
const isNumber = (value: CellValue): value is number => typeof value === 'number';
const isFilled = (value: CellValue): boolean =>
  isError(value) || (value !== null && String(value).replace(/^ +| +$/g, '') !== '');
const filled = (ref: string): string => `IFERROR(LEN(TRIM(${ref}))>0,TRUE)`;

/** Region names without their suffix, as the formula of HDR-01 looks them up. */
export const bareRegions = (form: Form): string[] => form.regions.map(bare);

export function nativeCells(
  form: Form,
  places: Places,
  bareNames: string,
  valueOf: (key: CellKey) => CellValue,
): NativeCell[] {
  const yearKey = keyOf('head.year', 'value');
  const yearRef = absolute(places.year);
  const { mirror, prior, adjustment } = places.offsets;
  const yearValue = valueOf(yearKey);
  return [...checkRegion(), ...checkYear(), ...checkList()];

  /** HDR-01. The text is cleaned in a helper cell; Chinese signs alone cannot be told apart in a formula. */
  function checkRegion(): NativeCell[] {
    const key = keyOf('head.region', 'value');
    const region = places.at(key);
    if (!region) return [];
    const ref = addressOf(region);
    const clean = beside(region, prior);
    const text = addressOf(clean);
    const value = valueOf(key);
    const cleaned = isError(value) || value === null ? '' : String(value).replace(/[ 　]/g, '');
    const known = bareRegions(form).includes(cleaned.replaceAll('省', ''));
    const local = [...cleaned].length > 1 && PLACES.includes(cleaned.at(-1)!);
    const ends = PLACES.map((place) => `RIGHT(${text},1)="${place}"`).join(',');
    return [
      {
        at: clean,
        formula: `=IF(ISERROR(${ref}),"",SUBSTITUTE(SUBSTITUTE(${ref}&""," ",""),"　",""))`,
        value: cleaned,
      },
      {
        at: beside(region, mirror),
        formula:
          `=IF(ISNUMBER(MATCH(SUBSTITUTE(${text},"省",""),${bareNames},0)),0,` +
          `IF(AND(LEN(${text})>1,OR(${ends})),0,2))`,
        value: known || local ? 0 : 2,
      },
    ];
  }

  /** HDR-02 without its upper bound: a formula that looks at the calendar would never be at rest. */
  function checkYear(): NativeCell[] {
    const wrong = !isNumber(yearValue) || !Number.isInteger(yearValue) || yearValue < form.since;
    const era = !isNumber(yearValue) ? 0 : yearValue > form.since ? 2 : yearValue === form.since ? 1 : 0;
    const verdict = {
      formula: `=IF(COUNT(${yearRef})=0,2,IF(OR(INT(N(${yearRef}))<>N(${yearRef}),N(${yearRef})<${form.since}),2,0))`,
      value: wrong ? 2 : 0,
    };
    const own = places.at(yearKey);
    return [
      ...(own ? [{ at: beside(own, mirror), ...verdict }] : []),
      {
        at: places.era,
        formula: `=IF(COUNT(${yearRef})=0,0,IF(N(${yearRef})>${form.since},2,IF(N(${yearRef})=${form.since},1,0)))`,
        value: era,
      },
    ];
  }

  /**
   * DOC-01: all of a row or none. DOC-02: a date between the beginning of 累计 and the end of the year; one that
   * stands there as text is read in two helper cells.
   */
  function checkList(): NativeCell[] {
    const first = serialOf(form.since, 1, 1)!;
    return listRows(form, places).flatMap((row) => {
      const values = row.map(({ key }) => valueOf(key));
      const refs = row.map(({ at }) => addressOf(at));
      return row.flatMap(({ at, type }, index): NativeCell[] => {
        const others = refs.filter((_, other) => other !== index).map(filled);
        const any = others.length === 0 ? 'FALSE' : `OR(${others.join(',')})`;
        const missing = `AND(NOT(${filled(refs[index]!)}),${any})`;
        const value = values[index]!;
        const lacks = !isFilled(value) && values.some(isFilled);
        const verdict = beside(at, mirror);
        const ref = refs[index]!;
        // TPL-04: an error value stands for nothing.
        const wrong = `OR(ISERROR(${ref}),${missing})`;
        const isWrong = isError(value) || lacks;
        if (type !== 'date') return [{ at: verdict, formula: `=IF(${wrong},2,0)`, value: isWrong ? 2 : 0 }];
        const [tidy, serial] = [beside(at, prior), beside(at, adjustment)];
        const day = addressOf(serial);
        const early = `N(${day})<${first}`;
        const late = `IFERROR(AND(COUNT(${yearRef})=1,INT(N(${day}))>DATE(N(${yearRef}),12,31)),FALSE)`;
        const outside = `IF(COUNT(${day})=0,2,IF(OR(${early},${late}),2,0))`;
        const judged = `IF(${filled(ref)},${outside},0)`;
        return [
          { at: tidy, formula: tidyDateFormula(ref), value: tidyDate(value) },
          { at: serial, formula: serialFormula(ref, addressOf(tidy)), value: serialIn(value) },
          { at: verdict, formula: `=IF(${wrong},2,${judged})`, value: isWrong || isOutside(value) ? 2 : 0 },
        ];
      });
    });

    function isOutside(value: CellValue): boolean {
      if (!isFilled(value)) return false;
      const day = serialIn(value);
      const last = isNumber(yearValue) ? serialOf(Math.floor(yearValue), 12, 31) : null;
      return day === '' || day < first || (last !== null && Math.floor(day) > last);
    }
  }
}

type ListCell = { readonly key: CellKey; readonly at: Position; readonly type: 'text' | 'date' };

/** The rows of the form's open lists, field by field; what is not on the sheet is left out. */
export function listRows(form: Form, places: Places): ListCell[][] {
  const rows: ListCell[][] = [];
  for (const band of form.sections.flatMap((section) => section.bands)) {
    if (band.shape !== 'list') continue;
    const keyIn = (row: number, field: string): CellKey => keyOf(`${band.id}.${row}.${field}`, 'value');
    const isThere = (row: number): boolean => band.fields.some(({ id }) => places.at(keyIn(row, id)));
    for (let row = 1; isThere(row); row++) {
      rows.push(
        band.fields.flatMap(({ id, type }) => {
          const key = keyIn(row, id);
          const at = places.at(key);
          return at ? [{ key, at, type }] : [];
        }),
      );
    }
  }
  return rows;
}
