/** The texts that cells share. Phonetic guides (rPh) are no part of a text. */
import { fail } from './error';
import { parseXml, unescapeText } from './xml';

const MOST = 500_000;
/** As nearly all are written. */
const PLAIN = /<si><t(?: xml:space="preserve")?>([^<>&]*)<\/t><\/si>/y;

export function readStrings(text: string | null, part: string): readonly string[] {
  const strings: string[] = [];
  if (text === null) return strings;
  let current = '';
  let inText = false;
  let phonetic = 0;
  parseXml(text, part, {
    whole(xml, start) {
      PLAIN.lastIndex = start;
      const piece = PLAIN.exec(xml)?.[1];
      if (piece === undefined || inText) return -1;
      add(piece);
      return PLAIN.lastIndex;
    },
    open(name) {
      if (name === 'si') current = '';
      else if (name === 'rPh') phonetic += 1;
      else if (name === 't') inText = phonetic === 0;
    },
    text(piece) {
      if (inText) current += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'si') add(current);
    },
  });
  return strings;

  function add(written: string): void {
    strings.push(unescapeText(written));
    if (strings.length > MOST) fail('TOO_BIG', 'shared strings', part);
  }
}
