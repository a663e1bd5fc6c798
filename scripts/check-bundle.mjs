/** Holds the pane to 230 kB gzip of JavaScript and CSS at its start, and the workbench out of it. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const ceiling = 230;
const root = resolve(import.meta.dirname, '..');
const report = join(root, '.cache/bundle.json');

if (!existsSync(report) || !existsSync(join(root, 'dist/taskpane.html'))) {
  console.error('check-bundle: 没有可检查的构建结果，请先运行 npm run build。');
  process.exit(1);
}

/** @type {Record<string, { initial: string[], sources: string[] }>} */
const pages = JSON.parse(readFileSync(report, 'utf8'));
const { initial = [], sources = [] } = pages.taskpane ?? {};
const html = readFileSync(join(root, 'dist/taskpane.html'), 'utf8');

const problems = [];
const sizes = initial.map((file) => {
  if (!html.includes(file)) problems.push(`dist/taskpane.html 未引用 ${file}，构建结果与报告不一致`);
  return gzipSync(readFileSync(join(root, 'dist', file)), { level: 9 }).length / 1000;
});
const total = sizes.reduce((sum, size) => sum + size, 0);
// The pane itself has to be in what is measured, with the core and the way to Excel.
for (const needed of ['src/taskpane', 'src/core', 'src/app', 'src/hosts']) {
  if (!sources.includes(needed)) problems.push(`任务窗格里没有 ${needed}`);
}
if (initial.length === 0) problems.push('报告中没有 taskpane 页');
if (total > ceiling) problems.push(`任务窗格首次载入 ${total.toFixed(1)} kB（gzip），上限 ${ceiling} kB`);
for (const source of sources.filter((name) => /^(@univerjs\/|src\/(workbench|cli)$)/.test(name))) {
  problems.push(`任务窗格能载入 ${source}，它只属于工作台`);
}
if (!/appsforoffice|office\.js/.test(html)) problems.push('dist/taskpane.html 没有引用 office.js');
const workbench = readFileSync(join(root, 'dist/workbench.html'), 'utf8');
if (/office\.js/.test(workbench)) problems.push('dist/workbench.html 引用了 office.js');
for (const [name, page] of Object.entries({ taskpane: html, workbench })) {
  if (!page.includes('Content-Security-Policy')) problems.push(`dist/${name}.html 没有内容安全策略`);
  if (page.includes('unsafe-eval')) problems.push(`dist/${name}.html 的策略允许 unsafe-eval`);
}

problems.forEach((problem) => console.error(`check-bundle: ${problem}`));
if (problems.length === 0)
  console.log(`check-bundle: 任务窗格 ${total.toFixed(1)} kB gzip（上限 ${ceiling}）`);
process.exitCode = problems.length > 0 ? 1 : 0;
