/** 退改单 and 一览表 as Word files, on A4 on its side. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  PageOrientation,
  type Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { type Form, type Severity, SEVERITIES } from '../../core';
import { formatNumber } from '../../strings/labels';
import { put, wordsOf } from '../../strings/messages';
import { returnWords } from '../../strings/returns';
import { TITLE_FONT } from '../../template/styles';
import {
  DEFAULT_STYLES,
  fontOf,
  line,
  pack,
  pageNumber,
  runsOf,
  SIZE,
  TWIPS,
  zipped,
} from '../../word/parts';
import { joined } from '../rollup/pack';
import { type Covered, coverLines } from './cover';
import type { ReturnItem, ReturnList, ReturnOptions } from './list';
import { letterOf } from './words';

interface Column<Item> {
  readonly title: string;
  /** Millimetres; together as wide as the page between its margins. */
  readonly width: number;
  readonly text: (item: Item, index: number) => string;
  readonly centered?: boolean;
}

const PAGE = { width: 11906, height: 16838, margin: 794 } as const;
const TWIPS_PER_MM = 1440 / 25.4;
const SMALL = 9;
const CELL_MARGIN = 60;
const EMPTY_BOX = '□';
const SHADE = { type: ShadingType.CLEAR, color: 'auto', fill: 'F2F2F2' } as const;
const GRID = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;

export function returnDocument(list: ReturnList, form: Form, options: ReturnOptions): Promise<Uint8Array> {
  const words = returnWords(options.language);
  const { title, to, body, office, reply } = letterOf(list, form, options);
  const whole = list.items.filter(({ severity }) => severity === null);
  return write(
    put(words.title, { form: form.name }),
    [
      titleLine(title),
      textLine(to, { bold: true }),
      ...body.map((text) => textLine(text, { indented: options.language === 'zh-CN' })),
      ...(office === null ? [] : [textLine(office, { right: true })]),
      ...(whole.length === 0
        ? []
        : [
            headline(words.remarks),
            ...whole.map(({ message, mend }) =>
              textLine(mend === '' ? message : put(words.mended, { message, mend })),
            ),
          ]),
      ...SEVERITIES.flatMap((severity) => section(severity)),
      ...list.notes.map((note) => textLine(note, { size: SMALL })),
      ...(reply === null ? [] : [textLine(reply, { before: 16 })]),
    ],
    words.page,
  );

  function section(severity: Severity): (Paragraph | Table)[] {
    const items = list.items.filter((item) => item.severity === severity);
    if (items.length === 0) return [];
    const count = list.counts[severity];
    return [
      headline(put(words.sections[severity], { count })),
      tableOf(items, columnsOf(severity)),
      textLine('', { size: 4 }),
    ];
  }

  /** What is corrected is ticked; what is explained needs room; a hint needs no answer. */
  function columnsOf(severity: Severity): Column<ReturnItem>[] {
    const { columns } = words;
    const answer: Readonly<Record<Severity, Column<ReturnItem>[]>> = {
      hard: [{ title: columns.corrected, width: 14, text: () => EMPTY_BOX, centered: true }],
      soft: [{ title: columns.explanation, width: 44, text: () => '' }],
      info: [],
    };
    const taken = answer[severity].reduce((sum, { width }) => sum + width, 0);
    const shared = WIDE - taken - FIXED;
    return [
      { title: columns.serial, width: 10, text: (_, index) => `${index + 1}`, centered: true },
      { title: columns.message, width: shared * 0.42, text: ({ message }) => message },
      {
        title: list.isWord ? columns.indicator : `${columns.place} · ${columns.indicator}`,
        width: 44,
        text: ({ place, indicator }) => [place, indicator].filter(Boolean).join('\n'),
      },
      { title: columns.reported, width: 20, text: ({ reported }) => figure(reported), centered: true },
      { title: columns.expected, width: 20, text: ({ expected }) => figure(expected), centered: true },
      { title: columns.difference, width: 18, text: ({ difference }) => figure(difference), centered: true },
      { title: columns.mend, width: shared * 0.33, text: ({ mend }) => mend },
      { title: columns.basis, width: shared * 0.25, text: ({ basis }) => basis },
      ...answer[severity],
    ];
  }
}

/** Millimetres between the margins, and of the columns whose width is fixed. */
const WIDE = (PAGE.height - 2 * PAGE.margin) / TWIPS_PER_MM;
const FIXED = 10 + 44 + 20 + 20 + 18;

export function coverDocument(
  covered: readonly Covered[],
  form: Form,
  options: ReturnOptions,
): Promise<Uint8Array> {
  const words = returnWords(options.language);
  const { severity } = wordsOf(options.language);
  const { coverColumns: columns } = words;
  const { title, lines } = coverLines(covered, form, options);
  const table: Column<Covered>[] = [
    { title: columns.serial, width: 10, text: (_, index) => `${index + 1}`, centered: true },
    { title: columns.region, width: 32, text: ({ region }) => region ?? '' },
    { title: columns.year, width: 14, text: ({ year }) => (year === null ? '' : `${year}`), centered: true },
    { title: columns.file, width: 52, text: ({ file }) => file ?? '' },
    { title: columns.state, width: WIDE - 222, text: ({ state }) => state },
    ...SEVERITIES.map((key): Column<Covered> => ({
      title: severity[key],
      width: 20,
      text: ({ counts }) => (counts === null ? '' : `${counts[key]}`),
      centered: true,
    })),
    { title: columns.returned, width: 34, text: ({ name }) => name ?? '' },
    { title: columns.done, width: 20, text: () => '' },
  ];
  return writeLong(
    title,
    (items) => [titleLine(title), ...lines.map((text) => textLine(text)), tableOf(items, table)],
    covered,
    table,
    words.page,
  );
}

/** A document whose table has so many rows that they are drawn part by part: the library takes 130 kB for each. */
async function writeLong<Item>(
  title: string,
  childrenWith: (items: readonly Item[]) => (Paragraph | Table)[],
  items: readonly Item[],
  columns: readonly Column<Item>[],
  page: string,
): Promise<Uint8Array> {
  const whole = await write(title, childrenWith(items.slice(0, AT_ONCE)), page);
  if (items.length <= AT_ONCE) return whole;
  const parts = unzipSync(whole);
  const [before, after] = cutAt(strFromU8(parts[BODY]!), '</w:tbl>');
  const pieces = [strToU8(before)];
  for (let from = AT_ONCE; from < items.length; from += AT_ONCE) {
    const some = tableOf(items.slice(from, from + AT_ONCE), columns, from);
    const drawn = strFromU8(unzipSync(await write(title, [some], page))[BODY]!);
    const [rows] = cutAt(drawn.slice(drawn.indexOf(ROW_END) + ROW_END.length), '</w:tbl>');
    pieces.push(strToU8(rows));
  }
  return zipped({ ...parts, [BODY]: joined([...pieces, strToU8(after)]) });
}

const AT_ONCE = 100;
const BODY = 'word/document.xml';
/** Of the heading. */
const ROW_END = '</w:tr>';

function cutAt(text: string, mark: string): [string, string] {
  const at = text.lastIndexOf(mark);
  return [text.slice(0, at), text.slice(at)];
}

function write(title: string, children: (Paragraph | Table)[], page: string): Promise<Uint8Array> {
  const margin = { top: PAGE.margin, right: PAGE.margin, bottom: PAGE.margin, left: PAGE.margin };
  const document = new Document({
    title,
    creator: 'cpreport',
    styles: DEFAULT_STYLES,
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height, orientation: PageOrientation.LANDSCAPE },
            margin: { ...margin, header: 400, footer: 400 },
          },
        },
        footers: { default: new Footer({ children: [pageNumber(page)] }) },
        children,
      },
    ],
  });
  return pack(document, title);
}

const figure = (value: string | number | null): string =>
  value === null ? '' : typeof value === 'number' ? formatNumber(value) : value;

const titleLine = (text: string): Paragraph =>
  line(runsOf(text, 16, { font: fontOf(TITLE_FONT) }), AlignmentType.CENTER, { spacing: { after: 200 } });

const headline = (text: string): Paragraph =>
  line(runsOf(text, 12, { font: fontOf(TITLE_FONT) }), AlignmentType.LEFT, {
    keepNext: true,
    spacing: { before: 160, after: 80 },
  });

interface TextLook {
  readonly bold?: boolean;
  readonly right?: boolean;
  /** The first line begins two signs further in, as paragraphs do in Chinese. */
  readonly indented?: boolean;
  readonly size?: number;
  /** Points above it. */
  readonly before?: number;
}
function textLine(text: string, { bold, right, indented, size = 11, before = 0 }: TextLook = {}): Paragraph {
  return line(runsOf(text, size, bold ? { bold } : {}), right ? AlignmentType.RIGHT : AlignmentType.LEFT, {
    spacing: { before: before * TWIPS, after: size <= SMALL ? 20 : 60 },
    ...(indented ? { indent: { firstLine: 2 * size * TWIPS } } : {}),
  });
}

function tableOf<Item>(items: readonly Item[], columns: readonly Column<Item>[], from = 0): Table {
  const widths = columns.map(({ width }) => Math.floor(width * TWIPS_PER_MM));
  const cell = (text: string, at: number, heading: boolean): TableCell =>
    new TableCell({
      width: { size: widths[at]!, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      ...(heading ? { shading: SHADE } : {}),
      children: [
        line(
          runsOf(text, heading ? SIZE : SMALL, heading ? { bold: true } : {}),
          heading || columns[at]!.centered ? AlignmentType.CENTER : AlignmentType.LEFT,
        ),
      ],
    });
  return new Table({
    columnWidths: widths,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    margins: { top: 30, bottom: 30, left: CELL_MARGIN, right: CELL_MARGIN },
    borders: {
      ...{ top: GRID, bottom: GRID, left: GRID, right: GRID },
      ...{ insideHorizontal: GRID, insideVertical: GRID },
    },
    rows: [
      new TableRow({ tableHeader: true, children: columns.map(({ title }, at) => cell(title, at, true)) }),
      ...items.map(
        (item, index) =>
          new TableRow({
            cantSplit: true,
            children: columns.map(({ text }, at) => cell(text(item, from + index), at, false)),
          }),
      ),
    ],
  });
}
