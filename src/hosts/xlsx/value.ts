/** What the type of a cell may be. */
const TYPES = ['n', 's', 'str', 'b', 'e', 'd', 'inlineStr'] as const;
export type CellType = (typeof TYPES)[number];

export const typeOf = (text: string): CellType | null => TYPES.find((type) => type === text) ?? null;

/** xsd:boolean; null for anything else. */
export const booleanOf = (text: string): boolean | null =>
  text === '1' || text === 'true' ? true : text === '0' || text === 'false' ? false : null;

/** 0x10 is a number to JavaScript, and none to a workbook. */
export const isOtherBase = (text: string): boolean => /^[+-]?0[xob]/i.test(text);
