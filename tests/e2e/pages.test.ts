import { request } from 'node:http';
import { startSite } from './support/site';

const site = startSite();

function head(
  url: string,
  host?: string,
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }> {
  return new Promise((done, fail) => {
    const headers = host ? { host } : {};
    request(url, { headers }, (response) => {
      response.resume();
      done({ status: response.statusCode ?? 0, headers: response.headers });
    })
      .on('error', fail)
      .end();
  });
}

test.each(['/taskpane.html', '/workbench.html'])('%s opens with nothing to complain about', async (path) => {
  const { page } = await site.open(path);
  await page.waitForLoadState('networkidle');
  expect(await page.title()).not.toBe('');
});

test('a request beyond the own origin is refused by the page and noticed by the tests', async () => {
  const { page, problems } = await site.open('/workbench.html', {
    expected: [/example\.invalid/, /Content Security/],
  });
  await page.evaluate(async () => {
    const refused = new Promise<void>((done) => {
      document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
        if (blockedURI.includes('example.invalid')) done();
      });
    });
    await fetch('https://example.invalid/').catch(() => undefined);
    await refused;
  });
  expect(problems.join('\n')).toContain('policy: connect-src refused https://example.invalid');
});

test('the pane outside Excel leads to the workbench', async () => {
  const { page } = await site.open('/taskpane.html');
  const link = page.getByRole('link', { name: /工作台/ });
  await link.waitFor();
  expect(await link.getAttribute('href')).toContain('workbench.html');
});

test('the server sets a strict policy that only Office may frame the pane', async () => {
  const [pane, workbench] = await Promise.all(
    ['taskpane', 'workbench'].map((name) => head(`${site.url}/${name}.html`)),
  );
  expect(workbench?.headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(pane?.headers['content-security-policy']).toMatch(/frame-ancestors 'self' https:\/\/\*\.officeapps/);
  expect(pane?.headers['content-security-policy']).not.toContain('unsafe-eval');
  expect(pane?.headers['x-content-type-options']).toBe('nosniff');
});

test.each(['/../package.json', '/%2e%2e/package.json', '/nothing.js', '/%'])(
  'the server gives nothing for %s',
  async (path) => {
    expect((await head(site.url + path)).status).toBe(404);
  },
);

test('the server answers only to its own name', async () => {
  expect((await head(`${site.url}/workbench.html`, 'evil.example')).status).toBe(404);
});
