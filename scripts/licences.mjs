/** The licences of all packages that are shipped, as their terms ask for. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** What npm installs for one platform only is not built into anything. */
const isShipped = (/** @type {any} */ entry) =>
  !entry.dev && !entry.devOptional && !entry.optional && !entry.peer;

/** @param {string} folder */
function licenceIn(folder) {
  const name = readdirSync(folder).find((file) => /^(licen[cs]e|copying)(\.|-|$)/i.test(file));
  return name ? readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim() : '';
}

/** office.js has terms of its own, which lie beside its files. */
export function licences() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, entry]) => path.startsWith('node_modules/') && isShipped(entry))
    .filter(([path]) => path !== 'node_modules/@microsoft/office-js' && existsSync(join(root, path)))
    .map(([path, entry]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return `${name} ${entry.version} — ${entry.license ?? ''}\n\n${licenceIn(join(root, path))}`.trim();
    })
    .join(`\n\n${'-'.repeat(72)}\n\n`);
}
