/** Reasons that were begun and are not written yet, by what they are for: who looks elsewhere meanwhile loses none. */
export interface Drafts {
  of(what: string): string | null;
  keep(what: string, reason: string): void;
  drop(what: string): void;
}

export function createDrafts(): Drafts {
  const kept = new Map<string, string>();
  return {
    of: (what) => kept.get(what) ?? null,
    keep: (what, reason) => void kept.set(what, reason),
    drop: (what) => void kept.delete(what),
  };
}
