/** Excel takes no longer text in a cell, and calls the whole workbook damaged. */
export const LONGEST = 32_767;
/** Characters of a text that is only cited. */
const CITED = 60;

/** Of a text of more characters than these the beginning, with a sign that there is more. */
export const shortened = (text: string, most = CITED): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
