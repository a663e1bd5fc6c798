/** 汇总底稿: every figure of every reporter beside the sum, each linked to its cell. Written as it is, for thousands. */
import type { Severity } from '../../core';
import { columnName, quoteSheet } from '../../core/model';
import type { Contribution } from '../../core/rollup/child';
import { sheetOf } from '../../core/rollup/finding';
import { namesIn, writeBelow } from '../../core/rollup/members';
import { PLACE, slotId, STATUS_SEPARATOR } from '../../core/rollup/papers';
import { absentIn, isPartial, isSummed, type Reporter } from '../../core/rollup/reporters';
import { isOpen, type Open, type RollUp, type Total } from '../../core/rollup/rollup';
import type { Slot } from '../../core/rollup/slots';
import { type Language, put } from '../../strings/messages';
import { fewOf, rollUpWords, type RollUpWords, slotName } from '../../strings/rollup';
import { escapeMarkup, type FilledSheet, numberCell, RELATION, relationsXml, textCell } from '../sheetxml';
import { headerOf } from '../listsheet';
import { groupBy } from '../../core/values/groups';
import { shortened } from '../../core/values/shortened';

/** As they are used by the cells: what each looks like is drawn elsewhere (workbook.ts). */
export const LOOKS = [
  'title',
  'text',
  'said',
  'head',
  'label',
  'number',
  'total',
  'hard',
  'soft',
  'open',
  'lacking',
  'link',
] as const;
export type Look = (typeof LOOKS)[number];

const WIDTHS = [12, 44, 10, 9, 14, 11, 40];
/** Excel takes 65 530 links on a sheet. */
export const REPORTERS_A_SHEET = 250;
const REPORTERS_A_PAGE = 16;
const MOST_NAMES = 12;
/** Of a row whose texts are broken into lines. */
const TALL = ' ht="42" customHeight="1"';
/** What stands again on each printed page: who, and of what. */
export const FIGURE_TITLES = { columns: '$B:$D', rows: `$${PLACE.head + 1}:$${PLACE.head + 1}` };

export interface FigureOptions {
  readonly language: Language;
  /** The file as a link from the workbook leads to it. */
  readonly linkTo: (file: string) => string;
  /** Numbers of the workbook's cell formats. */
  readonly styles: Readonly<Record<Look, number>>;
}

export const figureSheetNames = (rolled: RollUp, language: Language): string[] => {
  const { figures } = rollUpWords(language).sheets;
  const count = Math.max(1, Math.ceil(columnsOf(rolled).length / REPORTERS_A_SHEET));
  return Array.from({ length: count }, (_, index) => (index === 0 ? figures : `${figures}${index + 1}`));
};

/** Those whose figures are known, added up or not, and those that are missing. */
const columnsOf = ({ reporters }: RollUp): readonly Reporter[] => reporters;

/** As many as they have names. */
export function figureSheets(rolled: RollUp, options: FigureOptions): FilledSheet[] {
  const reporters = columnsOf(rolled);
  return figureSheetNames(rolled, options.language).map((name, index) => {
    const part = reporters.slice(index * REPORTERS_A_SHEET, (index + 1) * REPORTERS_A_SHEET);
    return drawFigures(name, rolled, part, options);
  });
}

function drawFigures(
  name: string,
  rolled: RollUp,
  reporters: readonly Reporter[],
  options: FigureOptions,
): FilledSheet {
  const { form } = rolled;
  const { language, styles, linkTo } = options;
  const words = rollUpWords(language);
  const totals = inOrder(rolled.totals);
  const columns = reporters.map((_, column) => columnName(PLACE.reporters + column));
  const files = [...new Set(reporters.flatMap(({ file }) => file ?? []))];
  const numbers = new Map(files.map((file, index) => [file, index + 1]));
  const spelled = new Map<string, string>();
  /** A sheet as links write it: the same few for all. */
  const sheetName = (sheet: string): string => {
    const known = spelled.get(sheet) ?? escapeMarkup(quoteSheet(sheet));
    spelled.set(sheet, known);
    return known;
  };

  const text = (at: string, look: Look, value: string): string => textCell(at, styles[look], value);
  const number = (at: string, look: Look, value: number | null): string =>
    value === null ? text(at, look, '') : numberCell(at, styles[look], value);
  const link = (at: string, file: string, location = ''): string =>
    `<hyperlink ref="${at}" r:id="rId${numbers.get(file)!}"${location}/>`;
  const row = (index: number, cells: readonly string[], height = ''): string =>
    `<row r="${index + 1}"${height}>${cells.join('')}</row>`;
  const at = (index: number, column: number): string => columnName(column) + (index + 1);
  const across = (index: number, value: (reporter: Reporter) => string, look: Look): string[] =>
    reporters.map((reporter, column) => text(columns[column]! + (index + 1), look, value(reporter)));

  return {
    xml: sheetXml(rowsXml(), linksXml(), columns, PLACE.first + totals.length, {
      header: escapeMarkup(headerOf(put(words.title, { name }))),
      footer: escapeMarkup(`&C${words.page}`),
    }),
    relations: relationsXml(files.map(linkTo)),
  };

  function* rowsXml(): Generator<string> {
    const heading = put(words.heading, { region: rolled.region ?? '', year: rolled.year });
    const legend = [words.legend, absentText(rolled, words)].filter(Boolean).join(' ');
    yield row(0, [number(at(0, PLACE.id), 'text', rolled.year), text(at(0, PLACE.label), 'title', heading)]);
    yield row(1, [text(at(1, PLACE.label), 'text', legend)]);
    const { indicator, period, unit } = words.columns;
    const heads = ['', indicator, period, unit, words.total, words.parts, words.open];
    yield row(PLACE.head, [
      ...heads.map((head, column) => text(at(PLACE.head, column), 'head', head)),
      ...across(PLACE.head, ({ name }) => name, 'head'),
    ]);
    const side = (index: number, label: string, hidden: string, lacking = ''): string[] =>
      heads.map((_, column) => {
        if (column === PLACE.id) return text(at(index, column), 'text', hidden);
        if (column === PLACE.open && lacking !== '') return text(at(index, column), 'lacking', lacking);
        return text(at(index, column), 'label', column === PLACE.label ? label : '');
      });
    const statuses = reporters.map(({ status }) => status).join(STATUS_SEPARATOR);
    const below = reporters
      .filter(isSummed)
      .map(({ name, child }) => [name, namesIn(child!.members)] as const);
    yield row(
      PLACE.status,
      [
        ...side(PLACE.status, words.columns.status, statuses, absentNames(rolled, words)),
        ...across(PLACE.status, ({ status }) => words.status[status], 'said'),
      ],
      TALL,
    );
    yield row(
      PLACE.file,
      [
        ...side(PLACE.file, words.columns.file, writeBelow(below)),
        ...across(PLACE.file, ({ file }) => (file === null ? '' : linkTo(file)), 'link'),
      ],
      TALL,
    );
    for (const [offset, total] of totals.entries()) yield totalRow(total, PLACE.first + offset);
  }

  function totalRow(total: Total, index: number): string {
    const { slot } = total;
    const { indicator: own, field } = slot;
    return row(index, [
      text(at(index, PLACE.id), 'text', slotId(own.id, field)),
      text(at(index, PLACE.label), 'label', slotName(own.id, 'value', form, language)),
      text(at(index, PLACE.period), 'label', words.field[field]),
      text(at(index, PLACE.unit), 'label', own.unit),
      number(at(index, PLACE.total), isOpen(total, rolled) ? 'open' : 'total', total.value),
      number(at(index, PLACE.parts), 'number', total.parts),
      text(at(index, PLACE.open), total.open.length > 0 ? 'lacking' : 'text', openText(total, words)),
      ...reporters.map((reporter, column) => figure(reporter, slot, columns[column]! + (index + 1))),
    ]);
  }

  function figure(reporter: Reporter, slot: Slot, cell: string): string {
    const contribution = contributionOf(reporter);
    if (!contribution) return text(cell, 'text', '');
    const value = contribution.figures[slot.index]!;
    if (Number.isNaN(value)) {
      const look = slot.field === 'prior' || slot.field === 'adjustment' ? 'text' : 'open';
      return text(cell, look, contribution.unread.get(slot.index) ?? '');
    }
    return number(cell, lookOf(contribution.marks.get(slot.index)), value);
  }

  function* linksXml(): Generator<string> {
    const toFiles = reporters.map(({ file }, column) =>
      file === null ? '' : link(columns[column]! + (PLACE.file + 1), file),
    );
    yield toFiles.join('');
    for (const [offset, { slot }] of totals.entries()) {
      const row = PLACE.first + offset + 1;
      yield reporters.map((reporter, column) => linkOf(reporter, slot, columns[column]! + row)).join('');
    }
  }

  function linkOf(reporter: Reporter, slot: Slot, cell: string): string {
    const contribution = contributionOf(reporter);
    if (!contribution) return '';
    const place = contribution.places[slot.index];
    const sheet = sheetOf(contribution, slot);
    if (place && sheet !== null)
      return link(cell, reporter.file!, ` location="${sheetName(sheet)}!${place}"`);
    return contribution.sheet === '' && slot.key !== null ? link(cell, reporter.file!) : '';
  }

  /** What it said of the year that is added up. */
  function contributionOf({ child }: Reporter): Contribution | null {
    const contribution = child?.contribution ?? null;
    return contribution?.year === rolled.year ? contribution : null;
  }
}

const lookOf = (mark: Severity | undefined): Look => (mark === 'hard' || mark === 'soft' ? mark : 'number');

/** 本年, 累计, 上年累计 and 调整 of an indicator below each other. */
const inOrder = (totals: readonly Total[]): Total[] =>
  [...groupBy(totals, ({ slot }) => slot.indicator.id).values()].flat();

/** Who is missing in a sum, and why. */
export function openText({ open }: Pick<Total, 'open'>, words: RollUpWords): string {
  return fewOf(open, MOST_NAMES, words, ({ reporter, why, text }: Open) => {
    if (why === 'partial') return put(words.partial, { reporter: reporter.name, lacking: shortened(text) });
    return `${reporter.name}${text === '' ? `（${words.why[why]}）` : `「${shortened(text)}」`}`;
  });
}

/** The reporters that no sum has, and those that lack some of their own; '' where there are none. */
export function absentNames(rolled: Pick<RollUp, 'reporters' | 'form'>, words: RollUpWords): string {
  return fewOf(absentIn(rolled), MOST_NAMES, words, (reporter) => {
    const { name, status, child } = reporter;
    if (!isPartial(reporter)) return `${name}（${words.status[status]}）`;
    return put(words.partial, { reporter: name, lacking: child!.contribution!.carried.absent });
  });
}

function absentText(rolled: Pick<RollUp, 'reporters' | 'form'>, words: RollUpWords): string {
  const reporters = absentNames(rolled, words);
  return reporters === '' ? '' : put(words.absent, { reporters });
}

function* sheetXml(
  rows: Iterable<string>,
  links: Iterable<string>,
  columns: readonly string[],
  lastRow: number,
  page: { readonly header: string; readonly footer: string },
): Generator<string> {
  const widths = [...WIDTHS, ...columns.map(() => 13)]
    .map((width, column) => {
      const hidden = column === PLACE.id ? ' hidden="1"' : '';
      return `<col min="${column + 1}" max="${column + 1}" width="${width}" customWidth="1"${hidden}/>`;
    })
    .join('');
  const corner = columnName(PLACE.reporters) + (PLACE.first + 1);
  const lastColumn = columnName(PLACE.reporters + columns.length - 1);
  yield [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${RELATION}">`,
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<dimension ref="A1:${lastColumn}${lastRow}"/>`,
    '<sheetViews><sheetView workbookViewId="0" showGridLines="0">',
    `<pane xSplit="${PLACE.reporters}" ySplit="${PLACE.first}" topLeftCell="${corner}" activePane="bottomRight" state="frozen"/>`,
    '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>',
    `<cols>${widths}</cols><sheetData>`,
  ].join('');
  yield* rows;
  yield '</sheetData>';
  let isLinked = false;
  for (const piece of links) {
    if (piece === '') continue;
    yield isLinked ? piece : `<hyperlinks>${piece}`;
    isLinked = true;
  }
  if (isLinked) yield '</hyperlinks>';
  yield '<pageMargins left="0.4" right="0.4" top="0.55" bottom="0.55" header="0.24" footer="0.24"/>';
  const pages = Math.max(1, Math.ceil(columns.length / REPORTERS_A_PAGE));
  yield `<pageSetup paperSize="8" orientation="landscape" pageOrder="overThenDown" fitToWidth="${pages}" fitToHeight="0"/>`;
  yield `<headerFooter><oddHeader>${page.header}</oddHeader><oddFooter>${page.footer}</oddFooter></headerFooter>`;
  yield '</worksheet>';
}
