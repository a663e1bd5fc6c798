import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCertificates } from 'office-addin-dev-certs';
import { pageHeader, policy } from '../../../scripts/policy.mjs';
import { serve } from '../../../scripts/serve.mjs';
import { nginxConfig, webConfig } from '../../../scripts/server-configs.mjs';
import { child, descend, parseXml } from '../../../scripts/xml.mjs';

const html = (own: string) => `<meta http-equiv="Content-Security-Policy" content="${own}" />`;
const pages = new Map([
  ['taskpane.html', html(policy('https://appsforoffice.microsoft.com', 'https://example.gov.cn'))],
  ['workbench.html', html(policy())],
  ['notice.html', html(policy('https://appsforoffice.microsoft.com', 'https://example.gov.cn'))],
]);

/** Headers that IIS adds below an element of web.config. */
function headersOf(element: ReturnType<typeof parseXml>): Record<string, string> {
  const added = descend(element).filter(({ name, attributes }) => name === 'add' && attributes.name);
  return Object.fromEntries(added.map(({ attributes }) => [attributes.name!, attributes.value!]));
}

test('IIS sends each page its own policy, and is well-formed', () => {
  const top = parseXml(webConfig(pages));
  const locations = top.children.filter(({ name }) => name === 'location');
  expect(locations.map(({ attributes }) => attributes.path)).toEqual([...pages.keys()]);
  for (const location of locations) {
    const name = location.attributes.path!;
    expect(headersOf(location)).toEqual({ 'Content-Security-Policy': pageHeader(name, pages.get(name)!) });
  }
  expect(headersOf(child(top, 'system.webServer')!)).toMatchObject({ 'X-Content-Type-Options': 'nosniff' });
});

test('IIS takes a header away before it adds it, so that an outer site cannot double it', () => {
  for (const list of descend(parseXml(webConfig(pages))).filter(({ name }) => name === 'customHeaders')) {
    const added = list.children.filter(({ name }) => name === 'add').map(({ attributes }) => attributes.name);
    const removed = list.children
      .filter(({ name }) => name === 'remove')
      .map(({ attributes }) => attributes.name);
    expect(removed).toEqual(expect.arrayContaining(added));
  }
});

test('nginx sends each page its own policy', () => {
  const config = nginxConfig(pages, 'https://example.gov.cn');
  for (const [name, page] of pages) {
    expect(config).toContain(`"~/${name.replace('.', '\\.')}$" "${pageHeader(name, page)}";`);
  }
});

test.each([
  ['https://example.gov.cn', 'listen 443 ssl', 'server_name example.gov.cn;', 'location / {', null],
  [
    'https://example.gov.cn:8443/a/b',
    'listen 8443 ssl',
    'server_name example.gov.cn;',
    'location /a/b/ {',
    'location = /a/b { return 301 /a/b/; }',
  ],
])('nginx serves %s where it is asked for', (baseUrl, listen, name, location, redirect) => {
  const config = nginxConfig(pages, baseUrl);
  for (const line of [listen, name, location]) expect(config).toContain(line);
  if (redirect) expect(config).toContain(redirect);
  else expect(config).not.toContain('return 301');
  expect(config.split('{').length).toBe(config.split('}').length);
});

test('only Office may frame the pane and the notice, nothing may frame the workbench', () => {
  const ancestors = (name: string) => /frame-ancestors (.*)$/.exec(pageHeader(name, pages.get(name)!))?.[1];
  expect(ancestors('workbench.html')).toBe(`'none'`);
  expect(ancestors('taskpane.html')).toMatch(/^'self' https:\/\/\*\.officeapps/);
  expect(ancestors('notice.html')).toBe(ancestors('taskpane.html'));
});

test('with a certificate our own server speaks https, and only to its own name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cpreport-https-'));
  const [ca, cert, key] = ['ca.crt', 'localhost.crt', 'localhost.key'].map((name) => join(folder, name));
  jest.spyOn(console, 'log').mockReturnValue();
  await generateCertificates(ca, cert, key);
  writeFileSync(join(folder, 'taskpane.html'), html(policy()));
  const certificate = { cert: readFileSync(cert!), key: readFileSync(key!) };
  const server = await serve({ root: folder, certificate });
  try {
    expect(server.url).toMatch(/^https:\/\/localhost:\d+$/);
    const ask = (host: string) =>
      new Promise<number>((done, fail) => {
        const options = { ca: readFileSync(ca!), servername: 'localhost', headers: { host } };
        request(`${server.url}/taskpane.html`, options, (response) => {
          response.resume();
          done(response.statusCode ?? 0);
        })
          .on('error', fail)
          .end();
      });
    expect(await ask('localhost')).toBe(200);
    expect(await ask('evil.example')).toBe(404);
    const port = Number(new URL(server.url).port);
    await expect(serve({ root: folder, port, exact: true, certificate })).rejects.toThrow(/EADDRINUSE/);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
