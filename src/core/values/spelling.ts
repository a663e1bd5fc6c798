/** How a workbook's markup spells a text that XML cannot hold as it is. */

/** The characters that XML cannot hold; it would make another end of line of a carriage return. */
const UNSPEAKABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff\ud800-\udfff]/gu;

/** Those, and what would be taken for such a spelling, as _xHHHH_. */
export const spelt = (text: string): string =>
  text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(UNSPEAKABLE, spellCharacter);

const spellCharacter = (character: string): string =>
  `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
