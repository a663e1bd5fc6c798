/** The examples of a rule in words: what is different from a clean report. */
import type { CellKey, CellValue, Form } from '../core';
import { type Case, type Change, examples, type RollUpCase } from '../core/form/examples';
import { splitKey } from '../core/model';
import { formatValue, pathOf } from '../strings/labels';
import { type Language, pathWords, put } from '../strings/messages';
import { ruleBookWords } from '../strings/rulebook';

/** So many cells are named; so long a text is shown. */
const MOST_CELLS = 4;
const LONGEST = 30;

export interface ExampleTexts {
  readonly fails: readonly string[];
  readonly passes: readonly string[];
}

export function examplesOf(rule: string, form: Form, language: Language): ExampleTexts {
  const own = examples.filter((example) => example.rule === rule);
  return {
    fails: own.map(({ fails }) => caseText(fails, form, language)),
    passes: own.map(({ passes }) => caseText(passes, form, language)),
  };
}

function caseText(one: Case, form: Form, language: Language): string {
  const words = ruleBookWords(language);
  const { example } = words;
  const nameOf = (key: string): string => {
    const { id, period } = splitKey(key as CellKey);
    return pathOf(form, id, period, pathWords(language));
  };
  const valueText = (value: CellValue): string => {
    const text = formatValue(typeof value === 'string' ? value.trim() : value, example.blank);
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  };
  const cells = (change: Change | undefined, template: string, name = ''): string[] => {
    const entries = Object.entries(change ?? {});
    const named = entries
      .slice(0, MOST_CELLS)
      .map(([key, value]) => put(template, { name, cell: nameOf(key), value: valueText(value ?? null) }));
    return entries.length > MOST_CELLS ? [...named, put(example.more, { count: entries.length })] : named;
  };
  const parts = [
    ...(one.first ? [example.first] : []),
    ...(one.stage ? [example[one.stage]] : []),
    ...(one.living ? [example.living] : []),
    ...(one.alone ? [example.alone] : []),
    ...(one.repeated ? [example.repeated] : []),
    ...cells(one.before, example.earlier),
    ...cells(one.change, example.set),
    ...Object.entries(one.labels ?? {}).map(([label, text]) =>
      text === null ? put(example.gone, { label }) : put(example.renamed, { label, text }),
    ),
    ...Object.entries(one.formulas ?? {}).map(([key, formula]) =>
      put(example.formula, { cell: nameOf(key), formula: formula ?? '' }),
    ),
    ...Object.entries(one.adjustments ?? {}).map(([id, { by, reason }]) =>
      put(example.adjusted, {
        cell: pathOf(form, id, null, pathWords(language)),
        by,
        reason: reason ?? example.noReason,
      }),
    ),
    ...(one.erased ? [put(example.erased, { cell: nameOf(one.erased) })] : []),
    ...(one.fileName ? [put(example.fileName, { name: one.fileName })] : []),
    ...(one.rollUp ? rollUpParts(one.rollUp) : []),
  ];
  return parts.length === 0 ? example.nothing : parts.join(words.clause);

  function rollUpParts({ reporters, expected, declared = {}, parent }: RollUpCase): string[] {
    const listed = (names: readonly string[]): string => names.join(words.separator);
    return [
      put(example.reporters, { names: listed(Object.keys(reporters)) }),
      ...Object.entries(reporters).flatMap(([name, change]) => cells(change, example.reported, name)),
      ...(expected ? [put(example.expected, { names: listed(expected) })] : []),
      ...Object.entries(declared).map(([name, what]) => put(example[what], { name })),
      ...cells(parent, example.parent),
    ];
  }
}
