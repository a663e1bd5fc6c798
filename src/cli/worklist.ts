/** check --format xlsx: the findings as a workbook to work through, with filters and links to the cells. */
import { dirname, relative, resolve } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { type Cell, writeXlsx, type WriteSheet } from 'hucre/xlsx';
import type { CheckResult, ReportResult } from '../app/contract';
import { columnName, form, quoteSheet, type Scalar, SEVERITIES, type Severity } from '../core';
import { pathOf } from '../strings/labels';
import { type Language, mendOf, pathWords, put, whyOf, wordsOf } from '../strings/messages';
import { type WorklistWords, worklistWords } from '../strings/worklist';
import { FRAME, linesOf, TABLE_FONT } from '../template/styles';

interface Link {
  /** Relative to the worklist. */
  readonly file: string;
  /** '2014年'!G14 */
  readonly place: string;
}
interface Column<Item> {
  readonly title: string;
  /** In characters; together they fit a page of A4 on its side. */
  readonly width: number;
  readonly value: (item: Item, index: number) => Scalar;
  readonly link?: (item: Item) => Link | null;
  readonly severity?: (item: Item) => Severity;
}
interface Found {
  readonly report: ReportResult;
  readonly finding: ReportResult['findings'][number];
}
interface FileCounts {
  readonly file: string;
  readonly reports: readonly ReportResult[];
}

const FILLS: Readonly<Record<Severity, string>> = { hard: 'FFC7CE', soft: 'FFEB9C', info: 'DDEBF7' };
const SIZE = 10;
const LINE_HEIGHT = 13.5;
const TALLEST = 409;
/** Excel takes no more links on a sheet. */
const MOST_LINKS = 65_000;
/** The same findings give the same bytes. */
const MADE = new Date(Date.UTC(2025, 0, 1));

/** `output` is where the worklist will stand, for its links; the current folder where that is not known. */
export async function worklistOf(
  result: CheckResult,
  output: string | undefined,
  language: Language,
): Promise<Uint8Array> {
  const words = worklistWords(language);
  const folder = dirname(resolve(output ?? 'worklist.xlsx'));
  const found = result.reports.flatMap((report) => report.findings.map((finding) => ({ report, finding })));
  const drawn = [
    draw(words.sheets.findings, found, findingColumns(folder, language), words),
    ...(result.failures.length > 0
      ? [draw(words.sheets.failures, result.failures, failureColumns(words), words)]
      : []),
    draw(words.sheets.summary, filesOf(result.reports), summaryColumns(language), words),
  ];
  const bytes = await writeXlsx({
    sheets: drawn,
    // Sheet names begin with no digit here, yet hucre's own print titles would not be quoted.
    namedRanges: drawn.map(({ name }) => ({
      name: '_xlnm.Print_Titles',
      range: `${quoteSheet(name)}!$1:$1`,
      scope: name,
    })),
    properties: { title: words.title, creator: 'cpreport', created: MADE, modified: MADE },
    defaultFont: { name: 'Arial', size: SIZE },
  });
  return found.length > 0 ? placeLinks(bytes) : bytes;
}

function findingColumns(folder: string, language: Language): Column<Found>[] {
  const words = worklistWords(language);
  const { columns } = words;
  const { severity } = wordsOf(language);
  const linkTo = ({ report, finding }: Found): Link => {
    const [first] = finding.cells;
    return {
      file: relative(folder, resolve(report.file)).replaceAll('\\', '/'),
      place: `${quoteSheet(first!.sheet)}!${first!.address}`,
    };
  };
  const indicator = ({ finding: { cells } }: Found): string => {
    const [first] = cells;
    return first?.id ? pathOf(form, first.id, first.period, pathWords(language)) : words.label;
  };
  const basis = ({ finding }: Found): string => {
    const { reason, note } = whyOf(finding, form, language);
    return [reason, note ? put(words.note, { number: note.number }) : ''].filter(Boolean).join(' ');
  };
  const explanation = ({ finding: { explanation: given } }: Found): string => {
    if (!given) return '';
    const by = [given.author, given.date].filter(Boolean).join(words.separator);
    const text = by === '' ? given.reason : put(words.reason, { reason: given.reason, by });
    return given.holds ? text : put(words.moved, { text });
  };
  return [
    { title: columns.serial, width: 6, value: (_, index) => index + 1 },
    { title: columns.file, width: 16, value: ({ report }) => report.file },
    { title: columns.sheet, width: 9, value: ({ report }) => report.sheet },
    { title: columns.region, width: 10, value: ({ report }) => report.region },
    { title: columns.year, width: 7, value: ({ report }) => report.year },
    {
      title: columns.severity,
      width: 12,
      value: ({ finding }) => severity[finding.severity],
      severity: ({ finding }) => finding.severity,
    },
    { title: columns.rule, width: 9, value: ({ finding }) => finding.rule },
    { title: columns.indicator, width: 22, value: indicator },
    { title: columns.cell, width: 8, value: ({ finding }) => finding.cells[0]!.address, link: linkTo },
    { title: columns.actual, width: 12, value: ({ finding }) => finding.cells[0]!.value },
    { title: columns.expected, width: 12, value: ({ finding }) => finding.expected },
    { title: columns.difference, width: 11, value: ({ finding }) => finding.difference },
    { title: columns.message, width: 34, value: ({ finding }) => finding.message },
    { title: columns.mend, width: 26, value: ({ finding }) => mendOf(finding.rule, language) },
    { title: columns.basis, width: 24, value: basis },
    { title: columns.explanation, width: 24, value: explanation },
  ];
}

const failureColumns = ({ columns }: WorklistWords): Column<CheckResult['failures'][number]>[] => [
  { title: columns.serial, width: 6, value: (_, index) => index + 1 },
  { title: columns.file, width: 50, value: ({ file }) => file },
  { title: columns.reason, width: 90, value: ({ reason }) => reason },
  { title: columns.code, width: 16, value: ({ code }) => code },
];

function summaryColumns(language: Language): Column<FileCounts>[] {
  const { columns, separator } = worklistWords(language);
  const { severity } = wordsOf(language);
  const each = <Value>({ reports }: FileCounts, of: (report: ReportResult) => Value): string =>
    [...new Set(reports.map(of).filter((value) => value !== null))].join(separator);
  const sum = ({ reports }: FileCounts, key: keyof ReportResult['counts']): number =>
    reports.reduce((total, { counts }) => total + (counts[key] ?? 0), 0);
  return [
    { title: columns.serial, width: 6, value: (_, index) => index + 1 },
    { title: columns.file, width: 50, value: ({ file }) => file },
    { title: columns.region, width: 22, value: (file) => each(file, ({ region }) => region) },
    { title: columns.year, width: 30, value: (file) => each(file, ({ year }) => year) },
    ...SEVERITIES.map((key): Column<FileCounts> => ({
      title: severity[key],
      width: 13,
      value: (file) => sum(file, key),
    })),
    { title: columns.explained, width: 13, value: (file) => sum(file, 'explained') },
    { title: columns.blank, width: 13, value: (file) => sum(file, 'blank') },
  ];
}

function filesOf(reports: readonly ReportResult[]): FileCounts[] {
  const files = new Map<string, ReportResult[]>();
  for (const report of reports) files.set(report.file, [...(files.get(report.file) ?? []), report]);
  return [...files].map(([file, own]) => ({ file, reports: own }));
}

/** A table under a frozen, filtered heading. What a person wrote stays text, whatever it begins with. */
function draw<Item>(
  name: string,
  items: readonly Item[],
  columns: readonly Column<Item>[],
  words: WorklistWords,
): WriteSheet {
  const cells = new Map<string, Partial<Cell>>();
  const heights = new Map<number, { height: number }>();
  columns.forEach(({ title }, column) => {
    cells.set(`0,${column}`, { value: title, style: styleOf(true, true, 'F2F2F2') });
  });
  heights.set(0, { height: 20 });
  items.forEach((item, index) => {
    let lines = 1;
    columns.forEach(({ value: valueOf, width, link, severity }, column) => {
      const value = valueOf(item, index);
      const style = styleOf(width < 15, false, severity && FILLS[severity(item)], link !== undefined);
      const target = index < MOST_LINKS ? link?.(item) : null;
      const hyperlink = target ? { target: encodePath(target.file), tooltip: target.place } : null;
      cells.set(`${index + 1},${column}`, { value, style, ...(hyperlink ? { hyperlink } : {}) });
      if (typeof value === 'string') lines = Math.max(lines, linesOf(value, width * 4.6, SIZE));
    });
    heights.set(index + 1, { height: Math.min(TALLEST, lines * LINE_HEIGHT + 4) });
  });
  const last = `${columnName(columns.length - 1)}${items.length + 1}`;
  return {
    name,
    rows: [],
    cells,
    columns: columns.map(({ width }) => ({ width })),
    rowDefs: heights,
    freezePane: { rows: 1, columns: 0 },
    autoFilter: { range: `A1:${last}` },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.4, right: 0.4, top: 0.55, bottom: 0.55, header: 0.24, footer: 0.24 },
    },
    headerFooter: { oddHeader: `&C${words.title} · ${name}`, oddFooter: `&C${words.page}` },
  };
}

function styleOf(centered: boolean, bold: boolean, fill: string | undefined, link = false): Cell['style'] {
  return {
    font: {
      name: TABLE_FONT,
      size: SIZE,
      ...(bold ? { bold } : {}),
      ...(link ? { underline: true, color: { rgb: '0563C1' } } : {}),
    },
    alignment: { horizontal: centered ? 'center' : 'left', vertical: 'center', wrapText: true },
    border: FRAME,
    ...(fill ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: fill } } } : {}),
  };
}

/** A path as the target of a relationship. */
const encodePath = (path: string): string =>
  path.replace(/[%#?[\]{}^`"<>|\\ ]/g, (sign) => encodeURIComponent(sign));

/** hucre links to a file or to a place, not to a place in a file: the place comes as tooltip and is moved. */
function placeLinks(bytes: Uint8Array): Uint8Array {
  const parts = unzipSync(bytes);
  for (const [path, part] of Object.entries(parts)) {
    if (!path.startsWith('xl/worksheets/sheet')) continue;
    parts[path] = strToU8(strFromU8(part).replace(/(<hyperlink [^>]*?)tooltip=/g, '$1location='));
  }
  return zipSync(parts, { level: 6, mtime: new Date(1980, 0, 1) });
}
