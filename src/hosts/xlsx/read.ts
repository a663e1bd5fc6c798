import type { SheetSnapshot } from '../../core/model';
import { isPapers } from '../../core/rollup/papers';
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

export interface SheetsOf extends Pick<WorkbookFile, 'names'> {
  /** Each is only held as long as whoever reads it holds it. They are read while they are asked for: that may throw. */
  readonly sheets: Iterable<SheetSnapshot>;
}

/** The sheets of a workbook one after the other: of a large one not all are held. */
export function openSheets(bytes: Uint8Array, { limits }: ReadOptions = {}): SheetsOf {
  const source = openPackage(bytes, limits);
  return { names: source.names, sheets: snapshotsIn(source, limits) };
}

function* snapshotsIn(source: Package, limits: ReadOptions['limits']): Generator<SheetSnapshot> {
  for (const { part, snapshot } of sheetsIn(source, limits)) {
    source.zip.forget(part);
    yield snapshot;
  }
}

/** 汇总底稿 has 250 reporters a sheet: what we write of ten thousand, we read. */
const MOST_PAPERS = 40;

function* sheetsIn(source: Package, limits: ReadOptions['limits']): Generator<SheetFile> {
  const budget = { ...SHEET_LIMITS, ...limits };
  const context = {
    strings: readStrings(source.stringsPart && source.textOf(source.stringsPart), source.stringsPart ?? ''),
    styles: stylesOf(source, source.date1904),
    date1904: source.date1904,
    budget,
  };
  let papers = 0;
  for (const { name, visible, part } of source.sheets) {
    const left = budget.cells;
    const { cells, merges, protected: locked } = readSheet(source.xmlOf(part), part, context);
    const snapshot = { name, visible, cells, merges };
    if (papers < MOST_PAPERS && isPapers(snapshot)) {
      papers += 1;
      budget.cells = left;
      source.zip.release(part);
    }
    yield { name, visible, part, protected: locked, snapshot };
  }
}

/** Only dates of the 1904 system and locks need the styles: most workbooks are read without them. */
export const stylesOf = (source: Package, needed = true): Styles =>
  new Styles(needed && source.stylesPart ? source.textOf(source.stylesPart) : null, source.stylesPart ?? '');
