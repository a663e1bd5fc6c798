/** Measures (docs/performance.md): many files against the floor, openpyxl and LibreOffice; one file; memory; sizes; the pane. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pathToFileURL } from 'node:url';
import { buildStale } from './build.mjs';
import './typescript.mjs';

const root = resolve(import.meta.dirname, '..');
const program = join(root, 'lib/cpreport.cjs');
const quick = process.argv.includes('--quick');
const runs = quick ? 1 : 3;
const sample = join(root, 'samples/faulty.xlsx');
const work = mkdtempSync(join(tmpdir(), 'cpreport-bench-'));
const meter = join(root, 'tests/support/meter.cjs');

/** @typedef {{ cpu: number, wall: number, rss: number }} Used seconds of the processor and of the clock, megabytes */

/** @param {string[]} words @param {() => void} [before] each run @returns {Used} of the one in the middle by the processor's time */
function node(words, times = runs, before = () => {}) {
  const report = join(work, 'used.json');
  const all = Array.from({ length: times }, () => {
    before();
    // A run that dies leaves none, and the figures of the one before are not taken for its own.
    rmSync(report, { force: true });
    spawnSync(process.execPath, ['-r', meter, ...words], {
      stdio: 'ignore',
      env: { ...process.env, METER: report },
    });
    return /** @type {Used} */ (JSON.parse(readFileSync(report, 'utf8')));
  });
  return /** @type {Used} */ (all.sort((a, b) => a.cpu - b.cpu)[all.length >> 1]);
}

/** @param {string} name @param {string} value @param {string} [note] */
const print = (name, value, note = '') =>
  console.log(`${value.padStart(12)}  ${name}${note && `（${note}）`}`);
/** @param {number} seconds @param {number} files */
const each = (seconds, files) => `${((seconds / files) * 1000).toFixed(1)} ms`;
/** @param {number} value */
const times = (value) => `${value.toFixed(1)} ×`;

/** @returns {Used | null} without Python's own start */
function openpyxl(/** @type {string[]} */ files) {
  for (const python of ['python3', '/usr/bin/python3', 'python']) {
    /** @param {string[]} words */
    const run = (...words) => spawnSync(python, [join(root, 'scripts/bench/openpyxl_read.py'), ...words]);
    const { status, stdout } = run(...files);
    if (status !== 0) continue;
    const used = /** @type {Used} */ (JSON.parse(String(stdout)));
    return { ...used, cpu: used.cpu - JSON.parse(String(run('--start').stdout)).cpu };
  }
  return null;
}

/** @returns {number | null} seconds for ten files */
function libreOffice(/** @type {string[]} */ files) {
  const start = Date.now();
  const profile = `-env:UserInstallation=${pathToFileURL(join(work, 'profile')).href}`;
  const { status } = spawnSync(
    'soffice',
    [profile, '--headless', '--convert-to', 'csv', '--outdir', work, ...files],
    {
      stdio: 'ignore',
    },
  );
  return status === 0 ? (Date.now() - start) / 1000 : null;
}

async function many() {
  const { writeMany } = await import('../tests/support/many');
  const count = quick ? 60 : 300;
  const folder = writeMany(join(root, `.cache/many-${count}`), count);
  const files = readdirSync(folder).map((name) => join(folder, name));
  const start = node(['-e', '0']);
  const floor = node([join(root, 'scripts/bench/floor.cjs'), folder]);
  const one = ['--workers', '1'];
  const words = [program, 'check', folder, '--format', 'json', '-o', join(work, 'out.json')];
  const check = node([...words, ...one]);
  const own = check.cpu - start.cpu;
  const result = join(work, 'sum.xlsx');
  const sum = [program, 'rollup', folder, '-o', result];
  // Over an earlier result a roll-up says as well what has changed since.
  const anew = () => rmSync(result, { force: true });
  const rollup = node([...sum, ...one], runs, anew);
  console.log(`\n${count} 个三年度的文件（处理器时间，每个文件）`);
  print('Node 解压并扫描相同的字节（下限）', each(floor.cpu - start.cpu, count));
  print('cpreport check，含全部审核', each(own, count), `${times(own / (floor.cpu - start.cpu))}下限`);
  const summed = rollup.cpu - start.cpu;
  print(
    'cpreport rollup，含审核与底稿',
    each(summed, count),
    `${times(summed / (floor.cpu - start.cpu))}下限`,
  );
  const cores = availableParallelism();
  print('check 用时：一个核', `${check.wall.toFixed(1)} s`, `${cores} 个核 ${node(words).wall.toFixed(1)} s`);
  print(
    'rollup 用时：一个核',
    `${rollup.wall.toFixed(1)} s`,
    `${cores} 个核 ${node(sum, runs, anew).wall.toFixed(1)} s`,
  );
  print('内存峰值：check', `${check.rss.toFixed(0)} MB`, `rollup ${rollup.rss.toFixed(0)} MB`);
  const other = openpyxl(files);
  if (other)
    print(
      'openpyxl 只读方式，仅读取',
      each(other.cpu, count),
      `check 快 ${times(other.cpu / own)}，rollup 快 ${times(other.cpu / summed)}`,
    );
  else print('openpyxl 没有安装', '–');
  const office = libreOffice(files.slice(0, 10));
  if (office)
    print('LibreOffice 转换十个文件', each(office, 10), `check 快 ${times(office / 10 / (own / count))}`);
  else print('LibreOffice 没有安装', '–');
}

/** The peak of each command that takes many files, with few of them and with ten times as many. */
async function memory() {
  const { writeMany } = await import('../tests/support/many');
  const counts = quick ? [60] : [300, 3000];
  const place = join(work, 'memory');
  const sum = ['rollup', '-o', join(place, 'sum.xlsx')];
  /** @param {string} command @param {string} format */
  const as = (command, format) => [command, '--format', format, '-o', join(place, `out.${format}`)];
  /** @type {{ name: string, words: string[], sample?: string, again?: boolean }[]} */
  const commands = [
    { name: 'check，JSON', words: as('check', 'json') },
    { name: 'check，文本', words: as('check', 'text') },
    { name: 'check，问题清单', words: as('check', 'xlsx'), sample: 'faulty' },
    { name: 'rollup，汇总表', words: sum },
    { name: 'rollup，与上次的汇总表比较', words: sum, again: true },
    { name: 'rollup，JSON', words: as('rollup', 'json') },
    { name: 'rollup，CSV', words: as('rollup', 'csv') },
    { name: 'rollup，Parquet', words: as('rollup', 'parquet') },
    {
      name: 'rollup，每个文件一份退改单',
      words: [...sum, '--returns', join(place, 'lists')],
      sample: 'faulty',
    },
  ];
  console.log(`\n内存峰值：${counts.join('、')} 个文件，每次一个线程 / 两个线程（用时）`);
  for (const { name, words, sample, again = false } of commands) {
    const peaks = counts.map((count) => {
      const folder = writeMany(join(root, `.cache/${sample ?? 'many'}-${count}`), count, sample);
      return ['1', '2'].map((threads) => {
        rmSync(place, { recursive: true, force: true });
        mkdirSync(place);
        const run = () => node([program, ...words, folder, '--workers', threads], 1);
        if (again) run();
        const { rss, wall } = run();
        return `${rss.toFixed(0)} MB（${wall.toFixed(0)} s）`;
      });
    });
    console.log(`  ${name}：${peaks.map((both) => both.join(' / ')).join('  →  ')}`);
  }
}

function single() {
  const start = node(['-e', '0'], 15);
  const check = node([program, 'check', sample], 15);
  console.log('\n一个文件');
  print('Node 启动后什么也不做', `${(start.cpu * 1000).toFixed(0)} ms`);
  print('cpreport check', `${(check.cpu * 1000).toFixed(0)} ms`, `${times(check.cpu / start.cpu)}启动`);
}

function sizes() {
  const report = join(root, '.cache/bundle.json');
  if (!existsSync(report)) return;
  console.log('\n页面启动时载入（gzip）');
  const pages = /** @type {Record<string, { initial: string[] }>} */ (
    JSON.parse(readFileSync(report, 'utf8'))
  );
  for (const [name, { initial }] of Object.entries(pages)) {
    const bytes = initial.reduce(
      (sum, file) => sum + gzipSync(readFileSync(join(root, 'dist', file))).length,
      0,
    );
    print(name, `${(bytes / 1000).toFixed(0)} kB`);
  }
}

try {
  if (!buildStale(quick ? ['cli'] : ['cli', 'web'])) process.exit(1);
  console.log(`Node ${process.version} · ${cpus()[0]?.model ?? ''} · ${availableParallelism()} 核`);
  await many();
  await memory();
  single();
  sizes();
  if (!quick) {
    const jest = join(root, 'node_modules/jest/bin/jest.js');
    const words = ['--selectProjects', 'bench', '--runInBand', '--passWithNoTests'];
    process.exitCode =
      spawnSync(process.execPath, [jest, ...words], { stdio: 'inherit', cwd: root }).status ?? 1;
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
