/** An earlier result of a roll-up, read back: what each file said then, and what the form says now. */
import { cellAt, type Form, isError, readBook, type Scalar, type SheetSnapshot } from '../../core';
import type { Child } from '../../core/rollup/child';
import { PLACE, slotId } from '../../core/rollup/papers';
import type { Reporter } from '../../core/rollup/reporters';
import type { RollUp } from '../../core/rollup/rollup';
import { slotsOf } from '../../core/rollup/slots';
import { nameKey } from '../../core/values/region';
import { LANGUAGES } from '../../strings/messages';
import { rollUpWords } from '../../strings/rollup';
import type { Change, Changes } from '../contract';
import { baseName } from '../returns/list';
import { reduceBook } from './reduce';

/** A figure, the text that stood instead of one, or nothing. */
type Figure = number | string | null;

/** By slot; NaN where no number stood. There are thousands of these. */
interface Figures {
  readonly numbers: Float64Array;
  readonly texts: ReadonlyMap<number, string>;
}

export interface Previous {
  /** Fingerprints by file, as the result names it. */
  readonly fingerprints: ReadonlyMap<string, string>;
  /** By file: its figures by slot. */
  readonly figures: ReadonlyMap<string, Figures>;
  readonly names: ReadonlyMap<string, string>;
  /** What was the sum, by slot. */
  readonly totals: readonly Figure[];
  /** Sums that lacked something: 上年累计 was left blank in the form then. */
  readonly open: ReadonlySet<number>;
}

/** An earlier result: what it was made of, and the form in it as it stands now. */
export interface Recalled {
  readonly record: Previous;
  readonly earlier: Child | null;
}

/** 汇总底稿 of thousands of reporters is large, and nobody else's. */
export const PREVIOUS_LIMITS = { cells: 3_000_000, file: 256 << 20, part: 128 << 20, total: 1 << 30 };

/** null where the workbook is no result of a roll-up. */
export function recallFrom(file: string, sheets: Iterable<SheetSnapshot>, form: Form): Recalled | null {
  const { record, others } = readPrevious(sheets, form);
  if (!record) return null;
  const facts = { file, fingerprint: '', modified: null, version: null };
  const options = { year: null, stage: 'draft', currentYear: 9999 } as const;
  return { record, earlier: reduceBook(facts, readBook(others, form), options) };
}

function isFigures(name: string, language: (typeof LANGUAGES)[number]): boolean {
  const { figures } = rollUpWords(language).sheets;
  return name === figures || isNext(name, figures);
}

interface Read {
  readonly record: Previous | null;
  /** All sheets but 汇总底稿 and 汇总清单: the form is among them. */
  readonly others: readonly SheetSnapshot[];
}

/** Of 汇总底稿 only what is compared is kept, sheet by sheet. */
function readPrevious(sheets: Iterable<SheetSnapshot>, form: Form): Read {
  const figures = new Map<string, Figures>();
  const names = new Map<string, string>();
  const totals: Figure[] = slotsOf(form).map(() => null);
  const open = new Set<number>();
  const others: SheetSnapshot[] = [];
  let isDrawn = false;
  let fingerprints: Map<string, string> | null = null;
  // A piece of a text holds all of the text: copies do not.
  for (const sheet of sheets) {
    if (isList(sheet.name)) fingerprints = structuredClone(fingerprintsIn(sheet));
    else if (!LANGUAGES.some((language) => isFigures(sheet.name, language))) others.push(sheet);
    else {
      isDrawn = true;
      const drawn = structuredClone(figuresIn(sheet, form));
      for (const [slot, total] of drawn.totals) totals[slot] = total;
      for (const slot of drawn.open) open.add(slot);
      for (const { file, name, ...own } of drawn.columns) {
        names.set(file, name);
        figures.set(file, own);
      }
    }
  }
  if (!fingerprints || !isDrawn) return { record: null, others };
  return { record: { fingerprints, figures, names, totals, open }, others };
}

const isList = (name: string): boolean =>
  LANGUAGES.some((language) => name === rollUpWords(language).sheets.reporters);

interface Drawn {
  readonly totals: ReadonlyMap<number, Figure>;
  readonly open: readonly number[];
  readonly columns: readonly (Figures & { readonly file: string; readonly name: string })[];
}

function figuresIn(sheet: SheetSnapshot, form: Form): Drawn {
  const slots = slotsOf(form);
  const slotAt = new Map(slots.map(({ index, indicator, field }) => [slotId(indicator.id, field), index]));
  const rows: [row: number, slot: number][] = [];
  for (let row = PLACE.first; row < PLACE.first + slots.length; row++) {
    const slot = slotAt.get(String(plain(sheet, row, PLACE.id)));
    if (slot !== undefined) rows.push([row, slot]);
  }
  const totals = new Map(rows.map(([row, slot]) => [slot, plain(sheet, row, PLACE.total)]));
  const open = rows.flatMap(([row, slot]) => (plain(sheet, row, PLACE.open) === null ? [] : [slot]));
  const columns: Drawn['columns'][number][] = [];
  for (let column = PLACE.reporters; ; column++) {
    const name = plain(sheet, PLACE.head, column);
    if (name === null) return { totals, open, columns };
    const file = plain(sheet, PLACE.file, column);
    if (typeof file !== 'string') continue;
    const numbers = new Float64Array(slots.length).fill(NaN);
    const texts = new Map<number, string>();
    for (const [row, slot] of rows) {
      const figure = plain(sheet, row, column);
      if (typeof figure === 'string') texts.set(slot, figure);
      else if (figure !== null) numbers[slot] = figure;
    }
    columns.push({ file, name: String(name), numbers, texts });
  }
}

function listed({ numbers, texts }: Figures): Figure[] {
  return [...numbers].map((number, slot) => (Number.isNaN(number) ? (texts.get(slot) ?? null) : number));
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

/** Whether an earlier result is of the same year: figures of two years are not compared. */
export const isSameYear = ({ earlier }: Recalled, { year }: Pick<RollUp, 'year'>): boolean =>
  earlier?.contribution?.year === year;

/** What is different now: of the files by their bytes, of the figures one by one. */
export function changesSince(
  { record: previous, earlier }: Recalled,
  since: string,
  rolled: RollUp,
  linkTo: (file: string) => string = (file) => file,
): Changes {
  const { form } = rolled;
  const now = new Map(
    rolled.reporters.flatMap((reporter) =>
      reporter.file === null ? [] : [[linkTo(reporter.file), reporter] as const],
    ),
  );
  const pairs = pairUp(previous, now, form);
  const files: Changes['files'] = [];
  for (const [file, { name, child, status }] of now) {
    const then = pairs.get(file);
    if (then === undefined) {
      if (status !== 'parent') files.push({ file, reporter: name, what: 'added', cells: [] });
    } else if (previous.fingerprints.get(then) !== (child?.fingerprint ?? '')) {
      const before = previous.figures.get(then);
      files.push({
        file,
        reporter: name,
        what: 'changed',
        cells: compare(form, before ? listed(before) : [], figuresOf(child, rolled.year)),
      });
    }
  }
  const again = new Set(pairs.values());
  for (const file of previous.fingerprints.keys()) {
    const reporter = previous.names.get(file) ?? file;
    if (!again.has(file)) files.push({ file, reporter, what: 'gone', cells: [] });
  }
  return {
    since,
    files,
    totals: totalsMoved(previous, rolled),
    edited: earlier ? editedIn(form, previous, earlier) : [],
  };
}

/**
 * Which file of the earlier result each is: by its path; else, as the folder may have moved and a corrected file may
 * be called otherwise, by its reporter and name, by its reporter, by its name. Only where there is one on either side.
 */
function pairUp(previous: Previous, now: ReadonlyMap<string, Reporter>, form: Form): Map<string, string> {
  const pairs = new Map<string, string>();
  const keyOf = (name: string): string => nameKey(name, form.regions);
  const nowOf = (file: string): string => keyOf(now.get(file)!.name);
  const thenOf = (file: string): string => keyOf(previous.names.get(file) ?? file);
  const keys: [now: (file: string) => string, then: (file: string) => string][] = [
    [(file) => file, (file) => file],
    [(file) => `${nowOf(file)}/${baseName(file)}`, (file) => `${thenOf(file)}/${baseName(file)}`],
    [nowOf, thenOf],
    // Who sent a file that could not be read is only known by its name.
    [
      (file) => (now.get(file)!.child ? '' : baseName(file)),
      (file) => (previous.fingerprints.get(file) === '' ? baseName(file) : ''),
    ],
  ];
  for (const [ofNow, ofThen] of keys) {
    const taken = new Set(pairs.values());
    const [left, right] = [
      onlyOnes(
        [...now.keys()].filter((file) => !pairs.has(file)),
        ofNow,
      ),
      onlyOnes(
        [...previous.fingerprints.keys()].filter((file) => !taken.has(file)),
        ofThen,
      ),
    ];
    for (const [key, file] of left) {
      const then = right.get(key);
      if (key !== '' && then !== undefined) pairs.set(file, then);
    }
  }
  return pairs;
}

/** By key, those that share it with no other. */
function onlyOnes(files: readonly string[], keyOf: (file: string) => string): Map<string, string> {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(keyOf(file), (counts.get(keyOf(file)) ?? 0) + 1);
  return new Map(files.filter((file) => counts.get(keyOf(file)) === 1).map((file) => [keyOf(file), file]));
}

/** Figures of the parent that have moved, by slot. */
const totalsMoved = ({ totals: before }: Previous, { form, totals }: RollUp): Change[] =>
  compare(
    form,
    before,
    totals.map(({ value }) => value),
  );

/** Figures of the form that are no longer what the roll-up had put there. 上年累计 that was unknown may be filled in. */
function editedIn(form: Form, { totals, open }: Previous, earlier: Child): Change[] {
  const stands = figuresOf(earlier, earlier.contribution?.year);
  const written = slotsOf(form).map(({ index, field }) =>
    field === 'prior' && open.has(index) ? null : (totals[index] ?? null),
  );
  return compare(form, written, stands).filter(
    ({ period, before, after }) =>
      !(before === null && period === 'prior') && !(period === 'adjustment' && !before && !after),
  );
}

function figuresOf(child: Child | null, year: number | undefined): Figure[] {
  const contribution = child?.contribution;
  if (contribution?.year !== year || !contribution) return [];
  return listed({ numbers: contribution.figures, texts: contribution.unread });
}

const compare = (form: Form, before: readonly Figure[], after: readonly Figure[]): Change[] =>
  slotsOf(form).flatMap(({ index, indicator, field }) => {
    const [then, now] = [before[index] ?? null, after[index] ?? null];
    return then === now ? [] : [{ id: indicator.id, period: field, before: then, after: now }];
  });
