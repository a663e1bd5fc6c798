/** The unmodified client library of node_modules in Node, talking to an emulated Excel. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EmulatedExcel } from './excel';
import type { Batch, Entry } from './wire';

const MESSAGE = { request: 1, response: 2, event: 3 } as const;

/** Another build of the library may be tried: OFFICEJS_DIST=/path/to/dist. */
export const LIBRARY =
  process.env.OFFICEJS_DIST ?? join(dirname(require.resolve('@microsoft/office-js/package.json')), 'dist');

interface Bridge {
  onMessageFromHost: (message: string) => void;
  sendMessageToHost: (message: string) => void;
}

/** What the library itself uses where it finds it: strings on the wire, events included. */
function bridgeTo(excel: EmulatedExcel): Bridge {
  const post = (message: unknown): void => bridge.onMessageFromHost(JSON.stringify(message));
  const bridge: Bridge = {
    onMessageFromHost: () => undefined,
    sendMessageToHost(text) {
      const { id, flags, message } = JSON.parse(text) as {
        id: number;
        flags: number;
        message: { body: Batch };
      };
      setTimeout(() => {
        void excel.execute(message.body, flags).then((answer) => {
          const body = JSON.stringify(answer);
          post({ id, type: MESSAGE.response, flags, message: { statusCode: 200, headers: {}, body } });
        });
      }, 0);
    },
  };
  excel.onEvents = (entries: readonly Entry[]) =>
    post({
      type: MESSAGE.event,
      message: {
        entries: entries.map((entry) => [
          entry.messageCategory,
          entry.messageType,
          entry.targetId,
          entry.message,
          entry.id,
        ]),
      },
    });
  return bridge;
}

/** The few things of a browser that the library touches while it is evaluated. */
function fakeWindow(extra: object): Record<string, unknown> {
  const window: Record<string, unknown> = {
    ...{ setTimeout, clearTimeout, setInterval, clearInterval, console, Promise, URL, performance },
    ...extra,
    location: {
      search: '',
      hash: '',
      href: 'https://localhost/',
      origin: 'https://localhost',
      protocol: 'https:',
    },
    navigator: { userAgent: 'node' },
    document: {
      domain: 'localhost',
      cookie: '',
      getElementsByTagName: () => [],
      createElement: () => ({ setAttribute: () => undefined }),
      addEventListener: () => undefined,
    },
    addEventListener: () => undefined,
  };
  for (const name of ['window', 'self', 'top', 'parent']) window[name] = window;
  for (const name of [
    'OfficeExtension',
    'OfficeCore',
    'Office',
    'OSF',
    'OfficeExt',
    'Excel',
    'OfficeRuntime',
  ]) {
    window[name] = undefined;
  }
  return window;
}

interface Library {
  readonly Excel: typeof Excel;
  readonly OfficeExtension: typeof OfficeExtension;
}

type Evaluate = (this: object, window: object) => Library;

/** `with` makes the fake window the library's outermost scope, in the realm of the test. */
function parse(): Evaluate {
  const source = readFileSync(join(LIBRARY, 'excel-web-16.00.js'), 'utf8');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the library has to be evaluated unmodified
  return new Function('window', `with (window) {${source}\n;return {Excel, OfficeExtension};}`) as Evaluate;
}

let evaluate: Evaluate | undefined;

function load(excel: EmulatedExcel): Library {
  evaluate ??= parse();
  const window = fakeWindow({ _richApiNativeBridge: bridgeTo(excel) });
  return evaluate.call(window, window);
}

/** Puts Office, Excel and OfficeExtension where a pane finds them. Returns what takes them away again. */
export function installOffice(excel: EmulatedExcel): () => void {
  const { level, faults } = excel;
  const isSetSupported = (name: string, version = '1.1'): boolean =>
    name === 'ExcelApi' ? Number(version.split('.')[1]) <= level : false;
  const office = {
    onReady: () => Promise.resolve({ host: 'Excel', platform: 'PC' }),
    context: {
      requirements: { isSetSupported },
      document: { mode: faults.readOnly ? 'readOnly' : 'readWrite' },
    },
  };
  const place = globalThis as unknown as Record<string, unknown>;
  Object.assign(place, load(excel), { Office: office });
  return () => {
    for (const name of ['Office', 'Excel', 'OfficeExtension']) Reflect.deleteProperty(place, name);
  };
}
