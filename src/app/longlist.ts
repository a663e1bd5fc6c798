/** Lists of any length: hucre draws the sheet and its heading, the rows are written as they come. Looks as listsheet.ts. */
import { strFromU8, unzipSync } from 'fflate';
import { columnName, type Scalar, type Severity } from '../core';
import {
  cellStyle,
  drawList,
  type DrawnSheet,
  FILLS,
  heightOf,
  type ListSheet,
  MOST_LINKS,
  type Properties,
  writeLists,
} from './listsheet';
import type { Packer } from './rollup/pack';
import { encoded, escapeMarkup, numberCell, relationsXml, textCell } from './sheetxml';

/** Gone through more than once. */
export interface LongList<Item> extends Omit<ListSheet<Item>, 'items' | 'above' | 'below'> {
  readonly items: () => Iterable<Item>;
  readonly count: number;
}

export interface FilledSheet {
  readonly xml: Iterable<string>;
  /** To be written after it: then it is known where its links lead. null where it has none. */
  readonly relations: Iterable<string> | null;
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
  const isLinked = columns.some(({ link }) => link !== undefined);
  return {
    drawn,
    fill(sheet) {
      const styles = [...sheet.matchAll(/<c r="[A-Z]+2"[^>]* s="(\d+)"/g)].map(([, style]) => Number(style));
      const [before, rest] = cutAt(sheet, '<row r="2"');
      const [, after] = cutAt(rest, '</sheetData>');
      const [filter, end] = cutAt(after, '<pageMargins');
      const files = new Map<string, number>();
      return {
        xml: sheetXml(before, filter, end, styles, files),
        relations: isLinked ? relationsXml(files.keys()) : null,
      };
    },
  };

  function* sheetXml(
    before: string,
    filter: string,
    end: string,
    styles: readonly number[],
    files: Map<string, number>,
  ): Generator<string> {
    yield before.replace(/<dimension ref="[^"]*"/, `<dimension ref="${range}"`);
    yield* rowsXml(styles);
    yield filter.replace(/<autoFilter ref="[^"]*"/, `<autoFilter ref="${range}"`);
    yield* linksXml(files);
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

  function* linksXml(files: Map<string, number>): Generator<string> {
    let index = 0;
    let isFirst = true;
    for (const item of items()) {
      for (const [at, column] of columns.entries()) {
        const target = index < MOST_LINKS ? column.link?.(item) : null;
        if (!target) continue;
        if (!files.has(target.file)) files.set(target.file, files.size + 1);
        const place = target.place ? ` location="${escapeMarkup(target.place)}"` : '';
        const start = isFirst ? '<hyperlinks>' : '';
        yield `${start}<hyperlink ref="${letters[at]!}${index + 2}" r:id="rId${files.get(target.file)!}"${place}/>`;
        isFirst = false;
      }
      index++;
    }
    if (!isFirst) yield '</hyperlinks>';
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
  const drawn = unzipSync(
    await writeLists(
      sheets.map((sheet) => sheet.drawn),
      properties,
    ),
  );
  const isSheet = (path: string): boolean => path.startsWith('xl/worksheets/');
  for (const [path, part] of Object.entries(drawn)) if (!isSheet(path)) await packer.add(path, [part]);
  for (const [index, { fill }] of sheets.entries()) {
    const path = `sheet${index + 1}.xml`;
    const { xml, relations } = fill(strFromU8(drawn[`xl/worksheets/${path}`]!));
    await packer.add(`xl/worksheets/${path}`, encoded(xml));
    if (relations) await packer.add(`xl/worksheets/_rels/${path}.rels`, encoded(relations));
  }
}
