/** An earlier 汇总表 that lies among the reporters' files: on the command line, from the files to everything it hands over. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { rollupSchema, type RollUpResult } from '../../../src/app/contract';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { makeCity } from '../../support/province';

// Each calls the command line several times, and machines are busy.

const root = resolve(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'cpreport-earlier-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...words: string[]) =>
  spawnSync(process.execPath, [join(root, 'lib/cpreport.cjs'), 'rollup', ...words], {
    encoding: 'utf8',
    cwd: folder,
    maxBuffer: 1 << 26,
    env: { ...process.env, LC_ALL: '', LANG: 'zh_CN.UTF-8' },
  });
const json = (...words: string[]): RollUpResult =>
  rollupSchema.parse(JSON.parse(run(...words, '--format', 'json').stdout));
const statuses = ({ reporters }: RollUpResult) =>
  Object.fromEntries(reporters.map(({ file, name, status }) => [file ?? name, status]));
const values = ({ totals }: RollUpResult) => totals.map(({ id, period, value }) => [id, period, value]);
const textsIn = (sheet: string): string =>
  [
    ...readWorkbook(readFileSync(join(folder, 'out.xlsx')))
      .sheets.find(({ name }) => name === sheet)!
      .snapshot.cells.values(),
  ]
    .map(({ value }) => (typeof value === 'string' ? value : ''))
    .join('\n');

const COUNTIES = ['莱州市', '蓬莱市', '招远市'];
const EARLIER = join('in', '汇总 三月.xlsx');
const SAID = `${EARLIER} 是本级的表或以前的汇总表，已含招远市、莱州市、蓬莱市等 3 个单位的数，这些单位另有表在这里，没有当作下级汇总。`;
let alone: RollUpResult;

beforeAll(async () => {
  mkdirSync(join(folder, 'in'));
  for (const name of COUNTIES)
    writeFileSync(join(folder, 'in', `${name}.xlsx`), await makeCity(name, { from: 2014 }));
  alone = json('in');
  // Nobody has said of which region the sum is: its head is not complete.
  expect(run('in', '-o', EARLIER).status).toBe(1);
});

test('it is not added, and said: in the text, in JSON, in CSV, and the figures are those without it', () => {
  const { stdout } = run('in');
  expect(stdout).toContain(SAID);
  expect(stdout).toContain('本级的表或以前的汇总表，未汇总 1');
  expect(stdout).toContain('不用处理，可以把它移走');
  const result = json('in');
  expect(values(result)).toEqual(values(alone));
  expect(statuses(result)[EARLIER]).toBe('parent');
  expect(result.counts).toEqual({ ...alone.counts, soft: alone.counts.soft + 1 });
  expect(result.findings.filter(({ message }) => message === SAID)).toMatchObject([
    { rule: 'RUP-01', severity: 'soft', cells: [{ file: EARLIER }] },
  ]);
  const rows = run('in', '--format', 'csv')
    .stdout.split('\r\n')
    .filter((row) => row.includes(EARLIER));
  expect(rows.length).toBeGreaterThan(200);
  expect(rows.every((row) => row.includes(',parent,false,'))).toBe(true);
});

test('the workbook says it in 汇总底稿, 汇总清单 and 汇总审核, and nobody gets a return list for it', () => {
  expect(run('in', '--region', '烟台市', '-o', 'out.xlsx', '--returns', 'lists').status).toBe(0);
  expect(textsIn('汇总底稿')).toContain('本级的表或以前的汇总表，未汇总');
  expect(textsIn('汇总清单')).toContain('本级的表或以前的汇总表，未汇总');
  expect(textsIn('汇总审核')).toContain(SAID);
  expect(textsIn('汇总审核')).toContain('不用处理，可以把它移走');
  expect(readdirSync(join(folder, 'lists')).filter((name) => name.includes('三月'))).toEqual([]);
  // What it was made of can be read back, and the earlier one is none of it.
  expect(values(json('in', 'out.xlsx'))).toEqual(values(alone));
});

test('whatever order the files are named in, on one thread or several', () => {
  const files = readdirSync(join(folder, 'in')).map((name) => join('in', name));
  const one = json(...files, '--workers', '1');
  expect(json(...files.reverse(), '--workers', '3')).toEqual(one);
});

test('a county that is gone since is named, and no sum is complete without it', () => {
  const [, rest] = [COUNTIES[0], COUNTIES.slice(1).map((name) => join('in', `${name}.xlsx`))];
  const result = json(EARLIER, ...rest);
  expect(statuses(result)).toMatchObject({ [EARLIER]: 'parent', 莱州市: 'missing' });
  expect(result.totals.every(({ complete }) => !complete)).toBe(true);
  expect(result.counts.hard).toBe(1);
  const { stdout } = run(EARLIER, ...rest);
  expect(stdout).toContain(`以前的汇总表 ${EARLIER} 里有莱州市的数，这次没有收到它的表，没有计入。`);
});

test('one level higher the city counts, and a county of it that lies there as well does not', async () => {
  mkdirSync(join(folder, 'up'));
  expect(run('in', '--region', '烟台市', '-o', join('up', '烟台市.xlsx')).status).toBe(0);
  for (const name of ['济南市', '淄博市', '威海市'])
    writeFileSync(join(folder, 'up', `${name}.xlsx`), await makeCity(name, { from: 2014 }));
  const cities = json('up');
  expect(Object.values(statuses(cities)).every((status) => status === 'summed')).toBe(true);
  writeFileSync(join(folder, 'up', '莱州市.xlsx'), readFileSync(join(folder, 'in', '莱州市.xlsx')));
  const result = json('up');
  expect(values(result)).toEqual(values(cities));
  expect(statuses(result)[join('up', '莱州市.xlsx')]).toBe('within');
  const { stdout } = run('up');
  expect(stdout).toContain(
    `莱州市的 ${join('up', '莱州市.xlsx')} 没有汇总：烟台市的汇总表 ${join('up', '烟台市.xlsx')} 里已有它的数。`,
  );
  writeFileSync(join(folder, 'up', '莱州市.xlsx'), await makeCity('莱州市', { from: 2014, size: 3 }));
  expect(json('up').counts.hard).toBe(result.counts.hard + 1);
  expect(run('up').stdout).toContain('里已有它的数，但与这份表不一样。');
});

test('sent up as Word, a city’s sum says one level higher what it lacks, and of whom it is', async () => {
  const unread = { 'retrofit.investment/year': '2000万' } as const;
  mkdirSync(join(folder, 'word'));
  writeFileSync(join(folder, 'list.csv'), 'name\r\n莱州市\r\n蓬莱市\r\n海阳市\r\n');
  const parts = [join('in', '莱州市.xlsx'), join('word', '蓬莱市.xlsx')];
  writeFileSync(join(folder, parts[1]!), await makeCity('蓬莱市', { from: 2014, change: unread }));
  run(...parts, '--region', '烟台市', '--expect', 'list.csv', '-o', 'city.xlsx');
  const docx = join('word', '烟台市.docx');
  const exported = spawnSync(
    process.execPath,
    [join(root, 'lib/cpreport.cjs'), 'export', 'city.xlsx', '--format', 'docx', '-o', docx],
    { encoding: 'utf8', cwd: folder },
  );
  expect([exported.status, exported.stderr]).toEqual([0, expect.stringContaining(docx)]);
  const [inWord, inExcel] = [json(docx), json('city.xlsx')].map(({ reporters: [first] }) => first!);
  expect(inWord!.carried).toMatchObject({ absent: '海阳市（缺报）' });
  expect(inWord!.carried).toEqual(inExcel!.carried);
  expect(run(docx).stdout).toContain('烟台市报的是汇总表，没有包括它的全部下级单位：海阳市（缺报）。');
  expect(statuses(json(docx, ...parts))).toMatchObject({ [docx]: 'parent', [parts[0]!]: 'summed' });
});
