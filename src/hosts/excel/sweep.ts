/** Events get lost: a slow look at what was read last tells whether something changed. */
import { type SheetSnapshot, sameValue } from '../../core/model';

/** Whether two readings of the same sheets differ in anything that the checks look at. */
export function differs(before: readonly SheetSnapshot[], now: readonly SheetSnapshot[]): boolean {
  if (before.length !== now.length) return true;
  return before.some((sheet, at) => differsFrom(sheet, now[at]!));
}

function differsFrom(before: SheetSnapshot, now: SheetSnapshot): boolean {
  if (before.name !== now.name || before.cells.size !== now.cells.size) return true;
  for (const [index, content] of before.cells) {
    const found = now.cells.get(index);
    if (!found || found.formula !== content.formula || !sameValue(found.value, content.value)) return true;
  }
  return before.merges.length !== now.merges.length;
}
