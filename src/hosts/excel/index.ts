/** Excel itself. The pane asks for `createExcelHost()` and gets the port, or learns why not. */
import { HostError } from '../port';
import { type AttachOptions, attachExcel, type ExcelHost } from './host';

export type { ExcelHost } from './host';

export interface ExcelOptions extends AttachOptions {
  /** Milliseconds to wait for office.js to say where it runs. */
  readonly patience?: number;
}

const PATIENCE = 8000;

/**
 * Waits for office.js and attaches to the workbook that the pane was opened with. Throws HostError: noOffice where
 * office.js does not arrive (it may be tried again), unsupported outside Excel or where this Excel is too old.
 */
export async function createExcelHost({
  patience = PATIENCE,
  ...options
}: ExcelOptions = {}): Promise<ExcelHost> {
  if (typeof Office === 'undefined') throw new HostError('noOffice', 'office.js was not loaded');
  const { host } = await within(Office.onReady(), patience);
  if (String(host) !== 'Excel') throw new HostError('unsupported', `not Excel: ${String(host)}`);
  return attachExcel(options);
}

async function within<T>(answer: Promise<T>, patience: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new HostError('noOffice', 'office.js does not answer')), patience);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
