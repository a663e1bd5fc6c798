/** Two findings of one cause: the lesser one says so, and leaves it to the other where to look and what to mend. */
import type { Form } from '../form/schema';
import { cellKeyOf, type Finding, ownCell, SEVERITIES } from './finding';

/**
 * Each keeps its place; of what follows another that was found at a figure it looks at, `params.follows` is that one's
 * rule. It is no graver than that one: a sum that lacks a figure cannot be judged by what it lacks. Nor does it
 * ask for one figure where that one bounds it.
 */
export function sayWhatFollows(findings: readonly Finding[], { rules }: Form): readonly Finding[] {
  const followers = new Map(rules.flatMap(({ id, follows }) => (follows ? [[id, follows]] : [])));
  if (!findings.some(({ rule }) => followers.has(rule))) return findings;
  const leaders = new Set(followers.values());
  const found = new Map(
    findings.flatMap((finding) => (leaders.has(finding.rule) ? [[nameOf(finding), finding] as const] : [])),
  );
  return findings.map((finding) => {
    const follows = followers.get(finding.rule);
    const keys = follows === undefined ? [] : finding.cells.map(cellKeyOf);
    const leader = keys.map((key) => found.get(`${follows} ${key}`)).find((one) => one !== undefined);
    if (!leader) return finding;
    const severity =
      SEVERITIES[Math.max(...[finding, leader].map((one) => SEVERITIES.indexOf(one.severity)))]!;
    const bound = leader.bound ?? finding.bound;
    return { ...finding, severity, bound, fix: null, params: { ...finding.params, follows: leader.rule } };
  });
}

/** By the rule and its own figure. */
function nameOf(finding: Finding): string {
  const cell = ownCell(finding);
  return `${finding.rule} ${cell && cellKeyOf(cell)}`;
}
