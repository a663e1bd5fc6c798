/** How a cell of an .xlsx file looks, in Univer's words. */
import type { IBorderData, IBorderStyleData, IStyleData } from '@univerjs/core';
import type { BorderSide, CellStyle, FillStyle } from 'hucre';
import { type Palette, cssColor } from './colors';

// Univer's enumerations as numbers: importing them would draw the engine into whatever reads a file.
const HORIZONTAL: Readonly<Record<string, number>> = {
  left: 1,
  center: 2,
  right: 3,
  justify: 4,
  centerContinuous: 2,
  distributed: 6,
};
const VERTICAL: Readonly<Record<string, number>> = {
  top: 1,
  center: 2,
  bottom: 3,
  justify: 2,
  distributed: 2,
};
const BORDER: Readonly<Record<string, number>> = {
  thin: 1,
  hair: 2,
  dotted: 3,
  dashed: 4,
  dashDot: 5,
  dashDotDot: 6,
  double: 7,
  medium: 8,
  mediumDashed: 9,
  mediumDashDot: 10,
  mediumDashDotDot: 11,
  slantDashDot: 12,
  thick: 13,
};
const WRAP = 3;
const OVERFLOW = 1;
/** Pixels that one step of indentation takes. */
const INDENT = 9;

export function univerStyle(style: CellStyle, palette: Palette): IStyleData {
  const { font, fill, border, alignment = {}, numFmt } = style;
  const result: IStyleData = {};
  if (font?.name) result.ff = font.name;
  if (font?.size) result.fs = font.size;
  if (font?.bold) result.bl = 1;
  if (font?.italic) result.it = 1;
  if (font?.underline) result.ul = { s: 1 };
  if (font?.strikethrough) result.st = { s: 1 };
  if (font?.vertAlign) result.va = font.vertAlign === 'subscript' ? 2 : 3;
  const ink = cssColor(font?.color, palette);
  if (ink) result.cl = { rgb: ink };
  const background = fillColor(fill, palette);
  if (background) result.bg = { rgb: background };
  const lines = borderOf(border, palette);
  if (lines) result.bd = lines;
  if (alignment.horizontal && HORIZONTAL[alignment.horizontal]) result.ht = HORIZONTAL[alignment.horizontal];
  result.vt = VERTICAL[alignment.vertical ?? 'bottom'] ?? 3;
  result.tb = alignment.wrapText ? WRAP : OVERFLOW;
  if (alignment.textRotation === 255) result.tr = { a: 0, v: 1 };
  else if (alignment.textRotation) result.tr = { a: turn(alignment.textRotation) };
  const indent = (alignment.indent ?? 0) * INDENT;
  result.pd = {
    t: 1,
    b: 1,
    l: alignment.horizontal === 'right' ? 2 : 2 + indent,
    r: alignment.horizontal === 'right' ? 2 + indent : 2,
  };
  if (numFmt && numFmt !== 'General') result.n = { pattern: numFmt };
  return result;
}

/** xlsx counts 1–90 upwards and 91–180 downwards; Univer counts clockwise. */
const turn = (rotation: number): number => (rotation <= 90 ? -rotation : rotation - 90);

export function fillColor(fill: FillStyle | undefined, palette: Palette): string | null {
  if (fill?.type !== 'pattern' || fill.pattern === 'none') return null;
  return cssColor(fill.fgColor, palette) ?? cssColor(fill.bgColor, palette);
}

function borderOf(border: CellStyle['border'], palette: Palette): IBorderData | null {
  if (!border) return null;
  const line = (side: BorderSide | undefined): IBorderStyleData | undefined => {
    const kind = side && BORDER[side.style];
    return kind ? { s: kind, cl: { rgb: cssColor(side.color, palette) ?? '#000000' } } : undefined;
  };
  const lines = { t: line(border.top), r: line(border.right), b: line(border.bottom), l: line(border.left) };
  const drawn = Object.entries(lines).filter(([, side]) => side !== undefined);
  return drawn.length > 0 ? Object.fromEntries(drawn) : null;
}
