/** 七 of many reporters: united, without doubles by 文号, by title where there is none (RUP-06). */
import { documentRows, identify } from '../check/documents';
import { contentOf, type Report } from '../report';
import { readDate } from '../values/date';

/** A row of 七 as a reporter has it. */
export interface Listed {
  readonly title: string;
  readonly number: string;
  /** Serial where it can be read, else the text; '' where blank. */
  readonly date: number | string;
}

/** A row of the parent's 七, and who has it. */
export interface United extends Listed {
  readonly reporters: readonly string[];
  /** The same 文号 with another title or date: RUP-06 names it. */
  readonly others: readonly { readonly reporter: string; readonly listed: Listed }[];
}

export function documentsOf(report: Report): Listed[] {
  return documentRows(report).flatMap((row) => {
    const text = (key: typeof row.title): string => {
      const { value } = contentOf(report, key);
      return value === null ? '' : typeof value === 'object' ? value.error : String(value).trim();
    };
    const { value } = contentOf(report, row.date);
    const date = typeof value === 'number' ? value : (readDate(text(row.date)) ?? text(row.date));
    const listed = { title: text(row.title), number: text(row.number), date };
    return listed.title === '' && listed.number === '' && date === '' ? [] : [listed];
  });
}

/** The lists in the order of the reporters; in the result the earlier document comes first. */
export function unite(lists: readonly (readonly [reporter: string, list: readonly Listed[]])[]): United[] {
  const united = new Map<
    string,
    { first: Listed; reporters: Set<string>; others: United['others'][number][] }
  >();
  for (const [reporter, list] of lists) {
    list.forEach((listed, row) => {
      const { number, title } = identify(listed.number, listed.title);
      // A row that names nothing is no double of any other.
      const identity = number !== null ? `#${number}` : title !== null ? `《${title}` : `${reporter}|${row}`;
      const known = united.get(identity);
      if (!known) {
        united.set(identity, { first: listed, reporters: new Set([reporter]), others: [] });
        return;
      }
      known.reporters.add(reporter);
      if (!isSame(known.first, listed)) known.others.push({ reporter, listed });
    });
  }
  return [...united.values()]
    .map(({ first, reporters, others }): United => ({ ...first, reporters: [...reporters], others }))
    .sort((a, b) => dateOf(a) - dateOf(b) || compare(a.number, b.number) || compare(a.title, b.title));
}

const isSame = (a: Listed, b: Listed): boolean =>
  a.date === b.date && identify('', a.title).title === identify('', b.title).title;
const dateOf = ({ date }: Listed): number => (typeof date === 'number' ? date : Number.MAX_SAFE_INTEGER);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
