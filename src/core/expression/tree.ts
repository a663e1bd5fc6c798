/**
 * The language of edit checks. A rule is one condition; it is violated where the condition is false,
 * and undecided where an operand is not a number. The same tree is evaluated (evaluate.ts) and
 * compiled to an Excel formula (compile.ts).
 */
import type { Period } from '../model';

/** `self` is the indicator the rule is being checked for; a period left out is the one being checked. */
export type Term =
  | { readonly number: number }
  | { readonly cell: string; readonly period?: Period }
  /** c₋₁: the 累计 of the year before. */
  | { readonly prior: string }
  /** 本年 of the year before. */
  | { readonly before: string }
  /** The declared adjustment of the year; blank is 0. */
  | { readonly adjustment: string }
  /** head.year */
  | { readonly reportYear: true }
  | { readonly sum: readonly Term[] }
  /** The sum of what is filled in: a blank adds nothing. */
  | { readonly sumKnown: readonly Term[] }
  | { readonly max: readonly Term[] }
  /** A figure so many times over. */
  | { readonly times: number; readonly of: Term };

export type Comparison = '=' | '≠' | '≥' | '≤' | '>' | '<';
/** How far two figures may lie apart: a number, or one unit of the last decimal that the indicator can mean. */
export type Tolerance = number | 'unit';
export type Kind = 'number' | 'text' | 'error' | 'blank' | 'whole';

export type Condition =
  | { readonly left: Term; readonly is: Comparison; readonly right: Term; readonly tolerance?: Tolerance }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  /** What kind of thing stands in a cell. `whole` is undecided for anything but a number. */
  | { readonly cell: string; readonly period?: Period; readonly kind: Kind }
  /** The adjustment of an indicator has a written reason. */
  | { readonly reasonOf: string }
  /** A cell reads as one of these words, spaces aside. */
  | { readonly cell: string; readonly period?: Period; readonly oneOf: readonly string[] };

/** The leaves of a tree, in reading order. */
function leavesOf(node: Term | Condition): (Term | Condition)[] {
  const parts = childrenOf(node);
  return parts === null ? [node] : parts.flatMap(leavesOf);
}

function childrenOf(node: Term | Condition): readonly (Term | Condition)[] | null {
  if ('left' in node) return [node.left, node.right];
  if ('all' in node) return node.all;
  if ('any' in node) return node.any;
  if ('not' in node) return [node.not];
  if ('sum' in node) return node.sum;
  if ('sumKnown' in node) return node.sumKnown;
  if ('max' in node) return node.max;
  return 'times' in node ? [node.of] : null;
}

/** Whether a tree looks at the figures of the year before, which do not stand on the sheet. */
export const looksBack = (node: Term | Condition): boolean => leavesOf(node).some((leaf) => 'before' in leaf);

/** All cells a tree speaks of, in reading order, self included, each once. */
export function operandsOf(node: Term | Condition): Extract<Term, { cell: string }>[] {
  const found = new Map<string, Extract<Term, { cell: string }>>();
  for (const leaf of leavesOf(node)) {
    if (!('cell' in leaf)) continue;
    const { cell, period: at } = leaf;
    found.set(`${cell}/${at ?? ''}`, at === undefined ? { cell } : { cell, period: at });
  }
  return [...found.values()];
}

/** The indicators whose c₋₁ a tree needs, each once. */
export const priorsOf = (node: Term | Condition): string[] => [
  ...new Set(leavesOf(node).flatMap((leaf) => ('prior' in leaf ? [leaf.prior] : []))),
];
