/** 汇总底稿 of an earlier roll-up, as it stands beside the form that came of it: who is in its sums, and what they lack. */
import type { Form } from '../form/schema';
import { type CellKey, cellAt, isError, keyOf, type Scalar, type SheetSnapshot } from '../model';
import { type Member, printOf, readBelow } from './members';
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

/** Statuses of the sheet's reporters stand in its hidden column, one after the other. */
export const STATUS_SEPARATOR = ' ';
/** The figures of these are in the sums. */
const COUNTED: ReadonlySet<string> = new Set(['summed', 'faulty', 'own', 'included']);
const OWN = 'own';

export interface Papers {
  readonly sheet: string;
  /** Of the form that they belong to. */
  readonly year: number;
  /** By figure of the form: who is lacking in it, as the sheet says, and what the sum was. */
  readonly open: ReadonlyMap<CellKey, { readonly lacking: string; readonly total: number | null }>;
  /** Reporters that no sum has; '' where there are none. */
  readonly absent: string;
  /** Those that the sums have. */
  readonly members: readonly Member[];
}

export const slotId = (id: string, field: Field): string => `${id}/${field}`;

/** By what stands in its hidden column, whatever the sheet is called and whatever form it is of. */
export function isPapers(sheet: SheetSnapshot): boolean {
  const [year, first] = [0, PLACE.first].map((row) => cellAt(sheet, row, PLACE.id).value);
  return typeof year === 'number' && typeof first === 'string' && SLOT_ID.test(first);
}
const SLOT_ID = /^[\w.]+\/(?:year|cumulative|value|prior|adjustment)$/;

/** null for any other sheet, and for one of another form. */
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
  const rows: Row[] = [];
  for (let row = PLACE.first; row < PLACE.first + slots.length; row++) {
    const slot = known.get(textIn(at(row, PLACE.id)));
    if (slot) rows.push([row, slot.index]);
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
  return {
    sheet: sheet.name,
    year,
    open,
    absent: textIn(at(PLACE.status, PLACE.open)),
    members: membersIn(at, rows, form),
  };
}

/** A long list of reporters goes on on another sheet. */
export const joinPapers = (first: Papers | null, next: Papers | null): Papers | null =>
  first && next?.year === first.year
    ? { ...first, members: [...first.members, ...next.members] }
    : (first ?? next);

type Row = readonly [row: number, slot: number];

function membersIn(at: (row: number, column: number) => Scalar, rows: readonly Row[], form: Form): Member[] {
  const names: string[] = [];
  for (let column = PLACE.reporters; ; column++) {
    const name = textIn(at(PLACE.head, column));
    if (name === '') break;
    names.push(name);
  }
  const statuses = textIn(at(PLACE.status, PLACE.id)).split(STATUS_SEPARATOR);
  const below = readBelow(textIn(at(PLACE.file, PLACE.id)));
  const isTold = statuses.length === names.length;
  return names.flatMap((name, index): Member[] => {
    const column = PLACE.reporters + index;
    const figures = new Float64Array(slotsOf(form).length).fill(NaN);
    for (const [row, slot] of rows) {
      const value = at(row, column);
      if (typeof value === 'number') figures[slot] = value;
    }
    // In sheets of before, and where a hand has moved columns, who has figures counts.
    const hasFigures = figures.some((figure) => !Number.isNaN(figure));
    const counted = isTold ? COUNTED.has(statuses[index]!) : hasFigures;
    if (!counted) return [];
    return [
      {
        name,
        file: textIn(at(PLACE.file, column)),
        isOwn: isTold && statuses[index] === OWN,
        below: below.get(name) ?? [],
        // A form that came as Word brought no figures of its reporters.
        print: hasFigures ? printOf(figures, form) : null,
      },
    ];
  });
}

const textIn = (value: Scalar): string => (value === null ? '' : String(value).trim());
