import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { patchWorkbook } from '../../../src/hosts/xlsx/write';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { type AddinReference } from '../../../src/template/addin';
import { makeTemplate } from '../../../src/template/template';

const options = { from: 2014, to: 2014, region: '山东省' };
const addin: AddinReference = {
  storeType: 'EXCatalog',
  store: 'EXCatalog',
  id: '7ce56e44-8c29-4701-96d6-79387eaa118b',
  version: '0.1.0.0',
};
const OWN = [
  'xl/webextensions/taskpanes.xml',
  'xl/webextensions/_rels/taskpanes.xml.rels',
  'xl/webextensions/webextension1.xml',
];
const CHANGED = ['[Content_Types].xml', '_rels/.rels'];

let plain: Uint8Array;
let named: Uint8Array;
beforeAll(async () => {
  plain = await makeTemplate(options);
  named = await makeTemplate({ ...options, addin });
});

const textsOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, part]) => [path, strFromU8(part)]));

function attributesOf(xml: string, element: string): Record<string, string>[] {
  const found: Record<string, string>[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (name === element) found.push({ ...attributes });
  });
  parser.write(xml).close();
  return found;
}

test('a workbook names no add-in unless it is asked to', () => {
  expect(Object.keys(unzipSync(plain)).filter((path) => path.includes('webextension'))).toEqual([]);
});

test('with an add-in all other parts stay byte for byte, and in their order', () => {
  const [before, after] = [textsOf(plain), textsOf(named)];
  expect(Object.keys(after)).toEqual([...Object.keys(before), ...OWN]);
  for (const path of Object.keys(before).filter((one) => !CHANGED.includes(one))) {
    expect(after[path]).toBe(before[path]);
  }
});

test('the same options give the same bytes', async () => {
  expect(Buffer.from(await makeTemplate({ ...options, addin })).equals(Buffer.from(named))).toBe(true);
});

test('the parts lead from the package to the add-in, and have their content types', () => {
  const parts = textsOf(named);
  const panes = attributesOf(parts['_rels/.rels']!, 'Relationship').find(({ Type }) =>
    Type?.endsWith('/webextensiontaskpanes'),
  );
  expect(panes?.Target).toBe(OWN[0]);
  const [reference] = attributesOf(parts[OWN[0]!]!, 'wetp:webextensionref');
  const [relation] = attributesOf(parts[OWN[1]!]!, 'Relationship');
  expect(relation).toMatchObject({ Id: reference?.['r:id'], Target: 'webextension1.xml' });
  expect(attributesOf(parts[OWN[2]!]!, 'we:reference')).toEqual([{ ...addin }]);
  expect(attributesOf(parts[OWN[2]!]!, 'we:property')).toEqual([
    { name: 'Office.AutoShowTaskpaneWithDocument', value: 'true' },
  ]);
  const types = attributesOf(parts['[Content_Types].xml']!, 'Override').map(({ PartName }) => PartName);
  expect(types).toEqual(expect.arrayContaining([`/${OWN[0]}`, `/${OWN[2]}`]));
});

test('what is named is text, never markup', async () => {
  const store = '\\\\server\\a"b<c>&d';
  const bytes = await makeTemplate({ ...options, addin: { ...addin, storeType: 'FileSystem', store } });
  expect(attributesOf(textsOf(bytes)[OWN[2]!]!, 'we:reference')[0]?.store).toBe(store);
});

test('a workbook with an add-in is read and patched like any other, and keeps it', () => {
  const sheet = readWorkbook(named).sheets[0]!.name;
  const patched = patchWorkbook(named, [{ sheet, row: 9, column: 4, value: 7, formula: null }]);
  const [before, after] = [textsOf(named), textsOf(patched)];
  for (const path of [...OWN, ...CHANGED]) expect(after[path]).toBe(before[path]);
});
