import type { Failure } from '../app/contract';
import { type FindingGroup, groupFindings } from '../app/findings';
import type { Checked } from '../app/result';
import { type Finalised, shortFingerprint } from '../core/finalise/receipt';
import {
  addressOf,
  dateText,
  type Finding,
  type Form,
  isExplained,
  positionIn,
  type Report,
  type Severity,
  SEVERITIES,
  splitKey,
  uncomputedIn,
} from '../core';
import { formatValue, pathOf } from '../strings/labels';
import { type Language, mendOfFinding, messageOf, pathWords, wordsOf } from '../strings/messages';
import type { Say } from './usage';

const COLOURS = { hard: 31, soft: 33, info: 36, bold: 1, faint: 2 } as const;
type Counts = Checked['counts'];

export interface TextManner {
  readonly say: Say;
  readonly language: Language;
  readonly colours: boolean;
}

/** What a person reads of a check at a terminal: by file and sheet, message first; below it where, and how to mend it. */
export const textOf = (checked: readonly Checked[], manner: TextManner): string =>
  new Paper(manner).file(checked);

export const textOfFailure = ({ file, reason }: Failure, manner: TextManner): string => {
  const paper = new Paper(manner);
  return `${paper.paint(file, 'bold')}\n  ${paper.paint(manner.say('failed', { reason }), 'hard')}\n`;
};

/** Of several files, how many there were and what was found in all of them. */
export function textOfAll(files: number, failures: number, total: Counts, manner: TextManner): string {
  const paper = new Paper(manner);
  const summary = [manner.say('files', { files }), paper.counts(total)];
  if (failures > 0) summary.push(paper.paint(manner.say('failures', { failures }), 'hard'));
  return `${summary.join(' · ')}\n`;
}

class Paper {
  private readonly say: Say;
  private readonly language: Language;

  constructor(private readonly manner: TextManner) {
    this.say = manner.say;
    this.language = manner.language;
  }

  file(checked: readonly Checked[]): string {
    const parts = checked.map((one) => this.report(one));
    return `${[this.paint(checked[0]?.file ?? '', 'bold'), ...parts].join('\n')}\n`;
  }

  private report({ report, form, findings, counts, finalised }: Checked): string {
    const title = [report.sheet, report.region ?? wordsOf(this.language).header.noRegion].join(' · ');
    const summary = `  ${this.paint(title, 'bold')} · ${this.counts(counts)}`;
    const head = [summary, ...this.finalised(finalised, form), ...this.uncomputed(report)].join('\n');
    if (findings.length === 0) return `${head}\n    ${this.say('clean')}`;
    const groups = groupFindings(findings, form, this.language).flatMap(({ blocks }) =>
      blocks.flatMap((block) => block.groups),
    );
    const closed = (group: FindingGroup): boolean => isExplained(group.findings[0]!);
    const sorted = [...groups.filter((group) => !closed(group)), ...groups.filter(closed)];
    return [head, ...sorted.flatMap((group) => this.lines(group, form))].join('\n');
  }

  private uncomputed(report: Report): string[] {
    const cells = uncomputedIn(report).map((key) => addressOf(positionIn(report, key)!));
    if (cells.length === 0) return [];
    const said = this.say('uncomputed', { count: cells.length, cells: cells.join(' ') });
    return [`    ${this.paint(said, 'hard')}`];
  }

  private lines({ severity, findings, message }: FindingGroup, form: Form): string[] {
    const { severity: names } = wordsOf(this.language);
    const margin = Math.max(...SEVERITIES.map((one) => widthOf(names[one])));
    const [first] = findings;
    const alone = findings.length === 1;
    const said = alone ? messageOf(first!, form, this.language) : message;
    const addresses = findings.map(({ cells }) => cells[0]?.address ?? '');
    const where = alone
      ? addresses[0]!
      : this.say('same', { count: findings.length, cells: addresses.join(' ') });
    const closed = isExplained(first!);
    const name = closed ? this.say('explained') : names[severity];
    const mark = name + ' '.repeat(Math.max(0, margin - widthOf(name)));
    const mend = closed ? '' : mendOfFinding(first!, this.language);
    const below = [where, mend, first!.rule].filter((part) => part !== '');
    return [
      `    ${this.paint(mark, closed ? 'faint' : severity)}  ${printable(said)}`,
      `    ${' '.repeat(margin)}  ${this.paint(below.join(' · '), 'faint')}`,
      ...this.reason(first!).map((line) => `    ${' '.repeat(margin)}  ${this.paint(line, 'faint')}`),
    ];
  }

  /** 定稿, and cell by cell what has been changed since. */
  private finalised(finalised: Finalised | null, form: Form): string[] {
    if (!finalised) return [];
    const { receipt, changes } = finalised;
    const { blank } = wordsOf(this.language).pane;
    const facts = { date: receipt.date, by: receipt.author, print: shortFingerprint(receipt.fingerprint) };
    const line = changes.length === 0 ? 'isFinal' : 'changedSince';
    const told = this.say(line, { ...facts, count: changes.length });
    const lines = changes.map(({ key, address, was, now }) => {
      const { id, period } = splitKey(key);
      const path = pathOf(form, id, period, pathWords(this.language));
      const values = `${formatValue(was, blank)} → ${formatValue(now, blank)}`;
      return `      ${[path, address ?? '', values].filter((part) => part !== '').join(' · ')}`;
    });
    const altered = receipt.intact
      ? []
      : [`    ${this.paint(this.say('receiptAltered', { sheet: receipt.sheet }), 'hard')}`];
    return [`    ${this.paint(told, changes.length === 0 ? 'faint' : 'soft')}`, ...lines, ...altered];
  }

  /** What was written about a finding, and whether it still says why. */
  private reason({ explanation }: Finding): string[] {
    if (!explanation) return [];
    const { reason, author, date, holds } = explanation;
    const by = [author, dateText(date)].filter((part) => part !== '').join(this.say('comma'));
    const words = holds ? 'reason' : 'reasonMoved';
    return [this.say(by === '' ? words : `${words}By`, { reason: reason.replace(/\s+/g, ' '), by })];
  }

  counts(counts: Counts): string {
    const { severity } = wordsOf(this.language);
    const part = (one: Severity): string => {
      const words = `${severity[one]} ${counts[one]}`;
      return counts[one] > 0 ? this.paint(words, one) : words;
    };
    const explained = counts.explained ? [this.say('explainedCount', { count: counts.explained })] : [];
    return [...SEVERITIES.map(part), ...explained, this.say('blank', { blank: counts.blank })].join(' · ');
  }

  paint(text: string, colour: keyof typeof COLOURS): string {
    const plain = printable(text);
    return this.manner.colours ? `\u001b[${COLOURS[colour]}m${plain}\u001b[0m` : plain;
  }
}

/** A cell may hold what a terminal obeys: control signs, and those that turn the direction of writing. */
const printable = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

/** Columns of a terminal: a Chinese sign takes two. */
const widthOf = (text: string): number =>
  [...text].reduce((width, sign) => width + (sign.codePointAt(0)! < 0x2e80 ? 1 : 2), 0);
