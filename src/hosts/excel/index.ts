/** Excel itself. The pane asks for `createExcelHost()` and gets the port, or learns why not. */
import { HostError } from '../port';
import { type AttachOptions, attachExcel, type ExcelHost } from './host';
import { fetchOffice, isOwnLibrary, within } from './library';

export type { ExcelHost } from './host';
export { officeArrives } from './library';

export interface ExcelOptions extends AttachOptions {
  /** Milliseconds to wait for office.js to say where it runs. */
  readonly patience?: number;
  /** Told when office.js is there, before it knows where it runs. */
  readonly arrived?: () => void;
}

const PATIENCE = 8000;

/**
 * Waits for office.js and attaches to the workbook that the pane was opened with. Throws HostError: noOffice where
 * office.js does not arrive (it may be tried again), unsupported outside Excel, tooOld where this Excel is.
 */
export async function createExcelHost({
  patience = PATIENCE,
  arrived,
  ...options
}: ExcelOptions = {}): Promise<ExcelHost> {
  await fetchOffice(patience);
  arrived?.();
  const { host } = await within(Office.onReady(), patience, 'office.js does not answer');
  if (String(host) !== 'Excel') throw new HostError('unsupported', `not Excel: ${String(host)}`);
  return attachExcel({ grouping: !isOwnLibrary(), ...options });
}
