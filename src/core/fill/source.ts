/** 来源, in the ledger below its table: which figures were taken from which file, for people and for programs. */
import { baseHeading, LEDGER_SOURCE, yearHeading } from '../ledger';

/** What a blank ledger says there. */
export const SOURCE_BLANK = `${LEDGER_SOURCE}起点和没有工作表的年度，其数字取自何处，请在此写明。`;

/** Kinds of figures that are taken from a file. */
export type TakenKind = 'base' | 'year' | 'adjustment';

/** One taking of figures from a file. */
export interface Source {
  /** 2014-05-06 */
  readonly date: string;
  readonly file: string;
  /** The beginning of the file's SHA-256, in hexadecimal. */
  readonly fingerprint: string;
  readonly taken: readonly { readonly kind: TakenKind; readonly year: number; readonly count: number }[];
}

const SHOWN = 16;
const wordsFor: Readonly<Record<TakenKind, (year: number) => string>> = {
  base: baseHeading,
  year: (year) => `${yearHeading(year)}本年数`,
  adjustment: (year) => `${yearHeading(year)}调整`,
};
const LINE = /^(\d{4}-\d{2}-\d{2}) 自《(.*)》取(.+)，文件指纹（SHA-256）([0-9a-f]+)$/;
const PART = /^(\d{4})年(底累计|本年数|调整)(\d+)项$/;
const KINDS: Readonly<Record<string, TakenKind>> = { 底累计: 'base', 本年数: 'year', 调整: 'adjustment' };

export const sourceLine = ({ date, file, fingerprint, taken }: Source): string =>
  `${date} 自《${file.replace(/\s+/g, ' ')}》取` +
  taken.map(({ kind, year, count }) => `${wordsFor[kind](year)}${count}项`).join('、') +
  `，文件指纹（SHA-256）${fingerprint.slice(0, SHOWN)}`;

/** The takings that a source cell names; what a person wrote there is left aside. */
export const readSources = (text: string): Source[] =>
  linesOf(text).flatMap((line): Source[] => {
    const [, date, file, parts, fingerprint] = LINE.exec(line) ?? [];
    const taken = (parts ?? '').split('、').flatMap((part) => {
      const [, year, word, count] = PART.exec(part) ?? [];
      return word === undefined ? [] : [{ kind: KINDS[word]!, year: Number(year), count: Number(count) }];
    });
    return taken.length === 0 ? [] : [{ date: date!, file: file!, fingerprint: fingerprint!, taken }];
  });

/** The source cell with one more taking; what stands there stays. */
export const withSource = (text: string, source: Source): string =>
  LEDGER_SOURCE + [...linesOf(text), sourceLine(source)].join('\n');

const linesOf = (text: string): string[] =>
  text === SOURCE_BLANK
    ? []
    : text
        .replace(/^来源[：:]\s*/, '')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
