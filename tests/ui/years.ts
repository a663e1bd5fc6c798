/** The pane on our own template, with several years and last year's file. */
import { createSession } from '../../src/app/session';
import { addressOf, type CellKey, type CellValue, form, readBook, type SheetSnapshot } from '../../src/core';
import { ledgerIndicators } from '../../src/core/ledger';
import { type CellContent, indexOf, keyOf } from '../../src/core/model';
import { deleteFrom } from '../../src/core/structure';
import { createMemoryHost } from '../../src/hosts/memory/host';
import { draftTemplate } from '../../src/template/template';
import type { LedgerValues } from '../../src/template/values';
import { cleanValues, makeSheet } from '../support/sheets';
import type { Scene } from './states';

const YEARS = [2012, 2013, 2014];

/** Three years on a base, but for what is left out or changed. */
function workbook(base: boolean, change: Record<string, CellValue> = {}): SheetSnapshot[] {
  const usual = cleanValues(2012);
  const years = new Map(
    YEARS.map((year) => {
      const cells = Object.entries(usual).filter(
        ([key]) =>
          !key.endsWith('/cumulative') &&
          !/^head\.year/.test(key) &&
          !/^(audit|acceptance)\.total\/year$/.test(key),
      );
      const own = Object.entries(change).flatMap(([key, value]) =>
        key.startsWith(`${year}|`) ? [[key.slice(5), value] as const] : [],
      );
      return [year, new Map([...cells, ...own] as [CellKey, CellValue][])] as const;
    }),
  );
  const ledger = new Map<string, LedgerValues>(
    ledgerIndicators(form).map(({ id }) => [id, base ? { base: 3 * Number(usual[keyOf(id, 'year')]) } : {}]),
  );
  return draftTemplate({ from: 2012, to: 2014, region: '山东省', values: { years, ledger } }).map(
    ({ name, cells, merges }) => ({
      name,
      visible: true,
      merges,
      cells: new Map<number, CellContent>(
        [...cells]
          .filter(([, { value, formula }]) => value !== null || formula !== null)
          .map(([index, { value, formula }]) => [index, { value, formula }]),
      ),
    }),
  );
}

async function open(sheets: readonly SheetSnapshot[], key?: CellKey, year = 2014): Promise<Scene> {
  const host = createMemoryHost(sheets, { capabilities: { undo: false } });
  const last = makeSheet({ ...cleanValues(2011, { base: 3 }), 'head.region/value': '山东省' });
  const readSheets = (): Promise<SheetSnapshot[]> => Promise.resolve([last]);
  const session = createSession({ host, form, currentYear: 2026, readSheets });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const report = session.getState().reports.find((one) => one.year === year);
  const at = key && report?.positions.get(key);
  if (report && at) host.click(report.sheet, addressOf(at));
  return { host, session };
}

const REPEATED = { '2013|audit.voluntary/cumulative': 347 };

export const yearScenes: Readonly<Record<string, () => Promise<Scene>>> = {
  async prior() {
    const scene = await open(workbook(false));
    scene.session.show('prior');
    await scene.session.usePrior({ name: '2011年报送表.xlsx', bytes: new Uint8Array([1, 2, 3]) });
    return scene;
  },
  async adjust() {
    const scene = await open(workbook(true, REPEATED), 'audit.voluntary/cumulative', 2013);
    scene.session.show('adjust');
    return scene;
  },
  async chain() {
    const scene = await open(workbook(true, { ...REPEATED, '2014|effect.cod/year': 5000 }));
    scene.session.show('chain');
    return scene;
  },
  chart: () => open(workbook(true, REPEATED), 'audit.voluntary/cumulative'),
  /** A hidden verdict is gone. */
  torn: () =>
    open(
      workbook(true).map((sheet) => {
        const cells = new Map(sheet.cells);
        if (sheet.name === '2014年') cells.delete(indexOf(9, 18));
        return { ...sheet, cells };
      }),
    ),
  /** Somebody copied 2014 by hand, for 2015. */
  apart: () => {
    const sheets = workbook(true);
    const source = sheets.find(({ name }) => name === '2014年')!;
    const { located } = readBook(sheets, form).reports.at(-1)!;
    const { row, column } = located.cells.get('head.year/value')!;
    const cells = new Map(source.cells).set(indexOf(row, column), { value: 2015, formula: null });
    return open([...sheets, { ...source, name: '2014年 (2)', cells }]);
  },
  /** The ledger and the notes are gone; the formulas that looked there have nothing to go by. */
  ledgerless: () => open(workbook(true).filter(({ name }) => /年$/.test(name))),
  gaps: () => open(deleteFrom(workbook(true), '2013年')),
};
