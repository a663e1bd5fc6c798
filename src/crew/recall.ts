/** An earlier result of a roll-up, opened in the page's thread. */
import { PREVIOUS_LIMITS, type Recalled, recallFrom } from '../app/rollup/previous';
import { form } from '../core';
import { openSheets } from '../hosts/xlsx/read';

/** null where it is none, or cannot be read: for who compares it is the same. */
export async function recall(file: string, blob: Blob): Promise<Recalled | null> {
  if (blob.size > PREVIOUS_LIMITS.file) return null;
  try {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return recallFrom(file, openSheets(bytes, { limits: PREVIOUS_LIMITS }).sheets, form);
  } catch {
    return null;
  }
}
