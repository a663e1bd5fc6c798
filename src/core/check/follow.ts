/** Two findings of one cause: the lesser one says so, and leaves it to the other where to look and what to mend. */
import type { Form } from '../form/schema';
import { type Finding, findingId } from './finding';

/** Each keeps its place; of what follows another that was found at the same figure, `params.follows` is that one's rule. */
export function sayWhatFollows(findings: readonly Finding[], { rules }: Form): readonly Finding[] {
  const followers = new Map(rules.flatMap(({ id, follows }) => (follows ? [[id, follows]] : [])));
  if (!findings.some(({ rule }) => followers.has(rule))) return findings;
  const found = new Set(findings.map(findingId));
  return findings.map((finding) => {
    const follows = followers.get(finding.rule);
    return follows && found.has(findingId({ ...finding, rule: follows }))
      ? { ...finding, params: { ...finding.params, follows } }
      : finding;
  });
}
