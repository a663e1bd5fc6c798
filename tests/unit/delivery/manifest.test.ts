import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf, makeManifest, readBaseUrl } from '../../../scripts/manifest.mjs';
import { findProblems } from '../../../scripts/manifest-rules.mjs';
import { commands } from '../../../src/app/commands';
import { RIBBON } from '../../../src/commands/ribbon';

const root = join(__dirname, '../../..');
const source = readFileSync(join(root, 'manifest.xml'), 'utf8');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const expected = { version, functions: RIBBON };

test('the manifest of the checkout has nothing to complain about', () => {
  expect(findProblems(source, expected)).toEqual([]);
});

test('every button of the ribbon is a command of the registry', () => {
  const known = commands.map(({ id }) => id);
  expect(known).toEqual(expect.arrayContaining([...RIBBON]));
});

test.each([
  ['https://example.gov.cn/cpreport/', 'https://example.gov.cn/cpreport'],
  ['https://example.gov.cn', 'https://example.gov.cn'],
  ['https://10.1.2.3:8443/a/b', 'https://10.1.2.3:8443/a/b'],
])('a manifest for %s leads to its pages and to no other place', (baseUrl, base) => {
  const made = makeManifest(source, baseUrl);
  expect(made).toContain(`"${base}/taskpane.html"`);
  expect(made).toContain(`"${base}/assets/icon-32.png"`);
  expect(made).not.toContain('localhost');
  expect(findProblems(made, { ...expected, production: true })).toEqual([]);
  expect(identityOf(made)).toEqual({ id: '7ce56e44-8c29-4701-96d6-79387eaa118b', version: `${version}.0` });
});

test.each([
  'http://example.gov.cn',
  'example.gov.cn',
  'https://a.cn/?x=1',
  'https://u:p@a.cn',
  'https://a.cn/#x',
  '',
])('an address like "%s" is refused with a sentence', (text) => {
  expect(() => readBaseUrl(text)).toThrow(/https 地址/);
});

const spoiled: [what: string, from: string | RegExp, to: string, problem: RegExp][] = [
  ['a list without entries', '<Hosts>', '<AppDomains />\n  <Hosts>', /AppDomains 不能为空/],
  [
    'more buttons than a group may have',
    /(<Control[^>]+id="Report.Next">[\s\S]+?<\/Control>)/,
    '$1$1$1',
    /按钮超过 6 个/,
  ],
  [
    'an order the schema does not have',
    /(<FunctionFile[^>]+>)(\s*)(<ExtensionPoint[\s\S]+<\/ExtensionPoint>)/,
    '$3$2$1',
    /次序/,
  ],
  [
    'runtimes behind the form factor',
    /(<Runtimes>[\s\S]+<\/Runtimes>)(\s*)(<Desktop[\s\S]+<\/DesktopFormFactor>)/,
    '$3$2$1',
    /Host 的子元素次序/,
  ],
  ['a button without a command', '<FunctionName>next<', '<FunctionName>nothing<', /nothing 不在命令之列/],
  ['a missing button', /<Control[^>]+id="Report.Next">[\s\S]+?<\/Control>/, '', /缺少命令 next/],
  ['a resource that is not there', 'resid="Next.Tip"', 'resid="Next.Tipp"', /Next.Tipp 没有定义/],
  [
    'an icon of another size',
    'id="Next.80" DefaultValue="https://localhost:3000/assets/next-80.png"',
    'id="Next.80" DefaultValue="https://localhost:3000/assets/next-32.png"',
    /是 32×32，应为 80×80/,
  ],
  ['an icon that is not there', 'fill-16.png', 'full-16.png', /full-16.png 不存在/],
  ['a label without English', '<bt:Override Locale="en-US" Value="Next" />', '', /Next.Label 没有英文/],
  ['a tip that is too long', '查看填报进度', '查看'.repeat(130), /上限 250/],
  [
    'another page as function file',
    'FunctionFile resid="Pane.Url"',
    'FunctionFile resid="Icon.16"',
    /不是同一个/,
  ],
  ['a runtime that ends', 'lifetime="long"', 'lifetime="short"', /lifetime/],
  [
    'a requirement that hides the add-in',
    'Name="ExcelApi" MinVersion="1.1"',
    'Name="ExcelApi" MinVersion="1.7"',
    /要求集过高/,
  ],
  [
    'a pane that a workbook cannot open',
    'Office.AutoShowTaskpaneWithDocument',
    'Report.Pane',
    /任务窗格的 id/,
  ],
  [
    'an address without https',
    '"https://localhost:3000/taskpane.html" />\n  </Default',
    '"http://localhost:3000/taskpane.html" />\n  </Default',
    /不是 https/,
  ],
  ['another version', /<Version>[^<]+/, '<Version>9.9.9.0', /不一致/],
  ['no GUID', /<Id>[^<]+/, '<Id>cpreport', /不是 GUID/],
];

test.each(spoiled)('%s is noticed', (_, from, to, problem) => {
  const xml = source.replace(from, to);
  expect(xml).not.toBe(source);
  expect(findProblems(xml, expected).join('\n')).toMatch(problem);
});

test('an address of this machine in a manifest for a server is noticed', () => {
  expect(findProblems(source, { ...expected, production: true })[0]).toMatch(/本机地址/);
});
