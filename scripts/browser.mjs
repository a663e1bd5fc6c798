/** Finds Chromium, Chrome or Edge on this machine, and installs one where there is none. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

const root = resolve(import.meta.dirname, '..');
const { env, platform } = process;

/** Flags for a browser without a person, network chatter or a GPU, also in a container as root. */
export const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const names = [
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
  ...['microsoft-edge', 'microsoft-edge-stable', 'msedge'],
];

function onPath() {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const endings = platform === 'win32' ? ['.exe'] : [''];
  return names.flatMap((name) =>
    folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))),
  );
}

function usualPlaces() {
  if (platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      apps.map((app) => join(folder, `${app}.app/Contents/MacOS/${app}`)),
    );
  }
  if (platform === 'win32') {
    const folders = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA];
    const programs = ['Google/Chrome', 'Chromium', 'Microsoft/Edge'];
    return folders.flatMap((folder) =>
      programs.flatMap((program) =>
        ['chrome.exe', 'msedge.exe'].map((file) => join(folder ?? '', program, 'Application', file)),
      ),
    );
  }
  return ['/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge', '/snap/bin/chromium'];
}

/** Ubuntu ships a `chromium-browser` that only asks for snap, so the program is asked for its version.
 * @param {string} path
 */
function runs(path) {
  if (!existsSync(path)) return false;
  if (platform === 'win32') return true;
  return spawnSync(path, ['--version', '--no-sandbox'], { timeout: 20_000 }).status === 0;
}

/** @returns {string | null} */
export function findBrowser() {
  const given = env.CPREPORT_BROWSER;
  if (given) return existsSync(given) ? given : null;
  return [...onPath(), ...usualPlaces(), chromium.executablePath()].find(runs) ?? null;
}

/** @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [extra] */
function run(command, args, extra) {
  console.log(`> ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...env, ...extra } });
  return status === 0;
}

const isRoot = () => platform === 'linux' && process.getuid?.() === 0;

function installByApt() {
  if (!isRoot() || !existsSync('/usr/bin/apt-get')) return false;
  const packages = ['chromium', 'fonts-noto-cjk'];
  return (
    run('apt-get', ['update']) &&
    run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
      DEBIAN_FRONTEND: 'noninteractive',
    })
  );
}

function installByPlaywright() {
  const deps = isRoot() ? ['--with-deps'] : [];
  return run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', ...deps, 'chromium']);
}

/** @returns {string} */
export function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (env.CPREPORT_BROWSER) throw new Error(`CPREPORT_BROWSER 指向的程序不存在：${env.CPREPORT_BROWSER}`);
  console.log('未找到浏览器，正在安装…… No browser found, installing one.');
  for (const install of [installByApt, installByPlaywright]) {
    const installed = install() ? findBrowser() : null;
    if (installed) return installed;
  }
  throw new Error(
    [
      '浏览器测试需要 Chromium、Chrome 或 Edge，本机没有，也未能自动安装。',
      '请安装其中之一，或用环境变量 CPREPORT_BROWSER 指明其路径，然后重试。',
      'The browser tests need Chromium, Chrome or Edge; none was found and none could be installed.',
      'Install one, or set CPREPORT_BROWSER to its path, and run the tests again.',
    ].join('\n'),
  );
}
