/** What a person reads of a roll-up at a terminal. */
import type { Change, Changes } from '../../app/contract';
import type { Checked } from '../../app/result';
import { type Finding, isExplained, type Severity, SEVERITIES } from '../../core';
import type { RollUpFinding } from '../../core/rollup/finding';
import { isSummed, type Status } from '../../core/rollup/reporters';
import type { RollUp } from '../../core/rollup/rollup';
import { type Language, messageOf, wordsOf } from '../../strings/messages';
import { changeText, rollUpMessage, rollUpWords } from '../../strings/rollup';
import { rollUpMend } from '../../strings/rollupMend';
import { sumMend } from '../../app/rollup/culprits';
import type { Say } from '../usage';
import { groupBy } from '../../core/values/groups';

const COLOURS = { hard: 31, soft: 33, info: 36, bold: 1, faint: 2 } as const;
/** So many of a kind are said, so many figures of a file. */
const MOST = 12;
const MOST_CELLS = 6;

export interface TextOptions {
  readonly say: Say;
  readonly language: Language;
  readonly colours: boolean;
}

export function rollUpText(
  rolled: RollUp,
  parent: Checked,
  changes: Changes | null,
  { say, language, colours }: TextOptions,
): string {
  const paint = (text: string, colour: keyof typeof COLOURS): string =>
    colours ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text;
  const { severity: names } = wordsOf(language);
  const { form, reporters, region, year, findings } = rolled;
  const lines = [
    paint(
      say('head', {
        region: region ?? '',
        year,
        files: reporters.filter(({ file }) => file !== null).length,
        summed: reporters.filter(isSummed).length,
      }),
      'bold',
    ),
    `  ${statusLine()}`,
    '',
    paint(say('rollupFindings'), 'bold'),
    ...(findings.length === 0 ? [`  ${say('rollupClean')}`] : SEVERITIES.flatMap(ofRollUp)),
    '',
    paint(say('parentFindings'), 'bold'),
    ...ofParent(),
    ...(changes ? ['', ...ofChanges(changes)] : []),
  ];
  return `${lines.join('\n')}\n`;

  function statusLine(): string {
    const words = rollUpWords(language).status;
    const counts = new Map<Status, number>();
    for (const { status } of reporters) counts.set(status, (counts.get(status) ?? 0) + 1);
    return [...counts].map(([status, count]) => `${words[status]} ${count}`).join(' · ');
  }

  /** Those that say the same kind of thing stand together. */
  function ofRollUp(severity: Severity): string[] {
    const kinds = groupBy(
      findings.filter((finding) => finding.severity === severity),
      ({ rule, variant }) => `${rule}.${variant}`,
    );
    return [...kinds.values()].flatMap((group) =>
      block(
        severity,
        group.map((finding) => rollUpMessage(finding, form, language) + placeOf(finding)),
        group[0]!.rule,
        rollUpMend(group[0]!, language),
      ),
    );
  }

  /** Where the first of the figures stands, if it is a figure. */
  function placeOf({ slot, cites: [first] }: RollUpFinding): string {
    if (!slot || !first?.file || !first.address) return '';
    return paint(` [${first.file} ${first.sheet ?? ''}!${first.address}]`, 'faint');
  }

  function ofParent(): string[] {
    const open = parent.findings.filter((finding) => !isExplained(finding) && finding.severity !== 'info');
    if (open.length === 0) return [`  ${say('clean')}`];
    const mendIn = (finding: Finding): string => sumMend(finding, rolled, language);
    const kinds = groupBy(open, (finding) => `${finding.severity} ${finding.rule} ${mendIn(finding)}`);
    return [...kinds.values()]
      .sort(([a], [b]) => SEVERITIES.indexOf(a!.severity) - SEVERITIES.indexOf(b!.severity))
      .flatMap((group) => {
        const { severity, rule } = group[0]!;
        const messages = group.map((finding) => messageOf(finding, form, language));
        return block(severity, messages, rule, mendIn(group[0]!));
      });
  }

  function block(severity: Severity, messages: readonly string[], rule: string, mend: string): string[] {
    const shown = messages.slice(0, MOST).map((message, index) => {
      return `  ${index === 0 ? paint(names[severity], severity) : blankFor(names[severity])}  ${message}`;
    });
    const rest = messages.length - MOST;
    const indent = ' '.repeat(4);
    return [
      ...shown,
      ...(rest > 0 ? [`${indent}${paint(say('more', { count: rest }), 'faint')}`] : []),
      `${indent}${paint([mend, rule].join(' · '), 'faint')}`,
    ];
  }

  function ofChanges({ since, files, totals, edited }: Changes): string[] {
    const title = paint(say('changesTitle', { since }), 'bold');
    const list = files.map(({ file, reporter, what, cells }) => {
      if (what !== 'changed') return `  ${say(what, { file, reporter })}`;
      return cells.length === 0
        ? `  ${say('changedOnly', { file, reporter })}`
        : `  ${say('changed', { file, reporter, count: cells.length, cells: told(cells) })}`;
    });
    return [
      title,
      ...(list.length === 0 ? [`  ${say('unchanged')}`] : list),
      ...(totals.length === 0 ? [] : [`  ${say('moved', { count: totals.length, cells: told(totals) })}`]),
      ...(edited.length === 0 ? [] : [`  ${say('edited', { count: edited.length, cells: told(edited) })}`]),
    ];
  }

  function told(cells: readonly Change[]): string {
    const texts = cells.slice(0, MOST_CELLS).map((cell) => changeText(cell, form, language));
    const rest = cells.length - MOST_CELLS;
    return [...texts, ...(rest > 0 ? [say('more', { count: rest })] : [])].join(say('separator'));
  }
}

/** As wide as the word above it: a Chinese sign takes two columns. */
const blankFor = (word: string): string =>
  [...word].map((sign) => (sign.codePointAt(0)! < 0x2e80 ? ' ' : '\u3000')).join('');
