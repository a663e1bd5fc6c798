/** Reporters of a roll-up, made without files. */
import { form, readBook, type SheetSnapshot } from '../../src/core';
import type { Child } from '../../src/core/rollup/child';
import { rollUp, type RollUp, type RollUpOptions } from '../../src/core/rollup/rollup';
import { type ReduceOptions, reduceBook } from '../../src/app/rollup/reduce';
import { draftTemplate, type TemplateOptions } from '../../src/template/template';

export function templateSheets(options: TemplateOptions): SheetSnapshot[] {
  return draftTemplate(options).map(({ name, cells, merges }) => ({
    name,
    visible: true,
    merges,
    cells: new Map([...cells].map(([index, { value, formula }]) => [index, { value, formula }])),
  }));
}

export interface ChildOptions extends Partial<ReduceOptions> {
  readonly file?: string;
  readonly fingerprint?: string;
  readonly modified?: string;
  readonly version?: string | null;
}

export function childFrom(sheets: readonly SheetSnapshot[], options: ChildOptions = {}): Child {
  const { file = 'a.xlsx', fingerprint = file, modified = null, version = null, ...rest } = options;
  const reduce = { year: null, stage: 'draft', currentYear: 2026, ...rest } as const;
  return reduceBook({ file, fingerprint, modified, version }, readBook(sheets, form), reduce);
}

export const rolled = (children: readonly Child[], options: Partial<RollUpOptions> = {}): RollUp =>
  rollUp(children, {
    form,
    year: 2014,
    region: null,
    own: null,
    expected: null,
    declared: new Map(),
    chosen: [],
    ...options,
  });
