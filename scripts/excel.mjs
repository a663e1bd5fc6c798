/** Tries the add-in in the Excel of this machine (Windows, Mac): https server, sideloading, a workbook that opens its pane. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { getHttpsServerOptions } from 'office-addin-dev-certs';
import { buildStale } from './build.mjs';
import { identityOf, LOCAL } from './manifest.mjs';
import { serve } from './serve.mjs';
import { sideloading, take } from './sideload.mjs';

const root = resolve(import.meta.dirname, '..');
const manifest = join(root, 'manifest.xml');
const { id, version } = identityOf(readFileSync(manifest, 'utf8'));

/** @returns {string | null} */
function makeWorkbook() {
  const file = join(root, '.cache/excel/报送表.xlsx');
  mkdirSync(join(root, '.cache/excel'), { recursive: true });
  const last = new Date().getFullYear() - 1;
  const years = ['--from', String(last - 1), '--to', String(last)];
  const addin = ['--addin', `Registry,developer,${id},${version}`];
  const args = [join(root, 'lib/cpreport.cjs'), 'template', ...years, ...addin, '-o', file];
  spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  // An Excel that has it open does not let it be written anew; then it is good as it is.
  return existsSync(file) ? file : null;
}

/** @returns {Promise<number>} */
async function main() {
  const steps = sideloading(process.platform, { id, manifest, home: homedir() });
  if (!steps) {
    console.error(
      'npm run excel 只能在装有 Excel 的 Windows 或 Mac 上使用。没有 Excel 时请用 npm start 打开工作台。',
    );
    return 2;
  }
  if (process.argv.includes('--stop')) {
    take(steps.forget);
    console.log('Excel 不再加载本机的加载项；重新启动 Excel 后生效。');
    return 0;
  }
  if (!buildStale(['web', 'cli'])) return 1;
  console.log('需要一张本机信任的 https 证书（只用于 localhost）；系统询问时请选“是”。');
  const { key, cert } = await getHttpsServerOptions();
  const port = Number(new URL(LOCAL).port);
  const server = await serve({ port, exact: true, certificate: { key, cert } });
  if (!take(steps.register)) {
    await server.close();
    return 1;
  }
  const workbook = makeWorkbook();
  if (workbook) take(steps.open(workbook));
  console.log(
    `\n  ${server.url}\n  已在 Excel 中加载。按 Ctrl+C 结束并撤销加载；也可运行 npm run excel -- --stop。\n`,
  );
  process.once('SIGINT', () => {
    take(steps.forget);
    void server.close();
  });
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const message = error instanceof Error ? error.message : String(error);
  console.error(taken ? `${LOCAL} 的端口已被占用，请先关闭占用它的程序（如另一个 npm start）。` : message);
  process.exitCode = 1;
}
