/** The workbook that a collector sends up, and who sends it: for roll-ups of roll-ups. */
import { makeRollUp } from '../../src/app/rollup/make';
import { rollUpWorkbook } from '../../src/app/rollup/workbook';
import { form, type SheetSnapshot } from '../../src/core';
import type { Explanation } from '../../src/core/explanations';
import type { Child } from '../../src/core/rollup/child';
import type { Expected } from '../../src/core/rollup/reporters';
import type { RollUp } from '../../src/core/rollup/rollup';
import { readWorkbook } from '../../src/hosts/xlsx/read';
import { childFrom, templateSheets } from './children';
import { cityTemplate, type CityOptions } from './province';

export const county = (name: string, options: CityOptions = {}): Child =>
  childFrom(templateSheets(cityTemplate(name, { from: 2014, ...options })), { file: `${name}.xlsx` });

export const awaited = (name: string): Expected => ({
  ...{ name, due: null, received: null, declared: null, file: null },
});

export interface Made {
  readonly rolled: RollUp;
  readonly bytes: Uint8Array;
}
export interface SumOptions {
  readonly expected?: readonly string[] | null;
  readonly own?: Child | null;
  readonly explanations?: readonly Explanation[];
}

export async function sumOf(
  region: string | null,
  children: readonly Child[],
  { expected = null, own = null, explanations = [] }: SumOptions = {},
): Promise<Made> {
  const made = makeRollUp(children, {
    ...{ form, year: 2014, region, own, expected: expected?.map(awaited) ?? null },
    ...{ declared: new Map(), chosen: [], stage: 'draft', currentYear: 2026 },
    ...{ language: 'zh-CN', name: region ?? '' },
  });
  const { template } = made;
  const values = {
    ...template.values,
    explanations: [...(template.values?.explanations ?? []), ...explanations],
  };
  const options = { language: 'zh-CN', linkTo: (file: string) => file, changes: null } as const;
  const bytes = await rollUpWorkbook(made.rolled, { ...template, values }, made.parent, options);
  return { rolled: made.rolled, bytes };
}

export const sheetsOf = (bytes: Uint8Array): SheetSnapshot[] =>
  readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot);

export const readAgain = (bytes: Uint8Array, file: string): Child => childFrom(sheetsOf(bytes), { file });
