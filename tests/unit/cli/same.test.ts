/** The pane and the command line find the same in the same file. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkSchema } from '../../../src/app/contract';
import { createSession } from '../../../src/app/session';
import type { AppState, Session } from '../../../src/app/state';
import { form, isError } from '../../../src/core';
import { createMemoryHost } from '../../../src/hosts/memory/host';
import { createXlsxHost } from '../../../src/hosts/xlsx/host';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import type { Host } from '../../../src/hosts/port';
import { messageOf } from '../../../src/strings/messages';

const root = resolve(__dirname, '../../..');
const currentYear = new Date().getFullYear();

const settled = (session: Session): Promise<AppState> =>
  new Promise((done) => {
    const look = (): void => {
      const state = session.getState();
      if (state.phase !== 'attaching' && !state.pending) done(state);
    };
    session.subscribe(look);
    look();
  });

async function inPane(host: Host, stage: 'draft' | 'final'): Promise<unknown[]> {
  const session = createSession({ host, form, currentYear });
  await settled(session);
  session.setStage(stage);
  const { findings } = await settled(session);
  session.dispose();
  return findings.map((finding) => ({
    rule: finding.rule,
    severity: finding.severity,
    expected: finding.expected,
    message: messageOf(finding, form, 'zh-CN'),
    cells: finding.cells.map(({ sheet, address, value }) => ({
      sheet,
      address,
      value: isError(value) ? value.error : value,
    })),
  }));
}

function onCommandLine(file: string, stage: string): unknown[] {
  const words = ['check', file, '--stage', stage, '--format', 'json', '--lang', 'zh'];
  const { stdout } = spawnSync(process.execPath, [join(root, 'lib/cpreport.cjs'), ...words], {
    encoding: 'utf8',
    cwd: root,
  });
  return checkSchema.parse(JSON.parse(stdout)).reports.flatMap(({ findings }) =>
    findings.map(({ rule, severity, expected, message, cells }) => ({
      rule,
      severity,
      expected,
      message,
      cells: cells.map(({ sheet, address, value }) => ({ sheet, address, value })),
    })),
  );
}

describe.each(['samples/clean.xlsx', 'samples/faulty.xlsx'])('%s', (file) => {
  const bytes = readFileSync(join(root, file));
  it.each(['draft', 'final'] as const)('says the same in the pane, at the stage %s', async (stage) => {
    const said = onCommandLine(file, stage);
    const sheets = readWorkbook(bytes).sheets.map(({ snapshot }) => snapshot);
    expect(await inPane(createXlsxHost(bytes, file), stage)).toEqual(said);
    expect(await inPane(createMemoryHost(sheets), stage)).toEqual(said);
    if (file.includes('faulty')) expect(said.length).toBeGreaterThan(10);
  });
});
