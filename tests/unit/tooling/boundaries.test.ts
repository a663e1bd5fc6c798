import { Linter } from 'eslint';
import { boundaries } from '../../../eslint.boundaries';

function complain(file: string, code: string): string[] {
  const linter = new Linter({ configType: 'flat' });
  return linter.verify(code, boundaries, file).map((problem) => problem.ruleId ?? problem.message);
}

const forbidden: [file: string, code: string][] = [
  ['src/core/check/check.ts', `import '../../hosts/port';`],
  ['src/core/check/check.ts', `import '../../strings/zh-CN';`],
  ['src/core/form/form.ts', `import 'react';`],
  ['src/core/form/form.ts', `import 'node:fs';`],
  ['src/strings/zh-CN.ts', `import '../app/state';`],
  ['src/template/book.ts', `import '../hosts/xlsx/write';`],
  ['src/word/read.ts', `import '../hosts/grid/grid';`],
  ['src/word/read.ts', `import '../strings/word';`],
  ['src/hosts/grid/grid.ts', `import '../../app/state';`],
  ['src/hosts/grid/grid.ts', `import '../memory/memory';`],
  ['src/app/attach.ts', `import '../taskpane/list';`],
  ['src/app/attach.ts', `import '../hosts/excel/excel';`],
  ['src/taskpane/list/list.tsx', `import '../../hosts/excel/excel';`],
  ['src/taskpane/list/list.tsx', `import '../../workbench/page';`],
  ['src/taskpane/index.tsx', `import '../workbench/page';`],
  ['src/workbench/page.tsx', `import '../cli/index';`],
  ['src/cli/index.ts', `import '../taskpane/list';`],
  ['src/taskpane/list/list.tsx', `import '../../commands/ribbon';`],
  ['src/commands/ribbon.ts', `import '../taskpane/Pane';`],
  ['src/commands/ribbon.ts', `import '../hosts/excel';`],
  ['src/notice/notice.ts', `import '../strings/zh-CN';`],
];

const allowed: [file: string, code: string][] = [
  ['src/core/check/check.ts', `import '../form/schema'; import 'zod';`],
  ['src/hosts/grid/grid.ts', `import '../port'; import '../../core/model'; import '@univerjs/core';`],
  ['src/hosts/xlsx/read.ts', `import './zip'; import '../port';`],
  ['src/word/read.ts', `import '../hosts/xlsx/zip'; import '../core/model'; import '../template/styles';`],
  ['src/app/attach.ts', `import '../hosts/port'; import '../core/model'; import '../template/book';`],
  [
    'src/taskpane/index.tsx',
    `import '../hosts/excel/excel'; import './list/list'; import '../commands/ribbon';`,
  ],
  ['src/commands/ribbon.ts', `import '../app/commands'; import '../core';`],
  ['src/workbench/index.tsx', `import '../hosts/grid/grid'; import '../taskpane/list/list';`],
  ['src/cli/index.ts', `import '../hosts/xlsx/read'; import '../template/book';`],
];

test.each(forbidden)('%s may not say %s', (file, code) => {
  expect(complain(file, code)).toContain('no-restricted-imports');
});

test.each(allowed)('%s may say %s', (file, code) => {
  expect(complain(file, code)).toEqual([]);
});

test.each([
  ['no-restricted-globals', 'window.alert(1);'],
  ['no-restricted-globals', 'process.exit(1);'],
  ['no-restricted-properties', 'Date.now();'],
  ['no-restricted-syntax', 'new Date();'],
])('the core has no surroundings and no clock: %s refuses %s', (rule, code) => {
  expect(complain('src/core/check/check.ts', code)).toContain(rule);
});
