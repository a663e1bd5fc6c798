/** What a person writes beside the files: year, region, date. */
import { form } from '../../core';
import { dayOf, readDate } from '../../core/values/date';
import type { Language } from '../../strings/messages';

export interface Wishes {
  readonly year: string;
  readonly region: string;
  readonly final: boolean;
  readonly due: string;
  readonly office: string;
}

export const WISHES: Wishes = { year: '', region: '', final: false, due: '', office: '' };

/** null: not said; NaN: not a year of the form. */
export function yearWished({ year }: Wishes): number | null {
  const text = year.normalize('NFKC').trim().replace(/年$/, '');
  if (text === '') return null;
  return /^20\d\d$/.test(text) && Number(text) >= form.since ? Number(text) : NaN;
}

/** As it is said in the lists; null where it is not said or no date. */
export function dueWished({ due }: Wishes, language: Language): { text: string | null; bad: boolean } {
  const serial = due.trim() === '' ? null : readDate(due);
  if (serial === null) return { text: null, bad: due.trim() !== '' };
  const [year, month, day] = dayOf(serial).split('-').map(Number);
  return { text: language === 'en' ? dayOf(serial) : `${year}年${month}月${day}日`, bad: false };
}
