import type { SheetSnapshot } from '../../core/model';
import { type Package, openPackage } from './package';
import { SHEET_LIMITS, type SheetLimits, readSheet } from './sheet';
import { readStrings } from './strings';
import { Styles } from './styles';
import type { ZipLimits } from './zip';

export interface SheetFile {
  readonly name: string;
  readonly visible: boolean;
  readonly protected: boolean;
  /** The path of its part inside the file. */
  readonly part: string;
  readonly snapshot: SheetSnapshot;
}

export interface WorkbookFile {
  readonly sheets: readonly SheetFile[];
  /** Workbook-scoped defined names and what they refer to. */
  readonly names: ReadonlyMap<string, string>;
  readonly bytes: Uint8Array;
}

export interface ReadOptions {
  readonly limits?: Partial<ZipLimits & SheetLimits>;
}

/** Reads an .xlsx file. Throws XlsxError, and nothing else, whatever the bytes are. */
export function readWorkbook(bytes: Uint8Array, { limits }: ReadOptions = {}): WorkbookFile {
  const source = openPackage(bytes, limits);
  return { sheets: [...sheetsIn(source, limits)], names: source.names, bytes };
}

/** The sheets of a large workbook one after the other: each is only held as long as whoever reads it holds it. */
export function* readSheets(bytes: Uint8Array, { limits }: ReadOptions = {}): Generator<SheetSnapshot> {
  const source = openPackage(bytes, limits);
  for (const { part, snapshot } of sheetsIn(source, limits)) {
    source.zip.forget(part);
    yield snapshot;
  }
}

function* sheetsIn(source: Package, limits: ReadOptions['limits']): Generator<SheetFile> {
  const context = {
    strings: readStrings(source.stringsPart && source.textOf(source.stringsPart), source.stringsPart ?? ''),
    styles: stylesOf(source, source.date1904),
    date1904: source.date1904,
    budget: { ...SHEET_LIMITS, ...limits },
  };
  for (const { name, visible, part } of source.sheets) {
    const { cells, merges, protected: locked } = readSheet(source.xmlOf(part), part, context);
    yield { name, visible, part, protected: locked, snapshot: { name, visible, cells, merges } };
  }
}

/** Only dates of the 1904 system and locks need the styles: most workbooks are read without them. */
export const stylesOf = (source: Package, needed = true): Styles =>
  new Styles(needed && source.stylesPart ? source.textOf(source.stylesPart) : null, source.stylesPart ?? '');
