/**
 * A real browser on the built pages. Whatever a page says wrong (console errors, exceptions, violations of the policy,
 * requests beyond its own origin) fails the test that opened it, unless the test expects it.
 *
 *   const site = startSite();
 *   test('…', async () => {
 *     const { page } = await site.open('/workbench.html', { size: { width: 1366, height: 900 } });
 *   });
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findBrowser, quiet } from '../../../scripts/browser.mjs';
import { serve } from '../../../scripts/serve.mjs';

const root = resolve(__dirname, '../../..');
const dist = join(root, 'dist');
const library = join(root, 'node_modules/@microsoft/office-js/dist');
const officeJs =
  /^https:\/\/appsforoffice\.(microsoft\.com|cdn\.partner\.office365\.cn)\/.*?\/hosted\/([\w./-]+)/;

export interface OpenOptions {
  readonly size?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  readonly forcedColors?: 'active' | 'none';
  readonly locale?: string;
  /** Device pixels per CSS pixel: 3 or 4 with a small size shows the page as zoomed. */
  readonly scale?: number;
  /** Done in the page before its own scripts, e.g. to take away what an old engine lacks. */
  readonly before?: () => void;
  /** Problems that the test brings about on purpose. */
  readonly expected?: readonly RegExp[];
  /** Stays open for the next tests of the file, which begin in it with a workbook of their own; judged after each of them. */
  readonly stays?: boolean;
  /** Readies the page before it goes anywhere, and says where to: to a page around ours. */
  readonly prepare?: (page: Page, origin: string) => Promise<string>;
}

export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong so far; every new page of the same context reports here too. */
  readonly problems: readonly string[];
}

export interface Site {
  readonly url: string;
  open(path: string, options?: OpenOptions): Promise<Opened>;
}

interface Visit extends Opened {
  readonly problems: string[];
  readonly expected: readonly RegExp[];
  readonly stays: boolean;
}

const defaultSize = (path: string) =>
  path.startsWith('/taskpane') ? { width: 320, height: 900 } : { width: 1366, height: 900 };

const asksOffice = ['/taskpane.html', '/notice.html'];

/** The pane asks Microsoft's server for office.js; the tests give it the same library from node_modules. */
async function answerOfficeJs(context: BrowserContext): Promise<void> {
  await context.route(officeJs, (route) => {
    const isPane = asksOffice.includes(new URL(route.request().frame().url()).pathname);
    const name = officeJs.exec(route.request().url())?.[2] ?? '';
    const path = join(library, name);
    return isPane && existsSync(path) ? route.fulfill({ path }) : route.abort();
  });
}

function isOutside(request: string, own: ReadonlySet<string>, page: string): boolean {
  const { protocol, origin: target } = new URL(request);
  if (['data:', 'blob:', 'about:'].includes(protocol) || own.has(target)) return false;
  return !(officeJs.test(request) && page.startsWith('/taskpane'));
}

async function watch(context: BrowserContext, own: ReadonlySet<string>, path: string): Promise<string[]> {
  const problems: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (problem) =>
    problems.push(`exception: ${problem.error().stack ?? problem.error().message}`),
  );
  context.on('request', (request) => {
    if (isOutside(request.url(), own, path)) problems.push(`request beyond the own origin: ${request.url()}`);
  });
  await context.exposeBinding('reportViolation', (_, words: string) => problems.push(`policy: ${words}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (window as unknown as { reportViolation: (words: string) => void }).reportViolation;
      report(
        `${event.effectiveDirective} refused ${event.blockedURI} in ${event.sourceFile}:${event.lineNumber}`,
      );
    });
  });
  return problems;
}

async function visit(browser: Browser, origin: string, path: string, options: OpenOptions): Promise<Visit> {
  const context = await browser.newContext({
    viewport: options.size ?? defaultSize(path),
    colorScheme: options.colorScheme ?? 'light',
    forcedColors: options.forcedColors ?? 'none',
    deviceScaleFactor: options.scale ?? 1,
    locale: options.locale ?? 'zh-CN',
    reducedMotion: 'reduce',
    acceptDownloads: true,
    baseURL: origin,
  });
  context.setDefaultTimeout(120_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  await answerOfficeJs(context);
  const own = new Set([origin]);
  const problems = await watch(context, own, path);
  if (options.before) await context.addInitScript(options.before);
  const page = await context.newPage();
  const address = (await options.prepare?.(page, origin)) ?? path;
  own.add(new URL(address, origin).origin);
  await page.goto(address);
  return { page, context, problems, expected: options.expected ?? [], stays: options.stays ?? false };
}

interface Server {
  readonly url: string;
  close(): Promise<unknown>;
}

/**
 * Call at the top of a test file: starts server and browser once, closes and judges every opened page after its test.
 * Another server may be started than ours on dist/.
 */
export function startSite(start: () => Promise<Server> = () => serve({ root: dist })): Site {
  let browser: Browser | undefined;
  let server: Server | undefined;
  let visits: Visit[] = [];

  beforeAll(async () => {
    if (!existsSync(join(dist, 'taskpane.html'))) throw new Error('dist/ 尚未生成，请先运行 npm run build。');
    const executablePath = findBrowser();
    if (!executablePath) throw new Error('没有找到浏览器，请运行 npm test（它会安装一个）。');
    server = await start();
    browser = await chromium.launch({ executablePath, args: quiet, headless: true });
  });

  afterEach(async () => {
    const seen = visits;
    visits = seen.filter(({ stays }) => stays);
    for (const { context, stays } of seen) if (!stays) await context.close({ reason: 'the test has ended' });
    const unexpected = seen.flatMap(({ problems, expected }) =>
      problems.splice(0).filter((problem) => !expected.some((pattern) => pattern.test(problem))),
    );
    expect(unexpected).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  return {
    get url() {
      return server?.url ?? '';
    },
    async open(path, options = {}) {
      if (!browser || !server) throw new Error('open() is for tests, not for the top of the file.');
      const opened = await visit(browser, server.url, path, options);
      visits.push(opened);
      return opened;
    },
  };
}
