/** What the zip for a closed network holds (scripts/bundle.mjs). */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { zipSync } from 'fflate';
import { licences } from './licences.mjs';
import { makeManifest } from './manifest.mjs';
import { nginxConfig, webConfig } from './server-configs.mjs';

const root = resolve(import.meta.dirname, '..');
const documents = ['deployment.zh-CN.md', 'deployment.md', 'excel-checklist.md', 'rules.zh-CN.md'];

/** @param {string} folder @returns {Map<string, Uint8Array>} by path, in order of the path */
export function readFolder(folder) {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((one) => one.isFile());
  const paths = files.map((one) => join(one.parentPath, one.name)).sort();
  return new Map(
    paths.map((path) => [relative(folder, path).replaceAll('\\', '/'), new Uint8Array(readFileSync(path))]),
  );
}

/**
 * The files of the zip by path.
 * @param {{ baseUrl: string, site: Map<string, Uint8Array>, cli: Map<string, Uint8Array>,
 *   templates: Map<string, Uint8Array> }} content
 */
export function collect({ baseUrl, site, cli, templates }) {
  /** @type {(text: string) => Uint8Array} */
  const encode = (text) => new TextEncoder().encode(text);
  /** @type {(file: string) => string} */
  const read = (file) => readFileSync(join(root, file), 'utf8');
  const pages = new Map(
    [...site]
      .filter(([path]) => path.endsWith('.html'))
      .map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]),
  );
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  for (const [path, bytes] of site) if (path !== 'manifest.xml') files.set(`site/${path}`, bytes);
  files.set('site/web.config', encode(webConfig(pages)));
  files.set('server/nginx.conf', encode(nginxConfig(pages, baseUrl)));
  files.set('manifest.xml', encode(makeManifest(read('manifest.xml'), baseUrl)));
  for (const [path, bytes] of templates) files.set(`template/${path}`, bytes);
  for (const [path, bytes] of cli) files.set(`cli/${path}`, bytes);
  for (const name of documents) files.set(`docs/${name}`, encode(read(`docs/${name}`)));
  files.set('LICENSE', encode(read('LICENSE')));
  files.set('THIRD-PARTY-LICENSES.txt', encode(licences()));
  files.set('README.txt', encode(readme(baseUrl, site.has('office-js/office.js'))));
  const sums = [...files].map(([path, bytes]) => {
    return `${createHash('sha256').update(bytes).digest('hex')}  ${path}\n`;
  });
  files.set('SHA256SUMS', encode(sums.sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('')));
  return files;
}

/** With a mark of its encoding and Windows' line ends, for Notepad. @param {string} baseUrl @param {boolean} ownOffice */
function readme(baseUrl, ownOffice) {
  const office = ownOffice
    ? '\n  site/office-js/   微软 office.js，原样未改，许可见其中 LICENSE.md；只可供本加载项配合 Microsoft 365 产品使用'
    : '';
  return `\uFEFF清洁生产报表助手：部署包

  site/             网页，放到 ${baseUrl}/ 上（IIS 设置 web.config 已在其中）${office}
  server/nginx.conf nginx 设置
  manifest.xml      加载项清单（只适用于上面的地址）
  template/         官方表样，Excel 和 WPS 都能直接填
  cli/              命令行：node cli/cpreport.cjs check 文件（需要 Node 20）
  docs/             部署说明 deployment.zh-CN.md，审核规则 rules.zh-CN.md
  SHA256SUMS        校验值：sha256sum -c SHA256SUMS

先看 docs/deployment.zh-CN.md。 English: docs/deployment.md.
`.replaceAll('\n', '\r\n');
}

/** The same files give the same bytes. @param {Map<string, Uint8Array>} files @param {string} folder */
export function pack(files, folder) {
  const paths = [...files.keys()].sort();
  const named = Object.fromEntries(
    paths.map((path) => [`${folder}/${path}`, files.get(path) ?? new Uint8Array()]),
  );
  return zipSync(named, { level: 9, mtime: new Date(1980, 0, 1) });
}
