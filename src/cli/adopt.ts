/** adopt FILE [-o OUT]: formulas and marks for a plain copy, told before they are written. */
import { readFileSync } from 'node:fs';
import { form, isRefusal, readBook } from '../core';
import { HostError } from '../hosts/port';
import { XlsxError } from '../hosts/xlsx/error';
import { createXlsxHost } from '../hosts/xlsx/host';
import { kindNamed } from '../hosts/xlsx/kind';
import { faultOf, fileFaultOf, type Language, noticeOf, put, wordsOf } from '../strings/messages';
import { countedEdits, remarkLines, stepLines } from '../strings/plans';
import { adopt } from '../template/adopt';
import { save } from './files';
import { EXIT, type Run, type Say, UsageError } from './usage';

export const adoptFile: Run = async (files, { output }, say, language) => {
  const [file] = files;
  const words = wordsOf(language);
  if (file === undefined) throw new UsageError(say('noFiles'));
  if (files.length > 1) throw new UsageError(say('oneAtATime'));
  const bytes = bytesOf(file, say);
  const fail = (reason: string): number => {
    process.stderr.write(`${file}: ${reason}\n`);
    return EXIT.failed;
  };
  try {
    const host = createXlsxHost(bytes, file);
    const sheets = await host.snapshot();
    const proposal = adopt(readBook(sheets, form), sheets);
    if (isRefusal(proposal)) {
      if (proposal.refused !== 'alreadyLiving') return fail(refusalOf(proposal, say, language));
      process.stderr.write(`${say('wouldStay', { file })}\n`);
      if (output !== undefined) write(output, bytes, say);
      return EXIT.done;
    }
    const { lines, rest } = countedEdits(proposal, language);
    const others = rest.length > 0 ? [put(words.step.others, { count: rest.length })] : [];
    const told = [...stepLines(proposal, language), ...lines, ...others, ...remarkLines(proposal, language)];
    process.stdout.write(`${[file, ...told.map((line) => `  ${line}`)].join('\n')}\n`);
    if (output === undefined) {
      process.stderr.write(`${say('notWritten')}\n`);
      return EXIT.done;
    }
    await host.apply(proposal);
    write(output, host.save(), say);
    return EXIT.done;
  } catch (error) {
    if (error instanceof XlsxError) return fail(fileFaultOf(kindNamed(error.code, file), language));
    if (error instanceof HostError) return fail(faultOf(error.code, language));
    throw error;
  }
};

function refusalOf(
  {
    refused,
    params = {},
  }: { readonly refused: string; readonly params?: Readonly<Record<string, string | number>> },
  say: Say,
  language: Language,
): string {
  return refused === 'noForm' ? say('noForm') : noticeOf(refused, params, language);
}

function write(output: string, bytes: Uint8Array, say: Say): void {
  save(output, bytes, say);
  process.stderr.write(`${say('written', { file: output })}\n`);
}

function bytesOf(file: string, say: Say): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new UsageError(`${file}: ${say('cannotRead')}`);
  }
}
