/**
 * Completes package-lock.json for platforms that the registry at hand does not carry. npm leaves such optional packages out,
 * and `npm ci` then refuses the lock file; an entry with version, os and cpu is all it needs. Run after `npm install`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const file = resolve(import.meta.dirname, '../package-lock.json');

/** @typedef {{ version?: string, optionalDependencies?: Record<string, string>, [key: string]: unknown }} Entry */
/** @typedef {{ packages: Record<string, Entry>, [key: string]: unknown }} Lock */

/** @param {Lock} lock @param {string} from @param {string} name */
function isLocked(lock, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

/** @param {Lock} lock */
export function findMissing(lock) {
  return Object.entries(lock.packages).flatMap(([from, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name, version]) => /^\d+\.\d+\.\d+$/.test(version) && !isLocked(lock, from, name))
      .map(([name, version]) => ({ from, name, version })),
  );
}

/** Names end in os-cpu(-abi), as in core-win32-x64-msvc. @param {string} name */
function platform(name) {
  const found = /(android|darwin|freebsd|linux|openharmony|win32)-(\w+)/.exec(name);
  return found ? { os: [found[1]], cpu: [found[2]] } : null;
}

/** @param {Lock} lock */
function complete(lock) {
  for (const { from, name, version } of findMissing(lock)) {
    const own = platform(name);
    if (!own) throw new Error(`${name}: 无法从名称得知平台`);
    const dev = lock.packages[from]?.dev ? { dev: true } : {};
    lock.packages[`node_modules/${name}`] = { version, ...own, ...dev, optional: true };
  }
  const entries = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...lock, packages: Object.fromEntries(entries) };
}

if (process.argv[1] === import.meta.filename) {
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = findMissing(lock).length;
  writeFileSync(file, `${JSON.stringify(complete(lock), null, 2)}\n`);
  console.log(`package-lock.json：补入 ${missing} 个平台包`);
}
