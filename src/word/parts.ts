/** What all our Word files are made of: runs of text, lines, and bytes that do not tell the time of day. */
import {
  AlignmentType,
  type Document,
  type IParagraphOptions,
  type IRunOptions,
  Packer,
  PageNumber,
  Paragraph,
  Tab,
  TextRun,
} from 'docx';
import { unzipSync, zipSync } from 'fflate';
import { TABLE_FONT } from '../template/styles';

/** Points. */
export const SIZE = 10;
/** Twentieths of a point. */
export const TWIPS = 20;

export const fontOf = (name: string): { ascii: string; hAnsi: string; eastAsia: string; cs: string } => ({
  ...{ ascii: name, hAnsi: name, eastAsia: name, cs: name },
});

export const DEFAULT_STYLES = {
  default: {
    document: { run: { font: fontOf(TABLE_FONT), size: SIZE * 2, language: { eastAsia: 'zh-CN' } } },
  },
} as const;

export const run = (text: string, size = SIZE, more: Partial<IRunOptions> = {}): TextRun =>
  new TextRun({ text, size: size * 2, ...more });

export const line = (
  children: TextRun[],
  alignment: IParagraphOptions['alignment'],
  more: Partial<IParagraphOptions> = {},
): Paragraph => new Paragraph({ children, alignment, ...more });

/** 第 1 页 共 3 页, or in other words: `words` has {page} and {pages}. */
export function pageNumber(words = '第 {page} 页 共 {pages} 页'): Paragraph {
  const children = words
    .split(/(\{pages?\})/)
    .map((part) =>
      part === '{page}' ? PageNumber.CURRENT : part === '{pages}' ? PageNumber.TOTAL_PAGES : part,
    );
  return line([new TextRun({ children, size: 18 })], AlignmentType.CENTER);
}

/** What XML cannot hold is left out; a line break of a cell is one in its paragraph. */
export function runsOf(text: string, size: number, more: Partial<IRunOptions> = {}): TextRun[] {
  const lines = text.replace(/\r\n?/g, '\n').replace(UNSPEAKABLE, '').split('\n');
  return lines.map((part, index) => {
    const children = part.split('\t').flatMap((piece, at) => (at > 0 ? [new Tab(), piece] : [piece]));
    return new TextRun({ children, size: size * 2, ...(index > 0 ? { break: 1 } : {}), ...more });
  });
}
const UNSPEAKABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/gu;

/** The document as .docx: the same document gives the same bytes. */
export async function pack(document: Document, title: string): Promise<Uint8Array> {
  const bytes = await Packer.pack(document, 'uint8array', undefined, [coreProperties(title)]);
  return zipped(unzipSync(bytes));
}

export const zipped = (parts: Record<string, Uint8Array>): Uint8Array =>
  zipSync(parts, { level: 6, mtime: new Date(1980, 0, 1) });

/** The library writes the time of day into the properties, and one into the zip. */
const coreProperties = (title: string): { path: string; data: string } => ({
  path: 'docProps/core.xml',
  data:
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${title}</dc:title><dc:creator>cpreport</dc:creator>` +
    '<dcterms:created xsi:type="dcterms:W3CDTF">2025-01-01T00:00:00Z</dcterms:created>' +
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2025-01-01T00:00:00Z</dcterms:modified>' +
    '</cp:coreProperties>',
});
