import { type CitedCell, isError, type Scalar } from '../core';

/** Characters. */
const MOST = 60;

/** A cell as a list cites it: of a long text its beginning. */
export function cited(value: CitedCell['value']): Scalar {
  if (isError(value)) return value.error;
  if (typeof value !== 'string' || value.length <= MOST) return value;
  return `${value.slice(0, MOST).replace(/[\ud800-\udbff]$/, '')}…`;
}
