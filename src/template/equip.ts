/** One year's sheet made living: what is written into it, and what goes beside it. */
import { ledgerCellIn } from '../core/equipped';
import { cumulativeFormula, totalFormula } from '../core/fill/computed';
import { isComputed } from '../core/formulas';
import type { Form } from '../core/form/schema';
import { foldLabel } from '../core/locate/labels';
import {
  addressOf,
  type Area,
  type CellContent,
  type CellKey,
  cellAt,
  type CellValue,
  keyOf,
  type Position,
  type SheetSnapshot,
  splitKey,
} from '../core/model';
import type { Edit, Entry, Remark } from '../core/plan';
import { contentOf, positionIn, type Report } from '../core/report';
import type { Step } from '../core/structure';
import { companionsOf, highlightsOf, type LedgerLink, yearLabelFormula } from './companions';
import type { Figures } from './compute';
import { type Found, findPlaces } from './found';
import { compileMirror } from './mirror';
import { validationsOf } from './validation';

/** Reasons of the edits, worded in strings/. */
export const WHY = {
  formula: 'adoptFormula',
  label: 'adoptLabel',
  beside: 'adoptBeside',
} as const;

interface Context {
  readonly form: Form;
  readonly ledger: LedgerLink;
  readonly figures: Figures;
  readonly explanations: string | null;
}

interface Equipped {
  readonly steps: readonly Step[];
  readonly edits: readonly Edit[];
  readonly remarks: readonly Remark[];
}

/** Null where there is no room beside the form. */
export function equip(
  report: Report,
  sheet: SheetSnapshot,
  sheets: readonly SheetSnapshot[],
  context: Context,
): Equipped | null {
  const { form, figures, ledger, explanations } = context;
  const found = findPlaces(report, sheet, sheets, form);
  if (!found) return null;
  const { places, regions, hidden, extras } = found;
  const year = report.year!;
  const put = (at: Position, after: Entry, why: string): Edit[] => {
    const { value, formula } = cellAt(sheet, at.row, at.column);
    const same = formula === after.formula && (formula !== null || value === after.value);
    return same ? [] : [{ sheet: sheet.name, ...at, before: { value, formula }, after, why }];
  };
  const companions = companionsOf(year, {
    form,
    places,
    ledger,
    figures,
    regions,
    explanations,
    mirror: compileMirror(form, places),
  });
  const formulas = computedCells(report, context).flatMap(({ key, entry }) =>
    put(positionIn(report, key)!, entry, WHY.formula),
  );
  const { edits: labels, kept } = yearLabels(report, sheet, found, form);
  const steps: Step[] = [];
  // A sheet that was copied by hand has its highlights still.
  if (report.judgedAt === null || report.unjudged.length > 0)
    steps.push({
      kind: 'highlight',
      sheet: sheet.name,
      highlights: highlightsOf(frameOf(report, sheet), places.offsets.mirror),
    });
  // Where the hidden cells have lost some of their number, the rest is as it was.
  if (report.judgedAt === null)
    steps.push(
      { kind: 'validate', sheet: sheet.name, validations: validationsOf(form, places, regions.full) },
      { kind: 'hideColumns', sheet: sheet.name, ...hidden, hidden: true },
    );
  return {
    steps,
    edits: [
      ...formulas,
      ...labels,
      ...[...companions, ...extras].flatMap(({ at, value, formula }) =>
        put(at, { value, formula }, WHY.beside),
      ),
    ],
    remarks: [...remarkKept(report, form), ...kept],
  };
}

/** Figures of a report that are not computed by our own formulas. */
export function entered(report: Report, form: Form): Map<CellKey, CellValue> {
  const values = new Map<CellKey, CellValue>();
  for (const [key, { value, formula }] of report.cells) {
    const named = key === 'head.year/value' || key === 'head.region/value';
    const own = mayCompute(key, form) && (isComputed(formula) || isBlank({ value, formula }));
    if (named) values.set(key, value ?? '');
    else if (!own && value !== null) values.set(key, value);
  }
  return values;
}

const sums = new WeakMap<Form, ReadonlyMap<string, readonly string[]>>();
function sumsOf(form: Form): ReadonlyMap<string, readonly string[]> {
  let known = sums.get(form);
  if (!known) {
    known = new Map(form.indicators.flatMap(({ id, sumOf }) => (sumOf ? [[id, sumOf]] : [])));
    sums.set(form, known);
  }
  return known;
}

function mayCompute(key: CellKey, form: Form): boolean {
  const { id, period } = splitKey(key);
  return period === 'cumulative' || (period === 'year' && sumsOf(form).has(id));
}

const isBlank = ({ value, formula }: CellContent): boolean =>
  formula === null && (value === null || value === '');

/** 合计 and 累计 that are empty, or whose formula points at nothing any more, or at another year of the ledger. */
function computedCells(report: Report, { form, ledger, figures }: Context): { key: CellKey; entry: Entry }[] {
  const refer = (key: CellKey): string | null => {
    const at = positionIn(report, key);
    return at && addressOf(at);
  };
  return [...report.located.cells.keys()].flatMap((key) => {
    const content = contentOf(report, key);
    const own = isComputed(content.formula) ? content.formula! : null;
    if (!mayCompute(key, form) || !(isBlank(content) || own !== null)) return [];
    const formula = formulaFor(key);
    const right = own !== null && !own.includes('#REF!') && (formula === null || isAlike(own, formula));
    return formula === null || right
      ? []
      : [{ key, entry: { value: figures.value(report.year!, key), formula } }];
  });

  function formulaFor(key: CellKey): string | null {
    const { id, period } = splitKey(key);
    const parts = sumsOf(form).get(id);
    if (parts) {
      const cells = parts.map((part) => refer(keyOf(part, period)));
      return cells.includes(null) ? null : totalFormula(cells as string[]);
    }
    const own = refer(keyOf(id, 'year'));
    const chained = ledger.cell(id, report.year!, 'cumulative');
    return own === null || chained === null ? null : cumulativeFormula(own, chained);
  }
}

/** A total is right as it stands; a 累计 where it takes the same cell of the ledger. */
const isAlike = (held: string, wanted: string): boolean => {
  const cell = ledgerCellIn(wanted);
  return cell === null || ledgerCellIn(held) === cell;
};

/** Labels that follow head.year; one that says another year stays for a person to look at (TPL-02). */
function yearLabels(
  report: Report,
  sheet: SheetSnapshot,
  { places }: Found,
  form: Form,
): { edits: Edit[]; kept: Remark[] } {
  const year = contentOf(report, keyOf('head.year', 'value')).value;
  if (!places.at(keyOf('head.year', 'value'))) return { edits: [], kept: [] };
  const { suffix, blank } = form.yearLabel;
  const typed = report.located.yearLabels.flatMap(({ at, text }) => {
    const { value, formula } = cellAt(sheet, at.row, at.column);
    return formula === null ? [{ at, text, value }] : [];
  });
  const isOpen = (text: string): boolean => !/\d/.test(foldLabel(text));
  const agreeing = typed.filter(
    ({ text }) => isOpen(text) || (typeof year === 'number' && foldLabel(text) === `${year}${suffix}`),
  );
  const edits = agreeing.map(({ at, text, value }): Edit => {
    const mark = /\[\d+\]/.exec(text.normalize('NFKC'))?.[0] ?? '';
    const formula = yearLabelFormula(form, places, isOpen(text) ? text : blank + mark, mark);
    const shown = typeof year === 'number' ? `${year}${suffix}${mark}` : text;
    const before = { value, formula: null };
    return { sheet: sheet.name, ...at, before, after: { value: shown, formula }, why: WHY.label };
  });
  const count = typed.length - agreeing.length;
  return {
    edits,
    kept: count > 0 ? [{ code: 'labelsKept', params: { sheet: sheet.name, count } }] : [],
  };
}

/** The rectangle in which the cells of the form lie. */
function frameOf({ located }: Report, { merges }: SheetSnapshot): Area {
  const cells = [...located.cells.values()];
  const areas = cells.map(
    ({ row, column }): Area =>
      merges.find((area) => area.top === row && area.left === column) ?? {
        top: row,
        bottom: row,
        left: column,
        right: column,
      },
  );
  return areas.reduce((frame, area) => ({
    top: Math.min(frame.top, area.top),
    left: Math.min(frame.left, area.left),
    bottom: Math.max(frame.bottom, area.bottom),
    right: Math.max(frame.right, area.right),
  }));
}

function remarkKept(report: Report, form: Form): Remark[] {
  const count = [...report.cells].filter(
    ([key, content]) => mayCompute(key, form) && !isBlank(content) && !isComputed(content.formula),
  ).length;
  return count > 0 ? [{ code: 'kept', params: { sheet: report.sheet, count } }] : [];
}
