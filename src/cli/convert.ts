/** Workbooks of other formats, by LibreOffice where it is installed. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { XlsxErrorCode } from '../hosts/xlsx/error';

/** What LibreOffice is told the bytes are. */
const EXTENSIONS: Readonly<Partial<Record<XlsxErrorCode, string>>> = {
  LEGACY_XLS: 'xls', // and .et, which is made alike
  XLSB: 'xlsb',
  ODS: 'ods',
};
/** Milliseconds; its first start on a slow machine takes half a minute. */
const PATIENCE = 120_000;

const PROGRAMS = ['soffice', 'soffice.com', 'soffice.exe', 'libreoffice'];
const PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  win32: ['C:\\Program Files\\LibreOffice\\program', 'C:\\Program Files (x86)\\LibreOffice\\program'],
  darwin: ['/Applications/LibreOffice.app/Contents/MacOS'],
};

/**
 * The file as .xlsx; null where its kind cannot be converted, LibreOffice is not installed, or it fails (a
 * password). It works on a copy in a folder of its own, with a profile of its own.
 */
export function convert(
  bytes: Uint8Array,
  code: XlsxErrorCode,
  env: NodeJS.ProcessEnv = process.env,
): Uint8Array | null {
  const extension = EXTENSIONS[code];
  const program = extension && findOffice(env);
  if (!program) return null;
  const folder = mkdtempSync(join(tmpdir(), 'cpreport-'));
  try {
    const source = join(folder, `book.${extension}`);
    const output = join(folder, 'out');
    writeFileSync(source, bytes);
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    const options = ['--headless', '--norestore', '--convert-to', 'xlsx', '--outdir', output, source];
    spawnSync(program, [profile, ...options], { timeout: PATIENCE, stdio: 'ignore', env, windowsHide: true });
    const made = join(output, 'book.xlsx');
    return existsSync(made) ? readFileSync(made) : null;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function findOffice(env: NodeJS.ProcessEnv): string | undefined {
  const folders = [...(env.PATH ?? '').split(delimiter), ...(PLACES[process.platform] ?? [])];
  return folders
    .filter((folder) => folder !== '')
    .flatMap((folder) => PROGRAMS.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}
