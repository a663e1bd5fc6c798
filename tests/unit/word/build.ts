/** Word files by hand: the form's table as Word writes it, with any cell's XML put in the place of its own. */
import { strToU8, zipSync } from 'fflate';
import { form, layoutForm } from '../../../src/core';
import type { Box } from '../../../src/core/form/layout';
import { readWord, type Taken } from '../../../src/word/read';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const W14 = 'http://schemas.microsoft.com/office/word/2010/wordml';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

export const documentOf = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${W}" xmlns:w14="${W14}"` +
  ` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${body}</w:body></w:document>`;

/** A .docx of the parts that a reader needs. */
export function pack(document: string, part = 'word/document.xml'): Uint8Array {
  return zipSync({
    '_rels/.rels': strToU8(
      `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="${part}"/></Relationships>`,
    ),
    [part]: strToU8(document),
  });
}

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
export const run = (text: string, properties = ''): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escape(text)}</w:t></w:r>`;
export const paragraph = (content: string): string => `<w:p>${content}</w:p>`;
const wordsOf = (text: string): string =>
  text
    .split('\n')
    .map((line) => paragraph(run(line)))
    .join('');

export const layout = layoutForm(form, { listRows: 3 });

export interface Making {
  /** Cells with content of their own, by key or by printed text: a text, or paragraphs as XML. */
  readonly cells?: Readonly<Record<string, string>>;
  /** The lines above the table. */
  readonly head?: readonly string[];
  /** Rows before which a new table begins. */
  readonly splits?: readonly number[];
  /** Twips by which the left edges of a row are off. */
  readonly shift?: (row: number) => number;
}

export const HEAD = [
  '附件1',
  '山东省（市、区）2014年度工业清洁生产',
  '工作情况报送表',
  '填报单位（章）：省经信委    填表人：王芳',
  '联系方式：0531-86062000',
];

export function formXml({ cells = {}, head = HEAD, splits = [], shift }: Making = {}): string {
  const content = (box: Box): string => {
    const own = cells[box.key ?? box.text];
    if (own !== undefined) return own.startsWith('<') ? own : wordsOf(own);
    return wordsOf(box.text.replace('××年', '2014年'));
  };
  const starts = [layout.tableRow, ...splits];
  const tables = starts.map((start, index) =>
    tableXml(start, starts[index + 1] ?? layout.heights.length, content, shift),
  );
  return documentOf(head.map((line) => paragraph(run(line))).join('') + tables.join(paragraph('')));
}

const COLUMN = 800;

/** Each column is three columns of the grid, so that a row's edges can be a little off. */
function tableXml(
  start: number,
  end: number,
  content: (box: Box) => string,
  shift = (_row: number) => 0,
): string {
  const grid = layout.widths.map(
    () => `<w:gridCol w:w="40"/><w:gridCol w:w="40"/><w:gridCol w:w="${COLUMN}"/>`,
  );
  const rows = Array.from({ length: end - start }, (_, index) => start + index).map((row) => {
    const boxes = layout.boxes
      .filter(({ area }) => area.top <= row && area.bottom >= row)
      .sort((a, b) => a.area.left - b.area.left);
    const edge = (column: number): number =>
      column === 0 || column === layout.widths.length ? column * 3 : column * 3 + shift(row);
    const cells = boxes.map((box) => {
      const { top, bottom, left, right } = box.area;
      const span = `<w:gridSpan w:val="${edge(right + 1) - edge(left)}"/>`;
      const begins = top === row || row === start;
      const merge = bottom > top ? `<w:vMerge${begins ? ' w:val="restart"' : ''}/>` : '';
      return `<w:tc><w:tcPr>${span}${merge}</w:tcPr>${top === row ? content(box) : '<w:p/>'}</w:tc>`;
    });
    return `<w:tr>${cells.join('')}</w:tr>`;
  });
  return `<w:tbl><w:tblGrid>${grid.join('')}</w:tblGrid>${rows.join('')}</w:tbl>`;
}

export const readForm = (making: Making = {}) => readWord(pack(formXml(making)), form);

/** What is taken for one cell of a form in which only that one is filled in. */
export function takenFor(key: string, making: Making): Pick<Taken, 'value' | 'doubt'> {
  const { value, doubt } = readForm(making).mapping.find((one) => one.key === key)!;
  return { value, doubt };
}

/** What is thrown for a file. */
export function faultOf(bytes: Uint8Array): unknown {
  try {
    readWord(bytes, form);
  } catch (error) {
    return error;
  }
  throw new Error('it was read');
}
