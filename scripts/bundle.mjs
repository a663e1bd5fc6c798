/** Makes one zip for a closed network: site, manifest for its address, server settings, official workbook, command line, documents. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import './typescript.mjs';
import { buildStale, compile } from './build.mjs';
import { identityOf, makeManifest, readBaseUrl } from './manifest.mjs';
import { findProblems } from './manifest-rules.mjs';
import { officeJsOf } from './office-js.mjs';
import { collect, pack, readFolder } from './package.mjs';

const root = resolve(import.meta.dirname, '..');
const usage = `npm run bundle -- --base-url https://主机/目录 [--office-js world|china|self|URL] [--from 年] [--to 年]
                  [--region 地区] [--addin 商店类型,商店] [-o 文件.zip]

  --base-url   网页将来的 https 地址，可带目录；清单按它生成
  --office-js  office.js 的来源：world 微软全球（默认）、china 世纪互联、self 随包自带、或自己的地址
  --from --to  包中官方表样的年度，默认上一年
  --region     表样的地区
  --addin      用 Excel 打开表样时自动显示窗格，如 EXCatalog,EXCatalog 或 FileSystem,\\\\服务器\\共享
  -o           生成的文件，默认 .cache/cpreport-版本.zip
`;

/** @param {{ from?: string, to?: string, region?: string, addin?: string }} values @param {string} baseUrl */
function makeTemplates({ from, to, region, addin }, baseUrl) {
  const first = from ?? String(new Date().getFullYear() - 1);
  const last = to ?? first;
  const name = first === last ? `报送表-${first}.xlsx` : `报送表-${first}-${last}.xlsx`;
  const { id, version } = identityOf(makeManifest(readFileSync(join(root, 'manifest.xml'), 'utf8'), baseUrl));
  const file = join(root, '.cache/bundle', name);
  const options = ['--from', first, '--to', last, ...(region ? ['--region', region] : [])];
  const named = addin ? ['--addin', `${addin},${id},${version}`] : [];
  const args = [join(root, 'lib/cpreport.cjs'), 'template', ...options, ...named, '-o', file];
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('没有生成官方表样，请检查 --from、--to、--region 和 --addin。');
  return new Map([[name, new Uint8Array(readFileSync(file))]]);
}

/** @param {string} baseUrl @param {string} version */
async function demandManifest(baseUrl, version) {
  const { RIBBON } = await import('../src/commands/ribbon');
  const xml = makeManifest(readFileSync(join(root, 'manifest.xml'), 'utf8'), baseUrl);
  const problems = findProblems(xml, { version, functions: RIBBON, production: true });
  if (problems.length > 0) throw new Error(`清单有误：\n${problems.join('\n')}`);
}

/** @param {string[]} args */
async function bundle(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({
    args,
    options: {
      ...{ 'base-url': text, 'office-js': text, from: text, to: text, region: text, addin: text },
      output: { type: 'string', short: 'o' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help || !values['base-url']) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const baseUrl = readBaseUrl(values['base-url']);
  const officeJs = values['office-js'] ?? 'world';
  officeJsOf(officeJs);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  await demandManifest(baseUrl, version);
  const work = join(root, '.cache/bundle');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const settings = { baseUrl, officeJs, output: join(work, 'site') };
  const env = Object.entries(settings).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  if (!compile('web', env) || !buildStale(['cli'])) return 1;
  const files = collect({
    baseUrl,
    site: readFolder(join(work, 'site')),
    cli: readFolder(join(root, 'lib')),
    templates: makeTemplates(values, baseUrl),
  });
  const bytes = pack(files, `cpreport-${version}`);
  const output = resolve(values.output ?? join(root, `.cache/cpreport-${version}.zip`));
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, bytes);
  console.log(`已生成 ${output}（${files.size} 个文件，${(bytes.length / 1e6).toFixed(1)} MB）`);
  return 0;
}

if (process.argv[1] === import.meta.filename) {
  try {
    process.exitCode = await bundle(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
