/** TXT-01, TXT-02: the free texts of 十一 and 十三. */
import { layoutForm, TALLEST_ROW } from '../form/layout';
import type { Form, Rule } from '../form/schema';
import { type CellKey, keyOf } from '../model';
import { type Book, contentOf, type Report } from '../report';
import { finding } from './cite';
import type { Finding } from './finding';

/** The cells of 十一 and 十三. */
export const textKeys = ({ sections }: Form): CellKey[] =>
  sections.flatMap(({ bands }) =>
    bands.flatMap((band) => (band.shape === 'text' ? [keyOf(band.id, 'value')] : [])),
  );

/** TXT-01: a text, or 无. */
export const checkText = (rule: Rule, report: Report, { form }: Book): Finding[] =>
  textKeys(form)
    .filter((key) => report.located.cells.has(key))
    .filter((key) => {
      const { value } = contentOf(report, key);
      return value === null || (typeof value === 'string' && value.trim() === '');
    })
    .map((key) => finding(rule, report, { keys: [key] }));

/** TXT-02: more lines than the printed cell has room for. */
export const checkRoom = (rule: Rule, report: Report, { form }: Book): Finding[] =>
  textKeys(form).flatMap((key) => {
    const { value } = contentOf(report, key);
    if (typeof value !== 'string') return [];
    const { signs, lines, needed } = roomFor(value, key, form);
    return needed <= lines
      ? []
      : [finding(rule, report, { keys: [key], params: { lines, needed, signs: Math.floor(signs * lines) } })];
  });

/** Chinese signs in a line, and lines, of a text's printed cell, and the lines that it needs. */
export function roomFor(
  text: string,
  key: CellKey,
  form: Form,
): { readonly signs: number; readonly lines: number; readonly needed: number } {
  const room = roomOf(form, key);
  const lines = text.split(/\r?\n/);
  const needed = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / room.signs)), 0);
  return { ...room, needed };
}

/** Fonts that stand in for another one are taller. */
const SPARE = 1.25;

/** Points of a row in which so many lines of a text are printed; no row is taller than Excel allows. */
export const rowFor = (lines: number, { grid }: Form): number =>
  Math.min(TALLEST_ROW, Math.ceil(lines * grid.lineHeight * SPARE));

function roomOf(form: Form, key: CellKey): { signs: number; lines: number } {
  const { cells, widths, heights } = layoutForm(form, { listRows: 1 });
  const area = cells.get(key);
  if (!area) return { signs: Infinity, lines: Infinity };
  const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);
  const { pointsPerWidth, textSize, lineHeight } = form.grid;
  return {
    signs: Math.floor((sum(widths.slice(area.left, area.right + 1)) * pointsPerWidth) / textSize),
    lines: Math.floor(sum(heights.slice(area.top, area.bottom + 1)) / lineHeight),
  };
}

const widthOf = (line: string): number =>
  [...line].reduce((width, sign) => width + (sign.codePointAt(0)! < 0x2e80 ? 0.56 : 1), 0);
