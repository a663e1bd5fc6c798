/** 退改单: what one reporter has to correct or explain, as data with its words. It says; it changes nothing. */
import { type CitedCell, type Finding, type Form, isExplained, type Severity } from '../../core';
import { pathOf } from '../../strings/labels';
import {
  expectedOf,
  guessOf,
  type Language,
  mendOfFinding,
  messageOf,
  noteOf,
  pathWords,
  put,
  whyOf,
  wordsOf,
} from '../../strings/messages';
import { type ReturnWords, returnWords } from '../../strings/returns';
import { wordMend } from '../../strings/returnsWord';
import { worklistWords } from '../../strings/worklist';
import { countBySeverity, type FindingGroup, groupFindings } from '../findings';
import { cited } from '../cited';
import { groupBy } from '../../core/values/groups';

/** A reporter and what came from there. */
export interface Reporter {
  readonly region: string | null;
  readonly year: number | null;
  /** As the collector has it; null where nothing came. */
  readonly file: string | null;
  readonly findings: readonly Finding[];
  /** It is a Word file: no addresses, formulas or ledger. */
  readonly isWord?: boolean;
  /** What is wrong with the file as a whole, in sentences: it cannot be read, it is of another year, … */
  readonly remarks: readonly Remark[];
}
export interface Remark {
  readonly message: string;
  /** What the reporter can do about it; '' where that is said already. */
  readonly mend: string;
}

export interface ReturnOptions {
  readonly language: Language;
  /** By when, in words; null where it is not said. */
  readonly due: string | null;
  /** Who asks it back. */
  readonly office: string | null;
}

export interface ReturnItem {
  /** null for the file as a whole. */
  readonly severity: Severity | null;
  readonly message: string;
  /** 2014年!G14; several where they say the same; none in a Word file. */
  readonly place: string;
  readonly indicator: string;
  readonly reported: string | number | null;
  /** A bound is said in words: 不多于 320. */
  readonly expected: string | number | null;
  readonly difference: number | null;
  readonly mend: string;
  readonly basis: string;
}

export interface ReturnList {
  readonly region: string | null;
  readonly year: number | null;
  /** Without its folders: the reporter knows no other name. */
  readonly file: string;
  readonly isWord: boolean;
  /** Open ones; `explained` are not listed. */
  readonly counts: Readonly<Record<Severity | 'explained', number>>;
  /** The file as a whole first, then what must be corrected, then what may be explained, then hints. */
  readonly items: readonly ReturnItem[];
  /** The form's own notes that they rest on, as printed. */
  readonly notes: readonly string[];
}

/** So many paths are listed one by one; more are counted by section. */
const MOST_PATHS = 6;
const ORDER: readonly (Severity | null)[] = [null, 'hard', 'soft', 'info'];

/** Whether there is anything to be corrected or explained. */
export const isReturned = (
  { file, remarks }: Pick<Reporter, 'file' | 'remarks'>,
  { hard, soft }: Pick<ReturnList['counts'], 'hard' | 'soft'>,
): boolean => file !== null && (remarks.length > 0 || hard > 0 || soft > 0);

/** Null where there is nothing to be corrected or explained. */
export function returnListOf(reporter: Reporter, form: Form, language: Language): ReturnList | null {
  const { region, year, file, findings, remarks, isWord = false } = reporter;
  const counts = countBySeverity(findings);
  if (file === null || !isReturned(reporter, counts)) return null;
  const unexplained = findings.filter((finding) => !isExplained(finding));
  const open = isWord ? unexplained.map((finding) => asInWord(finding, language)) : unexplained;
  const items = [...remarks.map(remarkItem), ...sheetsOf(open).flatMap(itemsOf)];
  return {
    region,
    year,
    file: baseName(file),
    isWord,
    counts,
    items: ORDER.flatMap((severity) => items.filter((item) => item.severity === severity)),
    notes: notesOf(open, form, language),
  };

  function remarkItem({ message, mend }: Remark): ReturnItem {
    const { wholeFile } = returnWords(language);
    const nothing = { reported: null, expected: null, difference: null, basis: '' };
    const at = isWord ? { place: '', indicator: wholeFile } : { place: wholeFile, indicator: '' };
    return { severity: null, message, mend, ...at, ...nothing };
  }

  function itemsOf(own: readonly Finding[]): ReturnItem[] {
    return groupFindings(own, form, language)
      .flatMap(({ blocks }) => blocks.flatMap(({ groups }) => groups))
      .map((group) => itemOf(group, form, language, isWord));
  }
}

function notesOf(findings: readonly Finding[], form: Form, language: Language): string[] {
  const numbers = [...new Set(findings.map(({ note }) => note))].sort((a, b) => (a ?? 0) - (b ?? 0));
  return numbers
    .flatMap((number) => noteOf(form, number) ?? [])
    .map((note) => put(returnWords(language).note, note));
}

/** The latest year first: it is the one that is being collected. */
function sheetsOf(findings: readonly Finding[]): Finding[][] {
  const sheets = groupBy(findings, ({ sheet }) => sheet);
  return [...sheets.values()].sort((a, b) => (b[0]!.year ?? 0) - (a[0]!.year ?? 0));
}

function itemOf(
  { severity, findings, message }: FindingGroup,
  form: Form,
  language: Language,
  isWord: boolean,
): ReturnItem {
  const words = returnWords(language);
  const first = findings[0]!;
  const [cell] = first.cells;
  const alone = findings.length === 1;
  const said = alone ? messageOf(first, form, language) : message;
  const guess = alone ? guessOf(first, language) : null;
  const given = first.explanation;
  const moved = alone && given ? put(worklistWords(language).moved, { text: given.reason }) : null;
  const { reason, note } = whyOf(first, form, language);
  const same = <Value>(of: (finding: Finding) => Value): Value | null =>
    findings.every((finding) => of(finding) === of(first)) ? of(first) : null;
  return {
    severity,
    message: [said, guess, moved].filter(Boolean).join('\n'),
    place: isWord ? '' : placeOf(findings, words),
    indicator: indicatorsOf(findings, form, language),
    reported: cell ? same((finding) => plain(finding.cells[0]?.value ?? null, language)) : null,
    expected: same((finding) => expectedOf(finding, language)),
    difference: same(({ difference }) => difference),
    mend: (isWord && wordMendOf(first, language)) || mendOfFinding(first, language),
    basis: [reason, note ? put(words.noteMark, { number: note.number }) : ''].filter(Boolean).join(' '),
  };
}

/** Messages that name a heading by its address say that it is one of the form. */
const asInWord = (finding: Finding, language: Language): Finding => ({
  ...finding,
  cells: finding.cells.map((cell) => ({ ...cell, address: returnWords(language).somewhere })),
});

const wordMendOf = ({ rule, params }: Finding, language: Language): string | undefined =>
  params.follows === undefined ? wordMend(rule, language) : undefined;

/** 2014年!G14, H14: the sheet is said once. */
function placeOf(findings: readonly Finding[], { separator }: ReturnWords): string {
  const sheets = new Map<string, string[]>();
  for (const { sheet, cells } of findings) {
    const [cell] = cells;
    const name = cell?.sheet ?? sheet;
    sheets.set(name, [...(sheets.get(name) ?? []), ...(cell ? [cell.address] : [])]);
  }
  return [...sheets]
    .map(([sheet, addresses]) => [sheet, addresses.join(separator)].filter(Boolean).join('!'))
    .join('\n');
}

function indicatorsOf(findings: readonly Finding[], form: Form, language: Language): string {
  const words = returnWords(language);
  const cells = findings.flatMap(({ cells: [cell] }) => cell ?? []);
  if (cells.length <= MOST_PATHS) {
    const paths = cells.map(({ id, period }) =>
      id === null ? words.label : pathOf(form, id, period, pathWords(language)),
    );
    return [...new Set(paths)].join('\n');
  }
  return groupFindings(findings, form, language)
    .map(({ title, count }) => put(words.folded, { section: title ?? words.head, count }))
    .join(words.separator);
}

function plain(value: CitedCell['value'], language: Language): string | number {
  if (value === null || value === '') return wordsOf(language).pane.blank;
  const shown = cited(value);
  return typeof shown === 'boolean' ? truth(shown) : shown!;
}
const truth = (value: boolean): string => (value ? 'TRUE' : 'FALSE');

export const baseName = (path: string): string => path.split(/[\\/]/).at(-1)!;
