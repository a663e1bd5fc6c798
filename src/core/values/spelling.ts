/** How a workbook's markup spells a text that XML cannot hold as it is. */

/** The characters that XML cannot hold; it would make another end of line of a carriage return. */
const UNSPEAKABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff\ud800-\udfff]/gu;
/** An underscore that would begin such a spelling; what is spelt behind it begins with the one that ends it. */
const MISLEADING = new RegExp(`_(?=x[0-9A-Fa-f]{4}(?:_|${UNSPEAKABLE.source}))`, 'gu');

/** Those, and what would be taken for such a spelling, as _xHHHH_. */
export const spelt = (text: string): string =>
  text.replace(MISLEADING, '_x005F_').replace(UNSPEAKABLE, spellCharacter);

const spellCharacter = (character: string): string =>
  `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
