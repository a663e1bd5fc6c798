/** Workbooks written by hand, part by part: the only way to have every odd and every hostile one. */
import { strToU8, zipSync } from 'fflate';
import {
  type CellContent,
  type SheetSnapshot,
  addressOf,
  isError,
  positionOf,
} from '../../../src/core/model';
import type { Fixture } from '../../contract/fixture';

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export type Parts = Record<string, string | Uint8Array>;

export interface SheetSource {
  readonly name: string;
  /** The whole part, or what stands inside of sheetData. */
  readonly xml?: string;
  readonly data?: string;
  readonly after?: string;
  readonly state?: string;
}

export interface BookSource {
  readonly sheets: readonly SheetSource[];
  /** Contents of si elements. */
  readonly strings?: readonly string[];
  /** What stands inside of styleSheet. */
  readonly styles?: string;
  readonly workbookPr?: string;
  /** What stands behind the sheets in the workbook part. */
  readonly tail?: string;
}

export const sheetXml = (data: string, after = '', before = ''): string =>
  `${DECLARATION}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}">${before}<sheetData>${data}</sheetData>${after}</worksheet>`;

export const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
export const relations = (...items: string[]): string =>
  `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;

export function partsOf({ sheets, strings, styles, workbookPr = '', tail = '' }: BookSource): Parts {
  const list = sheets
    .map(({ name, state }, at) => {
      const shown = state ? ` state="${state}"` : '';
      return `<sheet name="${escape(name)}" sheetId="${at + 1}"${shown} r:id="rId${at + 1}"/>`;
    })
    .join('');
  const links = sheets.map((_sheet, at) =>
    relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`),
  );
  if (strings) links.push(relation('rIdS', 'sharedStrings', 'sharedStrings.xml'));
  if (styles !== undefined) links.push(relation('rIdT', 'styles', 'styles.xml'));
  const parts: Parts = {
    '[Content_Types].xml': `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${sheets
      .map(
        (_sheet, at) =>
          `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
      )
      .join(
        '',
      )}${styles === undefined ? '' : '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'}</Types>`,
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${workbookPr}<sheets>${list}</sheets>${tail}</workbook>`,
    'xl/_rels/workbook.xml.rels': relations(...links),
  };
  sheets.forEach(({ xml, data = '', after }, at) => {
    parts[`xl/worksheets/sheet${at + 1}.xml`] = xml ?? sheetXml(data, after);
  });
  if (strings) {
    const items = strings.map((item) => `<si>${item}</si>`).join('');
    parts['xl/sharedStrings.xml'] = `${DECLARATION}<sst xmlns="${MAIN}">${items}</sst>`;
  }
  if (styles !== undefined)
    parts['xl/styles.xml'] = `${DECLARATION}<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`;
  return parts;
}

export const zip = (parts: Parts, level: 0 | 6 = 6): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
    { level, mtime: new Date(2024, 0, 2, 3, 4, 6) },
  );

export const book = (source: BookSource): Uint8Array => zip(partsOf(source));
/** One sheet with these rows. */
export const bookOf = (data: string, rest: Omit<BookSource, 'sheets'> = {}, after?: string): Uint8Array =>
  book({ sheets: [{ name: 'S', data, after }], ...rest });

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark]!);

/** Two formats: 0 is locked, 1 is not. */
export const LOCKS =
  '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="0" applyProtection="1"><protection locked="0"/></xf></cellXfs>';

export function bookOfFixture({ sheets, names, protection }: Fixture): Uint8Array {
  const defined = [...names].map(
    ([name, text]) => `<definedName name="${name}">${escape(text)}</definedName>`,
  );
  return book({
    sheets: sheets.map((sheet) => {
      const unlocked = protection.get(sheet.name) ?? [];
      const isUnlocked = (row: number, column: number): boolean =>
        unlocked.some((a) => row >= a.top && row <= a.bottom && column >= a.left && column <= a.right);
      return {
        name: sheet.name,
        state: sheet.visible ? undefined : 'hidden',
        data: rowsOf(sheet, (row, column) => (isUnlocked(row, column) ? ' s="1"' : '')),
        after: (protection.has(sheet.name) ? '<sheetProtection sheet="1"/>' : '') + mergesOf(sheet),
      };
    }),
    styles: LOCKS,
    tail: `<definedNames>${defined.join('')}</definedNames><calcPr calcId="191029"/>`,
  });
}

export function rowsOf(
  sheet: SheetSnapshot,
  style: (row: number, column: number) => string = () => '',
): string {
  const rows = new Map<number, string>();
  for (const [index, content] of [...sheet.cells].sort(([a], [b]) => a - b)) {
    const at = positionOf(index);
    const cell = cellXml(addressOf(at), content, style(at.row, at.column));
    rows.set(at.row, (rows.get(at.row) ?? '') + cell);
  }
  return [...rows].map(([row, cells]) => `<row r="${row + 1}">${cells}</row>`).join('');
}

function cellXml(address: string, { value, formula }: CellContent, style: string): string {
  const f = formula === null ? '' : `<f>${escape(formula.slice(1))}</f>`;
  const cell = (type: string, v: string): string => `<c r="${address}"${style}${type}>${f}<v>${v}</v></c>`;
  if (value === null) return `<c r="${address}"${style}>${f}</c>`;
  if (isError(value)) return cell(' t="e"', value.error);
  if (typeof value === 'boolean') return cell(' t="b"', value ? '1' : '0');
  return typeof value === 'number' ? cell('', String(value)) : cell(' t="str"', escape(value));
}

function mergesOf({ merges }: SheetSnapshot): string {
  if (merges.length === 0) return '';
  const items = merges.map(
    ({ top, left, bottom, right }) =>
      `<mergeCell ref="${addressOf({ row: top, column: left })}:${addressOf({ row: bottom, column: right })}"/>`,
  );
  return `<mergeCells>${items.join('')}</mergeCells>`;
}
