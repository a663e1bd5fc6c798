/* eslint-disable office-addins/call-sync-before-read -- what is asked for in one
   function is taken in another, after the sync */
/** Reading: any number of sheets in one request, smaller ones only where Excel refuses. */
import { type Area, type CellContent, columnName, indexOf, type SheetSnapshot } from '../../core/model';
import { type AreaContent, HostError, type SheetArea } from '../port';
import { formatArea, parseAreas } from './areas';
import type { ExcelCapabilities } from './capabilities';
import { contentFrom } from './input';
import { type Block, cellsOf, complete, type Recalled, type Remembered } from './remember';
import { isTooLarge, run, runQuietly } from './run';
import { askSheets, type KnownSheet, type KnownSheets, sheetsOf } from './sheets';

/** Rows of which the merged areas are asked for at once where a sheet has too many of them (Excel allows 512). */
const BLOCK_ROWS = 40;
/** Cells of one answer where a whole sheet is too much for one. */
const BLOCK_CELLS = 20_000;

export interface Reading {
  readonly sheets: readonly SheetSnapshot[];
  /** Sheets came, went or got another name since the last reading. */
  readonly restructured: boolean;
}

export interface How {
  /** Fails at once where the person is typing in a cell, instead of waiting until they have left it. */
  readonly promptly?: boolean;
  /** What is settled is taken from what was read before: all of it, or but for formulas. */
  readonly settled?: 'all' | 'columns';
  /** Asks for something more in the same request; may be called again where a request has to be repeated. */
  readonly also?: (context: Excel.RequestContext) => void;
}

export class Reader {
  /** Ids of the sheets that have too many merged areas for one answer, with their last row. */
  private readonly crowded = new Map<string, number>();

  constructor(
    private readonly known: KnownSheets,
    private readonly capabilities: ExcelCapabilities,
    private readonly remembered: Remembered,
  ) {}

  /** The sheets named, or all, in the order asked for. Throws noSheet. */
  async readSheets(names?: readonly string[], how: How = {}): Promise<Reading> {
    const wanted = names ?? this.known.all.map(({ name }) => name);
    const first = await this.readTogether(wanted, how);
    const restructured = this.known.take(first.list);
    const listed = names ?? first.list.map(({ name }) => name);
    const late = listed.filter((name) => !first.found.has(name) && this.known.byName(name));
    const found = late.length > 0 ? (await this.readTogether(late, how)).found : first.found;
    const sheets = listed.map((name) => {
      const cells = first.found.get(name) ?? found.get(name);
      const info = this.known.byName(name);
      if (!cells || !info) throw new HostError('noSheet', name);
      return { name, visible: info.visible, ...cells };
    });
    return { sheets, restructured };
  }

  private async readTogether(names: readonly string[], how: How): Promise<Together> {
    try {
      return await this.request(names, this.capabilities.mergedAreas, how);
    } catch (error) {
      if (isTooLarge(error)) return this.readApart(names, how);
      if (this.capabilities.mergedAreas && isUnexplained(error)) return this.readCrowded(names, how);
      throw error;
    }
  }

  private request(names: readonly string[], merges: boolean, how: How): Promise<Together> {
    return (how.promptly ? run : runQuietly)(async (context) => {
      const list = askSheets(context);
      const begun = this.remembered.now();
      const asked = names.map((name) => this.ask(context, name, merges, how));
      how.also?.(context);
      await context.sync();
      const sheets = sheetsOf(list);
      const found = new Map<string, Cells>();
      for (const { name, id, recalled, isThere, take } of asked) {
        const now = sheets.find((one) => one.name === name)?.id;
        // What is known is known of another sheet, where the name has moved on.
        if (!isThere() || (recalled && now !== id)) continue;
        const taken = take();
        if (!recalled && now !== undefined) this.remembered.keep(now, taken.cells, begun);
        found.set(name, taken);
      }
      return { list: sheets, found };
    });
  }

  private ask(context: Excel.RequestContext, name: string, merges: boolean, { settled }: How): Asked {
    const sheet = context.workbook.worksheets.getItemOrNullObject(name);
    const id = this.known.byName(name)?.id;
    const recalled =
      settled && id !== undefined ? this.remembered.recall(id, name, settled === 'columns') : null;
    const used = askUsed(sheet, recalled);
    const areas = merges ? this.askMerges(sheet, this.known.byName(name)) : [];
    return {
      name,
      id,
      recalled,
      isThere: () => !sheet.isNullObject,
      take: () => ({
        cells: recalled
          ? complete(recalled, used.isNullObject ? null : blockOf(used, recalled))
          : used.isNullObject
            ? new Map<number, CellContent>()
            : cellsOf(used),
        merges: mergesOf(areas),
      }),
    };
  }

  /** Merged areas reach beyond the cells that hold something, hence the used range with its formats. */
  private askMerges(sheet: Excel.Worksheet, known: KnownSheet | undefined): Excel.RangeAreas[] {
    const lastRow = known && this.crowded.get(known.id);
    const ranges =
      lastRow === undefined
        ? [sheet.getUsedRangeOrNullObject(false)]
        : blocks(lastRow + BLOCK_ROWS, BLOCK_ROWS).map(([top, bottom]) =>
            sheet.getRange(`${top + 1}:${bottom + 1}`),
          );
    return ranges.map((range) => {
      const areas = range.getMergedAreasOrNullObject();
      range.untrack();
      areas.untrack();
      areas.load('address');
      return areas;
    });
  }

  /** One of the sheets has more merged areas than Excel gives at once: finds out which, and asks again by blocks. */
  private async readCrowded(names: readonly string[], how: How): Promise<Together> {
    const bare = await this.request(names, false, how);
    for (const name of names) {
      const sheet = bare.list.find((one) => one.name === name);
      const cells = bare.found.get(name)?.cells;
      if (!sheet || !cells) continue;
      const merges = await this.mergesApart(sheet, cells);
      bare.found.set(name, { cells, merges });
    }
    return bare;
  }

  private async mergesApart(sheet: KnownSheet, cells: ReadonlyMap<number, CellContent>): Promise<Area[]> {
    const ask = (): Promise<Area[]> =>
      runQuietly(async (context) => {
        const asked = this.askMerges(context.workbook.worksheets.getItem(sheet.name), sheet);
        await context.sync();
        return mergesOf(asked);
      });
    try {
      return await ask();
    } catch (error) {
      if (!isUnexplained(error)) throw error;
      this.crowded.set(sheet.id, lastRowOf(cells));
      return ask();
    }
  }

  /** Half of the sheets at a time, and a sheet that is too large alone by blocks of rows. */
  private async readApart(names: readonly string[], how: How): Promise<Together> {
    if (names.length <= 1) return this.readInBlocks(names[0] ?? '', how);
    const middle = Math.ceil(names.length / 2);
    const first = await this.readTogether(names.slice(0, middle), how);
    const second = await this.readTogether(names.slice(middle), how);
    return { list: first.list, found: new Map([...first.found, ...second.found]) };
  }

  private async readInBlocks(name: string, how: How): Promise<Together> {
    const { list, used } = await (how.promptly ? run : runQuietly)(async (context) => {
      const asked = askSheets(context);
      const range = context.workbook.worksheets.getItemOrNullObject(name).getUsedRangeOrNullObject(true);
      range.untrack();
      range.load('rowIndex,columnIndex,rowCount,columnCount');
      how.also?.(context);
      await context.sync();
      return { list: sheetsOf(asked), used: range.isNullObject ? null : areaOfRange(range) };
    });
    const sheet = list.find((one) => one.name === name);
    if (!sheet) return { list, found: new Map() };
    const cells = new Map<number, CellContent>();
    if (used) {
      const rows = Math.max(1, Math.floor(BLOCK_CELLS / (used.right - used.left + 1)));
      for (const [top, bottom] of blocks(used.bottom - used.top, rows)) {
        await this.readBlock(name, { ...used, top: used.top + top, bottom: used.top + bottom }, cells);
      }
    }
    const merges = this.capabilities.mergedAreas ? await this.mergesApart(sheet, cells) : [];
    return { list, found: new Map([[name, { cells, merges }]]) };
  }

  /** Long texts may make even a block too large: then its halves are read. */
  private async readBlock(name: string, area: Area, into: Map<number, CellContent>): Promise<void> {
    try {
      const [content] = await this.readAreas([{ sheet: name, area }]);
      content!.cells.forEach((row, down) =>
        row.forEach((cell, right) => {
          if (cell.value !== null || cell.formula !== null) {
            into.set(indexOf(area.top + down, area.left + right), cell);
          }
        }),
      );
    } catch (error) {
      if (!isTooLarge(error) || area.top === area.bottom) throw error;
      const middle = Math.floor((area.top + area.bottom) / 2);
      await this.readBlock(name, { ...area, bottom: middle }, into);
      await this.readBlock(name, { ...area, top: middle + 1 }, into);
    }
  }

  /** The contents of some areas, in one request. Throws noSheet. */
  readAreas(areas: readonly SheetArea[]): Promise<AreaContent[]> {
    return runQuietly(async (context) => {
      const asked = areas.map(({ sheet: name, area }) => {
        const sheet = context.workbook.worksheets.getItemOrNullObject(name);
        const range = sheet.getRange(formatArea(area));
        range.untrack();
        range.load('values,formulas');
        return { name, area, sheet, range };
      });
      await context.sync();
      return asked.map(({ name, area, sheet, range }) => {
        if (sheet.isNullObject) throw new HostError('noSheet', name);
        const cells = range.values.map((row, at) =>
          row.map((value: unknown, column) => contentFrom(value, range.formulas[at]![column])),
        );
        return { sheet: name, area, cells };
      });
    });
  }
}

interface Cells {
  readonly cells: ReadonlyMap<number, CellContent>;
  readonly merges: readonly Area[];
}
interface Together {
  readonly list: readonly KnownSheet[];
  readonly found: Map<string, Cells>;
}
interface Asked {
  readonly name: string;
  readonly id: string | undefined;
  readonly recalled: Recalled | null;
  readonly isThere: () => boolean;
  readonly take: () => Cells;
}

function askUsed(sheet: Excel.Worksheet, recalled: Recalled | null): Excel.Range {
  const parts = recalled?.parts;
  const within =
    parts && parts !== 'formulas' ? sheet.getRange(`A:${columnName(parts.fromColumn - 1)}`) : null;
  within?.untrack();
  const used = (within ?? sheet).getUsedRangeOrNullObject(true);
  used.untrack();
  if (parts === 'formulas') used.load('rowIndex,columnIndex,values');
  else used.load('rowIndex,columnIndex,values,formulas');
  return used;
}

/** What was not loaded may not be touched. */
const blockOf = (used: Excel.Range, { parts }: Recalled): Block => {
  const { rowIndex, columnIndex, values } = used;
  return { rowIndex, columnIndex, values, ...(parts === 'formulas' ? {} : { formulas: used.formulas }) };
};

/** An area that lies in two blocks is told of twice. */
function mergesOf(asked: readonly Excel.RangeAreas[]): Area[] {
  const found = new Map<string, Area>();
  for (const areas of asked) {
    if (areas.isNullObject) continue;
    for (const area of parseAreas(areas.address)) {
      if (area.top !== area.bottom || area.left !== area.right) found.set(formatArea(area), area);
    }
  }
  return [...found.values()];
}

const areaOfRange = ({ rowIndex, columnIndex, rowCount, columnCount }: Excel.Range): Area => ({
  top: rowIndex,
  left: columnIndex,
  bottom: rowIndex + rowCount - 1,
  right: columnIndex + columnCount - 1,
});

const lastRowOf = (cells: ReadonlyMap<number, CellContent>): number =>
  Math.floor(Math.max(0, ...cells.keys()) / indexOf(1, 0));

function blocks(last: number, size: number): [top: number, bottom: number][] {
  const found: [number, number][] = [];
  for (let top = 0; top <= last; top += size) found.push([top, Math.min(last, top + size - 1)]);
  return found;
}

/** Excel has no code of its own for too many merged areas. */
const isUnexplained = (error: unknown): boolean => error instanceof HostError && error.code === 'failed';
