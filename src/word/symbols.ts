/** Ticks and boxes, as Word files have them. */

export const TICKED = '☑';
export const OPEN = '□';

/** Signs of the symbol fonts, by the low byte of their code. */
const FONTS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  wingdings: {
    ...{ 0x6f: OPEN, 0x71: OPEN, 0x72: OPEN, 0xa8: OPEN, 0xa1: '○' },
    ...{ 0x6c: '●', 0x6e: '■', 0xfb: '✗', 0xfc: '✓', 0xfd: '☒', 0xfe: TICKED },
  },
  wingdings2: {
    ...{ 0x2a: OPEN, 0xa3: OPEN },
    ...{ 0x4f: '✗', 0x50: '✓', 0x51: '☒', 0x52: TICKED, 0x53: '☒', 0x54: '☒', 0xa2: '■' },
  },
  webdings: { 0x61: '✔', 0x63: OPEN, 0x67: '■' },
  symbol: { 0xb4: '×', 0xd6: '√' },
};
const signsOf = (font: string): Readonly<Record<number, string>> | undefined =>
  FONTS[font.toLowerCase().replace(/\s+/g, '')];

/** The sign behind a code of a symbol font; null where the font is an ordinary one or the code unknown. */
export const symbolOf = (font: string, code: number): string | null => signsOf(font)?.[code & 0xff] ?? null;

/** A text as its font shows it. Codes from U+F000 on belong to Wingdings where no font is named. */
export function translate(text: string, font: string): string {
  const known = signsOf(font) !== undefined;
  if (!known && !/[\uf000-\uf0ff]/.test(text)) return text;
  return Array.from(text, (sign) => {
    const code = sign.codePointAt(0)!;
    if (code >= 0xf000 && code <= 0xf0ff) return symbolOf(known ? font : 'wingdings', code) ?? sign;
    return code <= 0xff ? (symbolOf(font, code) ?? sign) : sign;
  }).join('');
}
