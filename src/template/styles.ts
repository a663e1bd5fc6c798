/** Looks of the official form: 宋体 in the table, 黑体 in the title, thin borders, nothing else. */
import type { Look } from '../core/draft';
import type { Box } from '../core/form/layout';

export const TABLE_FONT = '宋体';
export const TITLE_FONT = '黑体';
const SIZE = 10;
/** Points of a column's width of 1: a little less than the default font's 5.25, as fonts differ. */
export const POINTS_PER_WIDTH = 5;

const line = { style: 'thin', color: { rgb: '000000' } } as const;
export const FRAME: Look['border'] = { top: line, right: line, bottom: line, left: line };
const UNDERLINE: Look['border'] = { bottom: line };

const made = new Map<string, Look>();
/** Made once: a sheet has hundreds of cells and a dozen looks. */
const once = (name: string, make: () => Look): Look => {
  const known = made.get(name) ?? make();
  made.set(name, known);
  return known;
};

const font = (size = SIZE, name = TABLE_FONT): Look['font'] => ({ name, size });
const unlocked = { locked: false } as const;
const centered = { horizontal: 'center', vertical: 'center' } as const;

/** How a box of the form looks; `size` of its labels is what fits. */
export function styleOf(box: Box, size: number, titled: boolean, date: boolean): Look {
  return once([box.role, box.align, size, titled, date].join('|'), () => {
    const horizontal = box.align ?? 'left';
    switch (box.role) {
      case 'attachment':
        return { font: font(), alignment: { horizontal, vertical: 'center' } };
      case 'title':
        return { font: font(16, TITLE_FONT), alignment: { horizontal, vertical: 'center' } };
      case 'plain':
        return { font: font(), alignment: { horizontal, vertical: 'center' } };
      case 'field': {
        const alignment = { horizontal, vertical: 'center', shrinkToFit: true } as const;
        const face = titled ? font(16, TITLE_FONT) : font();
        return { font: face, alignment, border: UNDERLINE, protection: unlocked };
      }
      case 'heading':
        return { font: font(size), alignment: { ...centered, wrapText: true }, border: FRAME };
      case 'section':
        return {
          font: font(size),
          alignment: { horizontal: 'left', vertical: 'center', wrapText: true },
          border: FRAME,
        };
      case 'year':
      case 'cumulative':
        return { font: font(), alignment: { ...centered, shrinkToFit: true }, border: FRAME };
      case 'input':
        return {
          font: font(),
          alignment: { ...centered, shrinkToFit: true },
          border: FRAME,
          protection: unlocked,
        };
      case 'computed':
        return {
          font: font(),
          alignment: { ...centered, shrinkToFit: true },
          border: FRAME,
          fill: shade,
        };
      case 'list':
        return date
          ? {
              font: font(),
              alignment: { ...centered, shrinkToFit: true },
              border: FRAME,
              numFmt: 'yyyy-mm-dd',
              protection: unlocked,
            }
          : {
              font: font(),
              alignment: { horizontal: 'left', vertical: 'center', wrapText: true },
              border: FRAME,
              protection: unlocked,
            };
      case 'text':
        return {
          font: font(),
          alignment: { horizontal: 'left', vertical: 'top', wrapText: true },
          border: FRAME,
          protection: unlocked,
        };
    }
  });
}

const shade = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'F2F2F2' } } as const;

export interface PlainLook {
  readonly align?: 'left' | 'center' | 'right';
  readonly size?: number;
  readonly title?: boolean;
  readonly frame?: boolean;
  readonly open?: boolean;
  readonly shaded?: boolean;
  readonly wrap?: boolean;
  readonly date?: boolean;
}

/** Looks of the sheets beside the form. */
export function plainStyle(look: PlainLook): Look {
  return once(JSON.stringify(look), () => ({
    font: font(look.size ?? SIZE, look.title ? TITLE_FONT : TABLE_FONT),
    alignment: {
      horizontal: look.align ?? 'left',
      vertical: 'center',
      ...(look.wrap === false ? { shrinkToFit: true } : { wrapText: true }),
    },
    ...(look.frame ? { border: FRAME } : {}),
    ...(look.shaded ? { fill: shade } : {}),
    ...(look.date ? { numFmt: 'yyyy-mm-dd' } : {}),
    ...(look.open ? { protection: unlocked } : {}),
  }));
}

/** A cell of the hidden block. */
export const hiddenStyle = (): Look =>
  once('hidden', () => ({ font: { name: TABLE_FONT, size: 8, color: { rgb: '808080' } } }));

export const HARD: Look = { fill: { type: 'pattern', pattern: 'solid', bgColor: { rgb: 'FFC7CE' } } };
export const SOFT: Look = { fill: { type: 'pattern', pattern: 'solid', bgColor: { rgb: 'FFEB9C' } } };

/** Widths of a text in ems: a Chinese sign is one, anything else about half. */
const emsOf = (text: string): number =>
  [...text].reduce(
    (ems, sign) => ems + (sign.codePointAt(0)! < 0x2e80 && !'“”—…×□'.includes(sign) ? 0.56 : 1),
    0,
  );

/** Chinese text fills a line sign by sign. */
export const linesOf = (text: string, width: number, size: number): number => {
  const signs = Math.max(1, Math.floor(width / size));
  return text.split('\n').reduce((lines, part) => lines + Math.max(1, Math.ceil(emsOf(part) / signs)), 0);
};

/** The largest size up to 10 pt at which a label fits its box. */
export function sizeFor(text: string, width: number, height: number): number {
  const fits = (size: number): boolean => linesOf(text, width - 5, size) * size * 1.3 <= height + 1;
  return [SIZE, 9, 8.5].find(fits) ?? 8;
}

/** In a narrow box a line ends before the unit, not within its brackets. */
export function breakLabel(text: string, width: number, size: number): string {
  const parts = /^([^\n（]+)(（[^\n（]+）)$/.exec(text);
  const fits = (line: string): boolean => linesOf(line, width - 5, size) === 1;
  return parts && !fits(text) && fits(parts[1]!) && fits(parts[2]!) ? `${parts[1]}\n${parts[2]}` : text;
}
