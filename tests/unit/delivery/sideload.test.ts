import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sideloading, take } from '../../../scripts/sideload.mjs';

const id = '7ce56e44-8c29-4701-96d6-79387eaa118b';

test('on Windows the add-in is a value of the registry under its id', () => {
  const steps = sideloading('win32', { id, manifest: 'C:\\cp\\manifest.xml', home: 'C:\\Users\\a' })!;
  const key = 'HKCU\\SOFTWARE\\Microsoft\\Office\\16.0\\Wef\\Developer';
  expect(steps.register).toEqual({
    run: ['reg', 'add', key, '/v', id, '/t', 'REG_SZ', '/d', 'C:\\cp\\manifest.xml', '/f'],
  });
  expect(steps.forget).toEqual({ run: ['reg', 'delete', key, '/v', id, '/f'] });
});

test('on a Mac the manifest is laid into the folder of Excel, and taken away again', () => {
  const home = mkdtempSync(join(tmpdir(), 'cpreport-home-'));
  const manifest = join(home, 'manifest.xml');
  writeFileSync(manifest, '<OfficeApp />');
  const steps = sideloading('darwin', { id, manifest, home })!;
  const file = join(home, 'Library/Containers/com.microsoft.Excel/Data/Documents/wef', `${id}.manifest.xml`);
  try {
    expect(take(steps.register)).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('<OfficeApp />');
    expect(take(steps.forget)).toBe(true);
    expect(existsSync(file)).toBe(false);
    expect(take(steps.forget)).toBe(true);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

test('elsewhere there is no Excel to sideload into', () => {
  expect(sideloading('linux', { id, manifest: '', home: '' })).toBeNull();
});

test('a step that fails says so', () => {
  expect(take({ run: [process.execPath, '-e', 'process.exit(3)'] })).toBe(false);
});
