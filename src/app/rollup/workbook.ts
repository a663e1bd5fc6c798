/** The result as a workbook: the parent's official form, and beside it where every figure comes from. */
import { strFromU8 } from 'fflate';
import type { Cell, WriteSheet } from 'hucre/xlsx';
import { type CellKey, quoteSheet } from '../../core';
import { isOpen, type RollUp } from '../../core/rollup/rollup';
import { isAbsent, isPartial } from '../../core/rollup/reporters';
import type { Language } from '../../strings/messages';
import { rollUpWords } from '../../strings/rollup';
import { FRAME, TABLE_FONT, TITLE_FONT } from '../../template/styles';
import { makeTemplate, type NamedRange, type TemplateOptions } from '../../template/template';
import { printTitles } from '../listsheet';
import type { Checked } from '../result';
import { encodedInPlace, relationsPath, sheetPath } from '../sheetxml';
import { FIGURE_TITLES, figureSheetNames, figureSheets, type Look, LOOKS, openText } from './figures';
import { explanationSheet, type ListOptions, reporterSheet, reviewSheet } from './lists';
import { createMemoryPacker, type Packer, packSealed } from './pack';

/** A link from the workbook names a file relative to it. */
export type WorkbookOptions = ListOptions;

/** All at once, for a page. */
export async function rollUpWorkbook(
  rolled: RollUp,
  template: TemplateOptions,
  parent: Checked,
  options: WorkbookOptions,
): Promise<Uint8Array> {
  const packer = createMemoryPacker();
  await packRollUp(rolled, template, parent, options, packer);
  return packer.bytes();
}

/** Into the packer, sealed. The same files give the same bytes. */
export async function packRollUp(
  rolled: RollUp,
  template: TemplateOptions,
  parent: Checked,
  options: WorkbookOptions,
  packer: Packer,
): Promise<void> {
  const { language, linkTo } = options;
  const explained = explanationSheet(rolled, options);
  const lists = [
    reviewSheet(rolled, parent, options),
    reporterSheet(rolled, options),
    ...(explained ? [explained] : []),
  ];
  const figures = figureSheetNames(rolled, language);
  const drawnLists = lists.map(({ drawn }) => drawn);
  const bytes = await makeTemplate(template, rolled.form, {
    sheets: [...drawnLists.map(({ sheet }) => sheet), ...figures.map(blankSheet)],
    names: [...printTitles(drawnLists), ...figures.map(figureTitles)],
    notes: notesOf(rolled, language),
  });
  const drawn = packer.unpack(bytes);
  const parts: Record<string, () => Iterable<Uint8Array>> = {};
  for (const [path, part] of Object.entries(drawn)) parts[path] = () => [part];
  const sheets = Object.keys(drawn).filter((path) => /^xl\/worksheets\/sheet\d+\.xml$/.test(path)).length;
  const firstList = sheets - figures.length - lists.length + 1;
  const firstFigures = firstList + lists.length;
  const sheetAt = (index: number): string => strFromU8(drawn[sheetPath(index)]!);
  [
    ...lists.map(({ fill }, index) => fill(sheetAt(firstList + index))),
    ...figureSheets(rolled, { language, linkTo, styles: stylesIn(sheetAt(firstFigures)) }),
  ].forEach(({ xml, relations }, index) => {
    const path = sheetPath(firstList + index);
    parts[path] = () => encodedInPlace(xml);
    if (relations) parts[relationsPath(path)] = () => encodedInPlace(relations);
  });
  await packSealed(parts, packer);
}

const figureTitles = (name: string): NamedRange => ({
  name: '_xlnm.Print_Titles',
  range: [FIGURE_TITLES.columns, FIGURE_TITLES.rows].map((part) => `${quoteSheet(name)}!${part}`).join(','),
  scope: name,
});

/** Holds one cell of each look, so that the workbook has their formats. */
const blankSheet = (name: string): WriteSheet => ({
  name,
  rows: [],
  cells: new Map(LOOKS.map((look, column) => [`0,${column}`, { value: look, style: styleOf(look) }])),
});

function stylesIn(sheet: string): Record<Look, number> {
  const numbers = LOOKS.map((_, column) => {
    const cell = new RegExp(`<c r="${String.fromCharCode(65 + column)}1"[^>]*`).exec(sheet)?.[0] ?? '';
    return Number(/ s="(\d+)"/.exec(cell)?.[1] ?? 0);
  });
  return Object.fromEntries(LOOKS.map((look, index) => [look, numbers[index]!])) as Record<Look, number>;
}

const WRAPPED: readonly Look[] = ['head', 'said', 'link'];
const FILLS: Readonly<Partial<Record<Look, string>>> = {
  head: 'F2F2F2',
  hard: 'FFC7CE',
  soft: 'FFEB9C',
  open: 'FCD5B4',
  lacking: 'FCD5B4',
};

function styleOf(look: Look): Cell['style'] {
  const fill = FILLS[look];
  const title = look === 'title';
  return {
    font: {
      name: title ? TITLE_FONT : TABLE_FONT,
      size: title ? 14 : 10,
      ...(look === 'head' || look === 'total' ? { bold: true } : {}),
      ...(look === 'link' ? { underline: true, color: { rgb: '0563C1' } } : {}),
    },
    alignment: {
      horizontal: ['number', 'total', 'hard', 'soft', 'open'].includes(look)
        ? 'right'
        : look === 'head'
          ? 'center'
          : 'left',
      vertical: 'center',
      ...(WRAPPED.includes(look) ? { wrapText: true } : {}),
      ...(look === 'label' ? { shrinkToFit: true } : {}),
    },
    ...(title ? {} : { border: FRAME }),
    ...(fill ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: fill } } } : {}),
  };
}

/** On the form itself a figure that lacks something says so. */
function notesOf(rolled: RollUp, language: Language): Map<CellKey, string> {
  const words = rollUpWords(language);
  const missing = rolled.reporters.some((one) => isAbsent(one) || isPartial(one));
  const notes = new Map<CellKey, string>();
  for (const total of rolled.totals) {
    const { key } = total.slot;
    if (key === null || (total.open.length === 0 && missing) || !isOpen(total, rolled)) continue;
    notes.set(key, `${words.open}：${openText(total, words)}`);
  }
  return notes;
}
