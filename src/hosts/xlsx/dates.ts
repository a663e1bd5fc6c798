/** Dates as serials of the 1900 system, whatever the workbook counts from. */
import { fail } from './error';
import type { CellFormat } from './styles';

/** Serial of 1904-01-01, from which workbooks of old Macs count. */
const EPOCH_1904 = 1462;
const DAY = 86_400_000;
const UNIX_EPOCH = 25_569;
/** 1900-03-01: before it Excel's calendar has a 29 February that never was. */
const MARCH_1900 = 61;
const ISO = /^(?:(\d{4})-(\d{2})-(\d{2}))?(?:T?(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?(?:Z|[+-]00:00)?$/;

export const from1904 = (value: number, { temporal }: CellFormat): number =>
  temporal === 'date' && value >= 1 ? value + EPOCH_1904 : value;

export const to1904 = (value: number, { temporal }: CellFormat): number =>
  temporal === 'date' && value > EPOCH_1904 ? value - EPOCH_1904 : value;

export function serialOfIso(text: string, where: string): number {
  const match = ISO.exec(text.trim());
  if (!match || text.trim() === '') return fail('BAD_VALUE', `date ${text} in ${where}`);
  const [, year, month, day, hours = '0', minutes = '0', seconds = '0'] = match;
  const time = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) / 86_400;
  if (year === undefined) return time;
  const days = Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY + UNIX_EPOCH;
  return (days < MARCH_1900 ? days - 1 : days) + time;
}
