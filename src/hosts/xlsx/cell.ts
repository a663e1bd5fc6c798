/** The XML of one cell. */
import { type CellValue, type Position, addressOf, isError } from '../../core/model';
import { fail } from './error';
import { escapeText, escapeXml } from './xml';

export interface CellDraft extends Position {
  readonly value: CellValue;
  /** A whole f element; empty where the cell has no formula. */
  readonly formula: string;
  /** Further attributes, each with a space before. */
  readonly attributes: string;
}

const LONGEST_TEXT = 32_767;
const LONGEST_FORMULA = 8192;
/** No formula may hold one. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f]/;

export function writeCell(prefix: string, draft: CellDraft): string {
  const { type, content } = writeValue(prefix, draft);
  const inner = draft.formula + content;
  const head = `<${prefix}c r="${addressOf(draft)}"${draft.attributes}${type === '' ? '' : ` t="${type}"`}`;
  return inner === '' ? `${head}/>` : `${head}>${inner}</${prefix}c>`;
}

export function writeFormula(prefix: string, text: string): string {
  if (text === '' || text.length > LONGEST_FORMULA || CONTROL.test(text)) fail('BAD_VALUE', 'formula');
  return `<${prefix}f>${escapeXml(text)}</${prefix}f>`;
}

function writeValue(prefix: string, draft: CellDraft): { type: string; content: string } {
  const { value, formula } = draft;
  const result = (type: string, text: string): { type: string; content: string } => ({
    type,
    content: `<${prefix}v>${text}</${prefix}v>`,
  });
  if (value === null || (value === '' && formula === '')) return { type: '', content: '' };
  if (isError(value)) return result('e', escapeXml(value.error));
  if (typeof value === 'boolean') return result('b', value ? '1' : '0');
  if (typeof value === 'number') {
    return Number.isFinite(value)
      ? result('', String(value))
      : fail('BAD_VALUE', `${value} in ${addressOf(draft)}`);
  }
  if (value.length > LONGEST_TEXT) fail('BAD_VALUE', `text in ${addressOf(draft)}`);
  const text = escapeText(value);
  if (formula !== '') return result('str', text);
  const content = `<${prefix}is><${prefix}t xml:space="preserve">${text}</${prefix}t></${prefix}is>`;
  return { type: 'inlineStr', content };
}
