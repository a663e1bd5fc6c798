/** Looks, highlights and validations of the file format, said in Office.js. */
import type { Highlight, Look, Validation } from '../../core/draft';
import type { Area } from '../../core/model';

const SIDES = { top: 'EdgeTop', right: 'EdgeRight', bottom: 'EdgeBottom', left: 'EdgeLeft' } as const;
const HORIZONTAL = { left: 'Left', center: 'Center', right: 'Right' } as const;
const VERTICAL = { top: 'Top', center: 'Center' } as const;
const OPERATOR = {
  between: 'Between',
  greaterThanOrEqual: 'GreaterThanOrEqualTo',
  lessThanOrEqual: 'LessThanOrEqualTo',
  equal: 'EqualTo',
} as const;

const color = ({ rgb }: { readonly rgb: string }): string => `#${rgb.slice(-6)}`;

/** Every cell of the area looks like this, its lines included. */
export function dress(range: Excel.Range, look: Look, { top, left, bottom, right }: Area): void {
  const { format } = range;
  const { font, alignment, border, fill, numFmt, protection } = look;
  if (font?.name !== undefined) format.font.name = font.name;
  if (font?.size !== undefined) format.font.size = font.size;
  if (font?.bold !== undefined) format.font.bold = font.bold;
  if (font?.underline !== undefined) format.font.underline = font.underline ? 'Single' : 'None';
  if (font?.color) format.font.color = color(font.color);
  if (alignment?.horizontal) format.horizontalAlignment = HORIZONTAL[alignment.horizontal];
  if (alignment?.vertical) format.verticalAlignment = VERTICAL[alignment.vertical];
  if (alignment?.wrapText !== undefined) format.wrapText = alignment.wrapText;
  if (alignment?.shrinkToFit !== undefined) format.shrinkToFit = alignment.shrinkToFit;
  for (const side of Object.keys(SIDES) as (keyof typeof SIDES)[]) {
    const line = border?.[side];
    if (!line) continue;
    drawLine(SIDES[side], line);
  }
  if (border?.left && border.right && right > left) drawLine('InsideVertical', border.left);
  if (border?.top && border.bottom && bottom > top) drawLine('InsideHorizontal', border.top);
  if (fill?.fgColor) format.fill.color = color(fill.fgColor);
  if (numFmt !== undefined) range.numberFormat = numFmt as unknown as string[][];
  if (protection) format.protection.locked = protection.locked;

  function drawLine(
    edge: (typeof SIDES)[keyof typeof SIDES] | 'InsideVertical' | 'InsideHorizontal',
    line: NonNullable<NonNullable<Look['border']>['top']>,
  ): void {
    const drawn = format.borders.getItem(edge);
    drawn.style = 'Continuous';
    drawn.weight = 'Thin';
    drawn.color = color(line.color);
  }
}

/** Several areas as one object; what is set on it is one rule. */
export const areasOf = (sheet: Excel.Worksheet, range: string): Excel.Range | Excel.RangeAreas =>
  range.includes(' ') ? sheet.getRanges(range.replaceAll(' ', ',')) : sheet.getRange(range);

/** Adds the highlights, the first of them on top. Their ids can be read after a sync. */
export function addHighlights(
  sheet: Excel.Worksheet,
  highlights: readonly Highlight[],
): { readonly highlight: Highlight; readonly format: Excel.ConditionalFormat }[] {
  // What is added last stands on top.
  const ordered = [...highlights].sort((a, b) => b.priority - a.priority);
  return ordered.map((highlight) => {
    const areas = areasOf(sheet, highlight.range);
    areas.untrack();
    const format = areas.conditionalFormats.add('Custom');
    const { font, fill } = highlight.style;
    format.custom.rule.formula = `=${highlight.formula}`;
    if (fill?.bgColor) format.custom.format.fill.color = color(fill.bgColor);
    if (font?.color) format.custom.format.font.color = color(font.color);
    if (font?.bold !== undefined) format.custom.format.font.bold = font.bold;
    if (highlight.stopIfTrue) format.stopIfTrue = true;
    format.load('id');
    return { highlight, format };
  });
}

export function addValidations(sheet: Excel.Worksheet, validations: readonly Validation[]): void {
  for (const validation of validations) {
    const areas = areasOf(sheet, validation.range);
    areas.untrack();
    const target = areas.dataValidation;
    target.rule = ruleOf(validation);
    target.ignoreBlanks = validation.allowBlank ?? true;
    target.errorAlert = {
      showAlert: validation.showErrorMessage ?? false,
      style: validation.errorStyle === 'information' ? 'Information' : 'Warning',
      title: validation.errorTitle ?? '',
      message: validation.errorMessage ?? '',
    };
    target.prompt = {
      showPrompt: validation.showInputMessage ?? false,
      title: validation.inputTitle ?? '',
      message: validation.inputMessage ?? '',
    };
  }
}

export function clearValidations(sheet: Excel.Worksheet, validations: readonly Validation[]): void {
  for (const { range } of validations) {
    const areas = areasOf(sheet, range);
    areas.untrack();
    areas.dataValidation.clear();
  }
}

function ruleOf({
  type,
  operator = 'between',
  formula1 = '',
  formula2,
  values,
}: Validation): Excel.DataValidationRule {
  const basic = {
    operator: OPERATOR[operator],
    formula1: formulaOf(formula1),
    ...(formula2 === undefined ? {} : { formula2: formulaOf(formula2) }),
  };
  switch (type) {
    case 'list':
      return { list: { inCellDropDown: true, source: values?.join(',') ?? listOf(formula1) } };
    case 'whole':
      return { wholeNumber: basic };
    case 'decimal':
      return { decimal: basic };
    case 'textLength':
      return { textLength: basic };
    case 'date':
      return { date: basic };
    case 'custom':
      return { custom: { formula: formulaOf(formula1) } };
  }
}

const formulaOf = (text: string): string => (Number.isNaN(Number(text)) ? `=${text}` : text);

/** `"有,无"` is a list of words, everything else a reference. */
const listOf = (text: string): string => /^"(.*)"$/s.exec(text)?.[1]?.replaceAll('""', '"') ?? `=${text}`;
