/** One conversation with Excel, and what its refusals mean. */
import { HostError, type HostErrorCode } from '../port';

const CODES: Readonly<Record<string, HostErrorCode>> = {
  InvalidOperationInCellEditMode: 'editing',
  AccessDenied: 'protected',
  ItemNotFound: 'noSheet',
  ApiNotFound: 'unsupported',
  ApiNotAvailable: 'unsupported',
  NotImplemented: 'unsupported',
  UnsupportedOperation: 'unsupported',
};

/** Runs a batch; ranges live only inside of it. Throws HostError. */
export async function run<T>(
  batch: (context: Excel.RequestContext) => Promise<T>,
  options: Excel.RunOptions = {},
): Promise<T> {
  try {
    return await Excel.run(options, batch);
  } catch (reason) {
    throw asHostError(reason);
  }
}

/** For what the person has not asked for just now: waits until the person has left the cell. */
export const runQuietly = <T>(batch: (context: Excel.RequestContext) => Promise<T>): Promise<T> =>
  run(batch, { delayForCellEdit: true });

/** Office's own code is kept in `detail`. */
export function asHostError(reason: unknown): HostError {
  if (reason instanceof HostError) return reason;
  const code = officeCode(reason);
  const words = reason instanceof Error ? reason.message : String(reason);
  const detail = [code, placeOf(reason), words].filter((part) => part !== '').join(': ');
  return new HostError(CODES[code] ?? 'failed', detail);
}

/** Where in Office.js it happened, e.g. Range.values. */
const placeOf = (reason: unknown): string =>
  reason instanceof OfficeExtension.Error ? (reason.debugInfo?.errorLocation ?? '') : '';

const officeCode = (reason: unknown): string =>
  typeof reason === 'object' && reason !== null && 'code' in reason ? String(reason.code) : '';

/** The request or its answer was larger than Excel takes at once (5 MB on the web). */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof HostError && /PayloadSizeLimitExceeded|ResponseTooLarge/.test(error.detail);
