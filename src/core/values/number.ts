/** Figures, as stored and as people type them. */

/** 15 significant digits, as Excel keeps them: 1005.6999999999999 is 1005.7 (rules.md, Values). */
export const normalise = (value: number): number =>
  Number.isSafeInteger(value) || !Number.isFinite(value) || isShort(value)
    ? value
    : Number(value.toPrecision(15));

/** Up to six decimals and 15 digits in all: such a figure is what its 15 digits say. */
function isShort(value: number): boolean {
  const millionths = Math.round(value * 1e6);
  return millionths / 1e6 === value && Math.abs(millionths) < 1e15;
}

export const sumOf = (values: readonly number[]): number =>
  normalise(values.reduce((total, value) => total + value, 0));

/** To raise takes longer than to look up. */
const POWERS: readonly number[] = Array.from({ length: 16 }, (_, digits) => 10 ** digits);

/** Rounds half away from zero, as Excel's ROUND does. */
export function round(value: number, digits: number): number {
  if (Number.isInteger(value)) return value;
  const scale = POWERS[digits] ?? 10 ** digits;
  const scaled = Math.abs(value) * scale;
  if (scaled >= Number.MAX_SAFE_INTEGER) return value;
  return (Math.sign(value) * Math.round(normalise(scaled))) / scale;
}

/** Decimals of a figure as it is written: 0.25 has 2, 1e-7 has 7. */
export function decimalsOf(value: number): number {
  if (Number.isInteger(value)) return 0;
  const [mantissa, exponent] = String(normalise(value)).split('e');
  const point = mantissa!.indexOf('.');
  return Math.max(0, (point < 0 ? 0 : mantissa!.length - point - 1) - Number(exponent ?? 0));
}

/** All digits of a figure, without exponent and separators: 1e-7 is 0.0000001. Reads back as the same number. */
export function printNumber(value: number): string {
  const [mantissa, exponent] = String(normalise(value)).split('e');
  if (exponent === undefined) return mantissa!;
  const [whole, fraction = ''] = mantissa!.replace('-', '').split('.');
  const digits = whole! + fraction;
  const point = whole!.length + Number(exponent);
  const figure = point > 0 ? digits.padEnd(point, '0') : `0.${'0'.repeat(-point)}${digits}`;
  return mantissa!.startsWith('-') ? `-${figure}` : figure;
}

/** What a text in a numeric cell may mean. */
export type Reading =
  /** Says the same number in another spelling: 1,234 · １２３ · 12．5 · '12. */
  | { readonly kind: 'spelling'; readonly value: number }
  /** A number with a unit or a word; the number is offered only when the person confirms it: 2000万 · 约30 · 30家. */
  | { readonly kind: 'guess'; readonly value: number }
  /** — · / · 无: nothing was reported; whether that is 0 the person has to say. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' };

const SCALES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1e3, 万: 1e4, 亿: 1e8 };
const NONE = /^(?:[-—–―/\\无]|——|--|无数据|没有|暂无|不详|n\/a)$/i;
const PLAIN = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;
const WORDED =
  /^(?:约|近|超过|超|大约|共计|共|计|合计)?([+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?)([十百千万亿]*)(?:多|余)?(?:元|吨|吨标煤|标煤|家|个|人次|人|项|户|名|件|次)?(?:左右|以上|以内)?$/;

/** Full-width forms, spaces and the thousands comma aside, the way a person reads it. */
export const fold = (text: string): string => text.normalize('NFKC').replace(/[\s\u200b\ufeff]+/g, '');

export function readNumber(text: string, unit = ''): Reading {
  const folded = fold(text).replace(/^'/, '').replace(/。/g, '.');
  if (NONE.test(folded)) return { kind: 'none' };
  if (PLAIN.test(folded)) return { kind: 'spelling', value: normalise(Number(folded.replaceAll(',', ''))) };
  const match = WORDED.exec(folded);
  if (!match) return { kind: 'unreadable' };
  const scales = [...match[2]!].reduce((factor, scale) => factor * SCALES[scale]!, 1);
  const value = Number(match[1]!.replaceAll(',', '')) * scales;
  const perUnit = unit.startsWith('万') ? 1e4 : 1;
  return { kind: 'guess', value: normalise(scales >= perUnit ? value / perUnit : value) };
}
