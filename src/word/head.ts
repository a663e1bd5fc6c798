/** The lines above the table, where what was filled in stands between printed words of the same line. */
import type { Form } from '../core/form/schema';

/**
 * Cuts a line at the form's printed words: 山东省（市、区）2014年度工业清洁生产 → 山东, 省（市、区）, 2014, 年度工业清洁生产.
 * A line with none of them stays whole.
 */
export function splitHead(line: string, form: Form): string[] {
  for (const { items } of form.head.rows) {
    if (!items.some(({ field }) => field)) continue;
    const words = items.flatMap(({ text }) => text ?? []);
    const pieces = isTitle(items) ? cutAtAll(line, words) : cutAtAny(line, labelsOf(form));
    if (pieces.length > 1) return pieces;
  }
  return [line];
}

type Items = Form['head']['rows'][number]['items'];

/** In the title the blank stands before its word, in the other lines behind it. */
const isTitle = (items: Items): boolean => items[0]?.field !== undefined;

const labelsOf = ({ head }: Form): string[] =>
  head.rows.flatMap(({ items }) =>
    isTitle(items) ? [] : items.flatMap(({ text, field }) => (field || !text?.endsWith('：') ? [] : [text])),
  );

function cutAtAll(line: string, words: readonly string[]): string[] {
  const pattern = words.map((word) => `([^]*?)(${patternOf(word)})`).join('');
  const match = new RegExp(`^${pattern}([^]*)$`).exec(line);
  return match ? match.slice(1).map((piece, at) => (at % 2 === 0 ? withoutBlanks(piece) : piece)) : [];
}

const cutAtAny = (line: string, words: readonly string[]): string[] =>
  line
    .split(new RegExp(`(${words.map(patternOf).join('|')})`))
    .map((piece, at) => (at % 2 === 0 ? withoutBlanks(piece) : piece));

/** However it is spaced, in full or half width, with or without its colon. */
const patternOf = (word: string): string =>
  [...word.replace(/：$/, '')].map((sign) => WIDTHS[sign] ?? sign).join('\\s*') +
  (word.endsWith('：') ? '\\s*[：:]?' : '');
const WIDTHS: Readonly<Record<string, string>> = { '（': '[（(]', '）': '[）)]', '、': '[、,，]' };

/** What is filled in, without the underline that it stands on. */
function withoutBlanks(piece: string): string {
  const value = piece.replace(/^[\s_＿]+|[\s_＿]+$/g, '');
  return /^[×xX*○〇□_＿\s]*$/.test(value) ? '' : value;
}
