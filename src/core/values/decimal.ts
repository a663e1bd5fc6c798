/** Sums without floating point dust: 0.1 + 0.2 is 0.3, whatever the order and however many. */
import { decimalsOf, normalise, printNumber } from './number';

/** The exact sum of decimal figures, kept to the 15 digits that a workbook keeps. */
export function sumExactly(values: readonly number[]): number {
  let whole = 0;
  const rest: number[] = [];
  for (const value of values) {
    const next = whole + value;
    if (Number.isSafeInteger(value) && Number.isSafeInteger(next)) whole = next;
    else rest.push(value);
  }
  return rest.length === 0 ? whole : sumScaled([whole, ...rest]);
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
