/** The filled official form as a Word file: the printed layout, the head above the table, the notes below it. */
import {
  AlignmentType,
  Document,
  Footer,
  Header,
  HeightRule,
  type IParagraphOptions,
  LineRuleType,
  type Paragraph,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { type Box, type Layout, layoutForm } from '../core/form/layout';
import type { Form } from '../core/form/schema';
import { keyOf } from '../core/model';
import { yearOf } from '../core/report';
import { breakLabel, sizeFor, TITLE_FONT } from '../template/styles';
import { ANNEX_TITLE, annexLines } from './annex';
import { type Contents, contentsOf, type Filled } from './contents';
import { DEFAULT_STYLES, fontOf, line, pack, pageNumber, run, runsOf, SIZE, TWIPS } from './parts';
import { groupBy } from '../core/values/groups';

const PAGE = { width: 11906, height: 16838, margin: 794 } as const; // A4, 14 mm
const TEXT_WIDTH = PAGE.width - 2 * PAGE.margin;
const CELL_MARGIN = 30;
/** A row of Word is higher than it says by its border. */
const RULE = 1.5;
/** Lines of the table are equally high whatever font stands in, so that a page holds the same rows everywhere. */
const LEADING = 12 * TWIPS;
/** A stamp is set over the name of the reporting unit. */
const SEAL_SPACE = 10 * TWIPS;

/** The report as .docx, byte for byte the same for the same report. */
export async function writeDocx(report: Filled, form: Form): Promise<Uint8Array> {
  const contents = contentsOf(report, form);
  const layout = layoutForm(form, { listRows: contents.listRows });
  const scale = TEXT_WIDTH / layout.widths.reduce((sum, width) => sum + width, 0);
  const widths = layout.widths.map((width) => Math.floor(width * scale));
  const document = new Document({
    title: form.name,
    creator: 'cpreport',
    styles: DEFAULT_STYLES,
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: {
              ...{ top: PAGE.margin, right: PAGE.margin, bottom: PAGE.margin, left: PAGE.margin },
              ...{ header: 400, footer: 400 },
            },
          },
        },
        headers: { default: new Header({ children: [line([run(form.name, 8)], AlignmentType.RIGHT)] }) },
        footers: { default: new Footer({ children: [pageNumber()] }) },
        children: [
          ...headOf(form, contents, widths),
          ...tablesOf(layout, contents, widths),
          ...notesOf(form),
          ...annexOf(report, form),
        ],
      },
    ],
  });
  return pack(document, form.name);
}

/** The lines above the table; what is filled in stands on an underline. */
function headOf(form: Form, contents: Contents, widths: readonly number[]): Paragraph[] {
  const end = (columns: string): number =>
    widths.slice(0, columns.charCodeAt(columns.length - 1) - 64).reduce((sum, width) => sum + width, 0);
  return form.head.rows.map(({ height, items }) => {
    const titled = items.some(({ style }) => style === 'title');
    const face = titled ? { font: fontOf(TITLE_FONT) } : {};
    const size = titled ? 16 : SIZE;
    const fields = items.filter(({ field }) => field);
    const children = items.flatMap(({ text, field }, index) => {
      if (!field) return [run(index > 0 && !titled ? `  ${text}` : (text ?? ''), size, face)];
      const value = contents.valueOf(keyOf(field, 'value'));
      const underline = { underline: {}, ...face };
      if (titled) return runsOf(value === '' ? ' '.repeat(8) : ` ${value} `, size, underline);
      return [...runsOf(` ${value}`, size, underline), new TextRun({ children: [new Tab()], ...underline })];
    });
    return line(children, titled ? AlignmentType.CENTER : AlignmentType.LEFT, {
      spacing: {
        line: height * TWIPS,
        lineRule: LineRuleType.AT_LEAST,
        ...(fields.length > 1 && !titled ? { before: SEAL_SPACE, after: SEAL_SPACE / 2 } : {}),
        ...(fields.length === 1 && !titled ? { after: 4 * TWIPS } : {}),
      },
      ...(titled
        ? {}
        : { tabStops: fields.map(({ columns }) => ({ type: TabStopType.LEFT, position: end(columns) })) }),
    });
  });
}

/** One table a page: LibreOffice and WPS break a table only where it is full. */
function tablesOf(layout: Layout, contents: Contents, widths: readonly number[]): (Table | Paragraph)[] {
  const byRow = groupBy(layout.boxes, ({ area }) => area.top);
  const starts = [layout.tableRow + 1, ...layout.pageBreaks];
  return starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? layout.heights.length;
    const rows = [layout.tableRow, ...Array.from({ length: end - start }, (_, at) => start + at)];
    return index === 0 ? [tableOf(rows)] : [pageBreak(), tableOf(rows)];
  });

  function tableOf(rows: readonly number[]): Table {
    return new Table({
      rows: rows.map(rowOf),
      columnWidths: widths,
      width: { size: sum(widths), type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      alignment: AlignmentType.CENTER,
      margins: { top: 0, bottom: 0, left: CELL_MARGIN, right: CELL_MARGIN },
    });
  }

  function rowOf(row: number): TableRow {
    const boxes = [...(byRow.get(row) ?? [])].sort((a, b) => a.area.left - b.area.left);
    return new TableRow({
      children: boxes.map(cellOf),
      height: { value: Math.round((layout.heights[row]! - RULE) * TWIPS), rule: HeightRule.ATLEAST },
      tableHeader: row === layout.tableRow,
      cantSplit: boxes.every(({ role }) => role !== 'text'),
    });
  }

  function cellOf(box: Box): TableCell {
    const { top, left, bottom, right } = box.area;
    const width = sum(widths.slice(left, right + 1));
    const height = sum(layout.heights.slice(top, bottom + 1));
    const free = box.role === 'text';
    return new TableCell({
      columnSpan: right - left + 1,
      rowSpan: bottom - top + 1,
      width: { size: width, type: WidthType.DXA },
      verticalAlign: free ? VerticalAlign.TOP : VerticalAlign.CENTER,
      children: [
        line(textIn(box, width / TWIPS, height), alignmentOf(box), {
          spacing: { line: LEADING, lineRule: LineRuleType.EXACTLY },
          autoSpaceEastAsianText: false,
        }),
      ],
    });
  }

  function alignmentOf({ role, key }: Box): IParagraphOptions['alignment'] {
    const words = role === 'list' && !contents.isDate(key!);
    return words || role === 'section' || role === 'text' ? AlignmentType.LEFT : AlignmentType.CENTER;
  }

  function textIn(box: Box, width: number, height: number): TextRun[] {
    const text = contents.textOf(box);
    if (box.role === 'heading' || box.role === 'section') {
      const size = sizeFor(text, width, height);
      return runsOf(box.role === 'heading' ? breakLabel(text, width, size) : text, size);
    }
    const fixed = box.role === 'list' || box.role === 'text';
    return runsOf(text, fixed ? SIZE : figureSize(text, width - (2 * CELL_MARGIN) / TWIPS));
  }
}

/** A long figure is set smaller, so that it stays on its line; digits of some fonts are wide. */
function figureSize(text: string, width: number): number {
  const ems = [...text].reduce((sum, sign) => sum + (sign.codePointAt(0)! < 0x2e80 ? 0.63 : 1), 0);
  return Math.min(SIZE, Math.max(5, Math.floor((2 * width) / ems) / 2));
}

const pageBreak = (): Paragraph =>
  line([], AlignmentType.LEFT, {
    pageBreakBefore: true,
    spacing: { line: TWIPS, lineRule: LineRuleType.EXACTLY },
  });

const notesOf = ({ notesTitle, notes }: Form): Paragraph[] => [
  line([run(notesTitle, 16, { font: fontOf(TITLE_FONT) })], AlignmentType.CENTER, {
    pageBreakBefore: true,
    spacing: { after: 240 },
  }),
  ...notes.map((note) => line([run(note, 12)], AlignmentType.LEFT, { spacing: { line: 360, after: 60 } })),
];

/** What a sum says of itself; papers of another year say nothing of this one. */
function annexOf(filled: Filled, form: Form): Paragraph[] {
  const { cells, papers } = filled;
  const year = yearOf(cells.get(keyOf('head.year', 'value'))?.value ?? null);
  if (!papers || papers.year !== year) return [];
  return [
    line([run(ANNEX_TITLE, 16, { font: fontOf(TITLE_FONT) })], AlignmentType.CENTER, {
      pageBreakBefore: true,
      spacing: { after: 240 },
    }),
    ...annexLines({ ...filled, papers }, form).map((text) =>
      line(runsOf(text, 11), AlignmentType.LEFT, { spacing: { line: 320, after: 40 } }),
    ),
  ];
}

const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);
