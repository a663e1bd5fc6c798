/** How Excel takes what is entered into a cell, by a person or by an add-in. */
import type { CellContent, CellValue } from '../../src/core/model';

const ERROR = /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A)$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const DATE = /^(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?$/;

/** `@` keeps everything a text; otherwise numbers, dates, percentages, truths and errors are made of texts. */
export function parseInput(input: unknown, numberFormat: string): CellContent {
  if (typeof input === 'number' || typeof input === 'boolean') return { value: input, formula: null };
  if (typeof input !== 'string' || input === '') return { value: null, formula: null };
  if (input.startsWith("'")) return { value: input.slice(1), formula: null };
  if (numberFormat === '@') return { value: input, formula: null };
  if (input.startsWith('=') && input.length > 1) return { value: null, formula: input };
  return { value: interpret(input), formula: null };
}

function interpret(text: string): CellValue {
  // Full-width digits are digits to Excel.
  const plain = text.normalize('NFKC').trim();
  if (ERROR.test(plain)) return { error: plain };
  if (/^(?:true|false)$/i.test(plain)) return plain.toLowerCase() === 'true';
  if (NUMBER.test(plain)) return Number(plain);
  if (plain.endsWith('%') && NUMBER.test(plain.slice(0, -1))) return Number(plain.slice(0, -1)) / 100;
  const date = DATE.exec(plain);
  if (date) return Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3])) / 86_400_000 + 25_569;
  return text;
}
