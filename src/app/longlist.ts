/** Lists of any length: hucre draws the sheet and its heading, the rows are written as they come. Looks as listsheet.ts. */
import { strFromU8 } from 'fflate';
import { columnName, type Scalar, type Severity } from '../core';
import {
  cellStyle,
  drawList,
  type DrawnSheet,
  FILLS,
  heightOf,
  type Link,
  type ListSheet,
  MOST_LINKS,
  type Properties,
  writeLists,
} from './listsheet';
import type { Packer } from './rollup/pack';
import {
  encodedInPlace,
  escapeMarkup,
  type FilledSheet,
  numberCell,
  relationsPath,
  relationsXml,
  sheetPath,
  textCell,
} from './sheetxml';

/** Gone through more than once. */
export interface LongList<Item> extends Omit<ListSheet<Item>, 'items' | 'above' | 'below'> {
  readonly items: () => Iterable<Item>;
  readonly count: number;
}

/** A sheet of such a list, and the parts that its rows make. */
export interface LongSheet {
  readonly drawn: DrawnSheet;
  /** `sheet` is what hucre has made of `drawn`. */
  readonly fill: (sheet: string) => FilledSheet;
}

const LOOKS = [true, false].flatMap((centered) =>
  [null, 'hard', 'soft', 'info'].flatMap((severity) =>
    [true, false].map((link) => ({ centered, severity: severity as Severity | null, link })),
  ),
);
const lookAt = (centered: boolean, severity: Severity | null, link: boolean): number =>
  LOOKS.findIndex((look) => look.centered === centered && look.severity === severity && look.link === link);

export function longSheet<Item>({ items, count, ...list }: LongList<Item>): LongSheet {
  const { columns } = list;
  const drawn = drawList<Item>({ ...list, items: [] });
  // A specimen of each look stands where the rows will be, so that the workbook has their formats.
  LOOKS.forEach(({ centered, severity, link }, column) =>
    drawn.sheet.cells!.set(`1,${column}`, {
      value: null,
      style: cellStyle(centered, false, severity ? FILLS[severity] : '', link),
    }),
  );
  const letters = columns.map((_, column) => columnName(column));
  const range = `A1:${letters.at(-1)!}${count + 1}`;
  return {
    drawn,
    fill(sheet) {
      const styles = [...sheet.matchAll(/<c r="[A-Z]+2"[^>]* s="(\d+)"/g)].map(([, style]) => Number(style));
      const [before, rest] = cutAt(sheet, '<row r="2"');
      const [, after] = cutAt(rest, '</sheetData>');
      const [filter, end] = cutAt(after, '<pageMargins');
      return {
        xml: sheetXml(before, filter, end, styles),
        relations: linked().next().done ? null : relationsXml(filesOf(linked())),
      };
    },
  };

  function* sheetXml(
    before: string,
    filter: string,
    end: string,
    styles: readonly number[],
  ): Generator<string> {
    yield before.replace(/<dimension ref="[^"]*"/, `<dimension ref="${range}"`);
    yield* rowsXml(styles);
    yield filter.replace(/<autoFilter ref="[^"]*"/, `<autoFilter ref="${range}"`);
    yield* linksXml();
    yield end;
  }

  function* rowsXml(styles: readonly number[]): Generator<string> {
    let index = 0;
    for (const item of items()) {
      const values = columns.map((column) => column.value(item, index));
      const row = index + 2;
      const cells = columns.map((column, at) => {
        const look = lookAt(column.width < 15, column.severity?.(item) ?? null, column.link !== undefined);
        return cellXml(`${letters[at]!}${row}`, styles[look]!, values[at]!);
      });
      yield `<row r="${row}" ht="${heightOf(values, columns)}" customHeight="1">${cells.join('')}</row>`;
      index++;
    }
  }

  function* linksXml(): Generator<string> {
    const files = new Map<string, number>();
    for (const { cell, link } of linked()) {
      const start = files.size === 0 ? '<hyperlinks>' : '';
      if (!files.has(link.file)) files.set(link.file, files.size + 1);
      const place = link.place ? ` location="${escapeMarkup(link.place)}"` : '';
      yield `${start}<hyperlink ref="${cell}" r:id="rId${files.get(link.file)!}"${place}/>`;
    }
    if (files.size > 0) yield '</hyperlinks>';
  }

  function* linked(): Generator<{ cell: string; link: Link }> {
    let index = 0;
    for (const item of items()) {
      if (index === MOST_LINKS) return;
      for (const [at, column] of columns.entries()) {
        const link = column.link?.(item);
        if (link) yield { cell: `${letters[at]!}${index + 2}`, link };
      }
      index++;
    }
  }
}

/** In the order in which they are first linked to. */
function* filesOf(linked: Iterable<{ link: Link }>): Generator<string> {
  const files = new Set<string>();
  for (const { link } of linked) {
    if (files.has(link.file)) continue;
    files.add(link.file);
    yield link.file;
  }
}

function cutAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return [text.slice(0, at), text.slice(at)];
}

function cellXml(at: string, style: number, value: Scalar): string {
  if (typeof value === 'number') return numberCell(at, style, value);
  return textCell(at, style, typeof value === 'boolean' ? String(value).toUpperCase() : (value ?? ''));
}

/** The workbook. The same lists give the same parts. */
export async function packLists(
  sheets: readonly LongSheet[],
  properties: Properties,
  packer: Packer,
): Promise<void> {
  const drawn = packer.unpack(
    await writeLists(
      sheets.map((sheet) => sheet.drawn),
      properties,
    ),
  );
  const isSheet = (path: string): boolean => path.startsWith('xl/worksheets/');
  for (const [path, part] of Object.entries(drawn)) if (!isSheet(path)) await packer.add(path, [part]);
  for (const [index, { fill }] of sheets.entries()) {
    const path = sheetPath(index + 1);
    const { xml, relations } = fill(strFromU8(drawn[path]!));
    await packer.add(path, encodedInPlace(xml));
    if (relations) await packer.add(relationsPath(path), encodedInPlace(relations));
  }
}
