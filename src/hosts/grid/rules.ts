/** Conditional formats and validations of an .xlsx sheet as Univer's resources. */
import type { ConditionalRule, DataValidation } from 'hucre';
import { addressOf, parseAddress } from '../../core/model';
import type { Palette } from './colors';
import { fillColor } from './looks';

interface Range {
  readonly startRow: number;
  readonly startColumn: number;
  readonly endRow: number;
  readonly endColumn: number;
}

export interface HighlightRule {
  readonly cfId: string;
  readonly ranges: readonly Range[];
  readonly stopIfTrue: boolean;
  readonly rule: {
    readonly type: 'highlightCell';
    readonly subType: 'formula';
    readonly value: string;
    readonly style: { readonly bg: { readonly rgb: string } };
  };
}

/**
 * Only backgrounds: a text style that is merely displayed gets written into the cell when it is edited.
 * Colour scales, bars and icons stay in the file and are not drawn.
 */
export function highlightRules(rules: readonly ConditionalRule[], palette: Palette): HighlightRule[] {
  return [...rules]
    .sort((a, b) => a.priority - b.priority)
    .flatMap((rule, index): HighlightRule[] => {
      const ranges = rangesOf(rule.range);
      // In a dxf the visible colour is bgColor; fgColor belongs to a pattern.
      const fill = rule.style?.fill;
      const color =
        fill?.type === 'pattern'
          ? fillColor({ ...fill, pattern: 'solid', fgColor: fill.bgColor ?? fill.fgColor }, palette)
          : null;
      const value = color && ranges[0] ? conditionOf(rule, ranges[0]) : null;
      if (!color || value === null) return [];
      const style = { bg: { rgb: color } };
      return [
        {
          cfId: `cf${index}`,
          ranges,
          stopIfTrue: rule.stopIfTrue ?? false,
          rule: { type: 'highlightCell', subType: 'formula', value, style },
        },
      ];
    });
}

const COMPARISON: Readonly<Record<string, string>> = {
  equal: '=',
  notEqual: '<>',
  greaterThan: '>',
  lessThan: '<',
  greaterThanOrEqual: '>=',
  lessThanOrEqual: '<=',
};

function conditionOf(rule: ConditionalRule, { startRow, startColumn }: Range): string | null {
  const [first, second] = [rule.formula ?? []].flat();
  if (first === undefined) return null;
  if (rule.type === 'expression') return withEquals(first);
  if (rule.type !== 'cellIs' || !rule.operator) return null;
  const cell = addressOf({ row: startRow, column: startColumn });
  if (rule.operator === 'between' && second !== undefined)
    return `=AND(${cell}>=${first},${cell}<=${second})`;
  if (rule.operator === 'notBetween' && second !== undefined)
    return `=OR(${cell}<${first},${cell}>${second})`;
  const sign = COMPARISON[rule.operator];
  return sign ? `=${cell}${sign}${first}` : null;
}

const ERROR_STYLE = { information: 0, stop: 1, warning: 2 } as const;
/** Dates and custom formulas are left to the file: Univer would mark right entries as wrong. */
const KNOWN = new Set(['list', 'whole', 'decimal', 'textLength']);

export function validationRules(validations: readonly DataValidation[]): object[] {
  return validations.flatMap((given, index) => {
    const ranges = rangesOf(given.range);
    if (!KNOWN.has(given.type) || ranges.length === 0) return [];
    const list = given.type === 'list';
    const formula1 = list && given.values ? given.values.join(',') : operand(given.formula1, list);
    if (formula1 === undefined) return [];
    return [
      {
        uid: `dv${index}`,
        ranges,
        type: given.type,
        operator: list ? undefined : (given.operator ?? 'between'),
        formula1,
        formula2: operand(given.formula2, false),
        allowBlank: given.allowBlank ?? true,
        errorStyle: ERROR_STYLE[given.errorStyle ?? 'stop'],
        showErrorMessage: given.showErrorMessage ?? false,
        error: [given.errorTitle, given.errorMessage].filter(Boolean).join('：'),
        showInputMessage: given.showInputMessage ?? false,
        promptTitle: given.inputTitle,
        prompt: given.inputMessage,
        showDropDown: list,
        // A small arrow instead of a coloured chip.
        renderMode: 1,
      },
    ];
  });
}

function operand(formula: string | undefined, list: boolean): string | undefined {
  if (formula === undefined || formula === '') return undefined;
  if (list && /^".*"$/.test(formula)) return formula.slice(1, -1);
  return /^-?[\d.]+$/.test(formula) ? formula : withEquals(formula);
}

const withEquals = (formula: string): string => (formula.startsWith('=') ? formula : `=${formula}`);

function rangesOf(reference: string): Range[] {
  return reference.split(/\s+/).flatMap((part) => {
    const [first, last = first] = part.split(':');
    const start = parseAddress(first ?? '');
    const end = parseAddress(last ?? '');
    if (!start || !end) return [];
    return [{ startRow: start.row, startColumn: start.column, endRow: end.row, endColumn: end.column }];
  });
}
