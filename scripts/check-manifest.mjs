/** Checks manifest.xml offline: order of elements, icons and their true sizes, resource ids, lengths, https, version. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SaxesParser } from 'saxes';

const root = resolve(import.meta.dirname, '..');
const file = process.argv[2] ?? join(root, 'manifest.xml');

/** @typedef {{ name: string, attributes: Record<string, string>, children: Element[], text: string }} Element */

/** @param {string} xml @returns {Element} */
function parse(xml) {
  const parser = new SaxesParser();
  /** @type {Element} */
  const top = { name: '', attributes: {}, children: [], text: '' };
  const stack = [top];
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, children: [], text: '' };
    stack.at(-1)?.children.push(element);
    stack.push(element);
  });
  parser.on('text', (text) => {
    const element = stack.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => stack.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return top.children[0] ?? top;
}

/** @param {Element} element @returns {Element[]} */
const descend = (element) => [element, ...element.children.flatMap(descend)];

/** @param {Element} element @param {string} name */
const child = (element, name) => element.children.find((one) => one.name === name);

const order = {
  OfficeApp: [
    ...[
      'Id',
      'AlternateId',
      'Version',
      'ProviderName',
      'DefaultLocale',
      'DisplayName',
      'Description',
      'IconUrl',
    ],
    ...['HighResolutionIconUrl', 'SupportUrl', 'AppDomains', 'Hosts', 'Requirements', 'DefaultSettings'],
    ...['Permissions', 'VersionOverrides'],
  ],
  VersionOverrides: ['Description', 'Requirements', 'Hosts', 'Resources'],
  DesktopFormFactor: ['GetStarted', 'FunctionFile', 'ExtensionPoint'],
  Group: ['Label', 'Icon', 'Control'],
  Control: ['Label', 'Supertip', 'Icon', 'Action'],
  Supertip: ['Title', 'Description'],
  Resources: ['bt:Images', 'bt:Urls', 'bt:ShortStrings', 'bt:LongStrings'],
};
const required = {
  OfficeApp: [
    ...['Id', 'Version', 'ProviderName', 'DefaultLocale', 'DisplayName', 'Description', 'IconUrl'],
    ...['HighResolutionIconUrl', 'SupportUrl', 'Hosts', 'DefaultSettings', 'Permissions'],
  ],
  Group: ['Label', 'Icon', 'Control'],
  Control: ['Label', 'Supertip', 'Icon', 'Action'],
};
const longest = {
  DisplayName: 125,
  Description: 250,
  ProviderName: 125,
  'bt:ShortStrings': 125,
  'bt:LongStrings': 250,
};

/** @type {string[]} */
const problems = [];
const top = parse(readFileSync(file, 'utf8'));
const all = descend(top);
const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

/** @param {string} where @param {string | undefined} value @param {number} limit */
function measure(where, value, limit) {
  if (!value) problems.push(`${where} 是空的`);
  else if ([...value].length > limit) problems.push(`${where} 有 ${[...value].length} 个字符，上限 ${limit}`);
}

function checkOrder() {
  for (const element of all) {
    const names = element.children.map((one) => one.name);
    const expected = order[/** @type {keyof typeof order} */ (element.name)];
    if (!expected) continue;
    const places = names.map((name) => expected.indexOf(name));
    names
      .filter((_, index) => places[index] === -1)
      .forEach((name) => problems.push(`${element.name} 中不应有 ${name}`));
    if (places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0))) {
      problems.push(`${element.name} 的子元素次序不对：${names.join(' ')}`);
    }
    for (const name of required[/** @type {keyof typeof required} */ (element.name)] ?? []) {
      if (!names.includes(name)) problems.push(`${element.name} 缺少 ${name}`);
    }
  }
}

function checkIdentity() {
  const id = child(top, 'Id')?.text ?? '';
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))
    problems.push(`Id 不是 GUID：${id}`);
  const stated = child(top, 'Version')?.text;
  if (stated !== `${version}.0`) problems.push(`版本 ${stated} 与 package.json 的 ${version} 不一致`);
}

function checkText() {
  for (const name of /** @type {const} */ (['DisplayName', 'Description'])) {
    const element = child(top, name);
    measure(name, element?.attributes.DefaultValue, longest[name]);
    element?.children.forEach((one) =>
      measure(`${name} ${one.attributes.Locale}`, one.attributes.Value, longest[name]),
    );
  }
  measure('ProviderName', child(top, 'ProviderName')?.text, longest.ProviderName);
  for (const group of /** @type {const} */ (['bt:ShortStrings', 'bt:LongStrings'])) {
    for (const entry of all.find((one) => one.name === group)?.children ?? []) {
      measure(`${entry.attributes.id}`, entry.attributes.DefaultValue, longest[group]);
      entry.children.forEach((one) =>
        measure(`${entry.attributes.id} en`, one.attributes.Value, longest[group]),
      );
    }
  }
}

function checkResources() {
  const entries = all.filter((one) => one.attributes.id && /^bt:(Image|Url|String)$/.test(one.name));
  const ids = entries.map((one) => one.attributes.id ?? '');
  const used = all.flatMap((one) => one.attributes.resid ?? []);
  ids.filter((id, index) => ids.indexOf(id) !== index).forEach((id) => problems.push(`资源 ${id} 重复`));
  ids.filter((id) => id.length > 32).forEach((id) => problems.push(`资源名 ${id} 超过 32 个字符`));
  used.filter((id) => !ids.includes(id)).forEach((id) => problems.push(`resid ${id} 没有定义`));
  ids.filter((id) => !used.includes(id)).forEach((id) => problems.push(`资源 ${id} 没有被用到`));
  return new Map(entries.map((one) => [one.attributes.id ?? '', one.attributes.DefaultValue ?? '']));
}

/** @param {string} where @param {string | undefined} url @param {number} size */
function checkIcon(where, url, size) {
  const name = /\/(assets\/[\w-]+\.png)$/.exec(url ?? '')?.[1];
  if (!name) return problems.push(`${where} 没有图标：${url}`);
  try {
    const png = readFileSync(join(root, name));
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    if (width !== size || height !== size)
      problems.push(`${name} 是 ${width}×${height}，应为 ${size}×${size}`);
  } catch {
    problems.push(`${where} 的图标 ${name} 不存在`);
  }
}

/** @param {Map<string, string>} resources */
function checkIcons(resources) {
  checkIcon('IconUrl', child(top, 'IconUrl')?.attributes.DefaultValue, 32);
  checkIcon('HighResolutionIconUrl', child(top, 'HighResolutionIconUrl')?.attributes.DefaultValue, 64);
  for (const icon of all.filter((one) => one.name === 'Icon')) {
    const images = icon.children.map((one) => ({
      size: Number(one.attributes.size),
      resid: one.attributes.resid ?? '',
    }));
    for (const size of [16, 32, 80]) {
      if (!images.some((image) => image.size === size)) problems.push(`功能区图标缺少 ${size} 像素的尺寸`);
    }
    images.forEach(({ size, resid }) => checkIcon(`Icon ${size}`, resources.get(resid), size));
  }
  checkIcon('assets', '/assets/icon-128.png', 128);
}

function checkAddresses() {
  const urls = all.flatMap((one) =>
    [one.attributes.DefaultValue, one.attributes.Value].filter((value) => /^\w+:\/\//.test(value ?? '')),
  );
  urls.filter((url) => !url?.startsWith('https://')).forEach((url) => problems.push(`${url} 不是 https`));
  const origins = new Set(urls.map((url) => new URL(url ?? '').origin));
  if (origins.size !== 1) problems.push(`地址分属几个来源：${[...origins].join(' ')}`);
}

/** A requirement that the host lacks hides the add-in without a word, so they stay low and the pane looks for itself. */
function checkRequirements() {
  for (const set of all.filter((one) => one.name === 'Set')) {
    if (set.attributes.MinVersion !== '1.1')
      problems.push(`要求集 ${set.attributes.Name} ${set.attributes.MinVersion} 过高`);
  }
}

checkOrder();
checkIdentity();
checkText();
checkIcons(checkResources());
checkAddresses();
checkRequirements();

problems.forEach((problem) => console.error(`check-manifest: ${problem}`));
if (problems.length === 0) console.log('check-manifest: 清单无误');
process.exitCode = problems.length > 0 ? 1 : 0;
