/** Every state the pane can be in, each reached as a person reaches it: on a workbook in memory. */
import { createSession } from '../../src/app/session';
import type { Session } from '../../src/app/state';
import {
  addressOf,
  type CellKey,
  type CellValue,
  type Explanation,
  form,
  type SheetSnapshot,
} from '../../src/core';
import { finalise } from '../../src/core/finalise/finalise';
import { createMemoryHost, type MemoryHost, type MemoryOptions } from '../../src/hosts/memory/host';
import { draftExplanations } from '../../src/template/explanations';
import { draftReceipt } from '../../src/template/receipt';
import { cleanValues, makeSheet } from '../support/sheets';
import { yearScenes } from './years';

export interface Scene {
  readonly host: MemoryHost;
  readonly session: Session;
}

type Values = Record<CellKey, CellValue>;

const years = (change: Values = {}): SheetSnapshot[] => [
  makeSheet(cleanValues(2011)),
  makeSheet(cleanValues(2012, { base: 1, factor: 2 })),
  makeSheet({ ...cleanValues(2013, { base: 3 }), ...change }, { name: '2013年' }),
];

const MISTAKES: Values = {
  'head.region/value': '',
  'training.officials/year': '2000万',
  'training.participants/year': '1,234',
  'audit.total/year': 178,
  'acceptance.voluntary/year': -3,
  'acceptance.mandatory/year': 2.5,
  'retrofit.investment/cumulative': 4000,
  'effect.cod/year': -12.5,
  'effect.mercury/year': 0.12345678,
  'coverage.chemical.total/year': 3,
  'capacity.experts/value': 0,
  'documents.1.title/value': '关于进一步加强工业清洁生产工作的通知',
  'agreement.signed/cumulative': 2,
};

function open(sheets: readonly SheetSnapshot[], options: MemoryOptions = {}): Scene {
  const host = createMemoryHost(sheets, options);
  return { host, session: createSession({ host, form, currentYear: 2026 }) };
}

async function settled(scene: Scene): Promise<Scene> {
  await scene.session.recheck();
  return scene;
}

function click({ host, session }: Scene, sheet: string, key: CellKey): void {
  const report = session.getState().reports.find((one) => one.sheet === sheet);
  const at = report?.positions.get(key);
  if (at) host.click(sheet, addressOf(at));
}

/** Opened, and checked without the notice that a 重新审核 gives. */
async function opened(sheets: readonly SheetSnapshot[], options?: MemoryOptions): Promise<Scene> {
  const scene = open(sheets, options);
  await new Promise((resolve) => setTimeout(resolve, 50));
  return scene;
}

async function proposing(rule: string, options?: MemoryOptions): Promise<Scene> {
  const scene = await opened(years(MISTAKES), options);
  const found = scene.session.getState().findings.find((one) => one.rule === rule && one.fix !== null);
  if (found?.fix) {
    scene.session.propose({ command: found.fix.confirm ? 'confirmedFix' : 'fix', edits: found.fix.edits });
  }
  return scene;
}

const QUESTIONED: Values = {
  'effect.cod/year': -12.5,
  'effect.cod/cumulative': 2.5,
  'agreement.rewarded/cumulative': 24,
};

const about = (change: Partial<Explanation> = {}): Explanation => ({
  rule: 'TYP-03',
  year: 2013,
  id: 'effect.cod',
  period: 'year',
  value: -12.5,
  reason: '扩建后产生量增加，治理设施 2014 年投用',
  author: '王芳',
  date: 41639,
  ...change,
});

async function questioned(explanations: readonly Explanation[] = []): Promise<Scene> {
  const { name, cells, merges } = draftExplanations(form, explanations);
  const sheet = { name, visible: true, cells: new Map(cells), merges };
  const scene = await opened([...years(QUESTIONED), ...(explanations.length > 0 ? [sheet] : [])]);
  click(scene, '2013年', 'effect.cod/year');
  return scene;
}

async function finalised(): Promise<Scene> {
  const scene = await opened(years());
  await scene.session.carryOut((book, sheets) =>
    finalise(book, sheets, {
      sheet: '2013年',
      date: '2014-01-05',
      author: '王芳',
      check: { currentYear: 2026 },
      draft: (receipt) => draftReceipt(receipt, form),
    }),
  );
  return scene;
}

export const scenes: Readonly<Record<string, () => Promise<Scene>>> = {
  ...yearScenes,
  attaching() {
    const scene = open(years());
    const never = new Promise<never>(() => undefined);
    const host = { ...scene.host, snapshot: () => never };
    return Promise.resolve({ ...scene, session: createSession({ host, form, currentYear: 2026 }) });
  },
  noForm: () => opened([{ name: 'Sheet1', visible: true, cells: new Map(), merges: [] }]),
  /** The upper part of the form with most headings typed over. */
  nearMiss() {
    const { cells, ...sheet } = makeSheet({});
    const few = [...cells].filter(
      ([, { value }]) => typeof value === 'string' && /吨|培训|示范|××/.test(value),
    );
    return opened([{ ...sheet, name: '汇总', cells: new Map(few) }]);
  },
  async failed() {
    const scene = open(years());
    scene.host.faults.notInFront = true;
    scene.session.dispose();
    const session = createSession({ host: scene.host, form, currentYear: 2026 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { host: scene.host, session };
  },
  passed: () => opened(years()),
  /** Soft findings; last year one of them was explained. */
  questioned: () => questioned(),
  explained: () => questioned([about()]),
  /** The value has moved since. */
  moved: () => questioned([about({ value: -3 })]),
  lastYear: () => questioned([about({ year: 2012, reason: '2012 年扩建了生产线' })]),
  /** Something is wrong with the pane itself: at one cell, and where an adjustment is entered. */
  async breaking() {
    const { host, session } = await opened(years());
    const fail = (): never => {
      throw new Error('broken on purpose');
    };
    const broken: Session = {
      ...session,
      history: (sheet, key) => (key === 'audit.total/year' ? fail() : session.history(sheet, key)),
      book: () => (session.getState().panel === 'adjust' ? fail() : session.book()),
    };
    return { host, session: broken };
  },
  /** Nobody has entered of which year it is. */
  yearless: () => opened([makeSheet({ ...cleanValues(2013), 'head.year/value': null }, { name: '报送表' })]),
  blank: () => opened([makeSheet({ 'head.region/value': '山东省', 'head.year/value': 2013 })]),
  errors: () => opened(years(MISTAKES)),
  async selected() {
    const scene = await opened(years(MISTAKES));
    click(scene, '2013年', 'audit.total/year');
    return scene;
  },
  async cumulative() {
    const scene = await opened(years(MISTAKES));
    click(scene, '2013年', 'training.leaders/cumulative');
    return scene;
  },
  async final() {
    const scene = await opened([makeSheet({ 'head.year/value': 2013, 'audit.voluntary/year': 103 })]);
    scene.session.setStage('final');
    return scene;
  },
  /** One blank, and nothing else against 定稿. */
  async almostFinal() {
    const scene = await opened(years({ 'effect.arsenic/year': null, 'effect.arsenic/cumulative': 15 }));
    scene.session.setStage('final');
    return scene;
  },
  finalised: () => finalised(),
  async changedSince() {
    const scene = await finalised();
    const { positions } = scene.session.getState().reports.at(-1)!;
    scene.host.type('2013年', addressOf(positions.get('audit.total/year')!), 139);
    return settled(scene);
  },
  preview: () => proposing('SUM-01', { capabilities: { undo: false } }),
  guess: () => proposing('TYP-04'),
  async restore() {
    const scene = await proposing('SUM-01', { capabilities: { undo: false } });
    await scene.session.confirm();
    return scene;
  },
  notice: async () => settled(await opened(years(MISTAKES))),
  async fault() {
    const scene = await opened(years(MISTAKES));
    scene.host.faults.editing = true;
    scene.host.faults.failing = true;
    await scene.session.recheck();
    return scene;
  },
  /** The same, where nothing was found before. */
  async faultAfterNothing() {
    const scene = await opened(years());
    scene.host.faults.failing = true;
    await scene.session.recheck();
    return scene;
  },
  async outside() {
    const scene = await opened([...years(), { name: '别的', visible: true, cells: new Map(), merges: [] }]);
    scene.host.click('别的', 'A1');
    return scene;
  },
};
