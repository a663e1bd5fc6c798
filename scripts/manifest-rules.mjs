/** What a manifest has to keep to, as far as it can be known offline. Order and lengths are those of [MS-OWEMXML]. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LOCAL } from './manifest.mjs';
import { child, descend, parseXml } from './xml.mjs';

const root = resolve(import.meta.dirname, '..');
/** @typedef {import('./xml.mjs').Element} Element */
/** @typedef {(problem: string) => void} Report */

/** @type {Record<string, string[]>} */
const order = {
  OfficeApp: [
    ...['Id', 'AlternateId', 'Version', 'ProviderName', 'DefaultLocale', 'DisplayName', 'Description'],
    ...['IconUrl', 'HighResolutionIconUrl', 'SupportUrl', 'AppDomains', 'Hosts', 'Requirements'],
    ...['DefaultSettings', 'Permissions', 'VersionOverrides'],
  ],
  VersionOverrides: ['Description', 'Requirements', 'Hosts', 'Resources'],
  Runtimes: ['Runtime'],
  DesktopFormFactor: ['GetStarted', 'FunctionFile', 'ExtensionPoint'],
  ExtensionPoint: ['OfficeTab', 'CustomTab'],
  OfficeTab: ['Group'],
  Group: ['OverriddenByRibbonApi', 'Label', 'Icon', 'Control'],
  Control: ['OverriddenByRibbonApi', 'Label', 'Supertip', 'Icon', 'Action', 'Enabled'],
  Supertip: ['Title', 'Description'],
  Action: ['TaskpaneId', 'SourceLocation', 'Title', 'FunctionName'],
  Resources: ['bt:Images', 'bt:Urls', 'bt:ShortStrings', 'bt:LongStrings'],
};
/** @type {Record<string, string[]>} */
const required = {
  OfficeApp: [
    ...['Id', 'Version', 'ProviderName', 'DefaultLocale', 'DisplayName', 'Description', 'IconUrl'],
    ...['HighResolutionIconUrl', 'SupportUrl', 'Hosts', 'DefaultSettings', 'Permissions', 'VersionOverrides'],
  ],
  VersionOverrides: ['Requirements', 'Hosts', 'Resources'],
  DesktopFormFactor: ['FunctionFile', 'ExtensionPoint'],
  Group: ['Label', 'Icon', 'Control'],
  Control: ['Label', 'Supertip', 'Icon', 'Action'],
  Supertip: ['Title', 'Description'],
};
/** Lists that may be left out, but not be empty. */
const lists = ['AppDomains', 'Hosts', 'Sets', 'bt:Sets', 'Runtimes', 'ExtensionPoint', 'OfficeTab', 'Icon'];
const mostControls = 6;
/** Host means two things, and Excel's has its runtimes before its form factors. */
const hostOrder = ['Runtimes', 'AllFormFactors', 'DesktopFormFactor'];
const longest = { short: 125, long: 250, resid: 32 };

/** @param {Element[]} all @param {Report} report */
function checkOrder(all, report) {
  for (const element of all) {
    const { name, children } = element;
    if (lists.includes(name) && children.length === 0) report(`${name} 不能为空`);
    const names = children.map((one) => one.name);
    const expected = name === 'Host' && names.length > 0 ? hostOrder : order[name];
    if (!expected) continue;
    const places = names.map((one) => expected.indexOf(one));
    names.filter((_, index) => places[index] === -1).forEach((one) => report(`${name} 中不应有 ${one}`));
    if (places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0))) {
      report(`${name} 的子元素次序不对：${names.join(' ')}`);
    }
    if (names.filter((one) => one === 'Control').length > mostControls) report(`${name} 的按钮超过 6 个`);
    const missing = (required[name] ?? []).filter((one) => !names.includes(one));
    missing.forEach((one) => report(`${name} 缺少 ${one}`));
  }
}

/** @param {Element} top @param {Report} report @param {string} version */
function checkIdentity(top, report, version) {
  const id = child(top, 'Id')?.text ?? '';
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)) {
    report(`Id 不是 GUID：${id}`);
  }
  const stated = child(top, 'Version')?.text;
  if (stated !== `${version}.0`) report(`版本 ${stated} 与 package.json 的 ${version} 不一致`);
}

/** @param {Element[]} all @param {Report} report */
function checkText(all, report) {
  const [top] = all;
  if (!top) return;
  /** @type {(where: string, value: string | undefined, limit: number) => void} */
  const measure = (where, value, limit) => {
    if (!value?.trim()) report(`${where} 是空的`);
    else if ([...value].length > limit) report(`${where} 有 ${[...value].length} 个字符，上限 ${limit}`);
  };
  measure('ProviderName', child(top, 'ProviderName')?.text, longest.short);
  /** @type {[Element | undefined, number][]} */
  const texts = [
    [child(top, 'DisplayName'), longest.short],
    [child(top, 'Description'), longest.long],
  ];
  for (const [group, limit] of /** @type {const} */ ([
    ['bt:ShortStrings', longest.short],
    ['bt:LongStrings', longest.long],
  ])) {
    all.find(({ name }) => name === group)?.children.forEach((entry) => texts.push([entry, limit]));
  }
  for (const [element, limit] of texts) {
    if (!element) continue;
    const where = element.attributes.id ?? element.name;
    measure(where, element.attributes.DefaultValue, limit);
    element.children.forEach(({ attributes }) =>
      measure(`${where} ${attributes.Locale}`, attributes.Value, limit),
    );
    if (!element.children.some(({ attributes }) => attributes.Locale === 'en-US')) {
      report(`${where} 没有英文 (en-US)`);
    }
  }
}

/** @param {Element[]} all @param {Report} report */
function checkResources(all, report) {
  const entries = all.filter((one) => one.attributes.id && /^bt:(Image|Url|String)$/.test(one.name));
  const ids = entries.map((one) => one.attributes.id ?? '');
  const used = all.flatMap((one) => one.attributes.resid ?? []);
  ids.filter((id, index) => ids.indexOf(id) !== index).forEach((id) => report(`资源 ${id} 重复`));
  ids.filter((id) => id.length > longest.resid).forEach((id) => report(`资源名 ${id} 超过 32 个字符`));
  used.filter((id) => !ids.includes(id)).forEach((id) => report(`resid ${id} 没有定义`));
  ids.filter((id) => !used.includes(id)).forEach((id) => report(`资源 ${id} 没有被用到`));
  const parts = all.filter(({ name }) => name === 'Group' || name === 'Control');
  const own = parts.map(({ attributes }) => attributes.id ?? '');
  own.filter((id, index) => own.indexOf(id) !== index).forEach((id) => report(`控件 id ${id} 重复`));
  own
    .filter((id) => id === '' || id.length > longest.short)
    .forEach((id) => report(`控件 id 不合要求：${id}`));
  return new Map(entries.map((one) => [one.attributes.id ?? '', one.attributes.DefaultValue ?? '']));
}

/** @param {Element[]} all @param {Map<string, string>} resources @param {Report} report */
function checkIcons(all, resources, report) {
  /** @type {(where: string, url: string | undefined, size: number) => void} */
  const check = (where, url, size) => {
    const name = /\/(assets\/[\w-]+\.png)$/.exec(url ?? '')?.[1];
    if (!name) return report(`${where} 没有图标：${url}`);
    try {
      const png = readFileSync(join(root, name));
      const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
      if (width !== size || height !== size) report(`${name} 是 ${width}×${height}，应为 ${size}×${size}`);
    } catch {
      report(`${where} 的图标 ${name} 不存在`);
    }
  };
  const [top] = all;
  if (top) check('IconUrl', child(top, 'IconUrl')?.attributes.DefaultValue, 32);
  if (top) check('HighResolutionIconUrl', child(top, 'HighResolutionIconUrl')?.attributes.DefaultValue, 64);
  for (const icon of all.filter((one) => one.name === 'Icon')) {
    const sizes = icon.children.map(({ attributes }) => Number(attributes.size));
    [16, 32, 80]
      .filter((size) => !sizes.includes(size))
      .forEach((size) => report(`功能区图标缺少 ${size} 像素的尺寸`));
    icon.children.forEach(({ attributes }) =>
      check(`Icon ${attributes.resid}`, resources.get(attributes.resid ?? ''), Number(attributes.size)),
    );
  }
}

/** @param {Element[]} all @param {Report} report @param {boolean} production */
function checkAddresses(all, report, production) {
  const urls = all.flatMap(({ attributes }) =>
    [attributes.DefaultValue, attributes.Value].filter((value) => /^\w+:\/\//.test(value ?? '')),
  );
  urls.filter((url) => !url?.startsWith('https://')).forEach((url) => report(`${url} 不是 https`));
  const origins = new Set(urls.map((url) => new URL(url ?? '').origin));
  if (origins.size !== 1) report(`地址分属几个来源：${[...origins].join(' ')}`);
  const local = urls.filter((url) => /^https:\/\/(localhost|127\.|\[::1\])/.test(url ?? ''));
  if (production) local.forEach((url) => report(`正式清单中不应有本机地址 ${url}`));
  else if (local.length !== urls.length) report(`仓库中的清单应以 ${LOCAL} 为地址`);
}

/** A requirement that the host lacks hides the add-in without a word; below VersionOverrides it only hides the ribbon.
 * @param {Element[]} all @param {Report} report
 */
function checkRequirements(all, report) {
  /** @type {(name: string) => string} */
  const told = (name) =>
    all
      .filter((one) => one.name === name)
      .map(({ attributes }) => `${attributes.Name} ${attributes.MinVersion}`)
      .join();
  if (told('Set') !== 'ExcelApi 1.1') report(`要求集过高：${told('Set')}`);
  if (told('bt:Set') !== 'SharedRuntime 1.1')
    report(`功能区的要求集应为 SharedRuntime 1.1：${told('bt:Set')}`);
}

/** The shared runtime is one page, so all that leads to a page has to name the same one.
 * @param {Element[]} all @param {Report} report @param {readonly string[]} functions
 */
function checkCommands(all, report, functions) {
  const runtime = all.find(({ name }) => name === 'Runtime');
  if (runtime?.attributes.lifetime !== 'long') report('Runtime 的 lifetime 应为 long');
  for (const { name, attributes } of all) {
    const leads = name === 'FunctionFile' || (name === 'SourceLocation' && attributes.resid);
    if (leads && attributes.resid !== runtime?.attributes.resid) {
      report(`${name} 的页面 ${attributes.resid} 与 Runtime 的不是同一个`);
    }
  }
  const panes = all.filter(({ name }) => name === 'TaskpaneId').map(({ text }) => text);
  if (panes.join() !== 'Office.AutoShowTaskpaneWithDocument') report(`任务窗格的 id 不对：${panes.join()}`);
  const named = all.filter(({ name }) => name === 'FunctionName').map(({ text }) => text);
  named
    .filter((name) => !functions.includes(name))
    .forEach((name) => report(`功能区的 ${name} 不在命令之列`));
  functions.filter((name) => !named.includes(name)).forEach((name) => report(`功能区缺少命令 ${name}`));
}

/**
 * @param {string} xml
 * @param {{ version: string, functions: readonly string[], production?: boolean }} expected `functions` are the
 *   commands that the ribbon has (src/commands/ribbon.ts)
 * @returns {string[]}
 */
export function findProblems(xml, { version, functions, production = false }) {
  /** @type {string[]} */
  const problems = [];
  /** @type {Report} */
  const report = (problem) => void problems.push(problem);
  const all = descend(parseXml(xml));
  checkOrder(all, report);
  if (all[0]) checkIdentity(all[0], report, version);
  checkText(all, report);
  checkIcons(all, checkResources(all, report), report);
  checkAddresses(all, report, production);
  checkRequirements(all, report);
  checkCommands(all, report, functions);
  return problems;
}
