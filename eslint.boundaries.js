/** Who may import whom (docs/decisions, "imports go one way"), as plain ESLint config blocks. */

const layers = [
  ...[
    'strings',
    'app',
    'hosts',
    'template',
    'word',
    'taskpane',
    'workbench',
    'cli',
    'commands',
    'notice',
    'crew',
  ],
];
const concrete = ['excel', 'grid', 'xlsx', 'memory', 'wps'];

/** @typedef {{ regex: string, message: string }} Pattern */

/** @type {(names: string[], message: string) => Pattern} */
const folders = (names, message) => ({ regex: `^(\\.\\./)+(${names.join('|')})(/|$)`, message });
const hosts = {
  regex: `(^|/)hosts/(${concrete.join('|')})(/|$)`,
  message: 'Only a composition root names a concrete host.',
};
/** @type {(allowed: string[], message: string) => Pattern} */
const packages = (allowed, message) => ({
  regex: `^(?!\\.\\.?(/|$)${allowed.map((name) => `|${name}(/|$)`).join('')})`,
  message,
});

/** @type {(folder: string, patterns: Pattern[], ignores?: string[]) => import('eslint').Linter.Config} */
function bound(folder, patterns, ignores = []) {
  return {
    name: `boundary/${folder}`,
    files: [`src/${folder}/**/*.{ts,tsx}`],
    ignores,
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
}

const root = 'src/taskpane/index.tsx';
const pane = folders(['workbench', 'cli', 'commands', 'notice'], 'The pane knows no other surface.');

/** @type {import('eslint').Linter.Config[]} */
export const boundaries = [
  bound('core', [
    folders(layers, 'core imports nothing of the layers above it.'),
    packages(['zod'], 'core is pure: zod is its only package.'),
  ]),
  bound('strings', [
    folders(
      layers.filter((layer) => layer !== 'strings'),
      'strings sees only core.',
    ),
    packages([], 'strings needs no package.'),
  ]),
  bound('template', [
    folders(
      layers.filter((layer) => layer !== 'template' && layer !== 'hosts'),
      'template sees only core.',
    ),
    {
      regex: '(^|/)hosts/(?!xlsx/draft$)',
      message: 'Of the hosts, template sees only how a file draws a sheet.',
    },
  ]),
  bound('word', [
    {
      regex:
        '^(\\.\\./)+(strings|app|hosts/(?!xlsx/(zip|xml|error|package)$)|taskpane|workbench|cli|commands|notice)',
      message: 'word sees core, the template and how a zip of XML parts is read.',
    },
  ]),
  bound('hosts', [
    folders(
      layers.filter((layer) => layer !== 'hosts'),
      'hosts see only core and the port.',
    ),
    { regex: `^(\\.\\./)+(${concrete.join('|')})(/|$)`, message: 'A host does not know another host.' },
  ]),
  bound('app', [
    folders(['taskpane', 'workbench', 'cli', 'commands', 'notice'], 'app knows no surface.'),
    hosts,
  ]),
  bound('taskpane', [pane, hosts], [root]),
  {
    ...bound('taskpane', [folders(['workbench', 'cli', 'notice'], 'The page knows pane and ribbon.')]),
    name: 'boundary/pane-root',
    files: [root],
  },
  bound('workbench', [folders(['cli', 'commands', 'notice'], 'The workbench sees app and pane.')]),
  bound('cli', [folders(['taskpane', 'workbench', 'commands', 'notice'], 'The command line sees app.')]),
  bound('crew', [
    folders(
      ['taskpane', 'workbench', 'cli', 'commands', 'notice'],
      'The thread of the roll-up sees app and how files are read.',
    ),
  ]),
  bound('commands', [folders(['taskpane', 'workbench', 'cli', 'notice'], 'Commands see app.'), hosts]),
  bound('notice', [folders(layers, 'The notice has to work where nothing else does.'), packages([], 'ES5.')]),
  {
    name: 'boundary/pure',
    files: ['src/core/**/*.ts', 'src/strings/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['window', 'document', 'navigator', 'localStorage', 'fetch', 'process', 'Buffer', 'console'],
        ...['setTimeout', 'setInterval', 'queueMicrotask', 'performance', 'Office', 'Excel'],
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'core has no clock: take the time as a parameter.' },
        { object: 'Math', property: 'random', message: 'core is deterministic.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'core has no clock: take the time as a parameter.',
        },
      ],
    },
  },
];
