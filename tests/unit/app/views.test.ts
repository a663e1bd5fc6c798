import { findingsOf, groupFindings, inOrder, neighbourOf, WHOLE } from '../../../src/app/findings';
import { progressOf, sumProgress } from '../../../src/app/progress';
import { activeReport } from '../../../src/app/reports';
import { createSession } from '../../../src/app/session';
import type { AppState } from '../../../src/app/state';
import { statusOf } from '../../../src/app/status';
import { type CellKey, type CellValue, form } from '../../../src/core';
import { createMemoryHost } from '../../../src/hosts/memory/host';
import { cleanValues, makeSheet } from '../../support/sheets';

async function stateOf(
  values: Record<CellKey, CellValue>,
  stage: 'draft' | 'final' = 'draft',
): Promise<AppState> {
  const session = createSession({ host: createMemoryHost([makeSheet(values)]), form, currentYear: 2026 });
  await session.recheck();
  session.setStage(stage);
  return session.getState();
}

const clean = cleanValues(2011);
const wrong = {
  ...clean,
  'audit.total/year': 178,
  'audit.voluntary/year': -3,
  'effect.cod/cumulative': '约30',
};

describe('the progress of a report', () => {
  it('counts 127 figures and the choice', async () => {
    const state = await stateOf(clean);
    const sections = progressOf(activeReport(state)!, state.findings, form);
    expect(sumProgress(sections)).toEqual({ filled: 128, faulty: 0, blank: 0, total: 128 });
  });

  it('tells filled, faulty and blank apart, each cell once', async () => {
    const state = await stateOf({ ...wrong, 'audit.mandatory/cumulative': null });
    const audit = progressOf(activeReport(state)!, state.findings, form).find(({ id }) => id === 'audit')!;
    expect(audit.blank).toBe(1);
    expect(audit.faulty).toBeGreaterThanOrEqual(2);
    expect(audit.filled + audit.faulty + audit.blank).toBe(6);
  });

  it('leads to the first faulty cell, else the first blank one', async () => {
    const state = await stateOf({ ...clean, 'acceptance.total/year': null, 'audit.total/year': 178 });
    const report = activeReport(state)!;
    const target = (id: string) =>
      progressOf(report, state.findings, form).find((one) => one.id === id)!.target;
    expect(target('audit')).toMatchObject(report.positions.get('audit.total/year')!);
    expect(target('acceptance')).toMatchObject(report.positions.get('acceptance.total/year')!);
  });
});

describe('the list of findings', () => {
  it('goes by section and indicator in the order of the form', async () => {
    const state = await stateOf(wrong);
    const sections = groupFindings(findingsOf(state), form, 'zh-CN');
    // What compares two sections stands before them.
    expect(sections.map(({ title }) => title)).toEqual([null, '二、审核', '五、实施效果']);
    expect(sections[1]!.blocks.map(({ name }) => name)).toEqual(['自愿性', '合计']);
    expect(sections.reduce((sum, { count }) => sum + count, 0)).toBe(state.findings.length);
  });

  it('makes one line of several that say the same', async () => {
    const state = await stateOf({ 'head.year/value': 2011 }, 'final');
    const training = groupFindings(findingsOf(state), form, 'zh-CN').find(({ id }) => id === 'training')!;
    expect(training.count).toBe(8);
    expect(training.blocks.flatMap(({ groups }) => groups.map(({ findings }) => findings.length))).toEqual([
      4, 4,
    ]);
  });

  it('puts what concerns several sections first, under the whole form', async () => {
    const state = await stateOf(cleanValues(2014));
    const [first] = groupFindings(findingsOf(state), form, 'zh-CN');
    expect(first).toMatchObject({ id: WHOLE, title: null });
    expect(first!.blocks[0]!.groups[0]!.message).toBe('有 62 项没有上年累计，无法核对累计。');
  });
});

describe('the next finding', () => {
  it('is the one after the selected cell, and round at the end', async () => {
    const state = await stateOf(wrong);
    const ordered = inOrder(findingsOf(state), form);
    const at = (index: number) => ordered.at(index)!.cells[0]!;
    expect(neighbourOf(ordered, null, 1)).toBe(ordered[0]);
    expect(neighbourOf(ordered, null, -1)).toBe(ordered.at(-1));
    expect(neighbourOf(ordered, { ...at(-1) }, 1)?.cells[0]).toEqual(at(0));
    expect(neighbourOf(ordered, { ...at(0) }, -1)?.cells[0]).toEqual(at(-1));
    expect(neighbourOf([], null, 1)).toBeNull();
  });

  it('starts at a cell without findings too', async () => {
    const state = await stateOf(wrong);
    const ordered = inOrder(findingsOf(state), form);
    const top = { sheet: state.activeSheet!, row: 0, column: 0 };
    expect(neighbourOf(ordered, top, 1)).toBe(ordered[0]);
    expect(neighbourOf(ordered, top, -1)).toBe(ordered.at(-1));
  });
});

describe('the state of a report', () => {
  it.each([
    ['passed', clean],
    ['hard', wrong],
    ['unfilled', { 'head.region/value': '山东省', 'head.year/value': 2011 }],
    ['soft', { ...clean, 'effect.cod/year': -5, 'effect.cod/cumulative': -5 }],
  ] as [string, Record<CellKey, CellValue>][])('is %s', async (kind, values) => {
    expect(statusOf(await stateOf(values), form).kind).toBe(kind);
  });

  it('is not told while something is unchecked', async () => {
    const state = await stateOf(clean);
    expect(statusOf({ ...state, pending: true }, form)).toEqual({ kind: 'checking' });
    expect(statusOf({ ...state, fault: { code: 'editing', detail: '' } }, form)).toEqual({
      kind: 'unchecked',
    });
  });
});
