/** The figures that are added up: 127 of the form, and of the ledger what each year's 累计 starts from. */
import { periodsOf } from '../check/scope';
import type { Form, Indicator } from '../form/schema';
import { type CellKey, keyOf, type Period } from '../model';

/** A period of the form, 上年累计, or the year's declared adjustment. */
export type Field = Period | 'prior' | 'adjustment';

export interface Slot {
  readonly index: number;
  readonly indicator: Indicator;
  readonly field: Field;
  /** The cell of the form; null for what stands in the ledger. */
  readonly key: CellKey | null;
}

const slotsOfForm = new WeakMap<Form, readonly Slot[]>();

/** In the form's order, the ledger's behind; what the ledger has of 合计 is only the sum of its parts. */
export function slotsOf(form: Form): readonly Slot[] {
  const known = slotsOfForm.get(form);
  if (known) return known;
  const figures = form.indicators
    .filter(({ kind }) => kind !== 'choice')
    .flatMap((indicator) =>
      periodsOf(indicator).map((field) => ({ indicator, field, key: keyOf(indicator.id, field) })),
    );
  const chained = form.indicators
    .filter(({ periods, sumOf }) => periods === 'pair' && !sumOf)
    .flatMap((indicator) =>
      (['prior', 'adjustment'] as const).map((field) => ({ indicator, field, key: null })),
    );
  const slots = [...figures, ...chained].map((slot, index): Slot => ({ ...slot, index }));
  slotsOfForm.set(form, slots);
  return slots;
}

const indexes = new WeakMap<Form, ReadonlyMap<string, number>>();

/** Where a figure stands among the slots. */
export function slotAt(form: Form, id: string, field: Field): number | undefined {
  let known = indexes.get(form);
  if (!known) {
    known = new Map(slotsOf(form).map(({ index, indicator, field }) => [`${indicator.id}/${field}`, index]));
    indexes.set(form, known);
  }
  return known.get(`${id}/${field}`);
}
