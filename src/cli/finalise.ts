/** finalise: the receipt and the printed line of a report that nothing stands against; without -o, what does. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { blockersIn, finalise, isReady } from '../core/finalise/finalise';
import { receiptName } from '../core/finalise/receipt';
import { check, form, isRefusal, readBook } from '../core';
import { dayOf, readDate, serialOf } from '../core/values/date';
import { createXlsxHost } from '../hosts/xlsx/host';
import { XlsxError } from '../hosts/xlsx/error';
import { put, fileFaultOf, messageOf, wordsOf } from '../strings/messages';
import { draftReceipt } from '../template/receipt';
import { save } from './files';
import { EXIT, type Run, UsageError, yearIn } from './usage';

export const finaliseFile: Run = async (names, values, say, language) => {
  const [file, ...more] = names;
  if (file === undefined) throw new UsageError(say('noFiles'));
  if (more.length > 0) throw new UsageError(say('oneFile'));
  const { by = '', output } = values;
  if (by.trim() === '') throw new UsageError(say('noAuthor'));
  if (!output) throw new UsageError(say('noOutput'));
  const wanted = yearIn(values.year, say);
  const day = values.date === undefined ? today() : readDate(values.date);
  if (day === null) throw new UsageError(say('badDate'));
  const host = openHost(file, say, language);
  const sheets = await host.snapshot();
  const book = readBook(sheets, form);
  const reports = book.reports.filter(({ year }) => year !== null && (wanted === null || year === wanted));
  const report = reports.at(-1);
  if (!report) throw new UsageError(`${file}: ${say(wanted === null ? 'noForm' : 'exportYear')}`);

  const options = { currentYear: new Date().getFullYear(), fileName: basename(file) };
  const findings = check(book, { ...options, stage: 'final' }).filter(({ sheet }) => sheet === report.sheet);
  const blockers = blockersIn(findings);
  if (!isReady(blockers)) {
    const { blanks, head, hard, soft } = blockers;
    const open = [...blanks, ...head, ...hard, ...soft];
    const lines = open.map((finding) => `  ${finding.rule}  ${messageOf(finding, form, language)}`);
    process.stderr.write(`${file}: ${say('notReady', { count: open.length })}\n${lines.join('\n')}\n`);
    return EXIT.hard;
  }
  const plan = finalise(book, sheets, {
    sheet: report.sheet,
    date: dayOf(day),
    author: by,
    check: options,
    draft: (receipt) => draftReceipt(receipt, form),
  });
  if (isRefusal(plan)) {
    const notices: Readonly<Record<string, string>> = wordsOf(language).notice;
    throw new UsageError(put(notices[plan.refused] ?? plan.refused, plan.params ?? {}));
  }
  await host.apply(plan);
  save(output, host.save(), say);
  const serial = plan.steps?.length ? book.receipts.filter(({ year }) => year === report.year).length + 1 : 1;
  process.stderr.write(`${say('finalised', { file: output, sheet: receiptName(report.year!, serial) })}\n`);
  return EXIT.done;
};

function openHost(file: string, say: Parameters<Run>[2], language: Parameters<Run>[3]) {
  try {
    return createXlsxHost(readFileSync(file), basename(file));
  } catch (error) {
    const reason = error instanceof XlsxError ? fileFaultOf(error.code, language) : say('cannotRead');
    throw new UsageError(`${file}: ${say('failed', { reason })}`);
  }
}

/** As a serial. */
function today(): number {
  const now = new Date();
  return serialOf(now.getFullYear(), now.getMonth() + 1, now.getDate())!;
}
