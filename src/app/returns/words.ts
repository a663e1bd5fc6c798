/** The sentences around the table of a return list, the same in Word and in Excel. */
import type { Form } from '../../core';
import { put } from '../../strings/messages';
import { type ReturnWords, returnWords } from '../../strings/returns';
import type { ReturnItem, ReturnList, ReturnOptions } from './list';

/** Between two sentences. */
const SPACE = { 'zh-CN': '', en: ' ' } as const;

export interface Letter {
  readonly title: string;
  /** To whom. */
  readonly to: string;
  /** What was found, and what is asked for. */
  readonly body: readonly string[];
  /** By whom; null where that is not said. */
  readonly office: string | null;
  /** Where whoever explains signs; null where nothing is to be explained. */
  readonly reply: string | null;
}

export function letterOf(list: ReturnList, form: Form, { language, due, office }: ReturnOptions): Letter {
  const words = returnWords(language);
  const { region, year, file, counts } = list;
  const found = foundOf(counts, words);
  const explained = counts.explained > 0 ? put(words.explained, { count: counts.explained }) : '';
  return {
    title:
      put(words.title, { form: form.name }) + (year === null ? '' : put(words.ofYear, { year: `${year}` })),
    to: region === null ? put(words.toFile, { file }) : put(words.to, { region }),
    body: [
      [put(words.body, { file }), found, explained].filter(Boolean).join(SPACE[language]),
      [due === null ? words.ask : put(words.askBy, { due }), words.untouched].join(SPACE[language]),
    ],
    office: office === null ? null : put(words.office, { office }),
    reply: counts.soft > 0 ? words.reply : null,
  };
}

function foundOf({ hard, soft }: ReturnList['counts'], words: ReturnWords): string {
  if (hard > 0 && soft > 0) return put(words.both, { hard, soft });
  if (hard > 0) return put(words.hardOnly, { hard });
  return soft > 0 ? put(words.softOnly, { soft }) : '';
}

/** What stands in the column that the reporter fills in; null where it is left free. */
export function answerOf({ severity }: ReturnItem, words: ReturnWords): string | null {
  if (severity === 'soft') return null;
  return severity === 'info' ? words.answer.info : words.answer.hard;
}
