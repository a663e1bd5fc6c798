/** Of the styles only what a value's meaning hangs on: which are dates, and which leave a cell unlocked. */
import { parseXml, type Attributes } from './xml';

export interface CellFormat {
  /** 'date' counts days from the workbook's epoch; 'time' is a part of a day or a duration. */
  readonly temporal: 'date' | 'time' | null;
  readonly locked: boolean;
}

const PLAIN: CellFormat = { temporal: null, locked: true };

const between = (id: number, first: number, last: number): boolean => id >= first && id <= last;

function builtIn(id: number): CellFormat['temporal'] {
  if (between(id, 18, 21) || between(id, 32, 35) || between(id, 45, 47)) return 'time';
  return between(id, 14, 22) || between(id, 27, 36) || between(id, 50, 58) ? 'date' : null;
}

/** Excel takes no longer format. */
const LONGEST = 255;

/** What a format code shows, by its first section: letters in quotes, brackets and escapes do not count. */
export function temporalOf(code: string): CellFormat['temporal'] {
  const bare = code
    .slice(0, LONGEST)
    .replace(/"[^"]*"|\\[\s\S]|_[\s\S]|\*[\s\S]|\[(?![hms]+\])[^\]]*\]/gi, '')
    .replace(/general|am\/pm|a\/p/gi, '');
  if (/[yd]/i.test(bare)) return 'date';
  if (/[hs]|\[m+\]/i.test(bare)) return 'time';
  return /m/i.test(bare) ? 'date' : null;
}

export class Styles {
  private readonly formats: CellFormat[] = [];

  constructor(text: string | null, part: string) {
    if (text !== null) this.read(text, part);
  }

  formatOf(style: number): CellFormat {
    return this.formats[style] ?? PLAIN;
  }

  private read(text: string, part: string): void {
    const codes = new Map<number, string>();
    let list = '';
    let current: { temporal: CellFormat['temporal']; locked: boolean } | null = null;
    const open = (name: string, attributes: Attributes): void => {
      if (name === 'numFmts' || name === 'cellXfs') list = name;
      else if (list === 'numFmts' && name === 'numFmt') {
        codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      } else if (list === 'cellXfs' && name === 'xf') {
        const id = Number(attributes.numFmtId ?? 0);
        const code = codes.get(id);
        current = { temporal: code === undefined ? builtIn(id) : temporalOf(code), locked: true };
        this.formats.push(current);
      } else if (current && name === 'protection') {
        current.locked = attributes.locked !== '0' && attributes.locked !== 'false';
      }
    };
    const close = (name: string): void => {
      if (name === list) list = '';
      if (name === 'xf') current = null;
    };
    parseXml(text, part, { open, close });
  }
}
