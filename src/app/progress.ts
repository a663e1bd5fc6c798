/** How far a report is filled in: 已填 / 有误 / 未填, by section. */
import { cellKeyOf, type CellKey, type Finding, type Form, keyOf } from '../core';
import { placeOf } from '../strings/labels';
import type { Selection } from '../hosts/port';
import type { ReportView } from './state';

export interface Progress {
  readonly filled: number;
  readonly faulty: number;
  readonly blank: number;
  readonly total: number;
}

export interface SectionProgress extends Progress {
  readonly id: string;
  readonly title: string;
  /** The first faulty cell, else the first blank one, else the first. */
  readonly target: Selection | null;
}

/** The cells that count: every figure, and the choice. Lists and texts may stay empty. */
function cellsBySection(form: Form): Map<string, { title: string; keys: CellKey[] }> {
  const sections = new Map<string, { title: string; keys: CellKey[] }>();
  for (const { id, periods } of form.indicators) {
    const place = placeOf(form, id);
    if (!place?.sectionId) continue;
    const section = sections.get(place.sectionId) ?? { title: place.section ?? '', keys: [] };
    section.keys.push(
      ...(periods === 'pair' ? [keyOf(id, 'year'), keyOf(id, 'cumulative')] : [keyOf(id, 'value')]),
    );
    sections.set(place.sectionId, section);
  }
  return sections;
}

/** A cell is faulty where a hard finding looks at it first; else blank or filled. A missing cell is blank. */
export function progressOf(report: ReportView, findings: readonly Finding[], form: Form): SectionProgress[] {
  const faulty = new Set<CellKey>();
  for (const { severity, sheet, cells } of findings) {
    const key = cells[0] && cellKeyOf(cells[0]);
    if (severity === 'hard' && sheet === report.sheet && key) faulty.add(key);
  }
  const isBlank = (key: CellKey): boolean => {
    const value = report.cells.get(key)?.value ?? null;
    return value === null || value === '';
  };
  return [...cellsBySection(form)].map(([id, { title, keys }]) => {
    const wrong = keys.filter((key) => !isBlank(key) && faulty.has(key));
    const blank = keys.filter(isBlank);
    const first = wrong[0] ?? blank[0] ?? keys[0];
    const at = first && report.positions.get(first);
    return {
      id,
      title,
      faulty: wrong.length,
      blank: blank.length,
      filled: keys.length - wrong.length - blank.length,
      total: keys.length,
      target: at ? { sheet: report.sheet, ...at } : null,
    };
  });
}

export const sumProgress = (parts: readonly Progress[]): Progress =>
  parts.reduce<Progress>(
    (sum, part) => ({
      filled: sum.filled + part.filled,
      faulty: sum.faulty + part.faulty,
      blank: sum.blank + part.blank,
      total: sum.total + part.total,
    }),
    { filled: 0, faulty: 0, blank: 0, total: 0 },
  );
