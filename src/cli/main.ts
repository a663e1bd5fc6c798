/** The command line (design.md): finds the command, its options and the language. What else it needs is loaded then. */
import { parseArgs } from 'node:util';
import type { Language } from '../strings/messages';
import { check } from './check';
import { helpOf, type CommandName } from './help';
import { choose, EXIT, type Run, UsageError, type Values } from './usage';
import { wordIn } from './words';
import '../strings/english';

const text = { type: 'string' } as const;
const COMMON = {
  output: { type: 'string', short: 'o' },
  lang: text,
  help: { type: 'boolean', short: 'h' },
} as const;

interface Command {
  /** Those beside the common ones. */
  readonly options: Readonly<Record<string, { readonly type: 'string'; readonly multiple?: boolean }>>;
  readonly load: () => Run | Promise<Run>;
}

const commands: Readonly<Record<CommandName, Command>> = {
  template: {
    options: {
      from: text,
      to: text,
      region: text,
      documents: text,
      values: { type: 'string', multiple: true },
      addin: text,
    },
    load: () => import('./template').then(({ template }) => template),
  },
  check: {
    options: {
      stage: text,
      format: text,
      prior: { type: 'string', multiple: true },
      returns: text,
      due: text,
      'from-office': text,
      workers: text,
    },
    load: () => check,
  },
  adopt: { options: {}, load: () => import('./adopt').then(({ adoptFile }) => adoptFile) },
  fill: {
    options: { prior: { type: 'string', multiple: true } },
    load: () => import('./fill').then(({ fill }) => fill),
  },
  rollup: {
    options: {
      ...{ year: text, region: text, expect: text, own: text, against: text, previous: text },
      ...{ stage: text, format: text, workers: text, returns: text, due: text, 'from-office': text },
      use: { type: 'string', multiple: true },
      included: { type: 'string', multiple: true },
      separate: { type: 'string', multiple: true },
    },
    load: () => import('./rollup/rollup').then(({ rollup }) => rollup),
  },
  export: {
    options: { format: text, year: text, table: text },
    load: () => import('./export').then(({ exportTable }) => exportTable),
  },
  import: {
    options: { format: text, year: text },
    load: () => import('./import').then(({ importFile }) => importFile),
  },
  finalise: {
    options: { by: text, year: text, date: text },
    load: () => import('./finalise').then(({ finaliseFile }) => finaliseFile),
  },
  rules: { options: { format: text }, load: () => import('./rules').then(({ rules }) => rules) },
};

/** Ends the process with an exit code: 0, 1 or 2 (design.md). */
export async function main(words: readonly string[]): Promise<void> {
  // Whoever reads our output may stop early, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await run(words, languageOf(words));
}

async function run(words: readonly string[], language: Language): Promise<number> {
  const say = wordIn(language);
  try {
    const [first, ...rest] = words;
    const asked = first === 'help' ? rest[0] : first;
    const name = commandIn(asked);
    const help = first === undefined || first === 'help' || words.includes('--help') || words.includes('-h');
    if (help && (name || asked === undefined || asked.startsWith('-'))) {
      process.stdout.write(helpOf(name, language));
      return first === undefined ? EXIT.failed : EXIT.done;
    }
    if (!name) throw new UsageError(say('unknownCommand', { name: asked ?? '' }));
    const { options, load } = commands[name];
    const { values, positionals } = parse(rest, options, name, language);
    return await (
      await load()
    )(positionals, values, say, language);
  } catch (error) {
    const message = error instanceof UsageError ? error.message : say('broken', { detail: String(error) });
    process.stderr.write(`${message}\n`);
    return EXIT.failed;
  }
}

const commandIn = (word: string | undefined): CommandName | undefined =>
  word !== undefined && Object.hasOwn(commands, word) ? (word as CommandName) : undefined;

function parse(
  args: readonly string[],
  options: Command['options'],
  name: CommandName,
  language: Language,
): { values: Values; positionals: string[] } {
  const say = wordIn(language);
  try {
    const all = { ...options, ...COMMON };
    const { values, positionals } = parseArgs({ args: [...args], options: all, allowPositionals: true });
    choose('--lang', values.lang, ['zh', 'en'], say);
    return { values: values, positionals };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const option = /'([^' ,]+)/.exec(message)?.[1] ?? '';
    const word = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? 'unknownOption' : 'optionValue';
    throw new UsageError(say(word, { option, name }));
  }
}

/** --lang, else the system's language where that is English, else Chinese. */
function languageOf(words: readonly string[]): Language {
  const at = words.indexOf('--lang');
  const asked = at >= 0 ? words[at + 1] : words.find((word) => word.startsWith('--lang='))?.slice(7);
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const system = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '');
  return (asked ?? system ?? '').startsWith('en') ? 'en' : 'zh-CN';
}
