/** What a plan does, line by line, as a person reads it before the yes. */
import type { Edit, EditPlan } from '../core/plan';
import { type Language, type Params, put, wordsOf } from './messages';

/** Changes of the workbook's shape; what only goes with another is left out, and the same is said once. */
export function stepLines({ steps = [], closing = [] }: EditPlan, language: Language): string[] {
  const words = wordsOf(language).step;
  const lines = [...steps, ...closing].flatMap((step): string[] => {
    switch (step.kind) {
      case 'copySheet':
        return [put(words.copySheet, { sheet: step.sheet, as: step.as })];
      case 'addSheet':
        return [put(words.addSheet, { as: step.draft.name })];
      case 'insertRows':
        return [put(words.insertRows, { sheet: step.sheet, row: step.above + 1, count: step.count })];
      case 'copyLooks':
      case 'highlight':
      case 'validate':
        return [put(words[step.kind], { sheet: step.sheet })];
      default:
        return [];
    }
  });
  return [...new Set(lines)];
}

/** Edits that are told by their number, sheet by sheet. `rest` are those without words for their reason. */
export function countedEdits(
  { edits }: EditPlan,
  language: Language,
): { readonly lines: readonly string[]; readonly rest: readonly Edit[] } {
  const words: Readonly<Record<string, string>> = wordsOf(language).edits;
  const counts = new Map<string, { readonly why: string; readonly sheet: string; count: number }>();
  const rest: Edit[] = [];
  for (const edit of edits) {
    const { sheet, why } = edit;
    if (words[why] === undefined) {
      rest.push(edit);
      continue;
    }
    const key = `${sheet}\n${why}`;
    const known = counts.get(key) ?? { why, sheet, count: 0 };
    known.count += 1;
    counts.set(key, known);
  }
  const lines = [...counts.values()].map(({ why, sheet, count }) => put(words[why]!, { sheet, count }));
  return { lines, rest };
}

export function remarkLines({ remarks = [] }: EditPlan, language: Language): string[] {
  const words: Readonly<Record<string, string>> = wordsOf(language).remark;
  return remarks.map(({ code, params }: { code: string; params: Params }) =>
    put(words[code] ?? code, params),
  );
}
