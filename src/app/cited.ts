import { type CitedCell, isError, type Scalar } from '../core';
import { shortened } from '../core/values/shortened';

/** A cell as a list cites it: of a long text its beginning. */
export function cited(value: CitedCell['value']): Scalar {
  if (isError(value)) return value.error;
  return typeof value === 'string' ? shortened(value) : value;
}
