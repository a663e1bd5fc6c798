/** Makes Excel on this machine know the add-in of the checkout, and forget it again, as Microsoft's own tools do. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, posix } from 'node:path';

const KEY = 'HKCU\\SOFTWARE\\Microsoft\\Office\\16.0\\Wef\\Developer';

/** @typedef {{ id: string, manifest: string, home: string }} Addin */
/** @typedef {{ run: string[] } | { copy: string, to: string } | { remove: string }} Step */

/** Windows reads the registry, Excel for Mac a folder of its own.
 * @param {string} platform @param {Addin} addin @returns {{ register: Step, forget: Step, open: (file: string) => Step } | null}
 */
export function sideloading(platform, { id, manifest, home }) {
  if (platform === 'win32') {
    return {
      register: { run: ['reg', 'add', KEY, '/v', id, '/t', 'REG_SZ', '/d', manifest, '/f'] },
      forget: { run: ['reg', 'delete', KEY, '/v', id, '/f'] },
      open: (file) => ({ run: ['cmd', '/c', 'start', '', 'excel', file] }),
    };
  }
  if (platform === 'darwin') {
    const folder = 'Library/Containers/com.microsoft.Excel/Data/Documents/wef';
    const to = posix.join(home, folder, `${id}.manifest.xml`);
    return {
      register: { copy: manifest, to },
      forget: { remove: to },
      open: (file) => ({ run: ['open', '-a', 'Microsoft Excel', file] }),
    };
  }
  return null;
}

/** @param {Step} step */
export function take(step) {
  if ('run' in step) {
    const [command = '', ...args] = step.run;
    return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  }
  if ('copy' in step) {
    mkdirSync(dirname(step.to), { recursive: true });
    copyFileSync(step.copy, step.to);
  } else rmSync(step.remove, { force: true });
  return true;
}
