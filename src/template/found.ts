/** Where the form stands on a sheet that somebody else made, and the room beside it for what is hidden. */
import { type CellKey, cellAt, keyOf, type Position, positionOf, type SheetSnapshot } from '../core/model';
import type { Form } from '../core/form/schema';
import type { Report } from '../core/report';
import { bareRegions } from './native';
import { absolute, beside, offsetsOf, type Places } from './places';
import type { NativeCell } from './native';
import { regionRanges, regionsStandIn } from './regions';

/** Two columns lie between what stands on the sheet and what is hidden beside it. */
const GAP = 3;
const COLUMNS = 16_384;

export interface Found {
  readonly places: Places;
  /** What has to stand on the sheet beside the companions: a stand-in for the year, the names of the regions. */
  readonly extras: readonly (Omit<NativeCell, 'formula'> & { readonly formula: string | null })[];
  readonly regions: { readonly full: string; readonly bare: string };
  /** First and last column of what is hidden. */
  readonly hidden: { readonly first: number; readonly last: number };
}

const YEAR = keyOf('head.year', 'value');
const REGION = keyOf('head.region', 'value');

/** Null where something stands so far to the right that no room is left. */
export function findPlaces(
  report: Report,
  sheet: SheetSnapshot,
  sheets: readonly SheetSnapshot[],
  form: Form,
): Found | null {
  const { located, judgedAt } = report;
  const stride = judgedAt ?? lastColumn(sheet, report) + GAP;
  // What stands inside the printed words has no cell of its own.
  const cells = new Map(
    [...located.cells].filter(([key]) => !key.startsWith('head.') || !located.embedded.has(key)),
  );
  const offsets = offsetsOf(stride);
  const room = offsets.explained + stride;
  const names = form.regions.length;
  const last = room + 2 * names + 2;
  if (last >= COLUMNS) return null;

  const { top } = located;
  const own = cells.get(YEAR);
  const standIn = { row: top, column: room + 2 * names };
  const places: Places = {
    keys: [...cells.keys()],
    offsets,
    at: (key: CellKey) => cells.get(key) ?? null,
    year: own ?? standIn,
    era: own ? beside(own, offsets.prior) : beside(standIn, 1),
    nothing: beside(standIn, 2),
  };
  const noted = regionsStandIn(sheets, form) ? regionRanges(form) : null;
  const row = cells.get(REGION)?.row ?? null;
  const across = (first: number): string =>
    `${absolute({ row: row ?? top, column: first })}:${absolute({ row: row ?? top, column: first + names - 1 })}`;
  return {
    places,
    extras: [
      ...(own ? [] : [{ at: standIn, ...yearOf(report, sheet) }]),
      ...(noted === null && row !== null ? namesIn(row, room, form) : []),
    ],
    regions: noted ?? { full: across(room), bare: across(room + names) },
    hidden: { first: stride, last },
  };
}

/** The last column in which anything stands. */
function lastColumn(sheet: SheetSnapshot, { located }: Report): number {
  const columns = [
    ...[...sheet.cells.keys()].map((index) => positionOf(index).column),
    ...sheet.merges.map(({ right }) => right),
    ...[...located.cells.values()].map(({ column }) => column),
  ];
  return columns.reduce((most, column) => Math.max(most, column), 0);
}

/** In one row, so that a row taken out of the form takes none of them along. */
function namesIn(row: number, column: number, form: Form): Found['extras'] {
  const write = (value: string, at: number): Found['extras'][number] => ({
    at: { row, column: at },
    value,
    formula: null,
  });
  const bare = bareRegions(form);
  return [
    ...form.regions.map((name, index) => write(name, column + index)),
    ...bare.map((name, index) => write(name, column + bare.length + index)),
  ];
}

/** The year inside the title, read by a formula where it stands there plainly. */
function yearOf(
  { located, year }: Report,
  sheet: SheetSnapshot,
): Pick<Found['extras'][number], 'value' | 'formula'> {
  const at = located.embedded.has(YEAR) ? located.cells.get(YEAR) : undefined;
  return { value: year, formula: at && saysYear(sheet, at, year) ? readYear(at) : null };
}

function saysYear(sheet: SheetSnapshot, at: Position, year: number | null): boolean {
  const { value } = cellAt(sheet, at.row, at.column);
  const text = typeof value === 'string' ? value : '';
  return year !== null && text.indexOf('年') >= 4 && text.indexOf(`${year}年`) === text.indexOf('年') - 4;
}

const readYear = (at: Position): string => {
  const text = absolute(at);
  return `=IFERROR(VALUE(MID(${text},FIND("年",${text})-4,4)),"")`;
};
