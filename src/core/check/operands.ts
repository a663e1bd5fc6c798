/** What the expressions of rules see of a report. */
import type { Operands } from '../expression/evaluate';
import { type CellContent, type CellValue, keyOf, type Period } from '../model';
import { adjustmentOf, type Book, contentOf, indicatorOf, priorOf, type Report, yearFigure } from '../report';
import { type Subject, unitStep } from './scope';

/** Of one indicator, what was asked for: a dozen rules ask for the same figures. */
class Asked {
  year: CellContent | undefined;
  cumulative: CellContent | undefined;
  value: CellContent | undefined;
  prior: number | null | undefined;
  before: number | null | undefined;
  adjustment: number | null | undefined;

  constructor(
    readonly id: string,
    /** An indicator has its own periods; what stands beside it may have another. */
    readonly single: boolean,
  ) {}
}

/** A report, seen from one figure after the other. */
export class FigureOperands implements Operands {
  readonly reportYear: number | null;
  private readonly asked = new Map<string, Asked>();
  private subject!: Subject;
  private own!: Asked;

  constructor(
    private readonly report: Report,
    private readonly book: Book,
  ) {
    this.reportYear = report.year;
  }

  standAt(subject: Subject): this {
    this.subject = subject;
    this.own = this.of(subject.indicator.id);
    return this;
  }

  value(cell: string, at?: Period): CellValue {
    const asked = this.of(cell);
    const period = at ?? (asked !== this.own && asked.single ? 'value' : this.subject.period);
    if (period === 'year') return (asked.year ??= this.read(asked, period)).value;
    if (period === 'cumulative') return (asked.cumulative ??= this.read(asked, period)).value;
    return (asked.value ??= this.read(asked, period)).value;
  }

  prior(cell: string): number | null {
    if (this.reportYear === null) return null;
    const asked = this.of(cell);
    return asked.prior === undefined
      ? (asked.prior = priorOf(this.book, asked.id, this.reportYear))
      : asked.prior;
  }

  before(cell: string): number | null {
    if (this.reportYear === null) return null;
    const asked = this.of(cell);
    return asked.before === undefined
      ? (asked.before = yearFigure(this.book, asked.id, this.reportYear - 1))
      : asked.before;
  }

  adjustment(cell: string): number | null {
    if (this.reportYear === null) return null;
    const asked = this.of(cell);
    return asked.adjustment === undefined
      ? (asked.adjustment = adjustmentOf(this.book, asked.id, this.reportYear))
      : asked.adjustment;
  }

  reason(cell: string): string {
    return reasonFor(this.of(cell).id, this.reportYear, this.book);
  }

  get unit(): number {
    return unitStep(this.book.form, this.subject.indicator);
  }

  private read({ id }: Asked, period: Period): CellContent {
    return contentOf(this.report, keyOf(id, period));
  }

  private of(cell: string): Asked {
    if (cell === 'self') return this.own;
    let asked = this.asked.get(cell);
    if (!asked) {
      asked = new Asked(cell, indicatorOf(this.book.form, cell)?.periods === 'value');
      this.asked.set(cell, asked);
    }
    return asked;
  }
}

/** How an expression sees a report from one figure. */
export const operandsAt = (subject: Subject, report: Report, book: Book): Operands =>
  new FigureOperands(report, book).standAt(subject);

/** The written reason of an adjustment; a total's adjustment is explained where its parts' are. */
function reasonFor(id: string, year: number | null, book: Book): string {
  if (indicatorOf(book.form, id)?.sumOf) return '合计';
  const value = year === null ? null : book.ledger?.entry(id, year)?.reason.content.value;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
