/** What stands in the cells after a plan was written, held against what the plan meant. */
import { type Edit, type EditPlan, type Position, sameValue } from '../core';
import type { AreaContent, Host } from '../hosts/port';

export async function countDiffering(host: Host, { edits, closing = [] }: EditPlan): Promise<number> {
  // Where rows or sheets came or went afterwards, other cells stand in these places.
  const moved = new Set(
    closing.flatMap((step) =>
      step.kind === 'insertRows' || step.kind === 'removeRows' || step.kind === 'removeSheet'
        ? [step.sheet]
        : [],
    ),
  );
  const still = edits.filter(({ sheet }) => !moved.has(sheet));
  if (still.length === 0) return 0;
  const areas = await host.read(
    still.map(({ sheet, row, column }) => ({ sheet, area: cellArea({ row, column }) })),
  );
  return still.filter((edit, index) => !isWritten(edit, areas[index])).length;
}

const cellArea = ({ row, column }: Position) => ({ top: row, left: column, bottom: row, right: column });

function isWritten({ after }: Edit, area: AreaContent | undefined): boolean {
  const found = area?.cells[0]?.[0];
  if (!found) return false;
  if (after.formula !== null) return found.formula === after.formula;
  return (
    found.formula === null &&
    sameValue(after.value === '' ? null : after.value, found.value === '' ? null : found.value)
  );
}
