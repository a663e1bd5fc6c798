/** 汇总底稿 of an earlier roll-up, as it stands beside the form that came of it: what the sums in that form lack. */
import type { Form } from '../form/schema';
import { type CellKey, cellAt, isError, keyOf, type Scalar, type SheetSnapshot } from '../model';
import { type Field, slotsOf } from './slots';

/** Where things stand: a hidden id, then what a person reads, then the reporters. */
export const PLACE = {
  head: 2,
  status: 3,
  file: 4,
  first: 5,
  id: 0,
  label: 1,
  period: 2,
  unit: 3,
  total: 4,
  parts: 5,
  open: 6,
  reporters: 7,
} as const;

export interface Papers {
  readonly sheet: string;
  /** Of the form that they belong to. */
  readonly year: number;
  /** By figure of the form: who is lacking in it, as the sheet says, and what the sum was. */
  readonly open: ReadonlyMap<CellKey, { readonly lacking: string; readonly total: number | null }>;
  /** Reporters that no sum has; '' where there are none. */
  readonly absent: string;
}

export const slotId = (id: string, field: Field): string => `${id}/${field}`;

/** Known by what stands in its hidden column, whatever the sheet is called; null for any other sheet. */
export function readPapers(sheet: SheetSnapshot, form: Form): Papers | null {
  const at = (row: number, column: number): Scalar => {
    const { value } = cellAt(sheet, row, column);
    return isError(value) ? value.error : value;
  };
  const slots = slotsOf(form);
  const year = at(0, PLACE.id);
  const [first] = slots;
  if (typeof year !== 'number' || at(PLACE.first, PLACE.id) !== slotId(first!.indicator.id, first!.field))
    return null;
  const known = new Map(slots.map((slot) => [slotId(slot.indicator.id, slot.field), slot]));
  const open = new Map<CellKey, { lacking: string; total: number | null }>();
  for (let row = PLACE.first; row < PLACE.first + slots.length; row++) {
    const slot = known.get(textIn(at(row, PLACE.id)));
    const lacking = textIn(at(row, PLACE.open));
    if (!slot || lacking === '' || slot.field === 'prior') continue;
    // An adjustment that is not known is one that the 累计 rests on.
    const key = slot.key ?? keyOf(slot.indicator.id, 'cumulative');
    const total = at(row, PLACE.total);
    const before = open.get(key);
    open.set(key, {
      lacking: before && before.lacking !== lacking ? `${before.lacking}；${lacking}` : lacking,
      total: before?.total ?? (slot.key !== null && typeof total === 'number' ? total : null),
    });
  }
  return { sheet: sheet.name, year, open, absent: textIn(at(PLACE.status, PLACE.open)) };
}

const textIn = (value: Scalar): string => (value === null ? '' : String(value).trim());
