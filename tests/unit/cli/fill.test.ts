/** fill on files: blanks are filled and listed, typed figures stay, the rest of the file is not touched. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Document, Packer, Paragraph } from 'docx';
import { unzipSync } from 'fflate';
import { form, readBook } from '../../../src/core';
import { readSources } from '../../../src/core/fill/source';
import type { CellKey, CellValue } from '../../../src/core/model';
import { contentOf } from '../../../src/core/report';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { makeTemplate } from '../../../src/template/template';
import { writeDocx } from '../../../src/word/write';
import { compoundFile } from '../../support/archive';
import { cleanValues } from '../../support/sheets';

const root = resolve(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'cpreport-fill-'));
const inFolder = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...words: string[]) =>
  spawnSync(process.execPath, [join(root, 'lib/cpreport.cjs'), ...words], { cwd: root, encoding: 'utf8' });
const bookIn = (file: string) =>
  readBook(
    readWorkbook(readFileSync(file)).sheets.map(({ snapshot }) => snapshot),
    form,
  );
const values = (of: Record<string, CellValue>): Map<CellKey, CellValue> =>
  new Map(Object.entries(of) as [CellKey, CellValue][]);

beforeAll(async () => {
  const last = values({ 'audit.voluntary/year': 100, 'audit.mandatory/year': 50, 'effect.cod/year': 7.5 });
  writeFileSync(
    inFolder('2011.xlsx'),
    await makeTemplate({
      from: 2011,
      to: 2011,
      region: '山东省',
      values: { years: new Map([[2011, last]]) },
    }),
  );
  const now = values({
    'audit.voluntary/year': 20,
    'audit.mandatory/year': 10,
    'effect.cod/year': 1,
    'effect.cod/cumulative': 9,
  });
  writeFileSync(
    inFolder('2012.xlsx'),
    await makeTemplate({ from: 2012, to: 2012, region: '山东省', values: { years: new Map([[2012, now]]) } }),
  );
});

test('the base comes from last year’s file, with its source, and every figure that follows is there', () => {
  const out = inFolder('filled.xlsx');
  const { status, stdout } = run('fill', inFolder('2012.xlsx'), '--prior', inFolder('2011.xlsx'), '-o', out);
  const book = bookIn(out);
  const shown = (key: CellKey): CellValue => contentOf(book.reports[0]!, key).value;
  expect([shown('audit.voluntary/cumulative'), shown('audit.total/cumulative')]).toEqual([120, 180]);
  expect(book.ledger!.base('audit.voluntary')!.content.value).toBe(100);
  const [source] = readSources(book.ledger!.source!.content.value as string);
  expect(source).toMatchObject({ file: '2011.xlsx', taken: [{ kind: 'base', year: 2011, count: 3 }] });
  expect(stdout).toMatch(/填入 4 格/);
  expect(stdout).toMatch(/累计台账!\S+ {2}二、审核 自愿性 {2}空白 → 100/);
  // A typed 累计 that the chain does not come to is left and named.
  expect(shown('effect.cod/cumulative')).toBe(9);
  expect(stdout).toMatch(/现为 9，按算式应为 8\.5/);
  expect(status).toBe(0);
});

test('what is not written stays byte for byte, and nothing is written where nothing is blank', () => {
  const parts = (file: string) => unzipSync(readFileSync(file));
  const [before, after] = [parts(inFolder('2012.xlsx')), parts(inFolder('filled.xlsx'))];
  expect(Object.keys(after)).toEqual(Object.keys(before));
  const changed = Object.keys(before).filter((path) => !Buffer.from(before[path]!).equals(after[path]!));
  expect(changed.filter((path) => !/sheets\/sheet\d+\.xml$|workbook\.xml$/.test(path))).toEqual([]);
  const again = run('fill', 'samples/clean.xlsx', '-o', inFolder('again.xlsx'));
  expect([again.status, again.stdout]).toEqual([0, '没有可以填入的空格。\n']);
  expect(readFileSync(inFolder('again.xlsx')).equals(readFileSync(join(root, 'samples/clean.xlsx')))).toBe(
    true,
  );
});

test('a file that cannot be taken is named, with exit code 2, and nothing is written', () => {
  writeFileSync(inFolder('broken.xlsx'), 'not a workbook');
  const { status, stderr } = run(
    'fill',
    inFolder('2012.xlsx'),
    '--prior',
    inFolder('broken.xlsx'),
    '-o',
    inFolder('none.xlsx'),
  );
  expect(status).toBe(2);
  expect(stderr).toMatch(/broken\.xlsx: 无法读取/);
  expect(() => readFileSync(inFolder('none.xlsx'))).toThrow();
  expect(run('fill', inFolder('2012.xlsx')).status).toBe(2);
});

test('all years of each indicator come out as a table', () => {
  const { status, stdout } = run('export', 'samples/clean.xlsx', '--table', 'chain');
  expect(status).toBe(0);
  const lines = stdout.trimEnd().split('\r\n');
  expect(lines).toHaveLength(1 + 62 * 3);
  expect(lines.find((line) => /,2014,audit\.voluntary,/.test(line))).toMatch(/,163,|,103,/);
});

describe('last year’s form as a Word file', () => {
  const word = inFolder('上年.docx');
  beforeAll(async () => {
    const told = { ...cleanValues(2011, { base: 2 }), 'effect.cod/cumulative': '约30' };
    const cells = new Map(
      Object.entries(told).map(([key, value]) => [key as CellKey, { value, formula: null }]),
    );
    writeFileSync(word, await writeDocx({ cells }, form));
  });

  test('gives the base as a workbook does, but for what is no number', () => {
    const out = inFolder('word.xlsx');
    const { stdout, stderr } = run('fill', inFolder('2012.xlsx'), '--prior', word, '-o', out);
    expect(stderr).toMatch(/已生成/);
    const { ledger, reports } = bookIn(out);
    expect(ledger!.base('audit.voluntary')!.content.value).toBe(210);
    expect(contentOf(reports[0]!, 'audit.voluntary/cumulative').value).toBe(230);
    expect(ledger!.base('effect.cod')!.content.value).toBeNull();
    expect(stdout).not.toMatch(/COD {2}空白 →/);
    const [source] = readSources(ledger!.source!.content.value as string);
    expect(source).toMatchObject({ file: '上年.docx', taken: [{ kind: 'base', year: 2011, count: 59 }] });
    expect(source!.fingerprint).toBe(
      createHash('sha256').update(readFileSync(word)).digest('hex').slice(0, 16),
    );
  });

  test('is refused with a sentence where it is old, broken or another paper', async () => {
    const other = inFolder('通知.docx');
    writeFileSync(
      other,
      await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('关于填报的通知')] }] })),
    );
    writeFileSync(inFolder('坏.docx'), 'PK nothing');
    writeFileSync(inFolder('旧.doc'), compoundFile({ WordDocument: new Uint8Array(9000) }));
    for (const [name, reason] of [
      [other, /没有找到|不是|表格/],
      [inFolder('坏.docx'), /已损坏/],
      [inFolder('旧.doc'), /旧格式（\.doc）.*另存为 \.docx/],
    ] as const) {
      const { status, stderr } = run(
        'fill',
        inFolder('2012.xlsx'),
        '--prior',
        name,
        '-o',
        inFolder('x.xlsx'),
      );
      expect([status, stderr]).toEqual([2, expect.stringMatching(reason)]);
    }
  });
});
