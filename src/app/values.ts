/** Figures from outside, as JSON: what a workbook is made with (`template --values`, the samples). */
import { z } from 'zod';
import type { CellKey, CellValue } from '../core';
import { readDate } from '../core/values/date';

z.config({ jitless: true });

const value = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const byYear = <T extends z.ZodType>(of: T) => z.record(z.string().regex(/^\d{4}$/), of);

export const valuesSchema = z.strictObject({
  region: z.string().optional(),
  /** By year, then by cell, e.g. `audit.voluntary/year`. A date in the list may be written 2014-05-06. */
  years: byYear(z.record(z.string().regex(/^[\w.]+\/(?:year|cumulative|value)$/), value)),
  /** By indicator: the 累计 before the first year, and each year's adjustment and its reason. */
  ledger: z
    .record(
      z.string(),
      z.strictObject({
        base: z.number().nullable().optional(),
        adjustments: byYear(value).optional(),
        reasons: byYear(z.string()).optional(),
      }),
    )
    .optional(),
});
export type ValuesInput = z.infer<typeof valuesSchema>;

type YearValues = Map<CellKey, CellValue>;
interface LedgerRow {
  base?: CellValue;
  adjustments?: Map<number, CellValue>;
  reasons?: Map<number, CellValue>;
}

/** Merges several inputs, a later one over an earlier one, into what the template is filled with. */
export function mergeValues(inputs: readonly ValuesInput[]) {
  const years = new Map<number, YearValues>();
  const ledger = new Map<string, LedgerRow>();
  for (const input of inputs) {
    for (const [year, cells] of Object.entries(input.years)) {
      const known = years.get(Number(year)) ?? new Map<CellKey, CellValue>();
      years.set(Number(year), known);
      for (const [key, cell] of Object.entries(cells)) known.set(key as CellKey, dated(key, cell));
    }
    for (const [id, row] of Object.entries(input.ledger ?? {})) {
      const known = ledger.get(id) ?? {};
      ledger.set(id, known);
      if (row.base !== undefined) known.base = row.base;
      known.adjustments = new Map([...(known.adjustments ?? []), ...numbered(row.adjustments)]);
      known.reasons = new Map([...(known.reasons ?? []), ...numbered(row.reasons)]);
    }
  }
  const region = inputs.flatMap((input) => input.region ?? []).at(-1);
  return { region, values: { years, ledger } };
}

const numbered = <T>(record: Record<string, T> | undefined): [number, T][] =>
  Object.entries(record ?? {}).map(([year, item]) => [Number(year), item]);

/** A date of the list is stored as a serial, as Excel does when it is typed; what is no date stays text. */
const dated = (key: string, cell: CellValue): CellValue =>
  typeof cell === 'string' && key.endsWith('.date/value') ? (readDate(cell) ?? cell) : cell;
