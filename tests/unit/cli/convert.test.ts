/** Files of other formats: named as what they are, or converted where LibreOffice is installed. */
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { convert } from '../../../src/cli/convert';
import { openFile } from '../../../src/cli/files';

const folder = mkdtempSync(join(tmpdir(), 'cpreport-convert-'));
const office = join(folder, 'office');
const home = process.env.PATH;
const sample = resolve('samples/clean.xlsx');

/** A compound file whose directory names one stream. */
function compound(stream: string): Uint8Array {
  const bytes = new Uint8Array(1536);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  new DataView(bytes.buffer).setUint16(0x1e, 9, true);
  bytes.set(Buffer.from(`Root Entry\0${stream}`, 'utf16le'), 512);
  return bytes;
}

const write = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

/** Stands for LibreOffice: keeps what it was told, and gives the sample as its result. */
function installOffice(body: string): void {
  writeFileSync(join(office, 'soffice'), `#!/bin/sh\n${body}\n`);
  chmodSync(join(office, 'soffice'), 0o755);
  process.env.PATH = [office, home].join(delimiter);
}
const GIVE_SAMPLE = `
echo "$@" > "${join(folder, 'told')}"
for last; do :; done
test -s "$last" || exit 1
while [ "$1" != --outdir ]; do shift; done
mkdir -p "$2"
cp "${join(folder, 'sample.xlsx')}" "$2/book.xlsx"`;

const said: string[] = [];
beforeAll(() => {
  mkdirSync(office);
  copyFileSync(sample, join(folder, 'sample.xlsx'));
});
beforeEach(() => {
  process.env.PATH = '';
  said.length = 0;
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});
afterEach(() => {
  process.env.PATH = home;
  jest.restoreAllMocks();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['报送表.xls', compound('Workbook'), 'LEGACY_XLS', '.xls', '.xlsx'],
  ['旧报送表.xls', compound('Book'), 'LEGACY_XLS', '.xls', '.xlsx'],
  ['报送表.et', compound('Workbook'), 'LEGACY_ET', '.et', '.xlsx'],
  ['报送表.doc', compound('WordDocument'), 'LEGACY_DOC', '.doc', '.docx'],
  ['报送表.wps', compound('WordDocument'), 'LEGACY_WPS', '.wps', '.docx'],
  ['加密.xlsx', compound('EncryptedPackage'), 'ENCRYPTED', '密码', '.xlsx'],
  ['报送表.csv', '指标,数值\n自愿性,1\n', 'CSV', '.csv', '.xlsx'],
])(
  'without LibreOffice %s is named as what it is, with the way out',
  async (name, bytes, code, kind, way) => {
    const opened = await openFile(write(name, bytes), 'zh-CN');
    expect(opened).toMatchObject({ code });
    const { reason } = opened as { reason: string };
    for (const word of [kind, way, '另存为']) expect(reason).toContain(word);
    expect(said).toEqual([]);
  },
);

test.each([
  ['报送表.xls', 'xls'],
  ['报送表.et', 'xls'],
])('with LibreOffice %s is converted in a folder of its own and read', async (name, extension) => {
  installOffice(GIVE_SAMPLE);
  const file = write(name, compound('Workbook'));
  const before = readFileSync(file);
  const opened = await openFile(file, 'zh-CN');
  expect('book' in opened && opened.book.reports.map(({ year }) => year)).toEqual([2012, 2013, 2014]);
  expect(opened.file).toBe(file);
  expect(said).toEqual([`${file}：已用 LibreOffice 转换后读取，原文件没有改动。\n`]);
  expect(readFileSync(file).equals(before)).toBe(true);
  const told = readFileSync(join(folder, 'told'), 'utf8');
  expect(told).toContain('--headless');
  expect(told).toMatch(/-env:UserInstallation=file:\/\/\S+\/profile/);
  expect(told.trim().endsWith(`book.${extension}`)).toBe(true);
  expect(told).not.toContain(folder);
});

test('where LibreOffice fails the file is named as what it is', async () => {
  installOffice('exit 1');
  expect(await openFile(write('坏.xls', compound('Workbook')), 'en')).toMatchObject({ code: 'LEGACY_XLS' });
  expect(said).toEqual([]);
});

test('what is no workbook is never handed to LibreOffice', () => {
  installOffice(GIVE_SAMPLE);
  for (const code of ['ENCRYPTED', 'LEGACY_DOC', 'CSV', 'NOT_ZIP', 'CRC'] as const) {
    expect(convert(compound('Workbook'), code)).toBeNull();
  }
});
