/** The command line: cpreport template | check | export (design.md). */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { CheckOptions } from '../core';
import type { Language } from '../strings/messages';
import { reportResults, type Result } from '../app/result';
import { csvOf, tableOf } from '../app/table';
import { mergeValues, type ValuesInput, valuesSchema } from '../app/values';
import { makeTemplate } from '../template/template';
import { listFiles, openFile, type Opened, save } from './files';
import { importFile } from './import';
import { textOf } from './text';
import { EXIT, type Say, UsageError } from './usage';
import { exportWord } from './word';
import { wordIn } from './words';

const OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  region: { type: 'string' },
  documents: { type: 'string' },
  values: { type: 'string', multiple: true },
  stage: { type: 'string' },
  format: { type: 'string' },
  year: { type: 'string' },
  output: { type: 'string', short: 'o' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = Partial<Record<Exclude<keyof typeof OPTIONS, 'help' | 'values'>, string>> & {
  values?: string[];
};
type Command = (
  files: readonly string[],
  values: Values,
  say: Say,
  language: Language,
) => Promise<number> | number;

const commands: Readonly<Record<string, Command>> = {
  template,
  check,
  export: exportTable,
  import: importFile,
};

async function template(_files: readonly string[], values: Values, say: Say): Promise<number> {
  const [from, to] = [Number(values.from), Number(values.to ?? values.from)];
  const listRows = Number(values.documents ?? 8);
  if (!values.output) throw new UsageError(say('noOutput'));
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 2011 || to < from || to > 2200) {
    throw new UsageError(say('badYears'));
  }
  if (!Number.isInteger(listRows) || listRows < 1 || listRows > 200) throw new UsageError(say('badRows'));
  const { region, values: filled } = mergeValues((values.values ?? []).map((file) => readValues(file, say)));
  const name = values.region ?? region;
  const bytes = await makeTemplate({ from, to, listRows, values: filled, ...(name ? { region: name } : {}) });
  save(values.output, bytes, say);
  process.stderr.write(`${say('written', { file: values.output })}\n`);
  return EXIT.done;
}

function readValues(file: string, say: Say): ValuesInput {
  try {
    return valuesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new UsageError(say('badValues', { file }));
  }
}

function check(names: readonly string[], values: Values, say: Say, language: Language): number {
  const format = choose(values.format ?? 'text', ['text', 'json'], say);
  const stage = values.stage ?? 'draft';
  if (stage !== 'draft' && stage !== 'final') throw new UsageError(say('badStage'));
  const options: CheckOptions = { stage, currentYear: new Date().getFullYear() };
  const result: Result = { version: 1, reports: [], failures: [] };
  for (const opened of openAll(names, say, language)) {
    if ('book' in opened) result.reports.push(...reportResults(opened.file, opened.book, options, language));
    else result.failures.push(opened);
  }
  const text =
    format === 'json'
      ? `${JSON.stringify(result, null, 1)}\n`
      : textOf(result, say, language, Boolean(process.stdout.isTTY && !values.output));
  save(values.output, text, say);
  if (result.failures.length > 0) return EXIT.failed;
  return result.reports.some(({ counts }) => counts.hard > 0) ? EXIT.hard : EXIT.done;
}

function exportTable(
  names: readonly string[],
  values: Values,
  say: Say,
  language: Language,
): Promise<number> | number {
  const format = choose(values.format ?? 'csv', ['csv', 'docx'], say);
  const opened = openAll(names, say, language);
  if (format === 'docx') return exportWord(opened, values, say);
  const rows = opened.flatMap((one) => ('book' in one ? tableOf(one.file, one.book) : []));
  const failures = opened.filter((one) => 'code' in one);
  for (const { file, reason } of failures) process.stderr.write(`${file}: ${say('failed', { reason })}\n`);
  // Excel takes a CSV file for the local code page unless it begins with a byte order mark.
  save(values.output, (values.output ? '\ufeff' : '') + csvOf(rows), say);
  return failures.length > 0 ? EXIT.failed : EXIT.done;
}

function openAll(names: readonly string[], say: Say, language: Language): Opened[] {
  if (names.length === 0) throw new UsageError(say('noFiles'));
  return listFiles(names).map((file) => openFile(file, language));
}

function choose(value: string, formats: readonly string[], say: Say): string {
  if (!formats.includes(value)) throw new UsageError(say('badFormat', { formats: formats.join(', ') }));
  return value;
}

async function main(words: readonly string[]): Promise<number> {
  const at = words.indexOf('--lang');
  const language: Language =
    (at >= 0 && words[at + 1] === 'en') || words.includes('--lang=en') ? 'en' : 'zh-CN';
  const say = wordIn(language);
  try {
    const { values, positionals } = parse(words, say);
    const [name, ...files] = positionals;
    if (values.help || name === undefined || name === 'help') {
      process.stdout.write(say('usage'));
      return values.help || name === 'help' ? EXIT.done : EXIT.failed;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new UsageError(say('unknownCommand', { name }));
    return await command(files, values, say, language);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT.failed;
  }
}

function parse(
  words: readonly string[],
  say: Say,
): { values: Values & { help?: boolean }; positionals: string[] } {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(say('unknownOption', { detail: (error as Error).message }));
  }
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
