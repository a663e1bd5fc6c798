/** The sheet 累计台账: the chain of every 累计 through the years. */
import type { Form, Indicator } from '../core/form/schema';
import {
  baseHeading,
  LEDGER_FIELDS,
  LEDGER_SHEET,
  type LedgerField,
  ledgerIndicators,
  ledgerLabel,
  type LedgerPlace,
  yearHeading,
} from '../core/ledger';
import { addressOf, columnName, type Position } from '../core/model';
import {
  ledgerChainFormula,
  ledgerYearFormula,
  totalAdjustmentFormula,
  totalFormula,
  TOTAL_REASON,
} from '../core/fill/computed';
import type { Figures } from './compute';
import { SheetDraft } from '../core/draft';
import { SOURCE_BLANK } from '../core/fill/source';
import { hiddenStyle, plainStyle } from './styles';

const TITLE = '累计台账';
const HINT =
  '累计 = 上年累计 + 本年 + 调整。调整填重复企业、上年修订或撤销的数，减少填负数，并写明原因；首次填报的，起点填 0。';
const YEARS_PER_PAGE = 3;

/** What of the year sheets the ledger refers to. */
export interface LedgerSources {
  /** The cell that holds 本年, with its sheet; null where there is none: then it is entered here. */
  year(id: string, year: number): string | null;
  /** The 累计 that the chain starts from; null where the chain computes it. */
  start(id: string, year: number): string | null;
}

export function draftLedger(
  form: Form,
  place: LedgerPlace,
  figures: Figures,
  sources: LedgerSources,
): SheetDraft {
  const sheet = new SheetDraft(LEDGER_SHEET);
  const indicators = ledgerIndicators(form);
  const heading = plainStyle({ align: 'center', frame: true });
  const label = plainStyle({ frame: true, wrap: false });
  const unit = plainStyle({ align: 'center', frame: true });
  const open = plainStyle({ align: 'center', frame: true, open: true, wrap: false });
  const written = plainStyle({ frame: true, open: true });
  const locked = plainStyle({ align: 'center', frame: true, shaded: true, wrap: false });
  const firstBase = place.years[0]! - 1;
  const endOfText = Math.min(place.lastColumn, place.columns.base + Object.keys(LEDGER_FIELDS).length);
  const at = (id: string, column: number): Position => ({ row: place.row(id), column });
  const ref = (id: string, column: number): string => addressOf(at(id, column));

  drawHeadings();
  for (const indicator of indicators) {
    drawStart(indicator);
    for (const year of place.years) {
      if (indicator.sumOf) drawTotal(indicator, year);
      else drawYear(indicator, year);
    }
    sheet.heights.set(place.row(indicator.id), 15);
  }
  drawSource();
  finish();
  return sheet;

  function drawHeadings(): void {
    const { titleRow, yearRow, fieldRow, columns } = place;
    const across = (column: number, text: string): void =>
      sheet.box({ top: yearRow, bottom: fieldRow, left: column, right: column }, text, heading);
    sheet.put(
      { row: titleRow, column: columns.label },
      TITLE,
      plainStyle({ size: 16, title: true, wrap: false }),
    );
    sheet.box(
      { top: titleRow, bottom: titleRow, left: columns.unit, right: endOfText },
      HINT,
      plainStyle({ size: 9 }),
    );
    across(columns.label, '指标');
    across(columns.unit, '单位');
    across(columns.base, baseHeading(firstBase));
    for (const year of place.years) {
      const left = place.column(year, 'year');
      const right = place.column(year, 'cumulative');
      sheet.box({ top: yearRow, bottom: yearRow, left, right }, yearHeading(year), heading);
      for (const field of Object.keys(LEDGER_FIELDS) as LedgerField[]) {
        sheet.put({ row: fieldRow, column: place.column(year, field) }, LEDGER_FIELDS[field], heading);
      }
    }
    sheet.heights.set(titleRow, 30).set(yearRow, 15).set(fieldRow, 15);
  }

  /** In the year that 累计 begins with, there is nothing before it. */
  function drawStart(indicator: Indicator): void {
    const { id, sumOf } = indicator;
    const { columns } = place;
    sheet.put(at(id, columns.id), id, hiddenStyle());
    sheet.put(at(id, columns.label), ledgerLabel(form, indicator), label);
    sheet.put(at(id, columns.unit), indicator.unit, unit);
    const value = figures.base(id);
    if (sumOf) sheet.put(at(id, columns.base), value, locked, totalOf(sumOf, columns.base));
    else sheet.put(at(id, columns.base), value, firstBase < form.since ? locked : open);
  }

  function drawYear({ id }: Indicator, year: number): void {
    const column = (field: LedgerField): number => place.column(year, field);
    const [prior, figure, adjustment] = [place.prior(year), column('year'), column('adjustment')].map((one) =>
      ref(id, one),
    );
    const first = year === form.since;
    const own = sources.year(id, year);
    if (own === null) sheet.put(at(id, column('year')), figures.ledger(id, year, 'year') || null, open);
    else sheet.put(at(id, column('year')), figures.ledger(id, year, 'year'), locked, ledgerYearFormula(own));
    sheet.put(at(id, column('adjustment')), figures.ledger(id, year, 'adjustment'), first ? locked : open);
    sheet.put(at(id, column('reason')), figures.ledger(id, year, 'reason'), first ? locked : written);
    const start = sources.start(id, year);
    sheet.put(
      at(id, column('cumulative')),
      figures.ledger(id, year, 'cumulative'),
      locked,
      start === null ? ledgerChainFormula(prior!, figure!, adjustment!) : ledgerYearFormula(start),
    );
  }

  function drawTotal({ id, sumOf }: Indicator, year: number): void {
    const put = (field: LedgerField, formula: string | null): void => {
      const value = field === 'reason' ? TOTAL_REASON : figures.ledger(id, year, field);
      sheet.put(at(id, place.column(year, field)), value, locked, formula);
    };
    put('year', totalOf(sumOf!, place.column(year, 'year')));
    put(
      'adjustment',
      totalAdjustmentFormula(sumOf!.map((part) => ref(part, place.column(year, 'adjustment')))),
    );
    put('reason', null);
    put('cumulative', totalOf(sumOf!, place.column(year, 'cumulative')));
  }

  function totalOf(parts: readonly string[], column: number): string {
    return totalFormula(parts.map((part) => ref(part, column)));
  }

  function drawSource(): void {
    const { columns, sourceRow } = place;
    const area = { top: sourceRow, bottom: sourceRow, left: columns.label, right: endOfText };
    sheet.box(area, SOURCE_BLANK, plainStyle({ size: 9, frame: true, open: true }));
    sheet.heights.set(sourceRow, 45);
  }

  function finish(): void {
    const { columns, lastColumn, fieldRow, sourceRow } = place;
    const widths: Record<LedgerField, number> = { year: 11, adjustment: 10, reason: 22, cumulative: 12 };
    const years = place.years.flatMap(() => Object.values(widths).map((width) => ({ width })));
    const hidden = { width: 12, hidden: true };
    sheet.columns = [hidden, { width: 40 }, { width: 10 }, { width: 14 }, ...years];
    sheet.frozen = { rows: fieldRow + 1, columns: columns.base + 1 };
    sheet.page = {
      landscape: true,
      pagesWide: Math.ceil(place.years.length / YEARS_PER_PAGE),
      header: form.name,
      area: `$A$1:$${columnName(lastColumn)}$${sourceRow + 1}`,
      titles: [`$A:$${columnName(columns.base)}`, `$1:$${fieldRow + 1}`],
      breaks: [],
    };
  }
}
