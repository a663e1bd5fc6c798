/** The roll-up of a page: its thread finds what the command line finds, and a broken file stops nothing. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { rollupSchema } from '../../../src/app/contract';
import { anatomyOf } from '../../../src/app/rollup/parts';
import { makeRollUp } from '../../../src/app/rollup/make';
import { rollUpResult } from '../../../src/app/rollup/result';
import { openOf } from '../../../src/app/rollup/culprits';
import { createRoom, type Room } from '../../../src/app/rollup/room';
import { collectedFrom } from '../../../src/app/rollup/returns';
import { sumOf } from '../../../src/app/rollup/sum';
import { createCrew } from '../../../src/crew/crew';
import { form, readBook } from '../../../src/core';
import type { Child, Failed } from '../../../src/core/rollup/child';
import { totalAt } from '../../../src/core/rollup/rollup';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { writeDocx } from '../../../src/word/write';
import { DOUBLED, FAULTY, makeCity, makeProvince, MISSING, PROVINCE } from '../../support/province';
import { cleanValues } from '../../support/sheets';

const root = resolve(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'cpreport-crew-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Given {
  readonly name: string;
  readonly bytes: Uint8Array;
}
const province = makeProvince();
const BROKEN: Given = { name: '坏.xlsx', bytes: new TextEncoder().encode('nothing') };

/** A room whose thread is this one. */
function open(arrived = new Map<string, Child | Failed>()): Room {
  return createRoom({
    currentYear: new Date().getFullYear(),
    start(hear) {
      let stopped = false;
      const take = createCrew((report) => {
        if (report.kind === 'arrived') arrived.set(report.child.file, report.child);
        if (!stopped) hear(structuredClone(report));
      });
      return { send: (order) => void take(structuredClone(order)), stop: () => void (stopped = true) };
    },
  });
}

const add = (room: Room, files: readonly Given[]): void =>
  room.add(
    files.map(({ name, bytes }) => ({ path: name, blob: new Blob([new Uint8Array(bytes)]), modified: 0 })),
  );

const until = (room: Room, done: (room: Room) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!done(room)) return;
      stop();
      resolve();
    };
    const stop = room.subscribe(look);
    look();
  });
const finished = (room: Room): Promise<void> => until(room, () => room.getState().phase !== 'reading');

async function rolledUp(files: readonly Given[], expect?: string): Promise<Room> {
  const room = open();
  add(room, files);
  if (expect !== undefined) room.setList('名单.csv', new TextEncoder().encode(expect));
  room.wish({ region: PROVINCE });
  room.start('zh-CN');
  await finished(room);
  return room;
}

test('a province comes to the same result in the page and on the command line', async () => {
  const { files, expect: list } = await province;
  const all = [...files, BROKEN];
  for (const { name, bytes } of all) writeFileSync(join(folder, name), bytes);
  writeFileSync(join(folder, '名单.csv'), list);
  const arrived = new Map<string, Child | Failed>();
  const room = open(arrived);
  // Whatever order they come in.
  add(room, [...all].reverse());
  room.setList('名单.csv', new TextEncoder().encode(list));
  room.wish({ region: '山东' });
  room.start('zh-CN');
  await finished(room);
  const { wishes, expected } = room.getState();
  const sum = {
    ...{ year: Number(wishes.year), region: PROVINCE, expected: expected!.entries },
    ...{ declared: new Map(), chosen: [], own: null, stage: 'draft' as const },
  };
  const { children, options } = sumOf(arrived.values(), sum);
  const made = makeRollUp(children, {
    ...options,
    language: 'zh-CN',
    currentYear: new Date().getFullYear(),
    name: '汇总表',
  });
  expect(room.getState().rolled!.region).toBe(PROVINCE);
  expect(made.rolled.totals).toEqual(room.getState().rolled!.totals);
  await until(room, () => room.getState().parent !== null);
  const { parent, message, rolled } = room.getState();
  expect(parent!.some(({ severity }) => severity === 'hard')).toBe(true);
  expect(parent).toEqual(structuredClone(made.parent.findings));
  expect(message).toMatchObject({
    code: 'done',
    params: { findings: rolled!.findings.length + openOf(parent!).length },
  });
  const here = rollUpResult(made.rolled, { parent: made.parent, output: null, changes: null }, 'zh-CN');

  const words = ['rollup', ...all.map(({ name }) => name), '--expect', '名单.csv', '--region', PROVINCE];
  const { stdout } = spawnSync(
    process.execPath,
    [join(root, 'lib/cpreport.cjs'), ...words, '--format', 'json', '--lang', 'zh'],
    { encoding: 'utf8', cwd: folder },
  );
  const there = rollupSchema.parse(JSON.parse(stdout));
  expect(here.totals).toEqual(there.totals);
  expect(here.reporters).toEqual(there.reporters);
  expect(here.findings).toEqual(there.findings);
  expect(here.failures).toEqual(there.failures);
  expect(here.parent.findings).toEqual(there.parent.findings);
});

test('a total leads to who it is made of, largest first, with its cell; what is no number is open', async () => {
  const { files, expect: list } = await province;
  const { rolled } = (await rolledUp(files, list)).getState();
  const investment = totalAt(rolled!, 'retrofit.investment', 'year');
  const { parts, open: lacking, absent } = anatomyOf(rolled!, investment.slot.index);
  const values = parts.map(({ value }) => value);
  expect(values).toEqual([...values].sort((a, b) => b - a));
  expect(parts).toHaveLength(13);
  expect(parts[0]).toMatchObject({ sheet: '2014年', address: 'E23' });
  expect(lacking).toMatchObject([
    { reporter: { name: FAULTY.unread }, why: 'unread', text: '2000万', sheet: '2014年', address: 'E23' },
  ]);
  expect([...new Set(absent.map(({ name }) => name))].sort()).toEqual([DOUBLED, MISSING].sort());
  const total = totalAt(rolled!, 'audit.total', 'year');
  const wrong = anatomyOf(rolled!, total.slot.index).parts.find(({ mark }) => mark !== null)!;
  expect(wrong).toMatchObject({ reporter: { name: FAULTY.total }, value: 999, mark: 'hard' });
});

test('of two files that disagree the person takes one, and the sum follows', async () => {
  const { files, expect: list } = await province;
  const room = await rolledUp(files, list);
  const sumOfCod = () => totalAt(room.getState().rolled!, 'effect.cod', 'year');
  const without = sumOfCod();
  room.take(`${DOUBLED}（更正）.xlsx`);
  expect(sumOfCod().parts).toBe(without.parts + 1);
  expect(sumOfCod().value).toBeCloseTo(without.value! + 1234.5, 6);
  room.take(`${DOUBLED}.xlsx`);
  expect(sumOfCod().value).not.toBeCloseTo(without.value! + 1234.5, 6);
  expect(sumOfCod().parts).toBe(without.parts + 1);
});

test('a cancelled reading leaves nothing behind, and can be started again', async () => {
  const { files } = await province;
  const room = open();
  add(room, files);
  room.start('zh-CN');
  await until(room, () => room.getState().progress.done > 0);
  room.cancel();
  expect(room.getState()).toMatchObject({ phase: 'choosing', rolled: null, message: { code: 'cancelled' } });
  expect(room.getState().sources).toHaveLength(files.length);
  room.start('zh-CN');
  await finished(room);
  expect(room.getState().phase).toBe('done');
});

test('the return lists go to whoever has something to put right, and say why a file was not added up', async () => {
  const { files, expect: list } = await province;
  const room = await rolledUp([...files, BROKEN], list);
  const made = (await room.make('returns', 'zh-CN'))!;
  expect(made.name).toBe('退改单-2014.zip');
  const names = Object.keys(unzipSync(made.bytes)).filter((name) => name.endsWith('.docx'));
  expect(names.sort()).toEqual(
    [
      '退改单一览表',
      ...Object.values(FAULTY).map((city) => `退改单-${city}-2014年`),
      `退改单-${DOUBLED}-2014年-${DOUBLED}`,
      `退改单-${DOUBLED}-2014年-${DOUBLED}（更正）`,
      '退改单-坏',
    ]
      .map((name) => `${name}.docx`)
      .sort(),
  );
  const cover = unzipSync(made.bytes)['退改单一览表.xlsx']!;
  const words = [...readWorkbook(cover).sheets[0]!.snapshot.cells.values()].map(({ value }) => value);
  expect(words).toContain(MISSING);
  expect(words).toContain('缺报');
  const remarks = collectedFrom(room.getState().rolled!, 'zh-CN').flatMap((one) => one.remarks);
  expect(remarks.map(({ message }) => message).join()).toContain(`${DOUBLED}报了不止一份`);
});

test('a Word form is added up as well; what stands in none of its cells leads nowhere', async () => {
  const cells = new Map(
    Object.entries({ ...cleanValues(2014), 'head.region/value': '莱芜市' }).map(([key, value]) => [
      key as never,
      { value, formula: null },
    ]),
  );
  const room = await rolledUp([{ name: '莱芜.docx', bytes: await writeDocx({ cells }, form) }]);
  const { rolled } = room.getState();
  expect(rolled!.reporters).toMatchObject([{ name: '莱芜市', file: '莱芜.docx' }]);
  const { slot, value } = totalAt(rolled!, 'audit.voluntary', 'year');
  expect(value).toBe(cleanValues(2014)['audit.voluntary/year']);
  expect(anatomyOf(rolled!, slot.index).parts[0]).toMatchObject({ sheet: null, address: null });
});

test('an earlier result among the files is not added, in Word or in Excel; the sum is that of its reporters', async () => {
  const { files } = await province;
  const cities = files.filter(({ name }) => /^(?:淄博|枣庄|东营)市/.test(name));
  const room = await rolledUp(cities);
  const before = room.getState().rolled!;
  const book = (await room.make('workbook', 'zh-CN'))!;
  const read = readBook(
    readWorkbook(book.bytes).sheets.map(({ snapshot }) => snapshot),
    form,
  );
  const word = await writeDocx({ ...read.reports[0]!, papers: read.papers }, form);
  const again = open();
  add(again, [...cities, { name: '三月.xlsx', bytes: book.bytes }, { name: '四月.docx', bytes: word }]);
  // Nobody says of which region the sum is.
  again.start('zh-CN');
  await finished(again);
  const { rolled } = again.getState();
  expect(rolled!.region).toBe(null);
  expect(rolled!.totals.map(({ value }) => value)).toEqual(before.totals.map(({ value }) => value));
  expect(rolled!.reporters.filter(({ status }) => status === 'parent').map(({ file }) => file)).toEqual([
    '三月.xlsx',
    '四月.docx',
  ]);
});

test('the results are a workbook and a table; what cannot be a list or a year is said', async () => {
  const { files, expect: list } = await province;
  const room = await rolledUp(files, list);
  const book = (await room.make('workbook', 'zh-CN'))!;
  expect(book.name).toBe('汇总表-山东省2014.xlsx');
  expect(readWorkbook(book.bytes).sheets.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['2014年', '汇总底稿', '汇总清单']),
  );
  const csv = (await room.make('csv', 'zh-CN'))!.bytes;
  expect([...csv.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(strFromU8(csv)).toMatch(/^reporter,status,/);
  expect(strFromU8((await room.make('parquet', 'zh-CN'))!.bytes.slice(0, 4), true)).toBe('PAR1');
  room.setList('名单.csv', new TextEncoder().encode('name\r\n甲市\r\n甲市\r\n'));
  expect(room.getState().listFault).toEqual({ fault: 'twice', line: 3, text: '甲市' });
  const nothing = await rolledUp([BROKEN]);
  expect(nothing.getState()).toMatchObject({ phase: 'choosing', message: { code: 'noYear' } });
});

describe('what has changed since the last roll-up', () => {
  const recalled = (room: Room): Promise<void> =>
    until(room, () => room.getState().previous === null || room.getState().previous!.recalled !== null);
  const bookOf = async (room: Room): Promise<Blob> =>
    new Blob([new Uint8Array((await room.make('workbook', 'zh-CN'))!.bytes)]);

  test('is shown by reporter and figure, whatever the folder and the file are called now', async () => {
    const { files, expect: list } = await province;
    const last = await bookOf(await rolledUp(files, list));
    const changed = await makeCity('日照市', { change: { 'effect.cod/year': 777.5 } });
    const now = [
      ...files
        .filter(({ name }) => !/^(?:日照|滨州)/.test(name))
        .map(({ name, bytes }) => ({ name: `再报/${name}`, bytes })),
      { name: '再报/日照市（更正）.xlsx', bytes: changed },
      { name: '再报/菏泽市.xlsx', bytes: await makeCity(MISSING) },
    ];
    const room = await rolledUp(now, list);
    room.setPrevious('汇总表.xlsx', last);
    await recalled(room);
    const { changes } = room.getState();
    expect(changes).toMatchObject({ since: '汇总表.xlsx', edited: [] });
    expect(
      changes!.files.map(({ reporter, what, cells }) => [reporter, what, cells.map(({ period }) => period)]),
    ).toEqual([
      ['日照市', 'changed', ['year', 'cumulative']],
      [MISSING, 'added', []],
      ['滨州市', 'gone', []],
    ]);
    expect(changes!.files[0]!.cells[0]).toMatchObject({ id: 'effect.cod', after: 777.5 });
    const moved = changes!.totals;
    const cod = totalAt(room.getState().rolled!, 'effect.cod', 'year').value;
    expect(moved.find(({ id, period }) => id === 'effect.cod' && period === 'year')!.after).toBe(cod);

    const saved = (await room.make('workbook', 'zh-CN'))!;
    const reporters = readWorkbook(saved.bytes).sheets.find(({ name }) => name === '汇总清单')!.snapshot;
    const texts = [...reporters.cells.values()].map(({ value }) => value);
    expect(
      texts.filter((text) => typeof text === 'string' && /改了 2 个数：.*COD（本年）.* → 777.5/.test(text)),
    ).toHaveLength(1);
    expect(texts).toContain('新报');
    expect(texts).toContain('上次有 滨州市.xlsx，这次没有');
    room.dropPrevious();
    expect(room.getState()).toMatchObject({ previous: null, changes: null });
  });

  test('is nothing where nothing has changed; a file that is no 汇总表 is refused, another year not compared', async () => {
    const { files, expect: list } = await province;
    const room = await rolledUp(files, list);
    room.setPrevious('汇总表.xlsx', await bookOf(room));
    await recalled(room);
    expect(room.getState().changes).toEqual({ since: '汇总表.xlsx', files: [], totals: [], edited: [] });
    const [city] = files;
    room.setPrevious(city!.name, new Blob([new Uint8Array(city!.bytes)]));
    await recalled(room);
    expect(room.getState()).toMatchObject({ previous: null, previousFault: city!.name, changes: null });
    room.wish({ year: '2013' });
    room.start('zh-CN');
    await finished(room);
    const earlier = await bookOf(room);
    room.wish({ year: '2014' });
    room.start('zh-CN');
    await finished(room);
    room.setPrevious('汇总表-2013.xlsx', earlier);
    await recalled(room);
    expect(room.getState()).toMatchObject({ previous: { file: '汇总表-2013.xlsx' }, changes: null });
  });
});
