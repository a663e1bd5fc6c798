/**
 * Each native rule's failing example in LibreOffice: recalculated there, the cell is coloured as the core says.
 * Not part of `npm test`, since few machines have LibreOffice: `npm run test:libreoffice`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CellKey, type CellValue, form, indexOf, isError, layoutForm } from '../../src/core';
import { type Case, type Example, examples } from '../../src/core/form/examples';
import { ledgerIndicators } from '../../src/core/ledger';
import { readWorkbook } from '../../src/hosts/xlsx/read';
import { OFFSET } from '../../src/template/places';
import { nativeRules } from '../../src/template/native';
import { draftTemplate, makeTemplate, type TemplateOptions } from '../../src/template/template';
import type { LedgerValues } from '../../src/template/values';
import { cleanValues } from '../support/sheets';

jest.setTimeout(600_000);

const folder = mkdtempSync(join(tmpdir(), 'cpreport-libreoffice-'));
const results = join(folder, 'recalculated');

/** LibreOffice keeps the results that a file brings along unless it is told not to. */
const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`;

const sums = new Set(form.indicators.filter(({ sumOf }) => sumOf).map(({ id }) => id));
type Values = Record<CellKey, CellValue>;
const entered = (values: Values): [CellKey, CellValue][] =>
  (Object.entries(values) as [CellKey, CellValue][]).filter(
    ([key]) => !key.endsWith('/cumulative') && !sums.has(key.slice(0, key.lastIndexOf('/'))),
  );

/** The official workbook of an example; what the example gives for 合计 or 累计 stands instead of a formula. */
function optionsOf(one: Case): TemplateOptions {
  const from = one.first ? 2011 : one.alone ? 2014 : 2013;
  const usual: Values = cleanValues(2011);
  const ledger = new Map<string, LedgerValues>();
  for (const { id } of ledgerIndicators(form)) {
    const { by, reason } = one.adjustments?.[id] ?? {};
    ledger.set(id, {
      base: one.alone ? null : (usual[`${id}/year`] ?? null),
      ...(by === undefined ? {} : { adjustments: new Map([[2014, by]]) }),
      ...(reason === undefined ? {} : { reasons: new Map<number, CellValue>([[2014, reason]]) }),
    });
  }
  const last = one.first ? 2011 : 2014;
  const years = new Map([
    [2013, new Map([...entered(cleanValues(2013, { factor: 2 })), ...Object.entries(one.before ?? {})])],
    [last, new Map([...entered(cleanValues(last)), ...Object.entries(one.change ?? {})])],
  ]) as Map<number, Map<CellKey, CellValue>>;
  return { from, to: last, region: '山东省', listRows: 3, values: { years, ledger } };
}

const native = new Set(nativeRules(form));
const shown = examples.filter(
  ({ rule, fails, at }) => native.has(rule) && at !== undefined && !fails.labels && !fails.formulas,
);
const name = ({ rule, at }: Example, index: number): string => `${rule}-${index}-${at!.replace(/\W/g, '_')}`;

beforeAll(async () => {
  if (spawnSync('soffice', ['--version']).status !== 0)
    throw new Error('LibreOffice (soffice) is not installed');
  const profile = join(folder, 'profile');
  mkdirSync(join(profile, 'user'), { recursive: true });
  writeFileSync(join(profile, 'user/registrymodifications.xcu'), SETTINGS);
  const files: string[] = [];
  for (const [index, example] of shown.entries()) {
    const file = join(folder, `${name(example, index)}.xlsx`);
    writeFileSync(file, await makeTemplate(optionsOf(example.fails)));
    files.push(file);
  }
  const words = ['--headless', `-env:UserInstallation=file://${profile}`, '--convert-to', 'xlsx'];
  const { status, stderr } = spawnSync('soffice', [...words, '--outdir', results, ...files], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
});

const layout = layoutForm(form, { listRows: 3 });
const same = (ours: CellValue, theirs: CellValue): boolean => {
  if (isError(ours) || isError(theirs)) return JSON.stringify(ours) === JSON.stringify(theirs);
  if (typeof ours === 'number' && typeof theirs === 'number')
    return Math.abs(ours - theirs) <= 1e-8 * Math.max(1, Math.abs(ours));
  return (ours ?? '') === (theirs ?? '');
};

test.each(shown.map((example, index) => [`${example.rule} ${example.at}`, example, index] as const))(
  '%s is coloured in LibreOffice, and every formula gives what we computed',
  (_, example, index) => {
    const book = readWorkbook(readFileSync(join(results, `${name(example, index)}.xlsx`)));
    const drafts = draftTemplate(optionsOf(example.fails));
    const wrong = drafts.flatMap((draft) => {
      const found = book.sheets.find((sheet) => sheet.name === draft.name)!.snapshot.cells;
      return [...draft.cells].flatMap(([at, { value, formula }]) =>
        formula === null || same(value, found.get(at)?.value ?? null)
          ? []
          : [[draft.name, formula, value, found.get(at)?.value]],
      );
    });
    expect(wrong).toEqual([]);

    const severity = form.rules.find(({ id }) => id === example.rule)!.severity;
    const sheet = book.sheets.find((one) => one.name === (example.fails.first ? '2011年' : '2014年'))!;
    const { top, left } = layout.cells.get(example.at!)!;
    const verdict = sheet.snapshot.cells.get(indexOf(top, left + OFFSET.mirror))?.value;
    expect(verdict).toBeGreaterThanOrEqual(severity === 'hard' ? 2 : 1);
  },
);
