/** Figures of years whose sheet is gone since the session began. */
import { type Book, figureOf, keyOf, type Report } from '../core';

export interface Memory {
  see(book: Book): void;
  figure(id: string, year: number): number | null;
}

export function createMemory(): Memory {
  const seen = new Map<number, Report>();
  return {
    see({ reports }) {
      for (const report of reports) if (report.year !== null) seen.set(report.year, report);
    },
    figure(id, year) {
      const report = seen.get(year);
      return report ? figureOf(report, keyOf(id, 'year')) : null;
    },
  };
}
