/** Writing: a plan is held against what stands in the cells, then written in one batch. */
import { addressOf } from '../../core/model';
import { type Edit, type EditPlan, inverse } from '../../core/plan';
import { demandTargets, findMoved } from '../book';
import { type ApplyResult, HostError } from '../port';
import type { ExcelCapabilities } from './capabilities';
import { inputOf } from './input';
import type { OwnWrites } from './own';
import type { Reader } from './read';
import type { Remembered } from './remember';
import { run } from './run';
import type { KnownSheets } from './sheets';

/** A request may hold 5 MB; an edit takes less than 1.5 kB of it, and what its formula is long. */
const MOST_BYTES = 2_500_000;
const EDIT_BYTES = 1_500;
const FORMULA_BYTES = 2;

export interface WriteContext {
  readonly capabilities: ExcelCapabilities;
  readonly known: KnownSheets;
  readonly own: OwnWrites;
  readonly reader: Reader;
  readonly remembered: Remembered;
}

/** Number formats of the cells that are to be written, in the order of the edits. */
type Formats = readonly string[];

export interface Target {
  readonly sheet: Excel.Worksheet;
  readonly cell: Excel.Range;
}

/** Throws protected, editing, readOnly, noSheet; then nothing was written. */
export async function applyEdits(plan: EditPlan, context: WriteContext): Promise<ApplyResult> {
  const { edits } = plan;
  if (edits.length === 0) return { applied: true };
  let targets: readonly Target[] = [];
  const { sheets } = await context.reader.readSheets([...new Set(edits.map(({ sheet }) => sheet))], {
    promptly: true,
    also: (request) => (targets = edits.map((edit) => askTarget(request, edit))),
  });
  demandTargets(sheets, plan);
  const locked = edits.find((_edit, at) => isLocked(targets[at]!));
  if (locked) throw new HostError('protected', `${locked.sheet}!${addressOf(locked)}`);
  const moved = findMoved(sheets, plan);
  if (moved.length > 0) return { applied: false, moved };
  await writeEdits(
    edits,
    targets.map(({ cell }) => formatOf(cell)),
    context,
  );
  return { applied: true };
}

function askTarget(request: Excel.RequestContext, edit: Edit): Target {
  const sheet = request.workbook.worksheets.getItemOrNullObject(edit.sheet);
  const cell = sheet.getRange(addressOf(edit));
  cell.untrack();
  sheet.load('protection/protected');
  cell.load('numberFormat,format/protection/locked');
  return { sheet, cell };
}

const isLocked = ({ sheet, cell }: Target): boolean =>
  sheet.protection.protected && cell.format.protection.locked;

const formatOf = (cell: Excel.Range): string => String(cell.numberFormat[0]![0]);

/** One request and one undo step; what was written is taken back where Excel stops in between. */
async function writeEdits(edits: readonly Edit[], formats: Formats, context: WriteContext): Promise<void> {
  const { own, known, capabilities, remembered } = context;
  const idOf = ({ sheet }: Edit): string => known.byName(sheet)?.id ?? '';
  for (const edit of edits) own.expect(idOf(edit), addressOf(edit));
  try {
    await run(
      async (request) => {
        await send(request, edits, formats);
        await request.sync();
      },
      capabilities.undo ? { mergeUndoGroup: true } : {},
    );
  } catch (reason) {
    own.clear();
    await takeBack(edits, formats);
    throw reason;
  } finally {
    for (const edit of edits) remembered.edited(idOf(edit), addressOf(edit));
  }
}

const bytesOf = ({ after }: Edit): number => EDIT_BYTES + FORMULA_BYTES * (after.formula?.length ?? 0);

/** Whether edits leave room in their request for what goes before them. */
export const isLight = (edits: readonly Edit[]): boolean =>
  edits.reduce((bytes, edit) => bytes + bytesOf(edit), 0) < MOST_BYTES / 2;

/** Puts the edits into requests; the last of them is the caller's to send. */
export async function send(
  request: Excel.RequestContext,
  edits: readonly Edit[],
  formats: Formats,
): Promise<void> {
  let bytes = 0;
  for (const [at, edit] of edits.entries()) {
    const own = bytesOf(edit);
    if (bytes + own > MOST_BYTES) {
      await request.sync();
      bytes = 0;
    }
    put(request, edit, formats[at]!);
    bytes += own;
  }
}

/** Puts an edit's new content into the next request. */
export function put(request: Excel.RequestContext, edit: Edit, numberFormat: string): void {
  const cell = request.workbook.worksheets.getItem(edit.sheet).getRange(addressOf(edit));
  cell.untrack();
  const input = inputOf(edit.after, numberFormat);
  // In a cell that is formatted as text a formula would be a text.
  if (edit.after.formula !== null && numberFormat === '@') cell.set({ numberFormat: [['General']] });
  if (edit.after.formula === null) cell.values = [[input]];
  else cell.formulas = [[input]];
}

/** Excel does not roll a request back that failed halfway: the first edits of it stand. */
export async function takeBack(edits: readonly Edit[], formats: Formats): Promise<void> {
  const back = inverse({ command: '', edits }).edits;
  try {
    await run(async (request) => {
      await send(request, back, [...formats].reverse());
      await request.sync();
    });
  } catch {
    // The error that is told is the one that came first.
  }
}
