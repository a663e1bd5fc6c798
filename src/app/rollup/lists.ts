/** The lists of a roll-up as sheets: what is wrong, who reported, and what the reporters explain. */
import { dateText, type Finding, quoteSheet, type Scalar, SEVERITIES, type Severity } from '../../core';
import type { Explanation } from '../../core/explanations';
import type { RollUpFinding } from '../../core/rollup/finding';
import type { Reporter } from '../../core/rollup/reporters';
import type { RollUp } from '../../core/rollup/rollup';
import { pathOf } from '../../strings/labels';
import { expectedOf, type Language, messageOf, pathWords, put, wordsOf } from '../../strings/messages';
import {
  carriedText,
  changeText,
  fewOf,
  rollUpMessage,
  type RollUpWords,
  rollUpWords,
  slotName,
} from '../../strings/rollup';
import { rollUpMend } from '../../strings/rollupMend';
import { cited } from '../cited';
import type { Column } from '../listsheet';
import { type LongSheet, longSheet } from '../longlist';
import { groupBy } from '../../core/values/groups';
import { sumMend } from './culprits';
import type { Changes } from '../contract';
import type { Checked } from '../result';

const MOST_NAMES = 3;

export interface ListOptions {
  readonly language: Language;
  readonly linkTo: (file: string) => string;
  /** Since the last roll-up; null where there was none. */
  readonly changes: Changes | null;
}

/** What is wrong with the roll-up, and with the form that came of it: the gravest first, of these the roll-up's own. */
export function reviewSheet(rolled: RollUp, parent: Checked, options: ListOptions): LongSheet {
  const { language, linkTo } = options;
  const words = rollUpWords(language);
  const { columns } = words;
  const { severity } = wordsOf(language);
  type Item = { readonly own: RollUpFinding } | { readonly checked: Finding };
  const of = <Value>(
    item: Item,
    own: (finding: RollUpFinding) => Value,
    checked: (finding: Finding) => Value,
  ): Value => ('own' in item ? own(item.own) : checked(item.checked));
  const severityOf = (item: Item): Severity =>
    of<RollUpFinding | Finding>(
      item,
      (own) => own,
      (one) => one,
    ).severity;
  const items: Item[] = [
    ...rolled.findings.map((own) => ({ own })),
    ...parent.findings.map((checked) => ({ checked })),
  ].sort((a, b) => SEVERITIES.indexOf(severityOf(a)) - SEVERITIES.indexOf(severityOf(b)));
  const table: Column<Item>[] = [
    { title: columns.serial, width: 6, value: (_, index) => index + 1 },
    {
      title: columns.severity,
      width: 12,
      value: (item) => severity[severityOf(item)],
      severity: severityOf,
    },
    {
      title: columns.rule,
      width: 9,
      value: (item) =>
        of<RollUpFinding | Finding>(
          item,
          (own) => own,
          (one) => one,
        ).rule,
    },
    {
      title: columns.reporter,
      width: 16,
      value: (item) =>
        of(
          item,
          ({ cites }) =>
            namesOf(
              cites.map(({ reporter }) => reporter),
              words,
            ),
          () => words.parent,
        ),
    },
    {
      title: columns.indicator,
      width: 26,
      value: (item) =>
        of(
          item,
          ({ slot }) => (slot ? slotName(slot.indicator.id, slot.field, rolled.form, language) : ''),
          ({ cells: [cell] }) =>
            cell?.id ? pathOf(rolled.form, cell.id, cell.period, pathWords(language)) : '',
        ),
    },
    {
      title: columns.cell,
      width: 10,
      value: (item) =>
        of(
          item,
          ({ cites }) => cites[0]?.address ?? null,
          ({ cells }) => cells[0]?.address ?? null,
        ),
      link: (item) =>
        of(
          item,
          ({ cites: [cite] }) =>
            cite?.file
              ? {
                  file: linkTo(cite.file),
                  ...(cite.sheet && cite.address
                    ? { place: `${quoteSheet(cite.sheet)}!${cite.address}` }
                    : {}),
                }
              : null,
          () => null,
        ),
    },
    {
      title: columns.actual,
      width: 12,
      value: (item) =>
        of<Scalar>(
          item,
          ({ value }) => value,
          ({ cells }) => cited(cells[0]?.value ?? null),
        ),
    },
    {
      title: columns.expected,
      width: 12,
      value: (item) =>
        of<Scalar>(
          item,
          ({ expected }) => expected,
          (checked) => expectedOf(checked, language),
        ),
    },
    {
      title: columns.difference,
      width: 11,
      value: (item) =>
        of(
          item,
          ({ difference }) => difference,
          ({ difference }) => difference,
        ),
    },
    {
      title: columns.message,
      width: 50,
      value: (item) =>
        of(
          item,
          (own) => rollUpMessage(own, rolled.form, language),
          (checked) => messageOf(checked, rolled.form, language),
        ),
    },
    {
      title: columns.mend,
      width: 34,
      value: (item) =>
        of(
          item,
          (own) => rollUpMend(own, language),
          (one) => sumMend(one, rolled, language),
        ),
    },
  ];
  return sheet(words.sheets.review, items, table, language);
}

/** A few of them, and how many there are. */
function namesOf(all: readonly string[], words: RollUpWords): string {
  return fewOf([...new Set(all)], MOST_NAMES, words, (name) => name);
}

/** A line for each file, and for each reporter without one. What was said of 十一 and 十三 stands here in full. */
export function reporterSheet(rolled: RollUp, options: ListOptions): LongSheet {
  const { language, linkTo } = options;
  const words = rollUpWords(language);
  const { columns } = words;
  const { severity } = wordsOf(language);
  const changesOf = changesBy(options);
  const counts = ({ child }: Reporter, key: Severity | 'explained' | 'blank'): number | null =>
    child?.contribution?.counts[key] ?? null;
  const text =
    (id: string) =>
    ({ child }: Reporter): string | null =>
      child?.contribution?.texts.get(id) ?? null;
  const table: Column<Reporter>[] = [
    { title: columns.serial, width: 6, value: (_, index) => index + 1 },
    { title: columns.reporter, width: 14, value: ({ name }) => name },
    {
      title: columns.status,
      width: 16,
      value: ({ status }) => words.status[status],
      severity: ({ status }) => GRAVE[status] ?? null,
    },
    {
      title: columns.file,
      width: 22,
      value: ({ file }) => (file === null ? null : linkTo(file)),
      link: ({ file }) => (file === null ? null : { file: linkTo(file) }),
    },
    { title: columns.sheet, width: 9, value: ({ child }) => child?.contribution?.sheet ?? null },
    { title: columns.region, width: 12, value: ({ child }) => child?.region ?? null },
    { title: columns.year, width: 16, value: ({ child }) => (child ? child.years.join('、') : null) },
    ...(['hard', 'soft', 'info'] as const).map((key): Column<Reporter> => ({
      title: severity[key],
      width: 11,
      value: (reporter) => counts(reporter, key),
    })),
    { title: columns.explained, width: 8, value: (reporter) => counts(reporter, 'explained') },
    { title: columns.blank, width: 7, value: (reporter) => counts(reporter, 'blank') },
    { title: columns.carried, width: 22, value: (reporter) => carriedText(reporter, words) },
    { title: columns.late, width: 20, value: ({ late }) => (late ? put(words.late, late) : null) },
    {
      title: columns.changed,
      width: 26,
      value: (reporter) => changedText(changesOf(reporter), rolled, language),
    },
    { title: columns.reason, width: 26, value: ({ failure }) => failure?.reason ?? null },
    { title: columns.otherWork, width: 26, value: text('text.otherWork') },
    { title: columns.problems, width: 26, value: text('text.problems') },
    { title: columns.fingerprint, width: 24, hidden: true, value: ({ child }) => child?.fingerprint ?? null },
  ];
  return sheet(words.sheets.reporters, rolled.reporters, table, language);
}

const MOST_FIGURES = 12;

type Changed = Changes['files'][number];

/** What is gone stands with the reporter that has no file, if at all. */
function changesBy({ changes, linkTo }: ListOptions): (reporter: Reporter) => readonly Changed[] {
  const all = changes?.files ?? [];
  const byFile = groupBy(all, (one) => one.file);
  const gone = groupBy(
    all.filter(({ what }) => what === 'gone'),
    ({ reporter }) => reporter,
  );
  return ({ file, name }) => (file === null ? gone.get(name) : byFile.get(linkTo(file))) ?? [];
}

/** What a reporter's file has otherwise than at the last roll-up. */
function changedText(own: readonly Changed[], { form }: RollUp, language: Language): string | null {
  const words = rollUpWords(language);
  const texts = own.map((one) => {
    const { what, cells } = one;
    if (what !== 'changed') return put(words.changes[what], { file: one.file });
    if (cells.length === 0) return words.changes.same;
    const shown = cells.slice(0, MOST_FIGURES).map((cell) => changeText(cell, form, language));
    const rest = cells.length > MOST_FIGURES ? words.changes.rest : '';
    return put(words.changes.changed, { count: cells.length, cells: shown.join(words.and) }) + rest;
  });
  return texts.length > 0 ? texts.join('\n') : null;
}

const GRAVE: Readonly<Partial<Record<Reporter['status'], Severity>>> = {
  faulty: 'soft',
  missing: 'hard',
  doubled: 'hard',
  year: 'hard',
  version: 'hard',
  unreadable: 'hard',
  stranger: 'hard',
  parent: 'soft',
  within: 'soft',
};

/** The reasons that the reporters have written; null where there are none. */
export function explanationSheet(rolled: RollUp, { language }: ListOptions): LongSheet | null {
  const words = rollUpWords(language);
  const { columns } = words;
  const items = rolled.reporters.flatMap(({ name, child }) =>
    (child?.contribution?.explanations ?? []).map((explanation) => ({ name, explanation })),
  );
  if (items.length === 0) return null;
  type Item = { readonly name: string; readonly explanation: Explanation };
  const table: Column<Item>[] = [
    { title: columns.serial, width: 6, value: (_, index) => index + 1 },
    { title: columns.reporter, width: 16, value: ({ name }) => name },
    { title: columns.rule, width: 10, value: ({ explanation }) => explanation.rule },
    {
      title: columns.indicator,
      width: 36,
      value: ({ explanation: { id, period } }) => pathOf(rolled.form, id, period, pathWords(language)),
    },
    { title: columns.value, width: 14, value: ({ explanation }) => cited(explanation.value) },
    { title: columns.reason, width: 60, value: ({ explanation }) => explanation.reason },
    { title: columns.author, width: 14, value: ({ explanation }) => explanation.author },
    { title: columns.date, width: 14, value: ({ explanation }) => dateText(explanation.date) },
  ];
  return sheet(words.sheets.explanations, items, table, language);
}

function sheet<Item>(
  name: string,
  items: readonly Item[],
  columns: readonly Column<Item>[],
  language: Language,
): LongSheet {
  const words = rollUpWords(language);
  const header = put(words.title, { name });
  return longSheet({ name, items: () => items, count: items.length, columns, header, footer: words.page });
}
