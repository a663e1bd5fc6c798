/** Dates as Excel keeps them: serials of the 1900 system. */

const DAY = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);

/** Serial of a calendar day, or null where there is no such day. */
export function serialOf(year: number, month: number, day: number): number | null {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? Math.round((time - EPOCH) / DAY) : null;
}

/** 9999-12-31: there is no later day. */
const LAST = 2_958_465;

/** "2014-05-06" for a serial; the number itself where it is no day. */
export const dayOf = (serial: number): string =>
  serial >= 0 && serial <= LAST
    ? new Date(EPOCH + Math.floor(serial) * DAY).toISOString().slice(0, 10)
    : String(serial);

/** 2014-05-06 · 2014/5/6 · 2014.5.6 · 2014年5月6日, full-width digits too; null for anything else. */
export function readDate(text: string): number | null {
  const folded = text.normalize('NFKC').replace(/\s+/g, '');
  const match =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(folded) ?? /^(\d{4})(年)(\d{1,2})月(\d{1,2})日$/.exec(folded);
  return match ? serialOf(Number(match[1]), Number(match[3]), Number(match[4])) : null;
}
