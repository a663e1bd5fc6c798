/** The findings of one report as a person reads them: by section, then by indicator, in the form's order. */
import {
  cellKeyOf,
  type Finding,
  findingId,
  type Form,
  isExplained,
  type Severity,
  SEVERITIES,
} from '../core';
import { nameOf, placeOf, placesOf, rowOf } from '../strings/labels';
import { type Language, messageOf, pathWords } from '../strings/messages';
import type { Selection } from '../hosts/port';
import type { AppState } from './state';
import { groupBy } from '../core/values/groups';

/** One finding, or several that say the same. */
export interface FindingGroup {
  readonly id: string;
  readonly severity: Severity;
  /** What they say, without section and indicator. */
  readonly message: string;
  readonly findings: readonly Finding[];
}

/** The findings of one indicator; of several where they say the same. */
export interface FindingBlock {
  readonly id: string;
  /** Group and label, '' where the section has no indicators. */
  readonly name: string;
  readonly groups: readonly FindingGroup[];
}

export interface FindingSection {
  readonly id: string;
  /** null for the head and for what is no cell of the form. */
  readonly title: string | null;
  readonly count: number;
  readonly worst: Severity;
  readonly blocks: readonly FindingBlock[];
}

export const HEAD = 'head';
export const WHOLE = 'whole';
/** So many findings that say the same become one line. */
const FOLD = 3;

/** Open findings by severity, and the soft ones that a written reason has closed. */
export const countBySeverity = (findings: readonly Finding[]): Record<Severity | 'explained', number> => {
  const counts = { hard: 0, soft: 0, info: 0, explained: 0 };
  for (const finding of findings) counts[isExplained(finding) ? 'explained' : finding.severity]++;
  return counts;
};

/** What was found in the report that the pane speaks of. */
export const findingsOf = ({ findings, activeSheet }: AppState): Finding[] =>
  findings.filter(({ sheet }) => sheet === activeSheet);

/** Those that no written reason has closed. */
export const openFindingsOf = (state: AppState): Finding[] =>
  findingsOf(state).filter((finding) => !isExplained(finding));

/** Where a finding is listed; what is about cells of several sections is about the whole form. */
function sectionIdOf(form: Form, { cells }: Finding): string {
  const sections = new Set(
    cells.map(({ id }) => (id === null ? WHOLE : (placeOf(form, id)?.sectionId ?? HEAD))),
  );
  return sections.size === 1 ? [...sections][0]! : WHOLE;
}

/** In the order of the form; within one cell the gravest first. */
export function inOrder(findings: readonly Finding[], form: Form): Finding[] {
  const places = [...placesOf(form).keys()];
  const order = new Map(places.map((id, index) => [id, index]));
  const rank = (finding: Finding): number[] => {
    const cell = finding.cells[0];
    const id = cell?.id ?? null;
    const severity = SEVERITIES.indexOf(finding.severity);
    if (!cell || id === null) return [-1, cell?.row ?? 0, cell?.column ?? 0, severity];
    const row = rowOf(id);
    const place = order.get(row === null ? id : id.replace(`.${row}.`, '.')) ?? places.length;
    // The rows of a list stay together; the two figures of an indicator too.
    const period = cell.period === 'cumulative' ? 1 : 0;
    return row === null ? [place, 0, period, severity] : [places.length, row, place, severity];
  };
  return findings
    .map((finding) => ({ finding, rank: rank(finding) }))
    .sort((a, b) => a.rank.map((value, index) => value - b.rank[index]!).find((step) => step !== 0) ?? 0)
    .map(({ finding }) => finding);
}

/** Groups findings of one report for the list of the pane. */
export function groupFindings(
  findings: readonly Finding[],
  form: Form,
  language: Language,
): FindingSection[] {
  const bySection = new Map<string, Finding[]>([
    [WHOLE, []],
    [HEAD, []],
  ]);
  for (const { id } of form.sections) bySection.set(id, []);
  for (const finding of inOrder(findings, form)) bySection.get(sectionIdOf(form, finding))?.push(finding);

  return [...bySection].flatMap(([id, own]) => {
    if (own.length === 0) return [];
    return {
      id,
      title: form.sections.find((section) => section.id === id)?.short ?? null,
      count: own.length,
      worst: SEVERITIES.find((severity) => own.some((finding) => finding.severity === severity)) ?? 'info',
      blocks: blocksOf(id, own, form, language),
    };
  });
}

function blocksOf(
  section: string,
  findings: readonly Finding[],
  form: Form,
  language: Language,
): FindingBlock[] {
  const blocks: { id: string; name: string; groups: FindingGroup[] }[] = [];
  for (const group of foldSame(findings, form, language)) {
    const [first] = group.findings;
    const id = section === WHOLE || section === HEAD || group.findings.length > 1 ? '' : indicatorIn(first);
    const last = blocks.at(-1);
    if (last && last.id === id) last.groups.push(group);
    else blocks.push({ id, name: id === '' ? '' : nameOf(form, id, pathWords(language)), groups: [group] });
  }
  return blocks;
}

/** Rows of an open list are named by their messages. */
const indicatorIn = (finding: Finding | undefined): string => {
  const id = finding?.cells[0]?.id ?? '';
  return rowOf(id) === null ? id : '';
};

function foldSame(findings: readonly Finding[], form: Form, language: Language): FindingGroup[] {
  const messages = findings.map((finding) => messageOf(finding, form, language, { brief: true }));
  /** What a reason was written for is said by itself. */
  const sayingOf = (finding: Finding, index: number): string =>
    finding.cells[0]?.id && !finding.explanation ? `${finding.rule}|${messages[index]}` : String(index);
  const sayings = new Map(findings.map((finding, index) => [finding, sayingOf(finding, index)]));
  const same = groupBy(findings, (finding) => sayings.get(finding)!);
  const groups: FindingGroup[] = [];
  const done = new Set<Finding>();
  findings.forEach((finding, index) => {
    if (done.has(finding)) return;
    const equal = same.get(sayings.get(finding)!)!;
    const members = equal.length >= FOLD ? equal : [finding];
    members.forEach((member) => done.add(member));
    groups.push({
      id: findingId(finding),
      severity: finding.severity,
      message: messages[index]!,
      findings: members,
    });
  });
  return groups;
}

/** The finding after or before the selected cell, in the order of the list; round at its ends. */
export function neighbourOf(
  ordered: readonly Finding[],
  selection: Selection | null,
  step: 1 | -1,
): Finding | null {
  const cells = ordered.filter(({ cells: [first] }) => first !== undefined);
  if (step === -1) cells.reverse();
  if (!selection) return cells[0] ?? null;
  const here = cells.map((finding) => compare(finding, selection)).lastIndexOf(0);
  if (here >= 0) return cells[(here + 1) % cells.length] ?? null;
  return cells.find((finding) => compare(finding, selection) * step > 0) ?? cells[0] ?? null;
}

/** Where a finding stands: before (< 0) or behind a cell, or on it (0). */
function compare({ cells: [at] }: Finding, { sheet, row, column }: Selection): number {
  if (!at || at.sheet !== sheet) return Number.NaN;
  return at.row - row || at.column - column;
}

/** Whether a finding looks at a cell first. */
export const isAt = (finding: Finding, selection: Selection | null): boolean =>
  selection !== null && compare(finding, selection) === 0;

/** Findings that look at the selected cell first. */
export const findingsAt = (findings: readonly Finding[], selection: AppState['selection']): Finding[] =>
  selection === null || selection.key === null
    ? []
    : findings.filter(({ sheet, cells }) => {
        const key = cells[0] && cellKeyOf(cells[0]);
        return sheet === selection.sheet && key === selection.key;
      });
