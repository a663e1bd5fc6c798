/** An earlier result of a roll-up, read back: what each file said then, and what the form says now. */
import { cellAt, type Form, isError, type Scalar, type SheetSnapshot } from '../../core';
import type { Child } from '../../core/rollup/child';
import type { RollUp } from '../../core/rollup/rollup';
import { slotsOf } from '../../core/rollup/slots';
import { LANGUAGES } from '../../strings/messages';
import { rollUpWords } from '../../strings/rollup';
import type { Change, Changes } from '../contract';
import { PLACE } from './figures';

/** A figure, the text that stood instead of one, or nothing. */
type Figure = number | string | null;

export interface Previous {
  /** Fingerprints by file, as the result names it. */
  readonly fingerprints: ReadonlyMap<string, string>;
  /** By file: its figures by slot. */
  readonly figures: ReadonlyMap<string, readonly Figure[]>;
  readonly names: ReadonlyMap<string, string>;
  /** What was the sum, by slot. */
  readonly totals: readonly Figure[];
}

/** null where the workbook is no result of a roll-up. */
export function readPrevious(sheets: readonly SheetSnapshot[], form: Form): Previous | null {
  const words = LANGUAGES.map(rollUpWords);
  const named = (pick: 'figures' | 'reporters'): SheetSnapshot[] =>
    sheets.filter(({ name }) =>
      words.some(
        (one) => name === one.sheets[pick] || (pick === 'figures' && isNext(name, one.sheets.figures)),
      ),
    );
  const [list] = named('reporters');
  const drawn = named('figures');
  if (!list || drawn.length === 0) return null;
  const figures = new Map<string, Figure[]>();
  const names = new Map<string, string>();
  const slots = slotsOf(form);
  const slotAt = new Map(slots.map(({ index, indicator, field }) => [`${indicator.id}/${field}`, index]));
  const totals: Figure[] = slots.map(() => null);
  for (const sheet of drawn) {
    const rows: [row: number, slot: number][] = [];
    for (let row = PLACE.first; row < PLACE.first + slots.length; row++) {
      const slot = slotAt.get(String(plain(sheet, row, PLACE.id)));
      if (slot !== undefined) rows.push([row, slot]);
    }
    for (const [row, slot] of rows) totals[slot] = plain(sheet, row, PLACE.total);
    for (let column = PLACE.reporters; plain(sheet, PLACE.head, column) !== null; column++) {
      const file = plain(sheet, PLACE.file, column);
      if (typeof file !== 'string') continue;
      names.set(file, String(plain(sheet, PLACE.head, column)));
      const own: Figure[] = slots.map(() => null);
      for (const [row, slot] of rows) own[slot] = plain(sheet, row, column);
      figures.set(file, own);
    }
  }
  return { fingerprints: fingerprintsIn(list), figures, names, totals };
}

const isNext = (name: string, first: string): boolean =>
  name.startsWith(first) && /^\d+$/.test(name.slice(first.length));

function plain(sheet: SheetSnapshot, row: number, column: number): Figure {
  const { value } = cellAt(sheet, row, column);
  const scalar: Scalar = isError(value) ? value.error : value;
  return scalar === '' || typeof scalar === 'boolean' ? null : scalar;
}

/** By the headings of the list. */
function fingerprintsIn(list: SheetSnapshot): Map<string, string> {
  const found = new Map<string, string>();
  const heads = Array.from({ length: 40 }, (_, column) => plain(list, 0, column));
  const at = (pick: 'file' | 'fingerprint'): number =>
    heads.findIndex((head) => LANGUAGES.some((language) => rollUpWords(language).columns[pick] === head));
  const [file, fingerprint] = [at('file'), at('fingerprint')];
  if (file < 0 || fingerprint < 0) return found;
  for (let row = 1; plain(list, row, 0) !== null; row++) {
    const [name, mark] = [plain(list, row, file), plain(list, row, fingerprint)];
    if (typeof name === 'string') found.set(name, typeof mark === 'string' ? mark : '');
  }
  return found;
}

/** What is different now: of the files by their bytes, of the figures one by one. */
export function changesSince(
  previous: Previous,
  since: string,
  rolled: RollUp,
  earlier: Child | null,
  linkTo: (file: string) => string,
): Changes {
  const { form } = rolled;
  const now = new Map(
    rolled.reporters.flatMap((reporter) =>
      reporter.file === null ? [] : [[linkTo(reporter.file), reporter] as const],
    ),
  );
  const files: Changes['files'] = [];
  for (const [file, { name, child }] of now) {
    const known = previous.fingerprints.get(file);
    if (known === undefined) files.push({ file, reporter: name, what: 'added', cells: [] });
    else if (known !== (child?.fingerprint ?? '')) {
      const before = previous.figures.get(file) ?? [];
      files.push({ file, reporter: name, what: 'changed', cells: compare(form, before, figuresOf(child)) });
    }
  }
  for (const file of previous.fingerprints.keys()) {
    const reporter = previous.names.get(file) ?? file;
    if (!now.has(file)) files.push({ file, reporter, what: 'gone', cells: [] });
  }
  return { since, files, edited: earlier ? editedIn(form, previous, earlier) : [] };
}

/** Figures of the form that are no longer what the roll-up had put there. 上年累计 that was unknown may be filled in. */
function editedIn(form: Form, { totals }: Previous, earlier: Child): Change[] {
  const stands = figuresOf(earlier);
  return compare(form, totals, stands).filter(
    ({ period, before, after }) =>
      !(before === null && period === 'prior') && !(period === 'adjustment' && !before && !after),
  );
}

function figuresOf(child: Child | null): Figure[] {
  const contribution = child?.contribution;
  if (!contribution) return [];
  return [...contribution.figures].map((figure, index) =>
    Number.isNaN(figure) ? (contribution.unread.get(index) ?? null) : figure,
  );
}

const compare = (form: Form, before: readonly Figure[], after: readonly Figure[]): Change[] =>
  slotsOf(form).flatMap(({ index, indicator, field }) => {
    const [then, now] = [before[index] ?? null, after[index] ?? null];
    return then === now ? [] : [{ id: indicator.id, period: field, before: then, after: now }];
  });
