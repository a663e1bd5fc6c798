/** check --format xlsx: the findings as a workbook to work through, with filters and links to the cells. */
import { dirname, relative, resolve } from 'node:path';
import type { CheckResult, ReportResult } from '../app/contract';
import { cited } from '../app/cited';
import type { Column, Link } from '../app/listsheet';
import { type LongSheet, longSheet, packLists } from '../app/longlist';
import type { Packer } from '../app/rollup/pack';
import { form, quoteSheet, SEVERITIES } from '../core';
import { pathOf } from '../strings/labels';
import { expectedOf, type Language, mendOf, pathWords, put, whyOf, wordsOf } from '../strings/messages';
import { type WorklistWords, worklistWords } from '../strings/worklist';

interface Found {
  readonly report: ReportResult;
  readonly finding: ReportResult['findings'][number];
}
interface FileCounts {
  readonly file: string;
  readonly reports: readonly ReportResult[];
}
export interface Worklist {
  /** The reports of one file after the other; gone through more than once, so that they need not all be held. */
  readonly files: () => Iterable<readonly ReportResult[]>;
  /** How many files and how many findings there are. */
  readonly count: { readonly files: number; readonly findings: number };
  readonly failures: CheckResult['failures'];
}

/** `output` is where the worklist will stand, for its links; the current folder where that is not known. */
export async function packWorklist(
  { files, count, failures }: Worklist,
  output: string | undefined,
  language: Language,
  packer: Packer,
): Promise<void> {
  const words = worklistWords(language);
  const folder = dirname(resolve(output ?? 'worklist.xlsx'));
  const draw = <Item>(
    name: string,
    items: () => Iterable<Item>,
    columns: readonly Column<Item>[],
    rows: number,
  ): LongSheet =>
    longSheet({ name, items, columns, count: rows, header: `${words.title} · ${name}`, footer: words.page });
  const sheets = [
    draw(words.sheets.findings, found, findingColumns(folder, language), count.findings),
    ...(failures.length > 0
      ? [draw(words.sheets.failures, () => failures, failureColumns(words), failures.length)]
      : []),
    draw(words.sheets.summary, counted, summaryColumns(language), count.files),
  ];
  await packLists(sheets, words, packer);

  function* found(): Generator<Found> {
    for (const reports of files()) {
      for (const report of reports) {
        for (const finding of report.findings) yield { report, finding };
      }
    }
  }
  function* counted(): Generator<FileCounts> {
    for (const reports of files()) yield { file: reports[0]!.file, reports };
  }
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
    { title: columns.actual, width: 12, value: ({ finding }) => cited(finding.cells[0]!.value) },
    { title: columns.expected, width: 12, value: ({ finding }) => expectedOf(finding, language) },
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
