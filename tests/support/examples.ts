/** Carries out the examples of the rules: two clean reports, with what is different. */
import { check, type CheckOptions, type Finding, form, readBook } from '../../src/core';
import type { Case } from '../../src/core/form/examples';
import { ledgerIndicators } from '../../src/core/ledger';
import {
  type CellContent,
  type CellKey,
  type CellValue,
  indexOf,
  type SheetSnapshot,
} from '../../src/core/model';
import { OFFSET } from '../../src/template/places';
import { draftTemplate } from '../../src/template/template';
import type { LedgerValues } from '../../src/template/values';
import { cleanValues, makeSheet } from './sheets';

type Values = Record<CellKey, CellValue>;

/** The sheets of an example, the report of 2014 (or of 2011) last. */
export function sheetsOf(one: Case): SheetSnapshot[] {
  if (one.living) return livingSheets(one);
  if (one.first) return [altered(makeSheet({ ...cleanValues(2011), ...one.change } as Values), one)];
  const earlier = cleanValues(2013, one.repeated ? { base: 2 } : { base: 1, factor: 2 });
  const later = makeSheet({ ...cleanValues(2014, { base: 3 }), ...one.change } as Values, { name: '2014年' });
  const sheets = [altered(later, one)];
  return one.alone ? sheets : [makeSheet({ ...earlier, ...one.before } as Values), ...sheets];
}

export function findingsOf(one: Case, options: Partial<CheckOptions> = {}): Finding[] {
  const sheets = sheetsOf(one);
  const findings = check(readBook(sheets, form), {
    stage: one.stage ?? 'draft',
    currentYear: 2026,
    ...(one.fileName === undefined ? {} : { fileName: one.fileName }),
    ...options,
  });
  return findings.filter(({ sheet }) => sheet === (one.first ? '2011年' : '2014年'));
}

function altered(sheet: SheetSnapshot, { labels = {}, formulas = {} }: Case): SheetSnapshot {
  const cells = new Map<number, CellContent>();
  for (const [index, content] of sheet.cells) {
    const { value } = content;
    const changed = typeof value === 'string' && value in labels ? labels[value]! : undefined;
    if (typeof value === 'string' && labels[value] === null) continue;
    cells.set(index, changed === undefined ? content : { ...content, value: changed });
  }
  const located = readBook([sheet], form).reports[0]!.located.cells;
  for (const [key, formula] of Object.entries(formulas) as [CellKey, string][]) {
    const at = located.get(key)!;
    const index = indexOf(at.row, at.column);
    cells.set(index, { value: sheet.cells.get(index)?.value ?? null, formula });
  }
  return { ...sheet, cells };
}

/** The official workbook of 2013 and 2014: what is computed there is not typed. */
function livingSheets(one: Case): SheetSnapshot[] {
  const sums = new Set(form.indicators.filter(({ sumOf }) => sumOf).map(({ id }) => id));
  const entered = (values: Values): [CellKey, CellValue][] =>
    (Object.entries(values) as [CellKey, CellValue][]).filter(
      ([key]) => !key.endsWith('/cumulative') && !sums.has(key.slice(0, key.lastIndexOf('/'))),
    );
  const usual: Partial<Record<CellKey, CellValue>> = cleanValues(2011);
  const ledger = new Map<string, LedgerValues>();
  for (const { id } of ledgerIndicators(form)) {
    const { by, reason } = one.adjustments?.[id] ?? {};
    ledger.set(id, {
      base: usual[`${id}/year`] ?? null,
      ...(by === undefined ? {} : { adjustments: new Map([[2014, by]]) }),
      ...(reason === undefined ? {} : { reasons: new Map<number, CellValue>([[2014, reason]]) }),
    });
  }
  const years = new Map([
    [2013, new Map([...entered(cleanValues(2013, { factor: 2 })), ...Object.entries(one.before ?? {})])],
    [2014, new Map([...entered(cleanValues(2014)), ...Object.entries(one.change ?? {})])],
  ]) as Map<number, Map<CellKey, CellValue>>;
  const sheets = draftTemplate({
    from: 2013,
    to: 2014,
    region: '山东省',
    listRows: 3,
    values: { years, ledger },
  }).map(({ name, cells, merges }): SheetSnapshot => ({
    name,
    visible: true,
    merges,
    cells: new Map(
      [...cells].flatMap(([index, { value, formula }]) =>
        value === null && formula === null ? [] : [[index, { value, formula }] as const],
      ),
    ),
  }));
  const { erased } = one;
  if (!erased) return sheets;
  return sheets.map((sheet) => {
    if (sheet.name !== '2014年') return sheet;
    const at = readBook([sheet], form).reports[0]!.located.cells.get(erased)!;
    const cells = new Map(sheet.cells);
    cells.delete(indexOf(at.row, at.column + OFFSET.mirror));
    return { ...sheet, cells };
  });
}
