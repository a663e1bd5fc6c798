/** Reasons that were begun and are not written yet, by finding: who looks elsewhere meanwhile loses none. */
export interface Drafts {
  of(finding: string): string | null;
  keep(finding: string, reason: string): void;
  drop(finding: string): void;
}

export function createDrafts(): Drafts {
  const kept = new Map<string, string>();
  return {
    of: (finding) => kept.get(finding) ?? null,
    keep: (finding, reason) => void kept.set(finding, reason),
    drop: (finding) => void kept.delete(finding),
  };
}
