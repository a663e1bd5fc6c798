/** Changes of the workbook's shape, said in Office.js. */
import { type Area, columnName, type SheetSnapshot } from '../../core/model';
import type { Edit, EditPlan } from '../../core/plan';
import { reshape, sheetsMade, type Step, targetOf } from '../../core/structure';
import { demandTargets, findMoved, shapeFor } from '../book';
import { type ApplyResult, HostError } from '../port';
import { formatArea } from './areas';
import { drawSheet } from './draw';
import { askGuards, type Guard, guardsOf, lift, newGuard, restore, restoreAfterFailure } from './guard';
import { addHighlights, addValidations, clearValidations } from './looks';
import type { Marks } from './marks';
import { run } from './run';
import { isLight, send, takeBack, type WriteContext } from './write';

/** ExcelApi 1.N that a step takes. */
const NEEDS: Partial<Record<Step['kind'], number>> = {
  insertRows: 9,
  copyLooks: 9,
  addSheet: 9,
  printArea: 9,
  highlight: 9,
  validate: 9,
  unvalidate: 9,
};

/** What has to be known before a step is taken, asked for beforehand. */
interface Measures {
  readonly heights: ReadonlyMap<Step, Excel.Range>;
  readonly widths: ReadonlyMap<Step, readonly Excel.Range[]>;
  /** Number formats of the sheets that formulas come into. */
  readonly formats: ReadonlyMap<string, Excel.Range>;
  /** Cells that are to get a validation, by sheet and address. */
  readonly validated: ReadonlyMap<string, Excel.DataValidation>;
}
const NO_MEASURES: Measures = {
  heights: new Map(),
  widths: new Map(),
  formats: new Map(),
  validated: new Map(),
};

/** All of a plan in one request, with protection lifted around it. Throws HostError. */
export async function applyShape(
  plan: EditPlan,
  context: WriteContext & { readonly marks: Marks },
): Promise<ApplyResult> {
  const { steps = [], edits, closing = [] } = plan;
  const all = [...steps, ...closing];
  const unmet = all.find(({ kind }) => (NEEDS[kind] ?? 1) > context.capabilities.level);
  if (unmet) throw new HostError('unsupported', unmet.kind);
  const touched = [
    ...new Set([
      ...all.flatMap((step) => ('sheet' in step ? [step.sheet] : [])),
      ...edits.map(({ sheet }) => sheet),
    ]),
  ];
  let asked: ReturnType<typeof askGuards> = [];
  let measures = NO_MEASURES;
  const { sheets } = await context.reader.readSheets(undefined, {
    promptly: true,
    also: (request) => {
      asked = askGuards(request, touched);
      measures = askMeasures(request, all, edits);
    },
  });
  const shaped = shapeFor(sheets, plan);
  demandTargets(shaped, plan);
  const moved = findMoved(shaped, plan);
  if (moved.length > 0) return { applied: false, moved };
  const guards = guardsOf(asked);
  const formats = edits.map((edit) => formatAt(measures, edit));
  context.marks.spare([...measures.validated].flatMap(([cell, { type }]) => (type === 'None' ? [] : [cell])));
  try {
    await run(
      async (request) => {
        lift(request, guards);
        const taker = new Taker(request, sheets, measures, context.marks);
        steps.forEach((step) => taker.take(step));
        if (!isLight(edits)) await request.sync();
        await send(request, edits, formats);
        closing.forEach((step) => taker.take(step));
        restore(request, guardsAfter(guards, all));
        await request.sync();
        await taker.finish();
      },
      context.capabilities.undo ? { mergeUndoGroup: true } : {},
    );
  } catch (reason) {
    const made = sheetsMade(steps);
    await takeBack(
      edits.filter(({ sheet }) => !made.has(sheet)),
      formats,
    );
    await removeSheets([...sheetsMade(steps)].filter((name) => !sheets.some((sheet) => sheet.name === name)));
    await restoreAfterFailure(guards);
    throw reason;
  }
  return { applied: true };
}

/** A copy is protected as its original, a new sheet as ours are; a sheet that goes needs nothing. */
function guardsAfter(guards: readonly Guard[], steps: readonly Step[]): Guard[] {
  const after = new Map(guards.map((guard) => [guard.name, guard]));
  for (const step of steps) {
    if (step.kind === 'addSheet') after.set(step.draft.name, newGuard(step.draft.name));
    if (step.kind === 'removeSheet') after.delete(step.sheet);
    const original = step.kind === 'copySheet' ? after.get(step.sheet) : undefined;
    if (step.kind === 'copySheet' && original) after.set(step.as, { ...original, name: step.as });
  }
  return [...after.values()];
}

function askMeasures(
  request: Excel.RequestContext,
  steps: readonly Step[],
  edits: readonly Edit[],
): Measures {
  const heights = new Map<Step, Excel.Range>();
  const widths = new Map<Step, Excel.Range[]>();
  const ask = (sheet: string, address: string): Excel.Range => {
    const range = request.workbook.worksheets.getItemOrNullObject(sheet).getRange(address);
    range.untrack();
    range.load('format/rowHeight,format/columnWidth');
    return range;
  };
  for (const step of steps) {
    if (step.kind === 'insertRows') heights.set(step, ask(step.sheet, `A${step.like + 1}`));
    if (step.kind === 'copyLooks') {
      const columns = between(step.from.left, step.from.right);
      widths.set(
        step,
        columns.map((column) => ask(step.sheet, `${columnName(column)}1`)),
      );
    }
  }
  const validated = new Map<string, Excel.DataValidation>();
  for (const step of steps) {
    if (step.kind !== 'validate') continue;
    for (const address of step.validations.flatMap(({ range }) => range.split(' '))) {
      const range = request.workbook.worksheets.getItemOrNullObject(step.sheet).getRange(address);
      range.untrack();
      const { dataValidation } = range;
      dataValidation.load('type');
      validated.set(`${step.sheet}!${address}`, dataValidation);
    }
  }
  const formulas = edits.filter(({ after }) => after.formula !== null);
  const formats = new Map(
    [...new Set(formulas.map(({ sheet }) => sheet))].map((sheet) => {
      const used = request.workbook.worksheets.getItemOrNullObject(sheet).getUsedRangeOrNullObject(true);
      used.untrack();
      used.load('rowIndex,columnIndex,numberFormat');
      return [sheet, used] as const;
    }),
  );
  return { heights, widths, formats, validated };
}

/** Where nothing stands yet, nobody has set a format that matters. */
function formatAt({ formats }: Measures, { sheet, row, column }: Edit): string {
  const used = formats.get(sheet);
  if (!used || used.isNullObject) return 'General';
  const rows = used.numberFormat as string[][];
  return rows[row - used.rowIndex]?.[column - used.columnIndex] ?? 'General';
}

class Taker {
  /** The sheets as they are between two steps. */
  private sheets: readonly SheetSnapshot[];
  private readonly added: { readonly sheet: string; readonly made: ReturnType<typeof addHighlights> }[] = [];

  constructor(
    private readonly request: Excel.RequestContext,
    sheets: readonly SheetSnapshot[],
    private readonly measures: Measures,
    private readonly marks: Marks,
  ) {
    this.sheets = sheets;
  }

  take(step: Step): void {
    this.carryOut(step);
    this.sheets = reshape(this.sheets, [step]);
  }

  /** Remembers the ids of the highlights that came in. */
  async finish(): Promise<void> {
    for (const { sheet, made } of this.added) this.marks.remember(sheet, made);
    if (this.added.length > 0) await this.marks.save(this.request);
  }

  private sheet(name: string): Excel.Worksheet {
    return this.request.workbook.worksheets.getItem(name);
  }

  private range(sheet: string, address: string): Excel.Range {
    const range = this.sheet(sheet).getRange(address);
    range.untrack();
    return range;
  }

  private carryOut(step: Step): void {
    switch (step.kind) {
      case 'copySheet': {
        const original = this.sheet(step.sheet);
        original.copy('After', original).name = step.as;
        return;
      }
      case 'addSheet': {
        const sheet = this.request.workbook.worksheets.add(step.draft.name);
        const at = this.sheets.findIndex(({ name }) => name === step.behind);
        if (at >= 0) sheet.position = at + 1;
        this.added.push({ sheet: step.draft.name, made: drawSheet(sheet, step.draft) });
        return;
      }
      case 'removeSheet':
        return this.sheet(step.sheet).delete();
      case 'insertRows':
        return this.insertRows(step);
      case 'removeRows':
        return this.range(step.sheet, `${step.first + 1}:${step.first + step.count}`).delete('Up');
      case 'copyLooks':
        return this.copyLooks(step);
      case 'clearLooks': {
        const range = this.range(step.sheet, formatArea(step.area));
        range.unmerge();
        return range.clear('Formats');
      }
      case 'unlock':
      case 'lock':
        this.range(step.sheet, formatArea(step.area)).format.protection.locked = step.kind === 'lock';
        return;
      case 'hideColumns':
        this.range(step.sheet, `${columnName(step.first)}:${columnName(step.last)}`).columnHidden =
          step.hidden;
        return;
      case 'highlight':
        this.added.push({ sheet: step.sheet, made: addHighlights(this.sheet(step.sheet), step.highlights) });
        return;
      case 'unhighlight':
        return this.marks.forget(this.sheet(step.sheet), step.sheet, step.highlights);
      case 'validate':
        return addValidations(this.sheet(step.sheet), this.marks.spared(step.sheet, step.validations));
      case 'unvalidate':
        return clearValidations(this.sheet(step.sheet), this.marks.spared(step.sheet, step.validations));
      case 'printArea':
        return this.sheet(step.sheet).pageLayout.setPrintArea(formatArea(step.to));
    }
  }

  /** Excel gives new rows the looks of the row above; the looks wanted are copied, but for what spans several rows. */
  private insertRows(step: Extract<Step, { kind: 'insertRows' }>): void {
    const { sheet, above, count, like } = step;
    this.range(sheet, `${above + 1}:${above + count}`).insert('Down');
    const model = like >= above ? like + count : like;
    const merges = this.sheets.find(({ name }) => name === sheet)?.merges ?? [];
    const spanning = merges.filter(({ top, bottom }) => top !== bottom && top <= like && bottom >= like);
    const row = (first: number, last: number, { left, right }: Pick<Area, 'left' | 'right'>): string =>
      formatArea({ top: first, bottom: last, left, right });
    for (const run of runsBeside(spanning)) {
      const target = this.range(sheet, row(above, above + count - 1, run));
      target.copyFrom(this.range(sheet, row(model, model, run)), 'Formats');
    }
    const height = this.measures.heights.get(step);
    if (height && !height.isNullObject) {
      this.range(sheet, `${above + 1}:${above + count}`).format.rowHeight = height.format.rowHeight;
    }
  }

  private copyLooks(step: Extract<Step, { kind: 'copyLooks' }>): void {
    const { sheet, from } = step;
    const to = targetOf(step);
    this.range(sheet, formatArea(to)).copyFrom(this.range(sheet, formatArea(from)), 'Formats');
    this.measures.widths.get(step)?.forEach((column, at) => {
      if (column.isNullObject) return;
      this.range(sheet, `${columnName(to.left + at)}1`).format.columnWidth = column.format.columnWidth;
    });
  }
}

/** The columns of a sheet without those under some areas, as far as a form can reach. */
const LAST_COLUMN = 255;
function runsBeside(areas: readonly Area[]): { left: number; right: number }[] {
  const taken = new Set(areas.flatMap(({ left, right }) => between(left, right)));
  const runs: { left: number; right: number }[] = [];
  for (let column = 0; column <= LAST_COLUMN; column++) {
    if (taken.has(column)) continue;
    const last = runs.at(-1);
    if (last?.right === column - 1) last.right = column;
    else runs.push({ left: column, right: column });
  }
  return runs;
}

const between = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** After a change that broke off: the sheets that it had made already go again. */
async function removeSheets(names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  try {
    await run(async (request) => {
      for (const name of names) request.workbook.worksheets.getItemOrNullObject(name).delete();
      await request.sync();
    });
  } catch {
    // The error that is told is the one that came first.
  }
}
