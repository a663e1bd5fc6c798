/** The zip for a closed network, unpacked on a server that knows nothing of us, below a folder. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { collect, pack, readFolder } from '../../scripts/package.mjs';
import { Person } from './support/person';
import { startSite } from './support/site';

const root = join(__dirname, '../..');
const below = '/tools/cpreport/';

function unpack(): Record<string, Uint8Array> {
  const files = collect({
    baseUrl: 'https://example.gov.cn/tools/cpreport',
    site: readFolder(join(root, 'dist')),
    cli: readFolder(join(root, 'lib')),
    templates: new Map(),
  });
  return unzipSync(pack(files, 'cpreport'));
}

let files: Record<string, Uint8Array> = {};

/** Nothing but files and their types: no policy, no fallback. */
async function servePlainly() {
  files = unpack();
  const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };
  const server = createServer(({ url = '' }, response) => {
    const path = new URL(url, 'http://localhost').pathname;
    const file = path.startsWith(below) ? files[`cpreport/site/${path.slice(below.length)}`] : undefined;
    if (!file) return void response.writeHead(404).end();
    const type = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type }).end(file);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

const site = startSite(servePlainly);

test('the workbench works from the bundle below a folder: a sample is opened, checked and mended', async () => {
  const { page } = await site.open(`${below}workbench.html`);
  const person = await Person.on(page);
  await person.openSample('含常见错误');
  await person.chooseYear(2014);
  const slip = person.finding('约436');
  await slip.waitFor();
  await person.type('G10', '436');
  await slip.waitFor({ state: 'detached' });
});

test('an old engine is led to the notice below the folder as well', async () => {
  const { page } = await site.open(`${below}workbench.html`, {
    before: () => Reflect.deleteProperty(Array.prototype, 'findLast'),
  });
  await page.waitForURL(`**${below}notice.html`);
  const link = page.getByRole('link', { name: `${below}workbench.html` });
  await link.waitFor();
});

test('no page and no setting of the bundle leads back to this machine', () => {
  const texts = Object.entries(files).filter(([path]) => /\.(html|xml|conf|config)$/.test(path));
  expect(texts.length).toBeGreaterThan(5);
  for (const [path, bytes] of texts) {
    expect(`${path}: ${/localhost|127\.0\.0\.1/.exec(strFromU8(bytes))?.[0] ?? 'none'}`).toBe(
      `${path}: none`,
    );
  }
});
