/** Serves dist/ on this machine only; `npm start` builds it first where it is missing or stale. */
import { spawn } from 'node:child_process';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStale } from './build.mjs';
import { pageHeader } from './policy.mjs';

const dist = resolve(import.meta.dirname, '../dist');
const loopback = ['127.0.0.1', '::1'];

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** @param {string} root @param {string} url */
function findFile(root, url) {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const file = normalize(join(root, path === '/' ? 'workbench.html' : path));
    return file.startsWith(root + sep) && statSync(file).isFile() ? file : null;
  } catch {
    return null;
  }
}

/** A page of another site could reach this server under its own name (DNS rebinding); only our names are answered.
 * @param {string | undefined} host
 */
const isOwnName = (host) => /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host ?? '');

/** @param {string} root @returns {import('node:http').RequestListener} */
function answer(root) {
  return (request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cache-Control', 'no-cache');
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end();
    const file = isOwnName(request.headers.host) ? findFile(root, request.url ?? '/') : null;
    if (!file) return void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('404');
    const extension = extname(file);
    response.setHeader('Content-Type', types[extension] ?? 'application/octet-stream');
    if (extension === '.html') {
      const html = readFileSync(file, 'utf8');
      response.setHeader('Content-Security-Policy', pageHeader(file.slice(root.length + 1), html));
      return void response.end(request.method === 'HEAD' ? undefined : html);
    }
    if (request.method === 'HEAD') return void response.end();
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
  };
}

/** @param {import('node:http').Server} server @param {string} host @param {number} port @returns {Promise<number>} */
function listen(server, host, port) {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => {
      const address = server.address();
      done(address && typeof address === 'object' ? address.port : port);
    });
  });
}

/** @param {unknown} error */
const code = (error) => (error instanceof Error && 'code' in error ? error.code : null);

/** @typedef {{ key: string | Buffer, cert: string | Buffer }} Certificate */

/** Both loopback addresses, so that "localhost" can never lead to somebody else's server on the same port.
 * @param {string} root @param {number} port @param {Certificate} [certificate]
 */
async function bind(root, port, certificate) {
  const servers = loopback.map(() =>
    certificate ? createSecureServer(certificate, answer(root)) : createServer(answer(root)),
  );
  const close = () => Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  let chosen = port;
  for (const [index, host] of loopback.entries()) {
    const server = servers[index];
    if (!server) continue;
    try {
      chosen = await listen(server, host, chosen);
    } catch (error) {
      if (host === '::1' && code(error) !== 'EADDRINUSE') continue;
      await close();
      throw error;
    }
  }
  return {
    url: `${certificate ? 'https' : 'http'}://localhost:${chosen}`,
    close: () => {
      servers.forEach((server) => server.closeAllConnections());
      return close();
    },
  };
}

/**
 * Port 0 takes any free one; a taken port leads to the next, unless it has to be this one. With a certificate over https.
 * @param {{ root?: string, port?: number, exact?: boolean, certificate?: Certificate }} [options]
 */
export async function serve({ root = dist, port = 0, exact = false, certificate } = {}) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await bind(root, port === 0 ? 0 : port + attempt, certificate);
    } catch (error) {
      if (code(error) !== 'EADDRINUSE' || exact || attempt > 50) throw error;
    }
  }
}

/** @param {string} url */
function openBrowser(url) {
  const { env, platform } = process;
  if (env.CI || env.BROWSER === 'none' || process.argv.includes('--no-open')) return;
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return;
  const [command, ...args] =
    platform === 'darwin' ? ['open'] : platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
  spawn(command ?? '', [...args, url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

async function start() {
  if (!buildStale(['web'])) return 1;
  const { url, close } = await serve({ port: Number(process.env.PORT) || 3000 });
  console.log(`\n  工作台 Workbench   ${url}/workbench.html`);
  console.log(`  任务窗格 Task pane  ${url}/taskpane.html`);
  console.log('\n  只在本机可见；按 Ctrl+C 结束。 Visible on this machine only; press Ctrl+C to stop.\n');
  openBrowser(`${url}/workbench.html`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void close());
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  void start().then((status) => {
    process.exitCode = status;
  });
}
