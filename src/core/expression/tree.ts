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

/** Whether a tree looks at the figures of the year before, which do not stand on the sheet. */
export function looksBack(node: Term | Condition): boolean {
  if ('left' in node) return looksBack(node.left) || looksBack(node.right);
  if ('all' in node) return node.all.some(looksBack);
  if ('any' in node) return node.any.some(looksBack);
  if ('not' in node) return looksBack(node.not);
  if ('sum' in node) return node.sum.some(looksBack);
  if ('sumKnown' in node) return node.sumKnown.some(looksBack);
  if ('max' in node) return node.max.some(looksBack);
  if ('times' in node) return looksBack(node.of);
  return 'before' in node;
}

/** All cells a tree speaks of, in reading order, self included, each once. */
export function operandsOf(node: Term | Condition): Extract<Term, { cell: string }>[] {
  const found = new Map<string, Extract<Term, { cell: string }>>();
  const walk = (part: Term | Condition): void => {
    if ('left' in part) [part.left, part.right].forEach(walk);
    else if ('all' in part) part.all.forEach(walk);
    else if ('any' in part) part.any.forEach(walk);
    else if ('not' in part) walk(part.not);
    else if ('sum' in part) part.sum.forEach(walk);
    else if ('sumKnown' in part) part.sumKnown.forEach(walk);
    else if ('max' in part) part.max.forEach(walk);
    else if ('times' in part) walk(part.of);
    else if ('cell' in part) {
      const { cell, period: at } = part;
      found.set(`${cell}/${at ?? ''}`, at === undefined ? { cell } : { cell, period: at });
    }
  };
  walk(node);
  return [...found.values()];
}
