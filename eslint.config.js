import office from 'eslint-plugin-office-addins';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { boundaries } from './eslint.boundaries.js';

const projects = ['tsconfig.core.json', 'tsconfig.json', 'tsconfig.node.json'];

export default tseslint.config(
  { ignores: ['dist/', 'lib/', 'coverage/', '.cache/', 'node_modules/'] },
  {
    files: ['src/**/*.{ts,tsx}', 'tests/**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: projects, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'office-addins': office, 'react-hooks': hooks },
    rules: {
      ...hooks.configs['recommended-latest'].rules,
      eqeqeq: 'error',
      'no-console': 'error',
      'no-eval': 'error',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: Object.fromEntries(Object.keys(office.rules).map((rule) => [`office-addins/${rule}`, 'error'])),
  },
  { files: ['src/cli/**/*.ts', 'tests/**/*.{ts,tsx}'], rules: { 'no-console': 'off' } },
  {
    files: ['*.{js,cjs}', 'scripts/**/*.mjs', 'tests/**/*.cjs'],
    extends: [tseslint.configs.recommended],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  ...boundaries,
);
