const { availableParallelism } = require('node:os');

const transform = {
  '\\.[cm]?[jt]sx?$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: true, dynamicImport: true },
        transform: { react: { runtime: 'automatic' } },
      },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
    },
  ],
};

/** Packages that ship ES modules only; everything else in node_modules is required as it is. */
const esm = [
  ...['hucre', '@ironcalc', 'hyparquet', 'hyparquet-writer'],
  // what Univer needs
  ...['lodash-es', 'nanoid', 'kdbush', 'rbush', 'quickselect', 'franc-min', 'trigram-utils', 'n-gram'],
  ...['collapse-white-space', 'cjk-regex', 'unicode-regex', 'regexp-util'],
];

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  // Each look at a global costs in the sandbox that jest runs a file in; of these there are millions.
  sandboxInjectedGlobals: ['Math', 'Number', 'String', 'Map', 'Set', 'Array', 'Object', 'RegExp'],
  transform,
  transformIgnorePatterns: [`/node_modules/(?!(?:${esm.join('|')})/)`],
  moduleNameMapper: { '\\.css$': '<rootDir>/tests/support/style.cjs' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/lib/'],
};

/** @type {import('jest').Config} */
module.exports = {
  testSequencer: '<rootDir>/tests/support/order.cjs',
  // One more than there are processors: tests in a browser wait for it much of the time.
  maxWorkers: availableParallelism() + 1,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      setupFilesAfterEnv: ['<rootDir>/tests/support/setup.ts'],
      testMatch: ['<rootDir>/tests/**/*.test.{ts,tsx}'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '<rootDir>/tests/e2e/',
        '<rootDir>/tests/ui/',
        '<rootDir>/tests/libreoffice/',
      ],
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/tests/{e2e,ui}/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/tests/e2e/support/setup.ts'],
    },
    {
      ...shared,
      displayName: 'libreoffice',
      testMatch: ['<rootDir>/tests/libreoffice/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'bench',
      testMatch: ['<rootDir>/tests/bench/**/*.bench.{ts,tsx}'],
      setupFilesAfterEnv: ['<rootDir>/tests/e2e/support/setup.ts'],
    },
  ],
};
