/** check --format xlsx: the findings as a workbook. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { CheckResult } from '../../../src/app/contract';
import { checkBook, resultOf } from '../../../src/app/result';
import { openFile } from '../../../src/cli/files';
import { createMemoryPacker } from '../../../src/app/rollup/pack';
import { packWorklist } from '../../../src/cli/worklist';
import type { Language } from '../../../src/strings/messages';
import { cellAt, type SheetSnapshot } from '../../../src/core';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { makeTemplate } from '../../../src/template/template';

const root = resolve(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'cpreport-worklist-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function checkFile(file: string): Promise<CheckResult> {
  const opened = await openFile(file, 'zh-CN');
  if (!('book' in opened)) return { version: 1, reports: [], failures: [opened] };
  const checked = checkBook(file, opened.book, { stage: 'draft', currentYear: 2026 });
  return { version: 1, reports: checked.map((one) => resultOf(one, 'zh-CN')), failures: [] };
}

async function worklistOf(
  { reports, failures }: CheckResult,
  output: string | undefined,
  language: Language,
): Promise<Uint8Array> {
  const packer = createMemoryPacker();
  const findings = reports.flatMap((report) => report.findings).length;
  const files = () => (reports.length > 0 ? [reports] : []);
  await packWorklist({ files, count: { files: 1, findings }, failures }, output, language, packer);
  return packer.bytes();
}

const rowsOf = (sheet: SheetSnapshot, count: number): unknown[][] =>
  Array.from({ length: count }, (_, row) =>
    Array.from({ length: 15 }, (_, column) => cellAt(sheet, row, column).value),
  );

test('a row for each finding, with everything that the person needs to act on it', async () => {
  const result = await checkFile(join(root, 'samples/faulty.xlsx'));
  const bytes = await worklistOf(result, join(folder, 'out.xlsx'), 'zh-CN');
  const [list, summary] = readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot);
  const findings = result.reports.flatMap((report) => report.findings);
  const [heading, ...rows] = rowsOf(list!, findings.length + 2);
  expect(heading).toEqual(
    '序号 文件 工作表 地区 年度 严重程度 规则 指标 单元格 填报值 应为 差 问题 怎样改 依据'.split(' '),
  );
  expect(rows.map((row) => row[6])).toEqual([...findings.map(({ rule }) => rule), null]);
  const total = rows.find((row) => row[6] === 'SUM-01')!;
  expect(total.slice(2, 12)).toEqual([
    '2014年',
    '青岛市',
    2014,
    '强制性审核',
    'SUM-01',
    '二、审核 合计（累计）',
    'K13',
    1165,
    1063,
    102,
  ]);
  expect(total[12]).toContain('应为 1063');
  expect(total[13]).toContain('请改正');
  expect(total[14]).toContain('填报说明[3]');
  const hard = findings.filter(({ severity }) => severity === 'hard').length;
  expect(rowsOf(summary!, 2)[1]!.slice(2, 5)).toEqual(['青岛市', '2012、2013、2014', hard]);
});

test('links lead from where the worklist stands to the cell in the file', async () => {
  const file = join(folder, '县 #1%.xlsx');
  writeFileSync(file, readFileSync(join(root, 'samples/faulty.xlsx')));
  const parts = unzipSync(await worklistOf(await checkFile(file), join(folder, '清单', 'out.xlsx'), 'zh-CN'));
  const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!);
  const links = strFromU8(parts['xl/worksheets/_rels/sheet1.xml.rels']!);
  expect(links).toContain('Target="../县%20%231%25.xlsx" TargetMode="External"');
  expect(sheet).toMatch(/<hyperlink ref="I2" r:id="rId1" location="'2014年'![A-Z]+\d+"\/>/);
  expect(sheet).not.toContain('tooltip');
  expect(sheet).toContain('<autoFilter ref="A1:P');
  expect(sheet).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
  expect(sheet).toMatch(/<pageSetup [^>]*orientation="landscape"/);
  expect(strFromU8(parts['xl/workbook.xml']!)).toContain("'问题清单'!$1:$1");
});

test('what a person wrote stays text, and files that cannot be read have a sheet of their own', async () => {
  const values = new Map([[2013, new Map([['audit.voluntary/year', '=1+1|cmd'] as const])]]);
  const file = join(folder, 'formula.xlsx');
  writeFileSync(file, await makeTemplate({ from: 2013, to: 2013, values: { years: values } }));
  const { reports } = await checkFile(file);
  const { failures } = await checkFile(join(folder, 'none.xlsx'));
  const bytes = await worklistOf({ version: 1, reports, failures }, undefined, 'zh-CN');
  const sheets = readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot);
  expect(sheets.map(({ name }) => name)).toEqual(['问题清单', '未能读取', '汇总']);
  const cells = sheets.flatMap(({ cells: own }) => [...own.values()]);
  expect(cells.filter(({ formula }) => formula !== null)).toEqual([]);
  expect(cells.map(({ value }) => value)).toContain('=1+1|cmd');
  expect(cells.map(({ value }) => value)).toContain('找不到文件，或没有权限读取。');
});

test('the same findings give the same bytes', async () => {
  const result = await checkFile(join(root, 'samples/faulty.xlsx'));
  const [one, other] = [await worklistOf(result, undefined, 'en'), await worklistOf(result, undefined, 'en')];
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
});
