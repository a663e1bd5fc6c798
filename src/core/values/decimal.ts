/** Sums without floating point dust: 0.1 + 0.2 is 0.3, whatever the order and however many. */
import { decimalsOf, normalise, printNumber } from './number';

/** Of one: figures of up to four decimals are whole numbers of these. */
const UNITS = 1e4;
/** 15 digits: below, no such number is rounded, and none prints as another. */
const EXACT = 1e15;

/** The exact sum of decimal figures, kept to the 15 digits that a workbook keeps. */
export function sumExactly(values: readonly number[]): number {
  let total = 0;
  const rest: number[] = [];
  for (const value of values) {
    const units = Math.round(value * UNITS);
    const isWhole = units / UNITS === value && Math.abs(units) < EXACT;
    if (isWhole && Math.abs(total + units) < EXACT) total += units;
    else rest.push(value);
  }
  return rest.length === 0 ? total / UNITS : sumScaled([total / UNITS, ...rest]);
}

/** In whole units of the last decimal that any of them has. */
function sumScaled(values: readonly number[]): number {
  const scale = Math.max(...values.map(decimalsOf));
  const total = values.reduce((sum, value) => sum + scaled(value, scale), 0n);
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  const sum = Number(`${digits.slice(0, point)}.${digits.slice(point)}`);
  return normalise(total < 0n ? -sum : sum);
}

function scaled(value: number, scale: number): bigint {
  const [whole, fraction = ''] = printNumber(value).split('.');
  return BigInt(whole! + fraction.padEnd(scale, '0'));
}
