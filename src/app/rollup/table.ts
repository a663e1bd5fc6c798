/** The roll-up as a tidy long table: a row for each figure of each reporter, for CSV, Parquet and other programs. */
import type { RollUp } from '../../core/rollup/rollup';
import { isSummed } from '../../core/rollup/reporters';
import { sheetOf } from '../../core/rollup/finding';
import { slotsOf } from '../../core/rollup/slots';
import { field } from '../table';

export const ROLLUP_COLUMNS = [
  'reporter',
  'status',
  'summed',
  'file',
  'sheet',
  'region',
  'year',
  'id',
  'period',
  'unit',
  'value',
  'text',
  'address',
  'finding',
] as const;

export interface RollUpRow {
  readonly reporter: string;
  readonly status: string;
  /** Whether the figures are in the sum; where 九 has an own figure, that is the sum. */
  readonly summed: boolean;
  readonly file: string;
  readonly sheet: string | null;
  readonly region: string | null;
  readonly year: number;
  readonly id: string;
  /** year, cumulative, value, prior (上年累计) or adjustment (调整) */
  readonly period: string;
  readonly unit: string;
  /** null where no number stands: open, never 0. */
  readonly value: number | null;
  /** What stands there instead of a number. */
  readonly text: string | null;
  readonly address: string | null;
  /** The gravest finding on this cell. */
  readonly finding: string | null;
}

/** One reporter after the other, so that the table never stands in memory. */
export function* rollUpRows({ form, reporters }: RollUp): Generator<RollUpRow> {
  for (const reporter of reporters) {
    const contribution = reporter.child?.contribution;
    if (!contribution) continue;
    for (const slot of slotsOf(form)) {
      const { index, indicator, field: period } = slot;
      const figure = contribution.figures[index]!;
      yield {
        reporter: reporter.name,
        status: reporter.status,
        summed: isSummed(reporter),
        file: reporter.file ?? '',
        sheet: sheetOf(contribution, slot),
        region: contribution.region,
        year: contribution.year,
        id: indicator.id,
        period,
        unit: indicator.unit,
        value: Number.isNaN(figure) ? null : figure,
        text: contribution.unread.get(index) ?? null,
        address: contribution.places[index] || null,
        finding: contribution.marks.get(index) ?? null,
      };
    }
  }
}

/** RFC 4180; a text that a spreadsheet would take for a formula gets an apostrophe. */
export function* rollUpCsv(rolled: RollUp): Generator<string> {
  yield `${ROLLUP_COLUMNS.join(',')}\r\n`;
  for (const row of rollUpRows(rolled)) {
    yield `${ROLLUP_COLUMNS.map((column) => field(row[column])).join(',')}\r\n`;
  }
}

/** The same table as Parquet, in pieces: no more than a group of rows is held. */
export async function rollUpParquet(
  rolled: RollUp,
  put: (bytes: Uint8Array) => void | Promise<void>,
): Promise<void> {
  const { ByteWriter, parquetWriteRows } = await import('hyparquet-writer');
  const types = { summed: 'BOOLEAN', year: 'INT32', value: 'DOUBLE' } as const;
  const writer = new ByteWriter();
  const flush = async (): Promise<void> => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    await put(bytes);
  };
  await parquetWriteRows({
    writer: Object.assign(writer, { flush, finish: flush }),
    rows: rollUpRows(rolled),
    columns: ROLLUP_COLUMNS.map((name) => ({
      name,
      type: name in types ? types[name as keyof typeof types] : 'STRING',
      nullable: true,
    })),
    kvMetadata: [{ key: 'form', value: `${rolled.form.id} ${rolled.form.version}` }],
    createdBy: 'cpreport',
  });
}
