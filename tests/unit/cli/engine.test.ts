/** Formulas that a program wrote and nobody computed: our own, others', and those that cannot be computed here. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { checkSchema, type ReportResult } from '../../../src/app/contract';

const root = resolve(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'cpreport-engine-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The clean sample as a program would save it: no formula has a result, and some cells of 2014 have others. */
function written(name: string, formulas: Readonly<Record<string, string>>): string {
  const parts = unzipSync(readFileSync(join(root, 'samples/clean.xlsx')));
  for (const path of Object.keys(parts).filter((one) => one.startsWith('xl/worksheets/sheet'))) {
    let xml = strFromU8(parts[path]!).replace(/(<f>[^<]*<\/f>)<v>[^<]*<\/v>/g, '$1');
    if (path.endsWith('sheet3.xml')) {
      for (const [address, formula] of Object.entries(formulas)) {
        const cell = new RegExp(`(<c r="${address}"[^>]*?)(?: t="\\w+")?>.*?</c>`);
        expect(xml).toMatch(cell);
        xml = xml.replace(cell, `$1><f>${formula}</f></c>`);
      }
    }
    parts[path] = strToU8(xml);
  }
  const file = join(folder, name);
  writeFileSync(file, zipSync(parts));
  return file;
}

function check(file: string): ReportResult {
  const words = ['check', file, '--format', 'json'];
  const { stdout } = spawnSync(process.execPath, [join(root, 'lib/cpreport.cjs'), ...words], {
    encoding: 'utf8',
  });
  return checkSchema.parse(JSON.parse(stdout)).reports.find(({ sheet }) => sheet === '2014年')!;
}

const CLEAN = { hard: 0, soft: 0, info: 0, blank: 0 };

test('a file without any result checks as one that Excel has saved', () => {
  const report = check(written('none.xlsx', {}));
  expect(report.counts).toMatchObject(CLEAN);
  expect(report.uncomputed).toBeUndefined();
});

test("a person's own formulas are computed, and what they come to is checked", () => {
  const right = check(written('right.xlsx', { E13: '50+53', G13: 'ROUND(SUM(10,50.2),0)' }));
  expect([right.counts, right.uncomputed]).toEqual([expect.objectContaining(CLEAN), undefined]);
  const wrong = check(written('wrong.xlsx', { E13: '50+53.5' }));
  expect(wrong.findings).toContainEqual(
    expect.objectContaining({
      rule: 'TYP-01',
      cells: [expect.objectContaining({ address: 'E13', value: 103.5 })],
    }),
  );
});

test('what cannot be computed here is not taken for a blank, and is named', () => {
  const report = check(written('foreign.xlsx', { E13: '[1]即墨!B3', G13: '1/0' }));
  expect(report.uncomputed).toEqual(['E13']);
  expect(report.findings.find(({ rule }) => rule === 'TPL-04')?.cells[0]).toMatchObject({ address: 'G13' });
});
