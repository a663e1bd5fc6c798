/** The rule book: every edit check of the form in words, from the rules' own data. */
import type { Form, Rule, Severity, Stage } from '../core';
import { aboutOf, type Language, mendOf, messagesOf, noteOf, put, whyOf, wordsOf } from '../strings/messages';
import { type RuleBookWords, ruleBookWords } from '../strings/rulebook';
import { nativeRules } from '../template/native';
import { type ExampleTexts, examplesOf } from './examples';
import { groupBy } from '../core/values/groups';

/** Why a rule is not in the workbook itself. */
export type Foreign = keyof RuleBookWords['foreign'];

export interface RuleEntry {
  readonly id: string;
  readonly severity: Severity;
  /** The stage from which it is checked. */
  readonly stage: Stage;
  /** Number of the form's note that it rests on. */
  readonly note: number | null;
  /** What holds where nothing is wrong, and why it is checked. */
  readonly about: string;
  readonly why: string;
  /** What it says, with ×× for what the figures are. */
  readonly messages: readonly string[];
  readonly mend: string;
  readonly examples: ExampleTexts;
  /** null where the workbook shows it without an add-in. */
  readonly foreign: Foreign | null;
}

export interface RuleGroup {
  readonly id: string;
  readonly title: string;
  readonly rules: readonly RuleEntry[];
}

/** The groups in the form's order; a rule that has several rows is one. */
export function ruleBook(form: Form, language: Language): RuleGroup[] {
  const { groups: titles } = ruleBookWords(language);
  const native = new Set(nativeRules(form));
  const rules = new Map<string, Rule>();
  for (const rule of form.rules) if (!rules.has(rule.id)) rules.set(rule.id, rule);
  const entries = [...rules.values()].map((rule) => entryOf(rule, form, language, native.has(rule.id)));
  return [...groupBy(entries, ({ id }) => id.split('-')[0]!)].map(([id, own]) => ({
    id,
    title: id in titles ? titles[id as keyof typeof titles] : id,
    rules: own.sort((a, b) => a.id.localeCompare(b.id, 'en')),
  }));
}

const entryOf = (rule: Rule, form: Form, language: Language, native: boolean): RuleEntry => ({
  id: rule.id,
  severity: rule.severity,
  stage: rule.stage,
  note: rule.note,
  about: aboutOf(rule.id, language),
  why: whyOf({ rule: rule.id, note: rule.note }, form, language).reason,
  messages: messagesOf(rule.id, language).map((text) =>
    text.replace(/\{(\+?)\w+\}/g, (_, adds) => (adds === '+' ? '+ ××' : '××')),
  ),
  mend: mendOf(rule.id, language),
  examples: examplesOf(rule.id, form, language),
  foreign: native ? null : rule.severity === 'info' ? 'info' : rule.stage === 'final' ? 'final' : 'words',
});

/** The rule book as Markdown. */
export function ruleBookText(form: Form, language: Language): string {
  const words = ruleBookWords(language);
  const groups = ruleBook(form, language);
  const all = groups.flatMap(({ rules }) => rules);
  return [
    `# ${words.title}`,
    put(words.intro, { form: form.name, count: all.length }),
    [words.severities, words.blank, words.nativeIntro, words.exampleIntro]
      .map((line) => `- ${line}`)
      .join('\n'),
    ...groups.flatMap(({ id, title, rules }) => [
      `## ${id} ${title}`,
      ...rules.map((rule) => ruleText(rule, language)),
    ]),
    `## ${words.foreignTitle}`,
    foreignText(all, words),
    `## ${words.notesTitle}`,
    form.notes.map((_, index) => `${index + 1}. ${noteOf(form, index + 1)!.text}`).join('\n'),
  ].join('\n\n');
}

function ruleText(rule: RuleEntry, language: Language): string {
  const { fact } = ruleBookWords(language);
  const lines = ruleFacts(rule, language).map(
    ([name, value]) => `- ${put(fact, { name, value: escapeMarkdown(value) })}`,
  );
  const sentences = [rule.about, rule.why].join(language === 'en' ? ' ' : '');
  return [`### ${rule.id}`, escapeMarkdown(sentences), lines.join('\n')].join('\n\n');
}

const escapeMarkdown = (text: string): string => text.replace(/[\\*_<>[\]`]/g, '\\$&');

/** What there is to say of a rule, each with its name. */
export function ruleFacts(rule: RuleEntry, language: Language): [name: string, value: string][] {
  const words = ruleBookWords(language);
  const { columns } = words;
  const { severity } = wordsOf(language);
  return [
    [columns.severity, severity[rule.severity]],
    [columns.stage, words.stage[rule.stage]],
    ...(rule.note === null
      ? []
      : [[columns.note, put(words.noteOf, { number: rule.note })] satisfies [string, string]]),
    ...rule.messages.map((message): [string, string] => [columns.message, message]),
    [columns.mend, rule.mend],
    ...rule.examples.fails.map((text): [string, string] => [columns.fails, text]),
    ...rule.examples.passes.map((text): [string, string] => [columns.passes, text]),
    [columns.native, rule.foreign === null ? words.yes : put(words.no, { why: words.foreign[rule.foreign] })],
  ];
}

function foreignText(rules: readonly RuleEntry[], words: RuleBookWords): string {
  const reasons = Object.entries(words.foreign).map(([reason, text]) => {
    const ids = rules.filter(({ foreign }) => foreign === reason).map(({ id }) => id);
    const value = ids.length > 0 ? ids.join(words.separator) : words.none;
    return `- ${put(words.fact, { name: text, value })}`;
  });
  return reasons.join('\n');
}
