/** Where office.js comes from (docs/decisions/office-js.md), and which of its files Excel needs from a server of one's own. */
import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const library = resolve(import.meta.dirname, '../node_modules/@microsoft/office-js');

/** @type {Record<string, string>} */
const addresses = {
  world: 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js',
  china: 'https://appsforoffice.cdn.partner.office365.cn/appsforoffice/lib/1/hosted/office.js',
  self: 'office-js/office.js',
};

/** @param {string} [given] world, china (21Vianet), self, or an address */
export function officeJsOf(given = 'world') {
  const address = addresses[given] ?? given;
  if (address !== addresses.self && !(URL.canParse(address) && address.startsWith('https://'))) {
    throw new Error(`officeJs 应为 world、china、self 或 https 地址，现为：${given}`);
  }
  return address;
}

const others =
  /^(access|custom-functions|html2canvas|office-vsdoc|onenote|outlook|powerpoint|project|visio|word)/;

/** @param {string} path below the library's dist folder */
function isNeeded(path) {
  if (!path.endsWith('.js') || /[.-]debug\./.test(path)) return false;
  const name = path.split('/').at(-1) ?? '';
  return path.includes('/')
    ? /^(office_strings\.js|oteljs_agave\.js)$/.test(name)
    : !others.test(name) && !/-(android|winrt)-/.test(name);
}

/** Unmodified files and their licence, by the path they get on the server. @returns {Map<string, string>} */
export function officeJsFiles() {
  const dist = join(library, 'dist');
  const found = readdirSync(dist, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter(isNeeded)
    .sort();
  return new Map([
    ...found.map((path) => /** @type {[string, string]} */ ([`office-js/${path}`, join(dist, path)])),
    ['office-js/LICENSE.md', join(library, 'LICENSE.md')],
  ]);
}
