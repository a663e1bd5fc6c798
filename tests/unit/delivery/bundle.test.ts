import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { officeJsFiles, officeJsOf } from '../../../scripts/office-js.mjs';
import { collect, pack } from '../../../scripts/package.mjs';
import { policy } from '../../../scripts/policy.mjs';

const root = join(__dirname, '../../..');
const baseUrl = 'https://example.gov.cn/cpreport';
const page = (own: string) => strToU8(`<meta http-equiv="Content-Security-Policy" content="${own}" />`);
const content = {
  baseUrl,
  site: new Map([
    ['taskpane.html', page(policy('https://appsforoffice.microsoft.com', 'https://example.gov.cn'))],
    ['workbench.html', page(policy())],
    ['taskpane.0123abcd.js', strToU8('1;')],
    ['manifest.xml', strToU8('for another address')],
  ]),
  cli: new Map([['cpreport.cjs', strToU8('2;')]]),
  templates: new Map([['报送表-2025.xlsx', strToU8('xlsx')]]),
};
const files = collect(content);
const textOf = (path: string): string => strFromU8(files.get(path)!);

test('the bundle has site, server settings, manifest, workbook, command line, documents and licences', () => {
  expect([...files.keys()].sort()).toEqual([
    'LICENSE',
    'README.txt',
    'SHA256SUMS',
    'THIRD-PARTY-LICENSES.txt',
    'cli/cpreport.cjs',
    'docs/deployment.md',
    'docs/deployment.zh-CN.md',
    'docs/excel-checklist.md',
    'docs/rules.zh-CN.md',
    'manifest.xml',
    'server/nginx.conf',
    'site/taskpane.0123abcd.js',
    'site/taskpane.html',
    'site/web.config',
    'site/workbench.html',
    'template/报送表-2025.xlsx',
  ]);
});

test('the manifest is made for the address of the bundle', () => {
  expect(textOf('manifest.xml')).toContain(`${baseUrl}/taskpane.html`);
  expect(textOf('manifest.xml')).not.toContain('localhost');
  expect(textOf('README.txt')).toContain(`${baseUrl}/`);
});

test('every file has its checksum, except the list itself', () => {
  const lines = textOf('SHA256SUMS').trimEnd().split('\n');
  expect(lines).toHaveLength(files.size - 1);
  for (const line of lines) {
    const [sum, path] = line.split('  ');
    expect(createHash('sha256').update(files.get(path!)!).digest('hex')).toBe(sum);
  }
});

test('the same content gives the same bytes, whatever order it came in', () => {
  const first = pack(files, 'cpreport-0.1.0');
  const second = pack(new Map([...collect(content)].reverse()), 'cpreport-0.1.0');
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  const names = Object.keys(unzipSync(first));
  expect(names).toHaveLength(files.size);
  expect(names.every((name) => name.startsWith('cpreport-0.1.0/'))).toBe(true);
});

test('licences of what is shipped are there, those of tools and of office.js are not', () => {
  const licences = textOf('THIRD-PARTY-LICENSES.txt');
  expect(licences).toMatch(/^react 19\./m);
  expect(licences).toContain('@fluentui/react-components');
  expect(licences).toContain('Permission is hereby granted');
  expect(licences).not.toMatch(/^(jest|webpack|@microsoft\/office-js) \d/m);
});

test('office.js comes along unmodified with its licence, for Excel only', () => {
  const copies = officeJsFiles();
  expect([...copies.keys()]).toEqual(
    expect.arrayContaining([
      'office-js/office.js',
      'office-js/excel-win32-16.01.js',
      'office-js/excel-web-16.00.js',
      'office-js/excel-mac-16.00.js',
      'office-js/zh-cn/office_strings.js',
      'office-js/LICENSE.md',
    ]),
  );
  expect([...copies.keys()].filter((name) => /debug|outlook|word|powerpoint/.test(name))).toEqual([]);
  for (const file of copies.values()) expect(file.startsWith(join(root, 'node_modules'))).toBe(true);
  const site = new Map([
    ...content.site,
    ['office-js/office.js', readFileSync(copies.get('office-js/office.js')!)],
  ]);
  expect(strFromU8(collect({ ...content, site }).get('README.txt')!)).toContain('office-js/');
});

test.each([
  [undefined, 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js'],
  ['china', 'https://appsforoffice.cdn.partner.office365.cn/appsforoffice/lib/1/hosted/office.js'],
  ['self', 'office-js/office.js'],
  ['https://office.example.cn/lib/office.js', 'https://office.example.cn/lib/office.js'],
])('office.js from %s is asked for at %s', (given, address) => {
  expect(officeJsOf(given)).toBe(address);
});

test.each(['http://example.cn/office.js', 'nowhere', ''])('office.js is not taken from "%s"', (given) => {
  expect(() => officeJsOf(given)).toThrow(/officeJs 应为/);
});
